#include "ui/modeleditor/subtabs.h"

#include "ui/look/badges.h"
#include "ui/look/fonts.h"
#include "ui/look/icon.h"
#include "ui/look/look.h"

namespace kilter::ui {
namespace {

constexpr int padding = 8;
constexpr int gap = 6;

} // namespace

SubTabs::SubTabs(QWidget *parent) : QTabBar(parent)
{
    setDrawBase(false);
    setExpanding(false);
    setUsesScrollButtons(false);
    setMouseTracking(true);
    setFocusPolicy(Qt::TabFocus);
    connect(&Look::instance(), &Look::changed, this, qOverload<>(&QWidget::update));
}

SubTabs::Extra &SubTabs::extraAt(int tab)
{
    m_extras.resize(std::max(m_extras.size(), std::size_t(tab) + 1));
    return m_extras[std::size_t(tab)];
}

void SubTabs::setCount(int tab, int count)
{
    if (extra(tab).count == count)
        return;
    extraAt(tab).count = count;
    setTabText(tab, tabText(tab)); // its width may be another
    setAccessibleTabName(tab, count < 0 ? tabText(tab) : tabText(tab) + QStringLiteral(", ") + QString::number(count));
}

void SubTabs::setMarked(int tab, bool marked)
{
    if (extra(tab).isMarked == marked)
        return;
    extraAt(tab).isMarked = marked;
    setTabText(tab, tabText(tab));
}

QSize SubTabs::tabSizeHint(int index) const
{
    const Extra more = extra(index);
    int width = 2 * padding + QFontMetrics(fontFor(FontRole::Body)).horizontalAdvance(tabText(index));
    if (more.count >= 0)
        width += gap + countSize(QString::number(more.count)).width();
    if (more.isMarked)
        width += gap + 14;
    return {width, rowHeight(32)};
}

void SubTabs::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QPoint pointer = mapFromGlobal(QCursor::pos());
    for (int tab = 0; tab < count(); ++tab) {
        const QRect rect = tabRect(tab);
        const bool isActive = tab == currentIndex();
        const bool isHot = isActive || (underMouse() && rect.contains(pointer));
        QRect rest = rect.adjusted(padding, 0, -padding, 0);
        painter.setFont(fontFor(FontRole::Body));
        painter.setPen(Look::color(isHot ? Token::Text : Token::TextSecondary));
        painter.drawText(rest, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextShowMnemonic, tabText(tab));
        rest.setLeft(rest.left() + painter.fontMetrics().horizontalAdvance(tabText(tab)) + gap);
        const Extra more = extra(tab);
        if (more.count >= 0)
            rest.setLeft(rest.left() + paintCount(painter, rest, QString::number(more.count)) + gap);
        if (more.isMarked)
            paintIcon(painter, QRect(rest.left(), rest.center().y() - 7, 14, 14), QStringLiteral("danger"), Token::Danger);
        if (isActive)
            painter.fillRect(QRect(rect.left(), rect.bottom() - 1, rect.width(), 2), Look::color(Token::Accent));
        if (isActive && hasFocus()) {
            painter.setPen(QPen(Look::color(Token::FocusRing), 2));
            painter.drawRect(QRectF(rect).adjusted(2, 4, -2, -5));
        }
    }
}

} // namespace kilter::ui
