#include "ui/codeview/findbar.h"

#include "ui/codeview/codeview.h"
#include "ui/look/fonts.h"
#include "ui/look/icon.h"
#include "ui/look/look.h"

#include <QKeyEvent>

namespace kilter::ui {
namespace {

QToolButton *button(QWidget *parent, const QString &iconName, const QString &name, const QString &shortcut)
{
    auto *tool = new QToolButton(parent);
    tool->setIcon(namedIcon(iconName, Token::TextSecondary));
    tool->setAutoRaise(true);
    tool->setAccessibleName(name);
    tool->setToolTip(name + QStringLiteral(" (") + shortcut + QLatin1Char(')'));
    return tool;
}

} // namespace

FindBar::FindBar(CodeView *view, QWidget *parent) : QWidget(parent), m_view(view), m_what(new QLineEdit(this)), m_count(new QLabel(this))
{
    m_what->setPlaceholderText(tr("Find"));
    m_what->setAccessibleName(tr("Find in the text"));
    m_what->setObjectName(QStringLiteral("find"));
    m_what->setClearButtonEnabled(true);
    m_what->installEventFilter(this);
    m_count->setFont(fontFor(FontRole::Small));
    QToolButton *previous = button(this, QStringLiteral("up"), tr("Previous place"), QStringLiteral("Shift+F3"));
    QToolButton *following = button(this, QStringLiteral("down"), tr("Next place"), QStringLiteral("F3"));
    QToolButton *away = button(this, QStringLiteral("x"), tr("Close the search"), QStringLiteral("Esc"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 4, 8, 4);
    row->setSpacing(4);
    row->addWidget(m_what);
    row->addWidget(m_count);
    row->addWidget(previous);
    row->addWidget(following);
    row->addStretch();
    row->addWidget(away);
    m_what->setMinimumWidth(240);
    connect(m_what, &QLineEdit::textChanged, this, &FindBar::search);
    connect(previous, &QToolButton::clicked, this, [this] { next(true); });
    connect(following, &QToolButton::clicked, this, [this] { next(false); });
    connect(away, &QToolButton::clicked, this, &FindBar::close);
    connect(m_view, &QPlainTextEdit::cursorPositionChanged, this, &FindBar::showCount);
    hide();
}

void FindBar::open()
{
    show();
    const QString selected = m_view->textCursor().selectedText();
    if (!selected.isEmpty() && !selected.contains(QChar::ParagraphSeparator))
        m_what->setText(selected);
    m_what->setFocus();
    m_what->selectAll();
    search();
}

void FindBar::close()
{
    hide();
    m_view->setFound({}, false);
    m_view->setFocus();
}

void FindBar::next(bool backward)
{
    m_view->findNext(backward);
    showCount();
}

void FindBar::search()
{
    m_found = m_view->setFound(m_what->text(), false);
    if (m_found > 0) { // what was found with the letters so far is kept when it still fits
        QTextCursor cursor = m_view->textCursor();
        cursor.setPosition(cursor.selectionStart());
        m_view->setTextCursor(cursor);
        m_view->findNext(false);
    }
    showCount();
}

void FindBar::showCount()
{
    if (isHidden())
        return;
    const int current = m_view->currentFound();
    m_count->setText(m_what->text().isEmpty() ? QString()
                     : m_found == 0           ? tr("Nothing found")
                     : current > 0            ? tr("%1 of %2").arg(current).arg(m_found)
                                              : tr("%n found", nullptr, m_found));
}

bool FindBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_what || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    switch (key->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        next(key->modifiers().testFlag(Qt::ShiftModifier));
        return true;
    case Qt::Key_Escape:
        close();
        return true;
    default:
        return false;
    }
}

void FindBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), Look::color(Token::Window));
    painter.fillRect(0, height() - 1, width(), 1, Look::color(Token::Border));
}

} // namespace kilter::ui
