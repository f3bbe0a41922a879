#include "ui/look/drawing.h"
#include "ui/look/fonts.h"
#include "ui/look/badges.h"
#include "ui/look/kilterstyle.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QFocusFrame>
#include <QStyleOption>

namespace kilter::ui {
namespace {

constexpr int focusRingMargin = 3; ///< 1 px of air, 2 px of ring

/// 28 px for a control, 24 small, 20 in a row; more where the font needs it.
int controlHeight(const QWidget *widget)
{
    const bool row = widget && widget->property("kilterRow").toBool();
    const bool small = widget && widget->property("kilterSmall").toBool();
    return row ? rowHeight(20, FontRole::Small) - 2 : small ? rowHeight(24, FontRole::Small) : rowHeight(28);
}

QSize menuItemSize(const QStyleOptionMenuItem &item, const QSize &contents)
{
    if (item.menuItemType == QStyleOptionMenuItem::Separator)
        return {contents.width(), 9};
    const qsizetype tab = item.text.indexOf(QLatin1Char('\t'));
    const QFontMetrics metrics(item.font);
    int width = 8 + 24 + metrics.horizontalAdvance(item.text.left(tab < 0 ? item.text.size() : tab)) + 16;
    if (tab >= 0)
        width += 24 + keySize(item.text.mid(tab + 1)).width();
    if (item.menuItemType == QStyleOptionMenuItem::SubMenu)
        width += 20;
    return {qMax(width, 160), rowHeight(24)};
}

} // namespace

QSize KilterStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &contents, const QWidget *widget) const
{
    QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
    switch (type) {
    case CT_PushButton: {
        const bool compact = widget && (widget->property("kilterRow").toBool() || widget->property("kilterSmall").toBool());
        return {contents.width() + (compact ? 18 : 26), controlHeight(widget)};
    }
    case CT_LineEdit:
        return {size.width(), controlHeight(widget)};
    case CT_ComboBox:
        return {contents.width() + 8 + 28, controlHeight(widget)};
    case CT_SpinBox:
        return {contents.width() + 8 + 24, controlHeight(widget)};
    case CT_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option))
            return menuItemSize(*item, contents);
        return size;
    case CT_MenuBarItem:
        return {contents.width() + 16, rowHeight(24)};
    case CT_HeaderSection:
        return {size.width() + 8, qMax(rowHeight(28, FontRole::Small), 28)};
    case CT_ItemViewItem:
        return {size.width(), qMax(size.height(), rowHeight(24))};
    case CT_TabBarTab:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option); tab && tab->text.contains(countMark))
            return {contents.width() + 14, rowHeight(32)}; // the pill is wider than its figures
        return {contents.width() + (isDocumentTabs(widget) ? 4 : 0), rowHeight(32)};
    case CT_ToolButton:
        return {qMax(28, contents.width() + 12), qMax(28, contents.height() + 8)};
    default:
        return size;
    }
}

namespace {

/// Who asks for the margin of a ring around a button: Qt 6.4 says nobody, later versions say the ring or the button.
bool isRing(const QWidget *widget)
{
    return !widget || qobject_cast<const QFocusFrame *>(widget) || qobject_cast<const QAbstractButton *>(widget);
}

} // namespace

int KilterStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent:
        return 10;
    case PM_ScrollBarSliderMin:
        return 32;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ToolBarIconSize:
    case PM_TabBarIconSize:
    case PM_ListViewIconSize:
    case PM_TreeViewIndentation:
        return 16;
    case PM_SplitterWidth:
    case PM_DockWidgetSeparatorExtent: // Qt widens the grip of a 1 px line to 5 px by itself
        return 1;
    case PM_DockWidgetFrameWidth:
    case PM_ToolBarFrameWidth:
    case PM_ToolBarItemMargin:
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_MenuBarPanelWidth:
    case PM_TabBarTabShiftVertical:
    case PM_TabBarBaseOverlap:
    case PM_TabBarTabOverlap:
    case PM_ScrollView_ScrollBarSpacing:
        return 0;
    case PM_ToolBarItemSpacing:
        return 8;
    case PM_MenuHMargin:
    case PM_MenuVMargin:
        return 4;
    case PM_MenuPanelWidth:
    case PM_DefaultFrameWidth:
        return 1;
    case PM_MenuBarHMargin:
        return 4;
    case PM_MenuBarVMargin:
    case PM_MenuBarItemSpacing:
        return 0;
    case PM_TabBarTabHSpace:
        return 24;
    case PM_HeaderMargin:
        return 8;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return 8;
    case PM_LayoutLeftMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutBottomMargin:
        return 12;
    case PM_FocusFrameHMargin: // a ring around a button asks without a widget, or for itself; others mean the margin of a cell's text
        return isRing(widget) ? focusRingMargin : 4;
    case PM_FocusFrameVMargin:
        return isRing(widget) ? focusRingMargin : QProxyStyle::pixelMetric(metric, option, widget);
    case PM_ToolTipLabelFrameWidth:
        return 6;
    case PM_MessageBoxIconSize:
        return 24;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int KilterStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *data) const
{
    switch (hint) {
    case SH_Table_GridLineColor:
        return int(Look::color(Token::Divider).rgba());
    case SH_ItemView_ShowDecorationSelected:
    case SH_FocusFrame_AboveWidget:
    case SH_MenuBar_MouseTracking:
    case SH_Menu_MouseTracking:
        return 1;
    case SH_EtchDisabledText:
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_DockWidget_ButtonsHaveFrame:
    case SH_ComboBox_Popup:
    case SH_Widget_Animate:
    case SH_Widget_Animation_Duration:
    case SH_UnderlineShortcut:
    case SH_ItemView_ArrowKeysNavigateIntoChildren:
        return 0;
    case SH_TabBar_Alignment:
        return Qt::AlignLeft;
    case SH_ToolTipLabel_Opacity:
        return 255;
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

namespace {

/// An editable box holds a field, which has a margin of its own.
int boxInset(const QWidget *widget)
{
    const auto *box = qobject_cast<const QComboBox *>(widget);
    return box && box->isEditable() ? 2 : 6;
}

} // namespace

QRect KilterStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part, const QWidget *widget) const
{
    const QRect rect = option->rect;
    if (control == CC_ComboBox && part == SC_ComboBoxEditField)
        return rect.adjusted(boxInset(widget), 2, -24, -2);
    if (control == CC_ComboBox && part == SC_ComboBoxArrow)
        return {rect.right() - 24, rect.top(), 24, rect.height()};
    if (control == CC_SpinBox && part == SC_SpinBoxEditField)
        return rect.adjusted(2, 2, -22, -2);
    if (control == CC_SpinBox && (part == SC_SpinBoxUp || part == SC_SpinBoxDown))
        return {rect.right() - 20, rect.top() + (part == SC_SpinBoxDown ? rect.height() / 2 : 0), 20, rect.height() / 2};
    if (control == CC_ScrollBar && (part == SC_ScrollBarAddLine || part == SC_ScrollBarSubLine))
        return {};
    if (const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option); control == CC_ScrollBar && slider) {
        const bool vertical = slider->orientation == Qt::Vertical;
        const int length = vertical ? rect.height() : rect.width();
        const int range = slider->maximum - slider->minimum;
        const int thumb = range > 0 ? qBound(qMin(32, length), int(qint64(length) * slider->pageStep / (qint64(range) + slider->pageStep)), length) : length;
        const int start = sliderPositionFromValue(slider->minimum, slider->maximum, slider->sliderPosition, length - thumb, slider->upsideDown);
        const auto piece = [&](int from, int to) {
            return vertical ? QRect(0, from, rect.width(), to - from) : QRect(from, 0, to - from, rect.height());
        };
        if (part == SC_ScrollBarGroove)
            return rect;
        if (part == SC_ScrollBarSlider)
            return piece(start, start + thumb);
        return part == SC_ScrollBarSubPage ? piece(0, start) : piece(start + thumb, length);
    }
    return QProxyStyle::subControlRect(control, option, part, widget);
}

QRect KilterStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    if (element == SE_LineEditContents) {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        return frame && frame->lineWidth > 0 ? option->rect.adjusted(6, 1, -6, -1) : option->rect;
    }
    if (element == SE_ProgressBarGroove || element == SE_ProgressBarContents)
        return option->rect;
    if (element == SE_TabBarTabRightButton)
        return QProxyStyle::subElementRect(element, option, widget).translated(4, 0);
    return QProxyStyle::subElementRect(element, option, widget);
}

} // namespace kilter::ui
