#include "tests/ui/diagramwindow.h"
#include "ui/diagram/diagramfind.h"
#include "ui/diagram/fittedname.h"
#include "ui/diagram/minimap.h"
#include "ui/diagram/tablelist.h"
#include "ui/diagram/tablepainter.h"
#include "ui/mainwindow/banner.h"
#include "ui/text/text.h"

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QListView>
#include <QToolButton>
#include <QUndoStack>

using namespace kilter;
using namespace kilter::ui;

class TestDiagramPage : public QObject
{
    Q_OBJECT

private slots:
    /// The first: what was laid out once is remembered.
    void withoutTheHelperThereIsAGrid()
    {
        qputenv("KILTER_LAYOUT", "/bin/false");
        DiagramWindow shown;
        const bool isShown = shown.openDiagram();
        qunsetenv("KILTER_LAYOUT");
        QVERIFY(isShown);
        QCOMPARE(shown.page->canvas()->scene()->layout().engine, std::string("grid"));
        QVERIFY(!shown.page->canvas()->scene()->layout().notes.empty());
        const auto banners = shown.page->findChildren<Banner *>();
        QVERIFY(std::any_of(banners.begin(), banners.end(), [](const Banner *banner) { return banner->isVisible(); }));
        shown.page->canvas()->setCurrent(0);
        QTest::keyClick(shown.page->canvas(), Qt::Key_Right, Qt::ControlModifier);
        QVERIFY2(shown.page->isDirty(), "the diagram is alive");
    }

    void drawsTheModels()
    {
        DiagramWindow shown;
        QVERIFY(shown.openDiagram());
        const Scene &scene = *shown.page->canvas()->scene();
        QVERIFY(tableOf(*shown.page, "blog_posts") >= 0);
        QCOMPARE(scene.graph().find("blog_posts")->level, std::string("beta"));
        QCOMPARE(scene.graph().find("collection_tags")->level, std::string("organizer"));
        for (int a = 0; a < scene.tableCount(); ++a) {
            for (int b = a + 1; b < scene.tableCount(); ++b)
                QVERIFY2(!scene.tableRect(a).intersects(scene.tableRect(b)), (scene.graph().tables[std::size_t(a)].id + " " + scene.graph().tables[std::size_t(b)].id).c_str());
        }
        QVERIFY(shown.page->canvas()->visibleRect().contains(scene.bounds().adjusted(1, 1, -1, -1)));
        QVERIFY(!shown.page->isDirty());
    }

    void theListHasTheSameTables()
    {
        DiagramWindow shown;
        QVERIFY(shown.openDiagram());
        QListView *list = shown.page->tables()->view();
        const QAbstractItemModelTester tester(list->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(list->model()->rowCount(), shown.page->canvas()->scene()->tableCount());
        shown.page->tables()->filter()->setText(QStringLiteral("blog_posts"));
        QVERIFY(list->model()->rowCount() < shown.page->canvas()->scene()->tableCount());
        list->setCurrentIndex(list->model()->index(0, 0));
        QCOMPARE(qtText(shown.page->canvas()->scene()->graph().tables[std::size_t(shown.page->canvas()->current())].ref.name), list->model()->index(0, 0).data().toString());
        QVERIFY(list->model()->index(0, 0).data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("column")));
    }

    void draggingIsOneStepAndMovesNothingElse()
    {
        DiagramWindow shown;
        QVERIFY(shown.openDiagram());
        DiagramCanvas *canvas = shown.page->canvas();
        const int table = tableOf(*shown.page, "blog_posts");
        const ScenePtr before = canvas->scene();
        const QPoint from = placeOf(*shown.page, table);
        QTest::mousePress(canvas, Qt::LeftButton, {}, from);
        QTest::mouseMove(canvas, from + QPoint(20, 15));
        QTest::mouseMove(canvas, from + QPoint(90, 60));
        QTest::mouseRelease(canvas, Qt::LeftButton, {}, from + QPoint(90, 60));
        QVERIFY(canvas->scene()->tableRect(table).topLeft() != before->tableRect(table).topLeft());
        for (int other = 0; other < before->tableCount(); ++other) {
            if (other != table)
                QCOMPARE(canvas->scene()->tableRect(other), before->tableRect(other));
        }
        QVERIFY(shown.page->isDirty());
        shown.page->undoStack()->undo();
        QCOMPARE(canvas->scene()->tableRect(table), before->tableRect(table));
        shown.page->undoStack()->redo();
        QVERIFY(canvas->scene()->tableRect(table) != before->tableRect(table));
        shown.page->undoStack()->undo();
    }

    void theWheelZoomsAtThePointer()
    {
        DiagramWindow shown;
        QVERIFY(shown.openDiagram());
        DiagramCanvas *canvas = shown.page->canvas();
        const QPointF at(200, 150);
        const auto under = [&] { return canvas->visibleRect().topLeft() + at / canvas->scale(); };
        const QPointF before = under();
        const double scale = canvas->scale();
        QWheelEvent wheel(at, canvas->mapToGlobal(at), {}, {0, 240}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(canvas, &wheel);
        QVERIFY(canvas->scale() > scale);
        QVERIFY((under() - before).manhattanLength() < 2 / canvas->scale());
        QTest::keyClick(canvas, Qt::Key_0);
        QCOMPARE(canvas->scale(), scale);
    }

    void arrowKeysFollowReferences()
    {
        DiagramWindow shown;
        QVERIFY(shown.openDiagram());
        DiagramCanvas *canvas = shown.page->canvas();
        const int start = tableOf(*shown.page, "blog_posts");
        canvas->setCurrent(start);
        int walked = 0;
        for (const Qt::Key key : {Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down}) {
            canvas->setCurrent(start);
            QTest::keyClick(canvas, key);
            const int now = canvas->current();
            if (now == start)
                continue;
            const auto around = canvas->scene()->around(start, 1);
            walked += around[std::size_t(now)];
        }
        QVERIFY(walked > 0);
        QVERIFY(canvas->accessibleName().contains(QStringLiteral("column")));
        QTest::keyClick(canvas, Qt::Key_Escape);
        QCOMPARE(canvas->current(), -1);
    }

    void focusDimsWhatIsFarAndEscapeEndsIt()
    {
        DiagramWindow shown;
        QVERIFY(shown.openDiagram());
        DiagramCanvas *canvas = shown.page->canvas();
        const int table = tableOf(*shown.page, "blog_posts");
        canvas->setCurrent(table);
        QTest::keyClick(canvas, Qt::Key_F);
        QCOMPARE(canvas->focusTable(), table);
        QTest::keyClick(canvas, Qt::Key_Escape);
        QCOMPARE(canvas->focusTable(), -1);
    }

    void searchFindsTablesAndColumns()
    {
        DiagramWindow shown;
        QVERIFY(shown.openDiagram());
        shown.page->find();
        QLineEdit *field = shown.page->findBar()->field();
        QTest::keyClicks(field, QStringLiteral("metrics"));
        QCOMPARE(shown.page->canvas()->current(), tableOf(*shown.page, "content_metrics"));
        field->clear();
        QTest::keyClicks(field, QStringLiteral("isbn"));
        QCOMPARE(shown.page->canvas()->current(), tableOf(*shown.page, "books"));
        QTest::keyClicks(field, QStringLiteral("xyz"));
        QVERIFY(shown.page->findBar()->countText().contains(QStringLiteral("no match")));
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(!shown.page->findBar()->isVisible());
    }

    void namesAreBrokenWhereTheirWordsEnd()
    {
        const DiagramFonts fonts;
        const auto fitted = [&fonts](const char *name, double width, double height) { return fittedName(QString::fromLatin1(name), {width, height}, 8, 16, fonts); };
        QCOMPARE(fitted("orders", 400, 40).lines, QStringList{QStringLiteral("orders")});
        QCOMPARE(fitted("orders", 400, 40).pixels, 16.0);
        const FittedName two = fitted("people_permission", 90, 60);
        QCOMPARE(two.lines, (QStringList{QStringLiteral("people_"), QStringLiteral("permission")}));
        QVERIFY(two.pixels >= 8);
        QCOMPARE(fitted("orderLine", 50, 60).lines, (QStringList{QStringLiteral("order"), QStringLiteral("Line")}));
        const FittedName cut = fitted("aVeryLongNameWithoutRoomForAllOfIt", 40, 22);
        QCOMPARE(cut.lines.size(), 2);
        QCOMPARE(cut.pixels, 8.0);
        QVERIFY(cut.lines.back().contains(QChar(0x2026)));
        QVERIFY(fitted("x", 1, 1).lines.size() == 1);
    }

    void columnsChangeAndComeBack()
    {
        DiagramWindow shown;
        QVERIFY(shown.openDiagram());
        const ScenePtr keys = shown.page->canvas()->scene();
        const int table = tableOf(*shown.page, "blog_posts");
        shown.page->setColumns(DiagramColumns::All);
        QVERIFY(shown.settled());
        QVERIFY(shown.page->canvas()->scene()->tableRect(table).height() > keys->tableRect(table).height());
        shown.page->undoStack()->undo();
        QVERIFY(shown.settled());
        QCOMPARE(shown.page->canvas()->scene()->tableRect(table), keys->tableRect(table));
    }

    void groupsAndNotesAreUndoable()
    {
        DiagramWindow shown;
        QVERIFY(shown.openDiagram());
        shown.page->canvas()->select({tableOf(*shown.page, "books"), tableOf(*shown.page, "chapters")});
        shown.page->groupSelection(QStringLiteral("Books"));
        QCOMPARE(shown.page->canvas()->scene()->groups().size(), 1U);
        QVERIFY(shown.page->canvas()->scene()->groups()[0].rect.contains(shown.page->canvas()->scene()->tableRect(tableOf(*shown.page, "books"))));
        shown.page->addNote(QStringLiteral("Ask the editors\nbefore changing this."));
        QCOMPARE(shown.page->canvas()->scene()->notes().size(), 1U);
        shown.page->undoStack()->undo();
        QVERIFY(shown.page->canvas()->scene()->notes().empty());
        shown.page->undoStack()->undo();
        QVERIFY(shown.page->canvas()->scene()->groups().empty());
    }

    void aGroupCollapsesAndComesBack()
    {
        DiagramWindow shown;
        QVERIFY(shown.openDiagram());
        DiagramCanvas *canvas = shown.page->canvas();
        const int count = canvas->scene()->tableCount();
        const QRectF before = canvas->scene()->tableRect(tableOf(*shown.page, "chapters"));
        canvas->select({tableOf(*shown.page, "books"), tableOf(*shown.page, "chapters")});
        shown.page->groupSelection(QStringLiteral("Books"));
        const auto titleOf = [canvas] { return ((canvas->scene()->groups()[0].rect.topLeft() + QPointF(20, 8) - canvas->visibleRect().topLeft()) * canvas->scale()).toPoint(); };
        QTest::mouseDClick(canvas, Qt::LeftButton, {}, titleOf());
        QVERIFY(shown.settled());
        QCOMPARE(canvas->scene()->tableCount(), count - 1);
        const int box = tableOf(*shown.page, "group:Books");
        QVERIFY(box >= 0);
        QVERIFY(tableOf(*shown.page, "books") < 0);
        QVERIFY(canvas->scene()->groups().empty());
        const auto input = toText(shown.page->content());
        QVERIFY2(input.find("\"collapsed\": true") != std::string::npos, input.c_str());
        canvas->setCurrent(box);
        QTest::keyClick(canvas, Qt::Key_Right, Qt::ControlModifier); // the box moves, and with it what is in it
        QTest::keyClick(canvas, Qt::Key_Return);
        QVERIFY(shown.settled());
        QCOMPARE(canvas->scene()->tableCount(), count);
        QCOMPARE(canvas->scene()->tableRect(tableOf(*shown.page, "chapters")).topLeft(), before.topLeft() + QPointF(8, 0));
        for (int i = 0; i < 3; ++i) {
            shown.page->undoStack()->undo();
            QVERIFY(shown.settled());
        }
        QVERIFY(tableOf(*shown.page, "group:Books") < 0);
        QCOMPARE(canvas->scene()->tableRect(tableOf(*shown.page, "chapters")), before);
    }

    void aNewLayoutIsSeenToMove()
    {
        DiagramWindow shown;
        QVERIFY(shown.openDiagram());
        DiagramCanvas *canvas = shown.page->canvas();
        const int table = tableOf(*shown.page, "blog_posts");
        canvas->setCurrent(table);
        const QRectF before = canvas->scene()->tableRect(table);
        QTest::keyClick(canvas, Qt::Key_Right, Qt::ControlModifier);
        QVERIFY2(!canvas->isMoving(), "pictures and tests do not move");
        canvas->setMoveTime(std::chrono::seconds(20));
        shown.page->undoStack()->undo();
        QVERIFY(canvas->isMoving());
        QTest::qWait(500);
        QVERIFY(canvas->isMoving());
        QCOMPARE(canvas->scene()->tableRect(table), before); // what is asked of it is where it belongs
        shown.page->undoStack()->redo();
        QVERIFY2(canvas->isMoving(), "it turns round on its way");
        QTest::mouseClick(canvas, Qt::LeftButton, {}, placeOf(*shown.page, table));
        QVERIFY2(!canvas->isMoving(), "a press ends it");
        canvas->setMoveTime(std::chrono::milliseconds(1));
        shown.page->undoStack()->undo();
        QTRY_VERIFY(!canvas->isMoving());
    }

    void aModelIsShownInTheDiagram()
    {
        SampleWindow shown;
        QVERIFY(shown.open());
        QAction *command = shown.window.commands().find(QStringLiteral("diagram.ofModel"));
        QVERIFY(command && !command->isEnabled());
        Page *model = shown.window.openPage(QStringLiteral("model:models/beta/blog_post.json"));
        QVERIFY(model);
        QTRY_VERIFY(command->isEnabled());
        const auto buttons = model->findChildren<QToolButton *>();
        const auto button = std::find_if(buttons.begin(), buttons.end(), [&](const QToolButton *each) { return each->defaultAction() == command; });
        QVERIFY2(button != buttons.end(), "a button in the head");
        (*button)->click();
        auto *page = qobject_cast<DiagramPage *>(shown.window.currentPage());
        QVERIFY(page);
        QTRY_VERIFY(page->isReady() && page->canvas()->current() >= 0);
        QCOMPARE(page->canvas()->scene()->graph().tables[std::size_t(page->canvas()->current())].id, std::string("blog_posts"));
        QCOMPARE(page->canvas()->focusTable(), page->canvas()->current());
    }

    void differencesFromTheStoreAreMarked()
    {
        DiagramWindow shown;
        QVERIFY(shown.openDiagram());
        shown.page->setDifferences(true);
        QVERIFY(shown.settled());
        const DiagramTable *table = shown.page->canvas()->scene()->graph().find("blog_posts");
        QVERIFY(table);
        QCOMPARE(table->state, DiagramState::Added); // the sample's database is empty
    }

    void doubleClickOpensTheModel()
    {
        DiagramWindow shown;
        QVERIFY(shown.openDiagram());
        const int table = tableOf(*shown.page, "blog_posts");
        QTest::mouseDClick(shown.page->canvas(), Qt::LeftButton, {}, placeOf(*shown.page, table));
        QVERIFY(shown.window.currentPage());
        QVERIFY2(shown.window.currentPage()->key().startsWith(QStringLiteral("model:")), qPrintable(shown.window.currentPage()->key()));
    }
};

KILTER_UI_TEST(TestDiagramPage)
#include "tst_diagrampage.moc"
