#include "core/dialect/postgresql/emittext.h"
#include "core/dialect/postgresql/quote.h"
#include "core/plan/postgresql/rules.h"

namespace kilter::postgresql {
namespace {

class SchemaRules : public Rules
{
public:
    int rank() const override { return 0; }
    Way way(const Context &, const Object &, const Object &) const override { return Way::InPlace; }

    void create(Steps &steps, const Object &after) const override
    {
        steps.add(after.ref, Phase::Create).statements = {statementFor(after.ref, "CREATE SCHEMA " + quoted(after.ref.name))};
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
