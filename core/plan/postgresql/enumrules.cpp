#include "core/base/text.h"
#include "core/dialect/postgresql/emittable.h"
#include "core/dialect/postgresql/emittext.h"
#include "core/dialect/postgresql/quote.h"
#include "core/plan/postgresql/rules.h"

#include <algorithm>

namespace kilter::postgresql {
namespace {

bool contains(const std::vector<std::string> &labels, const std::string &label)
{
    return std::find(labels.begin(), labels.end(), label) != labels.end();
}

std::vector<std::string> without(std::vector<std::string> labels, const std::vector<std::string> &kept)
{
    std::erase_if(labels, [&](const std::string &label) { return contains(kept, label); });
    return labels;
}

/// ADD VALUE for every new label, each before the next one that is there already.
std::vector<Statement> additions(const Object &before, const Object &after)
{
    const auto &old = before.as<EnumType>().labels;
    const auto &labels = after.as<EnumType>().labels;
    std::vector<Statement> statements;
    for (auto label = labels.begin(); label != labels.end(); ++label) {
        if (contains(old, *label))
            continue;
        const auto next = std::find_if(label, labels.end(), [&](const std::string &later) { return contains(old, later); });
        const std::string place = next == labels.end() ? std::string() : " BEFORE " + literal(*next);
        statements.push_back(statementFor(after.ref, "ALTER TYPE " + qualified(after.ref) + " ADD VALUE " + literal(*label) + place));
        statements.back().reason = "taking the label away again makes the type anew";
    }
    return statements;
}

class EnumRules : public Rules
{
public:
    int rank() const override { return 10; }

    /// Labels can be added in place; one that goes or moves needs the type made anew.
    Way way(const Context &, const Object &before, const Object &after) const override
    {
        const auto &old = before.as<EnumType>().labels;
        auto kept = after.as<EnumType>().labels;
        std::erase_if(kept, [&](const std::string &label) { return !contains(old, label); });
        return kept == old ? Way::InPlace : Way::Recreate;
    }

    void create(Steps &steps, const Object &after) const override
    {
        steps.add(after.ref, Phase::Create).statements = {statementFor(after.ref, createEnum(after))};
        steps.describe(after);
    }

    void drop(Steps &steps, const Object &before) const override
    {
        steps.add(before.ref, Phase::Drop).statements = {statementFor(before.ref, "DROP TYPE " + qualified(before.ref))};
    }

    void change(Steps &steps, const Object &before, const Object &after) const override
    {
        auto statements = additions(before, after);
        if (!statements.empty()) {
            Step &step = steps.add(after.ref, Phase::Change);
            step.statements = std::move(statements);
            step.first = true;
        }
        steps.describe(before, after);
    }

    /// The old type steps aside; its users change over to the new one; then it goes.
    void recreate(Steps &steps, const Object &before, const Object &after) const override
    {
        Step &step = steps.add(after.ref, Phase::Create);
        step.claims.clear();
        step.statements = {statementFor(before.ref, renaming(before)), statementFor(after.ref, createEnum(after))};
        const auto removed = without(before.as<EnumType>().labels, after.as<EnumType>().labels);
        if (!removed.empty()) {
            const std::string message = "labels go: " + joined(removed, ", ") + "; the statements that change columns over fail while rows hold one of them";
            step.statements.back().hazards.push_back({"enum-label-removed", message});
        }
        discard(steps, before);
        steps.describe(after);
    }

    bool setAside(Steps &steps, const Object &before) const override
    {
        Step &step = steps.add(before.ref, Phase::Release);
        step.loses.clear();
        step.frees = namesTaken(before);
        step.statements = {statementFor(before.ref, renaming(before))};
        discard(steps, before);
        return true;
    }

private:
    static std::string renaming(const Object &type)
    {
        return "ALTER TYPE " + qualified(type.ref) + " RENAME TO " + quoted(asideName(type.ref.name));
    }

    static void discard(Steps &steps, const Object &type)
    {
        ObjectRef old = type.ref;
        old.name = asideName(old.name);
        steps.add(type.ref, Phase::Discard).statements = {statementFor(type.ref, "DROP TYPE " + qualified(old))};
    }
};

} // namespace

const Rules &enumRules()
{
    static const EnumRules rules;
    return rules;
}

} // namespace kilter::postgresql
