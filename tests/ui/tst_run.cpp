#include "core/base/file.h"
#include "core/connection/connection.h"
#include "tests/support/postgres.h"
#include "tests/ui/uitest.h"
#include "ui/mainwindow/banner.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/review/install.h"
#include "ui/review/reviewpage.h"
#include "ui/review/runrows.h"
#include "ui/text/text.h"
#include "ui/codeview/codeview.h"
#include "ui/timeline/install.h"
#include "ui/timeline/migrationpage.h"
#include "ui/timeline/timelineview.h"

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace kilter;
using namespace kilter::ui;

namespace {

Migration migrationOf(const std::string &id, std::optional<std::vector<std::string>> depends = {})
{
    Migration migration;
    migration.id = id;
    migration.title = id;
    migration.depends = std::move(depends);
    return migration;
}

QPushButton *buttonOf(QWidget *in, const QString &text)
{
    for (QPushButton *button : in->findChildren<QPushButton *>()) {
        if (button->isVisible() && button->text().remove(QLatin1Char('&')) == text)
            return button;
    }
    return nullptr;
}

std::string fileText(const std::string &title, const std::string &up, const std::string &down, const std::string &headers = {})
{
    return "-- migration: " + title + "\n-- store: main\n" + headers + "\n-- up\n" + up + "\n-- down\n" + down;
}

} // namespace

class RunTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    int m_number = 0;

    QString newWorkspace(const std::string &url, const std::string &environment = "development")
    {
        const QString path = m_folder.filePath(QStringLiteral("w%1").arg(++m_number));
        const bool isPostgreSql = url.starts_with("postgresql");
        write(path, "kilter.toml",
              "[workspace]\nname = \"test\"\ndefault_store = \"main\"\n\n[store.main]\nkind = \"" + std::string(isPostgreSql ? "postgresql" : "sqlite")
                  + "\"\ndefault_connection = \"here\"\n\n[store.main.connection.here]\nurl = \"" + url + "\"\nenvironment = \"" + environment + "\"\n");
        return path;
    }

    void write(const QString &workspace, const std::string &name, const std::string &text)
    {
        const auto path = std::filesystem::path(utf8(workspace)) / name;
        std::filesystem::create_directories(path.parent_path());
        QVERIFY(writeTextFile(path, text).has_value());
    }

    void open(MainWindow &window, const QString &workspace)
    {
        installTimeline(window);
        installReview(window);
        window.resize(1280, 800);
        window.show();
        window.openWorkspace(workspace);
        QTRY_VERIFY(window.session().isOpen() && window.session().isIdle());
    }

    ReviewPage *review(MainWindow &window, Direction direction = Direction::Up, const std::string &target = "head")
    {
        openReview(window, {window.session().choice(), direction, target});
        auto *page = qobject_cast<ReviewPage *>(window.currentPage());
        return page && QTest::qWaitFor([&] { return page->isReady(); }, patience) ? page : nullptr;
    }

    static bool ended(ReviewPage *page)
    {
        return QTest::qWaitFor([&] { return page->isReady() && page->report().has_value(); }, patience);
    }

    static void click(QWidget *in, const QString &text)
    {
        QPushButton *button = buttonOf(in, text);
        QVERIFY2(button && button->isEnabled(), qPrintable(text));
        QTest::mouseClick(button, Qt::LeftButton);
    }

    std::unique_ptr<Connection> connected(const std::string &url)
    {
        auto connection = Connection::open(parseUrl(url).value());
        return connection ? std::move(*connection) : nullptr;
    }

private slots:
    void branchesStandOnTracksOfTheirOwn();
    void aMissingFileKeepsItsPlace();
    void appliesAndRollsBackByMouse();
    void aFailureIsSaidAndTheRunGoesOn();
    void cancelAnswersWhileAnotherConnectionBlocks();
    void productionAsksForTheName();
    void anotherDatabaseThanTheReviewedOneIsRefused();
    void aPendingMigrationIsEditedOnItsPage();
    void whatWasTypedStaysWhenTheMigrationIsAppliedMeanwhile();
    void aFileChangedOutsideLeavesTheCursorWhereItIs();
    void theTimelineStaysWhereOneLooks();
    void aNewFileIsPendingAtOnce();
};

void RunTest::branchesStandOnTracksOfTheirOwn()
{
    const auto graph = RevisionGraph::of({migrationOf("1_a", std::vector<std::string>{}), migrationOf("2_b", std::vector<std::string>{"1_a"}),
                                          migrationOf("3_c", std::vector<std::string>{"1_a"}), migrationOf("4_d", std::vector<std::string>{"2_b", "3_c"})});
    QVERIFY(graph);
    const Lane lane = laneOf("main", *graph, nullptr);
    QCOMPARE(lane.columns, 3);
    QCOMPARE(lane.tracks, 2);
    QVERIFY(lane.nodes[1].track != lane.nodes[2].track);
    QCOMPARE(lane.nodes[1].column, lane.nodes[2].column);
    QCOMPARE(lane.nodes[3].parents.size(), std::size_t(2));
    QCOMPARE(lane.nodes[3].name, QStringLiteral("d"));
}

void RunTest::aMissingFileKeepsItsPlace()
{
    const auto graph = RevisionGraph::of({migrationOf("1_a", std::vector<std::string>{}), migrationOf("3_c", std::vector<std::string>{"1_a"})});
    QVERIFY(graph);
    StoreStatus status;
    for (const auto &[id, state] : {std::pair("1_a", RevisionState::Applied), std::pair("2_b", RevisionState::Missing), std::pair("3_c", RevisionState::Pending)}) {
        StatusRow row;
        row.id = id;
        row.state = state;
        status.rows.push_back(row);
    }
    const Lane lane = laneOf("main", *graph, &status);
    QCOMPARE(lane.nodes.size(), std::size_t(3));
    QCOMPARE(*lane.nodes[1].state, RevisionState::Missing);
    QCOMPARE(lane.nodes[1].parents, std::vector<int>{0});
}

void RunTest::appliesAndRollsBackByMouse()
{
    const QString workspace = newWorkspace("sqlite:test.db");
    write(workspace, "migrations/1_first.sql", fileText("First", "CREATE TABLE a (x INTEGER);\nINSERT INTO a VALUES (1);\n", "DROP TABLE a;\n"));
    write(workspace, "migrations/2_second.sql", fileText("Second", "CREATE TABLE b (y TEXT);\n", "DROP TABLE b;\n"));
    MainWindow window;
    open(window, workspace);
    auto *timeline = window.findChild<TimelineView *>();
    QVERIFY(timeline);
    QTest::mouseClick(timeline->viewport(), Qt::LeftButton, {}, timeline->nodeRect("main", "2_second").center());
    QVERIFY(timeline->selected());
    QCOMPARE(timeline->selected()->id, std::string("2_second"));
    QTest::keyClick(timeline, Qt::Key_Left);
    QCOMPARE(timeline->selected()->id, std::string("1_first"));
    QTest::keyClick(timeline, Qt::Key_End);
    window.commands().find(QStringLiteral("migration.apply"))->trigger();
    auto *page = qobject_cast<ReviewPage *>(window.currentPage());
    QVERIFY(page);
    QTRY_VERIFY(page->isReady());
    auto *rows = page->findChild<RunRows *>();
    QAbstractItemModelTester tester(rows, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(rows->statements(), 3);
    click(page, QStringLiteral("Dry run"));
    QTRY_VERIFY(page->isReady());
    QCOMPARE(rows->row(rows->indexOf({"1_first", 1, 1})).state, StatementState::Tried);
    QVERIFY(!connected("sqlite:" + utf8(workspace) + "/test.db")->execute("SELECT 1 FROM a"));
    click(page, QStringLiteral("Apply"));
    QVERIFY(ended(page));
    QVERIFY2(page->report()->ok(), page->report()->error ? page->report()->error->message.c_str() : "");
    QCOMPARE(rows->row(rows->indexOf({"2_second", 1, 1})).state, StatementState::Done);
    QTRY_VERIFY(window.session().isIdle() && window.session().store()->status.upToDate());
    QTRY_COMPARE(*timeline->lanes().front().nodes.back().state, RevisionState::Current);
    QTest::mouseClick(timeline->viewport(), Qt::LeftButton, {}, timeline->nodeRect("main", "1_first").center());
    QAction *back = window.commands().find(QStringLiteral("migration.rollback"));
    QVERIFY(back->isEnabled());
    back->trigger();
    auto *backPage = qobject_cast<ReviewPage *>(window.currentPage());
    QVERIFY(backPage && backPage != page);
    QTRY_VERIFY(backPage->isReady());
    click(backPage, QStringLiteral("Roll back"));
    QVERIFY(ended(backPage));
    QVERIFY(backPage->report()->ok());
    const auto connection = connected("sqlite:" + utf8(workspace) + "/test.db");
    QVERIFY(connection->execute("SELECT 1 FROM a"));
    QVERIFY(!connection->execute("SELECT 1 FROM b"));
}

void RunTest::aFailureIsSaidAndTheRunGoesOn()
{
    const QString workspace = newWorkspace("sqlite:test.db");
    write(workspace, "migrations/1_first.sql", fileText("First", "CREATE TABLE a (x INTEGER);\n", "DROP TABLE a;\n"));
    write(workspace, "migrations/2_second.sql", fileText("Second", "CREATE TABLE b (y TEXT);\nINSERT INTO nowhere VALUES (1);\n", "DROP TABLE b;\n"));
    MainWindow window;
    open(window, workspace);
    ReviewPage *page = review(window);
    QVERIFY(page);
    click(page, QStringLiteral("Apply"));
    QVERIFY(ended(page));
    QVERIFY(!page->report()->ok());
    auto *rows = page->findChild<RunRows *>();
    const RunRow &failed = rows->row(rows->indexOf({"2_second", 1, 2}));
    QCOMPARE(failed.state, StatementState::Failed);
    QVERIFY2(failed.stateWords.contains(QStringLiteral("nowhere")), qPrintable(failed.stateWords));
    QCOMPARE(rows->row(rows->indexOf({"2_second", 1, 1})).state, StatementState::TakenBack);
    QCOMPARE(rows->row(rows->indexOf({"1_first", 1, 1})).state, StatementState::Done);
    write(workspace, "migrations/2_second.sql", fileText("Second", "CREATE TABLE b (y TEXT);\nINSERT INTO b VALUES (1);\n", "DROP TABLE b;\n"));
    window.session().reload();
    QTRY_VERIFY(window.session().isIdle() && window.session().workspace()->graphs.at("main").find("2_second")->text.find("INTO b") != std::string::npos);
    page->reviewAgain();
    QTRY_VERIFY(page->isReady());
    click(page, QStringLiteral("Apply"));
    QVERIFY(ended(page));
    QVERIFY2(page->report()->ok(), page->report()->error ? page->report()->error->message.c_str() : "");
    QCOMPARE(page->report()->migrations.size(), std::size_t(1));
}

void RunTest::cancelAnswersWhileAnotherConnectionBlocks()
{
    if (const std::string missing = test::postgresMissing(); !missing.empty()) {
        if (test::servicesAreRequired())
            QFAIL(missing.c_str());
        QSKIP(missing.c_str());
    }
    const test::TestDatabase database("CREATE TABLE t (a integer)");
    const QString workspace = newWorkspace(database.url());
    write(workspace, "migrations/1_first.sql", fileText("First", "ALTER TABLE t ADD COLUMN b integer;\n", "ALTER TABLE t DROP COLUMN b;\n", "-- dialect: postgresql\n"));
    MainWindow window;
    open(window, workspace);
    ReviewPage *page = review(window);
    QVERIFY(page);
    const auto blocker = connected(database.url());
    QVERIFY(blocker->execute("BEGIN") && blocker->execute("LOCK TABLE t IN ACCESS SHARE MODE"));
    click(page, QStringLiteral("Apply"));
    auto *rows = page->findChild<RunRows *>();
    QTRY_VERIFY(rows->row(rows->indexOf({"1_first", 1, 1})).state == StatementState::Waiting);
    QVERIFY(stateText(rows->row(rows->indexOf({"1_first", 1, 1}))).contains(QStringLiteral("pid")));
    click(page, QStringLiteral("Cancel the run"));
    QVERIFY(ended(page));
    QCOMPARE(page->report()->error->code, ErrorCode::Interrupted);
    QVERIFY(blocker->execute("ROLLBACK"));
    QCOMPARE(database.run("SELECT count(*) FROM pg_attribute WHERE attrelid = 't'::regclass AND attname = 'b'"), std::string("0"));
}

void RunTest::productionAsksForTheName()
{
    const QString workspace = newWorkspace("sqlite:shop.db", "production");
    write(workspace, "migrations/1_first.sql", fileText("First", "CREATE TABLE a (x INTEGER);\n", "DROP TABLE a;\n"));
    MainWindow window;
    open(window, workspace);
    ReviewPage *page = review(window);
    QVERIFY(page);
    QVERIFY(!buttonOf(page, QStringLiteral("Apply to production")));
    click(page, QStringLiteral("Unlock for this session…"));
    QPushButton *run = buttonOf(page, QStringLiteral("Apply to production"));
    QVERIFY(run && !run->isEnabled() && !run->isDefault());
    auto *name = page->findChild<QLineEdit *>();
    QVERIFY(name && name->isVisible());
    QTest::keyClicks(name, QStringLiteral("shop"));
    QVERIFY(!run->isEnabled());
    QTest::keyClicks(name, QStringLiteral(".db"));
    QVERIFY(run->isEnabled());
    QTest::keyClick(name, Qt::Key_Backspace);
    QVERIFY(!run->isEnabled());
    QTest::keyClicks(name, QStringLiteral("b"));
    QTest::mouseClick(run, Qt::LeftButton);
    QVERIFY(ended(page));
    QVERIFY2(page->report()->ok(), page->report()->error ? page->report()->error->message.c_str() : "");
}

void RunTest::anotherDatabaseThanTheReviewedOneIsRefused()
{
    const QString workspace = newWorkspace("sqlite:test.db");
    write(workspace, "migrations/1_first.sql", fileText("First", "CREATE TABLE a (x INTEGER);\n", "DROP TABLE a;\n"));
    MainWindow window;
    open(window, workspace);
    ReviewPage *page = review(window);
    QVERIFY(page);
    QVERIFY(connected("sqlite:" + utf8(workspace) + "/test.db")->execute("CREATE TABLE by_hand (z INTEGER)"));
    click(page, QStringLiteral("Apply"));
    QVERIFY(ended(page));
    QCOMPARE(page->report()->error->code, ErrorCode::Refused);
    QVERIFY(page->report()->migrations.empty());
}

void RunTest::aPendingMigrationIsEditedOnItsPage()
{
    const QString workspace = newWorkspace("sqlite:test.db");
    const std::string before = fileText("First", "CREATE TABLE a (x INTEGER);\n", "DROP TABLE a;\n");
    write(workspace, "migrations/1_first.sql", before);
    MainWindow window;
    open(window, workspace);
    auto *page = qobject_cast<MigrationPage *>(window.openPage(QStringLiteral("migration:main/1_first")));
    QVERIFY(page && page->isEditable() && !page->isDirty());
    QCOMPARE(utf8(page->text()), before);
    auto panes = page->findChildren<CodeView *>();
    QCOMPARE(panes.size(), 2);
    if (panes[0]->accessibleName() != QStringLiteral("Way up"))
        std::swap(panes[0], panes[1]);
    QCOMPARE(panes[0]->firstLine(), 1);
    QCOMPARE(panes[1]->firstLine(), 7); // the lines of the file go on
    page->goTo(5, 1);
    QTest::keyClick(panes[0], Qt::Key_Return);
    QCOMPARE(panes[1]->firstLine(), 8);
    QTest::keyClick(panes[0], Qt::Key_Backspace);
    QCOMPARE(panes[1]->firstLine(), 7);
    QTest::keyClicks(panes[0], QStringLiteral("-- seen "));
    QVERIFY(page->isDirty());
    for (int i = 0; i < 20 && page->isDirty(); ++i)
        QTest::keyClick(panes[0], Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(!page->isDirty());
    QTest::keyClick(panes[0], Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(page->save());
    QCOMPARE(*readTextFile(std::filesystem::path(utf8(workspace)) / "migrations/1_first.sql"), utf8(page->text()));
    QTRY_VERIFY(window.session().isIdle());
    ReviewPage *run = review(window);
    QVERIFY(run);
    click(run, QStringLiteral("Apply"));
    QVERIFY(ended(run));
    QTRY_VERIFY(window.session().isIdle() && !page->isEditable());
    QVERIFY(panes[0]->isReadOnly());
}

void RunTest::whatWasTypedStaysWhenTheMigrationIsAppliedMeanwhile()
{
    const QString workspace = newWorkspace("sqlite:meanwhile.db");
    const std::string file = fileText("First", "CREATE TABLE a (x INTEGER);\n", "DROP TABLE a;\n");
    write(workspace, "migrations/1_first.sql", file);
    MainWindow window;
    open(window, workspace);
    auto *page = qobject_cast<MigrationPage *>(window.openPage(QStringLiteral("migration:main/1_first")));
    QVERIFY(page);
    page->goTo(5, 1);
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("-- mine"));
    const QString typed = page->text();
    QVERIFY(page->isDirty() && typed.contains(QStringLiteral("-- mine")));
    ReviewPage *run = review(window);
    QVERIFY(run);
    click(run, QStringLiteral("Apply"));
    QVERIFY(ended(run));
    QTRY_VERIFY(window.session().isIdle() && !page->isEditable());
    window.session().reload();
    QTRY_VERIFY(window.session().isIdle());
    QCOMPARE(page->text(), typed);
    QVERIFY(page->isDirty()); // so that closing asks
    QVERIFY(!page->save());
    QCOMPARE(*readTextFile(std::filesystem::path(utf8(workspace)) / "migrations/1_first.sql"), file);
    const auto *banner = page->findChild<Banner *>();
    QVERIFY(banner && !banner->isHidden());
}

void RunTest::aFileChangedOutsideLeavesTheCursorWhereItIs()
{
    const QString workspace = newWorkspace("sqlite:outside.db");
    std::string lines;
    for (int i = 0; i < 200; ++i)
        lines += "INSERT INTO a VALUES (" + std::to_string(i) + ");\n";
    write(workspace, "migrations/1_first.sql", fileText("First", lines, "DROP TABLE a;\n"));
    MainWindow window;
    open(window, workspace);
    auto *page = qobject_cast<MigrationPage *>(window.openPage(QStringLiteral("migration:main/1_first")));
    QVERIFY(page);
    page->goTo(150, 4);
    auto *view = qobject_cast<CodeView *>(QApplication::focusWidget());
    QVERIFY(view);
    const int place = view->textCursor().position(), scrolled = view->verticalScrollBar()->value();
    QVERIFY(scrolled > 0);
    const std::string changed = fileText("First", lines + "INSERT INTO a VALUES (200);\n", "DROP TABLE a;\n-- and that is all\n");
    write(workspace, "migrations/1_first.sql", changed);
    QTRY_COMPARE(utf8(page->text()), changed);
    QVERIFY(!page->isDirty());
    QCOMPARE(view->textCursor().position(), place);
    QCOMPARE(view->verticalScrollBar()->value(), scrolled);
}

void RunTest::theTimelineStaysWhereOneLooks()
{
    std::vector<Migration> migrations;
    for (int i = 0; i < 60; ++i)
        migrations.push_back(migrationOf(std::to_string(100 + i) + "_step", i == 0 ? std::vector<std::string>{} : std::vector<std::string>{std::to_string(99 + i) + "_step"}));
    const auto graph = RevisionGraph::of(std::move(migrations));
    QVERIFY(graph);
    TimelineView view;
    view.resize(800, 130);
    view.setVisible(true);
    view.setLanes({laneOf("main", *graph, nullptr)});
    view.select("main", "159_step");
    view.horizontalScrollBar()->setValue(0); // what is selected is out of sight
    view.setLanes({laneOf("main", *graph, nullptr)});
    QCOMPARE(view.horizontalScrollBar()->value(), 0);
    QCOMPARE(view.selected()->id, std::string("159_step"));
}

void RunTest::aNewFileIsPendingAtOnce()
{
    const QString workspace = newWorkspace("sqlite:new.db");
    write(workspace, "models/.keep", "");
    MainWindow window;
    open(window, workspace);
    auto *timeline = window.findChild<TimelineView *>();
    QVERIFY(timeline->lanes().empty() || timeline->lanes().front().nodes.empty());
    write(workspace, "migrations/1_first.sql", fileText("First", "CREATE TABLE a (x INTEGER);\n", "DROP TABLE a;\n"));
    window.session().reload(); // the store is not inspected again
    QTRY_VERIFY(!timeline->lanes().empty() && timeline->lanes().front().nodes.size() == 1);
    QVERIFY(timeline->lanes().front().nodes.front().state == RevisionState::Pending);
    auto *page = qobject_cast<MigrationPage *>(window.openPage(QStringLiteral("migration:main/1_first")));
    QVERIFY(page);
    QVERIFY(buttonOf(page, QStringLiteral("Preview")) && buttonOf(page, QStringLiteral("Preview"))->isEnabled());
}

KILTER_UI_TEST(RunTest)
#include "tst_run.moc"
