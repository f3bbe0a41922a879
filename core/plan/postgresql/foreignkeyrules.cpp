#include "core/dialect/postgresql/emittable.h"
#include "core/dialect/postgresql/emittext.h"
#include "core/dialect/postgresql/quote.h"
#include "core/plan/postgresql/casts.h"
#include "core/plan/postgresql/constraintsteps.h"
#include "core/plan/postgresql/refusals.h"

namespace kilter::postgresql {
namespace {

class ForeignKeyRules : public Rules
{
public:
    int rank() const override { return 50; }
    bool mayRecreate() const override { return true; }

    Way way(const Context &, const Object &before, const Object &after) const override
    {
        ForeignKey same = before.as<ForeignKey>();
        const ForeignKey &wanted = after.as<ForeignKey>();
        same.inherited = wanted.inherited;
        same.valid = same.valid || wanted.valid;
        same.deferrable = wanted.deferrable;
        same.initiallyDeferred = wanted.initiallyDeferred;
        same.enforced = wanted.enforced;
        return same == wanted ? Way::InPlace : Way::Recreate;
    }

    /// While only one of both columns has its new type, they may not be comparable.
    Response response(const Context &context, const Object &before, const Object &after, const ObjectRef &need, Disturbance disturbance) const override
    {
        if (disturbance == Disturbance::Goes)
            return Rules::response(context, before, after, need, disturbance);
        const Object *old = context.from().find(need);
        const Object *wanted = context.to().find(need);
        return areComparable(old->as<Column>().type, wanted->as<Column>().type) ? Response::Nothing : Response::Recreate;
    }

    void create(Steps &steps, const Object &after) const override
    {
        Step &step = steps.add(after.ref, Phase::Create);
        waitForPartitions(steps.context(), after, step);
        if (isNamedApart(steps.context(), after))
            std::erase(step.uses, *foreignKeyAbove(steps.context().to(), after));
        else if (after.as<ForeignKey>().inherited)
            step.within = inheritedWith(steps.context(), after).value_or(StepKey{tableOf(after.ref), Phase::Settle});
        step.statements = {statementFor(after.ref, addConstraintSql(after), shareRowExclusive)};
        step.statements.back().scans = after.as<ForeignKey>().valid && after.as<ForeignKey>().enforced;
        sayWhatRowsRefuse(steps.context(), after, step.statements.back());
        steps.describe(after);
    }

    void drop(Steps &steps, const Object &before) const override
    {
        dropConstraint(steps, before, foreignKeyAbove(steps.context().from(), before));
    }

    void change(Steps &steps, const Object &before, const Object &after) const override
    {
        const ForeignKey &a = before.as<ForeignKey>();
        const ForeignKey &b = after.as<ForeignKey>();
        if (!(a.inherited && b.inherited))
            changeOwn(steps, a, after);
        steps.describe(before, after);
    }

private:
    /// Keys of partitions with names of their own are there before the parent's, which adopts them.
    static void waitForPartitions(const Context &context, const Object &key, Step &step)
    {
        for (const ObjectRef &partition : context.partitionsAfter(tableOf(key.ref))) {
            for (const Object &own : context.to().partsOf(partition, Kind::ForeignKey)) {
                if (isNamedApart(context, own) && foreignKeyAbove(context.to(), own) == key.ref)
                    step.after.push_back({own.ref, Phase::Create});
            }
        }
    }

    static void changeOwn(Steps &steps, const ForeignKey &a, const Object &after)
    {
        const ForeignKey &b = after.as<ForeignKey>();
        std::vector<Statement> statements;
        if (a.deferrable != b.deferrable || a.initiallyDeferred != b.initiallyDeferred) {
            const std::string deferring = b.initiallyDeferred ? " DEFERRABLE INITIALLY DEFERRED"
                                          : b.deferrable      ? " DEFERRABLE INITIALLY IMMEDIATE"
                                                              : " NOT DEFERRABLE";
            const std::string sql = "ALTER TABLE " + qualifiedTable(after.ref) + " ALTER CONSTRAINT " + quoted(after.ref.name) + deferring;
            statements.push_back(statementFor(after.ref, sql, shareRowExclusive));
        }
        if (a.enforced != b.enforced) {
            const std::string sql = "ALTER TABLE " + qualifiedTable(after.ref) + " ALTER CONSTRAINT " + quoted(after.ref.name) + (b.enforced ? " ENFORCED" : " NOT ENFORCED");
            statements.push_back(statementFor(after.ref, sql, shareRowExclusive));
            statements.back().scans = b.enforced;
            if (b.enforced)
                sayWhatValidationRefuses(after, statements.back());
        }
        if (!a.valid && b.valid && b.enforced && a.enforced)
            statements.push_back(validationOf(after));
        if (!statements.empty())
            steps.add(after.ref, Phase::Change).statements = std::move(statements);
    }
};

} // namespace

std::optional<ObjectRef> foreignKeyAbove(const Catalog &catalog, const Object &key)
{
    const Object *table = key.as<ForeignKey>().inherited ? catalog.find(tableOf(key.ref)) : nullptr;
    if (!table || !table->get<Table>() || !table->as<Table>().partitionOf)
        return std::nullopt;
    std::optional<ObjectRef> found;
    for (const Object &above : catalog.partsOf(*table->as<Table>().partitionOf, Kind::ForeignKey)) {
        if (above.ref.name == key.ref.name)
            return above.ref;
        ForeignKey same = above.as<ForeignKey>();
        same.inherited = true;
        const ObjectRef namesake{Kind::ForeignKey, key.ref.schema, key.ref.parent, above.ref.name, {}};
        if (same == key.as<ForeignKey>() && !catalog.contains(namesake))
            found = above.ref;
    }
    return found;
}

bool isNamedApart(const Context &context, const Object &key)
{
    const auto above = context.comes(key.ref) ? foreignKeyAbove(context.to(), key) : std::nullopt;
    return above && above->name != key.ref.name && (context.comes(*above) || isAttachedLater(context, tableOf(key.ref)) || becomesPartition(context, tableOf(key.ref)));
}

const Rules &foreignKeyRules()
{
    static const ForeignKeyRules rules;
    return rules;
}

} // namespace kilter::postgresql
