#pragma once
#include <QTreeView>

#include <functional>

namespace kilter::ui {

class MainWindow;
class ProblemModel;

/// The Problems dock: every finding; a double click or Enter goes to its place.
class ProblemList : public QWidget
{
    Q_OBJECT

public:
    explicit ProblemList(MainWindow &window);

    QTreeView &view() { return *m_view; }
    QSize sizeHint() const override { return {400, 132}; }
    QSize minimumSizeHint() const override { return {120, 62}; } ///< of a few rows; what is said of none may be cut off

private:
    void refresh();
    void keepingPlace(const std::function<void()> &change);
    void go(const QModelIndex &index);
    void showMenu(const QPoint &position);
    void copySelected();

    MainWindow &m_window;
    ProblemModel *m_model;
    QTreeView *m_view;
    QWidget *m_empty;
};

} // namespace kilter::ui
