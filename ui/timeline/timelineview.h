#pragma once
#include "ui/timeline/lanes.h"

#include <QAbstractScrollArea>

namespace kilter::ui {

/// The revision graph, a lane a store: state by shape and word. Arrow keys walk along dependencies; Return opens.
class TimelineView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit TimelineView(QWidget *parent = nullptr);

    void setLanes(std::vector<Lane> lanes);
    const std::vector<Lane> &lanes() const { return m_lanes; }
    /// The selected migration; null: none.
    const LaneNode *selected() const;
    const Lane *selectedLane() const;
    void select(const std::string &store, const std::string &id);
    /// Where a node is painted, in the viewport; for tests.
    QRect nodeRect(const std::string &store, const std::string &id) const;

    QSize sizeHint() const override { return {800, 130}; }
    QSize minimumSizeHint() const override { return {200, 60}; }

signals:
    void selectionChanged();
    void opened(const std::string &store, const std::string &id);
    void menuWanted(const QPoint &global);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    struct Place
    {
        int lane = -1;
        int node = -1;
        bool isValid() const { return lane >= 0 && node >= 0; }
        bool operator==(const Place &) const = default;
    };

    void layOut();
    int laneTop(int lane) const;
    int laneHeight(int lane) const;
    QPoint centre(int lane, int node) const; ///< of the node's shape, in the contents
    QRect rectOf(int lane, int node) const;  ///< shape and words, in the contents
    Place at(const QPoint &viewportPoint) const;
    Place placeOf(const std::string &store, const std::string &id) const;
    void setSelected(const Place &place);
    void describeSelected();
    void show(const Place &place);
    Place step(int key) const;
    Place neighbourInOtherTrack(bool down) const;
    QString wordsOf(const LaneNode &node) const;
    QString toolTipOf(const Lane &lane, const LaneNode &node) const;
    void paintLane(QPainter &painter, int lane, const QRect &visible) const;
    void paintWire(QPainter &painter, int lane, int from, int to) const;
    void paintHead(QPainter &painter, int lane) const;
    void paintRuler(QPainter &painter) const;

    std::vector<Lane> m_lanes;
    std::vector<std::vector<int>> m_columnX; ///< by lane: left edge of each column, in the contents
    int m_width = 0;
    int m_height = 0;
    Place m_selected;
};

} // namespace kilter::ui
