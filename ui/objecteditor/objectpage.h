#pragma once
#include "core/workspace/objectstatements.h"
#include "ui/mainwindow/mainwindow.h"

class QComboBox;
class QLabel;
class QPushButton;
class QSplitter;
class QTreeView;

namespace kilter::ui {

class Banner;
class CodePane;
class PropertySheet;

/// What is no table: its statements in sql/ to edit, one at a time, beside what it is property by property. One that no file describes
/// (a model makes it, or only the store has it) is shown as the SQL that would make it.
class ObjectPage : public Page
{
    Q_OBJECT

public:
    ObjectPage(MainWindow &window, ObjectRef object);

    QString key() const override;
    QString title() const override;
    QIcon pageIcon() const override;
    QString tabToolTip() const override;
    bool isDirty() const override;
    [[nodiscard]] Result<> save() override; ///< only the statement that is shown is written; all other bytes of the file stay
    QJsonObject viewState() const override;
    void restoreViewState(const QJsonObject &state) override;

    const ObjectRef &object() const { return m_object; }
    /// The statements are read and shown.
    bool isReady() const { return m_isRead; }

private:
    void build();
    QWidget *buildHead();
    QWidget *buildBar();
    void refresh();
    void take(Result<std::vector<ObjectStatement>> statements);
    void showStatement(int index);
    void showSheet();
    void showWords();
    const Object *wanted() const;
    const Object *actual() const;
    QString shownSql() const; ///< of one that no file describes

    MainWindow &m_window;
    ObjectRef m_object;
    JobSlot *m_reader;
    QLabel *m_title;
    QLabel *m_words;
    QLabel *m_place;
    QPushButton *m_save;
    Banner *m_banner;
    QComboBox *m_choice;
    CodePane *m_code;
    QTreeView *m_sheetView;
    PropertySheet *m_sheet;
    QSplitter *m_split;
    std::vector<ObjectStatement> m_statements;
    int m_current = -1; ///< in m_statements; -1: no file describes it
    int m_wish = 0;     ///< the one that a person chose
    QString m_saved;    ///< text of the current one as it is in the file
    bool m_isRead = false;
    bool m_isShowing = false;
};

} // namespace kilter::ui
