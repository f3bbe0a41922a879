#pragma once
#include "tests/ui/uitest.h"
#include "tests/ui/windowtest.h"
#include "ui/diagram/canvas.h"
#include "ui/diagram/diagrampage.h"

namespace kilter::ui {

inline int tableOf(const DiagramPage &page, const char *id)
{
    const DiagramGraph &graph = page.canvas()->scene()->graph();
    const DiagramTable *found = graph.find(id);
    return found ? int(found - graph.tables.data()) : -1;
}

inline QPoint placeOf(const DiagramPage &page, int table)
{
    const QPointF at = page.canvas()->scene()->tableRect(table).topLeft() + QPointF(30, 10);
    return ((at - page.canvas()->visibleRect().topLeft()) * page.canvas()->scale()).toPoint();
}

/// The window with the diagram of the sample in front.
struct DiagramWindow : SampleWindow
{
    DiagramPage *page = nullptr;

    bool openDiagram()
    {
        if (!open())
            return false;
        page = qobject_cast<DiagramPage *>(window.openPage(QStringLiteral("diagram:")));
        return page && QTest::qWaitFor([this] { return page->isReady() && page->canvas()->scene()->tableCount() > 0; }, patience);
    }
    bool settled() { return QTest::qWaitFor([this] { return page->isReady(); }, patience); }
};

} // namespace kilter::ui
