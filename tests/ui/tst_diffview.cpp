#include "tests/support/postgres.h"
#include "tests/support/sqlite.h"
#include "tests/ui/diffplace.h"
#include "tests/ui/uitest.h"
#include "ui/diffview/comparepage.h"
#include "ui/diffview/diffdock.h"
#include "ui/diffview/diffmodel.h"
#include "ui/diffview/difftree.h"
#include "ui/diffview/generatepage.h"
#include "ui/diffview/install.h"
#include "ui/diffview/sqlpanel.h"
#include "ui/diffview/storewatch.h"
#include "ui/jobs/stallwatchdog.h"
#include "ui/mainwindow/emptystate.h"

#include <QAbstractItemModelTester>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>

#include <cstdio>

using namespace kilter;
using namespace kilter::ui;
using kilter::ui::test::DiffPlace;

namespace {

constexpr int patience = 30000; ///< ms

/// A window with the live diff, its workspace open and compared.
class Bench
{
public:
    explicit Bench(const DiffPlace &at) : place(at), diff(*installDiff(window)), dock(*window.findChild<DiffDock *>())
    {
        new QAbstractItemModelTester(dock.model(), QAbstractItemModelTester::FailureReportingMode::QtTest, dock.model());
        window.resize(1280, 800);
        window.show();
        window.openWorkspace(place.folder());
        wait();
    }

    void wait()
    {
        QTRY_VERIFY_WITH_TIMEOUT(window.session().isOpen() && window.session().isIdle() && diff.result() && !diff.isBusy() && !diff.isPlanning(), patience);
    }

    std::string file(const char *name) const { return place.path(std::string("models/") + name); }

    /// The row that a text begins, anywhere in the tree.
    QModelIndex row(const QString &text) const { return rowBelow({}, text); }

    QModelIndex rowBelow(const QModelIndex &parent, const QString &text) const
    {
        for (int i = 0; i < dock.model()->rowCount(parent); ++i) {
            const QModelIndex index = dock.model()->index(i, 0, parent);
            if (index.data().toString().startsWith(text))
                return index;
            if (const QModelIndex below = rowBelow(index, text); below.isValid())
                return below;
        }
        return {};
    }

    Qt::CheckState tick(const QString &text) const { return Qt::CheckState(row(text).data(Qt::CheckStateRole).toInt()); }

    void click(const QModelIndex &index, const QRect &rect)
    {
        dock.tree()->scrollTo(index);
        QTest::mouseMove(dock.tree()->viewport(), rect.center());
        QTest::mouseClick(dock.tree()->viewport(), Qt::LeftButton, {}, rect.center());
    }

    void clickTick(const QString &text)
    {
        const QModelIndex index = row(text);
        dock.tree()->scrollTo(index);
        click(index, rowGeometry(*dock.model()->node(index), dock.tree()->visualRect(index)).tick);
    }

    void clickButton(const QModelIndex &index, RowButton button)
    {
        dock.tree()->scrollTo(index);
        for (const RowGeometry::Button &one : rowGeometry(*dock.model()->node(index), dock.tree()->visualRect(index)).buttons) {
            if (one.button == button)
                return click(index, one.rect);
        }
        QFAIL("no such button");
    }

    const DiffPlace &place;
    MainWindow window;
    LiveDiff &diff;
    DiffDock &dock;
};

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
        QTRY_VERIFY_WITH_TIMEOUT(!bench.row(QStringLiteral("legacy")).isValid(), patience);
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
        QTRY_VERIFY_WITH_TIMEOUT(!bench.row(QStringLiteral("Author")).isValid(), patience);
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

    void aChangeOfTheStoreIsNoticed()
    {
        const DiffPlace place;
        kilter::test::SqliteFile(place.path("content.db")).run(authors);
        Bench bench(place);
        QVERIFY(!bench.row(QStringLiteral("Author")).isValid());
        auto *watch = bench.window.findChild<StoreWatch *>();
        watch->setInterval(50);
        kilter::test::SqliteFile(place.path("content.db")).run("ALTER TABLE authors ADD COLUMN fax text;");
        QTRY_VERIFY_WITH_TIMEOUT(bench.row(QStringLiteral("fax")).isValid(), patience);
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

    void generateWritesWhatIsTicked()
    {
        const DiffPlace place;
        Bench bench(place);
        bench.clickTick(QStringLiteral("Book"));
        bench.wait();
        auto *page = qobject_cast<GeneratePage *>(bench.window.openPage(QStringLiteral("generate")));
        QVERIFY(page);
        QTRY_VERIFY_WITH_TIMEOUT(page->isReady() && page->preview()->toPlainText().contains(QStringLiteral("CREATE TABLE authors")), patience);
        QVERIFY(!page->writeButton()->isEnabled()); // it has no name
        QTest::keyClicks(page->nameEdit(), QStringLiteral("Add authors"));
        QTRY_VERIFY_WITH_TIMEOUT(page->writeButton()->isEnabled(), patience);
        QVERIFY(!page->preview()->toPlainText().contains(QStringLiteral("books")));
        QCOMPARE(page->versionEdit()->placeholderText(), QStringLiteral("1.0.0"));
        QTest::mouseClick(page->writeButton(), Qt::LeftButton);
        const QDir folder(place.folder() + QStringLiteral("/migrations"));
        QTRY_COMPARE_WITH_TIMEOUT(folder.entryList({QStringLiteral("*_add_authors.sql")}).size(), 1, patience);
        // Now one is pending: another is refused, in plain words.
        QTRY_VERIFY_WITH_TIMEOUT(!bench.window.findPage(QStringLiteral("generate")), patience);
        QTRY_VERIFY_WITH_TIMEOUT(bench.window.session().isIdle() && !bench.diff.isBusy() && !bench.window.session().workspace()->graphs.at("main").migrations().empty(), patience);
        page = qobject_cast<GeneratePage *>(bench.window.openPage(QStringLiteral("generate")));
        const auto isRefused = [&] {
            const auto labels = page->findChildren<QLabel *>();
            return std::any_of(labels.begin(), labels.end(), [](const QLabel *label) { return label->text().contains(QStringLiteral("pending")); });
        };
        QTRY_VERIFY_WITH_TIMEOUT(isRefused(), patience);
        QVERIFY(!page->writeButton()->isEnabled());
    }

    void comparisonShowsLinesSideBySide()
    {
        const DiffPlace place;
        kilter::test::SqliteFile(place.path("content.db")).run("CREATE TABLE authors (id TEXT NOT NULL PRIMARY KEY, name TEXT CONSTRAINT authors_name_maxlen CHECK (length(name) <= 60), fax TEXT);");
        Bench bench(place);
        auto *page = qobject_cast<ComparePage *>(bench.window.openPage(QStringLiteral("compare:store|models|")));
        QVERIFY(page);
        new QAbstractItemModelTester(page->objects(), QAbstractItemModelTester::FailureReportingMode::QtTest, page);
        QTRY_VERIFY_WITH_TIMEOUT(page->isReady() && page->objects()->rowCount() == 3, patience); // a head, two tables
        page->list()->setCurrentIndex(page->objects()->indexOf(tableRef({}, "authors")));
        const DdlComparison &shown = page->ddl()->comparison();
        QVERIFY(!shown.left.isEmpty() && !shown.right.isEmpty());
        const auto has = [&](Sign sign) { return std::any_of(shown.pairs.begin(), shown.pairs.end(), [&](const DdlPair &pair) { return pair.sign == sign; }); };
        QVERIFY(has(Sign::Remove)); // fax
        QVERIFY(has(Sign::Change)); // 60 → 80
        QCOMPARE(page->ddl()->currentHunk(), 0);
        page->ddl()->setFocus();
        QTest::keyClick(page->ddl(), Qt::Key_N);
        QVERIFY(page->ddl()->currentHunk() == 1 || shown.hunks.size() == 1);
        page->setSources(QStringLiteral("models"), QStringLiteral("models"));
        QTRY_VERIFY_WITH_TIMEOUT(page->isReady(), patience);
        const auto labels = page->findChildren<QLabel *>();
        const bool isSame = std::any_of(labels.begin(), labels.end(), [](const QLabel *label) { return label->text().startsWith(QStringLiteral("The same")); });
        QVERIFY2(isSame && page->objects()->rowCount() == 0, qPrintable(page->findChild<EmptyState *>()->findChildren<QLabel *>().last()->text()));
    }

    void linesThatDefineTheSameStandBesideEachOther()
    {
        const DdlComparison compared = comparedDdl(QStringLiteral("CREATE TABLE t (\n  a varchar(160),\n  b integer,\n  gone text\n);"),
                                                   QStringLiteral("CREATE TABLE t (\n  a varchar(200),\n  new text,\n  b integer\n);"));
        QStringList signs;
        for (const DdlPair &pair : compared.pairs)
            signs += signText(pair.sign);
        QCOMPARE(signs, QStringList({QString(), QStringLiteral("~"), QStringLiteral("+"), QString(), QStringLiteral("−"), QString()}));
        const DdlPair &changed = compared.pairs[1];
        QCOMPARE(changed.leftMarks.size(), std::size_t(1));
        QCOMPARE(compared.left[1].mid(changed.leftMarks[0].begin, changed.leftMarks[0].length), QStringLiteral("160"));
        QCOMPARE(compared.right[1].mid(changed.rightMarks[0].begin, changed.rightMarks[0].length), QStringLiteral("200"));
        QCOMPARE(compared.hunks, (std::vector<int>{1, 4}));
    }

    void postgresqlSettlesWhatIsSpelledDifferently()
    {
        const kilter::test::TestDatabase database;
        const DiffPlace place(database.url());
        Bench bench(place);
        database.run(utf8(bench.dock.sql()->text())); // the server has its own words for the checks
        bench.window.session().inspect();
        QTRY_VERIFY_WITH_TIMEOUT(bench.diff.phase() == LiveDiff::Phase::Equal && !bench.diff.isBusy(), patience);
        database.run("ALTER TABLE authors ADD COLUMN fax text");
        bench.window.findChild<StoreWatch *>()->setInterval(100);
        QTRY_VERIFY_WITH_TIMEOUT(bench.row(QStringLiteral("fax")).isValid(), patience);
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
            QTRY_VERIFY_WITH_TIMEOUT(bench.diff.result() != before, patience);
            times.push_back(bench.diff.result()->milliseconds);
        }
        std::sort(times.begin(), times.end());
        std::printf("live-diff-%d-tables-median %.1f # ms from a change of one model to the differences\n", tables, times[times.size() / 2]);
        std::printf("live-diff-%d-tables-longest-stall %lld # ms\n", tables, static_cast<long long>(watchdog.longest().count()));
    }
};

KILTER_UI_TEST(TestDiffView)
#include "tst_diffview.moc"
