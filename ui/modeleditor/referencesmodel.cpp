#include "core/model/edit.h"
#include "core/model/model.h"
#include "ui/document/modeldocument.h"
#include "ui/modeleditor/fields.h"
#include "ui/modeleditor/parts.h"
#include "ui/text/text.h"

namespace kilter::ui {
namespace {

enum Column { Columns, Target, TargetColumns, OnDelete, OnUpdate, Name };

bool isFieldBag(const Json &part)
{
    return !part.find("foreignKey");
}

QString actionOf(const Json &bag, const char *key)
{
    const QString action = textOf(bag, key);
    return action.isEmpty() ? QStringLiteral("no action") : action;
}

/// Where a reference says what it refers to: itself, or its member "references".
const Json &targetOf(const Json &part)
{
    static const Json nothing = Json::object();
    if (isFieldBag(part))
        return part;
    const Json *target = part.find("references");
    return target ? *target : nothing;
}

QString targetName(const Json &target)
{
    const QString title = textOf(target, "model");
    const Json *table = target.find("table");
    return title.isEmpty() && table ? textOf(*table, "name") : title;
}

} // namespace

ReferencesModel::ReferencesModel(ModelDocument &document, QObject *parent)
    : PartsModel(document,
                 {{tr("Columns"), {}, 150},
                  {tr("Refers to"), tr("A model"), 130, false},
                  {tr("Its columns"), tr("The primary key when empty"), 110},
                  {tr("On delete"), {}, 100},
                  {tr("On update"), {}, 100},
                  {tr("Name"), tr("Chosen as PostgreSQL would when empty"), 130, false}},
                 parent)
{
    refresh();
}

QString ReferencesModel::what() const
{
    return tr("References");
}

QString ReferencesModel::addHint() const
{
    return tr("Add a reference: type its column, or columns with commas between");
}

QString ReferencesModel::emptyText() const
{
    return tr("This table refers to no other.");
}

std::vector<Choice> ReferencesModel::choices(int, int column, bool &isStrict) const
{
    isStrict = true;
    if (column == Target) {
        std::vector<Choice> models = referenceChoicesFor(document());
        std::erase_if(models, [](const Choice &choice) { return choice.text.contains(QLatin1Char('.')); });
        return models;
    }
    std::vector<Choice> actions;
    for (const char *word : {"no action", "restrict", "cascade", "set null", "set default"}) {
        if (column == OnDelete || column == OnUpdate)
            actions.push_back({QString::fromLatin1(word), {}});
    }
    isStrict = !actions.empty();
    return actions;
}

std::vector<PartRow> ReferencesModel::read(const Json &root) const
{
    std::vector<PartRow> rows;
    const auto row = [this](std::string pointer, const QString &columns, const Json &bag, const std::string &field) {
        const Json &target = targetOf(bag);
        PartRow one{std::move(pointer), {}, false, field};
        PartCell model{targetName(target)};
        if (const Model *known = modelTitled(document(), utf8(model.text)))
            model.level = known->level;
        const QString theirs = field.empty() ? listText(target.find("columns")) : textOf(target, "column");
        one.cells = {{columns, field.empty()}, model, {theirs}, {actionOf(bag, "onDelete")}, {actionOf(bag, "onUpdate")}, {textOf(bag, "name")}};
        return one;
    };
    if (const Json *properties = root.find("properties")) {
        for (const JsonMember &member : properties->members) {
            if (const Json *bag = member.value.find("x-references"); bag && bag->isObject())
                rows.push_back(row(pointerTo("/properties", member.key) + "/x-references", qtText(member.key), *bag, member.key));
        }
    }
    const Json *list = root.find("x-constraints");
    for (std::size_t i = 0; list && i < list->items.size(); ++i) {
        if (const Json *columns = list->items[i].find("foreignKey"))
            rows.push_back(row(pointerTo("/x-constraints", std::to_string(i)), listText(columns), list->items[i], {}));
    }
    return rows;
}

void ReferencesModel::write(Json &, Json &part, int column, const std::string &text)
{
    const bool ofField = isFieldBag(part);
    if (!ofField && (column == Target || column == TargetColumns) && !part.find("references"))
        part.set("references", Json::object());
    Json &target = ofField ? part : column == Target || column == TargetColumns ? *part.find("references") : part;
    switch (Column(column)) {
    case Columns:
        if (!text.empty() && !ofField)
            part.set("foreignKey", jsonList(text));
        break;
    case Target:
        if (text.empty())
            return;
        target.remove("table");
        target.set("model", Json::of(text));
        break;
    case TargetColumns:
        if (ofField)
            setText(target, "column", text);
        else if (text.empty())
            target.remove("columns");
        else
            target.set("columns", jsonList(text));
        break;
    case OnDelete:
        setText(part, "onDelete", text == "no action" ? std::string() : text);
        break;
    case OnUpdate:
        setText(part, "onUpdate", text == "no action" ? std::string() : text);
        break;
    case Name:
        setText(part, "name", text);
        break;
    }
}

/// One column that is a field without a reference: the field's own; else a constraint. What it refers to is chosen next.
void ReferencesModel::add(Json &root, const std::string &text)
{
    const QStringList columns = listedParts(qtText(text));
    Json *property = columns.size() == 1 ? placeIn(root, pointerTo("/properties", utf8(columns[0]))) : nullptr;
    if (property && !property->find("x-references")) {
        property->set("x-references", Json::object());
        return;
    }
    Json constraint = Json::object();
    constraint.set("foreignKey", jsonList(text));
    if (!root.find("x-constraints"))
        root.set("x-constraints", Json::array());
    root.find("x-constraints")->items.push_back(std::move(constraint));
}

void ReferencesModel::remove(Json &root, const PartRow &row)
{
    if (!row.field.empty())
        setReference(root, row.field, {}, {});
    else
        eraseItem(root, "x-constraints", row.pointer);
}

} // namespace kilter::ui
