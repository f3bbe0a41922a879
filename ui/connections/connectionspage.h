#pragma once
#include "ui/connections/connectionfields.h"
#include "ui/connections/connectionlist.h"
#include "ui/connections/connectiontest.h"
#include "ui/mainwindow/page.h"

class QLabel;
class QListView;
class QPushButton;

namespace kilter::ui {

class ConnectionForm;
class Findings;
class JobSlot;
class MainWindow;

/// Where the stores live and how they are reached: list, form, test, saved to kilter.toml without the password.
class ConnectionsPage : public Page
{
    Q_OBJECT

public:
    explicit ConnectionsPage(MainWindow &window);

    QString key() const override { return QStringLiteral("connections:"); }
    bool wantsWholeWindow() const override { return true; }
    QString title() const override { return tr("Connections"); }
    QIcon pageIcon() const override;
    bool isDirty() const override { return m_isDirty; }
    [[nodiscard]] Result<> save() override;

    void select(const StoreChoice &choice);
    void test();
    bool isTesting() const;
    ConnectionForm &form() { return *m_form; }

private:
    QWidget *leftSide();
    QWidget *rightSide();
    void refresh();
    void showRow(int row);
    void add(const QString &store, StoreKind kind, bool newStore);
    void fillAddMenu(QMenu *menu);
    void remove();
    void setDirty(bool dirty);
    void checkForm();
    void keepPassword(const StoreChoice &choice);
    [[nodiscard]] Result<> writeConfig(const std::function<Result<std::string>(std::string)> &change);

    MainWindow &m_window;
    ConnectionList *m_model;
    QListView *m_list;
    ConnectionForm *m_form;
    Findings *m_findings;
    QPushButton *m_test;
    QPushButton *m_save;
    QPushButton *m_remove;
    QLabel *m_words;
    JobSlot *m_tester;
    StoreChoice m_shown;
    bool m_isNew = false;
    bool m_isDirty = false;
};

} // namespace kilter::ui
