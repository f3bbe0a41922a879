#include "ui/codeview/codeview.h"

#include "ui/look/icon.h"
#include "ui/look/look.h"

#include <QHelpEvent>
#include <QPaintEvent>
#include <QScrollBar>
#include <QTextBlock>
#include <QToolTip>

namespace kilter::ui {
namespace {

constexpr int mostFound = 5000; ///< tinted at a time
constexpr int markWidth = 16;

QTextEdit::ExtraSelection selectionAt(QTextDocument *document, int position, int length, const QTextCharFormat &format)
{
    QTextEdit::ExtraSelection selection;
    selection.cursor = QTextCursor(document);
    const int last = document->characterCount() - 1;
    selection.cursor.setPosition(std::min(position, last));
    selection.cursor.setPosition(std::min(position + length, last), QTextCursor::KeepAnchor);
    selection.format = format;
    return selection;
}

} // namespace

/// The strip of line numbers.
class CodeGutter : public QWidget
{
public:
    explicit CodeGutter(CodeView *view) : QWidget(view), m_view(view) {}
    QSize sizeHint() const override { return {m_view->gutterWidth(), 0}; }

protected:
    void paintEvent(QPaintEvent *event) override { m_view->paintGutter(event); }
    bool event(QEvent *event) override
    {
        if (event->type() != QEvent::ToolTip)
            return QWidget::event(event);
        const auto *help = static_cast<QHelpEvent *>(event);
        const int line = m_view->cursorForPosition(QPoint(0, help->pos().y())).blockNumber();
        if (const CodeMark *mark = m_view->markInLine(line))
            QToolTip::showText(help->globalPos(), mark->reason, this);
        return true;
    }

private:
    CodeView *m_view;
};

CodeView::CodeView(Language language, QWidget *parent)
    : QPlainTextEdit(parent), m_highlighter(new Highlighter(document(), language)), m_language(language), m_gutter(new CodeGutter(this))
{
    setUndoRedoEnabled(false);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setFrameShape(QFrame::NoFrame);
    setTabChangesFocus(false);
    document()->setDocumentMargin(6);
    connect(this, &QPlainTextEdit::blockCountChanged, this, &CodeView::layOut);
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect &rect, int scrolled) {
        if (scrolled)
            m_gutter->scroll(0, scrolled);
        else
            m_gutter->update(0, rect.y(), m_gutter->width(), rect.height());
    });
    connect(this, &QPlainTextEdit::cursorPositionChanged, m_gutter, qOverload<>(&QWidget::update));
    connect(this, &QPlainTextEdit::textChanged, this, [this] {
        if (!m_what.isEmpty())
            setFound(m_what, m_caseSensitive);
    });
    connect(&Look::instance(), &Look::changed, this, &CodeView::applyLook);
    applyLook();
}

void CodeView::applyLook()
{
    setFont(fontFor(m_role));
    setTabStopDistance(4 * fontMetrics().horizontalAdvance(QLatin1Char(' ')));
    layOut();
    showSelections();
}

void CodeView::setLanguage(Language language)
{
    if (std::exchange(m_language, language) != language)
        m_highlighter->setLanguage(language);
}

void CodeView::setRole(FontRole role)
{
    m_role = role;
    applyLook();
}

void CodeView::showText(const QString &text)
{
    const QString known = std::exchange(m_shown, text);
    const QString before = isReadOnly() ? known : toPlainText(); // where nobody types, the text is the one that was shown
    if (before == text)
        return;
    const qsizetype least = std::min(before.size(), text.size());
    const qsizetype begin = std::mismatch(before.begin(), before.begin() + least, text.begin()).first - before.begin();
    qsizetype end = 0; // counted from behind
    while (end < least - begin && before[before.size() - 1 - end] == text[text.size() - 1 - end])
        ++end;
    const bool hasReturns = before.contains(QLatin1Char('\r')) || text.contains(QLatin1Char('\r')); // places in the document are others then
    if (begin == 0 || hasReturns || text.size() > 2 * before.size()) // another text
        return setPlainText(text);
    QTextCursor cursor(document());
    cursor.setPosition(int(begin));
    cursor.setPosition(int(before.size() - end), QTextCursor::KeepAnchor);
    cursor.insertText(text.mid(begin, text.size() - begin - end));
}

void CodeView::setLineNumbersShown(bool shown)
{
    m_hasLineNumbers = shown;
    m_gutter->setVisible(shown);
    layOut();
}

void CodeView::setFirstLine(int line)
{
    m_firstLine = line;
    layOut();
    m_gutter->update();
}

int CodeView::gutterWidth() const
{
    if (!m_hasLineNumbers)
        return 0;
    const int digits = int(QString::number(std::max(99, blockCount() + m_firstLine - 1)).size());
    return markWidth + 4 + digits * fontMetrics().horizontalAdvance(QLatin1Char('9')) + 10;
}

void CodeView::layOut()
{
    const int width = gutterWidth();
    setViewportMargins(width, 0, 0, 0);
    const QRect inside = contentsRect();
    m_gutter->setGeometry(inside.left(), inside.top(), width, inside.height());
}

void CodeView::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    layOut();
}

void CodeView::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        layOut();
}

void CodeView::paintGutter(QPaintEvent *event)
{
    QPainter painter(m_gutter);
    painter.fillRect(event->rect(), Look::color(Token::Surface));
    painter.setFont(font());
    const int current = textCursor().blockNumber();
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRect rect = blockBoundingGeometry(block).translated(contentOffset()).toAlignedRect();
        if (rect.top() > event->rect().bottom())
            break;
        if (rect.bottom() < event->rect().top())
            continue;
        const QRect line(0, rect.top(), m_gutter->width() - 10, fontMetrics().height());
        painter.setPen(Look::color(block.blockNumber() == current ? Token::Text : Token::TextSecondary));
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, QString::number(block.blockNumber() + m_firstLine));
        if (const CodeMark *mark = markInLine(block.blockNumber()))
            paintIcon(painter, QRect(2, line.top() + (line.height() - 14) / 2, 14, 14), mark->isError ? QStringLiteral("danger") : QStringLiteral("warn"),
                      mark->isError ? Token::Danger : Token::Warn);
    }
}

const CodeMark *CodeView::markInLine(int line) const
{
    for (const CodeMark &mark : m_marks) {
        if (document()->findBlock(mark.position).blockNumber() == line)
            return &mark;
    }
    return nullptr;
}

const CodeMark *CodeView::markAt(int position) const
{
    for (const CodeMark &mark : m_marks) {
        if (position >= mark.position && position <= mark.position + mark.length)
            return &mark;
    }
    return nullptr;
}

void CodeView::setMarks(std::vector<CodeMark> marks)
{
    m_marks = std::move(marks);
    showSelections();
    m_gutter->update();
}

int CodeView::setFound(const QString &what, bool caseSensitive)
{
    m_what = what;
    m_caseSensitive = caseSensitive;
    m_found.clear();
    const QString text = what.isEmpty() ? QString() : toPlainText();
    const Qt::CaseSensitivity sensitivity = caseSensitive ? Qt::CaseSensitive : Qt::CaseInsensitive;
    for (qsizetype at = what.isEmpty() ? -1 : text.indexOf(what, 0, sensitivity); at >= 0 && m_found.size() < mostFound; at = text.indexOf(what, at + what.size(), sensitivity))
        m_found.push_back(int(at));
    showSelections();
    return int(m_found.size());
}

bool CodeView::findNext(bool backward)
{
    if (m_found.empty())
        return false;
    const QTextCursor cursor = textCursor();
    int at = m_found.front();
    if (backward) {
        const auto next = std::lower_bound(m_found.begin(), m_found.end(), cursor.selectionStart());
        at = next == m_found.begin() ? m_found.back() : *std::prev(next);
    } else {
        const auto next = std::lower_bound(m_found.begin(), m_found.end(), cursor.hasSelection() ? cursor.selectionStart() + 1 : cursor.position());
        at = next == m_found.end() ? m_found.front() : *next;
    }
    QTextCursor found(document());
    found.setPosition(at);
    found.setPosition(at + int(m_what.size()), QTextCursor::KeepAnchor);
    setTextCursor(found);
    ensureCursorVisible();
    return true;
}

int CodeView::currentFound() const
{
    const auto at = std::find(m_found.begin(), m_found.end(), textCursor().selectionStart());
    return textCursor().hasSelection() && at != m_found.end() ? int(at - m_found.begin()) + 1 : 0;
}

void CodeView::showSelections()
{
    QList<QTextEdit::ExtraSelection> selections;
    QTextCharFormat found;
    found.setBackground(Look::color(Token::Match));
    for (const int position : m_found)
        selections.append(selectionAt(document(), position, int(m_what.size()), found));
    for (const CodeMark &mark : m_marks) {
        QTextCharFormat wave;
        wave.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        wave.setUnderlineColor(Look::color(mark.isError ? Token::Danger : Token::Warn));
        if (mark.isError)
            wave.setBackground(Look::color(Token::DangerBg));
        selections.append(selectionAt(document(), mark.position, std::max(1, mark.length), wave));
    }
    setExtraSelections(selections);
}

void CodeView::goTo(int line, int column)
{
    const QTextBlock block = document()->findBlockByNumber(std::clamp(line - 1, 0, blockCount() - 1));
    // Columns count code points, positions UTF-16 units.
    int units = 0;
    const QString text = block.text();
    for (int point = 1; point < column && units < text.size(); ++point)
        units += text.at(units).isHighSurrogate() ? 2 : 1;
    QTextCursor cursor(block);
    cursor.setPosition(block.position() + units);
    setTextCursor(cursor);
    centerCursor();
}

bool CodeView::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const CodeMark *mark = markAt(cursorForPosition(viewport()->mapFrom(this, help->pos())).position());
        if (mark)
            QToolTip::showText(help->globalPos(), mark->reason, this);
        else
            QToolTip::hideText();
        return true;
    }
    return QPlainTextEdit::event(event);
}

void CodeView::keyPressEvent(QKeyEvent *event)
{
    // The text control takes these keys for an undo stack of its own, which is switched off.
    if (event->matches(QKeySequence::Undo)) {
        emit undoWanted();
    } else if (event->matches(QKeySequence::Redo)) {
        emit redoWanted();
    } else if (event->key() == Qt::Key_Tab && event->modifiers() == Qt::NoModifier && !isReadOnly()) {
        insertPlainText(QStringLiteral("  "));
    } else if (isReadOnly() && (event->key() == Qt::Key_Tab || event->key() == Qt::Key_Backtab)) {
        event->ignore();
    } else {
        QPlainTextEdit::keyPressEvent(event);
    }
}

} // namespace kilter::ui
