#include "core/plan/postgresql/constraintsteps.h"

#include "core/dialect/postgresql/emittable.h"
#include "core/dialect/postgresql/emittext.h"
#include "core/dialect/postgresql/quote.h"
#include "core/plan/postgresql/refusals.h"

namespace kilter::postgresql {
namespace {

std::string dropConstraintSql(const Object &constraint)
{
    return "ALTER TABLE " + qualifiedTable(constraint.ref) + " DROP CONSTRAINT " + quoted(constraint.ref.name);
}

} // namespace

std::string addConstraintSql(const Object &constraint, bool only)
{
    return std::string("ALTER TABLE ") + (only ? "ONLY " : "") + qualifiedTable(constraint.ref) + " ADD CONSTRAINT "
           + quoted(constraint.ref.name) + ' ' + constraintDefinition(constraint);
}

Statement validationOf(const Object &constraint)
{
    const std::string sql = "ALTER TABLE " + qualifiedTable(constraint.ref) + " VALIDATE CONSTRAINT " + quoted(constraint.ref.name);
    Statement statement = statementFor(constraint.ref, sql, "SHARE UPDATE EXCLUSIVE");
    statement.scans = true;
    sayWhatValidationRefuses(constraint, statement);
    return statement;
}

void dropConstraint(Steps &steps, const Object &before, const std::optional<ObjectRef> &parent)
{
    Step &step = steps.add(before.ref, Phase::Drop);
    // Its own step where partitions of what it refers to wait for that.
    const ForeignKey *key = before.get<ForeignKey>();
    const bool holds = key && !key->inherited && !steps.context().partitionsBefore(key->referencedTable).empty();
    const bool withParents = key && key->inherited && parent && steps.context().goes(*parent) && !steps.context().partitionsBefore(key->referencedTable).empty()
                             && (steps.context().goes(tableOf(before.ref)) || staysUnder(steps.context(), tableOf(before.ref), tableOf(*parent)));
    if (withParents) {
        step.within = StepKey{*parent, Phase::Drop};
    } else if (!holds && goesWithTable(steps.context(), before.ref)) {
        step.within = tableDrop(steps.context(), before.ref);
        step.separable = before.ref.kind == Kind::ForeignKey || before.ref.kind == Kind::Check;
    } else if (parent && steps.context().goes(*parent) && staysUnder(steps.context(), tableOf(before.ref), tableOf(*parent))) {
        step.within = StepKey{*parent, Phase::Drop};
    }
    step.statements = {statementFor(before.ref, dropConstraintSql(before), accessExclusive)};
}

std::optional<StepKey> inheritedWith(const Context &context, const Object &after)
{
    const auto parent = parentPart(context.to(), after.ref, after.ref.name);
    const ObjectRef table = tableOf(after.ref);
    if (context.comes(table))
        return StepKey{table, Phase::Create};
    if (parent && context.comes(*parent) && !context.comes(tableOf(*parent)))
        return StepKey{*parent, Phase::Create};
    return std::nullopt;
}

} // namespace kilter::postgresql
