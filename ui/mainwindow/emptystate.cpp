#include "ui/mainwindow/emptystate.h"

#include "ui/commands/commands.h"
#include "ui/look/fonts.h"
#include "ui/look/icon.h"
#include "ui/look/look.h"

namespace kilter::ui {
namespace {

constexpr int square = 48;

QLabel *centredLabel(QWidget *parent, FontRole role, const QString &text)
{
    auto *label = new QLabel(text, parent);
    label->setFont(fontFor(role));
    label->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace

EmptyState::EmptyState(const QString &icon, const QString &title, const QString &explanation, QWidget *parent)
    : QWidget(parent), m_icon(icon), m_iconPlace(new QSpacerItem(0, square + 8)), m_title(centredLabel(this, FontRole::BodyBold, title)),
      m_explanation(centredLabel(this, FontRole::Small, explanation)), m_buttons(new QVBoxLayout)
{
    m_explanation->setForegroundRole(QPalette::PlaceholderText);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 16, 24, 16);
    column->setSpacing(8);
    column->addStretch(2);
    column->addItem(m_iconPlace);
    column->addWidget(m_title);
    column->addWidget(m_explanation);
    column->addLayout(m_buttons);
    column->addStretch(3);
    m_buttons->setContentsMargins(0, 4, 0, 0);
    m_buttons->setSpacing(8);
    m_buttons->setAlignment(Qt::AlignHCenter);
}

void EmptyState::addCommand(const Commands &commands, const QString &id)
{
    m_commands = &commands;
    m_wanted += id;
    addButtons();
}

void EmptyState::setWords(const QString &title, const QString &explanation)
{
    m_title->setText(title);
    m_explanation->setText(explanation);
}

void EmptyState::showEvent(QShowEvent *event)
{
    addButtons();
    QWidget::showEvent(event);
}

/// Words matter more than the icon.
void EmptyState::resizeEvent(QResizeEvent *event)
{
    m_iconPlace->changeSize(0, height() < 200 ? 0 : square + 8);
    layout()->invalidate();
    QWidget::resizeEvent(event);
}

void EmptyState::addButtons()
{
    for (const QString &id : QStringList(m_wanted)) {
        QAction *action = m_commands->find(id);
        if (!action)
            continue;
        m_wanted.removeAll(id);
        auto *button = new QPushButton(action->icon(), action->text().remove(QLatin1Char('&')), this);
        button->setProperty("kilterSmall", true);
        button->setToolTip(action->toolTip());
        button->setAccessibleName(button->text());
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        m_buttons->addWidget(button);
    }
}

void EmptyState::paintEvent(QPaintEvent *)
{
    if (m_iconPlace->sizeHint().height() == 0)
        return;
    QPainter painter(this);
    const QRect box(width() / 2 - square / 2, m_title->y() - 8 - square, square, square);
    painter.setPen(QPen(Look::color(Token::BorderStrong), 1, Qt::DashLine));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    paintIcon(painter, box.adjusted(12, 12, -12, -12), m_icon, Token::TextSecondary);
}

} // namespace kilter::ui
