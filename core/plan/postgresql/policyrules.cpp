#include "core/dialect/postgresql/emitserver.h"
#include "core/dialect/postgresql/emittext.h"
#include "core/plan/postgresql/rules.h"

namespace kilter::postgresql {
namespace {

class PolicyRules : public Rules
{
public:
    int rank() const override { return 72; }

    /// ALTER POLICY takes roles and expressions, but can take no expression away.
    Way way(const Context &, const Object &before, const Object &after) const override
    {
        const Policy &a = before.as<Policy>();
        const Policy &b = after.as<Policy>();
        const bool loses = (!a.usingExpression.empty() && b.usingExpression.empty()) || (!a.checkExpression.empty() && b.checkExpression.empty());
        return a.command == b.command && a.permissive == b.permissive && !loses ? Way::InPlace : Way::Recreate;
    }

    Response response(const Context &context, const Object &before, const Object &after, const ObjectRef &need, Disturbance disturbance) const override
    {
        return disturbance == Disturbance::Retyped ? Response::Recreate : Rules::response(context, before, after, need, disturbance);
    }

    void create(Steps &steps, const Object &after) const override
    {
        steps.add(after.ref, Phase::Create).statements = {statementFor(after.ref, createServerObject(after), accessExclusive)};
        steps.describe(after);
    }

    void drop(Steps &steps, const Object &before) const override
    {
        Step &step = steps.add(before.ref, Phase::Drop);
        if (goesWithTable(steps.context(), before.ref))
            step.within = tableDrop(steps.context(), before.ref);
        step.separable = step.within.has_value();
        step.statements = {statementFor(before.ref, "DROP " + named(before.ref), accessExclusive)};
    }

    void change(Steps &steps, const Object &before, const Object &after) const override
    {
        const Policy &a = before.as<Policy>();
        const Policy &b = after.as<Policy>();
        std::string changes;
        if (a.roles != b.roles)
            changes += " TO " + policyRoles(b);
        if (a.usingExpression != b.usingExpression)
            changes += " USING (" + stableText(b.usingExpression) + ')';
        if (a.checkExpression != b.checkExpression)
            changes += " WITH CHECK (" + stableText(b.checkExpression) + ')';
        if (!changes.empty())
            steps.add(after.ref, Phase::Change).statements = {statementFor(after.ref, "ALTER " + named(after.ref) + changes, accessExclusive)};
        steps.describe(before, after);
    }
};

} // namespace

const Rules &policyRules()
{
    static const PolicyRules rules;
    return rules;
}

} // namespace kilter::postgresql
