#include "core/dialect/postgresql/emitserver.h"
#include "core/dialect/postgresql/emittable.h"
#include "core/dialect/postgresql/emittext.h"
#include "core/dialect/postgresql/quote.h"
#include "core/plan/postgresql/foreign.h"
#include "core/plan/postgresql/privileges.h"

namespace kilter::postgresql {
namespace {

/// The table's place under a partitioned table is given up, for good or to be taken anew.
bool leavesParent(const Context &context, const Object &before, const Object &after)
{
    const Table &a = before.as<Table>();
    const Table &b = after.as<Table>();
    return a.partitionOf && (a.partitionOf != b.partitionOf || a.partitionBound != b.partitionBound || context.goes(*a.partitionOf));
}

bool joinsParent(const Context &context, const Object &before, const Object &after)
{
    const Table &b = after.as<Table>();
    return b.partitionOf && (before.as<Table>().partitionOf != b.partitionOf || leavesParent(context, before, after));
}

std::string dropSql(const Object &table, const ObjectRef &name)
{
    return std::string("DROP ") + (table.as<Table>().foreignServer.empty() ? "" : "FOREIGN ") + "TABLE " + qualified(name);
}

/// The rows of a foreign table are not here.
Statement losingTable(const Object &object, const std::string &sql)
{
    const ObjectRef &table = object.ref;
    if (!object.as<Table>().foreignServer.empty())
        return statementFor(table, sql, accessExclusive);
    return losing(statementFor(table, sql, accessExclusive), "drop-table", "the rows of table " + qualifiedName(table) + " are lost");
}

class TableRules : public Rules
{
public:
    int rank() const override { return 30; }

    /// The key by which a table is partitioned cannot be altered, nor can a table become a partitioned one.
    Way way(const Context &, const Object &before, const Object &after) const override
    {
        const bool sameServer = before.as<Table>().foreignServer == after.as<Table>().foreignServer;
        return before.as<Table>().partitionBy == after.as<Table>().partitionBy && sameServer ? Way::InPlace : Way::Recreate;
    }

    Response response(const Context &, const Object &before, const Object &, const ObjectRef &need, Disturbance disturbance) const override
    {
        if (disturbance != Disturbance::Goes)
            return Response::Nothing;
        return before.as<Table>().partitionOf == need ? Response::Change : Response::Recreate;
    }

    void create(Steps &steps, const Object &after) const override
    {
        const Context &context = steps.context();
        const bool later = isAttachedLater(context, after.ref);
        Step &step = steps.add(after.ref, Phase::Create);
        step.statements = {statementFor(after.ref, createTable(context.to(), after, layoutOf(context, after)))};
        sayUnwritten(step.statements, after, ForeignOptions(), after.as<Table>().foreignOptions);
        addRowSecurity(step.statements, Table(), after);
        if (later)
            attach(steps, after);
        steps.describe(after);
    }

    void drop(Steps &steps, const Object &before) const override
    {
        steps.add(before.ref, Phase::Drop).statements = {losingTable(before, dropSql(before, before.ref))};
    }

    void change(Steps &steps, const Object &before, const Object &after) const override
    {
        const Context &context = steps.context();
        if (leavesParent(context, before, after)) {
            const std::string sql = "ALTER TABLE " + qualified(*before.as<Table>().partitionOf) + " DETACH PARTITION " + qualified(before.ref);
            steps.add(before.ref, Phase::Release).statements = {statementFor(before.ref, sql, accessExclusive)};
        }
        if (before.as<Table>().unlogged != after.as<Table>().unlogged)
            changeLogging(steps, after);
        changeInPlace(steps, before, after);
        if (joinsParent(context, before, after))
            attach(steps, after);
        steps.describe(before, after);
    }

    bool setAside(Steps &steps, const Object &before) const override
    {
        ObjectRef old = before.ref;
        old.name = asideName(old.name);
        Step &step = steps.add(before.ref, Phase::Release);
        step.loses.clear();
        step.frees = namesTaken(before);
        step.statements = {statementFor(before.ref, "ALTER TABLE " + qualified(before.ref) + " RENAME TO " + quoted(old.name), accessExclusive)};
        steps.add(before.ref, Phase::Discard).statements = {losingTable(before, dropSql(before, old))};
        return true;
    }

private:
    static TableLayout layoutOf(const Context &context, const Object &table)
    {
        TableLayout layout;
        layout.asPartition = !isAttachedLater(context, table.ref);
        for (const ObjectRef &part : context.separate) {
            if (!isPartOfTable(part.kind) || tableOf(part) != table.ref)
                continue;
            (part.kind == Kind::Column ? layout.withoutDefault : layout.apart).insert(part);
        }
        return layout;
    }

    /// Everything that both sides must agree on stands before.
    static void attach(Steps &steps, const Object &after)
    {
        const Table &table = after.as<Table>();
        Step &step = steps.add(after.ref, Phase::Settle);
        for (const ObjectRef &side : {after.ref, *table.partitionOf}) {
            for (const Object *part : steps.context().to().partsOf(side)) {
                if (part->ref.kind != Kind::ForeignKey)
                    step.uses.push_back(part->ref);
            }
        }
        const std::string sql = "ALTER TABLE " + qualified(*table.partitionOf) + " ATTACH PARTITION " + qualified(after.ref) + ' ' + table.partitionBound;
        step.statements = {statementFor(after.ref, sql, accessExclusive)};
        step.statements.back().scans = true;
    }

    static void addRowSecurity(std::vector<Statement> &statements, const Table &before, const Object &after)
    {
        const Table &table = after.as<Table>();
        const auto add = [&](const char *what) {
            statements.push_back(statementFor(after.ref, "ALTER TABLE " + qualified(after.ref) + ' ' + what + " ROW LEVEL SECURITY", accessExclusive));
        };
        if (before.rowSecurity != table.rowSecurity)
            add(table.rowSecurity ? "ENABLE" : "DISABLE");
        if (before.forceRowSecurity != table.forceRowSecurity)
            add(table.forceRowSecurity ? "FORCE" : "NO FORCE");
    }

    static void changeInPlace(Steps &steps, const Object &before, const Object &after)
    {
        const Table &a = before.as<Table>();
        const Table &b = after.as<Table>();
        std::vector<Statement> statements;
        const std::string options = optionsChange(a.foreignOptions, b.foreignOptions);
        if (!options.empty())
            statements.push_back(statementFor(after.ref, "ALTER FOREIGN TABLE " + qualified(after.ref) + ' ' + options, accessExclusive));
        sayUnwritten(statements, after, a.foreignOptions, b.foreignOptions);
        addRowSecurity(statements, a, after);
        if (!statements.empty())
            steps.add(after.ref, Phase::Settle).statements = std::move(statements);
    }

    static void changeLogging(Steps &steps, const Object &after)
    {
        const std::string sql = "ALTER TABLE " + qualified(after.ref) + (after.as<Table>().unlogged ? " SET UNLOGGED" : " SET LOGGED");
        Step &step = steps.add(after.ref, Phase::Change);
        step.statements = {statementFor(after.ref, sql, accessExclusive)};
        step.statements.back().rewrites = true;
    }
};

} // namespace

const Rules &tableRules()
{
    static const TableRules rules;
    return rules;
}

} // namespace kilter::postgresql
