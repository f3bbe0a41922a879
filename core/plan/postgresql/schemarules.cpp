#include "core/dialect/postgresql/emittext.h"
#include "core/dialect/postgresql/quote.h"
#include "core/plan/postgresql/rules.h"

namespace kilter::postgresql {
namespace {

/// What initdb gives public beyond CREATE SCHEMA, where nothing else is stated; since PostgreSQL 15 it belongs to the
/// owner of the database.
void restoreInitialState(const Context &context, const Object &schema, std::vector<Statement> &statements)
{
    const bool belongsToDatabaseOwner = context.from().serverVersion >= 150000;
    if (context.comparesPrivileges()) {
        const std::string privileges = belongsToDatabaseOwner ? "USAGE" : "CREATE, USAGE";
        statements.push_back(statementFor(schema.ref, "GRANT " + privileges + " ON SCHEMA public TO PUBLIC"));
    }
    if (context.comparesOwners() && schema.owner.empty() && belongsToDatabaseOwner)
        statements.push_back(statementFor(schema.ref, "ALTER SCHEMA public OWNER TO pg_database_owner"));
    if (schema.comment.empty())
        statements.push_back(statementFor(schema.ref, "COMMENT ON SCHEMA public IS 'standard public schema'"));
}

class SchemaRules : public Rules
{
public:
    int rank() const override { return 0; }
    Way way(const Context &, const Object &, const Object &) const override { return Way::InPlace; }

    void create(Steps &steps, const Object &after) const override
    {
        Step &step = steps.add(after.ref, Phase::Create);
        step.statements = {statementFor(after.ref, "CREATE SCHEMA " + quoted(after.ref.name))};
        if (after.ref == schemaRef("public"))
            restoreInitialState(steps.context(), after, step.statements);
        steps.describe(after);
    }

    void drop(Steps &steps, const Object &before) const override
    {
        steps.add(before.ref, Phase::Drop).statements = {statementFor(before.ref, "DROP SCHEMA " + quoted(before.ref.name))};
    }

    void change(Steps &steps, const Object &before, const Object &after) const override { steps.describe(before, after); }
};

} // namespace

const Rules &schemaRules()
{
    static const SchemaRules rules;
    return rules;
}

} // namespace kilter::postgresql
