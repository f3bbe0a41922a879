#pragma once
#include "ui/diffview/comparedsides.h"
#include "ui/diffview/ddlview.h"
#include "ui/diffview/objectlist.h"
#include "ui/jobs/jobslot.h"
#include "ui/mainwindow/page.h"
#include "ui/session/state.h"

class QLineEdit;
class QListView;
class QStackedWidget;

namespace kilter::ui {

class CompareBar;
class CompareFooter;
class CompareHead;
class DiffActions;
class EmptyState;
class LiveDiff;
class MainWindow;

/// Any two sources side by side as SQL: models, a store, a revision, a file. From the chosen store to the models it is the live diff seen large,
/// with its ticks and decisions. Its key is "compare:FROM|TO|OBJECT".
class ComparePage : public Page
{
    Q_OBJECT
public:
    ComparePage(MainWindow &window, LiveDiff &diff, DiffActions &actions, const QString &argument);
    ~ComparePage() override;

    QString key() const override { return m_key; }
    bool wantsWholeWindow() const override { return true; }
    QString title() const override;
    QIcon pageIcon() const override;

    DdlView *ddl() const { return m_ddl; }
    ObjectList *objects() const { return m_list; }
    QListView *list() const { return m_view; }
    CompareHead *head() const { return m_head; }
    CompareFooter *footer() const { return m_footer; }
    bool isReady() const { return isLive() ? !m_isStale && m_sides : !m_job.isBusy(); }
    void setSources(const QString &from, const QString &to);
    /// To the next or previous difference, on to the next object at the end.
    void step(int by);

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *objectPane();
    void compareSources();
    bool isLive() const { return m_from == QStringLiteral("store") && m_to == QStringLiteral("models"); }
    void take(const Result<SidesPtr> &sides);
    void takeLive();
    void showTicks();
    void showObject();
    void showPlace();

    MainWindow &m_window;
    LiveDiff &m_diff;
    JobSlot m_job;
    QString m_key;
    QString m_from, m_to;
    std::string m_wanted; ///< toText() of the object that is shown, or is to be
    SidesPtr m_sides;
    bool m_isStale = false;  ///< the live diff has a newer result
    bool m_isTaking = false;
    ObjectRef m_shownBefore;
    QString m_left, m_right; ///< the definitions that are shown
    CompareBar *m_bar;
    QLineEdit *m_filter = nullptr;
    ObjectList *m_list;
    QListView *m_view = nullptr;
    CompareHead *m_head;
    CompareFooter *m_footer;
    DdlView *m_ddl;
    EmptyState *m_state;
    QStackedWidget *m_stack;
};

} // namespace kilter::ui
