#include "core/base/text.h"
#include "core/dialect/postgresql/emitserver.h"
#include "core/dialect/postgresql/emittext.h"
#include "core/dialect/postgresql/quote.h"
#include "core/plan/postgresql/foreign.h"

namespace kilter::postgresql {
namespace {

const ForeignOptions &optionsOf(const Object &object)
{
    if (const ForeignDataWrapper *wrapper = object.get<ForeignDataWrapper>())
        return wrapper->options;
    if (const ForeignServer *server = object.get<ForeignServer>())
        return server->options;
    return object.as<UserMapping>().options;
}

std::string functionChange(const char *word, const std::string &from, const std::string &to)
{
    if (from == to)
        return {};
    return to.empty() ? std::string(" NO ") + word : std::string(" ") + word + ' ' + to;
}

/// Wrappers, servers and user mappings.
class ForeignRules : public Rules
{
public:
    explicit ForeignRules(int rank) : m_rank(rank) {}
    int rank() const override { return m_rank; }

    Way way(const Context &, const Object &before, const Object &after) const override
    {
        const ForeignServer *a = before.get<ForeignServer>();
        const ForeignServer *b = after.get<ForeignServer>();
        const bool losesVersion = a && !a->version.empty() && b->version.empty();
        return a && (a->wrapper != b->wrapper || a->type != b->type || losesVersion) ? Way::Recreate : Way::InPlace;
    }

    void create(Steps &steps, const Object &after) const override
    {
        Step &step = steps.add(after.ref, Phase::Create);
        step.statements = {statementFor(after.ref, createServerObject(after))};
        sayUnwritten(step.statements, after, ForeignOptions(), optionsOf(after));
        steps.describe(after);
    }

    void drop(Steps &steps, const Object &before) const override
    {
        steps.add(before.ref, Phase::Drop).statements = {statementFor(before.ref, "DROP " + named(before.ref))};
    }

    void change(Steps &steps, const Object &before, const Object &after) const override
    {
        std::string changes;
        if (const ForeignDataWrapper *a = before.get<ForeignDataWrapper>()) {
            changes = functionChange("HANDLER", a->handler, after.as<ForeignDataWrapper>().handler)
                      + functionChange("VALIDATOR", a->validator, after.as<ForeignDataWrapper>().validator);
        }
        if (const ForeignServer *a = before.get<ForeignServer>(); a && a->version != after.as<ForeignServer>().version)
            changes = " VERSION " + literal(after.as<ForeignServer>().version);
        const std::string options = optionsChange(optionsOf(before), optionsOf(after));
        if (!options.empty())
            changes += ' ' + options;
        std::vector<Statement> statements;
        if (!changes.empty())
            statements.push_back(statementFor(after.ref, "ALTER " + named(after.ref) + changes));
        sayUnwritten(statements, after, optionsOf(before), optionsOf(after));
        if (!statements.empty())
            steps.add(after.ref, Phase::Change).statements = std::move(statements);
        steps.describe(before, after);
    }

private:
    int m_rank;
};

} // namespace

void sayUnwritten(std::vector<Statement> &statements, const Object &object, const ForeignOptions &from, const ForeignOptions &to)
{
    const auto names = unwrittenSecrets(from, to);
    if (names.empty())
        return;
    const std::string message = "secret " + joined(names, ", ") + " of " + namedPlainly(object.ref) + " is not written here: set it by hand";
    if (statements.empty())
        statements.push_back(statementFor(object.ref, "SELECT " + literal(message)));
    statements.back().hazards.push_back({"secret-left-out", message});
    statements.back().reversibility = Reversibility::StructureOnly;
    statements.back().reason = message;
}

std::string namedPlainly(const ObjectRef &ref)
{
    return replaced(std::string(keyword(ref.kind)), "-", " ") + ' ' + qualifiedName(ref);
}

const Rules &foreignRules(Kind kind)
{
    static const ForeignRules wrappers(17);
    static const ForeignRules servers(18);
    static const ForeignRules mappings(19);
    return kind == Kind::ForeignDataWrapper ? wrappers : kind == Kind::ForeignServer ? servers : mappings;
}

} // namespace kilter::postgresql
