#pragma once
#include <QWidget>

class QSpacerItem;
class QVBoxLayout;

namespace kilter::ui {

class Commands;

/// What a pane shows while it has nothing: icon in a dashed square, what the place is for, one or two buttons.
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    EmptyState(const QString &icon, const QString &title, const QString &explanation, QWidget *parent);

    /// A button for a command of the registry; nothing when there is none of that id. It may be added later: it is looked for when shown.
    void addCommand(const Commands &commands, const QString &id);
    QSize sizeHint() const override { return {200, 136}; }
    QSize minimumSizeHint() const override { return {120, 96}; } ///< a low pane stays low
    void setWords(const QString &title, const QString &explanation);

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void addButtons();

    const Commands *m_commands = nullptr;
    QStringList m_wanted;
    QString m_icon;
    QSpacerItem *m_iconPlace; ///< none in a low pane
    class QLabel *m_title;
    class QLabel *m_explanation;
    QVBoxLayout *m_buttons;
};

} // namespace kilter::ui
