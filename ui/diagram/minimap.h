#pragma once
#include <QPixmap>
#include <QWidget>

namespace kilter::ui {

class DiagramCanvas;

/// The whole diagram in small, with a frame round what is seen; dragging in it moves there. Hidden while all is seen.
class Minimap : public QWidget
{
    Q_OBJECT
public:
    explicit Minimap(DiagramCanvas *canvas);

    void refresh(); ///< the scene or the look changed
    QSize sizeHint() const override { return {188, 112}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;

private:
    void follow();
    void moveTo(const QPointF &at);
    double scale() const;
    QPointF offset() const;
    void paintScene();

    DiagramCanvas *m_canvas;
    QPixmap m_picture;
};

} // namespace kilter::ui
