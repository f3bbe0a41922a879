#include "core/plan/postgresql/postgresqlplan.h"

#include "core/base/text.h"
#include "core/dialect/postgresql/emitprograms.h"
#include "core/dialect/postgresql/quote.h"
#include "core/plan/postgresql/fates.h"
#include "core/plan/postgresql/order.h"
#include "core/plan/postgresql/renames.h"
#include "core/plan/postgresql/rules.h"

#include <algorithm>

namespace kilter::postgresql {
namespace {

void addSteps(const Context &context, const ObjectRef &ref, Fate fate, std::vector<Step> &list)
{
    const Rules &rules = rulesOf(ref.kind);
    Steps steps(context, list, rules.rank());
    const Object *before = context.from().find(ref);
    const Object *after = context.to().find(ref);
    switch (fate) {
    case Fate::Keep:
        return;
    case Fate::Create:
        return rules.create(steps, *after);
    case Fate::Change:
        return rules.change(steps, *before, *after);
    case Fate::Recreate:
        return rules.recreate(steps, *before, *after);
    case Fate::Drop:
        if (!context.aside.contains(ref) || !rules.setAside(steps, *before))
            rules.drop(steps, *before);
        return;
    }
}

std::vector<Step> stepsOf(const Context &context)
{
    std::vector<Step> steps;
    for (const auto &[ref, fate] : context.fates())
        addSteps(context, ref, fate, steps);
    return steps;
}

/// Opens a circle: parts become steps of their own, names are vacated first, or something is made anew instead of altered. False when
/// nothing of that is left to do.
bool open(Context &context, const Circle &circle)
{
    bool opened = false;
    for (const ObjectRef &part : circle.separable)
        opened = context.separate.insert(part).second || opened;
    if (opened)
        return true;
    for (const StepKey &member : circle.members) {
        if (member.object.kind == Kind::Range && context.fate(member.object) == Fate::Create)
            opened = context.separate.insert(member.object).second || opened;
    }
    if (opened)
        return true;
    for (const StepKey &member : circle.members)
        opened = (canBeProvisional(context, member.object) && context.separate.insert(member.object).second) || opened;
    if (opened)
        return true;
    for (const ObjectRef &object : circle.clashing) {
        if (context.fate(object) == Fate::Drop && !isPartOfTable(object.kind))
            opened = context.aside.insert(object).second || opened;
    }
    if (opened)
        return true;
    for (const StepKey &member : circle.members) {
        if (context.fate(member.object) != Fate::Change || !rulesOf(member.object.kind).mayRecreate())
            continue;
        makeAnew(context, member.object);
        opened = true;
    }
    return opened;
}

Error circleError(const Circle &circle)
{
    std::vector<std::string> names;
    for (const StepKey &member : circle.members) {
        const std::string name = toText(member.object);
        if (std::find(names.begin(), names.end(), name) == names.end() && names.size() < 12)
            names.push_back(name);
    }
    return Error{ErrorCode::Invalid, "these changes wait for each other and cannot be put in an order: " + joined(names, ", "),
                 "make them in two migrations", {}, {}};
}

/// New enum values can be used only after they are committed (manual, ALTER TYPE): when something uses one, the commit stands right after
/// the additions, so that all else stays one transaction.
void commitNewLabels(const Context &context, std::vector<Statement> &statements, std::size_t additionsEnd)
{
    if (additionsEnd == 0 || additionsEnd >= statements.size())
        return;
    std::vector<std::string> labels;
    for (const auto &[ref, fate] : context.fates()) {
        if (ref.kind != Kind::Enum || fate != Fate::Change)
            continue;
        const auto &before = context.from().find(ref)->as<EnumType>().labels;
        for (const std::string &label : context.to().find(ref)->as<EnumType>().labels) {
            if (std::find(before.begin(), before.end(), label) == before.end())
                labels.push_back(literal(label));
        }
    }
    const auto uses = [&](const Statement &statement) {
        return std::any_of(labels.begin(), labels.end(), [&](const std::string &label) { return statement.sql.find(label) != std::string::npos; });
    };
    if (std::any_of(statements.begin() + std::ptrdiff_t(additionsEnd), statements.end(), uses))
        statements[additionsEnd].commitBefore = true;
}

/// Bodies of routines may name what comes later.
void leaveBodiesUnchecked(const std::vector<const Step *> &order, const Catalog &wanted, std::vector<Statement> &statements)
{
    const auto checks = [&](const Step *step) {
        const Object *object = step->key.phase == Phase::Create || step->key.phase == Phase::Change ? wanted.find(step->key.object) : nullptr;
        return object && hasCheckedBody(*object);
    };
    const auto first = std::find_if(order.begin(), order.end(), checks);
    if (first != order.end())
        statements.insert(statements.begin(), statementFor((*first)->key.object, "SET check_function_bodies = off"));
}

/// The catalog to reach when patterns leave out some differences.
Result<Catalog> limited(const Catalog &from, const Catalog &to, const PlanOptions &options)
{
    if (options.diff.include.empty() && options.diff.exclude.empty())
        return to;
    DiffOptions compared = options.diff;
    compared.renames.clear();
    compared.findRenames = false;
    KILTER_TRY(Applied result, applied(from, to, diff(from, to, compared)));
    return std::move(result.catalog);
}

} // namespace

Result<std::vector<Statement>> statements(const Catalog &from, const Catalog &to, const PlanOptions &options)
{
    RenamePlan renames = planRenames(from, options.renames);
    KILTER_TRY(const Catalog wanted, limited(renames.catalog, to, options));
    Context context(renames.catalog, wanted, options.diff.compareOwners, options.diff.comparePrivileges);
    context.separate = options.apart;
    decideFates(context);
    for (;;) {
        const std::vector<Step> steps = stepsOf(context);
        const auto order = ordered(context, steps);
        if (!order) {
            if (open(context, order.error()))
                continue;
            return tl::unexpected<Error>(circleError(order.error()));
        }
        std::vector<Statement> result = std::move(renames.statements);
        std::size_t additionsEnd = 0;
        for (const Step *step : *order) {
            result.insert(result.end(), step->statements.begin(), step->statements.end());
            if (step->first)
                additionsEnd = result.size();
        }
        commitNewLabels(context, result, additionsEnd);
        leaveBodiesUnchecked(*order, wanted, result);
        return result;
    }
}

} // namespace kilter::postgresql
