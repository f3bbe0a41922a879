#include "ui/diagram/canvas.h"

#include "ui/look/look.h"
#include "ui/look/motion.h"
#include "ui/text/text.h"

#include <QAccessible>
#include <QPainter>

#include <cmath>

namespace kilter::ui {

DiagramCanvas::DiagramCanvas(QWidget *parent) : QWidget(parent), m_scene(std::make_shared<Scene>())
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setMinimumSize(240, 160);
    setAccessibleName(tr("Diagram"));
    setAccessibleDescription(tr("Arrow keys follow the references from table to table; the list beside it has the same tables."));
    connect(&Look::instance(), &Look::changed, this, &DiagramCanvas::repaintAll);
    m_move.setStartValue(0.0);
    m_move.setEndValue(1.0);
    m_move.setEasingCurve(QEasingCurve::OutCubic);
    connect(&m_move, &QVariantAnimation::valueChanged, this, [this](const QVariant &progress) { step(progress.toDouble()); });
    connect(&m_move, &QVariantAnimation::finished, this, &DiagramCanvas::endMove);
    wantsMotion(); // asks: the answer is there when it is needed
}

namespace {

std::vector<char> carriedOver(const std::vector<char> &flags, const Scene &from, const Scene &to)
{
    std::vector<char> result;
    if (flags.empty())
        return result;
    std::map<std::string_view, char> byId;
    for (std::size_t i = 0; i < flags.size(); ++i)
        byId[from.graph().tables[i].id] = flags[i];
    for (const DiagramTable &table : to.graph().tables) {
        const auto found = byId.find(table.id);
        result.push_back(found == byId.end() ? char(0) : found->second);
    }
    return result;
}

int sameTable(int table, const Scene &from, const Scene &to)
{
    if (table < 0)
        return -1;
    const DiagramTable *found = to.graph().find(from.graph().tables[std::size_t(table)].id);
    return found ? int(found - to.graph().tables.data()) : -1;
}

} // namespace

/// What is on its way goes on from where it is seen.
void DiagramCanvas::beginMove(const Scene &from)
{
    const auto time = m_moveTime.value_or(wantsMotion() ? std::chrono::milliseconds(200) : std::chrono::milliseconds(0));
    if (time.count() <= 0 || from.tableCount() == 0)
        return;
    Transition transition(from, m_scene);
    if (transition.isNothing())
        return;
    m_transition = std::move(transition);
    m_move.setDuration(int(time.count()));
    m_move.start();
    step(0);
}

void DiagramCanvas::step(double progress)
{
    if (!m_transition)
        return;
    m_seen = m_transition->at(progress);
    repaintAll();
}

void DiagramCanvas::endMove()
{
    m_move.stop();
    m_transition.reset();
    if (std::exchange(m_seen, nullptr))
        repaintAll();
}

void DiagramCanvas::setScene(ScenePtr scene, bool moves)
{
    const ScenePtr before = std::exchange(m_scene, std::move(scene));
    m_isFilled = true;
    const ScenePtr seen = m_seen ? m_seen : before;
    endMove();
    if (moves)
        beginMove(*seen);
    m_selected = carriedOver(m_selected, *before, *m_scene);
    m_current = sameTable(m_current, *before, *m_scene);
    m_hovered = m_hoveredEdge = -1;
    setFocusTable(sameTable(m_focusTable, *before, *m_scene), m_focusDepth);
    if (before->tableCount() == 0 && m_fitsWhenShown)
        fit();
    repaintAll();
    emit viewChanged();
}

QRectF DiagramCanvas::visibleRect() const
{
    return {m_origin, QSizeF(size()) / m_scale};
}

/// On whole device pixels, so that what was painted can be shifted.
void DiagramCanvas::setOrigin(const QPointF &origin)
{
    const double grain = m_scale * devicePixelRatioF();
    m_origin = QPointF(std::round(origin.x() * grain) / grain, std::round(origin.y() * grain) / grain);
    update();
    emit viewChanged();
}

void DiagramCanvas::setScale(double scale, const QPointF &keeping)
{
    const QPointF at = toScene(keeping);
    m_scale = std::clamp(scale, leastScale, mostScale);
    m_isStale = true;
    m_fitsWhenShown = false;
    setOrigin(at - keeping / m_scale);
}

void DiagramCanvas::fit()
{
    showArea(m_scene->bounds());
    m_fitsWhenShown = true;
}

void DiagramCanvas::showArea(const QRectF &area)
{
    m_fitsWhenShown = false;
    if (area.isEmpty() || width() < 2)
        return;
    m_scale = std::clamp(std::min(width() / area.width(), height() / area.height()), leastScale, 1.0);
    m_isStale = true;
    setOrigin(area.center() - QPointF(width(), height()) / (2 * m_scale));
}

void DiagramCanvas::centreOn(const QPointF &at)
{
    m_fitsWhenShown = false;
    setOrigin(at - QPointF(width(), height()) / (2 * m_scale));
}

void DiagramCanvas::showTable(int table)
{
    if (table < 0)
        return;
    const QRectF rect = m_scene->tableRect(table).adjusted(-24, -24, 24, 24);
    if (m_scale < rowsFrom) {
        m_scale = 0.8;
        m_isStale = true;
        return centreOn(rect.center());
    }
    const QRectF visible = visibleRect();
    if (visible.contains(rect))
        return;
    QPointF origin = m_origin;
    if (rect.left() < visible.left() || rect.width() > visible.width())
        origin.setX(rect.left());
    else if (rect.right() > visible.right())
        origin.setX(rect.right() - visible.width());
    if (rect.top() < visible.top() || rect.height() > visible.height())
        origin.setY(rect.top());
    else if (rect.bottom() > visible.bottom())
        origin.setY(rect.bottom() - visible.height());
    m_fitsWhenShown = false;
    setOrigin(origin);
}

void DiagramCanvas::setCurrent(int table, bool extend)
{
    std::vector<char> selected(std::size_t(m_scene->tableCount()), 0);
    if (extend && !m_selected.empty())
        selected = m_selected;
    if (table >= 0)
        selected[std::size_t(table)] = extend ? !selected[std::size_t(table)] : 1;
    if (selected == m_selected && table == m_current)
        return;
    m_selected = std::move(selected);
    m_current = table;
    repaintAll();
    announce();
    emit currentChanged(table);
}

std::vector<int> DiagramCanvas::selection() const
{
    std::vector<int> tables;
    for (std::size_t i = 0; i < m_selected.size(); ++i) {
        if (m_selected[i])
            tables.push_back(int(i));
    }
    return tables;
}

void DiagramCanvas::select(const std::vector<int> &tables)
{
    m_selected.assign(std::size_t(m_scene->tableCount()), 0);
    for (const int table : tables)
        m_selected[std::size_t(table)] = 1;
    m_current = tables.empty() ? -1 : tables.front();
    repaintAll();
    emit currentChanged(m_current);
}

void DiagramCanvas::setFocusTable(int table, int depth)
{
    m_focusTable = table;
    m_focusDepth = depth;
    m_lit = table < 0 ? std::vector<char>() : m_scene->around(table, depth);
    repaintAll();
}

void DiagramCanvas::setFind(const QString &text)
{
    if (std::exchange(m_find, text) != text)
        repaintAll();
}

/// "blog_posts: 14 columns, references websites, authors; referenced by 6 tables"
QString DiagramCanvas::wordsOf(int index) const
{
    const DiagramTable &table = m_scene->graph().tables[std::size_t(index)];
    QStringList to;
    int from = 0;
    for (const int edge : m_scene->edgesOf(index)) {
        const DiagramEdge &line = m_scene->graph().edges[std::size_t(edge)];
        if (int(line.from) == index)
            to += qtText(m_scene->graph().tables[line.to].ref.name);
        else
            ++from;
    }
    to.removeDuplicates();
    if (!table.group.empty())
        return tr("Group %1: %2").arg(qtText(table.ref.name), qtText(table.comment));
    QString words = tr("%1: %2").arg(qtText(table.ref.name), tr("%Ln column(s)", nullptr, int(table.columns.size())));
    if (!to.isEmpty())
        words += tr(", references %1").arg(to.join(QStringLiteral(", ")));
    if (from > 0)
        words += tr("; referenced %Ln time(s)", nullptr, from);
    return words;
}

void DiagramCanvas::announce()
{
    const QString words = m_current < 0 ? QString() : wordsOf(m_current);
    setAccessibleName(words.isEmpty() ? tr("Diagram") : tr("Diagram, %1").arg(words));
    emit hovered(words);
}

DiagramView DiagramCanvas::viewOf(const QRectF &visible) const
{
    DiagramView view;
    view.scale = m_scale;
    view.visible = visible;
    view.selected = m_selected;
    view.lit = m_lit;
    view.hovered = m_hovered;
    view.hoveredEdge = m_hoveredEdge;
    view.find = m_find;
    return view;
}

void DiagramCanvas::repaintAll()
{
    m_isStale = true;
    update();
}

void DiagramCanvas::paintPart(QPainter &painter, const QRect &part)
{
    painter.save();
    painter.setClipRect(part);
    painter.translate(part.topLeft());
    const QRectF visible(toScene(part.topLeft()), QSizeF(part.size()) / m_scale);
    paintDiagram(painter, seen(), viewOf(visible));
    painter.restore();
}

void DiagramCanvas::repaintBacking()
{
    const double ratio = devicePixelRatioF();
    if (m_backing.size() != size() * ratio) {
        m_backing = QPixmap(size() * ratio);
        m_backing.setDevicePixelRatio(ratio);
    }
    QPainter painter(&m_backing);
    paintPart(painter, rect());
    m_backingOrigin = m_origin;
    m_isStale = false;
}

/// Shifts what was painted and paints only what came into sight.
void DiagramCanvas::scrollBacking()
{
    const double ratio = devicePixelRatioF();
    const QPointF by = (m_backingOrigin - m_origin) * m_scale;
    const QPoint pixels(qRound(by.x() * ratio), qRound(by.y() * ratio));
    if (std::abs(pixels.x()) >= m_backing.width() / 2 || std::abs(pixels.y()) >= m_backing.height() / 2)
        return repaintBacking();
    m_backing.scroll(pixels.x(), pixels.y(), m_backing.rect());
    m_backingOrigin = m_origin;
    QPainter painter(&m_backing);
    const int dx = int(std::ceil(std::abs(by.x()))) + 1, dy = int(std::ceil(std::abs(by.y()))) + 1;
    if (pixels.x() != 0)
        paintPart(painter, by.x() > 0 ? QRect(0, 0, dx, height()) : QRect(width() - dx, 0, dx, height()));
    if (pixels.y() != 0)
        paintPart(painter, by.y() > 0 ? QRect(0, 0, width(), dy) : QRect(0, height() - dy, width(), dy));
}

void DiagramCanvas::paintEvent(QPaintEvent *)
{
    if (m_isStale || m_backing.size() != size() * devicePixelRatioF())
        repaintBacking();
    else if (m_backingOrigin != m_origin)
        scrollBacking();
    QPainter painter(this);
    painter.drawPixmap(0, 0, m_backing);
    paintDrag(painter);
    if (m_isFilled && m_scene->tableCount() == 0) {
        painter.setPen(Look::color(Token::TextSecondary));
        painter.drawText(rect().adjusted(24, 24, -24, -24), Qt::AlignCenter | Qt::TextWordWrap, tr("There is no table to show. Tables come with models; what else is shown is chosen above."));
    }
    if (hasFocus()) {
        painter.setPen(QPen(Look::color(Token::FocusRing), 1));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

/// Outlines of what is being dragged, or of the band that selects.
void DiagramCanvas::paintDrag(QPainter &painter)
{
    if (!m_hasMoved)
        return;
    painter.setPen(QPen(Look::color(Token::Accent), 1.5));
    QColor fill = Look::color(Token::Accent);
    fill.setAlphaF(0.12F);
    painter.setBrush(fill);
    const auto outline = [&](const QRectF &rect) { painter.drawRoundedRect(QRectF(toWidget(rect.topLeft() + m_dragged), rect.size() * m_scale), 4, 4); };
    if (m_drag == Drag::Tables) {
        for (const int table : selection())
            outline(m_scene->tableRect(table));
    } else if (m_drag == Drag::Note) {
        outline(m_scene->notes()[std::size_t(m_note)].rect);
    } else if (m_drag == Drag::Band) {
        painter.drawRect(QRectF(m_pressed, m_last).normalized());
    }
}

void DiagramCanvas::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (m_fitsWhenShown)
        fit();
    emit viewChanged();
}

} // namespace kilter::ui
