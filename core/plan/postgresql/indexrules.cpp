#include "core/base/text.h"
#include "core/dialect/postgresql/emittable.h"
#include "core/dialect/postgresql/emittext.h"
#include "core/dialect/postgresql/quote.h"
#include "core/plan/postgresql/options.h"
#include "core/plan/postgresql/refusals.h"

#include <algorithm>

namespace kilter::postgresql {
namespace {

class IndexRules : public Rules
{
public:
    int rank() const override { return 40; }
    bool mayRecreate() const override { return true; }

    Way way(const Context &context, const Object &before, const Object &after) const override
    {
        Index same = before.as<Index>();
        const Index &wanted = after.as<Index>();
        if (!keepsStorage(context, after))
            same.storage = wanted.storage;
        same.tablespace = wanted.tablespace;
        same.statistics = wanted.statistics;
        same.attachedTo = wanted.attachedTo;
        // An index of a partitioned table becomes whole when the last partition's is attached.
        same.onlyParent = same.onlyParent && wanted.onlyParent;
        return same == wanted ? Way::InPlace : Way::Recreate;
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
        const auto with = madeWith(context, after);
        Step &step = steps.add(after.ref, Phase::Create);
        step.statements = {statementFor(after.ref, createIndex(after, false, isMadeAlone(context, after)), shareLock)};
        step.statements.back().scans = true;
        sayWhatRowsRefuse(context, after, step.statements.back());
        step.within = with;
        setStatistics(steps, Index(), after);
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
        else if (parent && context.goes(*parent) && staysUnder(context, tableOf(before.ref), tableOf(*parent)))
            step.within = StepKey{*parent, Phase::Drop};
        step.separable = name.empty() && goesWithTable(context, before.ref);
        step.statements = {statementFor(before.ref, "DROP INDEX " + qualified(before.ref) + (takesKeysAlong(context, before) ? " CASCADE" : ""), accessExclusive)};
    }

    void change(Steps &steps, const Object &before, const Object &after) const override
    {
        std::vector<Statement> statements;
        for (const std::string &clause : optionChanges(before.as<Index>().storage, after.as<Index>().storage))
            statements.push_back(statementFor(after.ref, "ALTER INDEX " + qualified(after.ref) + ' ' + clause, "SHARE UPDATE EXCLUSIVE"));
        if (const std::string &place = after.as<Index>().tablespace; place != before.as<Index>().tablespace) {
            const std::string sql = "ALTER INDEX " + qualified(after.ref) + " SET TABLESPACE " + quoted(place.empty() ? "pg_default" : place);
            statements.push_back(statementFor(after.ref, sql, accessExclusive));
        }
        if (!statements.empty())
            steps.add(after.ref, Phase::Change).statements = std::move(statements);
        setStatistics(steps, before.as<Index>(), after);
        if (before.as<Index>().attachedTo != after.as<Index>().attachedTo && isAttachedAlone(steps.context(), after))
            attach(steps, after);
        steps.describe(before, after);
    }

private:
    /// Targets of expression keys, "2=100"; one that goes is -1.
    static void setStatistics(Steps &steps, const Index &a, const Object &after)
    {
        const std::vector<std::string> &wanted = after.as<Index>().statistics;
        std::vector<std::string> targets;
        for (const std::string &target : wanted) {
            if (std::find(a.statistics.begin(), a.statistics.end(), target) == a.statistics.end())
                targets.push_back(target);
        }
        for (const std::string &old : a.statistics) {
            const std::string number = old.substr(0, old.find('=') + 1);
            if (std::none_of(wanted.begin(), wanted.end(), [&](const std::string &target) { return target.starts_with(number); }))
                targets.push_back(number + "-1");
        }
        if (targets.empty())
            return;
        Step &step = steps.add(after.ref, Phase::Attach);
        for (const std::string &target : targets) {
            const std::size_t equals = target.find('=');
            const std::string sql = "ALTER INDEX " + qualified(after.ref) + " ALTER COLUMN " + target.substr(0, equals) + " SET STATISTICS " + target.substr(equals + 1);
            step.statements.push_back(statementFor(after.ref, sql));
        }
    }

    static void attach(Steps &steps, const Object &after)
    {
        const auto parent = parentPart(steps.context().to(), after.ref, after.as<Index>().attachedTo);
        Step &step = steps.add(after.ref, Phase::Settle);
        step.statements = {statementFor(after.ref, "ALTER INDEX " + qualified(*parent) + " ATTACH PARTITION " + qualified(after.ref))};
    }
};

} // namespace

const Rules &indexRules()
{
    static const IndexRules rules;
    return rules;
}

} // namespace kilter::postgresql
