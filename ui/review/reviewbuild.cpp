#include "ui/look/badges.h"
#include "ui/look/fonts.h"
#include "ui/look/look.h"
#include "ui/mainwindow/banner.h"
#include "ui/review/confirmpanel.h"
#include "ui/review/reviewpage.h"
#include "ui/review/rundelegate.h"
#include "ui/review/runrows.h"
#include "ui/review/sidepanel.h"

#include <QPainter>
#include <QSplitter>
#include <QVBoxLayout>

namespace kilter::ui {
namespace {

/// The environment's badge behind the title of a page.
class BadgeLabel : public QWidget
{
public:
    using QWidget::QWidget;

    void setEnvironment(Environment environment)
    {
        m_environment = environment;
        setAccessibleName(environmentWord(environment));
        updateGeometry();
        show();
        update();
    }
    QSize sizeHint() const override { return badgeSize(m_environment); }
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        paintBadge(painter, rect(), m_environment);
    }

private:
    Environment m_environment = Environment::Development;
};

/// Column heads above the list, at the delegate's places.
class ListHead : public QWidget
{
public:
    using QWidget::QWidget;
    QSize sizeHint() const override { return {100, rowHeight(28, FontRole::Small)}; }
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), Look::color(Token::Window));
        painter.fillRect(QRect(0, height() - 1, width(), 1), Look::color(Token::Border));
        painter.setFont(fontFor(FontRole::Small));
        painter.setPen(Look::color(Token::TextSecondary));
        const auto columns = RunDelegate::columns(width());
        painter.drawText(QRect(columns.statement, 0, columns.risk, height()), Qt::AlignVCenter, ReviewPage::tr("Statement"));
        if (columns.isNarrow)
            return;
        painter.drawText(QRect(columns.risk, 0, 120, height()), Qt::AlignVCenter, ReviewPage::tr("Risk"));
        painter.drawText(QRect(columns.state, 0, 120, height()), Qt::AlignVCenter, ReviewPage::tr("State"));
    }
};

} // namespace

void ReviewPage::buildHead()
{
    m_head = new QWidget(this);
    m_head->setMinimumHeight(60);
    auto *column = new QVBoxLayout;
    column->setSpacing(2);
    auto *first = new QHBoxLayout;
    first->setSpacing(12);
    m_title = new QLabel(m_head);
    m_title->setFont(fontFor(FontRole::Title));
    m_title->setTextFormat(Qt::PlainText);
    first->addWidget(m_title);
    auto *badge = new BadgeLabel(m_head);
    badge->hide(); // until it is known where this runs, which need not be what the window works with now
    m_showEnvironment = [badge](Environment environment) { badge->setEnvironment(environment); };
    first->addWidget(badge);
    first->addStretch(1);
    m_facts = new QLabel(m_head);
    m_facts->setFont(fontFor(FontRole::Small));
    m_facts->setTextFormat(Qt::PlainText);
    m_facts->setForegroundRole(QPalette::PlaceholderText);
    column->addLayout(first);
    column->addWidget(m_facts);
    auto *row = new QHBoxLayout(m_head);
    row->setContentsMargins(16, 8, 12, 8);
    row->addLayout(column, 1);
}

void ReviewPage::build()
{
    buildHead();
    m_banner = new Banner(this);
    m_banner->hide();
    m_message = new QLabel(this);
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setWordWrap(true);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_message->setMargin(32);
    m_list = new QListView(this);
    m_list->setModel(m_rows);
    m_list->setItemDelegate(new RunDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setAccessibleName(tr("Statements"));
    m_log = new QPlainTextEdit(this);
    m_log->setReadOnly(true);
    m_log->setFrameShape(QFrame::NoFrame);
    m_log->setFont(fontFor(FontRole::CodeSmall));
    m_log->setAccessibleName(tr("Log of the run"));
    m_log->setMaximumBlockCount(5000);
    m_log->hide();
    auto *left = new QWidget(this);
    auto *leftLayout = new QVBoxLayout(left);
    leftLayout->setContentsMargins(0, 0, 0, 0);
    leftLayout->setSpacing(0);
    leftLayout->addWidget(new ListHead(left));
    auto *split = new QSplitter(Qt::Vertical, left);
    split->addWidget(m_list);
    split->addWidget(m_log);
    split->setStretchFactor(0, 4);
    split->setStretchFactor(1, 1);
    leftLayout->addWidget(split, 1);
    auto *right = new QWidget(this);
    right->setFixedWidth(328);
    auto *rightLayout = new QVBoxLayout(right);
    rightLayout->setContentsMargins(0, 0, 0, 0);
    rightLayout->setSpacing(0);
    m_side = new SidePanel(right);
    m_confirm = new ConfirmPanel(right);
    rightLayout->addWidget(m_side, 1);
    rightLayout->addWidget(m_confirm);
    auto *content = new QWidget(this);
    auto *columns = new QHBoxLayout(content);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(1);
    columns->addWidget(left, 1);
    columns->addWidget(right);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_message);
    m_stack->addWidget(content);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_head);
    layout->addWidget(m_banner);
    layout->addWidget(m_stack, 1);
    connect(m_side, &SidePanel::acceptedChanged, this, &ReviewPage::ask);
    connect(m_confirm, &ConfirmPanel::runWanted, this, [this] { start(RunMode::Apply); });
    connect(m_confirm, &ConfirmPanel::tryWanted, this, [this] { start(RunMode::Try); });
    connect(m_confirm, &ConfirmPanel::unlockWanted, this, [this] { m_window.session().setUnlocked(m_subject.choice, true); });
    connect(m_confirm, &ConfirmPanel::cancelWanted, this, [this] {
        m_controller->cancel();
        m_confirm->showRunning(m_controller->mode() == RunMode::Try, true);
    });
    connect(m_confirm, &ConfirmPanel::closeWanted, this, &Page::closeRequested);
    connect(m_confirm, &ConfirmPanel::againWanted, this, &ReviewPage::reviewAgain);
}

} // namespace kilter::ui
