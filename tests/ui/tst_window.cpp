#include "tests/ui/uitest.h"
#include "tests/ui/windowtest.h"

#include "core/base/file.h"
#include "tests/support/sqlite.h"
#include "ui/jobs/jobslot.h"
#include "ui/mainwindow/banner.h"
#include "ui/navigator/navigator.h"
#include "ui/palette/palette.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QComboBox>
#include <QDockWidget>
#include <QListView>
#include <QMenuBar>
#include <QSignalSpy>
#include <QStatusBar>
#include <QTreeView>

using namespace kilter;
using namespace kilter::ui;

class TestWindow : public QObject
{
    Q_OBJECT

private slots:
    void opensTheSampleAndComparesIt()
    {
        SampleWindow sample;
        QVERIFY(sample.open());
        MainWindow &window = sample.window;
        QCOMPARE(window.session().workspace()->models.size(), std::size_t(11));
        QVERIFY(window.session().store()->isConnected());
        QVERIFY(window.session().verification()->comparison);
        QCOMPARE(window.session().verification()->differences(), std::size_t(14)); // nothing has been applied: 13 tables and a view
        QCOMPARE(window.windowTitle(), QStringLiteral("content – DEVELOPMENT content.db – Kilter"));
    }

    void refusesAFolderThatIsNoWorkspace()
    {
        MainWindow window;
        installPanes(window);
        QTemporaryDir folder;
        QSignalSpy failed(&window.session(), &Session::openFailed);
        window.openWorkspace(folder.path());
        QVERIFY(QTest::qWaitFor([&] { return failed.count() == 1; }, patience));
        QVERIFY(!window.session().isOpen());
    }

    void aFileChangedOutsideIsRead()
    {
        SampleWindow sample;
        QVERIFY(sample.open());
        QSignalSpy changed(&sample.window.session(), &Session::workspaceChanged);
        QFile file(sample.path() + QStringLiteral("/models/alpha/author.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QByteArray text = file.readAll();
        file.close();
        QVERIFY(text.contains("\"Author\""));
        text.replace("\"Author\"", "\"Writer\"");
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(text);
        file.close();
        QVERIFY(QTest::qWaitFor([&] { return sample.window.session().workspace()->modelOfTitle("Writer") != nullptr; }, patience));
        QVERIFY(changed.count() >= 1);
    }

    /// The journal of a store that lies in the folder is no file of the workspace.
    void aFolderThatChangesWithoutItsFilesIsNotReadAgain()
    {
        SampleWindow sample;
        QVERIFY(sample.open());
        Session &session = sample.window.session();
        const WorkspacePtr before = session.workspace();
        QSignalSpy changed(&session, &Session::workspaceChanged), busy(session.jobs()[0], &JobSlot::busyChanged);
        QVERIFY(writeTextFile(std::filesystem::path(sample.path().toStdString()) / "content.db-journal", "as a run leaves it for a moment"));
        QTRY_VERIFY(busy.count() >= 2); // it was looked whether there is anything new
        QCOMPARE(changed.count(), 0);
        QCOMPARE(session.workspace(), before);
        session.reload(); // whoever asks is answered
        QTRY_COMPARE(changed.count(), 1);
        QVERIFY(session.workspace() != before);
    }

    void openingIsNotOvertakenByReadingAgain()
    {
        SampleWindow sample;
        QVERIFY(sample.open());
        const QString other = sample.folder.path() + QStringLiteral("/other");
        QVERIFY(initWorkspace(std::filesystem::path(other.toStdString()), true));
        sample.window.openWorkspace(other);
        sample.window.session().reload(); // as when a file of the open one changes just now
        QTRY_COMPARE(sample.window.session().folder(), other);
    }

    void aWorkspaceThatCannotBeReadAgainStays()
    {
        SampleWindow sample;
        QVERIFY(sample.open());
        Session &session = sample.window.session();
        QSignalSpy failed(&session, &Session::reloadFailed), changed(&session, &Session::workspaceChanged);
        const std::filesystem::path file = std::filesystem::path(sample.path().toStdString()) / "kilter.toml";
        const std::string text = *readTextFile(file);
        auto *banner = sample.window.centralWidget()->findChild<Banner *>();
        QVERIFY(banner && banner->isHidden());
        QVERIFY(writeTextFile(file, "[workspace\n"));
        QTRY_VERIFY(failed.count() > 0);
        QCOMPARE(session.workspace()->models.size(), std::size_t(11));
        QVERIFY(!banner->isHidden());
        QVERIFY(writeTextFile(file, text));
        QTRY_VERIFY(changed.count() > 0);
        QVERIFY(banner->isHidden());
    }

    void aDatabaseIsOpenedByItsUrl()
    {
        QTemporaryDir folder;
        const std::string file = folder.filePath(QStringLiteral("shop.db")).toStdString();
        kilter::test::SqliteFile(file).run("CREATE TABLE orders (id INTEGER PRIMARY KEY, note TEXT)");
        MainWindow window;
        installPanes(window);
        window.show();
        window.openDatabase(QStringLiteral("sqlite:") + QString::fromStdString(file));
        QTRY_VERIFY(window.session().isOpen() && window.session().isIdle() && window.session().store()->isConnected());
        QVERIFY(window.session().store()->actual.contains(tableRef({}, "orders")));
        QVERIFY(window.session().workspace()->models.empty());
        QVERIFY2(window.windowTitle().contains(QStringLiteral("shop.db")), qPrintable(window.windowTitle()));
        const QString kept = window.session().folder();
        QVERIFY(window.closeWorkspace());
        window.openDatabase(QStringLiteral("sqlite:") + QString::fromStdString(file));
        QTRY_COMPARE(window.session().folder(), kept); // the same place each time
        window.openDatabase(QStringLiteral("mysql://nobody@nowhere/none"));
        auto *banner = window.centralWidget()->findChild<Banner *>();
        QVERIFY(banner && !banner->isHidden());
        QCOMPARE(window.session().folder(), kept);
    }

    void whatIsSelectedStaysWhenRowsComeAndGo()
    {
        SampleWindow sample;
        QVERIFY(sample.open());
        auto *navigator = sample.window.findChild<Navigator *>();
        const Session &session = sample.window.session();
        const std::string file = session.workspace()->modelOfTitle("Tag")->file;
        QTRY_VERIFY(navigator->model().indexOfFile(file).isValid());
        navigator->reveal(file);
        auto *problems = sample.window.findChild<QTreeView *>(QStringLiteral("problemList"));
        const auto noteOf = [](const std::string &message) { return Diagnostic{Severity::Warning, "made-up", message, {}, {}}; };
        sample.window.problems().set(QStringLiteral("test"), {noteOf("b"), noteOf("c")});
        problems->setCurrentIndex(problems->model()->index(1, 0));
        sample.window.problems().set(QStringLiteral("test"), {noteOf("a"), noteOf("b"), noteOf("c")});
        QCOMPARE(problems->currentIndex().data().toString(), QStringLiteral("c"));
        QCOMPARE(problems->selectionModel()->selectedRows().size(), 1);
        const std::string removed = session.workspace()->modelOfTitle("Website")->file;
        QVERIFY(QFile::remove(QString::fromStdString(removed)));
        QTRY_VERIFY(!navigator->model().indexOfFile(removed).isValid());
        QCOMPARE(navigator->tree().currentIndex().data(NavigatorModel::FileRole).toString(), QString::fromStdString(file));
    }

    void docksBelowAreAsHighAsTheyAreMeantToBe()
    {
        SampleWindow sample;
        sample.window.resize(1280, 800);
        QVERIFY(sample.open());
        auto *timeline = sample.window.findChild<QDockWidget *>(QStringLiteral("timeline"));
        QVERIFY(timeline && timeline->isVisible());
        QTRY_COMPARE(timeline->height(), 132); // below a row of tabs
    }

    void navigatorFiltersAsOneTypes()
    {
        SampleWindow sample;
        QVERIFY(sample.open());
        auto *navigator = sample.window.findChild<Navigator *>();
        QVERIFY(navigator);
        QAbstractItemModelTester tester(&navigator->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QTRY_VERIFY(navigator->model().rowsInAll() >= 12);
        auto *filter = sample.window.findChild<QLineEdit *>(QStringLiteral("navigatorFilter"));
        filter->setFocus();
        QTest::keyClicks(filter, QStringLiteral("blog"));
        QCOMPARE(navigator->model().rowCount(), 1);
        const QModelIndex models = navigator->model().index(0, 0);
        QCOMPARE(navigator->model().rowCount(models), 1);
        QCOMPARE(navigator->model().index(0, 0, models).data().toString(), QStringLiteral("BlogPost"));
        QTest::keyClick(filter, Qt::Key_Escape);
        QVERIFY(navigator->model().rowsInAll() >= 12);
    }

    void navigatorSaysWhatDiffers()
    {
        SampleWindow sample;
        QVERIFY(sample.open());
        auto *navigator = sample.window.findChild<Navigator *>();
        const std::string file = sample.window.session().workspace()->modelOfTitle("Book")->file;
        QTRY_VERIFY(navigator->model().indexOfFile(file).isValid());
        const QModelIndex book = navigator->model().indexOfFile(file);
        QTRY_COMPARE(book.data(NavigatorModel::SignRole).toInt(), int(Sign::Add));
        QVERIFY(book.data(Qt::ToolTipRole).toString().contains(signWord(Sign::Add)));
        QVERIFY(book.data(Qt::AccessibleTextRole).toString().contains(signWord(Sign::Add)));
    }

    void navigatorHoldsManyModels()
    {
        std::vector<NavigatorGroup> groups{{NavigatorGroup::Id::Models, QStringLiteral("Models"), {}}};
        for (int i = 0; i < 1000; ++i) {
            NavigatorRow row;
            row.name = QStringLiteral("Model%1").arg(i);
            row.detail = QStringLiteral("models_%1").arg(i);
            row.level = Level(i % 5);
            row.file = "models/" + std::to_string(i) + ".json";
            groups[0].rows.push_back(row);
        }
        NavigatorModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setGroups(groups);
        model.setFilter(QStringLiteral("model99"));
        QCOMPARE(model.rowCount(model.index(0, 0)), 11); // 99, 990 … 999
        model.setFilter({});
        groups[0].rows[3].sign = Sign::Change;
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.setGroups(groups);
        QCOMPARE(reset.count(), 0); // signs alone leave selection and scroll position
        QCOMPARE(model.index(3, 0, model.index(0, 0)).data(NavigatorModel::SignRole).toInt(), int(Sign::Change));
    }

    void paletteFindsAndRuns()
    {
        SampleWindow sample;
        QVERIFY(sample.open());
        auto *palette = sample.window.findChild<Palette *>();
        QVERIFY(palette);
        QAbstractItemModelTester tester(&palette->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        sample.window.commands().find(QStringLiteral("view.palette"))->trigger();
        QVERIFY(palette->isVisible());
        QTest::keyClicks(&palette->field(), QStringLiteral("settings"));
        QCOMPARE(palette->model().entry(palette->list().currentIndex())->text, QStringLiteral("Settings…"));
        QTest::keyClick(&palette->field(), Qt::Key_Return);
        QVERIFY(!palette->isVisible());
        QVERIFY(sample.window.findPage(QStringLiteral("settings:")));
    }

    void paletteSearchesModelsAndFields()
    {
        SampleWindow sample;
        QVERIFY(sample.open());
        auto *palette = sample.window.findChild<Palette *>();
        palette->open(QStringLiteral("#reading"));
        const PaletteEntry *first = palette->model().entry(palette->list().currentIndex());
        QVERIFY(first);
        QCOMPARE(first->text, QStringLiteral("BlogPost.reading_time"));
        palette->field().setText(QStringLiteral("@lapa"));
        QCOMPARE(palette->model().entry(palette->list().currentIndex())->text, QStringLiteral("LandingPage"));
        palette->field().setText(QStringLiteral("zzzz"));
        QCOMPARE(palette->model().rowCount(), 0);
        QTest::keyClick(&palette->field(), Qt::Key_Escape);
        QVERIFY(!palette->isVisible());
    }

    void matchedLettersPreferBeginningsOfWords()
    {
        QCOMPARE(matched(QStringLiteral("bp"), QStringLiteral("BlogPost"))->letters, (std::vector<int>{0, 4}));
        QVERIFY(matched(QStringLiteral("post"), QStringLiteral("BlogPost"))->score > matched(QStringLiteral("post"), QStringLiteral("Composting"))->score);
        QVERIFY(!matched(QStringLiteral("xyz"), QStringLiteral("BlogPost")));
        QVERIFY(!matched(QStringLiteral("bpx"), QStringLiteral("BlogPost")));
        QVERIFY(matched({}, QStringLiteral("BlogPost")));
    }

    void everyCommandIsInAMenuAndSaysWhatItDoes()
    {
        SampleWindow sample;
        QVERIFY(sample.open());
        QSet<QAction *> inMenus;
        for (const QMenu *menu : sample.window.findChildren<QMenu *>()) {
            for (QAction *action : menu->actions())
                inMenus.insert(action);
        }
        QStringList wrong;
        QHash<QString, QString> shortcuts;
        for (const Commands::Entry &entry : sample.window.commands().all()) {
            if (!inMenus.contains(entry.action))
                wrong += entry.info.id + QStringLiteral(" is in no menu");
            if (entry.info.text.isEmpty() || entry.info.toolTip.isEmpty())
                wrong += entry.info.id + QStringLiteral(" has no text or tool tip");
            const QString key = entry.action->shortcut().toString();
            if (!key.isEmpty() && shortcuts.contains(key))
                wrong += entry.info.id + QStringLiteral(" has the shortcut of ") + shortcuts[key];
            shortcuts[key] = entry.info.id;
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
    }

    void everythingThatCanBeUsedHasAName()
    {
        SampleWindow sample;
        QVERIFY(sample.open());
        for (const kilter::ui::View &view : sample.window.views())
            view.show();
        QStringList unnamed;
        for (QWidget *widget : sample.window.findChildren<QWidget *>()) {
            const bool isUsed = qobject_cast<QAbstractButton *>(widget) || qobject_cast<QLineEdit *>(widget) || qobject_cast<QComboBox *>(widget)
                                || qobject_cast<QAbstractItemView *>(widget) || qobject_cast<QAbstractSpinBox *>(widget);
            const QString name = widget->objectName();
            if (!isUsed || name.startsWith(QStringLiteral("qt_")) || qobject_cast<QAbstractSpinBox *>(widget->parentWidget())
                || qobject_cast<QComboBox *>(widget->parentWidget()) || widget->inherits("QComboBoxListView") || widget->inherits("QHeaderView")
                || widget->inherits("QLineEditIconButton") || widget->inherits("QTableCornerButton"))
                continue;
            if (widget->parentWidget() && widget->parentWidget()->inherits("QTabBar"))
                continue; // the bar's own scroll buttons; ours are named below
            if (const auto *button = qobject_cast<QPushButton *>(widget); button && !button->isVisible() && button->text().isEmpty())
                continue; // gets its words when it is shown
            QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(widget);
            if (!accessible || accessible->text(QAccessible::Name).isEmpty())
                unnamed += QString::fromLatin1(widget->metaObject()->className()) + QLatin1Char(' ') + name + QStringLiteral(" in ")
                           + QString::fromLatin1(widget->parentWidget() ? widget->parentWidget()->metaObject()->className() : "nothing");
        }
        QVERIFY2(unnamed.isEmpty(), qPrintable(unnamed.join(QLatin1Char('\n'))));
    }

    void aPageMayHaveTheWholeWindow()
    {
        SampleWindow sample;
        QVERIFY(sample.open());
        MainWindow &window = sample.window;
        const auto dock = [&window](const char *id) { return window.findChild<QDockWidget *>(QLatin1String(id)); };
        dock("diff")->hide();
        Page *model = window.openPage(QStringLiteral("model:models/beta/blog_post.json"));
        QVERIFY(model);
        QVERIFY(dock("navigator")->isVisible());
        Page *connections = window.openPage(QStringLiteral("connections:"));
        QVERIFY(connections);
        for (const char *id : {"navigator", "diff", "timeline"})
            QVERIFY2(!dock(id)->isVisible(), id);
        window.showDock(QStringLiteral("navigator"));
        QVERIFY(dock("navigator")->isVisible());
        window.openPage(model->key());
        QVERIFY(dock("navigator")->isVisible());
        QVERIFY(dock("timeline")->isVisible() || !window.tabifiedDockWidgets(dock("timeline")).isEmpty());
        QVERIFY2(!dock("diff")->isVisible(), "what was closed before stays closed");
        window.openPage(connections->key());
        QVERIFY(!dock("navigator")->isVisible());
        QVERIFY(window.closePage(connections));
        QVERIFY(dock("navigator")->isVisible());
    }

    void tabsComeBackAfterARestart()
    {
        QTemporaryDir folder;
        const QString path = folder.path() + QStringLiteral("/content");
        QVERIFY(initWorkspace(std::filesystem::path(path.toStdString()), true));
        const auto opened = [&](MainWindow &window) {
            window.show();
            window.openWorkspace(path);
            return QTest::qWaitFor([&] { return window.session().isOpen() && window.session().isIdle(); }, patience);
        };
        {
            MainWindow window;
            installPanes(window);
            QVERIFY(opened(window));
            QVERIFY(window.openPage(QStringLiteral("connections:")));
            QVERIFY(window.openPage(QStringLiteral("settings:")));
            QVERIFY(window.close());
        }
        MainWindow window;
        installPanes(window);
        QVERIFY(opened(window));
        QVERIFY(window.findPage(QStringLiteral("connections:")));
        QVERIFY(window.currentPage());
        QCOMPARE(window.currentPage()->key(), QStringLiteral("settings:"));
    }
};

KILTER_UI_TEST(TestWindow)
#include "tst_window.moc"
