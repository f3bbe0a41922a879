#include "core/dialect/postgresql/emittable.h"
#include "core/dialect/postgresql/emittext.h"
#include "core/dialect/postgresql/quote.h"
#include "core/plan/postgresql/constraintsteps.h"
#include "core/plan/postgresql/options.h"
#include "core/plan/postgresql/refusals.h"
#include "core/plan/postgresql/rules.h"

#include <algorithm>

namespace kilter::postgresql {
namespace {

/// The index of a constraint has a comment of its own.
void describeIndex(Steps &steps, const ObjectRef &ref, const std::string &from, const std::string &to)
{
    if (from == to)
        return;
    const std::string sql = "COMMENT ON INDEX " + qualified(ref) + " IS " + (to.empty() ? std::string("NULL") : literal(to));
    steps.add(ref, Phase::Attach).statements = {statementFor(ref, sql)};
}

class KeyRules : public Rules
{
public:
    int rank() const override { return 30; }

    Way way(const Context &context, const Object &before, const Object &after) const override
    {
        Object same = before;
        std::visit(
            [&]<class Key>(const Key &wanted) {
                if constexpr (std::is_same_v<Key, PrimaryKey> || std::is_same_v<Key, UniqueKey>) {
                    same.as<Key>().attachedTo = wanted.attachedTo;
                    if (!keepsStorage(context, after))
                        same.as<Key>().storage = wanted.storage;
                    same.as<Key>().tablespace = wanted.tablespace;
                    same.as<Key>().indexComment = wanted.indexComment;
                }
            },
            after.body);
        return same.body == after.body ? Way::InPlace : Way::Recreate;
    }

    Response response(const Context &context, const Object &before, const Object &after, const ObjectRef &need, Disturbance disturbance) const override
    {
        if (disturbance == Disturbance::Goes && goesWithParent(context, before, need))
            return Response::Recreate;
        return Rules::response(context, before, after, need, disturbance);
    }

    void create(Steps &steps, const Object &after) const override
    {
        const Context &context = steps.context();
        const bool alone = isMadeAlone(context, after);
        const auto with = madeWith(context, after);
        Step &step = steps.add(after.ref, Phase::Create);
        step.statements = {statementFor(after.ref, addConstraintSql(after, alone), accessExclusive)};
        step.statements.back().scans = true;
        sayWhatRowsRefuse(context, after, step.statements.back());
        if (with)
            step.within = with;
        else if (comesWithTable(context, after.ref) && standsInTable(after, layoutFor(context, after)) && !repeatsAnotherKey(context.to(), after))
            step.within = StepKey{tableOf(after.ref), Phase::Create};
        step.separable = !with;
        if (isAttachedAlone(context, after))
            attach(steps, after);
        describeIndex(steps, after.ref, {}, after.get<PrimaryKey>() ? after.as<PrimaryKey>().indexComment : after.as<UniqueKey>().indexComment);
        steps.describe(after);
    }

    void drop(Steps &steps, const Object &before) const override
    {
        const std::string &name = attachedTo(before);
        dropConstraint(steps, before, name.empty() ? std::nullopt : parentPart(steps.context().from(), before.ref, name));
    }

    void change(Steps &steps, const Object &before, const Object &after) const override
    {
        if (before.get<PrimaryKey>())
            changeIndex(steps, before.as<PrimaryKey>(), after.as<PrimaryKey>(), after);
        else
            changeIndex(steps, before.as<UniqueKey>(), after.as<UniqueKey>(), after);
        if (attachedTo(before) != attachedTo(after) && isAttachedAlone(steps.context(), after))
            attach(steps, after);
        steps.describe(before, after);
    }

private:
    template<class Key>
    static void changeIndex(Steps &steps, const Key &a, const Key &b, const Object &after)
    {
        describeIndex(steps, after.ref, a.indexComment, b.indexComment);
        std::vector<std::string> clauses = optionChanges(a.storage, b.storage);
        if (a.tablespace != b.tablespace)
            clauses.push_back("SET TABLESPACE " + quoted(b.tablespace.empty() ? "pg_default" : b.tablespace));
        if (clauses.empty())
            return;
        Step &step = steps.add(after.ref, Phase::Change);
        for (const std::string &clause : clauses)
            step.statements.push_back(statementFor(after.ref, "ALTER INDEX " + qualified(after.ref) + ' ' + clause, accessExclusive));
    }

    static TableLayout layoutFor(const Context &context, const Object &key)
    {
        TableLayout layout;
        layout.asPartition = !isAttachedLater(context, tableOf(key.ref));
        return layout;
    }

    static void attach(Steps &steps, const Object &after)
    {
        const auto parent = parentPart(steps.context().to(), after.ref, attachedTo(after));
        Step &step = steps.add(after.ref, Phase::Settle);
        step.statements = {statementFor(after.ref, "ALTER INDEX " + qualified(*parent) + " ATTACH PARTITION " + qualified(after.ref))};
    }
};

class CheckRules : public Rules
{
public:
    int rank() const override { return 30; }
    bool mayRecreate() const override { return true; }

    /// A constraint that is only not validated yet is validated; whether it is inherited follows from its table.
    Way way(const Context &, const Object &before, const Object &after) const override
    {
        CheckConstraint same = before.as<CheckConstraint>();
        const CheckConstraint &wanted = after.as<CheckConstraint>();
        same.inherited = wanted.inherited;
        same.valid = same.valid || wanted.valid;
        return same == wanted ? Way::InPlace : Way::Recreate;
    }

    void create(Steps &steps, const Object &after) const override
    {
        const Context &context = steps.context();
        TableLayout layout;
        layout.asPartition = !isAttachedLater(context, tableOf(after.ref));
        Step &step = steps.add(after.ref, Phase::Create);
        const bool neededToAttach = !context.comes(tableOf(after.ref)) && becomesPartition(context, tableOf(after.ref));
        if (after.as<CheckConstraint>().inherited && !neededToAttach)
            inherit(context, after, step);
        else if (comesWithTable(context, after.ref) && standsInTable(after, layout))
            step.within = StepKey{tableOf(after.ref), Phase::Create};
        step.separable = !after.as<CheckConstraint>().inherited;
        waitForHeirs(context, after, step);
        step.statements = {statementFor(after.ref, addConstraintSql(after), accessExclusive)};
        step.statements.back().scans = after.as<CheckConstraint>().valid && after.as<CheckConstraint>().enforced;
        sayWhatRowsRefuse(context, after, step.statements.back());
        steps.describe(after);
    }

    void drop(Steps &steps, const Object &before) const override
    {
        const bool inherited = before.as<CheckConstraint>().inherited;
        dropConstraint(steps, before, inherited ? parentPart(steps.context().from(), before.ref, before.ref.name) : std::nullopt);
    }

    void change(Steps &steps, const Object &before, const Object &after) const override
    {
        const bool inherited = before.as<CheckConstraint>().inherited && after.as<CheckConstraint>().inherited;
        if (!before.as<CheckConstraint>().valid && after.as<CheckConstraint>().valid && !inherited)
            steps.add(after.ref, Phase::Change).statements = {validationOf(after)};
        steps.describe(before, after);
    }

private:
    /// An heir that is made after its parent's check has it valid, also where the parent's is not; one that was there has it as the parent.
    static void inherit(const Context &context, const Object &after, Step &step)
    {
        step.within = inheritedWith(context, after);
        const auto parent = parentPart(context.to(), after.ref, after.ref.name);
        const Object *above = parent && context.comes(*parent) ? context.to().find(*parent) : nullptr;
        if (!above || above->as<CheckConstraint>().valid || !context.comes(tableOf(after.ref)))
            return;
        if (after.as<CheckConstraint>().valid)
            step.after.push_back({*parent, Phase::Create});
        else
            step.within = StepKey{*parent, Phase::Create};
    }
};

class ExclusionRules : public Rules
{
public:
    int rank() const override { return 35; }

    Way way(const Context &, const Object &before, const Object &after) const override
    {
        ExclusionConstraint same = before.as<ExclusionConstraint>();
        same.indexComment = after.as<ExclusionConstraint>().indexComment;
        return same == after.as<ExclusionConstraint>() ? Way::InPlace : Way::Recreate;
    }

    /// Its operators may not take another type.
    Response response(const Context &, const Object &, const Object &, const ObjectRef &, Disturbance) const override { return Response::Recreate; }

    void create(Steps &steps, const Object &after) const override
    {
        const Context &context = steps.context();
        Step &step = steps.add(after.ref, Phase::Create);
        const std::string &name = after.as<ExclusionConstraint>().attachedTo;
        const auto parent = name.empty() ? std::nullopt : parentPart(context.to(), after.ref, name);
        const Object *above = parent && context.comes(*parent) ? context.to().find(*parent) : nullptr;
        const bool attached = above && isAlone(context, *above);
        if (parent && !attached)
            step.within = context.comes(*parent) ? StepKey{*parent, Phase::Create} : StepKey{tableOf(after.ref), Phase::Create};
        const bool alone = isAlone(context, after);
        step.statements = {statementFor(after.ref, addConstraintSql(after, alone), accessExclusive)};
        if (alone)
            waitForPartitions(context, after, step);
        if (attached)
            steps.add(after.ref, Phase::Settle).statements = {statementFor(after.ref, "ALTER INDEX " + qualified(*parent) + " ATTACH PARTITION " + qualified(after.ref))};
        step.statements.back().scans = true;
        sayWhatRowsRefuse(steps.context(), after, step.statements.back());
        describeIndex(steps, after.ref, {}, after.as<ExclusionConstraint>().indexComment);
        steps.describe(after);
    }

    void drop(Steps &steps, const Object &before) const override
    {
        const std::string &name = before.as<ExclusionConstraint>().attachedTo;
        dropConstraint(steps, before, name.empty() ? std::nullopt : parentPart(steps.context().from(), before.ref, name));
    }

    void change(Steps &steps, const Object &before, const Object &after) const override
    {
        describeIndex(steps, after.ref, before.as<ExclusionConstraint>().indexComment, after.as<ExclusionConstraint>().indexComment);
        steps.describe(before, after);
    }

private:
    /// Whether some partition has none that implements it: then it is made of the partitioned table ONLY.
    static bool isAlone(const Context &context, const Object &constraint)
    {
        const auto &partitions = context.partitionsAfter(tableOf(constraint.ref));
        return std::any_of(partitions.begin(), partitions.end(), [&](const ObjectRef &partition) {
            const auto own = context.to().partsOf(partition, Kind::Exclusion);
            return std::none_of(own.begin(), own.end(), [&](const Object &one) { return one.as<ExclusionConstraint>().attachedTo == constraint.ref.name; });
        });
    }

    /// A partition that came later would get one.
    static void waitForPartitions(const Context &context, const Object &constraint, Step &step)
    {
        for (const ObjectRef &partition : context.partitionsAfter(tableOf(constraint.ref))) {
            step.after.push_back({partition, Phase::Create});
            step.after.push_back({partition, Phase::Settle});
        }
    }
};

} // namespace

const Rules &exclusionRules()
{
    static const ExclusionRules rules;
    return rules;
}

const Rules &keyRules()
{
    static const KeyRules rules;
    return rules;
}

const Rules &checkRules()
{
    static const CheckRules rules;
    return rules;
}

} // namespace kilter::postgresql
