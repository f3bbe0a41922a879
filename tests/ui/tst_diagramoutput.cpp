#include "core/diagram/picture.h"
#include "tests/ui/diagramwindow.h"
#include "ui/navigator/navigator.h"
#include "ui/text/text.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QTreeView>

using namespace kilter;
using namespace kilter::ui;

/// What becomes of a diagram: saved in the workspace, exported, copied.
class TestDiagramOutput : public QObject
{
    Q_OBJECT

private slots:
    void aSavedDiagramComesBackAsItWas()
    {
        DiagramWindow shown;
        QVERIFY(shown.openDiagram());
        const int table = tableOf(*shown.page, "authors");
        shown.page->canvas()->setCurrent(table);
        QTest::keyClick(shown.page->canvas(), Qt::Key_Right, Qt::ControlModifier);
        shown.page->addNote(QStringLiteral("A note"));
        shown.page->saveAs(QStringLiteral("overview"));
        QVERIFY(!shown.page->isDirty());
        const QRectF rect = shown.page->canvas()->scene()->tableRect(table);
        QVERIFY(QFile::exists(shown.path() + QStringLiteral("/diagrams/overview.json")));
        const auto *navigator = shown.window.findChild<Navigator *>();
        QTRY_VERIFY(navigator->findChild<QTreeView *>()->model()->match(navigator->findChild<QTreeView *>()->model()->index(0, 0), Qt::DisplayRole, QStringLiteral("overview"), 1,
                                                                         Qt::MatchExactly | Qt::MatchRecursive).size() == 1);
        QVERIFY(shown.window.closePage(shown.page));
        shown.page = qobject_cast<DiagramPage *>(shown.window.openPage(QStringLiteral("diagram:overview")));
        QVERIFY(shown.page);
        QVERIFY(shown.settled());
        QCOMPARE(shown.page->title(), QStringLiteral("overview"));
        QCOMPARE(shown.page->canvas()->scene()->tableRect(table), rect);
        QCOMPARE(shown.page->canvas()->scene()->notes().size(), 1U);
    }

    void exportsEveryFormat_data()
    {
        QTest::addColumn<QByteArray>("beginning");
        QTest::newRow("svg") << QByteArray("<");
        QTest::newRow("html") << QByteArray("<!DOCTYPE html>");
        QTest::newRow("png") << QByteArray("\x89PNG");
        QTest::newRow("pdf") << QByteArray("%PDF");
        QTest::newRow("dot") << QByteArray("");
        QTest::newRow("mmd") << QByteArray("");
        QTest::newRow("puml") << QByteArray("");
        QTest::newRow("dbml") << QByteArray("");
        QTest::newRow("md") << QByteArray("#");
    }

    void exportsEveryFormat()
    {
        QFETCH(QByteArray, beginning);
        DiagramWindow shown;
        QVERIFY(shown.openDiagram());
        const QString path = shown.folder.filePath(QStringLiteral("out.") + QLatin1String(QTest::currentDataTag()));
        shown.page->exportTo(path);
        QTRY_VERIFY(QFile::exists(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray written = file.readAll();
        QVERIFY2(written.startsWith(beginning), written.left(40).constData());
        if (!beginning.startsWith("\x89") && !beginning.startsWith("%"))
            QVERIFY(written.contains("blog_posts"));
    }

    /// The window's picture is the SVG's.
    void picturesAreTheSvg()
    {
        DiagramWindow shown;
        QVERIFY(shown.openDiagram());
        const QString path = shown.folder.filePath(QStringLiteral("out.svg"));
        shown.page->exportTo(path);
        QTRY_VERIFY(QFile::exists(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto expected = pngOf(file.readAll().toStdString());
        QVERIFY(expected);
        QGuiApplication::clipboard()->clear();
        shown.page->copyAsImage();
        QVERIFY2(QGuiApplication::clipboard()->image().isNull(), "a worker paints it");
        QTRY_VERIFY(!QGuiApplication::clipboard()->image().isNull());
        QCOMPARE(QGuiApplication::clipboard()->image().convertToFormat(QImage::Format_RGB32),
                 QImage::fromData(QByteArray::fromStdString(expected->bytes)).convertToFormat(QImage::Format_RGB32));
    }
};

KILTER_UI_TEST(TestDiagramOutput)
#include "tst_diagramoutput.moc"
