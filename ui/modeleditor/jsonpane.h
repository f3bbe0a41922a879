#pragma once
#include "ui/codeview/codepane.h"
#include "ui/document/textpatch.h"

namespace kilter::ui {

class ModelDocument;
enum class Origin;

/// The document's text, to be edited as text: what is typed goes into the document byte by byte, so that line ends and everything else that
/// is not typed stay; what changes the document elsewhere arrives here without moving the cursor.
class JsonPane : public CodePane
{
    Q_OBJECT
public:
    explicit JsonPane(ModelDocument &document, QWidget *parent = nullptr);

private:
    void typed(int position, int removed, int added);
    void follow(const TextPatch &patch, Origin origin);
    void showMarks();
    /// The byte of a position: UTF-16 units, where CR LF is one.
    std::size_t byteOf(int position) const;
    int positionOf(std::size_t byte) const;

    ModelDocument &m_document;
    bool m_isFollowing = false;
};

} // namespace kilter::ui
