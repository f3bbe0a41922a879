#include "core/base/identifier.h"
#include "core/base/text.h"
#include "core/model/findings.h"
#include "core/model/tablebuilder.h"

namespace kilter {
namespace {

class TableChecker
{
public:
    TableChecker(const Model &model, const ModelSet &models, Findings findings)
        : m_model(model), m_models(models), m_findings(findings), m_columns(columnNames(model))
    {
        for (const Model &other : models.models())
            m_titles.push_back(other.title);
    }

    void run()
    {
        if (const Json *properties = m_model.json.find("properties")) {
            for (const JsonMember &member : properties->members) {
                if (const Json *reference = member.value.find("x-references"))
                    target(*reference, {member.key}, reference->find("column"));
                includes(member.value.find("x-index"));
            }
        }
        constraints();
        indexes();
        if (const Json *partition = m_model.json.find("x-partition"))
            partitionKeys(*partition);
    }

private:
    void known(const Json &name, const std::string &what)
    {
        if (std::find(m_columns.begin(), m_columns.end(), name.text) == m_columns.end())
            m_findings.error(name, "unknown-column", what + " names the column \"" + name.text + "\", which " + m_model.title + " does not have",
                             nearestHint(name.text, m_columns));
    }

    void allKnown(const Json *names, const std::string &what)
    {
        if (names) {
            for (const Json &name : names->items)
                known(name, what);
        }
    }

    void includes(const Json *bag)
    {
        if (bag && bag->isObject())
            allKnown(bag->find("include"), "an index");
    }

    void constraints()
    {
        const Json *list = m_model.json.find("x-constraints");
        const Json *keys = list;
        int primaryKeys = 0;
        if (const Json *properties = m_model.json.find("properties")) {
            primaryKeys = std::any_of(properties->members.begin(), properties->members.end(), [](const JsonMember &member) {
                const Json *flag = valueAt(member.value, "/x-column/primaryKey");
                return flag && flag->boolean;
            });
        }
        if (!keys)
            return;
        for (const Json &constraint : list->items) {
            allKnown(constraint.find("unique"), "a unique constraint");
            allKnown(constraint.find("primaryKey"), "the primary key");
            allKnown(constraint.find("include"), "a constraint");
            if (constraint.find("primaryKey") && ++primaryKeys > 1)
                m_findings.error(constraint, "two-primary-keys", m_model.title + " has two primary keys", "Keep either x-column.primaryKey or the one in x-constraints.");
            const Json *columns = constraint.find("foreignKey");
            if (!columns)
                continue;
            allKnown(columns, "a foreign key");
            std::vector<std::string> names;
            for (const Json &column : columns->items)
                names.push_back(column.text);
            const Json *references = constraint.find("references");
            if (!references)
                m_findings.error(constraint, "missing-target", "a foreign key without \"references\"", "Add \"references\": { \"model\": … }.");
            else
                target(*references, names, references->find("columns"));
        }
    }

    /// Where a foreign key leads: `stated` is a column's name, a list of them, or null for the primary key.
    void target(const Json &bag, const std::vector<std::string> &columns, const Json *stated)
    {
        const Json *title = bag.find("model");
        if (!title) {
            if (!bag.find("table"))
                m_findings.error(bag, "missing-target", "a reference without a model", "Add \"model\": \"Author\".");
            return;
        }
        const Model *model = m_models.byTitle(title->text);
        if (!model) {
            m_findings.error(*title, "unknown-model", "there is no model \"" + title->text + '"', nearestHint(title->text, m_titles));
            return;
        }
        if (!model->hasTable()) {
            m_findings.error(*title, "model-without-table", '"' + title->text + "\" is embedded and has no table to refer to");
            return;
        }
        const auto theirs = columnNames(*model);
        std::size_t count = ModelSet::primaryKeyOf(*model).size();
        std::vector<const Json *> names;
        if (stated && stated->isString())
            names.push_back(stated);
        else if (stated) {
            for (const Json &name : stated->items)
                names.push_back(&name);
        }
        for (const Json *name : names) {
            if (std::find(theirs.begin(), theirs.end(), name->text) == theirs.end())
                m_findings.error(*name, "unknown-column", model->title + " has no column \"" + name->text + '"', nearestHint(name->text, theirs));
        }
        count = names.empty() ? count : names.size();
        if (count == 0)
            m_findings.error(bag, "missing-primary-key", model->title + " has no primary key to refer to", "State the column, or give that model a primary key.");
        else if (count != columns.size())
            m_findings.error(bag, "column-count", "a foreign key of " + counted(columns.size(), "column") + " refers to " + counted(count, "column") + " of " + model->title);
        action(bag, columns);
    }

    void action(const Json &bag, const std::vector<std::string> &columns)
    {
        const Json *action = bag.find("onDelete");
        const Json *required = m_model.json.find("required");
        if (!action || action->text != "set null" || !required)
            return;
        for (const Json &name : required->items) {
            if (std::find(columns.begin(), columns.end(), name.text) != columns.end())
                m_findings.warning(*action, "set-null-on-required", "\"set null\" will always fail: \"" + name.text + "\" is required");
        }
    }

    void indexes()
    {
        const Json *list = m_model.json.find("x-indexes");
        if (!list)
            return;
        for (const Json &index : list->items) {
            const Json *entries = index.find("columns");
            if (!entries || entries->items.empty())
                m_findings.error(index, "empty-index", "an index without columns");
            for (std::size_t i = 0; entries && i < entries->items.size(); ++i) {
                const IndexKey key = indexKeyOf(entries->items[i], m_columns);
                if (!key.isExpression && std::find(m_columns.begin(), m_columns.end(), key.expression) == m_columns.end())
                    m_findings.error(entries->items[i], "unknown-column", "an index names the column \"" + key.expression + "\", which " + m_model.title + " does not have",
                                     nearestHint(key.expression, m_columns));
            }
            includes(&index);
        }
    }

    void partitionKeys(const Json &bag)
    {
        if (const Json *keys = bag.find("key")) {
            for (const Json &key : keys->items) {
                // Else an expression, or a column with its collation or operator class.
                const bool isName = !key.text.empty() && key.text.find_first_of("( ") == std::string::npos;
                if (isName)
                    known(key, "the partition key");
            }
        }
        const Json *children = bag.find("partitions");
        if (!children)
            return;
        for (const Json &child : children->items) {
            bound(child, bag);
            if (child.find("by"))
                partitionKeys(child);
        }
    }

    void bound(const Json &child, const Json &parent)
    {
        const Json *by = parent.find("by");
        const bool isDefault = child.find("default") != nullptr;
        if (!by || child.find("bound") || isDefault)
            return;
        const bool fits = by->text == "range"  ? child.find("from") && child.find("to")
                          : by->text == "list" ? child.find("in") != nullptr
                                               : child.find("modulus") && child.find("remainder");
        if (!fits)
            m_findings.error(child, "missing-bound", "a partition by " + by->text + " needs "
                                 + (by->text == "range" ? "\"from\" and \"to\"" : by->text == "list" ? "\"in\"" : "\"modulus\" and \"remainder\"")
                                 + (by->text == "hash" ? "" : ", or \"default\": true"));
    }

    const Model &m_model;
    const ModelSet &m_models;
    Findings m_findings;
    std::vector<std::string> m_columns;
    std::vector<std::string> m_titles;
};

void checkLength(const Json &at, const std::string &name, const char *what, Findings findings)
{
    if (name.size() > longestIdentifier)
        findings.error(at, "long-name", std::string(what) + " \"" + std::string(cutUtf8(name, 40)) + "…\" has " + std::to_string(name.size()) + " bytes; PostgreSQL keeps "
                           + std::to_string(longestIdentifier), "Choose a shorter name; the server would cut it silently.");
}

/// Every unique key of a partitioned table must contain all columns of the partition key (PostgreSQL manual, 5.11.2.3).
void checkPartitionKey(const Model &model, const Json &partition, Findings findings)
{
    if (const Json *children = partition.find("partitions")) {
        for (const Json &child : children->items)
            checkPartitionKey(model, child, findings);
    }
    const Json *keys = partition.find("key");
    if (!keys)
        return;
    const auto ours = columnNames(model);
    const auto contains = [&](const std::vector<std::string> &columns, const Json &at, const char *what) {
        for (const Json &key : keys->items) {
            const IndexKey part = indexKeyOf(key, ours); // also "column collate …"
            if (part.isExpression)
                findings.error(at, "partition-key", std::string(what) + " cannot stand on a table partitioned by an expression", "PostgreSQL cannot enforce it across partitions.");
            else if (std::find(columns.begin(), columns.end(), part.expression) == columns.end())
                findings.error(at, "partition-key", std::string(what) + " must contain the partition key \"" + part.expression + '"',
                               "On PostgreSQL every unique key of a partitioned table does. Add the column to the key.");
        }
    };
    if (const auto primary = ModelSet::primaryKeyOf(model); !primary.empty())
        contains(primary, partition, "the primary key");
    const auto textsOf = [](const Json &list) {
        std::vector<std::string> texts;
        for (const Json &item : list.items)
            texts.push_back(item.text);
        return texts;
    };
    if (const Json *constraints = model.json.find("x-constraints")) {
        for (const Json &constraint : constraints->items) {
            if (const Json *columns = constraint.find("unique"))
                contains(textsOf(*columns), constraint, "a unique constraint");
        }
    }
    if (const Json *indexes = model.json.find("x-indexes")) {
        for (const Json &index : indexes->items) {
            const Json *unique = index.find("unique");
            if (!unique || !unique->boolean)
                continue;
            std::vector<std::string> names;
            for (const Json &entry : index.find("columns")->items)
                names.push_back(indexKeyOf(entry, ours).expression);
            contains(names, index, "a unique index");
        }
    }
    if (const Json *properties = model.json.find("properties")) {
        for (const JsonMember &member : properties->members) {
            const Json *unique = valueAt(member.value, "/x-column/unique");
            const Json *index = valueAt(member.value, "/x-index/unique");
            if ((unique && unique->boolean) || (index && index->boolean))
                contains({member.key}, member.value, "a unique column");
        }
    }
}

} // namespace

void checkTable(const Model &model, const ModelSet &models, Findings findings)
{
    TableChecker(model, models, findings).run();
}

void checkServerRules(const Model &model, const ModelSet &, Findings findings)
{
    checkLength(model.json, model.table, "the table name", findings);
    checkLength(model.json, model.schema, "the schema name", findings);
    if (const Json *properties = model.json.find("properties")) {
        for (const JsonMember &member : properties->members)
            checkLength(member.value, member.key, "the column name", findings);
    }
    for (const char *keyword : {"x-constraints", "x-indexes"}) {
        if (const Json *list = model.json.find(keyword)) {
            for (const Json &item : list->items) {
                if (const Json *name = item.find("name"))
                    checkLength(*name, name->text, "the name", findings);
            }
        }
    }
    const Json *partition = model.json.find("x-partition");
    if (!partition)
        return;
    checkPartitionKey(model, *partition, findings);
}

} // namespace kilter
