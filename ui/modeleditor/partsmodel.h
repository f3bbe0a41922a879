#pragma once
#include "core/base/json.h"
#include "ui/modeleditor/choices.h"

#include <QAbstractTableModel>

namespace kilter::ui {

class ModelDocument;

/// A cell of the grids of constraints, indexes, references and partitions.
struct PartCell
{
    QString text;
    bool isEditable = true;
    std::optional<bool> tick = {}; ///< a tick instead of text
    std::optional<Level> level = {};
    bool operator==(const PartCell &) const = default;
};

struct PartColumn
{
    QString name;
    QString toolTip;
    int width = 120;
    bool isCode = true;
};

/// One of them: where it stands in the JSON, and what is shown of it.
struct PartRow
{
    std::string pointer;
    std::vector<PartCell> cells;
    bool isLocked = false;      ///< stated by a field: edited there
    std::string field;          ///< that field
    bool operator==(const PartRow &) const = default;
};

/// What a table has beside its fields, a row each, then one row in which a new one is typed. Sub-classes say what the rows are and how a
/// cell is written. The rows follow the document; setting a cell is a step of its undo stack.
class PartsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    PartsModel(ModelDocument &document, std::vector<PartColumn> columns, QObject *parent);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;

    ModelDocument &document() const { return m_document; }
    int partCount() const { return int(m_rows.size()); }
    int addRow() const { return int(m_rows.size()); }
    const PartRow *part(int row) const;
    const std::vector<PartColumn> &columns() const { return m_columns; }
    QString problem(int row) const;
    bool removeParts(const std::vector<int> &rows);

    virtual QString what() const = 0;     ///< "Constraints"
    virtual QString addHint() const = 0;  ///< "Add an index: type its columns"
    virtual QString emptyText() const = 0;
    virtual bool canAdd() const { return true; }
    /// What a list below the cell offers; `isStrict`: only that.
    virtual std::vector<Choice> choices(int row, int column, bool &isStrict) const = 0;
    /// The column in which a new row is typed.
    virtual int firstColumn() const { return 0; }
    virtual QString typedProblem(int row, int column, const QString &text) const;

signals:
    void refused(const QString &reason);
    void countChanged();

protected:
    virtual std::vector<PartRow> read(const Json &root) const = 0;
    /// Writes a typed text, or a tick ("true", ""), into the part. `root` is the whole model; `part` what the row's pointer names.
    virtual void write(Json &root, Json &part, int column, const std::string &text) = 0;
    virtual void add(Json &root, const std::string &text) = 0;
    virtual void remove(Json &root, const PartRow &row) = 0;
    void setColumns(std::vector<PartColumn> columns);
    void refresh();

private:
    void findProblems();
    bool take(const QString &what, const std::function<void(Json &)> &mutate);

    ModelDocument &m_document;
    std::vector<PartColumn> m_columns;
    std::vector<PartRow> m_rows;
    std::map<std::string, QString> m_problems; ///< by pointer
};

/// The value at a pointer, to be changed; null when there is none.
Json *placeIn(Json &root, const std::string &pointer);
/// "a, b" ↔ ["a", "b"]; commas in parentheses do not part.
QStringList listedParts(const QString &text);
QString listText(const Json *list);
Json jsonList(const std::string &text);
QString textOf(const Json &json, const char *key); ///< a text, or that of PostgreSQL where it differs by database
void setText(Json &json, const char *key, const std::string &text); ///< empty: removed
void setFlag(Json &json, const char *key, bool on);
/// Erases an item of a list of the model, and the list when it is empty.
void eraseItem(Json &root, const char *list, const std::string &pointer);

} // namespace kilter::ui
