#pragma once
#include <QWidget>

class QLabel;
class QPushButton;

namespace kilter::ui {

class LiveDiff;

/// Below the comparison: what is ticked, what waits and what is left out; or why nothing can be decided there, and the way to where it can.
class CompareFooter : public QWidget
{
    Q_OBJECT
public:
    CompareFooter(LiveDiff &diff, QWidget *parent = nullptr);

    void showChoice(); ///< of the live diff
    void showReason(const QString &reason, const QString &wayOut);

    QLabel *words() const { return m_words; }
    QPushButton *button() const { return m_button; }

signals:
    void generateWanted();
    void liveWanted();

private:
    void setWords(bool isLong);

    LiveDiff &m_diff;
    QLabel *m_words;
    QLabel *m_questions;
    QLabel *m_leftOut;
    QPushButton *m_button;
    bool m_isLive = true;
};

} // namespace kilter::ui
