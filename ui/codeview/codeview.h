#pragma once
#include "ui/codeview/highlighter.h"
#include "ui/look/fonts.h"

#include <QPlainTextEdit>

namespace kilter::ui {

/// A place in the text that is wrong, with the reason: underlined, marked at its line's number, said in a tool tip.
struct CodeMark
{
    int position = 0; ///< UTF-16 units in the text
    int length = 1;
    bool isError = true; ///< else a warning
    QString reason;
};

/// Source text: line numbers, colours, marks, found words. Its undo stack is its owner's: undoWanted() and redoWanted() ask for it.
class CodeView : public QPlainTextEdit
{
    Q_OBJECT
public:
    explicit CodeView(Language language, QWidget *parent = nullptr);

    void setLanguage(Language language);
    /// The size of the letters: Code in editors, CodeSmall in panes.
    void setRole(FontRole role);
    void setLineNumbersShown(bool shown);
    /// The whole text, by replacing what differs: colours, scroll position and the time it takes stay those of a small change.
    void showText(const QString &text);
    /// The number of the first line, where the text is the later part of a file.
    void setFirstLine(int line);
    bool isColoured() const { return m_highlighter->isDone(); }

    void setMarks(std::vector<CodeMark> marks);
    const std::vector<CodeMark> &marks() const { return m_marks; }
    /// All places of a text are tinted; the count of them. Empty: none.
    int setFound(const QString &what, bool caseSensitive);
    /// Selects the next or previous one, around the end; false: there is none.
    bool findNext(bool backward);
    int currentFound() const; ///< which of them is selected, from 1; 0: none

    /// Line and column from 1: puts the cursor there and shows it.
    void goTo(int line, int column);
    int gutterWidth() const;
    int firstLine() const { return m_firstLine; }

signals:
    void undoWanted();
    void redoWanted();

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    friend class CodeGutter;

    void paintGutter(QPaintEvent *event);
    void layOut();
    void showSelections();
    void applyLook();
    const CodeMark *markAt(int position) const;
    const CodeMark *markInLine(int line) const;

    Highlighter *m_highlighter;
    Language m_language;
    FontRole m_role = FontRole::Code;
    bool m_hasLineNumbers = true;
    int m_firstLine = 1;
    QWidget *m_gutter;
    QString m_shown; ///< the last of showText()
    std::vector<CodeMark> m_marks;
    QString m_what;
    std::vector<int> m_found;
    bool m_caseSensitive = false;
};

} // namespace kilter::ui
