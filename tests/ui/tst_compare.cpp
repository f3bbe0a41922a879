#include "tests/support/sqlite.h"
#include "tests/ui/diffbench.h"
#include "ui/diffview/comparefooter.h"
#include "ui/diffview/comparehead.h"
#include "ui/diffview/comparepage.h"
#include "ui/diffview/objectdelegate.h"
#include "ui/mainwindow/emptystate.h"

#include <QLabel>
#include <QListView>
#include <QPushButton>

using namespace kilter;
using namespace kilter::ui;
using kilter::ui::test::Bench;
using kilter::ui::test::DiffPlace;

class TestCompare : public QObject
{
    Q_OBJECT

private:
    static ComparePage *openPage(Bench &bench, const QString &key)
    {
        auto *page = qobject_cast<ComparePage *>(bench.window.openPage(key));
        new QAbstractItemModelTester(page->objects(), QAbstractItemModelTester::FailureReportingMode::QtTest, page);
        return QTest::qWaitFor([&] { return page->isReady() && page->objects()->rowCount() > 0; }, patience) ? page : nullptr;
    }

    static void clickTick(ComparePage *page, const QModelIndex &index)
    {
        page->list()->scrollTo(index);
        QTest::mouseClick(page->list()->viewport(), Qt::LeftButton, {}, ObjectDelegate::tickRect(page->list()->visualRect(index)).center());
    }

private slots:
    void comparisonShowsLinesSideBySide()
    {
        const DiffPlace place;
        kilter::test::SqliteFile(place.path("content.db")).run("CREATE TABLE authors (id TEXT NOT NULL PRIMARY KEY, name TEXT CONSTRAINT authors_name_maxlen CHECK (length(name) <= 60), fax TEXT);");
        Bench bench(place);
        auto *page = qobject_cast<ComparePage *>(bench.window.openPage(QStringLiteral("compare:store|models|")));
        QVERIFY(page);
        new QAbstractItemModelTester(page->objects(), QAbstractItemModelTester::FailureReportingMode::QtTest, page);
        QTRY_VERIFY(page->isReady() && page->objects()->rowCount() == 3); // a head, two tables
        page->list()->setCurrentIndex(page->objects()->indexOf(tableRef({}, "authors")));
        const DdlComparison &shown = page->ddl()->comparison();
        QVERIFY(!shown.left.isEmpty() && !shown.right.isEmpty());
        const auto has = [&](Sign sign) { return std::any_of(shown.pairs.begin(), shown.pairs.end(), [&](const DdlPair &pair) { return pair.sign == sign; }); };
        QVERIFY(has(Sign::Remove)); // fax
        QVERIFY(has(Sign::Change)); // 60 → 80
        QCOMPARE(!page->ddl()->runs(true, 0).empty(), hasHighlighting());
        QCOMPARE(page->ddl()->currentHunk(), 0);
        page->ddl()->setFocus();
        QTest::keyClick(page->ddl(), Qt::Key_N);
        QVERIFY(page->ddl()->currentHunk() == 1 || shown.hunks.size() == 1);
        page->setSources(QStringLiteral("models"), QStringLiteral("models"));
        QTRY_VERIFY(page->isReady());
        const auto labels = page->findChildren<QLabel *>();
        const bool isSame = std::any_of(labels.begin(), labels.end(), [](const QLabel *label) { return label->text().startsWith(QStringLiteral("The same")); });
        QVERIFY2(isSame && page->objects()->rowCount() == 0, qPrintable(page->findChild<EmptyState *>()->findChildren<QLabel *>().last()->text()));
    }

    void whatDiffersIsTickedAndDecidedThere()
    {
        const DiffPlace place;
        kilter::test::SqliteFile(place.path("content.db"))
            .run("CREATE TABLE authors (id TEXT NOT NULL PRIMARY KEY, full_name TEXT CONSTRAINT authors_full_name_maxlen CHECK (length(full_name) <= 80));"
                 "CREATE TABLE legacy (id integer primary key)");
        Bench bench(place);
        auto *page = openPage(bench, QStringLiteral("compare:store|models|"));
        QCOMPARE(page->objects()->counts().front(), 3);
        const auto index = [&](const char *table) { return page->objects()->indexOf(tableRef({}, table)); };
        const auto tick = [&](const char *table) { return index(table).data(Qt::CheckStateRole); };
        QCOMPARE(tick("books").toInt(), int(Qt::Checked));
        QCOMPARE(tick("legacy").toInt(), int(Qt::Unchecked)); // it is dropped
        QVERIFY(page->footer()->button()->isEnabled());
        clickTick(page, index("books"));
        QCOMPARE(bench.tick(QStringLiteral("Book")), Qt::Unchecked); // the same tick
        QCOMPARE(tick("books").toInt(), int(Qt::Unchecked));
        QVERIFY(!page->footer()->button()->isEnabled());
        page->list()->setFocus();
        page->list()->setCurrentIndex(index("books"));
        QTest::keyClick(page->list(), Qt::Key_Space);
        QCOMPARE(tick("books").toInt(), int(Qt::Checked));
        page->list()->setCurrentIndex(index("authors")); // whose question is answered above the definitions
        const auto buttons = page->head()->findChildren<QAbstractButton *>();
        const auto yes = std::find_if(buttons.begin(), buttons.end(), [](const QAbstractButton *button) { return button->text() == QStringLiteral("Yes, rename it"); });
        QVERIFY(yes != buttons.end() && (*yes)->isVisible());
        QTest::mouseClick(*yes, Qt::LeftButton);
        bench.wait();
        QVERIFY(bench.dock.sql()->text().contains(QStringLiteral("RENAME COLUMN full_name TO name")));
        page->list()->setCurrentIndex(index("legacy"));
        QTest::mouseClick(page->head()->button(RowButton::Ignore), Qt::LeftButton);
        QTRY_VERIFY(!index("legacy").isValid());
        QVERIFY(place.read("kilter.toml").find("\"table:legacy\"") != std::string::npos);
    }

    void theObjectThatIsReadIsThereAgainAfterTheStoreWasGone()
    {
        const DiffPlace place;
        kilter::test::SqliteFile(place.path("content.db")).run("CREATE TABLE legacy (id integer primary key)");
        Bench bench(place);
        auto *page = openPage(bench, QStringLiteral("compare:store|models|"));
        QVERIFY(page);
        page->list()->setCurrentIndex(page->objects()->indexOf(tableRef({}, "books")));
        const std::string file = place.path("content.db"), away = place.path("away.db");
        std::filesystem::rename(file, away);
        std::filesystem::create_directory(file); // which is no database
        bench.window.session().inspect();
        QTRY_COMPARE(bench.diff.phase(), LiveDiff::Phase::StoreFailed);
        QCOMPARE(page->objects()->rowCount(), 0);
        std::filesystem::remove(file);
        std::filesystem::rename(away, file);
        bench.window.session().inspect();
        QTRY_VERIFY(page->isReady() && page->objects()->rowCount() > 0);
        QCOMPARE(page->objects()->object(page->list()->currentIndex())->ref, tableRef({}, "books"));
    }

    void otherSourcesAreToReadAndSayWhy()
    {
        const DiffPlace place;
        Bench bench(place);
        auto *page = openPage(bench, QStringLiteral("compare:revision:base|models|"));
        QCOMPARE(page->objects()->counts().front(), 2);
        const QModelIndex books = page->objects()->indexOf(tableRef({}, "books"));
        QVERIFY(!books.data(Qt::CheckStateRole).isValid());
        QVERIFY(!page->head()->button(RowButton::UpdateStore)->isVisible());
        QVERIFY(page->footer()->words()->text().startsWith(QStringLiteral("To read only")));
        QTest::mouseClick(page->footer()->button(), Qt::LeftButton);
        QTRY_VERIFY(page->isReady() && page->objects()->indexOf(tableRef({}, "books")).data(Qt::CheckStateRole).isValid());
        page->setSources(QStringLiteral("models"), QStringLiteral("store"));
        QTRY_VERIFY(page->isReady());
        QCOMPARE(page->footer()->button()->text(), QStringLiteral("Exchange the sides"));
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
};

KILTER_UI_TEST(TestCompare)
#include "tst_compare.moc"
