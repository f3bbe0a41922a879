#pragma once
#include "ui/mainwindow/mainwindow.h"
#include "ui/review/runcontroller.h"

#include <QLabel>
#include <QListView>
#include <QPlainTextEdit>
#include <QStackedWidget>

namespace kilter::ui {

class Banner;
class ConfirmPanel;
class JobSlot;
class RunRows;
class SidePanel;

/// Review and apply, or roll back: every statement, where it runs, what was checked, the run itself, and what stands after it. A page, not a
/// pop-up.
class ReviewPage : public Page
{
    Q_OBJECT

public:
    ReviewPage(MainWindow &window, const RunSubject &subject);
    ~ReviewPage() override;

    QString key() const override;
    bool wantsWholeWindow() const override { return true; }
    QString title() const override;
    QIcon pageIcon() const override;
    bool mayClose() override;

    bool isReady() const { return m_isReady; } ///< nothing is being read or run
    bool isRunning() const { return m_controller->isRunning(); }
    const std::optional<ApplyReport> &report() const { return m_report; }
    void reviewAgain();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void build();
    void buildHead();
    void connectRun();
    void show(const Result<Review> &review);
    void showNothing();
    void ask();
    void start(RunMode mode);
    void finished(const ApplyReport &report);
    void sayFailure(const ApplyReport &report);
    void saySuccess(const ApplyReport &report);
    void updateHead();
    void log(const QString &line);
    void editFailed();
    RunRequest request() const;
    int failedRow() const;

    MainWindow &m_window;
    RunSubject m_subject;
    JobSlot *m_reading;
    RunController *m_controller;
    RunRows *m_rows;
    std::optional<Review> m_review;
    std::optional<ApplyReport> m_report;
    bool m_isReady = false;

    QWidget *m_head = nullptr;
    QLabel *m_title = nullptr;
    std::function<void(Environment)> m_showEnvironment; ///< the badge in the head
    QLabel *m_facts = nullptr;
    Banner *m_banner = nullptr;
    QStackedWidget *m_stack = nullptr;
    QLabel *m_message = nullptr;
    QListView *m_list = nullptr;
    QPlainTextEdit *m_log = nullptr;
    SidePanel *m_side = nullptr;
    ConfirmPanel *m_confirm = nullptr;
};

} // namespace kilter::ui
