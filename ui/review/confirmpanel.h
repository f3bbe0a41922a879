#pragma once
#include "ui/review/runrequest.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;

namespace kilter::ui {

/// At the bottom right of a review: the question, what must be typed on production, and the buttons. On production the button that runs is
/// red, never the default, and enabled only while the typed name is the database's.
class ConfirmPanel : public QWidget
{
    Q_OBJECT

public:
    explicit ConfirmPanel(QWidget *parent = nullptr);

    /// `losing`: how many statements lose data. `obstacle`: why it cannot start; empty: it can. `isLocked`: production, and not unlocked for this session.
    void ask(const Review &review, int losing, const QString &obstacle, bool isLocked, bool canTry);
    void showRunning(bool isTry, bool isCancelling);
    void showOver(bool canReview);

signals:
    void runWanted();
    void tryWanted();
    void unlockWanted();
    void cancelWanted(); ///< the run
    void closeWanted();
    void againWanted();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void update();
    void showOnly(const std::vector<QWidget *> &widgets);
    void setWords(const QString &question, const QString &words);

    QLabel *m_question;
    QLabel *m_words;
    QLineEdit *m_name;
    QLabel *m_match;
    QPushButton *m_cancel;
    QPushButton *m_try;
    QPushButton *m_unlock;
    QPushButton *m_run;
    QPushButton *m_stop;
    QPushButton *m_again;
    QString m_databaseName;
    QString m_obstacle;
    Environment m_environment = Environment::Development;
    bool m_mustType = false;
};

} // namespace kilter::ui
