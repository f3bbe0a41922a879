#include "ui/modeleditor/fieldsmodel.h"

#include "core/base/text.h"
#include "ui/document/jsonplace.h"
#include "ui/document/modeldocument.h"
#include "ui/text/text.h"

namespace kilter::ui {
namespace {

/// The column in which a keyword of a property is edited.
FieldColumn columnOfKeyword(const std::vector<std::string> &parts)
{
    const std::string keyword = parts.size() > 2 ? parts[2] : std::string();
    const std::string inner = parts.size() > 3 ? parts[3] : std::string();
    if (keyword == "default" || inner == "default" || inner == "generationExpression")
        return FieldColumn::Default;
    if (keyword == "type" || keyword == "items")
        return FieldColumn::Type;
    if (keyword == "x-index")
        return FieldColumn::Index;
    if (keyword == "x-references")
        return FieldColumn::References;
    if (keyword == "description" || inner == "comment")
        return FieldColumn::Comment;
    if (inner == "primaryKey")
        return FieldColumn::Key;
    if (inner == "unique")
        return FieldColumn::Unique;
    return keyword.empty() ? FieldColumn::Name : FieldColumn::Format;
}

QString reasonOf(const Diagnostic &diagnostic)
{
    QString reason = qtText(diagnostic.message);
    reason[0] = reason[0].toUpper();
    if (!reason.endsWith(QLatin1Char('.')))
        reason += QLatin1Char('.');
    return diagnostic.hint.empty() ? reason : reason + QLatin1Char(' ') + qtText(diagnostic.hint);
}

bool isTick(FieldColumn column)
{
    return column == FieldColumn::Required || column == FieldColumn::Key || column == FieldColumn::Unique;
}

} // namespace

FieldsModel::FieldsModel(ModelDocument &document, QObject *parent) : QAbstractTableModel(parent), m_document(document)
{
    m_fields = fieldsOf(document.json());
    m_own = int(std::count_if(m_fields.begin(), m_fields.end(), [](const Field &field) { return !field.isAutomatic; }));
    connect(&document, &ModelDocument::jsonChanged, this, &FieldsModel::refresh);
    connect(&document, &ModelDocument::syntaxChanged, this, &FieldsModel::findProblems);
    connect(&document, &ModelDocument::analysed, this, &FieldsModel::findProblems);
    findProblems();
}

int FieldsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : fieldCount() + 1;
}

int FieldsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : fieldColumnCount;
}

const Field *FieldsModel::field(int row) const
{
    return row >= 0 && row < fieldCount() ? &m_fields[std::size_t(row)] : nullptr;
}

bool FieldsModel::isEditable(int row) const
{
    return m_document.isJson() && (row == addRow() || (row >= 0 && row < m_own));
}

int FieldsModel::rowOf(const std::string &name) const
{
    const auto at = std::find_if(m_fields.begin(), m_fields.end(), [&](const Field &one) { return one.name == name; });
    return at == m_fields.end() ? -1 : int(at - m_fields.begin());
}

QString FieldsModel::shown(const Field &field, FieldColumn column) const
{
    switch (column) {
    case FieldColumn::Handle:
        return {};
    case FieldColumn::Name:
        return qtText(field.name);
    case FieldColumn::Type:
        return qtText(field.type);
    case FieldColumn::Format: {
        const Model *component = componentOf(m_document, field.component);
        QStringList parts{component ? qtText(component->title) : qtText(field.component), qtText(field.format), qtText(field.nativeType), qtText(field.limits)};
        parts.removeAll(QString());
        return parts.join(QStringLiteral(", "));
    }
    case FieldColumn::Default:
        return qtText(field.defaultText);
    case FieldColumn::Index:
        return qtText(field.index);
    case FieldColumn::References:
        return qtText(field.referenceColumn.empty() ? field.reference : field.reference + '.' + field.referenceColumn);
    case FieldColumn::Comment:
        return qtText(field.comment);
    case FieldColumn::Required:
    case FieldColumn::Key:
    case FieldColumn::Unique:
        return {};
    }
    return {};
}

QVariant FieldsModel::data(const QModelIndex &index, int role) const
{
    const Field *one = field(index.row());
    const auto column = FieldColumn(index.column());
    if (!index.isValid())
        return {};
    if (!one)
        return column == FieldColumn::Name && role == Qt::AccessibleTextRole ? QVariant(tr("Add a field: type its name")) : QVariant();
    switch (role) {
    case Qt::DisplayRole:
        return shown(*one, column);
    case Qt::EditRole:
        return column == FieldColumn::Type && !one->nativeType.empty() ? qtText(one->nativeType) : shown(*one, column);
    case Qt::CheckStateRole:
        if (!isTick(column))
            return {};
        return (column == FieldColumn::Required ? one->isRequired : column == FieldColumn::Key ? one->isKey : one->isUnique) ? Qt::Checked : Qt::Unchecked;
    case Qt::ToolTipRole: {
        if (const QString reason = problem(index.row(), column); !reason.isEmpty())
            return reason;
        if (one->isAutomatic)
            return tr("Added by “timestamps”; not stated in the file.");
        if (column == FieldColumn::Handle)
            return tr("Drag to another place (Alt+Up, Alt+Down)");
        return isTick(column) ? QVariant() : QVariant(shown(*one, column));
    }
    case Qt::AccessibleTextRole: {
        const QString text = isTick(column) ? (data(index, Qt::CheckStateRole).toInt() ? tr("yes") : tr("no")) : shown(*one, column);
        return QString(qtText(one->name) + QStringLiteral(", ") + headerData(index.column(), Qt::Horizontal, Qt::AccessibleTextRole).toString() + QStringLiteral(": ") + text);
    }
    default:
        return {};
    }
}

QVariant FieldsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= fieldColumnCount)
        return {};
    const QString names[] = {QString(), tr("Name"), tr("Type"), tr("Format"), tr("Req."), tr("Default"), tr("Key"), tr("Uniq."), tr("Index"), tr("References"), tr("Comment")};
    if (role == Qt::DisplayRole)
        return names[section];
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::ToolTipRole && role != Qt::AccessibleTextRole)
        return {};
    switch (FieldColumn(section)) {
    case FieldColumn::Handle:
        return tr("Order");
    case FieldColumn::Required:
        return tr("Required: NOT NULL");
    case FieldColumn::Key:
        return tr("Part of the primary key");
    case FieldColumn::Unique:
        return tr("Unique");
    case FieldColumn::Index:
        return tr("Index of this column");
    default:
        return names[section];
    }
}

Qt::ItemFlags FieldsModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const Qt::ItemFlags plain = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    const auto column = FieldColumn(index.column());
    if (!isEditable(index.row()) || column == FieldColumn::Handle || (index.row() == addRow() && column != FieldColumn::Name))
        return plain;
    if (!isTick(column))
        return plain | Qt::ItemIsEditable;
    const Field *one = field(index.row());
    return column == FieldColumn::Unique && one->isUniqueByKey ? plain : plain | Qt::ItemIsUserCheckable;
}

bool FieldsModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || !isEditable(index.row()) || (role != Qt::EditRole && role != Qt::CheckStateRole))
        return false;
    const auto column = FieldColumn(index.column());
    const QString text = value.toString();
    if (index.row() == addRow())
        return column == FieldColumn::Name && !text.trimmed().isEmpty() && addField(text) >= 0;
    const Field one = *field(index.row());
    const std::string name = one.name, typed = utf8(text);
    const bool on = value.toInt() == Qt::Checked;
    if (role == Qt::EditRole && text == data(index, Qt::EditRole).toString())
        return false;
    const auto change = [&](const QString &what, auto edit) { return take(m_document.change(what, [&](Json &root) { edit(root); })); };
    switch (column) {
    case FieldColumn::Handle:
    case FieldColumn::Format:
        return false;
    case FieldColumn::Name:
        return rename(one, text.trimmed());
    case FieldColumn::Type:
        return setType(name, text);
    case FieldColumn::Required:
        return change(tr("required of %1").arg(qtText(name)), [&](Json &root) { setRequired(root, name, on); });
    case FieldColumn::Default:
        return change(tr("default of %1").arg(qtText(name)), [&](Json &root) { setDefault(root, name, typed); });
    case FieldColumn::Key:
        return change(tr("key of %1").arg(qtText(name)), [&](Json &root) { setKey(root, name, on); });
    case FieldColumn::Unique:
        return change(tr("uniqueness of %1").arg(qtText(name)), [&](Json &root) { setUnique(root, name, on); });
    case FieldColumn::Index:
        return change(tr("index of %1").arg(qtText(name)), [&](Json &root) { setIndex(root, name, typed); });
    case FieldColumn::References:
        return setReference(name, text);
    case FieldColumn::Comment:
        return change(tr("comment of %1").arg(qtText(name)), [&](Json &root) { setComment(root, name, typed); });
    }
    return false;
}

bool FieldsModel::take(const Result<> &result)
{
    if (!result)
        emit refused(errorHeadline(result.error()));
    return result.has_value();
}

bool FieldsModel::rename(const Field &one, const QString &text)
{
    const std::string name = utf8(text), problem = nameProblem(m_document.json(), name, one.name);
    if (!problem.empty()) {
        emit refused(qtText(problem));
        return false;
    }
    return take(m_document.change(tr("name of %1").arg(qtText(one.name)), {fieldRenamed(one.name, name)}, [&](Json &root) { renameUses(root, one.name, name); }));
}

bool FieldsModel::setType(const std::string &name, const QString &text)
{
    const Model *component = modelTitled(m_document, utf8(text.trimmed()));
    const auto choice = typeChoiceOf(utf8(text));
    if (component && component->level == Level::Gamma) {
        const std::string reference = referenceTo(m_document, *component);
        return take(m_document.change(tr("type of %1").arg(qtText(name)), [&](Json &root) { setComponent(root, name, reference); }));
    }
    if (!choice)
        return false;
    return take(m_document.change(tr("type of %1").arg(qtText(name)), [&](Json &root) { kilter::ui::setType(root, name, *choice); }));
}

/// "Author" or "Author.email". A field that is still a plain text takes the type of what it refers to.
bool FieldsModel::setReference(const std::string &name, const QString &text)
{
    const std::string typed = utf8(text.trimmed());
    const std::size_t dot = modelTitled(m_document, typed) ? std::string::npos : typed.rfind('.');
    const std::string title = typed.substr(0, dot), column = dot == std::string::npos ? std::string() : typed.substr(dot + 1);
    const Model *target = modelTitled(m_document, title);
    std::optional<Field> theirs;
    for (const Field &one : target ? fieldsOf(target->json) : std::vector<Field>()) {
        if (column.empty() ? one.isKey : one.name == column)
            theirs = theirs ? std::nullopt : std::optional(one);
    }
    const Field *own = field(rowOf(name));
    const bool takesType = theirs && own && own->type == "string" && own->format.empty() && own->nativeType.empty() && own->limits.empty();
    return take(m_document.change(tr("reference of %1").arg(qtText(name)), [&](Json &root) {
        kilter::ui::setReference(root, name, title, column);
        if (takesType)
            kilter::ui::setType(root, name, {"", theirs->type, theirs->format, theirs->nativeType, "", "", ""});
    }));
}

int FieldsModel::addField(const QString &text)
{
    const std::string name = utf8(text.trimmed()), problem = nameProblem(m_document.json(), name, {});
    if (!problem.empty()) {
        emit refused(qtText(problem));
        return -1;
    }
    const bool done = take(m_document.change(tr("field %1").arg(qtText(name)), [&](Json &root) { kilter::ui::addField(root, name); }));
    return done ? rowOf(name) : -1;
}

void FieldsModel::removeFields(std::vector<int> rows)
{
    changeFields(rows.size() == 1 ? tr("removing of a field") : tr("removing of %1 fields").arg(rows.size()), rows, [](Json &root, const std::string &name) { removeField(root, name); });
}

bool FieldsModel::changeFields(const QString &what, const std::vector<int> &rows, const std::function<void(Json &, const std::string &)> &mutate)
{
    std::vector<std::string> names;
    for (const int row : rows) {
        if (row >= 0 && row < m_own)
            names.push_back(m_fields[std::size_t(row)].name);
    }
    if (names.empty())
        return false;
    return take(m_document.change(what, [&](Json &root) {
        for (const std::string &name : names)
            mutate(root, name);
    }));
}

bool FieldsModel::moveField(int from, int to)
{
    if (from < 0 || from >= m_own || to < 0 || to >= m_own || from == to)
        return false;
    return take(m_document.apply(tr("order of fields"), {fieldMoved(m_fields[std::size_t(from)].name, std::size_t(to))}));
}

bool FieldsModel::setLimits(int row, const Limits &limits)
{
    const Field *one = field(row);
    if (!one || limits == limitsOf(m_document.json(), one->name))
        return false;
    const std::string name = one->name;
    return take(m_document.change(tr("format of %1").arg(qtText(name)), [&](Json &root) { kilter::ui::setLimits(root, name, limits); }));
}

void FieldsModel::refresh()
{
    std::vector<Field> next = fieldsOf(m_document.json());
    const auto sameName = [](const Field &a, const Field &b) { return a.name == b.name && a.isAutomatic == b.isAutomatic; };
    if (next.size() != m_fields.size()) {
        const std::size_t least = std::min(next.size(), m_fields.size());
        std::size_t before = 0, behind = 0;
        while (before < least && sameName(next[before], m_fields[before]))
            ++before;
        while (behind < least - before && sameName(next[next.size() - 1 - behind], m_fields[m_fields.size() - 1 - behind]))
            ++behind;
        const int first = int(before), oldEnd = int(m_fields.size() - behind), newEnd = int(next.size() - behind);
        if (oldEnd > first) {
            beginRemoveRows({}, first, oldEnd - 1);
            m_fields.erase(m_fields.begin() + first, m_fields.begin() + oldEnd);
            endRemoveRows();
        }
        if (newEnd > first) {
            beginInsertRows({}, first, newEnd - 1);
            m_fields.insert(m_fields.begin() + first, next.begin() + first, next.begin() + newEnd);
            endInsertRows();
        }
    }
    m_fields = std::move(next);
    m_own = int(std::count_if(m_fields.begin(), m_fields.end(), [](const Field &one) { return !one.isAutomatic; }));
    emit dataChanged(index(0, 0), index(rowCount() - 1, fieldColumnCount - 1));
}

void FieldsModel::findProblems()
{
    m_problems.clear();
    if (m_document.isJson()) {
        for (const Diagnostic &diagnostic : m_document.analysis().diagnostics) {
            if (diagnostic.severity == Severity::Info)
                continue;
            const auto parts = pointerParts(pointerAt(m_document.json(), offsetOf(m_document.text(), diagnostic.place.line, diagnostic.place.column)));
            if (parts.size() >= 2 && parts[0] == "properties") {
                m_problems.try_emplace({parts[1], columnOfKeyword(parts)}, reasonOf(diagnostic));
            } else if (parts.size() == 2 && parts[0] == "required") {
                if (const Json *name = valueAt(m_document.json(), "/required/" + parts[1]))
                    m_problems.try_emplace({name->text, FieldColumn::Required}, reasonOf(diagnostic));
            }
        }
    }
    emit dataChanged(index(0, 0), index(rowCount() - 1, fieldColumnCount - 1));
}

QString FieldsModel::problem(int row, FieldColumn column) const
{
    const Field *one = field(row);
    if (!one)
        return {};
    if (column == FieldColumn::Default) {
        if (const std::string reason = defaultProblem(one->defaultText, *one); !reason.empty())
            return qtText(reason);
    }
    const auto at = m_problems.find({one->name, column});
    return at == m_problems.end() ? QString() : at->second;
}

QModelIndex FieldsModel::firstProblem() const
{
    for (int row = 0; row < m_own; ++row) {
        for (int column = 0; column < fieldColumnCount; ++column) {
            if (!problem(row, FieldColumn(column)).isEmpty())
                return index(row, column);
        }
    }
    return {};
}

} // namespace kilter::ui
