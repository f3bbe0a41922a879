#pragma once
#include <QWidget>

class QLabel;

namespace kilter::ui {

class CodeView;
class LiveDiff;
class MainWindow;
class Segments;

/// "SQL up | SQL down" of what is ticked, to read, copy and save.
class SqlPanel : public QWidget
{
    Q_OBJECT
public:
    SqlPanel(MainWindow &window, LiveDiff &diff);

    CodeView *view() const { return m_view; }
    QString text() const;
    QString noteText() const;

private:
    void refresh();
    void showNote();
    QString note() const;
    void save();

    MainWindow &m_window;
    LiveDiff &m_diff;
    Segments *m_direction;
    CodeView *m_view;
    QLabel *m_note;
};

} // namespace kilter::ui
