#include "core/dialect/postgresql/emittable.h"
#include "core/dialect/postgresql/emittext.h"
#include "core/dialect/postgresql/quote.h"
#include "core/plan/postgresql/casts.h"
#include "core/plan/postgresql/columnchange.h"

#include <algorithm>

namespace kilter::postgresql {
namespace {

class ColumnRules : public Rules
{
public:
    int rank() const override { return 30; }

    Way way(const Context &context, const Object &before, const Object &after) const override
    {
        const Column &a = before.as<Column>();
        const Column &b = after.as<Column>();
        if (takesExpression(context, a, b))
            return Way::InPlace;
        const bool generates = !b.generated.empty() && (a.generated != b.generated || a.generationExpression != b.generationExpression);
        const bool loses = !a.generated.empty() && a.generated != "stored" && b.generated.empty();
        const bool computed = !a.generated.empty() && !b.generated.empty() && a.type != b.type;
        return generates || loses || computed || conversion(a.type, b.type) == Conversion::None ? Way::Recreate : Way::InPlace;
    }

    /// A column stays when a type, a sequence or a function that it uses is made anew; a generated one is computed anew.
    Response response(const Context &context, const Object &before, const Object &after, const ObjectRef &need, Disturbance disturbance) const override
    {
        const bool generated = !after.as<Column>().generated.empty();
        if (disturbance == Disturbance::Retyped) {
            const bool inheritedFrom = after.as<Column>().inherited && need.name == after.ref.name && tableOf(need) != tableOf(after.ref);
            return generated && !inheritedFrom ? Response::Recreate : Response::Nothing;
        }
        if (need.kind == Kind::Table || need.kind == Kind::Column) {
            const bool own = need == tableOf(before.ref);
            // The parent's column: that of a partition goes with it, unless the partition leaves first.
            const bool stays = !own && !generated && (context.goes(tableOf(need)) || !isUnder(context, tableOf(before.ref), tableOf(need)) || becomesOwn(before, after));
            return stays ? Response::Nothing : Response::Recreate;
        }
        if (need.kind == Kind::Extension)
            return goesWithExtension(context, before, after, need) ? Response::Recreate : generated ? Response::Recreate : Response::Change;
        // Values of a view's row type cannot outlive the view.
        const bool ofView = need.kind == Kind::View || need.kind == Kind::MaterializedView;
        return generated || ofView || need.kind == Kind::BaseType ? Response::Recreate : Response::Change;
    }

    void create(Steps &steps, const Object &after) const override
    {
        const Context &context = steps.context();
        const ObjectRef table = tableOf(after.ref);
        const auto parent = after.as<Column>().inherited ? parentPart(context.to(), after.ref, after.ref.name) : std::nullopt;
        const bool withParent = comesThroughParent(context, after);
        const bool apart = context.separate.contains(after.ref) && hasLateDefault(after);
        Step &step = steps.add(after.ref, Phase::Create);
        if (context.comes(table))
            step.within = StepKey{table, Phase::Create};
        else if (withParent)
            step.within = StepKey{*parent, Phase::Create};
        const auto type = changedThroughType(context, after.ref);
        if (type) {
            step.within = StepKey{*type, Phase::Change};
            settleInherited(steps, after, {after.ref, Column()});
            addSettings(steps, after);
            return steps.describe(after);
        }
        step.separable = hasLateDefault(after) && !withParent;
        if (apart)
            keepTypeNeeds(step.uses);
        waitForHeirs(context, after, step);
        const auto holders = context.comes(table) ? std::vector<ObjectRef>() : holdersOfRows(context, table);
        for (const ObjectRef &holder : holders)
            step.after.push_back({holder, Phase::Change});
        const bool filledLater = !holders.empty() && hasLateDefault(after);
        step.statements = {addition(filledLater ? nullable(after) : after, apart || filledLater ? ColumnStyle::WithoutDefault : ColumnStyle::WithDefault)};
        addSettings(steps, after);
        if (after.as<Column>().notNull && !after.as<Column>().notNullValid && !parent)
            steps.add(after.ref, Phase::Settle).statements = {statementFor(after.ref, addNotNull(after), accessExclusive)};
        if (!after.as<Column>().identityPersistence.empty())
            addPersistence(steps, after);
        if (filledLater)
            fill(steps, after);
        else if (apart)
            setDefault(steps, after);
        else if (parent && (withParent || (context.comes(table) && !isAttachedLater(context, table))))
            settleInherited(steps, after, *context.to().find(*parent));
        steps.describe(after);
    }

    void drop(Steps &steps, const Object &before) const override
    {
        const Context &context = steps.context();
        const ObjectRef table = tableOf(before.ref);
        const auto parent = before.as<Column>().inherited ? parentPart(context.from(), before.ref, before.ref.name) : std::nullopt;
        const bool apart = context.separate.contains(before.ref) && hasLateDefault(before);
        if (apart) {
            const std::string sql = "ALTER TABLE " + qualifiedTable(before.ref) + " ALTER COLUMN " + quoted(before.ref.name) + " DROP DEFAULT";
            steps.add(before.ref, Phase::Release).statements = {statementFor(before.ref, sql, accessExclusive)};
        }
        Step &step = steps.add(before.ref, Phase::Drop);
        step.separable = !apart && context.goes(table) && hasLateDefault(before);
        if (apart)
            keepTypeNeeds(step.loses);
        if (context.goes(table))
            step.within = tableDrop(context, before.ref);
        else if (parent && context.goes(*parent) && !context.goes(tableOf(*parent)) && staysUnder(context, table, tableOf(*parent)) && !staysWithHeirs(context, *parent))
            step.within = StepKey{*parent, Phase::Drop};
        else if (parent && context.goes(*parent) && staysWithHeirs(context, *parent))
            step.after.push_back({*parent, Phase::Drop}); // of which it lets go by that
        else if (const auto type = changedThroughType(context, before.ref))
            step.within = StepKey{*type, Phase::Change};
        const std::string only = staysWithHeirs(context, before.ref) ? "ONLY " : "";
        Statement statement = statementFor(before.ref, "ALTER TABLE " + only + qualifiedTable(before.ref) + " DROP COLUMN " + quoted(before.ref.name), accessExclusive);
        if (before.as<Column>().generated.empty())
            statement = losing(std::move(statement), "drop-column", "the values of column " + qualifiedName(before.ref) + " are lost");
        step.statements = {std::move(statement)};
    }

    void change(Steps &steps, const Object &before, const Object &after) const override { planColumnChange(steps, before, after); }

private:
    /// An inherited column becomes the heir's own: DROP COLUMN of ONLY the parent leaves it there (manual, ALTER TABLE).
    static bool becomesOwn(const Object &before, const Object &after) { return before.as<Column>().inherited && !after.as<Column>().inherited; }

    static bool staysWithHeirs(const Context &context, const ObjectRef &column)
    {
        const auto &heirs = context.partitionsBefore(tableOf(column));
        return !context.goes(tableOf(column)) && std::any_of(heirs.begin(), heirs.end(), [&](const ObjectRef &heir) {
            const ObjectRef same{Kind::Column, heir.schema, heir.name, column.name, {}};
            const Object *before = context.from().find(same);
            const Object *after = context.to().find(same);
            return before && after && !context.goes(same) && becomesOwn(*before, *after) && isUnder(context, heir, tableOf(column));
        });
    }

    /// Its type is the extension's: types of pg_catalog are the only ones without a schema.
    static bool goesWithExtension(const Context &context, const Object &before, const Object &after, const ObjectRef &extension)
    {
        if (before.as<Column>().type.find('.') == std::string::npos)
            return false;
        const auto &needs = context.needsAfter(before.ref);
        const bool stays = std::find(needs.begin(), needs.end(), extension) != needs.end();
        return stays || before.as<Column>().type == after.as<Column>().type;
    }

    /// Whether the table still is a partition or heir of the other afterwards.
    static bool isUnder(const Context &context, const ObjectRef &ref, const ObjectRef &parent)
    {
        const Object *table = context.to().find(ref);
        if (!table || !table->get<Table>())
            return true;
        const auto &inherits = table->as<Table>().inherits;
        return table->as<Table>().partitionOf == parent || std::find(inherits.begin(), inherits.end(), parent) != inherits.end();
    }

    static bool hasLateDefault(const Object &column) { return column.as<Column>().defaultExpression && column.as<Column>().generated.empty(); }

    static Statement addition(const Object &after, ColumnStyle style)
    {
        const Column &column = after.as<Column>();
        Statement statement = statementFor(after.ref, "ALTER TABLE " + qualifiedTable(after.ref) + " ADD COLUMN " + columnDefinition(after, style), accessExclusive);
        statement.rewrites = column.generated == "stored" || !column.identity.empty();
        if (column.notNull && column.notNullValid && !column.defaultExpression && column.identity.empty() && column.generated.empty()) {
            statement.hazards.push_back({"add-not-null-column", "column " + qualifiedName(after.ref)
                                                                    + " is NOT NULL and has no default: this fails when the table has rows"});
        } else if (column.notNull && !column.generated.empty()) {
            statement.hazards.push_back({"add-not-null-column", "column " + qualifiedName(after.ref) + " is NOT NULL: this fails while rows generate NULL"});
        }
        return statement;
    }

    static std::string alteration(const Object &after)
    {
        return "ALTER TABLE " + qualifiedTable(after.ref) + " ALTER COLUMN " + quoted(after.ref.name) + ' ';
    }

    static void addSettings(Steps &steps, const Object &after)
    {
        std::vector<Statement> statements;
        const std::string only = hasChildren(steps.context(), after.ref) ? "ONLY " : "";
        const std::string head = "ALTER TABLE " + only + qualifiedTable(after.ref) + " ALTER COLUMN " + quoted(after.ref.name) + ' ';
        for (const std::string &clause : settingChanges(Column(), after.as<Column>()))
            statements.push_back(statementFor(after.ref, head + clause, "SHARE UPDATE EXCLUSIVE"));
        if (!statements.empty())
            steps.add(after.ref, Phase::Attach).statements = std::move(statements);
    }

    static void setDefault(Steps &steps, const Object &after)
    {
        const std::string sql = alteration(after) + "SET DEFAULT " + expressionText(*after.as<Column>().defaultExpression);
        steps.add(after.ref, Phase::Settle).statements = {statementFor(after.ref, sql, accessExclusive)};
    }

    static Object nullable(Object column)
    {
        column.as<Column>().notNull = false;
        return column;
    }

    /// The default also in rows that are there, where the server does not add the column with it (see holdersOfRows).
    static void fill(Steps &steps, const Object &after)
    {
        Step &step = steps.add(after.ref, Phase::Settle);
        const auto add = [&](const std::string &sql) { step.statements.push_back(statementFor(after.ref, sql, accessExclusive)); };
        add(alteration(after) + "SET DEFAULT " + expressionText(*after.as<Column>().defaultExpression));
        add("UPDATE " + qualifiedTable(after.ref) + " SET " + quoted(after.ref.name) + " = DEFAULT");
        if (after.as<Column>().notNull)
            add(alteration(after) + "SET NOT NULL");
    }

    /// What a partition's column has beyond that of its parent.
    static void settleInherited(Steps &steps, const Object &after, const Object &parent)
    {
        const Column &own = after.as<Column>();
        const Column &above = parent.as<Column>();
        std::vector<Statement> statements;
        if (own.notNull && !above.notNull && own.notNullName.empty())
            statements.push_back(statementFor(after.ref, alteration(after) + "SET NOT NULL", accessExclusive));
        if (own.generated.empty() && own.defaultExpression != above.defaultExpression) {
            const std::string text = own.defaultExpression ? "SET DEFAULT " + expressionText(*own.defaultExpression) : "DROP DEFAULT";
            statements.push_back(statementFor(after.ref, alteration(after) + text, accessExclusive));
        }
        if (!statements.empty())
            steps.add(after.ref, Phase::Settle).statements = std::move(statements);
    }
};

} // namespace

const Rules &columnRules()
{
    static const ColumnRules rules;
    return rules;
}

} // namespace kilter::postgresql
