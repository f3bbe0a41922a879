#include "ui/look/kilterstyle.h"

#include "ui/look/badges.h"
#include "ui/look/drawing.h"
#include "ui/look/fonts.h"
#include "ui/look/icon.h"

#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QHeaderView>
#include <QMenuBar>
#include <QPainter>
#include <QStyleOption>
#include <QTabBar>
#include <QTableView>

namespace kilter::ui {

KilterStyle::KilterStyle() : QProxyStyle(QStringLiteral("Fusion")) {}

void KilterStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QHeaderView *>(widget))
        widget->setFont(fontFor(FontRole::Small));
    if (widget->property("kilterSmall").toBool() || widget->property("kilterRow").toBool())
        widget->setFont(fontFor(FontRole::Small));
    if (qobject_cast<QAbstractButton *>(widget) || qobject_cast<QComboBox *>(widget) || qobject_cast<QLineEdit *>(widget)
        || qobject_cast<QAbstractSpinBox *>(widget) || qobject_cast<QHeaderView *>(widget) || qobject_cast<QTabBar *>(widget)
        || qobject_cast<QMenuBar *>(widget))
        widget->setAttribute(Qt::WA_Hover);
    if (const auto *view = qobject_cast<QAbstractItemView *>(widget))
        view->viewport()->setAttribute(Qt::WA_Hover);
}

void KilterStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    switch (element) {
    case PE_PanelButtonCommand:
        return drawPushButton(*painter, *option, widget);
    case PE_PanelButtonTool:
    case PE_IndicatorButtonDropDown:
        return drawToolButtonPanel(*painter, *option);
    case PE_PanelLineEdit:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option); frame && frame->lineWidth > 0)
            return drawInput(*painter, *option, widget);
        return painter->fillRect(option->rect, option->palette.base());
    case PE_FrameLineEdit:
    case PE_FrameStatusBarItem:
    case PE_FrameTabWidget:
    case PE_FrameMenu:
    case PE_FrameDockWidget:
    case PE_PanelMenuBar:
    case PE_PanelStatusBar:
        return;
    case PE_Frame:
        return drawBox(*painter, option->rect, 0, {}, Look::color(Token::Border));
    case PE_FrameTabBarBase:
        return painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), Look::color(Token::Border));
    case PE_FrameFocusRect:
        if (qobject_cast<const QTableView *>(widget))
            drawBox(*painter, option->rect, 0, {}, Look::color(Token::FocusRing), 2);
        else if (!qobject_cast<const QAbstractItemView *>(widget) && !qobject_cast<const QPushButton *>(widget)
                 && !qobject_cast<const QToolButton *>(widget) && showsFocus(*option))
            drawFocusRing(*painter, option->rect, 3);
        return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        return drawCheck(*painter, *option);
    case PE_IndicatorRadioButton:
        return drawRadio(*painter, *option);
    case PE_PanelItemViewRow:
    case PE_PanelItemViewItem:
        return drawItemGround(*painter, *option, widget);
    case PE_IndicatorBranch:
        return drawBranch(*painter, *option);
    case PE_PanelMenu:
        painter->fillRect(option->rect, Look::color(Token::Raised));
        return drawBox(*painter, option->rect, 0, {}, Look::color(Token::BorderStrong));
    case PE_PanelTipLabel:
        return drawBox(*painter, option->rect, 0, Look::color(Token::Raised), Look::color(Token::BorderStrong));
    case PE_IndicatorDockWidgetResizeHandle:
        return painter->fillRect(option->rect, Look::color(Token::Border));
    case PE_IndicatorArrowDown:
        return paintIcon(*painter, option->rect, QStringLiteral("down"), Token::Text);
    case PE_IndicatorArrowUp:
        return paintIcon(*painter, option->rect, QStringLiteral("up"), Token::Text);
    case PE_IndicatorArrowRight:
        return paintIcon(*painter, option->rect, QStringLiteral("right"), Token::Text);
    default:
        return QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void KilterStyle::drawPushButtonLabel(const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
    if (!button)
        return;
    QStyleOptionButton label = *button;
    const bool filled = widget && (widget->property("kilterPrimary").toBool() || widget->property("kilterDestroy").toBool());
    if (filled && (option->state & State_Enabled))
        label.palette.setColor(QPalette::ButtonText, Look::color(Token::OnAccent));
    QProxyStyle::drawControl(CE_PushButtonLabel, &label, painter, widget);
}

void KilterStyle::drawTabLabel(const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option);
    if (!tab)
        return;
    QStyleOptionTab label = *tab;
    const bool selected = option->state & State_Selected;
    label.palette.setColor(QPalette::WindowText, Look::color(selected ? Token::Text : Token::TextSecondary));
    label.state &= ~State_HasFocus;
    const qsizetype tabulator = tab->text.indexOf(countMark);
    if (tabulator >= 0) { // a name and a count: docks, sub-tabs
        const QString name = tab->text.left(tabulator);
        const QRect text = tab->rect.adjusted(12, 0, 0, 0);
        painter->save();
        painter->setPen(label.palette.color(QPalette::WindowText));
        painter->drawText(text, Qt::AlignVCenter | Qt::TextSingleLine, name);
        paintCount(*painter, text.adjusted(tab->fontMetrics.horizontalAdvance(name) + 8, 0, 0, 0), tab->text.mid(tabulator + 1));
        painter->restore();
        return;
    }
    QProxyStyle::drawControl(CE_TabBarTabLabel, &label, painter, widget);
}

void KilterStyle::drawHeaderLabel(const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option);
    if (!header)
        return;
    painter->save();
    painter->setFont(fontFor(FontRole::Small));
    painter->setPen(Look::color(Token::TextSecondary));
    const QRect rect = header->rect;
    if (!header->icon.isNull())
        header->icon.paint(painter, QRect(rect.left(), rect.top() + (rect.height() - 16) / 2, 16, 16));
    // Margins above and below would cut off what reaches below the line.
    const int flags = int(header->textAlignment) | Qt::AlignVCenter | Qt::TextSingleLine | Qt::TextDontClip;
    const QRect text = rect.adjusted(header->icon.isNull() ? 0 : 20, 0, 0, 0);
    painter->drawText(text, flags, painter->fontMetrics().elidedText(header->text, Qt::ElideRight, text.width()));
    painter->restore();
    Q_UNUSED(widget)
}

void KilterStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    switch (element) {
    case CE_PushButtonBevel:
        return drawPushButton(*painter, *option, widget);
    case CE_PushButtonLabel:
        return drawPushButtonLabel(option, painter, widget);
    case CE_HeaderSection:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option))
            drawHeaderSection(*painter, *header);
        return;
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, Look::color(Token::Window));
        return painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), Look::color(Token::Border));
    case CE_HeaderLabel:
        return drawHeaderLabel(option, painter, widget);
    case CE_TabBarTabShape:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option))
            drawTab(*painter, *tab, isDocumentTabs(widget));
        return;
    case CE_TabBarTabLabel:
        return drawTabLabel(option, painter, widget);
    case CE_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option))
            drawMenuItem(*painter, *item);
        return;
    case CE_MenuBarItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option))
            drawMenuBarItem(*painter, *item);
        return;
    case CE_MenuBarEmptyArea:
        return painter->fillRect(option->rect, Look::color(Token::Window));
    case CE_ToolBar:
        painter->fillRect(option->rect, Look::color(Token::Window));
        return painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), Look::color(Token::Border));
    case CE_ProgressBarGroove:
    case CE_ProgressBarContents:
        if (const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option))
            drawProgress(*painter, *bar, element == CE_ProgressBarContents);
        return;
    case CE_FocusFrame:
        return drawFocusRing(*painter, option->rect, 6);
    case CE_Splitter:
        return painter->fillRect(option->rect, Look::color(Token::Border));
    default:
        return QProxyStyle::drawControl(element, option, painter, widget);
    }
}

void KilterStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    if (const auto *box = qstyleoption_cast<const QStyleOptionComboBox *>(option); control == CC_ComboBox && box)
        return drawComboBox(*painter, *box, widget);
    if (const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option); control == CC_SpinBox && spin)
        return drawSpinBox(*painter, *spin, widget);
    if (const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option); control == CC_ScrollBar && slider)
        return drawScrollBar(*painter, *slider, subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget));
    const auto *tool = qstyleoption_cast<const QStyleOptionToolButton *>(option);
    if (control == CC_ToolButton && tool && !(tool->features & QStyleOptionToolButton::MenuButtonPopup)) {
        QStyleOptionToolButton plain = *tool; // without the small arrow in the corner
        plain.features &= ~QStyleOptionToolButton::HasMenu;
        return QProxyStyle::drawComplexControl(control, &plain, painter, widget);
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QIcon KilterStyle::standardIcon(StandardPixmap icon, const QStyleOption *option, const QWidget *widget) const
{
    switch (icon) {
    case SP_MessageBoxInformation:
        return namedIcon(QStringLiteral("info"), Token::Info);
    case SP_MessageBoxWarning:
        return namedIcon(QStringLiteral("warn"), Token::Warn);
    case SP_MessageBoxCritical:
        return namedIcon(QStringLiteral("danger"), Token::Danger);
    case SP_MessageBoxQuestion:
        return namedIcon(QStringLiteral("help"), Token::Info);
    case SP_LineEditClearButton:
        return namedIcon(QStringLiteral("x"), Token::TextSecondary);
    case SP_ToolBarHorizontalExtensionButton:
        return namedIcon(QStringLiteral("more"));
    default:
        return QProxyStyle::standardIcon(icon, option, widget);
    }
}

} // namespace kilter::ui
