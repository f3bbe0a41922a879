#include "ui/mainwindow/documenttabs.h"

#include "ui/look/icon.h"

#include <QMouseEvent>
#include <QTabBar>

namespace kilter::ui {
namespace {

/// The × of a tab: a dot while the page is unsaved and the pointer is elsewhere.
class TabCloseButton : public QToolButton
{
public:
    explicit TabCloseButton(Page *page) : m_page(page)
    {
        setFocusPolicy(Qt::NoFocus);
        setFixedSize(20, 20);
        setAutoRaise(true);
    }

protected:
    void paintEvent(QPaintEvent *event) override
    {
        const bool dot = m_page && m_page->isDirty() && !underMouse();
        if (!dot) {
            setIcon(namedIcon(QStringLiteral("x"), Token::TextSecondary));
            setIconSize({12, 12});
            QToolButton::paintEvent(event);
            return;
        }
        QPainter painter(this);
        paintIcon(painter, QRect(6, 6, 8, 8), QStringLiteral("development"), Token::TextSecondary);
    }

private:
    QPointer<Page> m_page;
};

} // namespace

DocumentTabs::DocumentTabs(QWidget *parent) : QTabWidget(parent)
{
    setDocumentMode(true);
    setMovable(true);
    setElideMode(Qt::ElideRight);
    setMinimumSize(320, 160);
    setUsesScrollButtons(true);
    tabBar()->setExpanding(false);
    tabBar()->setIconSize({16, 16});
    tabBar()->setAccessibleName(tr("Open documents"));
    tabBar()->setObjectName(QStringLiteral("documentTabBar"));
    tabBar()->installEventFilter(this);
    setAccessibleName(tr("Documents"));
}

void DocumentTabs::add(Page *page)
{
    page->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored); // a page never makes the window larger
    const int index = addTab(page, page->pageIcon(), page->title());
    tabBar()->setTabButton(index, QTabBar::RightSide, closeButton(page));
    connect(page, &Page::changed, this, [this, page] { update(page); });
    connect(page, &Page::closeRequested, this, [this, page] { emit closeWanted(page); });
    update(page);
}

void DocumentTabs::remove(Page *page)
{
    const int index = indexOf(page);
    if (index >= 0)
        removeTab(index);
    page->deleteLater();
}

Page *DocumentTabs::page(int index) const
{
    return qobject_cast<Page *>(widget(index));
}

Page *DocumentTabs::find(const QString &key) const
{
    for (Page *page : pages()) {
        if (page->key() == key)
            return page;
    }
    return nullptr;
}

std::vector<Page *> DocumentTabs::pages() const
{
    std::vector<Page *> all;
    for (int i = 0; i < count(); ++i)
        all.push_back(page(i));
    return all;
}

void DocumentTabs::update(Page *page)
{
    const int index = indexOf(page);
    if (index < 0)
        return;
    QString text = page->title();
    setTabText(index, text.replace(QLatin1Char('&'), QStringLiteral("&&")));
    setTabIcon(index, page->pageIcon());
    setTabToolTip(index, page->isDirty() ? tr("%1, not saved").arg(page->tabToolTip()) : page->tabToolTip());
    if (QWidget *button = tabBar()->tabButton(index, QTabBar::RightSide)) {
        button->setAccessibleName(tr("Close %1").arg(page->title()));
        button->update();
    }
}

QWidget *DocumentTabs::closeButton(Page *page)
{
    auto *button = new TabCloseButton(page);
    button->setToolTip(tr("Close this tab (Ctrl+W)"));
    button->setAccessibleName(tr("Close %1").arg(page->title()));
    connect(button, &QToolButton::clicked, this, [this, page] { emit closeWanted(page); });
    return button;
}

bool DocumentTabs::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == tabBar() && event->type() == QEvent::MouseButtonRelease) {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        const int index = mouse->button() == Qt::MiddleButton ? tabBar()->tabAt(mouse->pos()) : -1;
        if (index >= 0) {
            emit closeWanted(page(index));
            return true;
        }
    }
    return QTabWidget::eventFilter(watched, event);
}

} // namespace kilter::ui
