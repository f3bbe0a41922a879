#include "ui/modeleditor/problemline.h"

#include "ui/document/modeldocument.h"
#include "ui/look/fonts.h"
#include "ui/look/icon.h"
#include "ui/look/look.h"
#include "ui/text/text.h"

#include <QKeyEvent>
#include <QMouseEvent>

namespace kilter::ui {

ProblemLine::ProblemLine(ModelDocument &document, QWidget *parent) : QWidget(parent), m_document(document)
{
    setObjectName(QStringLiteral("problem-line"));
    setFocusPolicy(Qt::TabFocus);
    m_clock.setInterval(1000);
    connect(&m_clock, &QTimer::timeout, this, &ProblemLine::refresh);
    connect(&document, &ModelDocument::analysed, this, &ProblemLine::refresh);
    connect(&document, &ModelDocument::syntaxChanged, this, &ProblemLine::refresh);
    connect(&document, &ModelDocument::journalWritten, this, &ProblemLine::refresh);
    connect(&document, &ModelDocument::modifiedChanged, this, &ProblemLine::refresh);
    refresh();
}

QSize ProblemLine::sizeHint() const
{
    return {200, rowHeight(28, FontRole::Small)};
}

void ProblemLine::refresh()
{
    int errors = 0, warnings = 0;
    const Diagnostic *first = nullptr;
    const Diagnostics all = m_document.diagnostics();
    for (const Diagnostic &one : all) {
        errors += one.severity == Severity::Error;
        warnings += one.severity == Severity::Warning;
        const bool counts = one.severity != Severity::Info;
        if (counts && (!first || (one.severity == Severity::Error && first->severity != Severity::Error)))
            first = &one;
    }
    m_hasErrors = errors > 0;
    m_count = errors == 1   ? tr("1 problem.")
              : errors > 0   ? tr("%1 problems.").arg(errors)
              : warnings == 1 ? tr("1 warning.")
              : warnings > 0 ? tr("%1 warnings.").arg(warnings)
                             : QString();
    m_first = first ? QLatin1Char(' ') + qtText(first->message) : QString();
    m_place = first ? first->place : SourcePlace();
    const qint64 since = m_document.millisecondsSinceJournal();
    const qint64 seconds = since / 1000;
    m_journal = since < 0 ? QString() : seconds < 60 ? tr("Saved to the recovery journal %1 s ago").arg(seconds) : tr("Saved to the recovery journal %1 min ago").arg(seconds / 60);
    since < 0 ? m_clock.stop() : m_clock.start();
    setVisible(!m_count.isEmpty() || !m_journal.isEmpty());
    setAccessibleName(text());
    setToolTip(first ? qtText(first->message + (first->hint.empty() ? "" : "\n" + first->hint)) : QString());
    setCursor(first ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

void ProblemLine::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const bool some = !m_count.isEmpty();
    painter.fillRect(rect(), Look::color(m_hasErrors ? Token::DangerBg : some ? Token::WarnBg : Token::Window));
    painter.fillRect(QRect(0, 0, width(), 1), Look::color(Token::Border));
    QRect rest = rect().adjusted(12, 1, -12, 0);
    painter.setFont(fontFor(FontRole::Small));
    const int journal = painter.fontMetrics().horizontalAdvance(m_journal);
    painter.setPen(Look::color(Token::TextSecondary));
    painter.drawText(rest, Qt::AlignRight | Qt::AlignVCenter, m_journal);
    rest.setRight(rest.right() - journal - 12);
    if (!some)
        return;
    paintIcon(painter, QRect(rest.left(), rest.center().y() - 7, 16, 16), m_hasErrors ? QStringLiteral("danger") : QStringLiteral("warn"), m_hasErrors ? Token::Danger : Token::Warn);
    rest.setLeft(rest.left() + 24);
    painter.setPen(Look::color(Token::Text));
    painter.setFont(fontFor(FontRole::SmallBold));
    painter.drawText(rest, Qt::AlignLeft | Qt::AlignVCenter, m_count);
    rest.setLeft(rest.left() + painter.fontMetrics().horizontalAdvance(m_count));
    painter.setFont(fontFor(FontRole::Small));
    painter.drawText(rest, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, painter.fontMetrics().elidedText(m_first, Qt::ElideRight, rest.width()));
    if (hasFocus()) {
        painter.setPen(QPen(Look::color(Token::FocusRing), 2));
        painter.drawRect(QRectF(rect()).adjusted(1, 2, -1, -1));
    }
}

void ProblemLine::go()
{
    if (m_place.line > 0)
        emit activated(m_place);
}

void ProblemLine::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        go();
}

void ProblemLine::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Space)
        go();
    else
        QWidget::keyPressEvent(event);
}

} // namespace kilter::ui
