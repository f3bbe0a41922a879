#include "ui/timeline/timelineview.h"

#include "ui/look/fonts.h"
#include "ui/look/look.h"
#include "ui/text/text.h"
#include "ui/timeline/timelinemeasures.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

namespace kilter::ui {

using namespace timeline;

TimelineView::TimelineView(QWidget *parent) : QAbstractScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Timeline of migrations"));
    viewport()->setMouseTracking(true);
    connect(&Look::instance(), &Look::changed, this, [this] { layOut(); });
}

void TimelineView::setLanes(std::vector<Lane> lanes)
{
    const Lane *lane = selectedLane();
    const LaneNode *node = selected();
    const std::string store = lane ? lane->store : std::string();
    const std::string id = node ? node->id : std::string();
    const bool isFirst = m_lanes.empty();
    m_lanes = std::move(lanes);
    m_selected = placeOf(store, id); // without scrolling there: whoever looks at something else goes on doing so
    layOut();
    describeSelected();
    if (isFirst) // what happened last and what comes next is what one wants to see
        horizontalScrollBar()->setValue(horizontalScrollBar()->maximum());
    emit selectionChanged();
}

const LaneNode *TimelineView::selected() const
{
    return m_selected.isValid() ? &m_lanes[std::size_t(m_selected.lane)].nodes[std::size_t(m_selected.node)] : nullptr;
}

const Lane *TimelineView::selectedLane() const
{
    return m_selected.isValid() ? &m_lanes[std::size_t(m_selected.lane)] : nullptr;
}

TimelineView::Place TimelineView::placeOf(const std::string &store, const std::string &id) const
{
    for (int lane = 0; lane < int(m_lanes.size()); ++lane) {
        const int node = m_lanes[std::size_t(lane)].store == store ? m_lanes[std::size_t(lane)].indexOf(id) : -1;
        if (node >= 0)
            return {lane, node};
    }
    return {};
}

void TimelineView::select(const std::string &store, const std::string &id)
{
    if (const Place place = placeOf(store, id); place.isValid())
        setSelected(place);
}

QString TimelineView::wordsOf(const LaneNode &node) const
{
    if (!node.state || *node.state == RevisionState::Applied)
        return {};
    const QString word = qtText(wordFor(*node.state));
    return node.isBreaking && *node.state == RevisionState::Pending ? tr("%1, breaking").arg(word) : word;
}

void TimelineView::layOut()
{
    const QFontMetrics metrics(nodeFont());
    m_columnX.assign(m_lanes.size(), {});
    m_width = 0;
    for (std::size_t lane = 0; lane < m_lanes.size(); ++lane) {
        std::vector<int> widths(std::size_t(m_lanes[lane].columns), 0);
        for (const LaneNode &node : m_lanes[lane].nodes) {
            const QString words = wordsOf(node);
            const int width = shape + 6 + metrics.horizontalAdvance(node.name) + (words.isEmpty() ? 0 : 6 + metrics.horizontalAdvance(words));
            widths[std::size_t(node.column)] = std::max(widths[std::size_t(node.column)], width);
        }
        int x = headWidth + 16;
        for (const int width : widths) {
            m_columnX[lane].push_back(x);
            x += width + gap;
        }
        m_width = std::max(m_width, x);
    }
    m_height = m_lanes.empty() ? 0 : laneTop(int(m_lanes.size()) - 1) + laneHeight(int(m_lanes.size()) - 1);
    horizontalScrollBar()->setRange(0, std::max(0, m_width - viewport()->width()));
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(40);
    verticalScrollBar()->setRange(0, std::max(0, m_height - viewport()->height()));
    verticalScrollBar()->setPageStep(viewport()->height());
    viewport()->update();
}

int TimelineView::laneHeight(int lane) const
{
    return std::max(36, m_lanes[std::size_t(lane)].tracks * 28 + 8);
}

int TimelineView::laneTop(int lane) const
{
    int top = rulerHeight;
    for (int i = 0; i < lane; ++i)
        top += laneHeight(i);
    return top;
}

QPoint TimelineView::centre(int lane, int node) const
{
    const Lane &in = m_lanes[std::size_t(lane)];
    const LaneNode &one = in.nodes[std::size_t(node)];
    const int height = laneHeight(lane) / std::max(1, in.tracks);
    return {m_columnX[std::size_t(lane)][std::size_t(one.column)] + shape / 2, laneTop(lane) + one.track * height + height / 2};
}

QRect TimelineView::rectOf(int lane, int node) const
{
    const LaneNode &one = m_lanes[std::size_t(lane)].nodes[std::size_t(node)];
    const QFontMetrics metrics(nodeFont());
    const QString words = wordsOf(one);
    const int width = shape + 6 + metrics.horizontalAdvance(one.name) + (words.isEmpty() ? 0 : 6 + metrics.horizontalAdvance(words));
    const QPoint middle = centre(lane, node);
    return {middle.x() - shape / 2 - 4, middle.y() - 11, width + 10, 22};
}

QRect TimelineView::nodeRect(const std::string &store, const std::string &id) const
{
    for (int lane = 0; lane < int(m_lanes.size()); ++lane) {
        const int node = m_lanes[std::size_t(lane)].store == store ? m_lanes[std::size_t(lane)].indexOf(id) : -1;
        if (node >= 0)
            return rectOf(lane, node).translated(-horizontalScrollBar()->value(), -verticalScrollBar()->value());
    }
    return {};
}

TimelineView::Place TimelineView::at(const QPoint &viewportPoint) const
{
    if (viewportPoint.x() < headWidth)
        return {};
    const QPoint point = viewportPoint + QPoint(horizontalScrollBar()->value(), verticalScrollBar()->value());
    for (int lane = 0; lane < int(m_lanes.size()); ++lane) {
        if (point.y() < laneTop(lane) || point.y() >= laneTop(lane) + laneHeight(lane))
            continue;
        for (int node = 0; node < int(m_lanes[std::size_t(lane)].nodes.size()); ++node) {
            if (rectOf(lane, node).contains(point))
                return {lane, node};
        }
    }
    return {};
}

void TimelineView::setSelected(const Place &place)
{
    if (place == m_selected)
        return;
    m_selected = place;
    if (selected())
        show(place);
    describeSelected();
    viewport()->update();
    emit selectionChanged();
}

void TimelineView::describeSelected()
{
    const QString words = selected() ? toolTipOf(*selectedLane(), *selected()) : QString();
    if (words == accessibleDescription())
        return;
    setAccessibleDescription(words);
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

void TimelineView::show(const Place &place)
{
    const QRect rect = rectOf(place.lane, place.node);
    QScrollBar *bar = horizontalScrollBar();
    if (rect.left() - bar->value() < headWidth + 8)
        bar->setValue(rect.left() - headWidth - 40);
    else if (rect.right() - bar->value() > viewport()->width() - 8)
        bar->setValue(rect.right() - viewport()->width() + 40);
    if (rect.top() - verticalScrollBar()->value() < rulerHeight)
        verticalScrollBar()->setValue(rect.top() - rulerHeight);
    else if (rect.bottom() - verticalScrollBar()->value() > viewport()->height())
        verticalScrollBar()->setValue(rect.bottom() - viewport()->height());
}

TimelineView::Place TimelineView::neighbourInOtherTrack(bool down) const
{
    Place best;
    int distance = INT_MAX;
    const QPoint here = centre(m_selected.lane, m_selected.node);
    for (int lane = 0; lane < int(m_lanes.size()); ++lane) {
        for (int node = 0; node < int(m_lanes[std::size_t(lane)].nodes.size()); ++node) {
            const QPoint there = centre(lane, node);
            const int dy = down ? there.y() - here.y() : here.y() - there.y();
            const int cost = dy * 4 + std::abs(there.x() - here.x());
            if (dy > 4 && cost < distance) {
                distance = cost;
                best = {lane, node};
            }
        }
    }
    return best;
}

TimelineView::Place TimelineView::step(int key) const
{
    if (!m_selected.isValid()) {
        for (int lane = 0; lane < int(m_lanes.size()); ++lane) {
            if (!m_lanes[std::size_t(lane)].nodes.empty())
                return {lane, int(m_lanes[std::size_t(lane)].nodes.size()) - 1};
        }
        return {};
    }
    const Lane &lane = m_lanes[std::size_t(m_selected.lane)];
    switch (key) {
    case Qt::Key_Left: {
        const auto &parents = lane.nodes[std::size_t(m_selected.node)].parents;
        return parents.empty() ? m_selected : Place{m_selected.lane, parents.front()};
    }
    case Qt::Key_Right:
        for (int i = m_selected.node + 1; i < int(lane.nodes.size()); ++i) {
            const auto &parents = lane.nodes[std::size_t(i)].parents;
            if (std::find(parents.begin(), parents.end(), m_selected.node) != parents.end())
                return {m_selected.lane, i};
        }
        return m_selected;
    case Qt::Key_Home:
        return {m_selected.lane, 0};
    case Qt::Key_End:
        return {m_selected.lane, int(lane.nodes.size()) - 1};
    default: {
        const Place other = neighbourInOtherTrack(key == Qt::Key_Down);
        return other.isValid() ? other : m_selected;
    }
    }
}

void TimelineView::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Home:
    case Qt::Key_End:
        if (const Place place = step(event->key()); place.isValid())
            setSelected(place);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (const LaneNode *node = selected(); node && event->modifiers() == Qt::NoModifier)
            return emit opened(selectedLane()->store, node->id);
        break;
    case Qt::Key_Menu:
        if (m_selected.isValid())
            return emit menuWanted(viewport()->mapToGlobal(nodeRect(selectedLane()->store, selected()->id).bottomLeft()));
        break;
    default:
        break;
    }
    QAbstractScrollArea::keyPressEvent(event);
}

void TimelineView::mousePressEvent(QMouseEvent *event)
{
    if (const Place place = at(event->pos()); place.isValid())
        setSelected(place);
}

void TimelineView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (const Place place = at(event->pos()); place.isValid())
        emit opened(m_lanes[std::size_t(place.lane)].store, m_lanes[std::size_t(place.lane)].nodes[std::size_t(place.node)].id);
}

void TimelineView::contextMenuEvent(QContextMenuEvent *event)
{
    if (const Place place = at(event->pos()); place.isValid()) {
        setSelected(place);
        emit menuWanted(event->globalPos());
    }
}

void TimelineView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void TimelineView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

void TimelineView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        layOut();
}

void TimelineView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    layOut();
}

QString TimelineView::toolTipOf(const Lane &lane, const LaneNode &node) const
{
    QStringList lines{qtText(node.id)};
    lines += node.title;
    lines += node.state ? qtText(wordFor(*node.state)) : tr("its state is known when store %1 is chosen").arg(qtText(lane.store));
    if (!node.version.isEmpty())
        lines += tr("version %1").arg(node.version);
    lines += node.applied;
    lines += node.note;
    lines.removeAll(QString());
    return lines.join(QLatin1Char('\n'));
}

bool TimelineView::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QAbstractScrollArea::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const Place place = at(help->pos());
    if (place.isValid()) {
        const Lane &lane = m_lanes[std::size_t(place.lane)];
        QToolTip::showText(help->globalPos(), toolTipOf(lane, lane.nodes[std::size_t(place.node)]).toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>")), this);
    } else {
        QToolTip::hideText();
    }
    return true;
}

} // namespace kilter::ui
