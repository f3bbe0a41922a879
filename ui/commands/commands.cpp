#include "ui/commands/commands.h"

#include "ui/look/icon.h"

#include <QWidget>

namespace kilter::ui {

QString menuTitle(MenuId menu)
{
    switch (menu) {
    case MenuId::File:
        return Commands::tr("&File");
    case MenuId::Edit:
        return Commands::tr("&Edit");
    case MenuId::View:
        return Commands::tr("&View");
    case MenuId::Model:
        return Commands::tr("&Model");
    case MenuId::Migration:
        return Commands::tr("M&igration");
    case MenuId::Diagram:
        return Commands::tr("&Diagram");
    case MenuId::Tools:
        return Commands::tr("&Tools");
    case MenuId::Help:
        return Commands::tr("&Help");
    }
    return {};
}

namespace {

/// A shortcut stands behind the sentence: "Opens a folder. (Ctrl+O)".
QString withShortcut(const QString &toolTip, const QKeySequence &shortcut)
{
    return shortcut.isEmpty() ? toolTip : toolTip + QStringLiteral(" (%1)").arg(shortcut.toString(QKeySequence::NativeText));
}

} // namespace

Commands::Commands(QWidget *window) : QObject(window), m_window(window) {}

QAction *Commands::add(const CommandInfo &info, std::function<void()> run)
{
    Q_ASSERT_X(!find(info.id), "Commands::add", qPrintable(info.id));
    auto *action = new QAction(info.text, m_window);
    action->setObjectName(info.id);
    action->setToolTip(withShortcut(info.toolTip, info.shortcut));
    action->setStatusTip(QString());
    action->setShortcut(info.shortcut);
    action->setCheckable(info.isCheckable);
    if (!info.icon.isEmpty())
        action->setIcon(namedIcon(info.icon));
    connect(action, &QAction::triggered, this, [run = std::move(run)] { run(); });
    m_window->addAction(action);
    m_entries.push_back({info, action});
    emit added(action);
    return action;
}

QAction *Commands::find(const QString &id) const
{
    for (const Entry &entry : m_entries) {
        if (entry.info.id == id)
            return entry.action;
    }
    return nullptr;
}

QString Commands::toolTipOf(const QString &id) const
{
    const auto at = std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry &entry) { return entry.info.id == id; });
    return at == m_entries.end() ? QString() : at->info.toolTip;
}

QAction *paneAction(QObject *parent, const QString &text, const QString &toolTip, const QString &iconName, std::function<void()> run)
{
    auto *action = new QAction(text, parent);
    action->setToolTip(toolTip);
    if (!iconName.isEmpty())
        action->setIcon(namedIcon(iconName));
    QObject::connect(action, &QAction::triggered, parent, [run = std::move(run)] { run(); });
    return action;
}

} // namespace kilter::ui
