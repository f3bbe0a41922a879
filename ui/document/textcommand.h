#pragma once
#include "ui/document/modeldocument.h"

#include <QUndoCommand>

namespace kilter::ui {

/// One step of a document's undo stack: a replacement in its text.
class TextCommand : public QUndoCommand
{
public:
    /// `goesOn`: typed right behind the step before, of which it may become a part.
    TextCommand(ModelDocument &document, const QString &what, TextPatch patch, Origin origin, bool goesOn);

    int id() const override { return m_origin == Origin::Json ? 1 : -1; }
    bool mergeWith(const QUndoCommand *other) override;
    void redo() override;
    void undo() override;

private:
    ModelDocument &m_document;
    TextPatch m_patch;
    Origin m_origin;
    bool m_goesOn;
    bool m_isNew = true;
};

} // namespace kilter::ui
