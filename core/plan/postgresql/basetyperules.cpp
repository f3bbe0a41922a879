#include "core/base/text.h"
#include "core/dialect/postgresql/emitprograms.h"
#include "core/dialect/postgresql/emittext.h"
#include "core/dialect/postgresql/quote.h"
#include "core/plan/postgresql/rules.h"

#include <algorithm>

namespace kilter::postgresql {
namespace {

/// What ALTER TYPE … SET takes (manual): support functions that are no part of how values are stored.
bool isSettable(const std::string &option)
{
    constexpr std::string_view settable[] = {"RECEIVE", "SEND", "TYPMOD_IN", "TYPMOD_OUT", "ANALYZE", "SUBSCRIPT"};
    return std::find(std::begin(settable), std::end(settable), option.substr(0, option.find(' '))) != std::end(settable);
}

std::vector<std::string> missingIn(const std::vector<std::string> &options, const std::vector<std::string> &wanted)
{
    std::vector<std::string> missing;
    for (const std::string &option : wanted) {
        if (std::find(options.begin(), options.end(), option) == options.end())
            missing.push_back(option);
    }
    return missing;
}

/// CASCADE takes the functions; a column that the catalog does not know of (another schema, left out by a pattern) would lose its values.
std::string refuseWhileUsed(const ObjectRef &type)
{
    const std::string name = literal(qualified(type));
    return "DO $kilter$\nBEGIN\n    IF EXISTS (SELECT FROM pg_catalog.pg_attribute a\n               JOIN pg_catalog.pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p', 'm', 'f')\n"
           "               JOIN pg_catalog.pg_type t ON a.atttypid IN (t.oid, t.typarray)\n               WHERE t.oid = " + name
           + "::pg_catalog.regtype AND NOT a.attisdropped) THEN\n        RAISE EXCEPTION 'a column still has the type %', " + name + ";\n    END IF;\nEND $kilter$";
}

/// A base type begins as a shell, which its functions take and give, and is completed with them.
class BaseTypeRules : public Rules
{
public:
    int rank() const override { return 12; }

    Way way(const Context &, const Object &before, const Object &after) const override
    {
        const auto &a = before.as<BaseType>().options;
        const auto &b = after.as<BaseType>().options;
        const auto lost = missingIn(b, a);
        const auto won = missingIn(a, b);
        const bool settable = std::all_of(lost.begin(), lost.end(), isSettable) && std::all_of(won.begin(), won.end(), isSettable);
        return settable || a.empty() ? Way::InPlace : Way::Recreate;
    }

    /// A shell stays when what it will need comes and goes.
    Response response(const Context &context, const Object &before, const Object &after, const ObjectRef &need, Disturbance disturbance) const override
    {
        if (before.as<BaseType>().options.empty())
            return Response::Nothing;
        return Rules::response(context, before, after, need, disturbance);
    }

    void create(Steps &steps, const Object &after) const override
    {
        Step &shell = steps.add(after.ref, Phase::Create);
        std::erase_if(shell.uses, [](const ObjectRef &need) { return need.kind != Kind::Schema; });
        shell.statements = {statementFor(after.ref, "CREATE TYPE " + qualified(after.ref))};
        if (!after.as<BaseType>().options.empty())
            steps.add(after.ref, Phase::Settle).statements = {statementFor(after.ref, createBaseType(after))};
        steps.describe(after);
    }

    /// Its functions take and give the type: they go together.
    void drop(Steps &steps, const Object &before) const override
    {
        const bool shell = before.as<BaseType>().options.empty();
        Step &step = steps.add(before.ref, Phase::Drop);
        std::erase_if(step.loses, [](const ObjectRef &need) { return need.kind == Kind::Function; });
        if (!shell)
            step.statements = {statementFor(before.ref, refuseWhileUsed(before.ref))};
        step.statements.push_back(statementFor(before.ref, "DROP " + named(before.ref) + (shell ? "" : " CASCADE")));
    }

    void change(Steps &steps, const Object &before, const Object &after) const override
    {
        const auto &a = before.as<BaseType>().options;
        const auto &b = after.as<BaseType>().options;
        if (a.empty() && !b.empty())
            steps.add(after.ref, Phase::Settle).statements = {statementFor(after.ref, createBaseType(after))};
        else if (a != b)
            set(steps, after, missingIn(b, a), missingIn(a, b));
        steps.describe(before, after);
    }

private:
    static void set(Steps &steps, const Object &after, const std::vector<std::string> &lost, const std::vector<std::string> &won)
    {
        std::vector<std::string> clauses = won;
        for (const std::string &option : lost) {
            const std::string head = option.substr(0, option.find(' ') + 1);
            if (std::none_of(won.begin(), won.end(), [&](const std::string &other) { return other.starts_with(head); }))
                clauses.push_back(head + "= NONE");
        }
        const std::string sql = "ALTER " + named(after.ref) + " SET (" + joined(clauses, ", ") + ')';
        steps.add(after.ref, Phase::Change).statements = {statementFor(after.ref, sql)};
    }
};

} // namespace

const Rules &baseTypeRules()
{
    static const BaseTypeRules rules;
    return rules;
}

} // namespace kilter::postgresql
