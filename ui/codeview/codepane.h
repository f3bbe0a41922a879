#pragma once
#include "ui/codeview/codeview.h"

namespace kilter::ui {

class FindBar;

/// A code view with its search: Ctrl+F, F3, Shift+F3 work wherever the focus is in it.
class CodePane : public QWidget
{
    Q_OBJECT
public:
    CodePane(Language language, const QString &accessibleName, QWidget *parent = nullptr);

    CodeView *view() { return m_view; }
    void find();

private:
    CodeView *m_view;
    FindBar *m_find;
};

} // namespace kilter::ui
