#pragma once
#include "ui/codeview/linecolours.h"

#include <QObject>
#include <QTimer>

class QTextBlock;
class QTextDocument;

namespace kilter::ui {

/// Colours a document in pieces of a few milliseconds, so that no text is too large: 20,000 lines would take more than a second at once.
class Highlighter : public QObject
{
    Q_OBJECT
public:
    Highlighter(QTextDocument *document, Language language);

    void setLanguage(Language language);
    /// Nothing is left to colour.
    bool isDone() const { return !m_timer.isActive(); }

private:
    void changed(int position, int removed, int added);
    void restart();
    void work();
    /// Colours one line; false: the next one is as it was and need not be looked at.
    bool colourBlock(QTextBlock &block);

    QTextDocument *m_document;
    std::unique_ptr<LineColours> m_colours;
    QTimer m_timer;
    int m_next = 0;      ///< first line that is not coloured
    int m_changedTo = 0; ///< lines up to here are coloured whatever the state before them is
};

} // namespace kilter::ui
