#include "ui/document/textcommand.h"

namespace kilter::ui {

TextCommand::TextCommand(ModelDocument &document, const QString &what, TextPatch patch, Origin origin, bool goesOn)
    : QUndoCommand(what), m_document(document), m_patch(std::move(patch)), m_origin(origin), m_goesOn(goesOn)
{
}

bool TextCommand::mergeWith(const QUndoCommand *other)
{
    const auto &next = static_cast<const TextCommand &>(*other);
    const bool newLine = next.m_patch.inserted.find('\n') != std::string::npos || next.m_patch.removed.find('\n') != std::string::npos;
    if (!next.m_goesOn || newLine)
        return false;
    if (next.m_patch.removed.empty() && !m_patch.inserted.empty() && next.m_patch.offset == m_patch.offset + m_patch.inserted.size()) {
        m_patch.inserted += next.m_patch.inserted; // typed on
        return true;
    }
    if (next.m_patch.inserted.empty() && m_patch.inserted.empty() && next.m_patch.offset + next.m_patch.removed.size() == m_patch.offset) {
        m_patch.offset = next.m_patch.offset; // backspace after backspace
        m_patch.removed = next.m_patch.removed + m_patch.removed;
        return true;
    }
    return false;
}

void TextCommand::redo()
{
    m_document.applyPatch(m_patch, std::exchange(m_isNew, false) ? m_origin : Origin::Undo);
}

void TextCommand::undo()
{
    m_document.applyPatch(m_patch.inverse(), Origin::Undo);
}

} // namespace kilter::ui
