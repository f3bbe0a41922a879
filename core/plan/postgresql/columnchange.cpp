#include "core/plan/postgresql/columnchange.h"

#include "core/base/identifier.h"
#include "core/dialect/postgresql/emitserver.h"
#include "core/dialect/postgresql/emittable.h"
#include "core/dialect/postgresql/emittext.h"
#include "core/dialect/postgresql/quote.h"
#include "core/plan/postgresql/casts.h"
#include "core/plan/postgresql/foreign.h"
#include "core/plan/postgresql/options.h"
#include "core/plan/postgresql/refusals.h"
#include "core/plan/postgresql/sequencelimits.h"

#include <algorithm>

namespace kilter::postgresql {
namespace {

/// Values of the sequence go on in another one.
std::string takeOver(const std::string &to, const std::string &from)
{
    return "SELECT pg_catalog.setval(" + literal(to) + "::pg_catalog.regclass, last_value, is_called) FROM " + from;
}

/// One column that is there on both sides, and all that happens to it in place.
class ColumnChange
{
public:
    ColumnChange(Steps &steps, const Object &before, const Object &after)
        : m_steps(steps), m_context(steps.context()), m_before(before), m_after(after), m_a(before.as<Column>()), m_b(after.as<Column>()),
          m_retyped(isRetyped(m_context, after.ref)), m_schema(quoted(after.ref.schema) + '.')
    {
        // Defaults and settings of partitions and inheriting tables are their own; identity is never asked of the parent alone.
        m_own = std::string("ALTER TABLE ") + (hasChildren(m_context, after.ref) ? "ONLY " : "") + qualifiedTable(after.ref) + " ALTER COLUMN " + quoted(after.ref.name) + ' ';
        m_all = "ALTER TABLE " + qualifiedTable(after.ref) + " ALTER COLUMN " + quoted(after.ref.name) + ' ';
    }

    void plan()
    {
        release();
        retype();
        nameNotNull();
        if (takesExpression(m_context, m_a, m_b)) {
            Step &step = m_steps.add(m_after.ref, Phase::Change);
            step.statements = {statement(m_own + "SET EXPRESSION AS (" + expressionText(m_b.generationExpression) + ')')};
            step.statements.back().rewrites = m_b.generated == "stored";
        }
        settle();
        const bool follows = m_steps.context().fate(tableOf(m_after.ref)) == Fate::Change; // which takes its sequences along
        if (m_a.identityPersistence != m_b.identityPersistence || (follows && !m_b.identityPersistence.empty()))
            addPersistence(m_steps, m_after);
        m_steps.describe(m_before, m_after);
    }

private:
    bool isInherited() const { return m_a.inherited && m_b.inherited; }

    /// The column that this one follows; also where the table defines it too (INHERITS merges them).
    std::optional<ObjectRef> parent() const
    {
        if (becomesPartition(m_context, tableOf(m_after.ref)))
            return std::nullopt; // detached meanwhile
        const auto above = parentPart(m_context.to(), m_after.ref, m_after.ref.name);
        return isInherited() || above == parentPart(m_context.from(), m_before.ref, m_before.ref.name) ? above : std::nullopt;
    }

    /// The sequence that fed the column and goes: its default is nextval of one that it owns.
    const Object *ownedSequence(const Catalog &catalog, bool goes) const
    {
        const ObjectRef &ref = m_after.ref;
        for (const Object &object : catalog.all(Kind::Sequence)) {
            const bool moves = goes ? m_context.fate(object.ref) == Fate::Drop : m_context.fate(object.ref) == Fate::Create;
            if (moves && object.as<Sequence>().ownedBy == ref)
                return &object;
        }
        return nullptr;
    }

    bool losesNeedOfDefault() const
    {
        const auto &needs = m_context.needsBefore(m_before.ref);
        return std::any_of(needs.begin(), needs.end(), [&](const ObjectRef &need) { return m_context.goes(need); });
    }

    bool dropsDefault() const
    {
        return m_a.defaultExpression && m_a.generated.empty() && (!m_b.defaultExpression || m_retyped || losesNeedOfDefault());
    }

    Statement statement(const std::string &sql) const { return statementFor(m_after.ref, sql, accessExclusive); }

    void release()
    {
        std::vector<Statement> statements;
        if (dropsDefault())
            statements.push_back(statement(m_own + "DROP DEFAULT"));
        if (!m_a.generated.empty() && m_b.generated.empty() && !parent())
            statements.push_back(statement(m_all + "DROP EXPRESSION"));
        const bool dropsIdentity = !m_a.identity.empty() && m_b.identity.empty();
        const bool keepsValue = dropsIdentity && ownedSequence(m_context.to(), false);
        if (keepsValue) {
            statements.push_back(statementFor(m_after.ref, "ALTER SEQUENCE " + m_schema + quoted(identitySequenceName(m_before)) + " RENAME TO "
                                                               + quoted(asideName(identitySequenceName(m_before)))));
        } else if (dropsIdentity) {
            statements.push_back(losing(statement(m_all + "DROP IDENTITY"), "drop-sequence",
                                        "the last value of sequence " + m_after.ref.schema + '.' + identitySequenceName(m_before) + " is lost"));
        }
        const bool parked = m_context.parked.contains(m_before.ref);
        if (parked)
            statements.push_back(statement(m_all + "TYPE " + textType() + " USING " + quoted(m_after.ref.name) + "::" + textType()));
        if (statements.empty())
            return;
        Step &step = m_steps.add(m_before.ref, Phase::Release);
        step.statements = std::move(statements);
        if (dropsIdentity)
            step.frees = namesTaken(m_before);
        if (parked)
            parkWhenFree(step);
    }

    std::string textType() const { return m_b.type.ends_with("[]") ? "TEXT[]" : "TEXT"; }

    /// Nothing hangs on the column, and the rows that it holds have lost what they lose.
    void parkWhenFree(Step &step) const
    {
        for (const ObjectRef &dependent : m_context.dependentsBefore(m_before.ref))
            step.after.push_back({dependent, Phase::Drop});
        for (const ObjectRef &column : columnsOfRows())
            step.after.push_back({column, Phase::Drop});
    }

    /// The columns of the table whose rows this column holds.
    std::vector<ObjectRef> columnsOfRows() const
    {
        std::vector<ObjectRef> columns;
        for (const ObjectRef &need : m_context.needsBefore(m_before.ref)) {
            if (need.kind != Kind::Table || need == tableOf(m_before.ref))
                continue;
            for (const Object &column : m_context.from().partsOf(need, Kind::Column))
                columns.push_back(column.ref);
        }
        return columns;
    }

    void retype()
    {
        if (!m_retyped)
            return;
        restateIndexComments();
        Step &step = m_steps.add(m_after.ref, Phase::Change);
        keepTypeNeeds(step.loses);
        keepTypeNeeds(step.uses);
        // Its table has left a parent that goes.
        std::erase_if(step.loses, [&](const ObjectRef &need) { return isPartOfTable(need.kind) && tableOf(need) != tableOf(m_after.ref) && m_context.goes(tableOf(need)); });
        const auto above = parent();
        if (above && isRetyped(m_context, *above)) {
            step.within = StepKey{*above, Phase::Change};
            return;
        }
        if (const auto type = changedThroughType(m_context, m_after.ref)) {
            step.within = StepKey{*type, Phase::Change};
            return;
        }
        for (const ObjectRef &column : columnsOfRows())
            step.after.push_back({column, Phase::Change});
        for (const ObjectRef &holder : holdersOfRows(m_context, tableOf(m_after.ref)))
            step.after.push_back({holder, Phase::Release});
        std::string sql = m_all + "TYPE " + typeText(m_b.type);
        if (!m_b.collation.empty())
            sql += " COLLATE " + m_b.collation;
        else if (!m_a.collation.empty() && m_a.type == m_b.type) // said for readers: without it the type's own is taken too
            sql += " COLLATE pg_catalog.\"default\"";
        Statement change = statement(sql + usingClause());
        change.rewrites = m_a.collation != m_b.collation || rewritesTable(m_a.type, m_b.type) || m_a.type == m_b.type;
        if (m_a.type != m_b.type && isNarrowing(m_a.type, m_b.type)) {
            change.reversibility = Reversibility::StructureOnly;
            change = losing(std::move(change), "narrow-type", "values of " + qualifiedName(m_after.ref) + " that do not fit " + m_b.type + " are cut, or the statement fails");
        }
        sayTypeRefuses(m_context, m_after, change);
        step.statements = {std::move(change)};
    }

    /// ALTER TYPE makes the indexes anew, and those of partitions get their parent's comment (tablecmds.c, ATPostAlterTypeParse).
    void restateIndexComments()
    {
        for (const Object &index : m_context.to().partsOf(tableOf(m_after.ref), Kind::Index)) {
            const auto above = parentPart(m_context.to(), index.ref, index.as<Index>().attachedTo);
            const Object *parentIndex = above ? m_context.to().find(*above) : nullptr;
            const Object *before = m_context.from().find(index.ref);
            const auto &needs = m_context.needsAfter(index.ref);
            const bool uses = std::find(needs.begin(), needs.end(), m_after.ref) != needs.end();
            if (parentIndex && before && uses && !m_context.goes(index.ref) && before->comment == index.comment && parentIndex->comment != index.comment)
                m_steps.restateComment(index);
        }
    }

    std::string usingClause() const
    {
        const std::string name = quoted(m_after.ref.name);
        const std::string array = m_b.type.ends_with("[]") ? "TEXT[]" : "TEXT";
        const std::string throughText = " USING " + name + "::" + array + "::" + typeText(m_b.type);
        if (m_context.parked.contains(m_after.ref))
            return " USING " + name + "::" + typeText(m_b.type);
        if (m_a.type == m_b.type)
            return m_a.collation == m_b.collation ? throughText : std::string();
        switch (conversion(m_a.type, m_b.type)) {
        case Conversion::Automatic:
        case Conversion::None:
            return {};
        case Conversion::Explicit:
            return " USING " + name + "::" + typeText(m_b.type);
        case Conversion::ThroughText:
            return throughText;
        }
        return {};
    }

    void settle()
    {
        std::vector<Statement> statements;
        settleNullability(statements);
        settleForeignOptions(statements);
        const bool claims = settleIdentity(statements);
        const bool resets = dropsDefault() || m_a.defaultExpression != m_b.defaultExpression || !m_a.generated.empty();
        if (m_b.generated.empty() && m_b.defaultExpression && resets)
            statements.push_back(statement(m_own + "SET DEFAULT " + expressionText(*m_b.defaultExpression)));
        Column settings = m_a;
        if (m_retyped) { // the new type brings its own
            settings.storage.clear();
            settings.compression.clear();
        }
        for (const std::string &clause : settingChanges(settings, m_b))
            statements.push_back(statement(m_own + clause));
        if (statements.empty())
            return;
        Step &step = m_steps.add(m_after.ref, Phase::Settle);
        step.statements = std::move(statements);
        if (claims)
            step.claims = namesTaken(m_after);
    }

    /// The constraint behind NOT NULL gets its name before the table becomes a partition, and after it has left one.
    void nameNotNull()
    {
        if (!m_a.notNull || !m_b.notNull || parent() || m_context.from().serverVersion < 180000)
            return;
        const std::string old = notNullNameOf(m_context.from(), m_before);
        const std::string wanted = notNullNameOf(m_context.to(), m_after);
        if (old != wanted) {
            const std::string sql = "ALTER TABLE " + qualifiedTable(m_after.ref) + " RENAME CONSTRAINT " + quoted(old) + " TO " + quoted(wanted);
            m_steps.add(m_after.ref, Phase::Change).statements = {statement(sql)};
        }
    }

    void settleForeignOptions(std::vector<Statement> &statements) const
    {
        const std::string options = optionsChange(m_a.foreignOptions, m_b.foreignOptions);
        if (!options.empty())
            statements.push_back(statement("ALTER FOREIGN TABLE " + qualifiedTable(m_after.ref) + " ALTER COLUMN " + quoted(m_after.ref.name) + ' ' + options));
        sayUnwritten(statements, m_after, m_a.foreignOptions, m_b.foreignOptions);
    }

    void settleNullability(std::vector<Statement> &statements) const
    {
        if (m_a.notNull && m_b.notNull)
            settleNotNull(statements);
        if (m_a.notNull == m_b.notNull)
            return;
        // What the parent gets, its partitions get.
        if (const auto above = parent()) {
            const Object *old = m_context.from().find(*above);
            const Object *wanted = m_context.to().find(*above);
            if (old && wanted && old->as<Column>().notNull == m_a.notNull && wanted->as<Column>().notNull == m_b.notNull)
                return;
        }
        const bool named = !m_b.notNullName.empty() && m_context.from().serverVersion >= 180000;
        if (m_b.notNull && (named || !m_b.notNullValid || m_b.notNullNoInherit))
            statements.push_back(statement(addNotNull(m_after)));
        else
            statements.push_back(statement(m_all + (m_b.notNull ? "SET NOT NULL" : "DROP NOT NULL")));
        statements.back().scans = m_b.notNull && m_b.notNullValid;
        if (m_b.notNull && m_b.notNullValid)
            sayNotNullRefuses(m_context, m_after, statements.back());
    }

    /// What the constraint behind NOT NULL is like, since PostgreSQL 18.
    void settleNotNull(std::vector<Statement> &statements) const
    {
        const std::string table = "ALTER TABLE " + qualifiedTable(m_after.ref);
        const std::string name = quoted(notNullNameOf(m_context.to(), m_after));
        if (m_a.notNullValid && !m_b.notNullValid) {
            statements.push_back(statement(m_all + "DROP NOT NULL"));
            statements.push_back(statement(addNotNull(m_after)));
            return;
        }
        if (m_a.notNullValid != m_b.notNullValid) {
            statements.push_back(statement(table + " VALIDATE CONSTRAINT " + name));
            statements.back().scans = true;
            sayNotNullRefuses(m_context, m_after, statements.back());
        }
        if (m_a.notNullNoInherit != m_b.notNullNoInherit)
            statements.push_back(statement(table + " ALTER CONSTRAINT " + name + (m_b.notNullNoInherit ? " NO INHERIT" : " INHERIT")));
    }

    /// Whether the column takes the name of an identity sequence.
    bool settleIdentity(std::vector<Statement> &statements) const
    {
        if (m_a.identity.empty() && !m_b.identity.empty()) {
            addIdentity(statements);
            return true;
        }
        if (!m_a.identity.empty() && m_b.identity.empty()) {
            if (const Object *sequence = ownedSequence(m_context.to(), false)) {
                const std::string old = m_schema + quoted(asideName(identitySequenceName(m_before)));
                statements.push_back(statementFor(m_after.ref, takeOver(qualified(sequence->ref), old)));
                statements.push_back(statement(m_all + "DROP IDENTITY"));
            }
            return false;
        }
        if (!m_b.identity.empty())
            alterIdentity(statements);
        return false;
    }

    void addIdentity(std::vector<Statement> &statements) const
    {
        const Object *sequence = ownedSequence(m_context.from(), true);
        const std::string add = m_all + "ADD GENERATED " + identityClause(m_after);
        if (!sequence) {
            statements.push_back(statement(add));
            return;
        }
        ObjectRef old = sequence->ref;
        old.name = asideName(old.name);
        statements.push_back(statementFor(m_after.ref, "ALTER SEQUENCE " + qualified(sequence->ref) + " RENAME TO " + quoted(old.name)));
        statements.push_back(statement(add));
        statements.push_back(statementFor(m_after.ref, takeOver(m_schema + quoted(identitySequenceName(m_after)), qualified(old))));
        statements.push_back(statementFor(m_after.ref, "DROP SEQUENCE " + qualified(old)));
    }

    void alterIdentity(std::vector<Statement> &statements) const
    {
        std::string changes;
        if (m_a.identity != m_b.identity)
            changes = m_b.identity == "always" ? "SET GENERATED ALWAYS" : "SET GENERATED BY DEFAULT";
        SequenceOptions old = m_a.identityOptions.value_or(standardOptions(m_a.type));
        const SequenceOptions wanted = m_b.identityOptions.value_or(standardOptions(m_b.type));
        // Where the column gets another type, the server moves the limits with it and checks the value itself.
        if (old.type == wanted.type) {
            const LimitsMove move = limitsMove(old, wanted, "SET ", false, m_schema + quoted(identitySequenceName(m_before)));
            if (!move.widening.empty()) {
                statements.push_back(statement(m_all + move.widening));
                statements.push_back(valueMove(m_after.ref, m_schema + quoted(identitySequenceName(m_before)), move));
            }
            old = move.widened;
        }
        const std::string options = changedSequenceOptions(old, wanted, "SET ", false);
        if (!options.empty())
            changes += (changes.empty() ? "" : " ") + options;
        if (!changes.empty())
            statements.push_back(statement(m_all + changes));
        if (identitySequenceName(m_before) != identitySequenceName(m_after)) {
            statements.push_back(statementFor(m_after.ref, "ALTER SEQUENCE " + m_schema + quoted(identitySequenceName(m_before)) + " RENAME TO "
                                                               + quoted(identitySequenceName(m_after))));
        }
    }

    Steps &m_steps;
    const Context &m_context;
    const Object &m_before;
    const Object &m_after;
    const Column &m_a;
    const Column &m_b;
    bool m_retyped;
    std::string m_schema;
    std::string m_own;
    std::string m_all;
};

/// Without the identity that a partition has from its parent (PostgreSQL 17): it comes and goes with its place there.
Object withOwnIdentity(const Catalog &catalog, Object column)
{
    const Object *table = column.as<Column>().inherited ? catalog.find(tableOf(column.ref)) : nullptr;
    if (!table || !table->get<Table>() || !table->as<Table>().partitionOf)
        return column;
    column.as<Column>().identity.clear();
    column.as<Column>().identityOptions.reset();
    column.as<Column>().identitySequence.clear();
    column.as<Column>().identityPersistence.clear();
    return column;
}

} // namespace

void planColumnChange(Steps &steps, const Object &before, const Object &after)
{
    ColumnChange(steps, withOwnIdentity(steps.context().from(), before), withOwnIdentity(steps.context().to(), after)).plan();
}

} // namespace kilter::postgresql
