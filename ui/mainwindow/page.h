#pragma once
#include "core/base/result.h"

#include <QIcon>
#include <QJsonObject>
#include <QWidget>

class QUndoStack;

namespace kilter::ui {

/// A document tab: a model's editor, a migration, a review … Made by a factory that is registered with MainWindow::addPageKind().
class Page : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// "kind:argument": what opens this page again, now (it is raised) and after a restart.
    virtual QString key() const = 0;
    virtual QString title() const = 0;
    virtual QIcon pageIcon() const = 0;
    virtual QString tabToolTip() const { return title(); }

    virtual bool isDirty() const { return false; }
    /// Only called when dirty. An error is shown and keeps the page open.
    [[nodiscard]] virtual Result<> save() { return {}; }
    /// What Ctrl+Z works on while the page is in front; null: nothing to undo.
    virtual QUndoStack *undoStack() { return nullptr; }

    /// Scroll positions, selected tab …: kept over a restart. Unknown or missing members must not matter.
    virtual QJsonObject viewState() const { return {}; }
    virtual void restoreViewState(const QJsonObject &) {}
    /// Line and column count from 1, 0: not known.
    virtual void goTo(int line, int column) { Q_UNUSED(line) Q_UNUSED(column) }
    /// Whether it asks for the whole window: while it is in front the docks stand back.
    virtual bool wantsWholeWindow() const { return false; }
    /// Asks, where leaving would lose something that save() does not keep (a run that is under way); false: stay.
    virtual bool mayClose() { return true; }

signals:
    void changed();        ///< title, icon or dirty
    void closeRequested();
};

} // namespace kilter::ui
