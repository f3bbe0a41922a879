#pragma once
#include "ui/diagram/painter.h"
#include "ui/diagram/transition.h"

#include <QPixmap>
#include <QVariantAnimation>
#include <QWidget>

namespace kilter::ui {

/// Shows a scene: pan, zoom at the pointer, selection, dragging with snapping, a walk along references by keyboard. It changes no scene: what
/// was dragged is told by moved(), and whoever owns the scene gives a new one.
class DiagramCanvas : public QWidget
{
    Q_OBJECT

public:
    explicit DiagramCanvas(QWidget *parent = nullptr);

    /// What stands out and where one looks stay. Tables are the same ones by their id.
    /// With `moves` they are seen to go from where they are to where the scene has them, unless that is not wanted (moveTime).
    void setScene(ScenePtr scene, bool moves = false);
    void setMoveTime(std::chrono::milliseconds time) { m_moveTime = time; } ///< 0: at once
    bool isMoving() const { return m_transition.has_value(); }
    const ScenePtr &scene() const { return m_scene; }

    double scale() const { return m_scale; }
    void setScale(double scale, const QPointF &keeping); ///< `keeping`: the place of the widget that stays where it is
    void zoomBy(double factor) { setScale(m_scale * factor, rect().center()); }
    void fit();
    void showTable(int table); ///< scrolls as little as needed; zooms in where its name could not be read
    void showArea(const QRectF &area); ///< all of it, not larger than life
    QRectF visibleRect() const; ///< in the scene's units
    void centreOn(const QPointF &at);

    int current() const { return m_current; } ///< the table that keys act on; -1: none
    void setCurrent(int table, bool extend = false);
    std::vector<int> selection() const;
    void select(const std::vector<int> &tables);

    /// Everything farther than `depth` lines from the table is dimmed; table -1: nothing is.
    void setFocusTable(int table, int depth);
    int focusTable() const { return m_focusTable; }
    void setFind(const QString &text);

    static constexpr double leastScale = 0.02, mostScale = 4;

signals:
    void currentChanged(int table);
    void opened(int table);
    void moved(const std::vector<int> &tables, const QPointF &by); ///< let go after a drag, or by key; the scene still has the old places
    void noteMoved(int note, const QPointF &by);
    void noteOpened(int note);
    void groupOpened(int group); ///< its title; index into the scene's groups
    void viewChanged(); ///< scale or place
    void menuWanted(int table, int note, const QPoint &global); ///< -1: none
    void hovered(const QString &words);
    void focusWanted(int table);
    void focusLeft();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override;

private:
    enum class Drag { None, Ground, Tables, Note, Band };

    QPointF toScene(const QPointF &at) const { return at / m_scale + m_origin; }
    QPointF toWidget(const QPointF &at) const { return (at - m_origin) * m_scale; }
    void setOrigin(const QPointF &origin);
    void repaintAll();
    void repaintBacking();
    void scrollBacking();
    void paintPart(QPainter &painter, const QRect &part);
    DiagramView viewOf(const QRectF &visible) const;
    void hoverAt(const QPointF &at);
    QString wordsOf(int table) const;
    QPointF snapped(const QPointF &by) const;
    void paintDrag(QPainter &painter);
    bool walk(int key);
    bool nudge(QKeyEvent *event);
    void announce();
    const Scene &seen() const { return m_seen ? *m_seen : *m_scene; }
    void beginMove(const Scene &from);
    void step(double progress);
    void endMove();

    ScenePtr m_scene;
    bool m_isFilled = false; ///< a scene was set: what is empty is known to be
    ScenePtr m_seen; ///< on the way to m_scene; null: there
    std::optional<Transition> m_transition;
    QVariantAnimation m_move;
    std::optional<std::chrono::milliseconds> m_moveTime; ///< none: as the desktop wants it
    double m_scale = 1;
    QPointF m_origin; ///< of the scene at the widget's corner
    bool m_fitsWhenShown = true;

    QPixmap m_backing; ///< what was painted last, and where and how large that was
    QPointF m_backingOrigin;
    bool m_isStale = true;

    std::vector<char> m_selected, m_lit;
    int m_current = -1;
    int m_focusTable = -1, m_focusDepth = 1;
    int m_hovered = -1, m_hoveredEdge = -1;
    QString m_find;

    Drag m_drag = Drag::None;
    QPointF m_pressed;  ///< in the widget
    QPointF m_last;     ///< in the widget
    QPointF m_dragged;  ///< in the scene: by how much
    int m_note = -1;
    bool m_hasMoved = false;
};

} // namespace kilter::ui
