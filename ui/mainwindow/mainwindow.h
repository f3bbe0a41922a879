#pragma once
#include "ui/commands/commands.h"
#include "ui/commands/palettesource.h"
#include "ui/look/badges.h"
#include "ui/mainwindow/page.h"
#include "ui/session/eventlog.h"
#include "ui/session/problems.h"
#include "ui/session/session.h"

#include <QDockWidget>
#include <QMainWindow>

class QTabBar;
class QUndoGroup;

namespace kilter::ui {

class CommandBox;
class DockTitle;
class DocumentTabs;
class JobSlot;
class StatusLine;
class ToolBar;

/// A dock and where it stands at first.
struct DockInfo
{
    QString id = {}; ///< "navigator": layout, commands ("view.navigator")
    QString title = {};
    Qt::DockWidgetArea area = Qt::BottomDockWidgetArea;
    int order = 0;             ///< in its area
    int extent = 0;            ///< width at the sides, height below; 0: its size hint
    QKeySequence shortcut = {};///< shows, hides, focuses
    QList<QAction *> actions = {}; ///< icon buttons at the right of its title
    QList<QAction *> buttons = {}; ///< buttons with words, before those
    bool needsWorkspace = true; ///< hidden while none is open
};

/// Something `--screenshot FILE --view NAME` and `--list-views` know.
struct View
{
    QString name;        ///< "editor"
    QString description;
    bool needsWorkspace = true;
    std::function<void()> show;
    std::function<bool()> isReady = {}; ///< none: as soon as the session is idle
};

/// A job in the status bar: what, n of m, Cancel.
struct JobWords
{
    QString what = {};
    int done = 0;
    int total = 0; ///< 0: not known
    std::function<void()> cancel = {}; ///< none: cannot be cancelled
};

/// The one window: menu bar, tool bar, docks around document tabs, status bar. It knows no pane; panes add themselves (ui/README.md).
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    MainWindow();
    ~MainWindow() override;

    Session &session() { return *m_session; }
    Commands &commands() { return *m_commands; }
    Problems &problems() { return *m_problems; }
    EventLog &log() { return *m_log; }

    QDockWidget *addDock(const DockInfo &info, QWidget *content);
    void showDock(const QString &id); ///< shows, raises and focuses it
    void setDockCount(const QString &id, int count); ///< in a pill behind its title; negative: none

    using PageFactory = std::function<Page *(const QString &argument)>;
    void addPageKind(const QString &kind, PageFactory factory);
    /// Raises the page of the key, or makes it; null when its kind is not known or its factory gave none.
    Page *openPage(const QString &key);
    Page *findPage(const QString &key) const;
    Page *currentPage() const;
    std::vector<Page *> pages() const;
    /// Asks what to do with unsaved changes; false: it stays.
    bool closePage(Page *page);
    bool saveAll(); ///< false: one could not be saved
    /// Closes all, asking for unsaved ones; false: nothing was closed.
    bool closeAllPages();

    /// Opens places (of problems, of the palette): the first opener that returns true did it.
    void addPlaceOpener(std::function<bool(const SourcePlace &)> opener) { m_placeOpeners.push_back(std::move(opener)); }
    bool openPlace(const SourcePlace &place);

    /// More entries for the context menu of a model or object in a list: what can be done with it. `file` is a model's, else empty.
    using ObjectActions = std::vector<std::pair<QString, std::function<void()>>>;
    using ObjectActionSource = std::function<ObjectActions(const std::optional<ObjectRef> &object, const std::string &file)>;
    void addObjectActions(ObjectActionSource source) { m_objectActions.push_back(std::move(source)); }
    ObjectActions objectActions(const std::optional<ObjectRef> &object, const std::string &file) const;

    void addPaletteSource(PaletteSource source) { m_paletteSources.push_back(std::move(source)); }
    const std::vector<PaletteSource> &paletteSources() const { return m_paletteSources; }
    void addView(View view) { m_views.push_back(std::move(view)); }
    const std::vector<View> &views() const { return m_views; }

    /// The one primary button, at the right of the tool bar: shown as soon as there is an action.
    void setPrimaryAction(QAction *action);
    /// Drift state in the status bar: "7 differences", "in kilter"; empty: nothing is said.
    void setStoreVerdict(Tone tone, const QString &words);
    void setJob(const QString &id, const JobWords &job);
    void endJob(const QString &id);
    bool hasJobs() const;
    /// Shows a slot's job in the status bar while it runs, with Cancel.
    void watchJob(JobSlot *job, const QString &what);
    /// A short word at the right of the status bar, for a few seconds: "Saved".
    void say(const QString &words);
    /// An error that arose in no pane: a banner above the documents, with Copy and, where given, a way out. `topic`: clearError() takes the
    /// banner away when what it says is no longer true.
    void showError(const Error &error, const QString &title = {}, const QList<QAction *> &actions = {}, const QString &topic = {});
    void clearError(const QString &topic);

    /// What stands in the middle while no workspace is open.
    void setStartPage(QWidget *page);
    /// Geometry and docks as they were; called once, when all panes are there.
    void restoreLayout();

    void openWorkspace(const QString &folder);
    /// A database named by its URL, in a workspace of its own that is kept with the program's data.
    void openDatabase(const QString &url);
    /// Asks for unsaved pages first; false: it stays open.
    bool closeWorkspace();

signals:
    void currentPageChanged(kilter::ui::Page *page);
    void pageOpened(kilter::ui::Page *page);
    void pageClosed(const QString &key);
    void commandBoxClicked();

protected:
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Dock
    {
        DockInfo info;
        QDockWidget *widget;
        DockTitle *title;
    };
    struct Parts;

    void addOwnCommands();
    void connectSession();
    void sayVerdict();
    void countDown(int attempt, int wait);
    void updateTitle();
    void updateForWorkspace();
    void placeDock(const Dock &dock);
    void showDocksForWorkspace();
    void showDocksForPage();
    QByteArray dockLayout() const;
    void raiseFirstDocks();
    void arrangeTitlesLater();
    void arrangeTitles();
    QTabBar *tabsOf(QDockWidget *dock) const;
    bool leaveWorkspace();
    void keepLayout();
    void keepSession();
    void restoreSession();
    void restoreChoice(const QJsonObject &whole);

    Session *m_session;
    Commands *m_commands;
    Problems *m_problems;
    EventLog *m_log;
    std::unique_ptr<Parts> m_parts;
    std::vector<Dock> m_docks;
    std::map<QString, PageFactory> m_pageKinds;
    std::vector<std::function<bool(const SourcePlace &)>> m_placeOpeners;
    std::vector<ObjectActionSource> m_objectActions;
    std::vector<PaletteSource> m_paletteSources;
    std::vector<View> m_views;
};

} // namespace kilter::ui
