#pragma once
#include "core/comparison/comparison.h"
#include "ui/diffview/ddlview.h"
#include "ui/diffview/objectlist.h"
#include "ui/jobs/jobslot.h"
#include "ui/mainwindow/page.h"
#include "ui/session/state.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QListView;
class QStackedWidget;
class QToolButton;

namespace kilter::ui {

class Banner;
class EmptyState;
class LiveDiff;
class MainWindow;
class Segments;

/// Any two sources side by side as SQL: models, a store, a revision, a file. Its key is "compare:FROM|TO|OBJECT".
class ComparePage : public Page
{
    Q_OBJECT
public:
    ComparePage(MainWindow &window, LiveDiff &diff, const QString &argument);
    ~ComparePage() override;

    QString key() const override { return m_key; }
    bool wantsWholeWindow() const override { return true; }
    QString title() const override;
    QIcon pageIcon() const override;

    DdlView *ddl() const { return m_ddl; }
    ObjectList *objects() const { return m_list; }
    QListView *list() const { return m_view; }
    bool isReady() const { return !m_job.isBusy(); }
    void setSources(const QString &from, const QString &to);
    /// To the next or previous difference, on to the next object at the end.
    void step(int by);

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Sides
    {
        Catalog from, to;
        ChangeList changes;
        std::vector<ComparedObject> objects;
        double milliseconds = 0;
    };

    QWidget *bar();
    QWidget *objectPane();
    void fillSources();
    void pickFile(QComboBox *box);
    void compareSources();
    void take(const Result<std::shared_ptr<const Sides>> &sides);
    void showObject();
    void showPlace();
    QString wordsFor(const QString &source) const;
    static Result<std::shared_ptr<const Sides>> compared(const WorkspacePtr &workspace, const StorePtr &store, const QString &from, const QString &to,
                                                         const std::map<std::string, std::string> &drafts, const std::string &password, const std::stop_token &stop);

    MainWindow &m_window;
    LiveDiff &m_diff;
    JobSlot m_job;
    QString m_key;
    QString m_from, m_to;
    std::string m_wanted; ///< toText() of the object to be shown first
    std::shared_ptr<const Sides> m_sides;
    QComboBox *m_fromBox = nullptr;
    QComboBox *m_toBox = nullptr;
    Segments *m_show = nullptr;
    QLabel *m_place = nullptr;
    QLineEdit *m_filter = nullptr;
    ObjectList *m_list;
    QListView *m_view = nullptr;
    Banner *m_banner;
    DdlView *m_ddl;
    EmptyState *m_state;
    QStackedWidget *m_stack;
};

} // namespace kilter::ui
