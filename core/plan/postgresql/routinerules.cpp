#include "core/base/text.h"
#include "core/dialect/postgresql/emitprograms.h"
#include "core/dialect/postgresql/emittext.h"
#include "core/dialect/postgresql/quote.h"
#include "core/plan/postgresql/rules.h"

#include <algorithm>

namespace kilter::postgresql {
namespace {

const Routine &routineOf(const Object &object)
{
    if (const Function *function = object.get<Function>())
        return *function;
    return object.as<Procedure>();
}

/// What CREATE OR REPLACE refuses to change (manual, CREATE FUNCTION, Notes): the result, names of arguments that have one, and taking a
/// default away.
bool isReplaceable(const Routine &before, const Routine &after)
{
    if (before.result != after.result || before.window != after.window || before.arguments.size() != after.arguments.size())
        return false;
    return std::equal(before.arguments.begin(), before.arguments.end(), after.arguments.begin(), [](const RoutineArgument &a, const RoutineArgument &b) {
        const bool input = a.mode == "in" || a.mode == "variadic";
        const bool sameName = a.name == b.name || (input && a.name.empty());
        return a.mode == b.mode && a.type == b.type && sameName && (!a.defaultExpression || b.defaultExpression);
    });
}

class RoutineRules : public Rules
{
public:
    int rank() const override { return 25; }
    bool mayRecreate() const override { return true; }

    Way way(const Context &, const Object &before, const Object &after) const override
    {
        return isReplaceable(routineOf(before), routineOf(after)) ? Way::InPlace : Way::Recreate;
    }

    /// A body in SQL holds on to the columns that it uses.
    Response response(const Context &context, const Object &before, const Object &after, const ObjectRef &need, Disturbance disturbance) const override
    {
        if (disturbance == Disturbance::Retyped)
            return Response::Recreate;
        return Rules::response(context, before, after, need, disturbance);
    }

    void create(Steps &steps, const Object &after) const override
    {
        steps.add(after.ref, Phase::Create).statements = {statementFor(after.ref, createRoutine(after))};
        steps.describe(after);
    }

    void drop(Steps &steps, const Object &before) const override
    {
        const Context &context = steps.context();
        Step &step = steps.add(before.ref, Phase::Drop);
        step.statements = {statementFor(before.ref, "DROP " + named(before.ref))};
        const auto type = typeMadeWith(context.needsBefore(before.ref), before.ref, [&](const ObjectRef &ref) -> const std::vector<ObjectRef> & { return context.needsBefore(ref); });
        const bool goes = type && (type->kind == Kind::BaseType ? context.goes(*type) : context.fate(*type) == Fate::Drop);
        if (goes)
            step.within = StepKey{*type, Phase::Drop};
    }

    void change(Steps &steps, const Object &before, const Object &after) const override
    {
        if (!(routineOf(before) == routineOf(after)))
            steps.add(after.ref, Phase::Change).statements = {statementFor(after.ref, createRoutine(after, true))};
        steps.describe(before, after);
    }
};

class AggregateRules : public Rules
{
public:
    int rank() const override { return 26; }

    Way way(const Context &, const Object &before, const Object &after) const override
    {
        return before.as<Aggregate>() == after.as<Aggregate>() ? Way::InPlace : Way::Recreate;
    }

    void create(Steps &steps, const Object &after) const override
    {
        steps.add(after.ref, Phase::Create).statements = {statementFor(after.ref, createAggregate(after))};
        steps.describe(after);
    }

    void drop(Steps &steps, const Object &before) const override
    {
        steps.add(before.ref, Phase::Drop).statements = {statementFor(before.ref, "DROP " + named(before.ref))};
    }

    void change(Steps &steps, const Object &before, const Object &after) const override { steps.describe(before, after); }
};

std::string firing(const std::string &enabled)
{
    return enabled == "disabled" ? "DISABLE" : enabled.empty() ? "ENABLE" : enabled == "replica" ? "ENABLE REPLICA" : "ENABLE ALWAYS";
}

/// They watch the very statements of a plan: the first to go, the last to come.
class EventTriggerRules : public Rules
{
public:
    int rank() const override { return 90; }

    Way way(const Context &, const Object &before, const Object &after) const override
    {
        EventTrigger same = before.as<EventTrigger>();
        same.enabled = after.as<EventTrigger>().enabled;
        return same == after.as<EventTrigger>() ? Way::InPlace : Way::Recreate;
    }

    void create(Steps &steps, const Object &after) const override
    {
        steps.add(after.ref, Phase::Create).statements = {statementFor(after.ref, createEventTrigger(after))};
        if (!after.as<EventTrigger>().enabled.empty())
            enable(steps, after);
        steps.describe(after);
    }

    void drop(Steps &steps, const Object &before) const override
    {
        steps.add(before.ref, Phase::Drop).statements = {statementFor(before.ref, "DROP " + named(before.ref))};
    }

    void change(Steps &steps, const Object &before, const Object &after) const override
    {
        if (before.as<EventTrigger>().enabled != after.as<EventTrigger>().enabled)
            enable(steps, after);
        steps.describe(before, after);
    }

private:
    static void enable(Steps &steps, const Object &after)
    {
        const std::string sql = "ALTER " + named(after.ref) + ' ' + firing(after.as<EventTrigger>().enabled);
        steps.add(after.ref, Phase::Settle).statements = {statementFor(after.ref, sql)};
    }
};

class StatisticsRules : public Rules
{
public:
    int rank() const override { return 45; }

    Way way(const Context &, const Object &before, const Object &after) const override
    {
        return before.as<Statistics>().definition == after.as<Statistics>().definition ? Way::InPlace : Way::Recreate;
    }

    void create(Steps &steps, const Object &after) const override
    {
        steps.add(after.ref, Phase::Create).statements = {statementFor(after.ref, createStatistics(after))};
        if (after.as<Statistics>().target >= 0)
            setTarget(steps, after);
        steps.describe(after);
    }

    void drop(Steps &steps, const Object &before) const override
    {
        steps.add(before.ref, Phase::Drop).statements = {statementFor(before.ref, "DROP " + named(before.ref))};
    }

    void change(Steps &steps, const Object &before, const Object &after) const override
    {
        if (before.as<Statistics>().target != after.as<Statistics>().target)
            setTarget(steps, after);
        steps.describe(before, after);
    }

private:
    static void setTarget(Steps &steps, const Object &after)
    {
        const std::string sql = "ALTER " + named(after.ref) + " SET STATISTICS " + std::to_string(after.as<Statistics>().target);
        steps.add(after.ref, Phase::Settle).statements = {statementFor(after.ref, sql)};
    }
};

} // namespace

const Rules &routineRules()
{
    static const RoutineRules rules;
    return rules;
}

const Rules &aggregateRules()
{
    static const AggregateRules rules;
    return rules;
}

const Rules &eventTriggerRules()
{
    static const EventTriggerRules rules;
    return rules;
}

const Rules &statisticsRules()
{
    static const StatisticsRules rules;
    return rules;
}

} // namespace kilter::postgresql
