#pragma once
#include "ui/look/badges.h"
#include "ui/session/session.h"

#include <QStatusBar>
#include <QTimer>

namespace kilter::ui {

struct JobWords;

/// The status bar: environment, server, database, version, drift state; at the right a short word, or the running job with its bar and Cancel.
class StatusLine : public QStatusBar
{
    Q_OBJECT

public:
    StatusLine(Session &session, QWidget *parent);
    ~StatusLine() override;

    void setVerdict(Tone tone, const QString &words);
    void setJob(const QString &id, const JobWords &job);
    void endJob(const QString &id);
    bool hasJobs() const { return !m_jobs.empty(); }
    void say(const QString &words);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {200, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void refresh();
    int paintFacts(QPainter &painter, const QRect &rect) const;
    void paintJob(QPainter &painter, QRect rect) const;
    void placeCancel();
    const JobWords *shownJob() const;

    Session &m_session;
    Tone m_verdictTone = Tone::Plain;
    QString m_verdict;
    QString m_word;
    QTimer m_wordTime;
    QTimer m_showDelay;
    bool m_isShown = false; ///< the job, since it has taken a while
    QToolButton *m_cancel;
    std::vector<std::pair<QString, std::unique_ptr<JobWords>>> m_jobs; ///< the newest is shown
};

} // namespace kilter::ui
