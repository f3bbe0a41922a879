#pragma once
#include <QWidget>

class QLabel;
class QLineEdit;

namespace kilter::ui {

class DiagramCanvas;

/// Finds tables and columns by their names, at the top right of the canvas: Return and Shift+Return go on, Esc closes.
class DiagramFind : public QWidget
{
    Q_OBJECT
public:
    explicit DiagramFind(DiagramCanvas *canvas);

    void open();
    void close();
    void refresh(); ///< the scene changed
    void step(int by);
    QLineEdit *field() const { return m_field; }
    QString countText() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void search();
    void place();

    DiagramCanvas *m_canvas;
    QLineEdit *m_field;
    QLabel *m_count;
    std::vector<int> m_found; ///< tables
    int m_at = 0;
};

} // namespace kilter::ui
