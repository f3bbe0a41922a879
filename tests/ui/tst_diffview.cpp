#include "tests/support/postgres.h"
#include "tests/support/sqlite.h"
#include "tests/ui/diffbench.h"
#include "ui/codeview/codeview.h"
#include "ui/diffview/storewatch.h"
#include "ui/jobs/stallwatchdog.h"

#include <QTextBlock>
#include <QTextLayout>

#include <cstdio>

using namespace kilter;
using namespace kilter::ui;
using kilter::ui::test::Bench;
using kilter::ui::test::DiffPlace;

namespace {

const char *authors = "CREATE TABLE authors (id TEXT NOT NULL PRIMARY KEY, name TEXT CONSTRAINT authors_name_maxlen CHECK (length(name) <= 80));";

} // namespace

class TestDiffView : public QObject
{
    Q_OBJECT

private slots:
    void newTablesAreTicked()
    {
        const DiffPlace place;
        Bench bench(place);
        QCOMPARE(bench.diff.phase(), LiveDiff::Phase::Different);
        QTRY_VERIFY(!bench.window.hasJobs()); // what was learnt from the session's own comparison is not asked for again
        QCOMPARE(bench.dock.model()->rowCount(), 2);
        QCOMPARE(bench.tick(QStringLiteral("Book")), Qt::Checked);
        QCOMPARE(bench.diff.tickedCount(), 2);
        QVERIFY(bench.window.commands().find(QStringLiteral("diff.review"))->text().startsWith(QStringLiteral("Review 2 change")));
        QVERIFY(bench.dock.sql()->text().contains(QStringLiteral("CREATE TABLE books")));
    }

    void typingShowsBeforeSaving()
    {
        const DiffPlace place;
        Bench bench(place);
        bench.window.session().setDraft(bench.file("author.json"), DiffPlace::model("Author", "authors", R"("name": { "type": "string" }, "email": { "type": "string" })"));
        bench.wait();
        QVERIFY(bench.dock.sql()->text().contains(QStringLiteral("email")));
        bench.window.session().removeDraft(bench.file("author.json"));
        bench.wait();
        QVERIFY(!bench.dock.sql()->text().contains(QStringLiteral("email")));
    }

    void ticksByMouseAndKeyboard()
    {
        const DiffPlace place;
        Bench bench(place);
        bench.clickTick(QStringLiteral("Book"));
        bench.wait();
        QCOMPARE(bench.tick(QStringLiteral("Book")), Qt::Unchecked);
        QCOMPARE(bench.diff.tickedCount(), 1);
        QVERIFY(!bench.dock.sql()->text().contains(QStringLiteral("CREATE TABLE books")));
        bench.dock.tree()->setFocus();
        bench.dock.tree()->setCurrentIndex(bench.row(QStringLiteral("Book")));
        QTest::keyClick(bench.dock.tree(), Qt::Key_Space);
        bench.wait();
        QCOMPARE(bench.tick(QStringLiteral("Book")), Qt::Checked);
        QVERIFY(bench.dock.sql()->text().contains(QStringLiteral("CREATE TABLE books")));
    }

    /// Every choice of what differs, a column that is dropped and a check that needs a rebuild among it, has its SQL; and while that is planned
    /// nothing says that nothing is ticked.
    void whatIsTickedIsPlannedWhateverIsLeftOut()
    {
        const DiffPlace place;
        place.write("models/author.json", DiffPlace::model("Author", "authors", R"("name": { "type": "string", "maxLength": 80 }, "email": { "type": "string", "maxLength": 60 })"));
        kilter::test::SqliteFile(place.path("content.db"))
            .run("CREATE TABLE authors (id TEXT NOT NULL PRIMARY KEY, name TEXT CONSTRAINT authors_name_maxlen CHECK (length(name) <= 60), fax TEXT);"
                 "CREATE INDEX authors_fax_idx ON authors (fax);");
        Bench bench(place);
        QStringList lies;
        const auto check = [&] {
            if (bench.dock.sql()->noteText().startsWith(QStringLiteral("Nothing")) && !bench.diff.chosen().empty())
                lies += QStringLiteral("%1 with %2 ticked").arg(bench.dock.sql()->noteText()).arg(bench.diff.tickedCount());
        };
        connect(&bench.diff, &LiveDiff::ticksChanged, this, check);
        connect(&bench.diff, &LiveDiff::sqlChanged, this, check);
        const std::size_t changes = bench.diff.result()->changes.changes.size();
        QVERIFY2(changes >= 5, qPrintable(QString::number(changes)));
        for (std::size_t choice = 0; choice <= changes; ++choice) { // each left out alone, and at last all
            std::vector<std::size_t> on, off;
            for (std::size_t i = 0; i < changes; ++i)
                (choice == changes || i == choice ? off : on).push_back(i);
            bench.diff.setTicked(off, false);
            bench.diff.setTicked(on, true);
            bench.wait();
            const DiffSql &sql = bench.diff.sql();
            QVERIFY2(!sql.error, qPrintable(QStringLiteral("%1: %2").arg(choice).arg(sql.error ? qtText(sql.error->message) : QString())));
            QVERIFY2(sql.up.empty() == bench.diff.chosen().empty(), qPrintable(QStringLiteral("choice %1").arg(choice)));
            QCOMPARE(bench.dock.sql()->noteText().startsWith(QStringLiteral("Nothing")), sql.up.empty());
        }
        QVERIFY2(lies.isEmpty(), qPrintable(lies.join(QLatin1Char('\n'))));
    }

    void aFieldOfATableThatIsLeftOutIsLeftOut()
    {
        const DiffPlace place;
        Bench bench(place);
        bench.clickTick(QStringLiteral("Book"));
        bench.window.session().setDraft(bench.file("book.json"), DiffPlace::model("Book", "books", R"("title": { "type": "string" }, "isbn": { "type": "string" })"));
        bench.wait();
        QCOMPARE(bench.tick(QStringLiteral("Book")), Qt::Unchecked);
        QVERIFY(!bench.dock.sql()->text().contains(QStringLiteral("books")));
        QCOMPARE(bench.diff.tickedCount(), 1);
    }

    void sqlIsColoured()
    {
        const DiffPlace place;
        Bench bench(place);
        QTRY_VERIFY(bench.dock.sql()->view()->isColoured());
        const auto formats = bench.dock.sql()->view()->document()->firstBlock().layout()->formats();
        QCOMPARE(!formats.isEmpty(), hasHighlighting());
    }

    void whatDropsStartsUnticked()
    {
        const DiffPlace place;
        kilter::test::SqliteFile(place.path("content.db")).run(std::string(authors) + "CREATE TABLE legacy (id integer primary key); ALTER TABLE authors ADD COLUMN fax text;");
        Bench bench(place);
        QCOMPARE(bench.tick(QStringLiteral("legacy")), Qt::Unchecked);
        QCOMPARE(bench.tick(QStringLiteral("fax")), Qt::Unchecked);
        QCOMPARE(bench.tick(QStringLiteral("Book")), Qt::Checked);
        QCOMPARE(bench.diff.droppedOutCount(), 2);
        QVERIFY(!bench.dock.sql()->text().contains(QStringLiteral("DROP")));
        bench.clickTick(QStringLiteral("fax"));
        bench.wait();
        QVERIFY(bench.dock.sql()->text().contains(QStringLiteral("fax")) || bench.dock.sql()->text().contains(QStringLiteral("DROP")));
    }

    void renameIsAQuestionWithTwoAnswers()
    {
        const DiffPlace place;
        kilter::test::SqliteFile(place.path("content.db")).run("CREATE TABLE authors (id TEXT NOT NULL PRIMARY KEY, full_name TEXT CONSTRAINT authors_full_name_maxlen CHECK (length(full_name) <= 80));");
        Bench bench(place);
        const QModelIndex question = bench.row(QStringLiteral("full_name →"));
        QVERIFY(question.isValid());
        QVERIFY(!question.data(Qt::CheckStateRole).isValid());
        QCOMPARE(bench.diff.questionCount(), 1);
        QVERIFY(!bench.dock.sql()->text().contains(QStringLiteral("full_name")));
        bench.clickButton(question, RowButton::Rename);
        bench.wait();
        QCOMPARE(bench.diff.questionCount(), 0);
        QVERIFY(bench.dock.sql()->text().contains(QStringLiteral("RENAME COLUMN full_name TO name")));
        bench.diff.reopenRename(bench.diff.decisions().renames.front());
        bench.wait();
        bench.dock.tree()->setFocus();
        bench.dock.tree()->setCurrentIndex(bench.row(QStringLiteral("full_name →")));
        QTest::keyClick(bench.dock.tree(), Qt::Key_D);
        bench.wait();
        QCOMPARE(bench.diff.questionCount(), 0);
        QCOMPARE(bench.tick(QStringLiteral("full_name")), Qt::Checked);
        QVERIFY(!bench.dock.sql()->text().contains(QStringLiteral("RENAME COLUMN")));
    }

    void ignoreIsWrittenAndKept()
    {
        const DiffPlace place;
        kilter::test::SqliteFile(place.path("content.db")).run("CREATE TABLE legacy (id integer primary key);");
        Bench bench(place);
        QVERIFY(bench.row(QStringLiteral("legacy")).isValid());
        DiffNode node = *bench.dock.model()->node(bench.row(QStringLiteral("legacy")));
        emit bench.dock.decided(RowButton::Ignore, node);
        QTRY_VERIFY(!bench.row(QStringLiteral("legacy")).isValid());
        QVERIFY(place.read("kilter.toml").starts_with("# ours\n"));
        QVERIFY(place.read("kilter.toml").find("\"table:legacy\"") != std::string::npos);
    }

    void updateModelSaysWhatTheStoreHas()
    {
        const DiffPlace place;
        kilter::test::SqliteFile(place.path("content.db")).run(std::string(authors) + "ALTER TABLE authors ADD COLUMN fax text;");
        Bench bench(place);
        const DiffNode node = *bench.dock.model()->node(bench.row(QStringLiteral("Author")));
        emit bench.dock.decided(RowButton::UpdateModel, node);
        QTRY_VERIFY(!bench.row(QStringLiteral("Author")).isValid());
        QVERIFY(place.read("models/author.json").find("\"fax\"") != std::string::npos);
    }

    void anInvalidDraftIsLeftOut()
    {
        const DiffPlace place;
        Bench bench(place);
        bench.window.session().setDraft(bench.file("author.json"), "{ \"title\": ");
        bench.wait();
        const QModelIndex author = bench.row(QStringLiteral("Author"));
        QVERIFY(author.data().toString().contains(QStringLiteral("invalid")));
        QVERIFY(bench.dock.sql()->text().contains(QStringLiteral("CREATE TABLE authors"))); // as it was last
        bench.window.session().setDraft(bench.file("author.json"), place.read("models/author.json"));
        bench.wait();
        QVERIFY(!bench.row(QStringLiteral("Author")).data().toString().contains(QStringLiteral("invalid")));
    }

    void whatIsFoldedStaysFoldedAndSelected()
    {
        const DiffPlace place;
        kilter::test::SqliteFile(place.path("content.db")).run("CREATE TABLE authors (id TEXT NOT NULL PRIMARY KEY)");
        Bench bench(place);
        DiffTree *tree = bench.dock.tree();
        QVERIFY(tree->isExpanded(bench.row(QStringLiteral("Book"))));
        tree->collapse(bench.row(QStringLiteral("Author")));
        tree->setCurrentIndex(bench.row(QStringLiteral("Book")));
        const std::string file = place.path("content.db"), away = place.path("away.db");
        std::filesystem::rename(file, away);
        std::filesystem::create_directory(file); // which is no database
        bench.window.session().inspect();
        QTRY_COMPARE(bench.diff.phase(), LiveDiff::Phase::StoreFailed);
        std::filesystem::remove(file);
        std::filesystem::rename(away, file);
        bench.window.session().inspect();
        QTRY_COMPARE(bench.diff.phase(), LiveDiff::Phase::Different);
        bench.wait();
        QVERIFY(!tree->isExpanded(bench.row(QStringLiteral("Author"))));
        QVERIFY(tree->isExpanded(bench.row(QStringLiteral("Book"))));
        QCOMPARE(tree->currentIndex(), bench.row(QStringLiteral("Book")));
        bench.window.session().setDraft(bench.file("author.json"), DiffPlace::model("Author", "authors", R"("name": { "type": "string" }, "email": { "type": "string" })"));
        bench.wait();
        QVERIFY(!tree->isExpanded(bench.row(QStringLiteral("Author"))));
    }

    void aChangeOfTheStoreIsNoticed()
    {
        const DiffPlace place;
        kilter::test::SqliteFile(place.path("content.db")).run(authors);
        Bench bench(place);
        QVERIFY(!bench.row(QStringLiteral("Author")).isValid());
        auto *watch = bench.window.findChild<StoreWatch *>();
        watch->setInterval(50);
        kilter::test::SqliteFile(place.path("content.db")).run("ALTER TABLE authors ADD COLUMN fax text;");
        QTRY_VERIFY(bench.row(QStringLiteral("fax")).isValid());
    }

    void equalSaysSo()
    {
        const DiffPlace place;
        Bench bench(place);
        const std::string script = utf8(bench.dock.sql()->text());
        kilter::test::SqliteFile(place.path("content.db")).run(script);
        bench.window.session().inspect();
        QTRY_COMPARE_WITH_TIMEOUT(bench.diff.phase(), LiveDiff::Phase::Equal, patience);
        bench.wait();
        QCOMPARE(bench.diff.tickedCount(), 0);
        QVERIFY(!bench.window.commands().find(QStringLiteral("diff.review"))->isEnabled());
    }

    void postgresqlSettlesWhatIsSpelledDifferently()
    {
        const kilter::test::TestDatabase database;
        const DiffPlace place(database.url());
        Bench bench(place);
        database.run(utf8(bench.dock.sql()->text())); // the server has its own words for the checks
        bench.window.session().inspect();
        QTRY_VERIFY(bench.diff.phase() == LiveDiff::Phase::Equal && !bench.diff.isBusy());
        database.run("ALTER TABLE authors ADD COLUMN fax text");
        bench.window.findChild<StoreWatch *>()->setInterval(100);
        QTRY_VERIFY(bench.row(QStringLiteral("fax")).isValid());
        QCOMPARE(bench.tick(QStringLiteral("fax")), Qt::Unchecked);
    }

    /// tests/bench/run asks for 1,000 tables; what is printed then is the figure.
    void manyTablesDoNotStallTheWindow()
    {
        const DiffPlace place;
        const int asked = qEnvironmentVariableIntValue("KILTER_BENCH_TABLES"), tables = asked > 0 ? asked : 200;
        for (int i = 0; i < tables; ++i) {
            std::string properties;
            for (int column = 0; column < 9; ++column)
                properties += (column ? ", " : "") + ("\"c" + std::to_string(column) + "\": { \"type\": \"string\" }");
            const std::string n = std::to_string(i);
            place.write("models/t" + n + ".json", DiffPlace::model("T" + n, "t" + n, properties));
        }
        StallWatchdog watchdog;
        Bench bench(place);
        QVERIFY(bench.dock.model()->rowCount() >= tables);
        watchdog.reset();
        std::vector<double> times;
        for (int i = 0; i < 15; ++i) {
            bench.window.session().setDraft(bench.file("author.json"), DiffPlace::model("Author", "authors", "\"x" + std::to_string(i) + "\": { \"type\": \"string\" }"));
            const DiffPtr before = bench.diff.result();
            QTRY_VERIFY(bench.diff.result() != before);
            times.push_back(bench.diff.result()->milliseconds);
        }
        std::sort(times.begin(), times.end());
        std::printf("live-diff-%d-tables-median %.1f # ms from a change of one model to the differences\n", tables, times[times.size() / 2]);
        std::printf("live-diff-%d-tables-longest-stall %lld # ms\n", tables, static_cast<long long>(watchdog.longest().count()));
    }
};

KILTER_UI_TEST(TestDiffView)
#include "tst_diffview.moc"
