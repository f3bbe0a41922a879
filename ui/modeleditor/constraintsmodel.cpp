#include "core/model/model.h"
#include "ui/document/modeldocument.h"
#include "ui/modeleditor/fields.h"
#include "ui/modeleditor/parts.h"
#include "ui/text/text.h"

namespace kilter::ui {
namespace {

constexpr std::pair<const char *, const char *> sorts[] = {{"primaryKey", "primary key"}, {"unique", "unique"}, {"check", "check"}};

PartCell locked(const QString &text)
{
    return {text, false};
}

PartCell tickCell(bool on, bool isEditable)
{
    PartCell cell{{}, isEditable};
    cell.tick = on;
    return cell;
}

bool flag(const Json &json, const char *key)
{
    const Json *value = json.find(key);
    return value && value->boolean;
}

PartRow fieldRow(const QString &sort, const std::string &columns, const std::string &pointer, const std::string &field)
{
    return {pointer, {locked(sort), locked(qtText(columns)), locked({}), tickCell(false, false), locked({})}, true, field};
}

void addFieldRows(std::vector<PartRow> &rows, const Json &root)
{
    const Json *properties = root.find("properties");
    std::string key, first;
    if (!properties)
        return;
    for (const JsonMember &member : properties->members) {
        const Json *flagged = valueAt(member.value, "/x-column/primaryKey");
        if (!flagged || !flagged->boolean)
            continue;
        key += (key.empty() ? "" : ", ") + member.key;
        first = first.empty() ? member.key : first;
    }
    if (!key.empty())
        rows.push_back(fieldRow(QStringLiteral("primary key"), key, pointerTo("/properties", first) + "/x-column/primaryKey", first));
    for (const JsonMember &member : properties->members) {
        const Json *unique = valueAt(member.value, "/x-column/unique");
        if (unique && unique->boolean)
            rows.push_back(fieldRow(QStringLiteral("unique"), member.key, pointerTo("/properties", member.key) + "/x-column/unique", member.key));
    }
}

} // namespace

ConstraintsModel::ConstraintsModel(ModelDocument &document, QObject *parent)
    : PartsModel(document,
                 {{tr("Kind"), {}, 110, false},
                  {tr("Columns or condition"), tr("Columns with commas between, or an SQL condition"), 300},
                  {tr("Name"), tr("Chosen as PostgreSQL would when empty"), 180, false},
                  {tr("Deferr."), tr("Deferrable: checked at the end of a transaction on request"), 56},
                  {tr("Comment"), {}, 120, false}},
                 parent)
{
    refresh();
}

QString ConstraintsModel::what() const
{
    return tr("Constraints");
}

QString ConstraintsModel::addHint() const
{
    return tr("Add a constraint: type a condition, or columns that are unique together");
}

QString ConstraintsModel::emptyText() const
{
    return tr("No constraints beside those of the fields.");
}

std::vector<Choice> ConstraintsModel::choices(int, int column, bool &isStrict) const
{
    isStrict = true;
    if (column != 0)
        return {};
    return {{QStringLiteral("unique"), tr("columns")}, {QStringLiteral("check"), tr("SQL condition")}, {QStringLiteral("primary key"), tr("columns")}};
}

std::vector<PartRow> ConstraintsModel::read(const Json &root) const
{
    std::vector<PartRow> rows;
    addFieldRows(rows, root);
    const Json *list = root.find("x-constraints");
    for (std::size_t i = 0; list && i < list->items.size(); ++i) {
        const Json &constraint = list->items[i];
        for (const auto &[key, sort] : sorts) {
            const Json *content = constraint.find(key);
            if (!content)
                continue;
            const bool isCheck = std::string_view(key) == "check";
            PartRow row{pointerTo("/x-constraints", std::to_string(i)), {}, false, {}};
            row.cells = {{QString::fromLatin1(sort)},
                         {isCheck ? textOf(constraint, key) : listText(content)},
                         {textOf(constraint, "name")},
                         tickCell(flag(constraint, "deferrable"), !isCheck),
                         {textOf(constraint, "comment")}};
            rows.push_back(std::move(row));
        }
    }
    return rows;
}

void ConstraintsModel::write(Json &, Json &part, int column, const std::string &text)
{
    const auto present = std::find_if(std::begin(sorts), std::end(sorts), [&](const auto &sort) { return part.find(sort.first); });
    if (present == std::end(sorts))
        return;
    const bool isCheck = std::string_view(present->first) == "check";
    switch (column) {
    case 0: {
        const auto wanted = std::find_if(std::begin(sorts), std::end(sorts), [&](const auto &sort) { return text == sort.second; });
        if (wanted == std::end(sorts) || wanted == present)
            return;
        const std::string content = utf8(isCheck ? textOf(part, "check") : listText(part.find(present->first)));
        part.remove(present->first);
        part.set(wanted->first, std::string_view(wanted->first) == "check" ? Json::of(content) : jsonList(content));
        break;
    }
    case 1:
        if (!text.empty())
            part.set(present->first, isCheck ? Json::of(text) : jsonList(text));
        break;
    case 2:
        setText(part, "name", text);
        break;
    case 3:
        setFlag(part, "deferrable", !text.empty());
        break;
    default:
        setText(part, "comment", text);
    }
}

void ConstraintsModel::add(Json &root, const std::string &text)
{
    const std::vector<Field> fields = fieldsOf(root);
    const QStringList parts = listedParts(qtText(text));
    const bool areColumns = std::all_of(parts.begin(), parts.end(), [&](const QString &part) {
        return std::any_of(fields.begin(), fields.end(), [&](const Field &field) { return qtText(field.name) == part; });
    });
    Json constraint = Json::object();
    constraint.set(areColumns ? "unique" : "check", areColumns ? jsonList(text) : Json::of(text));
    if (!root.find("x-constraints"))
        root.set("x-constraints", Json::array());
    root.find("x-constraints")->items.push_back(std::move(constraint));
}

void ConstraintsModel::remove(Json &root, const PartRow &row)
{
    if (!row.isLocked) {
        eraseItem(root, "x-constraints", row.pointer);
        return;
    }
    const bool isKey = row.pointer.ends_with("/primaryKey");
    for (const QString &column : listedParts(row.cells[1].text))
        isKey ? setKey(root, utf8(column), false) : setUnique(root, utf8(column), false);
}

} // namespace kilter::ui
