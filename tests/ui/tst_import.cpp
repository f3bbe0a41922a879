#include "tests/ui/uitest.h"
#include "tests/ui/windowtest.h"

#include "core/connection/connection.h"
#include "core/workspace/importchoice.h"
#include "ui/import/choicemodel.h"
#include "ui/import/importpage.h"

#include <QAbstractItemModelTester>
#include <QTreeView>

using namespace kilter;
using namespace kilter::ui;

namespace {

/// A small shop on SQLite.
bool makeShop(const QString &file)
{
    const auto connection = Connection::open(*parseUrl("sqlite:" + file.toStdString()));
    if (!connection)
        return false;
    for (const char *sql : {"CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL)",
                            "CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customers (id), placed TEXT)",
                            "CREATE INDEX orders_placed ON orders (placed)", "CREATE VIEW open_orders AS SELECT id FROM orders WHERE placed IS NULL"}) {
        if (!(*connection)->execute(sql))
            return false;
    }
    return true;
}

} // namespace

class TestImport : public QObject
{
    Q_OBJECT

private slots:
    void aDatabaseBecomesAWorkspaceThatIsInKilterWithIt()
    {
        QTemporaryDir folder;
        const QString file = folder.path() + QStringLiteral("/shop.db");
        const QString into = folder.path() + QStringLiteral("/shop");
        QVERIFY(makeShop(file));
        MainWindow window;
        installPanes(window);
        window.show();
        window.commands().find(QStringLiteral("file.import"))->trigger();
        auto *page = qobject_cast<ImportPage *>(window.currentPage());
        QVERIFY(page);
        page->setUrl(QStringLiteral("sqlite:") + file);
        QTest::keyClick(page->findChild<QLineEdit *>(QStringLiteral("importUrl")), Qt::Key_Return);
        QVERIFY(QTest::qWaitFor([&] { return !page->isBusy() && page->choices().countOfAll() == 3; }, patience));
        page->findChild<QLineEdit *>(QStringLiteral("importFolder"))->setText(into);
        QPushButton *import = nullptr;
        for (QPushButton *button : page->findChildren<QPushButton *>()) {
            if (button->text() == QStringLiteral("Import 3 objects"))
                import = button;
        }
        QVERIFY(import && import->isEnabled());
        QTest::mouseClick(import, Qt::LeftButton);
        QVERIFY(QTest::qWaitFor([&] { return !page->isBusy() && QFileInfo::exists(into + QStringLiteral("/kilter.toml")); }, patience));
        window.openWorkspace(into);
        QVERIFY(QTest::qWaitFor([&] { return window.session().isOpen() && window.session().isIdle() && window.session().verification(); }, patience));
        QCOMPARE(window.session().workspace()->models.size(), std::size_t(2));
        QVERIFY(window.session().verification()->comparison);
        QCOMPARE(window.session().verification()->differences(), std::size_t(0));
    }

    void aDatabaseThatIsNotThereIsSaid()
    {
        MainWindow window;
        installPanes(window);
        window.show();
        auto *page = qobject_cast<ImportPage *>(window.openPage(QStringLiteral("import:")));
        page->setUrl(QStringLiteral("sqlite:/no/such/file.db"));
        page->look();
        QVERIFY(QTest::qWaitFor([&] { return !page->isBusy(); }, patience));
        QCOMPARE(page->choices().countOfAll(), 0);
        QVERIFY(!page->findChild<QTreeView *>(QStringLiteral("importTree"))->isVisible());
    }

    void aChoiceLeavesOutWhatWasNotTicked()
    {
        Catalog catalog;
        catalog.dialect = DialectKind::Sqlite;
        for (const char *name : {"customers", "orders"})
            catalog.add(Object{tableRef({}, name), Table{}});
        ForeignKey key;
        key.columns = {"customer_id"};
        key.referencedTable = tableRef({}, "customers");
        catalog.add(Object{ObjectRef{Kind::ForeignKey, {}, "orders", "orders_customer_fkey", {}}, key});
        ChoiceModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setCatalog(catalog);
        QCOMPARE(model.chosen().size(), std::size_t(2));
        const QModelIndex schema = model.index(0, 0);
        QVERIFY(model.setData(model.index(0, 0, schema), Qt::Unchecked, Qt::CheckStateRole));
        QCOMPARE(schema.data(Qt::CheckStateRole).toInt(), int(Qt::PartiallyChecked));
        const Catalog chosen = chosenFrom(catalog, model.chosen());
        QVERIFY(!chosen.contains(tableRef({}, "customers")));
        QVERIFY(chosen.contains(tableRef({}, "orders")));
        QCOMPARE(chosen.all(Kind::ForeignKey).size(), std::size_t(0));
        QCOMPARE(chosen.notes.size(), std::size_t(1));
        model.setFilter(QStringLiteral("ord"));
        QCOMPARE(model.rowCount(model.index(0, 0)), 1);
        model.tickAll(false);
        QCOMPARE(model.chosen().size(), std::size_t(0));
    }
};

KILTER_UI_TEST(TestImport)
#include "tst_import.moc"
