#pragma once
#include <QAction>
#include <QKeySequence>
#include <QObject>

#include <functional>
#include <vector>

class QMenu;

namespace kilter::ui {

/// The menus of the menu bar, from left to right. A menu without any command is not shown.
enum class MenuId { File, Edit, View, Model, Migration, Diagram, Tools, Help };
QString menuTitle(MenuId menu);

/// What a command is; each has all of it, so that it is in its menu, in the palette, in its tool tip, and can be reached by keyboard.
struct CommandInfo
{
    QString id = {};    ///< stable, "model.new": tests, settings
    QString text = {};  ///< "New model…", with & for the mnemonic where wanted
    QString toolTip = {}; ///< a sentence: what it does
    MenuId menu = MenuId::Tools;
    int section = 0;  ///< commands of a menu stand in the order of sections, parted by lines
    QString icon = {};     ///< of resources/icons; may be empty
    QKeySequence shortcut = {};
    bool isCheckable = false;
    bool needsWorkspace = false; ///< disabled while none is open
};

/// Every action of the workbench. Panes add theirs and may use them in tool bars and context menus.
class Commands : public QObject
{
    Q_OBJECT

public:
    explicit Commands(QWidget *window);

    /// Adds a command; two with one id are a programming error.
    QAction *add(const CommandInfo &info, std::function<void()> run);
    QAction *find(const QString &id) const;
    QString toolTipOf(const QString &id) const; ///< the sentence without its shortcut; empty when there is none

    struct Entry
    {
        CommandInfo info;
        QAction *action;
    };
    const std::vector<Entry> &all() const { return m_entries; }

signals:
    void added(QAction *action);

private:
    QWidget *m_window;
    std::vector<Entry> m_entries;
};

/// An action for a context menu or a tool bar of one pane (not in the palette): accessible name and tool tip as every action has.
QAction *paneAction(QObject *parent, const QString &text, const QString &toolTip, const QString &icon, std::function<void()> run);

} // namespace kilter::ui
