#pragma once
#include "core/comparison/generate.h"
#include "ui/diffview/livediff.h"
#include "ui/mainwindow/page.h"

#include <QTimer>

class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace kilter::ui {

class Banner;
class CodeView;
class DependsList;
class MainWindow;

/// "Generate migration": what is ticked as a migration, to be named, read and written.
class GeneratePage : public Page
{
    Q_OBJECT
public:
    GeneratePage(MainWindow &window, LiveDiff &diff);

    bool wantsWholeWindow() const override { return true; }
    QString key() const override { return QStringLiteral("generate"); }
    QString title() const override { return tr("Generate migration"); }
    QIcon pageIcon() const override;

    QLineEdit *nameEdit() const { return m_name; }
    QLineEdit *versionEdit() const { return m_version; }
    QPlainTextEdit *descriptionEdit() const { return m_description; }
    CodeView *preview() const { return m_preview; }
    DependsList *depends() const { return m_depends; }
    QPushButton *writeButton() const { return m_write; }
    bool isReady() const { return !m_draft.isBusy() && !m_delay.isActive() && !m_diff.isBusy(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *head();
    QWidget *form();
    QWidget *footer();
    void requestDraft();
    void say(QLabel *label, const QString &words);
    void showNothing();
    void draft();
    void take(const Result<Generated> &made);
    void refuse(const Error &error);
    void showFacts(const Generated &made);
    void writeFile();
    void showUnsaved();
    void showMigrations();

    MainWindow &m_window;
    LiveDiff &m_diff;
    JobSlot m_draft;
    JobSlot m_writing;
    QTimer m_delay;
    Banner *m_banner;
    QLabel *m_subtitle;
    QLineEdit *m_name;
    QPlainTextEdit *m_description;
    QLineEdit *m_version;
    QLabel *m_why;
    QFormLayout *m_form = nullptr;
    DependsList *m_depends;
    QLabel *m_follows; ///< what comes of the choice
    QLabel *m_file;
    QLabel *m_wayBack;
    QLabel *m_leftOut;
    CodeView *m_preview;
    QPushButton *m_write;
    std::optional<Generated> m_made;
};

} // namespace kilter::ui
