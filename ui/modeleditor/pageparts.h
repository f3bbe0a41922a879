#pragma once
#include <QWidget>

class QComboBox;
class QLineEdit;
class QToolButton;

namespace kilter::ui {

class PartitionsModel;

/// The row of sub-tabs with a line below.
class TabRow : public QWidget
{
    Q_OBJECT
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent *event) override;
};

QToolButton *rowButton(QWidget *parent, const QString &text, const QString &toolTip, const QString &iconName);

/// How a table is partitioned, and by which key.
class PartitioningBar : public QWidget
{
    Q_OBJECT
public:
    PartitioningBar(PartitionsModel &model, QWidget *parent);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void refresh();

    PartitionsModel &m_model;
    QComboBox *m_by;
    QLineEdit *m_key;
};

} // namespace kilter::ui
