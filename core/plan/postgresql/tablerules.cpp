#include "core/dialect/postgresql/emitserver.h"
#include "core/dialect/postgresql/emittable.h"
#include "core/dialect/postgresql/emittext.h"
#include "core/dialect/postgresql/quote.h"
#include "core/plan/postgresql/foreign.h"
#include "core/plan/postgresql/options.h"
#include "core/plan/postgresql/privileges.h"
#include "core/plan/postgresql/rules.h"

#include <algorithm>

namespace kilter::postgresql {
namespace {

/// The table's place under a partitioned table is given up, for good or to be taken anew.
bool leavesParent(const Context &context, const Object &before, const Object &after)
{
    const Table &a = before.as<Table>();
    const Table &b = after.as<Table>();
    return a.partitionOf && (a.partitionOf != b.partitionOf || a.partitionBound != b.partitionBound || context.goes(*a.partitionOf) || renamesNotNull(context, after.ref));
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

/// What a table has beyond its parts, altered in place.
class TableChange
{
public:
    TableChange(Steps &steps, const Object &before, const Object &after)
        : m_steps(steps), m_before(before), m_after(after), m_a(before.as<Table>()), m_b(after.as<Table>())
    {
    }

    void plan()
    {
        release();
        std::vector<std::string> clauses;
        if (m_a.unlogged != m_b.unlogged)
            clauses.push_back(m_b.unlogged ? "SET UNLOGGED" : "SET LOGGED");
        if (m_a.accessMethod != m_b.accessMethod)
            clauses.push_back("SET ACCESS METHOD " + quoted(m_b.accessMethod.empty() ? "heap" : m_b.accessMethod));
        if (m_a.tablespace != m_b.tablespace)
            clauses.push_back("SET TABLESPACE " + quoted(m_b.tablespace.empty() ? "pg_default" : m_b.tablespace));
        const bool rewrites = !clauses.empty();
        for (const std::string &clause : optionChanges(options(m_a, false), options(m_b, false)))
            clauses.push_back(clause);
        if (!clauses.empty()) {
            Step &step = m_steps.add(m_after.ref, Phase::Change);
            for (const std::string &clause : clauses)
                step.statements.push_back(alteration(clause));
            step.statements.front().rewrites = rewrites;
        }
        changeToast();
        settle();
    }

private:
    /// Storage parameters of the table, or of the one beside it that holds long values.
    static OptionList options(const Table &table, bool toast)
    {
        OptionList list;
        std::copy_if(table.storage.begin(), table.storage.end(), std::back_inserter(list), [&](const std::string &option) {
            return option.starts_with("toast.") == toast;
        });
        return list;
    }

    /// The table of long values comes with the first column that can have some: before, its parameters are lost without a word.
    void changeToast()
    {
        const std::vector<std::string> clauses = optionChanges(options(m_a, true), options(m_b, true));
        if (clauses.empty())
            return;
        Step &step = m_steps.add(m_after.ref, Phase::Settle);
        for (const std::string &clause : clauses)
            step.statements.push_back(alteration(clause));
        for (const Object &column : m_steps.context().to().partsOf(m_after.ref, Kind::Column))
            step.uses.push_back(column.ref);
    }

    Statement alteration(const std::string &clause) const { return statementFor(m_after.ref, "ALTER TABLE " + qualified(m_after.ref) + ' ' + clause, accessExclusive); }

    bool goesOn(const ObjectRef &parent) const
    {
        const auto has = [&](const Table &table) { return std::find(table.inherits.begin(), table.inherits.end(), parent) != table.inherits.end(); };
        return has(m_a) && has(m_b) && !m_steps.context().goes(parent);
    }

    bool typeGoes() const
    {
        const auto &needs = m_steps.context().needsBefore(m_before.ref);
        return !m_a.ofType.empty() && std::any_of(needs.begin(), needs.end(), [&](const ObjectRef &need) { return isReplacedType(need.kind) && m_steps.context().goes(need); });
    }

    void release()
    {
        std::vector<Statement> statements;
        for (const ObjectRef &parent : m_a.inherits) {
            if (!goesOn(parent))
                statements.push_back(alteration("NO INHERIT " + qualified(parent)));
        }
        if (!m_a.ofType.empty() && (m_a.ofType != m_b.ofType || typeGoes()))
            statements.push_back(alteration("NOT OF"));
        if (!statements.empty())
            m_steps.add(m_before.ref, Phase::Release).statements = std::move(statements);
    }

    void settle()
    {
        std::vector<Statement> statements;
        std::vector<ObjectRef> sides;
        for (const ObjectRef &parent : m_b.inherits) {
            if (goesOn(parent))
                continue;
            statements.push_back(alteration("INHERIT " + qualified(parent)));
            sides.insert(sides.end(), {m_after.ref, parent});
        }
        if (!m_b.ofType.empty() && (m_a.ofType != m_b.ofType || typeGoes())) {
            statements.push_back(alteration("OF " + m_b.ofType));
            sides.push_back(m_after.ref);
        }
        if (statements.empty())
            return;
        Step &step = m_steps.add(m_after.ref, Phase::Settle);
        step.statements = std::move(statements);
        for (const ObjectRef &side : sides) {
            for (const Object *part : m_steps.context().to().partsOf(side)) {
                const bool compared = part->ref.kind == Kind::Column || part->ref.kind == Kind::Check;
                if (compared && !comesThroughParent(m_steps.context(), *part) && !comesToNewHeir(*part))
                    step.uses.push_back(part->ref);
            }
        }
    }

    /// The parent's new column or check that this table gets from it, once it is its heir.
    bool comesToNewHeir(const Object &part) const
    {
        const Context &context = m_steps.context();
        const Object *own = context.to().find({part.ref.kind, m_after.ref.schema, m_after.ref.name, part.ref.name, {}});
        return own && part.ref.parent != m_after.ref.name && context.comes(part.ref) && comesThroughParent(context, *own);
    }

    Steps &m_steps;
    const Object &m_before;
    const Object &m_after;
    const Table &m_a;
    const Table &m_b;
};

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

    Response response(const Context &context, const Object &before, const Object &, const ObjectRef &need, Disturbance disturbance) const override
    {
        if (disturbance != Disturbance::Goes)
            return Response::Nothing;
        const Table &table = before.as<Table>();
        const bool isParent = table.partitionOf == need || std::find(table.inherits.begin(), table.inherits.end(), need) != table.inherits.end();
        if (need.kind == Kind::Composite && movesColumns(context, need))
            return Response::Recreate;
        return isParent || isReplacedType(need.kind) ? Response::Change : Response::Recreate;
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
        settleIndexes(steps, Table(), after);
        steps.describe(after);
    }

    void drop(Steps &steps, const Object &before) const override
    {
        Step &step = steps.add(before.ref, Phase::Drop);
        bool held = false;
        for (const ObjectRef &key : keysHolding(steps.context(), before)) {
            if (steps.context().goes(key))
                step.after.push_back({key, Phase::Drop});
            else
                held = true;
        }
        if (held)
            step.statements.push_back(statementFor(before.ref, "ALTER TABLE " + qualified(*before.as<Table>().partitionOf) + " DETACH PARTITION " + qualified(before.ref), accessExclusive));
        step.statements.push_back(losingTable(before, dropSql(before, before.ref)));
    }

    void change(Steps &steps, const Object &before, const Object &after) const override
    {
        const Context &context = steps.context();
        if (leavesParent(context, before, after)) {
            const std::string sql = "ALTER TABLE " + qualified(*before.as<Table>().partitionOf) + " DETACH PARTITION " + qualified(before.ref);
            steps.add(before.ref, Phase::Release).statements = {statementFor(before.ref, sql, accessExclusive)};
        }
        TableChange(steps, before, after).plan();
        changeInPlace(steps, before, after);
        if (joinsParent(context, before, after))
            attach(steps, after);
        settleIndexes(steps, before.as<Table>(), after);
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
    /// Foreign keys that refer to a partitioned table hold on to each of its partitions, until that is detached or they go.
    static std::vector<ObjectRef> keysHolding(const Context &context, const Object &partition)
    {
        std::vector<ObjectRef> keys;
        const Object *table = &partition;
        while (table && table->get<Table>() && table->as<Table>().partitionOf) {
            const ObjectRef &parent = *table->as<Table>().partitionOf;
            for (const ObjectRef &dependent : context.dependentsBefore(parent)) {
                const Object *key = dependent.kind == Kind::ForeignKey ? context.from().find(dependent) : nullptr;
                if (key && key->as<ForeignKey>().referencedTable == parent && !key->as<ForeignKey>().inherited)
                    keys.push_back(dependent);
            }
            table = context.from().find(parent);
        }
        return keys;
    }

    /// A typed table has its columns in the order of the type's attributes, and no column moves.
    static bool movesColumns(const Context &context, const ObjectRef &type)
    {
        const Object *before = context.from().find(type);
        const Object *after = context.to().find(type);
        if (!before || !after)
            return false;
        const auto &old = before->as<CompositeType>().attributes;
        const auto &wanted = after->as<CompositeType>().attributes;
        const auto has = [](const std::vector<Attribute> &list, const std::string &name) {
            return std::any_of(list.begin(), list.end(), [&](const Attribute &attribute) { return attribute.name == name; });
        };
        std::vector<std::string> order;
        for (const Attribute &attribute : old) {
            if (has(wanted, attribute.name))
                order.push_back(attribute.name);
        }
        for (const Attribute &attribute : wanted) {
            if (!has(old, attribute.name))
                order.push_back(attribute.name);
        }
        return !std::equal(order.begin(), order.end(), wanted.begin(), wanted.end(), [](const std::string &name, const Attribute &attribute) { return name == attribute.name; });
    }

    static TableLayout layoutOf(const Context &context, const Object &table)
    {
        TableLayout layout;
        layout.asPartition = !isAttachedLater(context, table.ref);
        // Those of partitions that are there have its names already.
        const auto &partitions = context.partitionsAfter(table.ref);
        layout.namesNotNull = context.to().serverVersion >= 180000 && std::any_of(partitions.begin(), partitions.end(), [&](const ObjectRef &one) { return !context.comes(one); });
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
        if (!table.partitionOf)
            return becomeHeir(steps, after);
        Step &step = steps.add(after.ref, Phase::Settle);
        for (const ObjectRef &side : {after.ref, *table.partitionOf}) {
            for (const Object *part : steps.context().to().partsOf(side)) {
                if (part->ref.kind != Kind::ForeignKey || (side == after.ref && isNamedApart(steps.context(), *part)))
                    step.uses.push_back(part->ref);
            }
        }
        const std::string sql = "ALTER TABLE " + qualified(*table.partitionOf) + " ATTACH PARTITION " + qualified(after.ref) + ' ' + table.partitionBound;
        step.statements = {statementFor(after.ref, sql, accessExclusive)};
        step.statements.back().scans = true;
        if (!steps.context().comes(after.ref))
            step.statements.back().hazards.push_back({"attach-partition", "table " + qualifiedName(after.ref) + ": this fails while rows lie outside its bounds"});
    }

    static void becomeHeir(Steps &steps, const Object &after)
    {
        Step &step = steps.add(after.ref, Phase::Settle);
        std::vector<ObjectRef> sides = after.as<Table>().inherits;
        for (const ObjectRef &parent : sides)
            step.statements.push_back(statementFor(after.ref, "ALTER TABLE " + qualified(after.ref) + " INHERIT " + qualified(parent), accessExclusive));
        sides.push_back(after.ref);
        for (const ObjectRef &side : sides) {
            for (const Object *part : steps.context().to().partsOf(side)) {
                if (part->ref.kind == Kind::Column || part->ref.kind == Kind::Check)
                    step.uses.push_back(part->ref);
            }
        }
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

    /// The indexes by which rows are clustered and identified must be there; one made anew has lost its mark.
    static void settleIndexes(Steps &steps, const Table &a, const Object &after)
    {
        const Table &b = after.as<Table>();
        std::vector<std::string> clauses;
        std::vector<ObjectRef> uses;
        if (isMarkedAnew(steps.context(), after, a.clusteredOn, b.clusteredOn, uses))
            clauses.push_back(b.clusteredOn.empty() ? "SET WITHOUT CLUSTER" : "CLUSTER ON " + quoted(b.clusteredOn));
        const std::string word = "index ";
        const std::string index = b.replicaIdentity.starts_with(word) ? b.replicaIdentity.substr(word.size()) : std::string();
        const std::string old = a.replicaIdentity.starts_with(word) ? a.replicaIdentity.substr(word.size()) : std::string();
        if (isMarkedAnew(steps.context(), after, old, index, uses) || a.replicaIdentity != b.replicaIdentity) {
            clauses.push_back("REPLICA IDENTITY " + (!index.empty()               ? "USING INDEX " + quoted(index)
                                                     : b.replicaIdentity.empty()  ? std::string("DEFAULT")
                                                     : b.replicaIdentity == "full" ? std::string("FULL")
                                                                                  : std::string("NOTHING")));
        }
        if (clauses.empty())
            return;
        Step &step = steps.add(after.ref, Phase::Attach);
        step.uses.insert(step.uses.end(), uses.begin(), uses.end());
        for (const std::string &clause : clauses)
            step.statements.push_back(statementFor(after.ref, "ALTER TABLE " + qualified(after.ref) + ' ' + clause, accessExclusive));
    }

    static bool isMarkedAnew(const Context &context, const Object &table, const std::string &from, const std::string &to, std::vector<ObjectRef> &uses)
    {
        bool isNew = from != to;
        for (const Kind kind : {Kind::Index, Kind::PrimaryKey, Kind::Unique, Kind::Exclusion}) {
            const ObjectRef index{kind, table.ref.schema, table.ref.name, to, {}};
            if (to.empty() || !context.to().contains(index))
                continue;
            isNew = isNew || context.comes(index);
            uses.push_back(index);
        }
        return isNew;
    }
};

} // namespace

const Rules &tableRules()
{
    static const TableRules rules;
    return rules;
}

} // namespace kilter::postgresql
