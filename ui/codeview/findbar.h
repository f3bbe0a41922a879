#pragma once
#include <QWidget>

class QLabel;
class QLineEdit;

namespace kilter::ui {

class CodeView;

/// What is looked for in a code view: Ctrl+F shows it, Return and Shift+Return go on, Esc closes it.
class FindBar : public QWidget
{
    Q_OBJECT
public:
    FindBar(CodeView *view, QWidget *parent);

    void open();
    void close();
    void next(bool backward);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void search();
    void showCount();

    CodeView *m_view;
    QLineEdit *m_what;
    QLabel *m_count;
    int m_found = 0;
};

} // namespace kilter::ui
