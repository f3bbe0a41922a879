#include "core/base/text.h"
#include "core/dialect/postgresql/emitserver.h"
#include "core/dialect/postgresql/emittext.h"
#include "core/dialect/postgresql/quote.h"
#include "core/plan/postgresql/foreign.h"

#include <algorithm>

namespace kilter::postgresql {
namespace {

template<class T>
bool contains(const std::vector<T> &list, const T &item)
{
    return std::find(list.begin(), list.end(), item) != list.end();
}

/// The one table with nothing else, for publishedObjects().
Publication only(const PublishedTable &table)
{
    Publication publication;
    publication.tables = {table};
    return publication;
}

class PublicationRules : public Rules
{
public:
    int rank() const override { return 80; }

    Way way(const Context &, const Object &before, const Object &after) const override
    {
        return before.as<Publication>().allTables == after.as<Publication>().allTables ? Way::InPlace : Way::Recreate;
    }

    /// Tables that go, or whose published columns do, leave it and come back.
    Response response(const Context &, const Object &, const Object &, const ObjectRef &, Disturbance) const override { return Response::Change; }

    void create(Steps &steps, const Object &after) const override
    {
        steps.add(after.ref, Phase::Create).statements = {statementFor(after.ref, createServerObject(after))};
        steps.describe(after);
    }

    void drop(Steps &steps, const Object &before) const override
    {
        steps.add(before.ref, Phase::Drop).statements = {statementFor(before.ref, "DROP PUBLICATION " + quoted(before.ref.name))};
    }

    void change(Steps &steps, const Object &before, const Object &after) const override
    {
        const Context &context = steps.context();
        const Publication &a = before.as<Publication>();
        const Publication &b = after.as<Publication>();
        const std::string start = "ALTER PUBLICATION " + quoted(after.ref.name) + ' ';
        std::vector<Statement> leaving;
        std::vector<Statement> coming;
        const auto add = [&](std::vector<Statement> &list, const std::string &sql) { list.push_back(statementFor(after.ref, start + sql)); };
        for (const PublishedTable &table : a.tables) {
            if (!contains(b.tables, table) || isDisturbed(context, before.ref, table.table))
                add(leaving, "DROP TABLE ONLY " + qualified(table.table));
        }
        for (const PublishedTable &table : b.tables) {
            if (!contains(a.tables, table) || isDisturbed(context, before.ref, table.table))
                add(coming, "ADD " + publishedObjects(only(table)));
        }
        for (const std::string &schema : a.schemas) {
            if (!contains(b.schemas, schema) || context.goes(schemaRef(schema)))
                add(leaving, "DROP TABLES IN SCHEMA " + quoted(schema));
        }
        for (const std::string &schema : b.schemas) {
            if (!contains(a.schemas, schema) || context.goes(schemaRef(schema)))
                add(coming, "ADD TABLES IN SCHEMA " + quoted(schema));
        }
        if (a.operations != b.operations || a.viaRoot != b.viaRoot || a.generatedColumns != b.generatedColumns)
            add(coming, "SET (" + optionChanges(a, b) + ')');
        if (!leaving.empty())
            steps.add(before.ref, Phase::Release).statements = std::move(leaving);
        if (!coming.empty())
            steps.add(after.ref, Phase::Attach).statements = std::move(coming);
        steps.describe(before, after);
    }

private:
    static std::string optionChanges(const Publication &from, const Publication &to)
    {
        std::vector<std::string> parts;
        if (from.operations != to.operations)
            parts.push_back("publish = " + literal(joined(to.operations, ", ")));
        if (from.viaRoot != to.viaRoot)
            parts.push_back(std::string("publish_via_partition_root = ") + (to.viaRoot ? "true" : "false"));
        if (from.generatedColumns != to.generatedColumns)
            parts.push_back("publish_generated_columns = " + (to.generatedColumns.empty() ? "none" : to.generatedColumns));
        return joined(parts, ", ");
    }

    static bool isDisturbed(const Context &context, const ObjectRef &publication, const ObjectRef &table)
    {
        const auto &needs = context.needsBefore(publication);
        return std::any_of(needs.begin(), needs.end(), [&](const ObjectRef &need) {
            const bool ofTable = need == table || (need.kind == Kind::Column && tableOf(need) == table);
            return ofTable && (context.goes(need) || (need.kind == Kind::Column && isRetyped(context, need)));
        });
    }
};

std::string optionName(const std::string &option)
{
    return option.substr(0, option.find('='));
}

/// Written without a connection: what it connects to is a secret, and a person's to set.
class SubscriptionRules : public Rules
{
public:
    int rank() const override { return 85; }

    Way way(const Context &, const Object &before, const Object &after) const override
    {
        const auto twoPhase = [](const Object &object) { return contains(object.as<Subscription>().options, std::string("two_phase=on")); };
        return twoPhase(before) == twoPhase(after) ? Way::InPlace : Way::Recreate;
    }

    void create(Steps &steps, const Object &after) const override
    {
        Step &step = steps.add(after.ref, Phase::Create);
        step.statements = {statementFor(after.ref, createServerObject(after))};
        sayUnwritten(step.statements, after, ForeignOptions(), after.as<Subscription>().connection);
        steps.describe(after);
    }

    void drop(Steps &steps, const Object &before) const override
    {
        const std::string start = "ALTER SUBSCRIPTION " + quoted(before.ref.name);
        Step &step = steps.add(before.ref, Phase::Drop);
        step.statements = {statementFor(before.ref, start + " DISABLE"), statementFor(before.ref, start + " SET (slot_name = NONE)"),
                           statementFor(before.ref, "DROP SUBSCRIPTION " + quoted(before.ref.name))};
        step.statements.back().hazards.push_back({"slot-left", "the replication slot of subscription " + before.ref.name
                                                                   + " stays on the publisher and keeps its log: drop it there"});
        step.statements.back().reversibility = Reversibility::StructureOnly;
        step.statements.back().reason = "where it had got to is lost";
    }

    void change(Steps &steps, const Object &before, const Object &after) const override
    {
        const Subscription &a = before.as<Subscription>();
        const Subscription &b = after.as<Subscription>();
        const std::string start = "ALTER SUBSCRIPTION " + quoted(after.ref.name) + ' ';
        std::vector<Statement> statements;
        if (a.publications != b.publications)
            statements.push_back(statementFor(after.ref, start + "SET PUBLICATION " + columnList(b.publications) + " WITH (refresh = false)"));
        const std::string options = optionChanges(after.ref, a, b);
        if (!options.empty())
            statements.push_back(statementFor(after.ref, start + "SET (" + options + ')'));
        sayUnwritten(statements, after, a.connection, b.connection);
        if (!statements.empty())
            steps.add(after.ref, Phase::Change).statements = std::move(statements);
        steps.describe(before, after);
    }

private:
    /// What an option is when it is not stated (manual, CREATE SUBSCRIPTION).
    static std::string standard(const std::string &name, const ObjectRef &subscription)
    {
        if (name == "slot_name")
            return literal(subscription.name);
        if (name == "synchronous_commit")
            return "off";
        return name == "origin" ? "any" : name == "password_required" ? "true" : "off";
    }

    static std::string optionChanges(const ObjectRef &ref, const Subscription &from, const Subscription &to)
    {
        std::vector<std::string> parts;
        for (const std::string &option : from.options) {
            const auto same = [&](const std::string &other) { return optionName(other) == optionName(option); };
            if (std::none_of(to.options.begin(), to.options.end(), same))
                parts.push_back(optionName(option) + " = " + standard(optionName(option), ref));
        }
        for (const std::string &option : to.options) {
            if (!contains(from.options, option))
                parts.push_back(optionName(option) + " = " + option.substr(option.find('=') + 1));
        }
        return joined(parts, ", ");
    }
};

} // namespace

const Rules &publicationRules()
{
    static const PublicationRules rules;
    return rules;
}

const Rules &subscriptionRules()
{
    static const SubscriptionRules rules;
    return rules;
}

} // namespace kilter::postgresql
