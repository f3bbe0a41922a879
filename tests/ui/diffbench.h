#pragma once
#include "tests/ui/diffplace.h"
#include "tests/ui/uitest.h"
#include "ui/diffview/diffdock.h"
#include "ui/diffview/diffmodel.h"
#include "ui/diffview/difftree.h"
#include "ui/diffview/install.h"
#include "ui/diffview/sqlpanel.h"

#include <QAbstractItemModelTester>

namespace kilter::ui::test {

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
        QTRY_VERIFY(window.session().isOpen() && window.session().isIdle() && diff.result() && !diff.isBusy() && !diff.isPlanning());
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

} // namespace kilter::ui::test
