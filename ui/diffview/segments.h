#pragma once
#include <QWidget>

namespace kilter::ui {

/// A few choices side by side of which one is on: "SQL up | SQL down". Arrow keys move.
class Segments : public QWidget
{
    Q_OBJECT
public:
    explicit Segments(const QString &accessibleName, QWidget *parent = nullptr);

    void setTexts(const QStringList &texts);
    /// Numbers behind the texts; negative: none.
    void setCounts(const std::vector<int> &counts);
    int current() const { return m_current; }
    void setCurrent(int index);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    void currentChanged(int index);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QRect rectOf(int index) const;
    int indexAt(const QPoint &at) const;
    int widthOf(int index) const;

    QStringList m_texts;
    std::vector<int> m_counts;
    QString m_name;
    int m_current = 0;
    int m_hovered = -1;
};

} // namespace kilter::ui
