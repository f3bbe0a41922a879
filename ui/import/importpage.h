#pragma once
#include "ui/import/importwork.h"
#include "ui/mainwindow/page.h"

class QComboBox;
class QRadioButton;
class QTreeView;

namespace kilter::ui {

class Banner;
class ChoiceModel;
class MainWindow;

/// From a database to models, on one page: where it is, what of it, into which workspace. The database is only read.
class ImportPage : public Page
{
    Q_OBJECT

public:
    ImportPage(MainWindow &window, const QString &url);

    QString key() const override { return QStringLiteral("import:"); }
    bool wantsWholeWindow() const override { return true; }
    QString title() const override { return tr("Import"); }
    QIcon pageIcon() const override;

    ChoiceModel &choices() { return *m_choices; }
    void setUrl(const QString &url);
    void look();
    bool isBusy() const;

private:
    QWidget *sourceStep();
    QWidget *choiceStep();
    QWidget *targetStep();
    QWidget *footer();
    void showLook(const Result<DatabaseLook> &look);
    void import();
    void showReport(const Result<ImportReport> &report, const QString &folder);
    void refresh();
    QString folder() const;

    MainWindow &m_window;
    JobSlot *m_looker;
    JobSlot *m_importer;
    std::optional<DatabaseLook> m_look;
    ChoiceModel *m_choices;
    QLineEdit *m_url, *m_password, *m_filter, *m_folder;
    QPushButton *m_lookButton, *m_importButton;
    QTreeView *m_tree;
    QLabel *m_found;
    QLabel *m_words;
    QRadioButton *m_intoOpen, *m_intoNew;
    Banner *m_banner;
    QWidget *m_later; ///< what comes once the database was read
};

} // namespace kilter::ui
