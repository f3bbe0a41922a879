#pragma once
#include "ui/document/modeldocument.h"
#include "ui/mainwindow/page.h"

class QStackedWidget;
class QUndoStack;

namespace kilter::ui {

class Banner;
class EditorHead;
class FieldsModel;
class FieldsView;
class JsonPane;

class PartsView;
class ProblemLine;
class SqlPane;
class SubTabs;

/// The model editor: head, fields grid, constraints, indexes, references, partitions, JSON and SQL of one document.
class ModelPage : public Page
{
    Q_OBJECT
public:
    enum Tab { Fields, Constraints, Indexes, References, Partitions, JsonText, Sql };
    static constexpr int tabCount = 7;

    explicit ModelPage(std::unique_ptr<ModelDocument> document, QWidget *parent = nullptr);
    ~ModelPage() override;

    QString key() const override;
    QString title() const override;
    QIcon pageIcon() const override;
    QString tabToolTip() const override;
    bool isDirty() const override;
    Result<> save() override;
    QUndoStack *undoStack() override;
    QJsonObject viewState() const override;
    void restoreViewState(const QJsonObject &state) override;
    void goTo(int line, int column) override;

    ModelDocument &document() { return *m_document; }
    FieldsView *fields() { return m_fields; }
    PartsView *parts(Tab tab) const; ///< null for others
    JsonPane *json() { return m_json; }
    SqlPane *sql() { return m_sql; }
    Tab currentTab() const;
    void showTab(Tab tab);
    void editTitle();
    void addHeadTool(QAction *action); ///< of a later folder: a button in the head

    // What the buttons beside the tabs and the commands of the Model menu do, in the grid that is shown.
    void addRow();
    void removeRows();
    void moveRows(int by);
    void bulkEdit();
    void find();

signals:
    void modelWanted(const QString &title);
    void said(const QString &words);

private:
    QWidget *partitionsTab(PartsView *view);
    QWidget *tabRow();
    void addParts(Tab tab, PartsView *view, QWidget *page);
    void connectDocument();
    void updateButtons();
    void updateCounts();
    void showBanner();
    void mergeOutside();

    std::unique_ptr<ModelDocument> m_document;
    EditorHead *m_head;
    Banner *m_banner;
    SubTabs *m_tabs;
    QStackedWidget *m_stack;
    FieldsModel *m_fieldsModel;
    FieldsView *m_fields;
    std::map<Tab, PartsView *> m_parts;
    JsonPane *m_json;
    SqlPane *m_sql;
    ProblemLine *m_problems;
    QToolButton *m_add = nullptr;
    QToolButton *m_remove = nullptr;
    QToolButton *m_up = nullptr;
    QToolButton *m_down = nullptr;
};

} // namespace kilter::ui
