#include "core/model/edit.h"
#include "core/model/model.h"
#include "ui/document/modeldocument.h"
#include "ui/modeleditor/parts.h"
#include "ui/text/text.h"

namespace kilter::ui {
namespace {

std::string byOf(const Json &root)
{
    const Json *by = valueAt(root, "/x-partition/by");
    return by && by->isString() && (by->text == "range" || by->text == "list" || by->text == "hash") ? by->text : std::string();
}

/// Numbers and null as such, all else as text.
Json bounds(const std::string &text)
{
    Json list = Json::array();
    for (const QString &part : listedParts(qtText(text))) {
        const auto json = parseJson(utf8(part));
        list.items.push_back(json && (json->isNumber() || json->isNull()) ? *json : Json::of(utf8(part)));
    }
    return list;
}

void setBounds(Json &part, const char *key, const std::string &text)
{
    if (text.empty())
        part.remove(key);
    else
        part.set(key, bounds(text));
}

void setNumber(Json &part, const char *key, const std::string &text)
{
    const auto json = parseJson(text);
    if (json && json->isNumber())
        part.set(key, *json);
    else if (text.empty())
        part.remove(key);
}

QString numberText(const Json &part, const char *key)
{
    const Json *value = part.find(key);
    return value ? qtText(toText(*value)) : QString();
}

PartCell defaultTick(const Json &part)
{
    PartCell cell;
    const Json *value = part.find("default");
    cell.tick = value && value->boolean;
    return cell;
}

} // namespace

PartitionsModel::PartitionsModel(ModelDocument &document, QObject *parent) : PartsModel(document, columnsFor({}), parent)
{
    followBy();
    connect(&document, &ModelDocument::jsonChanged, this, &PartitionsModel::followBy);
}

std::vector<PartColumn> PartitionsModel::columnsFor(const std::string &by)
{
    const PartColumn name{tr("Name"), {}, 220, false};
    const PartColumn rest{tr("Default"), tr("Takes what no other partition takes"), 60};
    const PartColumn note{tr("Also"), tr("What only the JSON tab edits: partitions of the partition, a bound as SQL"), 120, false};
    if (by == "range")
        return {name, {tr("From"), tr("Included; null: unbounded"), 150}, {tr("To"), tr("Not included; null: unbounded"), 150}, rest, note};
    if (by == "list")
        return {name, {tr("Values"), tr("With commas between"), 300}, rest, note};
    if (by == "hash")
        return {name, {tr("Modulus"), {}, 100}, {tr("Remainder"), {}, 100}, note};
    return {name};
}

void PartitionsModel::followBy()
{
    const std::string by = byOf(document().json());
    if (by == m_by)
        return;
    m_by = by;
    setColumns(columnsFor(by));
    emit byChanged();
}

QString PartitionsModel::what() const
{
    return tr("Partitions");
}

QString PartitionsModel::addHint() const
{
    return tr("Add a partition: type its name");
}

QString PartitionsModel::emptyText() const
{
    return tr("This table is not partitioned. Choose above how its rows are to be parted.");
}

QString PartitionsModel::key() const
{
    return listText(valueAt(document().json(), "/x-partition/key"));
}

void PartitionsModel::setBy(const std::string &by)
{
    if (by == m_by)
        return;
    const auto result = document().change(tr("partitioning"), [&](Json &root) {
        if (by.empty()) {
            root.remove("x-partition");
            return;
        }
        if (!root.find("x-partition")) {
            root.set("x-partition", Json::object());
            root.find("x-partition")->set("by", Json::of(by));
            root.find("x-partition")->set("key", Json::array());
        }
        root.find("x-partition")->set("by", Json::of(by));
    });
    if (!result)
        emit refused(errorHeadline(result.error()));
}

void PartitionsModel::setKey(const QString &text)
{
    if (text == key() || m_by.empty())
        return;
    const auto result = document().change(tr("partition key"), [&](Json &root) { root.find("x-partition")->set("key", jsonList(utf8(text))); });
    if (!result)
        emit refused(errorHeadline(result.error()));
}

std::vector<Choice> PartitionsModel::choices(int, int, bool &isStrict) const
{
    isStrict = false;
    return {};
}

std::vector<PartRow> PartitionsModel::read(const Json &root) const
{
    std::vector<PartRow> rows;
    const Json *list = valueAt(root, "/x-partition/partitions");
    for (std::size_t i = 0; list && !m_by.empty() && i < list->items.size(); ++i) {
        const Json &part = list->items[i];
        PartRow row{pointerTo("/x-partition/partitions", std::to_string(i)), {{textOf(part, "name")}}, false, {}};
        if (m_by == "range")
            row.cells.insert(row.cells.end(), {{listText(part.find("from"))}, {listText(part.find("to"))}, defaultTick(part)});
        else if (m_by == "list")
            row.cells.insert(row.cells.end(), {{listText(part.find("in"))}, defaultTick(part)});
        else
            row.cells.insert(row.cells.end(), {{numberText(part, "modulus")}, {numberText(part, "remainder")}});
        const QString also = part.find("by") ? tr("parted by %1").arg(textOf(part, "by")) : textOf(part, "bound");
        row.cells.push_back({also, false});
        rows.push_back(std::move(row));
    }
    return rows;
}

void PartitionsModel::write(Json &, Json &part, int column, const std::string &text)
{
    if (column == 0) {
        if (!text.empty())
            part.set("name", Json::of(text));
        return;
    }
    if (m_by == "hash") {
        setNumber(part, column == 1 ? "modulus" : "remainder", text);
        return;
    }
    const bool isTick = column == (m_by == "range" ? 3 : 2);
    if (isTick) {
        setFlag(part, "default", !text.empty());
        for (const char *key : {"from", "to", "in"}) {
            if (!text.empty())
                part.remove(key);
        }
        return;
    }
    part.remove("default");
    setBounds(part, m_by == "list" ? "in" : column == 1 ? "from" : "to", text);
}

void PartitionsModel::add(Json &root, const std::string &text)
{
    Json *bag = root.find("x-partition");
    if (!bag)
        return;
    if (!bag->find("partitions"))
        bag->set("partitions", Json::array());
    Json &list = *bag->find("partitions");
    Json part = Json::object();
    part.set("name", Json::of(text));
    // A range begins where the one before it ends.
    const Json *before = m_by == "range" && !list.items.empty() ? list.items.back().find("to") : nullptr;
    if (before)
        part.set("from", *before);
    if (m_by == "hash" && !list.items.empty() && list.items.back().find("modulus")) {
        part.set("modulus", *list.items.back().find("modulus"));
        part.set("remainder", Json::of(std::int64_t(list.items.size())));
    }
    list.items.push_back(std::move(part));
}

void PartitionsModel::remove(Json &root, const PartRow &row)
{
    Json *list = placeIn(root, "/x-partition/partitions");
    const std::size_t index = std::stoul(row.pointer.substr(row.pointer.rfind('/') + 1));
    if (list && index < list->items.size())
        list->items.erase(list->items.begin() + std::ptrdiff_t(index));
}

} // namespace kilter::ui
