#include "ui/mainwindow/toolbar.h"

#include "ui/look/fonts.h"
#include "ui/look/icon.h"
#include "ui/look/look.h"
#include "ui/mainwindow/commandbox.h"
#include "ui/mainwindow/docktitle.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/text/text.h"

#include <QStyleOptionToolButton>
#include <QStylePainter>

namespace kilter::ui {

EnvironmentBand::EnvironmentBand(Session &session, QWidget *parent) : QWidget(parent), m_session(session)
{
    setFixedHeight(3);
    const auto refresh = [this] {
        const StoreState &store = *m_session.store();
        setVisible(store.target && store.environment() != Environment::Development);
        update();
    };
    connect(&session, &Session::storeChanged, this, refresh);
    refresh();
}

void EnvironmentBand::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), Look::color(environmentToken(m_session.store()->environment())));
}

ChoiceButton::ChoiceButton(QWidget *parent) : QToolButton(parent)
{
    setAutoRaise(true);
    setPopupMode(QToolButton::InstantPopup);
    setFocusPolicy(Qt::TabFocus);
}

void ChoiceButton::setWords(const QString &bold, const QString &plain, const QString &icon, std::optional<Environment> environment)
{
    m_bold = bold;
    m_plain = plain;
    m_icon = icon;
    m_environment = environment;
    updateGeometry();
    update();
}

QSize ChoiceButton::sizeHint() const
{
    int width = 6 + 6 + 12 + 6;
    if (m_environment)
        width += badgeSize(*m_environment).width() + 6;
    else if (!m_icon.isEmpty())
        width += 22;
    if (!m_bold.isEmpty())
        width += QFontMetrics(fontFor(FontRole::BodyBold)).horizontalAdvance(m_bold) + 6;
    if (!m_plain.isEmpty())
        width += QFontMetrics(font()).horizontalAdvance(m_plain) + 6;
    return {width, 28};
}

void ChoiceButton::paintEvent(QPaintEvent *)
{
    QStylePainter painter(this);
    QStyleOptionToolButton option;
    initStyleOption(&option);
    option.subControls = QStyle::SC_ToolButton;
    option.text.clear();
    option.icon = {};
    option.features = QStyleOptionToolButton::None;
    painter.drawComplexControl(QStyle::CC_ToolButton, option);
    QRect rest = rect().adjusted(6, 0, -6, 0);
    if (m_environment) {
        rest.setLeft(rest.left() + paintBadge(painter, rest, *m_environment) + 6);
    } else if (!m_icon.isEmpty()) {
        paintIcon(painter, QRect(rest.left(), (height() - 16) / 2, 16, 16), m_icon, Token::Text);
        rest.setLeft(rest.left() + 22);
    }
    const auto words = [&](const QString &text, FontRole role, Token token) {
        painter.setFont(fontFor(role));
        painter.setPen(Look::color(token));
        painter.drawText(rest, Qt::AlignVCenter | Qt::TextSingleLine, text);
        if (!text.isEmpty())
            rest.setLeft(rest.left() + painter.fontMetrics().horizontalAdvance(text) + 6);
    };
    words(m_bold, FontRole::BodyBold, Token::Text);
    words(m_plain, FontRole::Body, m_bold.isEmpty() ? Token::Text : Token::TextSecondary);
    paintIcon(painter, QRect(rest.left(), (height() - 12) / 2, 12, 12), QStringLiteral("down"), Token::Text);
}

ToolBar::ToolBar(MainWindow &window)
    : QToolBar(&window), m_window(window), m_workspace(new ChoiceButton(this)), m_connection(new ChoiceButton(this)), m_box(new CommandBox(this)),
      m_left(new QWidget(this)), m_right(new QHBoxLayout), m_primary(nullptr)
{
    setObjectName(QStringLiteral("toolBar"));
    setMovable(false);
    setWindowTitle(tr("Tool bar"));
    m_workspace->setObjectName(QStringLiteral("workspaceButton"));
    m_workspace->setAccessibleName(tr("Workspace"));
    m_workspace->setToolTip(tr("The open workspace; opens another one"));
    m_connection->setObjectName(QStringLiteral("connectionButton"));
    m_connection->setAccessibleName(tr("Store and connection"));
    m_connection->setToolTip(tr("The store and connection that the window works with"));
    for (ChoiceButton *button : {m_workspace, m_connection})
        button->setMenu(new QMenu(button));
    auto *left = new QHBoxLayout(m_left);
    left->setContentsMargins(8, 6, 0, 6);
    left->setSpacing(8);
    left->addWidget(m_workspace);
    left->addWidget(m_connection);
    left->addStretch();
    auto *rightSide = new QWidget(this);
    m_right->setContentsMargins(0, 6, 8, 6);
    m_right->setSpacing(8);
    m_right->addStretch();
    rightSide->setLayout(m_right);
    rightSide->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    addWidget(m_left);
    addWidget(m_box);
    addWidget(rightSide);
    connect(m_workspace->menu(), &QMenu::aboutToShow, this, &ToolBar::fillWorkspaceMenu);
    connect(m_connection->menu(), &QMenu::aboutToShow, this, &ToolBar::fillConnectionMenu);
    connect(&window.session(), &Session::workspaceChanged, this, &ToolBar::refresh);
    connect(&window.session(), &Session::storeChanged, this, &ToolBar::refresh);
    refresh();
}

void ToolBar::setUndoActions(QAction *undo, QAction *redo)
{
    for (QAction *action : {undo, redo}) {
        QToolButton *button = toolButtonFor(action, this);
        button->setFixedSize(28, 28);
        m_right->addWidget(button);
    }
}

void ToolBar::setPrimaryAction(QAction *action)
{
    m_primary = new QPushButton(this);
    m_primary->setObjectName(QStringLiteral("primaryButton"));
    m_primary->setProperty("kilterPrimary", true);
    m_primary->setIcon(namedIcon(QStringLiteral("right"), Token::OnAccent));
    m_primary->setLayoutDirection(Qt::RightToLeft); // the icon stands behind the words
    const auto refresh = [this, action] {
        m_primary->setText(action->text());
        m_primary->setEnabled(action->isEnabled());
        m_primary->setVisible(action->isVisible());
        m_primary->setToolTip(action->toolTip());
        m_primary->setAccessibleName(action->text().remove(QLatin1Char('&')));
    };
    connect(action, &QAction::changed, m_primary, refresh);
    connect(m_primary, &QPushButton::clicked, action, &QAction::trigger);
    refresh();
    m_right->addWidget(m_primary);
}

/// The box stands in the middle of the window, as long as what is left of it leaves room.
void ToolBar::resizeEvent(QResizeEvent *event)
{
    QToolBar::resizeEvent(event);
    const int wanted = (width() - m_box->sizeHint().width()) * 54 / 100; // more room is needed at its left
    m_left->setMinimumWidth(qMax(m_left->layout()->sizeHint().width(), wanted));
}

void ToolBar::refresh()
{
    const Session &session = m_window.session();
    const WorkspacePtr workspace = session.workspace();
    m_workspace->setWords(workspace ? qtText(workspace->workspace.name) : tr("No workspace"), {}, QStringLiteral("folder"), {});
    const StoreState &store = *session.store();
    if (!workspace || !store.target) {
        m_connection->setWords({}, tr("No store connected"), QStringLiteral("postgresql"), {});
        m_connection->setEnabled(workspace != nullptr);
    } else {
        m_connection->setEnabled(true);
        m_connection->setWords(qtText(store.choice.store), placeText(*store.target) + QStringLiteral(" · ") + qtText(store.choice.connection), {}, store.environment());
    }
    m_workspace->setAccessibleDescription(session.folder());
    m_connection->setAccessibleDescription(store.target ? environmentWord(store.environment()) + QLatin1Char(' ') + qtText(store.target->url.text) : QString());
}

void ToolBar::fillWorkspaceMenu()
{
    QMenu *menu = m_workspace->menu();
    menu->clear();
    for (const QString &id : {QStringLiteral("file.open"), QStringLiteral("file.new"), QStringLiteral("file.sample"), QStringLiteral("file.close")}) {
        if (QAction *action = m_window.commands().find(id))
            menu->addAction(action);
    }
}

void ToolBar::fillConnectionMenu()
{
    QMenu *menu = m_connection->menu();
    menu->clear();
    const WorkspacePtr workspace = m_window.session().workspace();
    if (!workspace)
        return;
    for (const auto &[storeName, store] : workspace->workspace.stores) {
        for (const auto &[name, connection] : store.connections) {
            const StoreChoice choice{storeName, name};
            QAction *action = menu->addAction(tr("%1 · %2 · %3").arg(qtText(storeName), qtText(name), environmentWord(connection.environment)));
            action->setIcon(namedIcon(environmentIcon(connection.environment), environmentToken(connection.environment)));
            action->setCheckable(true);
            action->setChecked(choice == m_window.session().choice());
            connect(action, &QAction::triggered, this, [this, choice] { m_window.session().choose(choice); });
        }
    }
    menu->addSeparator();
    for (const QString &id : {QStringLiteral("store.inspect"), QStringLiteral("store.connections")}) {
        if (QAction *action = m_window.commands().find(id))
            menu->addAction(action);
    }
}

} // namespace kilter::ui
