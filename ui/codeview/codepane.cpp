#include "ui/codeview/codepane.h"

#include "ui/codeview/findbar.h"

namespace kilter::ui {

CodePane::CodePane(Language language, const QString &accessibleName, QWidget *parent)
    : QWidget(parent), m_view(new CodeView(language, this)), m_find(new FindBar(m_view, this))
{
    m_view->setAccessibleName(accessibleName);
    setFocusProxy(m_view);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_find);
    column->addWidget(m_view, 1);
    const auto key = [this](const QKeySequence &keys, const QString &words, auto run) {
        auto *action = new QAction(words, this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, run);
        addAction(action);
    };
    key(QKeySequence::Find, tr("Find"), [this] { find(); });
    key(QKeySequence(Qt::Key_F3), tr("Next place"), [this] { m_find->next(false); });
    key(QKeySequence(Qt::SHIFT | Qt::Key_F3), tr("Previous place"), [this] { m_find->next(true); });
}

void CodePane::find()
{
    m_find->open();
}

} // namespace kilter::ui
