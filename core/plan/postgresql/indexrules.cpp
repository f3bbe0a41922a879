#include "core/base/text.h"
#include "core/dialect/postgresql/emittable.h"
#include "core/dialect/postgresql/emittext.h"
#include "core/plan/postgresql/rules.h"

#include <algorithm>

namespace kilter::postgresql {
namespace {

/// SET and RESET that turn one list of "name=value" into another.
std::vector<std::string> optionChanges(const std::vector<std::string> &from, const std::vector<std::string> &to)
{
    const auto nameOf = [](const std::string &option) { return option.substr(0, option.find('=')); };
    std::vector<std::string> set;
    std::vector<std::string> reset;
    for (const std::string &option : to) {
        if (std::find(from.begin(), from.end(), option) == from.end())
            set.push_back(option);
    }
    for (const std::string &option : from) {
        const auto same = [&](const std::string &other) { return nameOf(other) == nameOf(option); };
        if (std::none_of(to.begin(), to.end(), same))
            reset.push_back(nameOf(option));
    }
    std::vector<std::string> clauses;
    if (!set.empty())
        clauses.push_back("SET (" + joined(set, ", ") + ')');
    if (!reset.empty())
        clauses.push_back("RESET (" + joined(reset, ", ") + ')');
    return clauses;
}

class IndexRules : public Rules
{
public:
    int rank() const override { return 40; }
    bool mayRecreate() const override { return true; }

    Way way(const Context &, const Object &before, const Object &after) const override
    {
        Index same = before.as<Index>();
        const Index &wanted = after.as<Index>();
        same.storage = wanted.storage;
        same.attachedTo = wanted.attachedTo;
        // An index of a partitioned table becomes whole when the last partition's is attached.
        same.onlyParent = same.onlyParent && wanted.onlyParent;
        return same == wanted ? Way::InPlace : Way::Recreate;
    }

    void create(Steps &steps, const Object &after) const override
    {
        const Context &context = steps.context();
        const auto with = madeWith(context, after);
        Step &step = steps.add(after.ref, Phase::Create);
        step.statements = {statementFor(after.ref, createIndex(after, false, isMadeAlone(context, after)), shareLock)};
        step.statements.back().scans = true;
        step.within = with;
        if (isAttachedAlone(context, after))
            attach(steps, after);
        steps.describe(after);
    }

    void drop(Steps &steps, const Object &before) const override
    {
        const Context &context = steps.context();
        const std::string &name = before.as<Index>().attachedTo;
        const auto parent = name.empty() ? std::nullopt : parentPart(context.from(), before.ref, name);
        Step &step = steps.add(before.ref, Phase::Drop);
        if (goesWithTable(context, before.ref))
            step.within = tableDrop(context, before.ref);
        else if (parent && context.goes(*parent))
            step.within = StepKey{*parent, Phase::Drop};
        step.statements = {statementFor(before.ref, "DROP INDEX " + qualified(before.ref), accessExclusive)};
    }

    void change(Steps &steps, const Object &before, const Object &after) const override
    {
        std::vector<Statement> statements;
        for (const std::string &clause : optionChanges(before.as<Index>().storage, after.as<Index>().storage))
            statements.push_back(statementFor(after.ref, "ALTER INDEX " + qualified(after.ref) + ' ' + clause, "SHARE UPDATE EXCLUSIVE"));
        if (!statements.empty())
            steps.add(after.ref, Phase::Change).statements = std::move(statements);
        if (before.as<Index>().attachedTo != after.as<Index>().attachedTo && isAttachedAlone(steps.context(), after))
            attach(steps, after);
        steps.describe(before, after);
    }

private:
    static void attach(Steps &steps, const Object &after)
    {
        const auto parent = parentPart(steps.context().to(), after.ref, after.as<Index>().attachedTo);
        Step &step = steps.add(after.ref, Phase::Settle);
        step.statements = {statementFor(after.ref, "ALTER INDEX " + qualified(*parent) + " ATTACH PARTITION " + qualified(after.ref))};
    }
};

class ViewRules : public Rules
{
public:
    int rank() const override { return 60; }
    bool mayRecreate() const override { return true; }

    /// CREATE OR REPLACE can only append columns. Types of the others are not known here: they are the same where the query begins the
    /// same and names the same objects.
    Way way(const Context &context, const Object &before, const Object &after) const override
    {
        const View &a = before.as<View>();
        const View &b = after.as<View>();
        if (a.definition == b.definition && a.columns == b.columns)
            return Way::InPlace;
        const bool appended = a.columns.size() <= b.columns.size() && std::equal(a.columns.begin(), a.columns.end(), b.columns.begin());
        return appended && hasSameOutput(a, b) && usesAllOf(context, before) ? Way::InPlace : Way::Recreate;
    }

    Response response(const Context &context, const Object &before, const Object &after, const ObjectRef &need, Disturbance disturbance) const override
    {
        if (disturbance == Disturbance::Retyped)
            return Response::Recreate;
        return Rules::response(context, before, after, need, disturbance);
    }

    void create(Steps &steps, const Object &after) const override
    {
        steps.add(after.ref, Phase::Create).statements = {statementFor(after.ref, createView(after))};
        steps.describe(after);
    }

    void drop(Steps &steps, const Object &before) const override
    {
        steps.add(before.ref, Phase::Drop).statements = {statementFor(before.ref, "DROP VIEW " + qualified(before.ref), accessExclusive)};
    }

    void change(Steps &steps, const Object &before, const Object &after) const override
    {
        const View &a = before.as<View>();
        const View &b = after.as<View>();
        std::vector<std::string> statements;
        if (a.definition != b.definition || a.columns != b.columns) {
            statements.push_back(createView(after, true));
        } else {
            for (const std::string &clause : optionChanges(withCheck(a), withCheck(b)))
                statements.push_back("ALTER VIEW " + qualified(after.ref) + ' ' + clause);
        }
        if (!statements.empty()) {
            Step &step = steps.add(after.ref, Phase::Change);
            for (std::string &sql : statements)
                step.statements.push_back(statementFor(after.ref, std::move(sql), accessExclusive));
        }
        steps.describe(before, after);
    }

private:
    static std::vector<std::string> withCheck(const View &view)
    {
        std::vector<std::string> options = view.options;
        if (!view.checkOption.empty())
            options.push_back("check_option=" + view.checkOption);
        return options;
    }

    /// The output expressions of the old query stand at the beginning of the new one.
    static bool hasSameOutput(const View &before, const View &after)
    {
        const std::size_t end = before.definition.find("\n   FROM ");
        if (end == std::string::npos || before.definition.find("\nUNION") != std::string::npos || !after.definition.starts_with(before.definition.substr(0, end)))
            return false;
        const char next = after.definition.size() > end ? after.definition[end] : ' ';
        return next == '\n' || next == ',';
    }

    static bool usesAllOf(const Context &context, const Object &before)
    {
        const auto &wanted = context.needsAfter(before.ref);
        const auto &old = context.needsBefore(before.ref);
        return std::all_of(old.begin(), old.end(), [&](const ObjectRef &need) {
            const bool relation = need.kind == Kind::Table || need.kind == Kind::View;
            return !relation || std::find(wanted.begin(), wanted.end(), need) != wanted.end();
        });
    }
};

} // namespace

const Rules &indexRules()
{
    static const IndexRules rules;
    return rules;
}

const Rules &viewRules()
{
    static const ViewRules rules;
    return rules;
}

} // namespace kilter::postgresql
