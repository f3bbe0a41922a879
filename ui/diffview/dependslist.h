#pragma once
#include "core/migration/revisiongraph.h"

#include <QListView>
#include <QStandardItemModel>

namespace kilter::ui {

/// The migrations of a store with tick boxes, newest first: which of them a new one depends on. Until somebody chooses, the heads are ticked.
class DependsList : public QListView
{
    Q_OBJECT
public:
    explicit DependsList(QWidget *parent = nullptr);

    void setGraph(const RevisionGraph &graph);
    std::vector<std::string> chosen() const; ///< oldest first
    /// What follows from the choice; empty: nothing unusual.
    QString words() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void chosenChanged();

private:
    std::vector<std::string> notFollowed() const;

    RevisionGraph m_graph;
    QStandardItemModel m_model;
    bool m_isChosen = false; ///< by a person
    bool m_isFilling = false;
};

} // namespace kilter::ui
