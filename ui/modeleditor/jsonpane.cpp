#include "ui/modeleditor/jsonpane.h"

#include "ui/document/jsonplace.h"
#include "ui/document/modeldocument.h"
#include "ui/text/text.h"

#include <QTextBlock>

namespace kilter::ui {
namespace {

/// UTF-16 units and bytes of the character at a byte; a line end is one unit, however it is written.
struct Step
{
    std::size_t bytes;
    int units;
};

Step stepAt(std::string_view text, std::size_t at)
{
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte == '\r' && at + 1 < text.size() && text[at + 1] == '\n')
        return {2, 1};
    if (byte < 0x80)
        return {1, 1};
    if (byte < 0xE0)
        return {2, 1};
    return byte < 0xF0 ? Step{3, 1} : Step{4, 2};
}

} // namespace

JsonPane::JsonPane(ModelDocument &document, QWidget *parent) : CodePane(Language::Json, tr("JSON of the model"), parent), m_document(document)
{
    view()->setObjectName(QStringLiteral("json"));
    m_isFollowing = true;
    view()->setPlainText(qtText(document.text()));
    m_isFollowing = false;
    connect(view()->document(), &QTextDocument::contentsChange, this, &JsonPane::typed);
    connect(view(), &CodeView::undoWanted, document.undoStack(), &QUndoStack::undo);
    connect(view(), &CodeView::redoWanted, document.undoStack(), &QUndoStack::redo);
    connect(&document, &ModelDocument::textChanged, this, &JsonPane::follow);
    connect(&document, &ModelDocument::syntaxChanged, this, &JsonPane::showMarks);
    connect(&document, &ModelDocument::analysed, this, &JsonPane::showMarks);
    showMarks();
}

std::size_t JsonPane::byteOf(int position) const
{
    const std::string &text = m_document.text();
    std::size_t byte = 0;
    for (int units = 0; units < position && byte < text.size();) {
        const Step step = stepAt(text, byte);
        byte += step.bytes;
        units += step.units;
    }
    return std::min(byte, text.size());
}

int JsonPane::positionOf(std::size_t byte) const
{
    const std::string &text = m_document.text();
    int units = 0;
    for (std::size_t at = 0; at < std::min(byte, text.size());) {
        const Step step = stepAt(text, at);
        at += step.bytes;
        units += step.units;
    }
    return units;
}

void JsonPane::typed(int position, int removed, int added)
{
    if (m_isFollowing || (removed == 0 && added == 0))
        return;
    const QTextDocument *shown = view()->document();
    const int last = shown->characterCount() - 1; // the document's own final paragraph end does not count
    QTextCursor cursor(view()->document());
    cursor.setPosition(std::min(position, last));
    cursor.setPosition(std::min(position + added, last), QTextCursor::KeepAnchor);
    QString inserted = cursor.selectedText();
    const bool isCrLf = m_document.text().find("\r\n") != std::string::npos;
    inserted.replace(QChar::ParagraphSeparator, isCrLf ? QStringLiteral("\r\n") : QStringLiteral("\n"));
    const std::size_t begin = byteOf(position), end = byteOf(position + removed);
    const TextPatch whole{begin, m_document.text().substr(begin, end - begin), utf8(inserted)};
    TextPatch least = patchBetween(whole.removed, whole.inserted);
    least.offset += begin;
    m_isFollowing = true;
    m_document.type(least);
    m_isFollowing = false;
}

void JsonPane::follow(const TextPatch &patch, Origin)
{
    if (m_isFollowing)
        return;
    m_isFollowing = true;
    // The text holds the patch already: the place of its beginning is the same before and after.
    const int begin = positionOf(patch.offset);
    int units = 0;
    for (std::size_t at = 0; at < patch.removed.size();) {
        const Step step = stepAt(patch.removed, at);
        at += step.bytes;
        units += step.units;
    }
    QTextCursor cursor(view()->document());
    const int last = view()->document()->characterCount() - 1;
    cursor.setPosition(std::min(begin, last));
    cursor.setPosition(std::min(begin + units, last), QTextCursor::KeepAnchor);
    QString inserted = qtText(patch.inserted);
    inserted.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
    cursor.insertText(inserted);
    m_isFollowing = false;
}

void JsonPane::showMarks()
{
    std::vector<CodeMark> marks;
    for (const Diagnostic &diagnostic : m_document.diagnostics()) {
        if (diagnostic.severity == Severity::Info || marks.size() > 200)
            continue;
        const std::string &text = m_document.text();
        const std::size_t begin = offsetOf(text, diagnostic.place.line, diagnostic.place.column);
        std::size_t end = begin;
        while (end < text.size() && text[end] != '\n' && text[end] != '\r' && text[end] != ',' && end - begin < 60)
            ++end;
        const std::string hint = diagnostic.hint.empty() ? "" : "\n" + diagnostic.hint;
        const int position = positionOf(begin);
        marks.push_back({position, std::max(1, positionOf(end) - position), diagnostic.severity == Severity::Error, qtText(diagnostic.message + hint)});
    }
    view()->setMarks(std::move(marks));
}

} // namespace kilter::ui
