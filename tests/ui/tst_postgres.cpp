#include "core/comparison/site.h"
#include "core/runner/runner.h"
#include "tests/support/postgres.h"
#include "tests/ui/diffplace.h"
#include "tests/ui/uitest.h"
#include "ui/connections/connectionspage.h"
#include "ui/connections/findings.h"
#include "ui/connections/install.h"
#include "ui/diffview/diffdock.h"
#include "ui/diffview/diffmodel.h"
#include "ui/diffview/difftree.h"
#include "ui/diffview/install.h"
#include "ui/diffview/livediff.h"
#include "ui/diffview/sqlpanel.h"
#include "ui/import/choicemodel.h"
#include "ui/import/importpage.h"
#include "ui/import/install.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>

using namespace kilter;
using namespace kilter::ui;
using kilter::test::TestDatabase;
using kilter::ui::test::DiffPlace;

namespace {

template<class Widget>
Widget *named(QWidget *parent, const char *name)
{
    for (auto *widget : parent->findChildren<Widget *>()) {
        if (widget->accessibleName() == QLatin1String(name))
            return widget;
    }
    return nullptr;
}

void type(QLineEdit *line, const QString &text)
{
    line->setFocus();
    line->selectAll();
    if (text.isEmpty())
        QTest::keyClick(line, Qt::Key_Delete);
    QTest::keyClicks(line, text);
}

/// A window on a workspace whose store is a database of PostgreSQL.
struct Scene
{
    explicit Scene(const TestDatabase &database) : place(database.url())
    {
        installDiff(window);
        installConnections(window);
        window.resize(1280, 800);
        window.show();
        window.openWorkspace(place.folder());
        wait();
    }

    void wait()
    {
        auto *diff = window.findChild<LiveDiff *>();
        QTRY_VERIFY_WITH_TIMEOUT(window.session().isOpen() && window.session().isIdle() && window.session().verification() && diff->result() && !diff->isBusy()
                                     && !diff->isPlanning(),
                                 patience);
    }

    LiveDiff &diff() { return *window.findChild<LiveDiff *>(); }
    DiffDock &dock() { return *window.findChild<DiffDock *>(); }

    /// What is ticked as a migration that is applied at once, so that the ledger knows what the store should be.
    void applyTicked()
    {
        place.write("migrations/20260101000000_first.sql", "-- migration: First\n-- store: main\n\n-- up\n" + diff().sql().up + "\n-- down\n" + diff().sql().down);
        window.session().reload();
        QTRY_VERIFY(window.session().isIdle() && !window.session().workspace()->graphs.at("main").migrations().empty());
        auto target = targetOf(window.session().workspace()->workspace, "main", "dev");
        QVERIFY(bool(target));
        auto site = openSite(std::move(*target), {.writing = true, .mustExist = false, .allowFallback = false}, {});
        QVERIFY(bool(site));
        ApplyRequest request;
        request.options = site->runOptions({});
        ApplyObserver observer;
        const ApplyReport report = apply(*site->store, window.session().workspace()->graphs.at("main"), request, observer);
        QVERIFY2(report.ok(), report.ok() ? "" : toText(*report.error).c_str());
        window.session().inspect();
        wait();
    }

    /// The row that a text begins, anywhere in the live diff.
    QModelIndex row(const QString &text, const QModelIndex &parent = {})
    {
        for (int i = 0; i < dock().model()->rowCount(parent); ++i) {
            const QModelIndex index = dock().model()->index(i, 0, parent);
            if (index.data().toString().startsWith(text))
                return index;
            if (const QModelIndex below = row(text, index); below.isValid())
                return below;
        }
        return {};
    }

    void press(const QModelIndex &index, RowButton button)
    {
        dock().tree()->scrollTo(index);
        for (const RowGeometry::Button &one : rowGeometry(*dock().model()->node(index), dock().tree()->visualRect(index)).buttons) {
            if (one.button == button) {
                QTest::mouseMove(dock().tree()->viewport(), one.rect.center());
                QTest::mouseClick(dock().tree()->viewport(), Qt::LeftButton, {}, one.rect.center());
                return;
            }
        }
        QFAIL("no such button");
    }

    DiffPlace place;
    MainWindow window;
};

} // namespace

/// Pages of the window against a real PostgreSQL.
class TestPostgres : public QObject
{
    Q_OBJECT

private slots:
    void whatWasChangedByHandIsAQuestion()
    {
        const TestDatabase database;
        Scene scene(database);
        scene.applyTicked();
        QTRY_COMPARE_WITH_TIMEOUT(scene.diff().phase(), LiveDiff::Phase::Equal, patience);
        database.run("ALTER TABLE authors ADD COLUMN fax varchar(40)");
        scene.window.session().inspect();
        scene.wait();
        const QModelIndex question = scene.row(QStringLiteral("Changed by hand"));
        QVERIFY(question.isValid());
        QVERIFY(question.parent().data().toString().contains(QStringLiteral("drift on main")));
        QVERIFY(scene.row(QStringLiteral("fax")).data().toString().contains(QStringLiteral("added by hand")));
        QCOMPARE(scene.diff().tickedCount(), 0);
        QCOMPARE(scene.diff().questionCount(), 1);
        scene.press(question, RowButton::UpdateModel);
        QTRY_VERIFY(!scene.row(QStringLiteral("Author")).isValid());
        const std::string model = scene.place.read("models/author.json");
        QVERIFY2(model.find("\"fax\"") != std::string::npos && model.find("character varying(40)") != std::string::npos, model.c_str());
        scene.wait();
        QCOMPARE(scene.window.session().verification()->differences(), std::size_t(0));
    }

    void theStoreIsBroughtBackWhenTheModelIsRight()
    {
        const TestDatabase database;
        Scene scene(database);
        scene.applyTicked();
        database.run("ALTER TABLE books ALTER COLUMN pages TYPE bigint; DROP INDEX IF EXISTS nothing; ALTER TABLE authors ADD COLUMN fax text");
        scene.window.session().inspect();
        scene.wait();
        const QModelIndex book = scene.row(QStringLiteral("Book"));
        QVERIFY(book.isValid());
        QModelIndex question = scene.row(QStringLiteral("Changed by hand"), book);
        scene.press(question, RowButton::UpdateStore);
        scene.wait();
        QVERIFY(!scene.row(QStringLiteral("Changed by hand"), scene.row(QStringLiteral("Book"))).isValid());
        QVERIFY2(scene.dock().sql()->text().contains(QStringLiteral("integer"), Qt::CaseInsensitive), qPrintable(scene.dock().sql()->text()));
        QVERIFY(!scene.dock().sql()->text().contains(QStringLiteral("fax"))); // its question is open
        question = scene.row(QStringLiteral("Changed by hand"), scene.row(QStringLiteral("Author")));
        scene.press(question, RowButton::Ignore);
        QTRY_VERIFY(!scene.row(QStringLiteral("Author")).isValid());
        QVERIFY(scene.place.read("kilter.toml").find("authors") != std::string::npos);
    }

    void aConnectionIsTestedWithWhatTheRoleMay()
    {
        const TestDatabase database("CREATE TABLE public.things (id integer)");
        const std::string role = "reader_" + database.name();
        database.run("CREATE ROLE \"" + role + "\" LOGIN");
        {
            Scene scene(database);
            auto *page = qobject_cast<ConnectionsPage *>(scene.window.openPage(QStringLiteral("connections:")));
            QVERIFY(page);
            page->select({"main", "dev"});
            auto *findings = page->findChild<Findings *>();
            const auto tested = [&]() -> QString {
                auto *button = named<QPushButton>(page, "Test");
                if (!QTest::qWaitFor([&] { return button->isEnabled(); }, patience))
                    return {};
                button->click();
                scene.window.session().reload(); // files that change meanwhile take nothing from the test
                if (!QTest::qWaitFor([&] { return !page->isTesting() && !findings->isHidden(); }, patience))
                    return {};
                QStringList words{findings->accessibleName()};
                for (const QLabel *label : findings->findChildren<QLabel *>())
                    words += label->text();
                return words.join(QLatin1Char('\n'));
            };
            QString said = tested();
            QVERIFY2(said.startsWith(QStringLiteral("Connected in")) && said.contains(QStringLiteral("owns all 1 table")), qPrintable(said));
            type(named<QLineEdit>(page, "User"), qtText(role));
            said = tested();
            QVERIFY2(said.contains(QStringLiteral("owns 0 of 1 table")), qPrintable(said));
            type(named<QLineEdit>(page, "Database"), QStringLiteral("not_there"));
            said = tested();
            QVERIFY2(said.contains(QStringLiteral("not_there")) && !said.startsWith(QStringLiteral("Connected in")), qPrintable(said));
        }
        kilter::test::execute(database.url(), "DROP ROLE \"" + role + '"');
    }

    void fallbackScratchAndTimeOutsAreSaved()
    {
        const TestDatabase database;
        Scene scene(database);
        auto *page = qobject_cast<ConnectionsPage *>(scene.window.openPage(QStringLiteral("connections:")));
        page->select({"main", "dev"});
        auto *save = named<QPushButton>(page, "Save");
        auto *lock = named<QLineEdit>(page, "Time-out of waiting for locks");
        auto *fallback = named<QLineEdit>(page, "Fallback");
        QCOMPARE(lock->text(), QStringLiteral("4s"));
        type(lock, QStringLiteral("soon"));
        QVERIFY(!save->isEnabled());
        type(lock, QStringLiteral("750ms"));
        type(named<QLineEdit>(page, "Time-out of statements"), QStringLiteral("2min"));
        type(fallback, QStringLiteral("postgresql://me:s3cret@x/y"));
        QVERIFY(!save->isEnabled());
        type(fallback, QStringLiteral("sqlite:offline.db"));
        type(named<QLineEdit>(page, "Scratch database"), QStringLiteral("env:SCRATCH_URL"));
        QVERIFY(save->isEnabled());
        QTest::mouseClick(save, Qt::LeftButton);
        const std::string config = scene.place.read("kilter.toml");
        for (const char *line : {"lock_timeout = \"750ms\"", "statement_timeout = \"2min\"", "fallback = \"sqlite:offline.db\"", "scratch = \"env:SCRATCH_URL\""})
            QVERIFY2(config.find(line) != std::string::npos, (std::string(line) + " in " + config).c_str());
        QVERIFY(config.find("s3cret") == std::string::npos);
        const auto saved = [&] { return scene.window.session().workspace()->workspace.stores.at("main").connections.at("dev"); };
        QTRY_COMPARE_WITH_TIMEOUT(saved().fallback, std::string("sqlite:offline.db"), patience);
        type(fallback, {});
        QTest::mouseClick(save, Qt::LeftButton);
        QVERIFY(scene.place.read("kilter.toml").find("fallback") == std::string::npos);
    }

    void aDatabaseIsImported()
    {
        const TestDatabase database("CREATE SCHEMA shop; CREATE TYPE shop.state AS ENUM ('open', 'paid');"
                                    "CREATE TABLE shop.customers (id uuid PRIMARY KEY, name varchar(80) NOT NULL);"
                                    "CREATE TABLE shop.orders (id uuid, placed date NOT NULL, state shop.state, customer_id uuid REFERENCES shop.customers (id), "
                                    "PRIMARY KEY (id, placed)) PARTITION BY RANGE (placed);"
                                    "CREATE TABLE shop.orders_2026 PARTITION OF shop.orders FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');"
                                    "CREATE INDEX orders_placed ON shop.orders (placed DESC);"
                                    "CREATE VIEW shop.open_orders AS SELECT id FROM shop.orders WHERE state = 'open'");
        QTemporaryDir folder;
        const QString into = folder.path() + QStringLiteral("/shop");
        MainWindow window;
        installImport(window);
        window.resize(1280, 800);
        window.show();
        auto *page = qobject_cast<ImportPage *>(window.openPage(QStringLiteral("import:")));
        type(page->findChild<QLineEdit *>(QStringLiteral("importUrl")), qtText(database.url()));
        QTest::keyClick(page->findChild<QLineEdit *>(QStringLiteral("importUrl")), Qt::Key_Return);
        QTRY_VERIFY(!page->isBusy() && page->choices().countOfAll() > 0);
        type(page->findChild<QLineEdit *>(QStringLiteral("importFolder")), into);
        QPushButton *import = nullptr;
        for (QPushButton *button : page->findChildren<QPushButton *>()) {
            if (button->isVisible() && button->text().startsWith(QStringLiteral("Import ")))
                import = button;
        }
        QVERIFY(import && import->isEnabled());
        QTest::mouseClick(import, Qt::LeftButton);
        QTRY_VERIFY(!page->isBusy() && QFileInfo::exists(into + QStringLiteral("/kilter.toml")));
        window.openWorkspace(into);
        QTRY_VERIFY(window.session().isOpen() && window.session().isIdle() && window.session().verification());
        QStringList titles;
        for (const Model &model : window.session().workspace()->models)
            titles += qtText(model.table);
        QVERIFY2(titles.contains(QStringLiteral("customers")) && titles.contains(QStringLiteral("orders")), qPrintable(titles.join(QLatin1Char(' '))));
        QVERIFY(window.session().verification()->comparison);
        for (const Change &change : window.session().verification()->comparison->changes.changes)
            QVERIFY2(false, wordsFor(change).c_str()); // in kilter with what it came from
    }
};

KILTER_UI_TEST(TestPostgres)
#include "tst_postgres.moc"
