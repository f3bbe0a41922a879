#include "core/model/edit.h"
#include "core/model/model.h"
#include "ui/document/modeldocument.h"
#include "ui/modeleditor/fields.h"
#include "ui/modeleditor/parts.h"
#include "ui/text/text.h"

namespace kilter::ui {
namespace {

enum Column { Keys, Method, Unique, Where, Include, Name };

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

QString methodOf(const Json &bag)
{
    const QString method = textOf(bag, "method");
    return method.isEmpty() ? QStringLiteral("btree") : method;
}

/// Typed keys; those that stand as objects and are typed as they were stay objects.
Json typedKeys(const Json *present, const std::string &text)
{
    Json keys = jsonList(text);
    for (Json &key : keys.items) {
        for (const Json &old : present ? present->items : std::vector<Json>()) {
            const Json *expression = old.isObject() ? old.find("expression") : nullptr;
            if (expression && expression->text == key.text) {
                key = old;
                break;
            }
        }
    }
    return keys;
}

} // namespace

IndexesModel::IndexesModel(ModelDocument &document, QObject *parent)
    : PartsModel(document,
                 {{tr("Columns"), tr("Columns or (expressions), each with desc or nulls last where wanted"), 210},
                  {tr("Method"), {}, 70},
                  {tr("Uniq."), tr("Unique"), 56},
                  {tr("Where"), tr("Only rows that meet this condition are indexed"), 160},
                  {tr("Include"), tr("Further columns, kept but not searched (PostgreSQL)"), 100},
                  {tr("Name"), tr("Chosen as PostgreSQL would when empty"), 130, false}},
                 parent)
{
    refresh();
}

QString IndexesModel::what() const
{
    return tr("Indexes");
}

QString IndexesModel::addHint() const
{
    return tr("Add an index: type its columns");
}

QString IndexesModel::emptyText() const
{
    return tr("No indexes but that of the primary key.");
}

std::vector<Choice> IndexesModel::choices(int, int column, bool &isStrict) const
{
    isStrict = column == Method;
    return column == Method ? indexChoices() : std::vector<Choice>();
}

std::vector<PartRow> IndexesModel::read(const Json &root) const
{
    std::vector<PartRow> rows;
    const auto row = [](std::string pointer, const QString &keys, const Json &bag, const std::string &field) {
        const bool own = field.empty();
        return PartRow{std::move(pointer),
                       {{keys, own}, {methodOf(bag), own}, tickCell(flag(bag, "unique"), own), {textOf(bag, "where"), own}, {listText(bag.find("include")), own}, {textOf(bag, "name"), own}},
                       !own,
                       field};
    };
    if (const Json *properties = root.find("properties")) {
        for (const JsonMember &member : properties->members) {
            const Json *index = member.value.find("x-index");
            if (!index || (!index->isObject() && !index->boolean))
                continue;
            const QString order = textOf(*index, "order");
            rows.push_back(row(pointerTo("/properties", member.key) + "/x-index", qtText(member.key) + (order == QStringLiteral("desc") ? QStringLiteral(" desc") : QString()), *index, member.key));
        }
    }
    const Json *list = root.find("x-indexes");
    for (std::size_t i = 0; list && i < list->items.size(); ++i)
        rows.push_back(row(pointerTo("/x-indexes", std::to_string(i)), listText(list->items[i].find("columns")), list->items[i], {}));
    return rows;
}

void IndexesModel::write(Json &, Json &part, int column, const std::string &text)
{
    switch (Column(column)) {
    case Keys:
        if (!text.empty())
            part.set("columns", typedKeys(part.find("columns"), text));
        break;
    case Method:
        setText(part, "method", text == "btree" ? std::string() : text);
        break;
    case Unique:
        setFlag(part, "unique", !text.empty());
        break;
    case Where:
        setText(part, "where", text);
        break;
    case Include:
        if (text.empty())
            part.remove("include");
        else
            part.set("include", jsonList(text));
        break;
    case Name:
        setText(part, "name", text);
        break;
    }
}

void IndexesModel::add(Json &root, const std::string &text)
{
    Json index = Json::object();
    index.set("columns", jsonList(text));
    if (!root.find("x-indexes"))
        root.set("x-indexes", Json::array());
    root.find("x-indexes")->items.push_back(std::move(index));
}

void IndexesModel::remove(Json &root, const PartRow &row)
{
    if (row.isLocked)
        setIndex(root, row.field, {});
    else
        eraseItem(root, "x-indexes", row.pointer);
}

} // namespace kilter::ui
