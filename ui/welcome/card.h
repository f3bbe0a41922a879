#pragma once
#include <QAbstractButton>

namespace kilter::ui {

/// A way in: icon, what it is, what it does, its key. The likeliest is outlined.
class Card : public QAbstractButton
{
    Q_OBJECT

public:
    Card(QAction *action, const QString &title, const QString &explanation, const QString &icon, const QString &key, bool isLikeliest, QWidget *parent);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QString m_explanation;
    QString m_icon;
    QString m_key;
    bool m_isLikeliest;
};

} // namespace kilter::ui
