#include "ui/mainwindow/docktitle.h"

#include "ui/look/badges.h"
#include "ui/look/fonts.h"
#include "ui/look/icon.h"
#include "ui/look/look.h"

#include <QDockWidget>

namespace kilter::ui {

QToolButton *toolButtonFor(QAction *action, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    button->setAutoRaise(true);
    button->setIconSize({16, 16});
    button->setFixedSize(24, 24);
    button->setAccessibleName(action->text().remove(QLatin1Char('&')));
    return button;
}

DockTitle::DockTitle(QDockWidget *dock, const QList<QAction *> &actions) : QWidget(dock), m_dock(dock)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 4, 4, 4);
    row->setSpacing(4);
    row->addStretch();
    for (QAction *action : actions)
        row->addWidget(toolButtonFor(action, this));
    connect(dock, &QDockWidget::windowTitleChanged, this, qOverload<>(&QWidget::update));
}

void DockTitle::setCount(int count)
{
    m_count = count;
    update();
}

QSize DockTitle::sizeHint() const
{
    return {96, rowHeight(32, FontRole::SmallBold)};
}

void DockTitle::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), Look::color(Token::Window));
    painter.setFont(fontFor(FontRole::SmallBold));
    painter.setPen(Look::color(Token::Text));
    const QRect inner = rect().adjusted(12, 0, -4, 0);
    painter.drawText(inner, Qt::AlignVCenter | Qt::TextSingleLine, m_dock->windowTitle());
    const int width = painter.fontMetrics().horizontalAdvance(m_dock->windowTitle());
    if (m_count >= 0)
        paintCount(painter, inner.adjusted(width + 8, 0, 0, 0), QLocale().toString(m_count));
}

} // namespace kilter::ui
