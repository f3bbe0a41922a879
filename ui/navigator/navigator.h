#pragma once
#include "ui/navigator/navigatormodel.h"

#include <QTreeView>

#include <optional>
#include <set>

namespace kilter::ui {

class JobSlot;
class MainWindow;

/// The dock's content: filter, tree, and what to do when there is nothing yet.
class Navigator : public QWidget
{
    Q_OBJECT

public:
    explicit Navigator(MainWindow &window);

    NavigatorModel &model() { return *m_model; }
    QTreeView &tree() { return *m_tree; }
    void collapseOrExpandAll();
    /// Selects the row of a file without taking the focus.
    void reveal(const std::string &file);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    /// Where a person is in the tree.
    struct Place
    {
        std::optional<NavigatorGroup::Id> group;
        std::string file;
        QString name; ///< of a row; empty: the group's own
        int scrolled = 0;
    };

    void refresh();
    Place currentPlace() const;
    void restore(const Place &place);
    void take(std::vector<NavigatorGroup> groups);
    void openIndex(const QModelIndex &index);
    void showMenu(const QPoint &position);
    void filterChanged(const QString &text);

    MainWindow &m_window;
    NavigatorModel *m_model;
    QLineEdit *m_filter;
    QTreeView *m_tree;
    QWidget *m_empty;
    JobSlot *m_builder;
    std::set<NavigatorGroup::Id> m_collapsed;
};

} // namespace kilter::ui
