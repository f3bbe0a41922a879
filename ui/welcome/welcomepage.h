#pragma once
#include <QWidget>

namespace kilter::ui {

class MainWindow;
class RecentList;

/// What the window shows while no workspace is open: the ways in as cards, and the recent workspaces.
class WelcomePage : public QWidget
{
    Q_OBJECT

public:
    explicit WelcomePage(MainWindow &window);

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    QWidget *head();
    void addCards(class QVBoxLayout *column);

    MainWindow &m_window;
    RecentList *m_recent;
    QWidget *m_recentSide;
};

} // namespace kilter::ui
