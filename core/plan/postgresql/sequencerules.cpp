#include "core/dialect/postgresql/emittable.h"
#include "core/dialect/postgresql/emittext.h"
#include "core/dialect/postgresql/quote.h"
#include "core/plan/postgresql/rules.h"
#include "core/plan/postgresql/sequencelimits.h"

#include <algorithm>

namespace kilter::postgresql {
namespace {

/// The column that owns a sequence is no condition of its existence.
void forgetOwner(std::vector<ObjectRef> &needs, const Object &object)
{
    const Sequence &sequence = object.as<Sequence>();
    if (sequence.ownedBy)
        std::erase_if(needs, [&](const ObjectRef &need) { return need == *sequence.ownedBy || need == tableOf(*sequence.ownedBy); });
}

std::string ownedBySql(const Object &object)
{
    const Sequence &sequence = object.as<Sequence>();
    const std::string owner = sequence.ownedBy ? qualifiedTable(*sequence.ownedBy) + '.' + quoted(sequence.ownedBy->name) : "NONE";
    return "ALTER SEQUENCE " + qualified(object.ref) + " OWNED BY " + owner;
}

class SequenceRules : public Rules
{
public:
    int rank() const override { return 20; }
    Way way(const Context &, const Object &, const Object &) const override { return Way::InPlace; }

    /// Whatever it is owned by may come and go: it only lets go and is owned again.
    Response response(const Context &, const Object &, const Object &, const ObjectRef &need, Disturbance disturbance) const override
    {
        if (disturbance != Disturbance::Goes)
            return Response::Nothing;
        return need.kind == Kind::Schema ? Response::Recreate : Response::Change;
    }

    void create(Steps &steps, const Object &after) const override
    {
        Step &step = steps.add(after.ref, Phase::Create);
        forgetOwner(step.uses, after);
        step.statements = {statementFor(after.ref, createSequence(after))};
        if (after.as<Sequence>().ownedBy)
            own(steps, after);
        steps.describe(after);
    }

    void drop(Steps &steps, const Object &before) const override
    {
        const Context &context = steps.context();
        const Sequence &sequence = before.as<Sequence>();
        Step &step = steps.add(before.ref, Phase::Drop);
        forgetOwner(step.loses, before);
        step.statements = {losing(statementFor(before.ref, "DROP SEQUENCE " + qualified(before.ref)), "drop-sequence",
                                  "the last value of sequence " + qualifiedName(before.ref) + " is lost")};
        if (!sequence.ownedBy)
            return;
        if (context.goes(*sequence.ownedBy))
            step.within = StepKey{*sequence.ownedBy, Phase::Drop};
        else if (turnsIntoIdentity(context, *sequence.ownedBy))
            step.within = StepKey{*sequence.ownedBy, Phase::Settle};
    }

    void change(Steps &steps, const Object &before, const Object &after) const override
    {
        const Sequence &a = before.as<Sequence>();
        const Sequence &b = after.as<Sequence>();
        changeOptions(steps, before, after);
        const bool ownerGoes = a.ownedBy && steps.context().goes(*a.ownedBy);
        if (a.ownedBy && (ownerGoes || !b.ownedBy)) {
            Object free = before;
            free.as<Sequence>().ownedBy.reset();
            Step &step = steps.add(before.ref, Phase::Release);
            step.statements = {statementFor(before.ref, ownedBySql(free))};
        }
        if (b.ownedBy && (a.ownedBy != b.ownedBy || ownerGoes))
            own(steps, after);
        steps.describe(before, after);
    }

    bool setAside(Steps &steps, const Object &before) const override
    {
        ObjectRef old = before.ref;
        old.name = asideName(old.name);
        Step &step = steps.add(before.ref, Phase::Release);
        step.loses.clear();
        step.frees = namesTaken(before);
        step.statements = {statementFor(before.ref, "ALTER SEQUENCE " + qualified(before.ref) + " RENAME TO " + quoted(old.name))};
        Step &discarded = steps.add(before.ref, Phase::Discard);
        forgetOwner(discarded.loses, before);
        discarded.statements = {losing(statementFor(before.ref, "DROP SEQUENCE " + qualified(old)), "drop-sequence",
                                       "the last value of sequence " + qualifiedName(before.ref) + " is lost")};
        return true;
    }

private:
    static bool turnsIntoIdentity(const Context &context, const ObjectRef &column)
    {
        const Object *before = context.from().find(column);
        const Object *after = context.to().find(column);
        return before && after && before->as<Column>().identity.empty() && !after->as<Column>().identity.empty();
    }

    /// Both belong to one role then (manual, ALTER SEQUENCE).
    static void own(Steps &steps, const Object &after)
    {
        Step &step = steps.add(after.ref, Phase::Attach);
        step.after.push_back({tableOf(*after.as<Sequence>().ownedBy), Phase::Attach});
        if (steps.context().statesOwners() && !after.owner.empty())
            step.statements.push_back(statementFor(after.ref, "ALTER SEQUENCE " + qualified(after.ref) + " OWNER TO " + quoted(after.owner)));
        step.statements.push_back(statementFor(after.ref, ownedBySql(after)));
    }

    static void changeOptions(Steps &steps, const Object &before, const Object &after)
    {
        const Sequence &a = before.as<Sequence>();
        const Sequence &b = after.as<Sequence>();
        const LimitsMove move = limitsMove(a.options, b.options, {}, true, qualified(after.ref));
        const std::string options = changedSequenceOptions(move.widened, b.options, {}, true);
        if (options.empty() && a.unlogged == b.unlogged)
            return;
        Step &step = steps.add(after.ref, Phase::Change);
        forgetOwner(step.uses, after);
        forgetOwner(step.loses, before);
        if (!move.widening.empty()) {
            step.statements.push_back(statementFor(after.ref, "ALTER SEQUENCE " + qualified(after.ref) + ' ' + move.widening));
            step.statements.push_back(valueMove(after.ref, qualified(after.ref), move));
        }
        if (!options.empty())
            step.statements.push_back(statementFor(after.ref, "ALTER SEQUENCE " + qualified(after.ref) + ' ' + options));
        if (a.unlogged != b.unlogged)
            step.statements.push_back(statementFor(after.ref, "ALTER SEQUENCE " + qualified(after.ref) + (b.unlogged ? " SET UNLOGGED" : " SET LOGGED")));
    }
};

} // namespace

const Rules &sequenceRules()
{
    static const SequenceRules rules;
    return rules;
}

} // namespace kilter::postgresql
