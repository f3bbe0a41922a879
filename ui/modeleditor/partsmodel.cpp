#include "ui/modeleditor/partsmodel.h"

#include "core/model/model.h"
#include "ui/document/jsonplace.h"
#include "ui/document/modeldocument.h"
#include "ui/text/text.h"

namespace kilter::ui {

PartsModel::PartsModel(ModelDocument &document, std::vector<PartColumn> columns, QObject *parent)
    : QAbstractTableModel(parent), m_document(document), m_columns(std::move(columns))
{
    connect(&document, &ModelDocument::jsonChanged, this, &PartsModel::refresh);
    connect(&document, &ModelDocument::analysed, this, [this] {
        refresh();
        findProblems();
    });
    connect(&document, &ModelDocument::syntaxChanged, this, &PartsModel::findProblems);
}

int PartsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : partCount() + (canAdd() ? 1 : 0);
}

int PartsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_columns.size());
}

const PartRow *PartsModel::part(int row) const
{
    return row >= 0 && row < partCount() ? &m_rows[std::size_t(row)] : nullptr;
}

QVariant PartsModel::data(const QModelIndex &index, int role) const
{
    const PartRow *row = index.isValid() ? part(index.row()) : nullptr;
    if (!row)
        return index.isValid() && index.column() == firstColumn() && role == Qt::AccessibleTextRole ? QVariant(addHint()) : QVariant();
    const PartCell &cell = row->cells[std::size_t(index.column())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return cell.text;
    case Qt::CheckStateRole:
        return cell.tick ? QVariant(*cell.tick ? Qt::Checked : Qt::Unchecked) : QVariant();
    case Qt::ToolTipRole: {
        const QString reason = problem(index.row());
        const QString source = row->isLocked ? tr("Stated by the field %1; edit it there.").arg(qtText(row->field)) : QString();
        return !reason.isEmpty() ? reason : cell.isEditable ? cell.text : source.isEmpty() ? cell.text : source;
    }
    case Qt::AccessibleTextRole: {
        const QString value = cell.tick ? (*cell.tick ? tr("yes") : tr("no")) : cell.text;
        return QString(m_columns[std::size_t(index.column())].name + QStringLiteral(": ") + value);
    }
    default:
        return {};
    }
}

QVariant PartsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const PartColumn &column = m_columns[std::size_t(section)];
    if (role == Qt::DisplayRole)
        return column.name;
    if (role == Qt::ToolTipRole || role == Qt::AccessibleTextRole)
        return column.toolTip.isEmpty() ? column.name : column.toolTip;
    return role == Qt::TextAlignmentRole ? QVariant(int(Qt::AlignLeft | Qt::AlignVCenter)) : QVariant();
}

Qt::ItemFlags PartsModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const Qt::ItemFlags plain = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    if (!m_document.isJson())
        return plain;
    const PartRow *row = part(index.row());
    if (!row)
        return index.column() == firstColumn() ? plain | Qt::ItemIsEditable : plain;
    const PartCell &cell = row->cells[std::size_t(index.column())];
    if (!cell.isEditable)
        return plain;
    return cell.tick ? plain | Qt::ItemIsUserCheckable : plain | Qt::ItemIsEditable;
}

bool PartsModel::take(const QString &what, const std::function<void(Json &)> &mutate)
{
    const auto result = m_document.change(what, mutate);
    if (!result)
        emit refused(errorHeadline(result.error()));
    return result.has_value();
}

bool PartsModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!(flags(index) & (Qt::ItemIsEditable | Qt::ItemIsUserCheckable)) || (role != Qt::EditRole && role != Qt::CheckStateRole))
        return false;
    const QString words = what().toLower();
    if (index.row() == addRow()) {
        const std::string text = utf8(value.toString().trimmed());
        return !text.empty() && take(words, [&](Json &root) { add(root, text); });
    }
    const PartRow row = m_rows[std::size_t(index.row())];
    const PartCell &cell = row.cells[std::size_t(index.column())];
    const std::string text = cell.tick ? (value.toInt() == Qt::Checked ? "true" : "") : utf8(value.toString().trimmed());
    if (!cell.tick && qtText(text) == cell.text)
        return false;
    return take(words, [&](Json &root) {
        if (Json *place = placeIn(root, row.pointer))
            write(root, *place, index.column(), text);
    });
}

bool PartsModel::removeParts(const std::vector<int> &rows)
{
    std::vector<PartRow> going;
    for (auto row = rows.rbegin(); row != rows.rend(); ++row) { // from the back: pointers count items
        if (part(*row))
            going.push_back(*part(*row));
    }
    return !going.empty() && take(what().toLower(), [&](Json &root) {
        for (const PartRow &row : going)
            remove(root, row);
    });
}

QString PartsModel::typedProblem(int, int, const QString &) const
{
    return {};
}

void PartsModel::setColumns(std::vector<PartColumn> columns)
{
    beginResetModel();
    m_columns = std::move(columns);
    m_rows = read(m_document.json());
    endResetModel();
    emit countChanged();
}

void PartsModel::refresh()
{
    std::vector<PartRow> next = read(m_document.json());
    if (next == m_rows)
        return;
    const int before = partCount(), after = int(next.size());
    if (after > before) {
        beginInsertRows({}, before, after - 1);
        m_rows.resize(std::size_t(after), PartRow{{}, std::vector<PartCell>(m_columns.size()), true, {}});
        endInsertRows();
    } else if (after < before) {
        beginRemoveRows({}, after, before - 1);
        m_rows.resize(std::size_t(after));
        endRemoveRows();
    }
    m_rows = std::move(next);
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    emit countChanged();
}

void PartsModel::findProblems()
{
    m_problems.clear();
    if (m_document.isJson()) {
        for (const Diagnostic &diagnostic : m_document.analysis().diagnostics) {
            if (diagnostic.severity == Severity::Info)
                continue;
            const std::string at = pointerAt(m_document.json(), offsetOf(m_document.text(), diagnostic.place.line, diagnostic.place.column));
            for (const PartRow &row : m_rows) {
                if (at == row.pointer || at.starts_with(row.pointer + '/'))
                    m_problems.try_emplace(row.pointer, qtText(diagnostic.message + (diagnostic.hint.empty() ? "" : ". " + diagnostic.hint)));
            }
        }
    }
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

QString PartsModel::problem(int row) const
{
    const PartRow *one = part(row);
    const auto at = one ? m_problems.find(one->pointer) : m_problems.end();
    return at == m_problems.end() ? QString() : at->second;
}

Json *placeIn(Json &root, const std::string &pointer)
{
    return const_cast<Json *>(valueAt(root, pointer)); // of a value that is not const
}

QStringList listedParts(const QString &text)
{
    QStringList parts;
    QString part;
    int depth = 0;
    for (const QChar letter : text) {
        depth += letter == QLatin1Char('(') ? 1 : letter == QLatin1Char(')') ? -1 : 0;
        if (letter == QLatin1Char(',') && depth == 0) {
            parts.append(part.trimmed());
            part.clear();
        } else {
            part += letter;
        }
    }
    parts.append(part.trimmed());
    parts.removeAll(QString());
    return parts;
}

QString listText(const Json *list)
{
    QStringList parts;
    if (list) {
        for (const Json &item : list->items)
            parts.append(qtText(item.isString() ? item.text : item.isObject() && item.find("expression") ? item.find("expression")->text : toText(item)));
    }
    return parts.join(QStringLiteral(", "));
}

Json jsonList(const std::string &text)
{
    Json list = Json::array();
    for (const QString &part : listedParts(qtText(text)))
        list.items.push_back(Json::of(utf8(part)));
    return list;
}

QString textOf(const Json &json, const char *key)
{
    const Json *value = json.find(key);
    if (value && value->isObject())
        value = value->find(value->find("postgresql") ? "postgresql" : "sqlite");
    return value && value->isString() ? qtText(value->text) : QString();
}

void setText(Json &json, const char *key, const std::string &text)
{
    if (text.empty())
        json.remove(key);
    else
        json.set(key, Json::of(text));
}

void setFlag(Json &json, const char *key, bool on)
{
    if (on)
        json.set(key, Json::of(true));
    else
        json.remove(key);
}

void eraseItem(Json &root, const char *list, const std::string &pointer)
{
    Json *items = root.find(list);
    const std::size_t index = std::stoul(pointer.substr(pointer.rfind('/') + 1));
    if (!items || index >= items->items.size())
        return;
    items->items.erase(items->items.begin() + std::ptrdiff_t(index));
    if (items->items.empty())
        root.remove(list);
}

} // namespace kilter::ui
