#include "core/dialect/postgresql/emitprograms.h"
#include "core/dialect/postgresql/emittext.h"
#include "core/dialect/postgresql/quote.h"
#include "core/plan/postgresql/rules.h"

namespace kilter::postgresql {
namespace {

/// ALTER TABLE … ENABLE / DISABLE of a trigger or rule.
void enable(Steps &steps, const ObjectRef &ref, const std::string &what, const std::string &enabled)
{
    const std::string word = enabled == "disabled"  ? "DISABLE "
                             : enabled.empty()      ? "ENABLE "
                             : enabled == "replica" ? "ENABLE REPLICA "
                                                    : "ENABLE ALWAYS ";
    const std::string sql = "ALTER TABLE " + qualifiedTable(ref) + ' ' + word + what + ' ' + quoted(ref.name);
    steps.add(ref, Phase::Settle).statements = {statementFor(ref, sql, shareRowExclusive)};
}

/// What stands on a relation goes with it.
Step &dropWithRelation(Steps &steps, const ObjectRef &ref)
{
    Step &step = steps.add(ref, Phase::Drop);
    if (goesWithTable(steps.context(), ref))
        step.within = tableDrop(steps.context(), ref);
    step.separable = step.within.has_value();
    step.statements = {statementFor(ref, "DROP " + named(ref), accessExclusive)};
    return step;
}

class TriggerRules : public Rules
{
public:
    int rank() const override { return 70; }
    bool mayRecreate() const override { return true; }

    Way way(const Context &, const Object &before, const Object &after) const override
    {
        Trigger same = before.as<Trigger>();
        const Trigger &wanted = after.as<Trigger>();
        same.enabled = wanted.enabled;
        return same == wanted ? Way::InPlace : Way::Recreate;
    }

    /// UPDATE OF and WHEN hold on to columns.
    Response response(const Context &context, const Object &before, const Object &after, const ObjectRef &need, Disturbance disturbance) const override
    {
        if (disturbance == Disturbance::Retyped)
            return Response::Recreate;
        return Rules::response(context, before, after, need, disturbance);
    }

    void create(Steps &steps, const Object &after) const override
    {
        const Context &context = steps.context();
        const Trigger &trigger = after.as<Trigger>();
        Step &step = steps.add(after.ref, Phase::Create);
        if (trigger.inherited)
            step.within = madeWithParent(context, after);
        step.statements = {statementFor(after.ref, createTrigger(after), shareRowExclusive)};
        if (trigger.enabled != enabledByServer(context, after))
            enable(steps, after.ref, "TRIGGER", trigger.enabled);
        steps.describe(after);
    }

    void drop(Steps &steps, const Object &before) const override
    {
        Step &step = dropWithRelation(steps, before.ref);
        const auto parent = before.as<Trigger>().inherited ? parentPart(steps.context().from(), before.ref, before.ref.name) : std::nullopt;
        if (step.within || !parent)
            return;
        // A partition that leaves its parent leaves the trigger behind.
        step.within = steps.context().goes(*parent) ? StepKey{*parent, Phase::Drop} : StepKey{tableOf(before.ref), Phase::Release};
    }

    void change(Steps &steps, const Object &before, const Object &after) const override
    {
        if (before.as<Trigger>().enabled != after.as<Trigger>().enabled)
            enable(steps, after.ref, "TRIGGER", after.as<Trigger>().enabled);
        steps.describe(before, after);
    }

private:
    /// The server makes it with the parent's trigger, with the partition, or when that is attached.
    static StepKey madeWithParent(const Context &context, const Object &after)
    {
        const auto parent = parentPart(context.to(), after.ref, after.ref.name);
        const ObjectRef table = tableOf(after.ref);
        if (parent && context.comes(*parent))
            return {*parent, Phase::Create};
        return context.comes(table) && !isAttachedLater(context, table) ? StepKey{table, Phase::Create} : StepKey{table, Phase::Settle};
    }

    /// A clone made with its partition takes over the state of the parent's; one made with the parent's trigger is enabled.
    static std::string enabledByServer(const Context &context, const Object &after)
    {
        if (!after.as<Trigger>().inherited)
            return {};
        const auto parent = parentPart(context.to(), after.ref, after.ref.name);
        const Object *above = parent ? context.to().find(*parent) : nullptr;
        return above && above->get<Trigger>() ? above->as<Trigger>().enabled : std::string();
    }
};

class RuleRules : public Rules
{
public:
    int rank() const override { return 75; }
    bool mayRecreate() const override { return true; }

    Way way(const Context &, const Object &, const Object &) const override { return Way::InPlace; }

    Response response(const Context &context, const Object &before, const Object &after, const ObjectRef &need, Disturbance disturbance) const override
    {
        if (disturbance == Disturbance::Retyped)
            return Response::Recreate;
        return Rules::response(context, before, after, need, disturbance);
    }

    void create(Steps &steps, const Object &after) const override
    {
        steps.add(after.ref, Phase::Create).statements = {statementFor(after.ref, createRule(after), accessExclusive)};
        if (!after.as<Rule>().enabled.empty())
            enable(steps, after.ref, "RULE", after.as<Rule>().enabled);
        steps.describe(after);
    }

    void drop(Steps &steps, const Object &before) const override { dropWithRelation(steps, before.ref); }

    void change(Steps &steps, const Object &before, const Object &after) const override
    {
        if (before.as<Rule>().definition != after.as<Rule>().definition)
            steps.add(after.ref, Phase::Change).statements = {statementFor(after.ref, createRule(after, true), accessExclusive)};
        if (before.as<Rule>().enabled != after.as<Rule>().enabled)
            enable(steps, after.ref, "RULE", after.as<Rule>().enabled);
        steps.describe(before, after);
    }
};

} // namespace

const Rules &triggerRules()
{
    static const TriggerRules rules;
    return rules;
}

const Rules &ruleRules()
{
    static const RuleRules rules;
    return rules;
}

} // namespace kilter::postgresql
