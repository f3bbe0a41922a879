#include "ui/objecteditor/propertysheet.h"

#include "ui/diffview/diffwords.h"
#include "ui/look/fonts.h"
#include "ui/look/look.h"
#include "ui/text/text.h"

namespace kilter::ui {

std::vector<PropertySheet::Row> PropertySheet::rowsOf(const Object *wanted, const Object *actual)
{
    std::vector<Row> rows;
    const auto rowNamed = [&](const QString &name) -> Row & {
        const auto at = std::find_if(rows.begin(), rows.end(), [&](const Row &row) { return row.property == name; });
        if (at != rows.end())
            return *at;
        rows.push_back({name, wanted ? std::optional(QString()) : std::nullopt, actual ? std::optional(QString()) : std::nullopt, false});
        return rows.back();
    };
    const auto add = [&](std::optional<QString> Row::*side, const QString &name, const QString &text) {
        std::optional<QString> &value = rowNamed(name).*side;
        value = value && !value->isEmpty() ? *value + QLatin1Char('\n') + text : text; // more than one grant
    };
    for (const auto &[object, side] : {std::pair(wanted, &Row::wanted), std::pair(actual, &Row::actual)}) {
        if (!object)
            continue;
        add(side, tr("kind"), kindWord(object->ref.kind));
        if (!object->ref.schema.empty())
            add(side, tr("schema"), qtText(object->ref.schema));
        if (!object->ref.parent.empty())
            add(side, tr("table"), qtText(object->ref.parent));
        add(side, tr("name"), qtText(object->ref.name));
        if (!object->ref.signature.empty())
            add(side, tr("signature"), qtText(object->ref.signature));
        for (const auto &[field, text] : fieldTexts(*object))
            add(side, fieldWord(field), qtText(text));
    }
    if (wanted && actual) {
        for (const FieldChange &change : changedFields(*wanted, *actual)) {
            const QString name = fieldWord(change.field);
            const auto at = std::find_if(rows.begin(), rows.end(), [&](const Row &row) { return row.property == name; });
            if (at != rows.end())
                at->differs = true;
        }
    }
    return rows;
}

void PropertySheet::show(const Object *wanted, const Object *actual)
{
    std::vector<Row> rows = rowsOf(wanted, actual);
    if (rows == m_rows)
        return;
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int PropertySheet::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int PropertySheet::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PropertySheet::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[std::size_t(index.row())];
    const std::optional<QString> &side = index.column() == InStore ? row.actual : row.wanted;
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == Property ? row.property : side ? oneLine(utf8(*side)) : QString();
    case Qt::ToolTipRole:
        return index.column() == Property || !side || !side->contains(QLatin1Char('\n')) ? QVariant() : QVariant(side->left(4000));
    case Qt::ForegroundRole:
        if (index.column() == Property)
            return Look::color(Token::TextSecondary);
        return row.differs ? QVariant(Look::color(Token::Change)) : QVariant();
    case Qt::BackgroundRole:
        return row.differs && index.column() != Property ? QVariant(Look::color(Token::ChangeBg)) : QVariant();
    case Qt::AccessibleTextRole:
        if (index.column() == Property)
            return row.differs ? tr("%1, differs").arg(row.property) : row.property;
        return side ? *side : tr("not there");
    default:
        return {};
    }
}

QVariant PropertySheet::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Property ? tr("Property") : section == InWorkspace ? tr("Workspace") : tr("Store");
}

} // namespace kilter::ui
