#pragma once
#include <QWidget>

class QLabel;
class QPlainTextEdit;

namespace kilter::ui {

class LiveDiff;
class MainWindow;
class Segments;

/// "SQL up | SQL down" of what is ticked, to read, copy and save.
class SqlPanel : public QWidget
{
    Q_OBJECT
public:
    SqlPanel(MainWindow &window, LiveDiff &diff);

    QPlainTextEdit *view() const { return m_view; }
    QString text() const;

private:
    void refresh();
    void save();

    MainWindow &m_window;
    LiveDiff &m_diff;
    Segments *m_direction;
    QPlainTextEdit *m_view;
    QLabel *m_note;
};

} // namespace kilter::ui
