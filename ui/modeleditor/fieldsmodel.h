#pragma once
#include "ui/modeleditor/choices.h"
#include "ui/modeleditor/fields.h"

#include <QAbstractTableModel>

#include <map>

namespace kilter::ui {

class ModelDocument;

enum class FieldColumn { Handle, Name, Type, Format, Required, Default, Key, Unique, Index, References, Comment };
inline constexpr int fieldColumnCount = 11;

/// The fields of a document's model: a row each in the order of the file, then the automatic ones, then one row in which the name of a new
/// field is typed. Setting a cell is a step of the document's undo stack; the rows follow the document, whoever changes it.
class FieldsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    explicit FieldsModel(ModelDocument &document, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;

    ModelDocument &document() const { return m_document; }
    /// Null for the row of the new field.
    const Field *field(int row) const;
    int ownCount() const { return m_own; } ///< fields of the file
    int fieldCount() const { return int(m_fields.size()); }
    int addRow() const { return int(m_fields.size()); }
    bool isEditable(int row) const;
    int rowOf(const std::string &name) const; ///< -1: there is none

    /// Why the cell is wrong; empty: it is not.
    QString problem(int row, FieldColumn column) const;
    /// The first wrong cell, or an invalid index.
    QModelIndex firstProblem() const;

    int addField(const QString &name); ///< its row; -1: it cannot have that name
    void removeFields(std::vector<int> rows);
    bool moveField(int from, int to); ///< to: counted without the moved one
    bool setLimits(int row, const Limits &limits);
    /// One step for many rows; automatic ones are left out.
    bool changeFields(const QString &what, const std::vector<int> &rows, const std::function<void(Json &root, const std::string &name)> &mutate);

signals:
    void refused(const QString &reason); ///< what was typed was not taken

private:
    void refresh();
    void findProblems();
    bool rename(const Field &field, const QString &name);
    bool setType(const std::string &name, const QString &text);
    bool setReference(const std::string &name, const QString &text);
    bool take(const Result<> &result);
    QString shown(const Field &field, FieldColumn column) const;

    ModelDocument &m_document;
    std::vector<Field> m_fields;
    int m_own = 0;
    std::map<std::pair<std::string, FieldColumn>, QString> m_problems;
};

} // namespace kilter::ui
