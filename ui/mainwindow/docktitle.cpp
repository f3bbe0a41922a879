#include "ui/mainwindow/docktitle.h"

#include "ui/look/badges.h"
#include "ui/look/drawing.h"
#include "ui/look/fonts.h"
#include "ui/look/icon.h"
#include "ui/look/look.h"

#include <QDockWidget>
#include <QLocale>
#include <QPushButton>
#include <QTabBar>

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

namespace {

QPushButton *wordButtonFor(QAction *action, QWidget *parent)
{
    auto *button = new QPushButton(action->text(), parent);
    button->setFont(fontFor(FontRole::Small));
    button->setFixedHeight(24);
    QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
    const auto follow = [button, action] {
        button->setToolTip(action->toolTip());
        button->setEnabled(action->isEnabled());
    };
    QObject::connect(action, &QAction::changed, button, follow);
    follow();
    return button;
}

} // namespace

DockTitle::DockTitle(QDockWidget *dock, const QString &title, const QList<QAction *> &words, const QList<QAction *> &actions)
    : QWidget(dock), m_dock(dock), m_title(title), m_actions(new QWidget(this))
{
    auto *buttons = new QHBoxLayout(m_actions);
    buttons->setContentsMargins(0, 0, 0, 0);
    buttons->setSpacing(4);
    for (QAction *action : words)
        buttons->addWidget(wordButtonFor(action, m_actions));
    for (QAction *action : actions)
        buttons->addWidget(toolButtonFor(action, m_actions));
    m_actions->setAutoFillBackground(true);
    m_actions->setFixedHeight(24);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 0, 4, 0);
    row->addStretch();
    row->addWidget(m_actions);
}

DockTitle::~DockTitle()
{
    if (m_isTab)
        delete m_actions;
}

void DockTitle::setCount(int count)
{
    m_count = count;
    nameDock();
    update();
}

/// The tab's text is the dock's title with its count, of which the style makes a pill.
void DockTitle::nameDock()
{
    const QString count = m_isTab && m_count >= 0 ? countMark + QLocale().toString(m_count) : QString();
    m_dock->setWindowTitle(m_title + count);
}

void DockTitle::setTabs(QTabBar *bar)
{
    const bool isTab = bar != nullptr;
    if (isTab != m_isTab) {
        m_isTab = isTab;
        if (isTab)
            m_actions->setParent(m_dock->parentWidget());
        else
            layout()->addWidget(m_actions);
        nameDock();
        updateGeometry();
    }
    const bool hasActions = m_actions->layout()->count() > 0;
    m_actions->setVisible(hasActions && (!isTab || !m_dock->visibleRegion().isEmpty()));
    if (!isTab)
        return;
    const QSize size = m_actions->sizeHint();
    const QRect place = bar->geometry();
    m_actions->setGeometry(place.right() - size.width() - 4, place.top() + (place.height() - 24) / 2, size.width(), 24);
    m_actions->raise();
}

QSize DockTitle::sizeHint() const
{
    return {96, m_isTab ? 0 : rowHeight(32, FontRole::SmallBold)};
}

void DockTitle::paintEvent(QPaintEvent *)
{
    if (m_isTab)
        return;
    QPainter painter(this);
    painter.fillRect(rect(), Look::color(Token::Window));
    painter.setFont(fontFor(FontRole::SmallBold));
    painter.setPen(Look::color(Token::Text));
    const QRect inner = rect().adjusted(12, 0, -4, 0);
    painter.drawText(inner, Qt::AlignVCenter | Qt::TextSingleLine, m_title);
    const int width = painter.fontMetrics().horizontalAdvance(m_title);
    if (m_count >= 0)
        paintCount(painter, inner.adjusted(width + 8, 0, 0, 0), QLocale().toString(m_count));
}

} // namespace kilter::ui
