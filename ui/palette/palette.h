#pragma once
#include "ui/palette/palettemodel.h"

#include <QWidget>

class QListView;

namespace kilter::ui {

class MainWindow;

/// The command palette: opens over the command box inside the window, lists what answers the query, runs the chosen entry.
class Palette : public QWidget
{
    Q_OBJECT

public:
    explicit Palette(MainWindow &window);

    void open(const QString &query = {});
    QLineEdit &field() { return *m_field; }
    QListView &list() { return *m_list; }
    PaletteModel &model() { return *m_model; }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void queryChanged(const QString &query);
    void move(int step);
    void runCurrent();
    void close();
    void place();

    MainWindow &m_window;
    PaletteModel *m_model;
    QLineEdit *m_field;
    QListView *m_list;
    QPointer<QWidget> m_before; ///< had the focus
};

} // namespace kilter::ui
