#pragma once
#include "ui/look/badges.h"
#include "ui/session/session.h"

#include <QToolBar>

namespace kilter::ui {

class CommandBox;
class MainWindow;

/// The 3 px band above the tool bar: amber for staging, red for production; not there for development.
class EnvironmentBand : public QWidget
{
    Q_OBJECT

public:
    EnvironmentBand(Session &session, QWidget *parent);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Session &m_session;
};

/// A flat button of the tool bar that paints icon, badge, bold name and secondary words, and opens a menu.
class ChoiceButton : public QToolButton
{
    Q_OBJECT

public:
    explicit ChoiceButton(QWidget *parent);
    void setWords(const QString &bold, const QString &plain, const QString &icon, std::optional<Environment> environment);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_bold, m_plain, m_icon;
    std::optional<Environment> m_environment;
};

/// Workspace, connection with its environment, command box, undo, redo, the primary button.
class ToolBar : public QToolBar
{
    Q_OBJECT

public:
    explicit ToolBar(MainWindow &window);
    CommandBox *commandBox() const { return m_box; }
    void setUndoActions(QAction *undo, QAction *redo);
    void setPrimaryAction(QAction *action);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fillWorkspaceMenu();
    void fillConnectionMenu();
    void refresh();

    MainWindow &m_window;
    ChoiceButton *m_workspace;
    ChoiceButton *m_connection;
    CommandBox *m_box;
    QWidget *m_left;
    QHBoxLayout *m_right;
    QPushButton *m_primary;
};

} // namespace kilter::ui
