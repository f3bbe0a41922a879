#include "ui/mainwindow/banner.h"

#include "ui/look/fonts.h"
#include "ui/look/icon.h"
#include "ui/look/look.h"
#include "ui/text/text.h"

#include <QClipboard>

namespace kilter::ui {
namespace {

QLabel *wordsLabel(QWidget *parent, FontRole role)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setFont(fontFor(role));
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

Banner::Banner(QWidget *parent)
    : QFrame(parent), m_fact(wordsLabel(this, FontRole::BodyBold)), m_explanation(wordsLabel(this, FontRole::Small)),
      m_buttons(new QHBoxLayout), m_close(new QToolButton(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(40, 8, 8, 8);
    row->setSpacing(8);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(m_fact);
    words->addWidget(m_explanation);
    row->addLayout(words, 1);
    m_buttons->setSpacing(8);
    row->addLayout(m_buttons);
    m_close->setIcon(namedIcon(QStringLiteral("x")));
    m_close->setAutoRaise(true);
    m_close->setToolTip(tr("Close this message"));
    m_close->setAccessibleName(tr("Close this message"));
    connect(m_close, &QToolButton::clicked, this, &QWidget::hide);
    row->addWidget(m_close, 0, Qt::AlignTop);
    hide();
}

void Banner::show(Tone tone, const QString &fact, const QString &explanation)
{
    m_tone = tone;
    m_fact->setText(fact);
    m_explanation->setText(explanation);
    m_explanation->setVisible(!explanation.isEmpty());
    setAccessibleName(fact);
    setAccessibleDescription(explanation);
    QWidget::show();
    update();
}

void Banner::showError(const Error &error, const QString &title, const QList<QAction *> &actions)
{
    const QString whole = errorText(error);
    const QString headline = errorHeadline(error);
    const QString hint = qtText(error.hint);
    const QString server = error.sql ? qtText(error.sql->message) : QString();
    QStringList lines;
    for (const QString &line : {title.isEmpty() ? QString() : headline, server == headline ? QString() : server, hint}) {
        if (!line.isEmpty())
            lines += line;
    }
    show(Tone::Danger, title.isEmpty() ? headline : title, lines.join(QLatin1Char('\n')));
    auto *copy = new QAction(tr("Copy"), this);
    copy->setToolTip(tr("Copies the whole message"));
    connect(copy, &QAction::triggered, this, [whole] { QApplication::clipboard()->setText(whole); });
    setActions(actions + QList<QAction *>{copy});
}

void Banner::setClosable(bool closable)
{
    m_close->setVisible(closable);
}

void Banner::setActions(const QList<QAction *> &actions)
{
    while (QLayoutItem *item = m_buttons->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
    for (QAction *action : actions) {
        auto *button = new QPushButton(action->text().remove(QLatin1Char('&')), this);
        button->setToolTip(action->toolTip());
        button->setAccessibleName(action->text());
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        m_buttons->addWidget(button, 0, Qt::AlignTop);
    }
}

void Banner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Token tone = toneToken(m_tone);
    painter.fillRect(rect(), Look::color(toneGroundToken(m_tone)));
    painter.fillRect(QRect(0, 0, 3, height()), Look::color(tone));
    if (!toneIcon(m_tone).isEmpty())
        paintIcon(painter, QRect(16, 9, 16, 16), toneIcon(m_tone), tone);
}

} // namespace kilter::ui
