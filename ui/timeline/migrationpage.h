#pragma once
#include "ui/mainwindow/mainwindow.h"

class QLabel;
class QPushButton;
class QSplitter;

namespace kilter::ui {

class Banner;
class CodePane;
class MigrationFacts;

/// A migration as a document: what is known about it at the left, its way up and its way down side by side. Editable while it is pending;
/// what has run stays as it ran.
class MigrationPage : public Page
{
    Q_OBJECT

public:
    MigrationPage(MainWindow &window, std::string store, std::string id);

    QString key() const override;
    QString title() const override { return QString::fromStdString(m_id); }
    QIcon pageIcon() const override;
    QString tabToolTip() const override { return m_path; }
    bool isDirty() const override;
    Result<> save() override;
    void goTo(int line, int column) override;

    bool isEditable() const { return m_isEditable; }
    QString text() const; ///< both panes as one file

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    /// A file's text, cut at the end of the line before its first way down.
    struct Halves
    {
        QString up;
        QString down;
        bool hasDown = false;
    };
    enum class Meanwhile { Nothing, Changed, Applied };

    static Halves halvesOf(const QString &text);

    void build();
    QWidget *buildHead();
    QWidget *buildPane(CodePane *pane, const QString &title, QLabel *words);
    void refresh();
    void showText(const QString &text);
    void sayMeanwhile(bool isChanged);
    void check();
    void numberLines();
    void updateHead();
    const RevisionGraph *graph() const;
    const Migration *migration() const;
    const StatusRow *status() const;

    MainWindow &m_window;
    std::string m_store;
    std::string m_id;
    QString m_path;
    QString m_saved; ///< the file's text as it was read or written last; null: not yet
    Meanwhile m_meanwhile = Meanwhile::Nothing;
    bool m_hasCarriageReturns = false; ///< the file's line ends, kept when it is written
    bool m_isEditable = false;
    bool m_isShowing = false;

    QLabel *m_title;
    QLabel *m_words;
    QLabel *m_shape;
    QPushButton *m_save;
    QPushButton *m_preview;
    Banner *m_banner;
    MigrationFacts *m_facts;
    QSplitter *m_split = nullptr;
    CodePane *m_up;
    CodePane *m_down;
    QWidget *m_downPart;
    QLabel *m_upWords;
    QLabel *m_downWords;
};

} // namespace kilter::ui
