#include "ui/diffview/ddlview.h"

#include "ui/look/fonts.h"
#include "ui/look/look.h"

#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QScrollBar>

namespace kilter::ui {
namespace {

constexpr int overviewWidth = 12;
constexpr int numberWidth = 28;
constexpr int gutter = 48; ///< number and sign

std::vector<std::vector<ColouredRun>> colouredLines(const QStringList &lines, Language language)
{
    std::vector<std::vector<ColouredRun>> all{std::size_t(lines.size())};
    const std::unique_ptr<LineColours> colours = lineColours(language);
    LineColours::State state;
    for (std::size_t i = 0; colours && i < all.size(); ++i)
        state = colours->colour(lines[int(i)], state, all[i]);
    return all;
}

/// A line from its baseline on; what differs is plain text on its strong ground.
void drawCode(QPainter &painter, QPoint at, const QString &text, const std::vector<ColouredRun> &runs, const std::vector<DdlSpan> &marks)
{
    std::vector<Token> tokens(std::size_t(text.size()), Token::Text);
    const auto fill = [&](int begin, int length, Token token) {
        for (int i = begin; i < std::min(begin + length, int(text.size())); ++i)
            tokens[std::size_t(i)] = token;
    };
    for (const ColouredRun &run : runs)
        fill(run.begin, run.length, run.token);
    for (const DdlSpan &mark : marks)
        fill(mark.begin, mark.length, Token::Text);
    const QFontMetrics metrics = painter.fontMetrics();
    for (int begin = 0, end = 0; begin < text.size(); begin = end) {
        while (end < text.size() && tokens[std::size_t(end)] == tokens[std::size_t(begin)])
            ++end;
        painter.setPen(Look::color(tokens[std::size_t(begin)]));
        painter.drawText(at + QPoint(metrics.horizontalAdvance(text.left(begin)), 0), text.mid(begin, end - begin));
    }
}

} // namespace

DdlView::DdlView(QWidget *parent) : QAbstractScrollArea(parent)
{
    setFrameShape(NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Definitions side by side"));
    connect(&Look::instance(), &Look::changed, this, [this] {
        layOut();
        viewport()->update();
    });
}

void DdlView::show(const DdlComparison &comparison, const QString &leftTitle, const QString &rightTitle, Language language)
{
    m_comparison = comparison;
    m_leftRuns = colouredLines(comparison.left, language);
    m_rightRuns = colouredLines(comparison.right, language);
    m_leftTitle = leftTitle;
    m_rightTitle = rightTitle;
    m_current = -1;
    QStringList words;
    for (const DdlPair &pair : comparison.pairs) {
        if (pair.sign != Sign::None)
            words += signText(pair.sign) + QLatin1Char(' ') + (pair.right >= 0 ? comparison.right[pair.right] : comparison.left[pair.left]).trimmed();
    }
    setAccessibleDescription(words.join(QLatin1Char('\n')));
    verticalScrollBar()->setValue(0);
    layOut();
    goToHunk(0);
    viewport()->update();
}

bool DdlView::goToHunk(int hunk)
{
    if (hunk < 0 || hunk >= int(m_comparison.hunks.size()))
        return false;
    m_current = hunk;
    const int line = m_comparison.hunks[std::size_t(hunk)];
    const int shown = (viewport()->height() - headHeight()) / lineHeight();
    const int first = verticalScrollBar()->value() / lineHeight();
    if (line < first || line > first + shown - 3)
        verticalScrollBar()->setValue(qMax(0, line - 2) * lineHeight());
    viewport()->update();
    emit hunkChanged(hunk);
    return true;
}

int DdlView::lineHeight() const
{
    return rowHeight(20, FontRole::CodeSmall);
}

int DdlView::headHeight() const
{
    return rowHeight(28, FontRole::Small);
}

int DdlView::sideWidth() const
{
    return (viewport()->width() - overviewWidth) / 2;
}

void DdlView::layOut()
{
    const QFontMetrics metrics(fontFor(FontRole::CodeSmall));
    int widest = 0;
    for (const QStringList *lines : {&m_comparison.left, &m_comparison.right}) {
        for (const QString &line : *lines)
            widest = qMax(widest, metrics.horizontalAdvance(line));
    }
    const int height = int(m_comparison.pairs.size()) * lineHeight() + headHeight() + 8;
    verticalScrollBar()->setRange(0, qMax(0, height - viewport()->height()));
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(lineHeight());
    horizontalScrollBar()->setRange(0, qMax(0, widest + gutter + 24 - sideWidth()));
    horizontalScrollBar()->setPageStep(sideWidth());
    horizontalScrollBar()->setSingleStep(metrics.averageCharWidth() * 4);
}

void DdlView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    layOut();
}

void DdlView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_N || event->key() == Qt::Key_P) {
        goToHunk(m_current + (event->key() == Qt::Key_N ? 1 : -1));
        return;
    }
    QAbstractScrollArea::keyPressEvent(event);
}

void DdlView::mousePressEvent(QMouseEvent *event)
{
    const int inView = event->pos().x() - (viewport()->width() - overviewWidth);
    if (inView < 0 || m_comparison.pairs.empty())
        return QAbstractScrollArea::mousePressEvent(event);
    const double share = double(event->pos().y() - headHeight()) / qMax(1, viewport()->height() - headHeight());
    verticalScrollBar()->setValue(int(share * double(m_comparison.pairs.size())) * lineHeight() - viewport()->height() / 2);
}

void DdlView::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), Look::color(Token::Surface));
    const int width = sideWidth();
    paintSide(painter, true, QRect(0, 0, width, viewport()->height()));
    paintSide(painter, false, QRect(width, 0, width, viewport()->height()));
    painter.fillRect(QRect(width, 0, 1, viewport()->height()), Look::color(Token::Border));
    paintOverview(painter, QRect(width * 2, headHeight(), viewport()->width() - width * 2, viewport()->height() - headHeight()));
}

void DdlView::paintSide(QPainter &painter, bool isLeft, const QRect &rect) const
{
    painter.save();
    painter.setClipRect(rect);
    const int line = lineHeight(), offset = verticalScrollBar()->value();
    const int first = offset / line;
    for (int i = first; i < int(m_comparison.pairs.size()); ++i) {
        const QRect place(rect.left(), headHeight() + i * line - offset, rect.width(), line);
        if (place.top() > rect.bottom())
            break;
        paintLine(painter, m_comparison.pairs[std::size_t(i)], isLeft, place);
    }
    if (m_current >= 0) {
        const int at = headHeight() + m_comparison.hunks[std::size_t(m_current)] * line - offset;
        painter.fillRect(QRect(rect.left(), at, 3, line), Look::color(Token::FocusRing));
    }
    const QRect head(rect.left(), 0, rect.width(), headHeight());
    painter.fillRect(head, Look::color(Token::Window));
    painter.fillRect(QRect(head.left(), head.bottom(), head.width(), 1), Look::color(Token::Border));
    painter.setFont(fontFor(FontRole::SmallBold));
    painter.setPen(Look::color(Token::Text));
    painter.drawText(head.adjusted(12, 0, -12, 0), Qt::AlignVCenter | Qt::TextSingleLine, painter.fontMetrics().elidedText(isLeft ? m_leftTitle : m_rightTitle, Qt::ElideRight, head.width() - 24));
    painter.restore();
}

void DdlView::paintLine(QPainter &painter, const DdlPair &pair, bool isLeft, const QRect &rect) const
{
    const int number = isLeft ? pair.left : pair.right;
    if (number < 0) {
        painter.fillRect(rect, Look::color(Token::Window));
        return;
    }
    if (pair.sign != Sign::None)
        painter.fillRect(rect, Look::color(signGroundToken(pair.sign)));
    painter.setFont(fontFor(FontRole::CodeSmall));
    painter.setPen(Look::color(Token::TextSecondary));
    painter.drawText(QRect(rect.left(), rect.top(), numberWidth - 4, rect.height()), Qt::AlignRight | Qt::AlignVCenter, QLocale().toString(number + 1));
    if (pair.sign != Sign::None)
        paintSign(painter, QRect(rect.left() + numberWidth, rect.top(), 16, rect.height()), pair.sign);
    const QString &text = isLeft ? m_comparison.left[number] : m_comparison.right[number];
    painter.save();
    painter.setClipRect(rect.adjusted(gutter, 0, 0, 0), Qt::IntersectClip);
    painter.setFont(fontFor(FontRole::CodeSmall));
    const QFontMetrics metrics = painter.fontMetrics();
    const int x = rect.left() + gutter - horizontalScrollBar()->value();
    const std::vector<DdlSpan> &marks = isLeft ? pair.leftMarks : pair.rightMarks;
    for (const DdlSpan &mark : marks) {
        const int begin = x + metrics.horizontalAdvance(text.left(mark.begin));
        painter.fillRect(QRect(begin, rect.top() + 2, metrics.horizontalAdvance(text.mid(mark.begin, mark.length)), rect.height() - 4), Look::color(signStrongToken(pair.sign)));
    }
    drawCode(painter, QPoint(x, rect.top() + (rect.height() + metrics.ascent() - metrics.descent()) / 2), text, runs(isLeft, number), marks);
    painter.restore();
}

void DdlView::paintOverview(QPainter &painter, const QRect &rect) const
{
    painter.fillRect(rect, Look::color(Token::Window));
    painter.fillRect(QRect(rect.left(), rect.top(), 1, rect.height()), Look::color(Token::Border));
    const double count = qMax<double>(1, double(m_comparison.pairs.size()));
    const int line = lineHeight();
    const double whole = qMax(count * line, double(rect.height()));
    for (std::size_t i = 0; i < m_comparison.pairs.size(); ++i) {
        const Sign sign = m_comparison.pairs[i].sign;
        if (sign != Sign::None)
            painter.fillRect(QRectF(rect.left() + 3, rect.top() + double(i) * line / whole * rect.height(), rect.width() - 4, 3), Look::color(signToken(sign)));
    }
}

} // namespace kilter::ui
