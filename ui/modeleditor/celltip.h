#pragma once
#include <QWidget>

namespace kilter::ui {

/// What is wrong with a cell and what to do, below it: a popup of its own that never takes the focus.
class CellTip : public QWidget
{
    Q_OBJECT
public:
    explicit CellTip(QWidget *parent);

    /// Below `cell`, in coordinates of the parent; above it where there is no room. Empty text: gone.
    void showFor(const QRect &cell, const QString &reason);
    const QString &reason() const { return m_reason; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_reason;
};

} // namespace kilter::ui
