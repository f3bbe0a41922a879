#pragma once
#include "ui/diagram/scene.h"

#include <QAbstractListModel>
#include <QWidget>

class QLabel;
class QLineEdit;
class QListView;
class QSortFilterProxyModel;

namespace kilter::ui {

/// The tables of a scene, one a row, in the graph's order.
class TableListModel : public QAbstractListModel
{
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    void setScene(const ScenePtr &scene);
    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    QString wordsOf(int table) const;
    ScenePtr m_scene;
};

/// The list twin of a diagram: the same tables for whoever reads a list better than a picture, with a filter and a count.
class TableList : public QWidget
{
    Q_OBJECT
public:
    explicit TableList(QWidget *parent = nullptr);

    void setScene(const ScenePtr &scene);
    void setCurrent(int table);
    QListView *view() const { return m_view; }
    QLineEdit *filter() const { return m_filter; }

signals:
    void chosen(int table); ///< selected in the list
    void opened(int table);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    TableListModel *m_model;
    QSortFilterProxyModel *m_proxy;
    QLineEdit *m_filter;
    QListView *m_view;
    QLabel *m_count;
    bool m_isFollowing = false; ///< the canvas moved the selection: nothing is told
};

} // namespace kilter::ui
