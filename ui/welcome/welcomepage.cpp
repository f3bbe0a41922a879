#include "ui/welcome/welcomepage.h"

#include "ui/look/emblem.h"
#include "ui/look/fonts.h"
#include "ui/look/look.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/welcome/card.h"
#include "ui/welcome/recentlist.h"

namespace kilter::ui {
namespace {

class Emblem : public QWidget
{
public:
    explicit Emblem(QWidget *parent) : QWidget(parent) { setFixedSize(48, 48); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        paintEmblem(painter, rect());
    }
};

QLabel *label(QWidget *parent, FontRole role, const QString &text, bool secondary)
{
    auto *made = new QLabel(text, parent);
    made->setFont(fontFor(role));
    if (secondary)
        made->setForegroundRole(QPalette::PlaceholderText);
    return made;
}

} // namespace

WelcomePage::WelcomePage(MainWindow &window) : QWidget(&window), m_window(window), m_recent(new RecentList(this)), m_recentSide(new QWidget(this))
{
    setObjectName(QStringLiteral("welcomePage"));
    setAccessibleName(tr("Welcome"));
    auto *left = new QVBoxLayout;
    left->setSpacing(8);
    left->addWidget(head());
    left->addSpacing(24);
    addCards(left);
    left->addStretch();
    auto *right = new QVBoxLayout(m_recentSide);
    right->setContentsMargins(0, 48, 0, 0);
    right->setSpacing(8);
    auto *recentHead = new QHBoxLayout;
    recentHead->setContentsMargins(8, 8, 8, 0);
    recentHead->addWidget(label(this, FontRole::BodyBold, tr("Recent"), false));
    recentHead->addStretch();
    recentHead->addWidget(label(this, FontRole::Small, tr("opens as you left it"), true));
    right->addLayout(recentHead);
    right->addWidget(m_recent, 1);
    m_recentSide->setFixedWidth(480);
    auto *row = new QHBoxLayout;
    row->setSpacing(64);
    row->addStretch(1);
    row->addLayout(left);
    row->addWidget(m_recentSide);
    row->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->addStretch(1);
    column->addLayout(row, 6);
    column->addStretch(1);
    connect(m_recent, &RecentList::chosen, &window, &MainWindow::openWorkspace);
}

QWidget *WelcomePage::head()
{
    auto *made = new QWidget(this);
    auto *row = new QHBoxLayout(made);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(16);
    row->addWidget(new Emblem(made));
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(label(made, FontRole::Hero, QStringLiteral("Kilter"), false));
    words->addWidget(label(made, FontRole::Body, tr("Keep databases in kilter with their models"), true));
    row->addLayout(words);
    row->addStretch();
    return made;
}

void WelcomePage::addCards(QVBoxLayout *column)
{
    const struct
    {
        QString id, title, icon;
    } ways[] = {{QStringLiteral("file.sample"), tr("Open the sample"), QStringLiteral("play")},
                {QStringLiteral("file.import"), tr("Import a database…"), QStringLiteral("postgresql")},
                {QStringLiteral("file.new"), tr("New workspace…"), QStringLiteral("plus")},
                {QStringLiteral("file.open"), tr("Open a workspace…"), QStringLiteral("folder")}};
    bool isFirst = true;
    for (const auto &way : ways) {
        QAction *action = m_window.commands().find(way.id);
        if (!action)
            continue;
        const QString key = isFirst ? tr("Enter") : action->shortcut().toString(QKeySequence::NativeText);
        auto *card = new Card(action, way.title, m_window.commands().toolTipOf(way.id), way.icon, key, isFirst, this);
        if (isFirst)
            setFocusProxy(card);
        card->setFixedWidth(400);
        isFirst = false;
        column->addWidget(card);
    }
}

void WelcomePage::showEvent(QShowEvent *event)
{
    m_recent->recent()->reload();
    m_recentSide->setVisible(m_recent->recent()->rowCount() > 0);
    QWidget::showEvent(event);
}

void WelcomePage::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), Look::color(Token::Surface));
}

} // namespace kilter::ui
