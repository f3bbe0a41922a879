#include "core/plan/sqliteplan.h"

#include "core/base/text.h"
#include "core/dialect/sqlite/constraintnames.h"
#include "core/dialect/sqlite/normalise.h"
#include "core/dialect/sqlite/quote.h"
#include "core/dialect/sqlite/references.h"
#include "core/dialect/sqlite/tableparts.h"
#include "core/plan/sqliterebuild.h"
#include "core/plan/sqlitetable.h"

#include <algorithm>
#include <set>

namespace kilter {
namespace {
using sqlite::quoted;

/// Where the changes lead: `from` with its renames and exactly these changes (patterns may have left some out).
Catalog goal(Catalog base, const Catalog &to, const ChangeList &changes)
{
    std::set<ObjectRef> replaced;
    std::vector<SharedObject> objects;
    for (const Change &change : changes.changes) {
        if (change.type == ChangeType::Drop && !to.contains(change.before->ref))
            replaced.insert(change.before->ref);
        if ((change.type != ChangeType::Add && change.type != ChangeType::Alter) || !change.after)
            continue;
        replaced.insert(change.after->ref);
        objects.push_back(change.after);
    }
    base.removeIf([&](const Object &object) { return replaced.contains(object.ref); });
    base.addShared(std::move(objects));
    // A rebuild that is needed anyway restores the order of columns.
    for (const Object &wanted : to.all(Kind::Table)) {
        const Object *table = base.find(wanted.ref);
        if (table && table->as<Table>().columnOrder != wanted.as<Table>().columnOrder)
            base.edit(wanted.ref)->as<Table>().columnOrder = wanted.as<Table>().columnOrder;
    }
    return base;
}

/// Makes the statements of one plan, in the order in which SQLite takes them:
/// views and triggers that would be in the way go, then indexes; columns and tables get their names; tables are rebuilt; what is new comes.
class Planner
{
public:
    explicit Planner(const sqlite::PlanCatalogs &catalogs) : m_catalogs(catalogs)
    {
        for (const Object &table : catalogs.from.all(Kind::Table)) {
            if (!catalogs.isDropped(table.ref))
                m_tables.push_back(sqlite::tablePlan(catalogs, table.ref));
        }
    }

    std::vector<Statement> statements()
    {
        chooseDropped();
        dropTriggersAndViews();
        dropIndexes();
        for (const sqlite::TablePlan &table : m_tables)
            renameColumns(table);
        for (const sqlite::TablePlan &table : m_tables)
            changeColumns(table);
        dropTables();
        renameTables();
        rebuildTables();
        createAll();
        return std::move(m_statements);
    }

private:
    Statement &add(std::string sql, const ObjectRef &object)
    {
        Statement &statement = m_statements.emplace_back();
        statement.sql = std::move(sql);
        statement.object = object;
        return statement;
    }

    const sqlite::TablePlan *planOf(const ObjectRef &before) const
    {
        const auto found = std::ranges::find(m_tables, before, &sqlite::TablePlan::before);
        return found == m_tables.end() ? nullptr : &*found;
    }

    /// Whether an index, a view or a trigger of `from` can stay as it is.
    bool staysSame(const Object &object) const
    {
        if (m_catalogs.isDropped(object.ref))
            return false;
        const ObjectRef ref = m_catalogs.inBase(object.ref);
        const Object *present = m_catalogs.base.find(ref);
        return ref.name == object.ref.name && present && sameContent(*present, *m_catalogs.to.find(ref));
    }

    /// Views and triggers to drop: what changes, and what names a table or column that gets another name or goes. RENAME COLUMN and
    /// DROP COLUMN read all views and triggers again, so that whatever uses a dropped view must go before them too, and what is broken.
    void chooseDropped()
    {
        const bool checksSchema = std::ranges::any_of(m_tables, &sqlite::TablePlan::checksSchema);
        const sqlite::CatalogNames names(m_catalogs.from);
        const auto isBroken = [&](const Object &object) {
            const View *view = object.get<View>();
            return sqlite::namesUnknownRelation(view ? view->definition : object.as<Trigger>().definition, names);
        };
        const auto mustGo = [&](const Object &object) {
            if (!staysSame(object) || (checksSchema && isBroken(object)))
                return true;
            return std::ranges::any_of(object.needs, [&](const ObjectRef &need) {
                const sqlite::TablePlan *table = planOf(need);
                return (table && table->changesNames()) || (checksSchema && m_dropped.contains(need));
            });
        };
        for (bool found = true; found;) {
            found = false;
            for (const Kind kind : {Kind::View, Kind::Trigger}) {
                for (const Object &object : m_catalogs.from.all(kind))
                    found = (!m_dropped.contains(object.ref) && mustGo(object) && m_dropped.insert(object.ref).second) || found;
            }
        }
    }

    ObjectRef viewRef(const ObjectRef &trigger) const { return {Kind::View, trigger.schema, {}, trigger.parent, {}}; }

    void dropTriggersAndViews()
    {
        for (const Object &trigger : m_catalogs.from.all(Kind::Trigger)) {
            const sqlite::TablePlan *table = planOf(tableOf(trigger.ref));
            const bool goesWithOther = m_dropped.contains(viewRef(trigger.ref)) || isGone(tableOf(trigger.ref));
            if (goesWithOther || (table && table->rebuilds() && !table->changesNames()))
                m_dropped.insert(trigger.ref);
            else if (m_dropped.contains(trigger.ref))
                add("DROP TRIGGER " + quoted(trigger.ref.name), trigger.ref);
        }
        std::vector<const Object *> views = inOrderOfNeeds(m_catalogs.from);
        for (auto view = views.rbegin(); view != views.rend(); ++view) {
            if (m_dropped.contains((*view)->ref))
                add("DROP VIEW " + quoted((*view)->ref.name), (*view)->ref);
        }
    }

    bool isGone(const ObjectRef &table) const { return m_catalogs.from.contains(table) && m_catalogs.isDropped(table); }

    /// Views behind those that they use.
    static std::vector<const Object *> inOrderOfNeeds(const Catalog &catalog)
    {
        std::vector<const Object *> ordered;
        std::set<ObjectRef> seen;
        const auto visit = [&](const auto &self, const Object &view) -> void {
            if (!seen.insert(view.ref).second)
                return;
            for (const ObjectRef &need : view.needs) {
                if (const Object *other = need.kind == Kind::View ? catalog.find(need) : nullptr)
                    self(self, *other);
            }
            ordered.push_back(&view);
        };
        for (const Object &view : catalog.all(Kind::View))
            visit(visit, view);
        return ordered;
    }

    void dropIndexes()
    {
        for (const Object &index : m_catalogs.from.all(Kind::Index)) {
            const sqlite::TablePlan *table = planOf(tableOf(index.ref));
            if (table && staysSame(index) && !table->rebuilds()) {
                m_kept.insert(m_catalogs.inBase(index.ref));
                continue;
            }
            // With a table that is dropped or rebuilt its indexes go.
            if (table && !table->rebuilds())
                add("DROP INDEX " + quoted(index.ref.name), index.ref);
        }
    }

    void renameColumns(const sqlite::TablePlan &table)
    {
        for (const sqlite::ColumnRename &rename : table.columnRenames) {
            add("ALTER TABLE " + quoted(table.before.name) + " RENAME COLUMN " + quoted(rename.from) + " TO " + quoted(rename.to),
                columnRef(table.after.schema, table.after.name, rename.to));
        }
    }

    void changeColumns(const sqlite::TablePlan &table)
    {
        if (table.rebuilds())
            return;
        for (std::size_t i = 0; i < table.droppedColumns.size(); ++i) {
            Statement &statement = add("ALTER TABLE " + quoted(table.before.name) + " DROP COLUMN " + quoted(table.droppedColumns[i]),
                                       columnRef(table.before.schema, table.before.name, table.droppedNames[i]));
            const bool isStored = m_catalogs.from.find(statement.object)->as<Column>().generated.empty();
            statement.rewrites = true;
            statement.losesData = isStored;
            if (!isStored)
                continue;
            statement.reversibility = Reversibility::StructureOnly;
            statement.reason = "the values of " + table.droppedNames[i] + " are lost";
            statement.hazards.push_back({"drop-column", "column " + table.droppedNames[i] + " of " + table.before.name + " is dropped with its values"});
        }
        for (const Object *column : table.addedColumns)
            addColumn(table, *column);
    }

    void addColumn(const sqlite::TablePlan &table, const Object &column)
    {
        std::vector<sqlite::TablePart> parts;
        for (const Object *part : table.addedParts) {
            const std::string at = columnOfPart(table, *part);
            sqlite::NamedConstraint named{part->ref.kind, {at}, at, {}};
            const bool isDefault = sqlite::defaultName(table.after.name, named) == part->ref.name;
            if (at == column.ref.name)
                parts.push_back({part, at, !(isDefault && sqlite::isUnnamed(*part))});
        }
        Statement &statement = add("ALTER TABLE " + quoted(table.before.name) + " ADD COLUMN " + sqlite::columnSql(column, parts), column.ref);
        statement.scans = !parts.empty();
    }

    /// The added column at which a new constraint is written: the last that it names.
    static std::string columnOfPart(const sqlite::TablePlan &table, const Object &part)
    {
        std::string found;
        for (const Object *column : table.addedColumns) {
            if (sqlite::belongsTo(part, column->ref.name))
                found = column->ref.name;
        }
        return found;
    }

    void dropTables()
    {
        for (const Object &table : m_catalogs.from.all(Kind::Table)) {
            if (!isGone(table.ref))
                continue;
            Statement &statement = add("DROP TABLE " + quoted(table.ref.name), table.ref);
            statement.losesData = true;
            statement.reversibility = Reversibility::StructureOnly;
            statement.reason = "the rows of " + table.ref.name + " are lost";
            statement.hazards.push_back({"drop-table", "table " + table.ref.name + " is dropped with its rows"});
        }
    }

    /// Renames whose new name is free first; where they go round in a circle, one is parked.
    void renameTables()
    {
        std::vector<std::pair<std::string, const sqlite::TablePlan *>> pending; // present name
        std::set<std::string> taken;
        for (const sqlite::TablePlan &table : m_tables) {
            taken.insert(lowered(table.before.name));
            if (table.isRenamed())
                pending.emplace_back(table.before.name, &table);
        }
        const auto rename = [&](std::string &present, const std::string &name, const ObjectRef &table) {
            add("ALTER TABLE " + quoted(present) + " RENAME TO " + quoted(name), table);
            taken.erase(lowered(present));
            taken.insert(lowered(name));
            present = name;
        };
        for (int parked = 0; !pending.empty();) {
            const auto ready = std::ranges::find_if(pending, [&](const auto &p) { return !taken.contains(lowered(p.second->after.name)); });
            if (ready == pending.end()) {
                rename(pending.front().first, "kilter_old_" + std::to_string(++parked), pending.front().second->after);
                continue;
            }
            rename(ready->first, ready->second->after.name, ready->second->after);
            pending.erase(ready);
        }
    }

    void rebuildTables()
    {
        for (const sqlite::TablePlan &table : m_tables) {
            if (table.rebuilds())
                rebuild(m_catalogs, table);
        }
        if (m_guarded)
            m_statements.push_back(sqlite::dropRebuildGuard());
    }

    void rebuild(const sqlite::PlanCatalogs &catalogs, const sqlite::TablePlan &table)
    {
        if (!std::exchange(m_guarded, true))
            m_statements.push_back(sqlite::createRebuildGuard());
        std::ranges::move(sqlite::rebuildStatements(catalogs, table), std::back_inserter(m_statements));
    }

    void createAll()
    {
        std::set<ObjectRef> present = m_kept;
        for (const sqlite::TablePlan &table : m_tables)
            present.insert(table.after);
        for (const Kind kind : {Kind::View, Kind::Trigger}) {
            for (const Object &object : m_catalogs.from.all(kind)) {
                if (!m_dropped.contains(object.ref))
                    present.insert(m_catalogs.inBase(object.ref));
            }
        }
        for (const Object &object : m_catalogs.to.all(Kind::Table))
            create(object, present, sqlite::tableSql(m_catalogs.to, object, object.ref.name));
        for (const Object &object : m_catalogs.to.all(Kind::Index))
            create(object, present, sqlite::indexSql(object));
        for (const Object *object : inOrderOfNeeds(m_catalogs.to))
            create(*object, present, sqlite::viewSql(*object));
        for (const Object &object : m_catalogs.to.all(Kind::Trigger))
            create(object, present, sqlite::triggerSql(object));
    }

    void create(const Object &object, const std::set<ObjectRef> &present, std::string sql)
    {
        if (present.contains(object.ref))
            return;
        Statement &statement = add(std::move(sql), object.ref);
        statement.scans = object.ref.kind == Kind::Index;
    }

    const sqlite::PlanCatalogs &m_catalogs;
    std::vector<sqlite::TablePlan> m_tables;
    std::set<ObjectRef> m_dropped; ///< views and triggers of `from` that go, with or without a statement of their own
    std::set<ObjectRef> m_kept;    ///< indexes that stay
    bool m_guarded = false;        ///< the rebuilds' guard table is made
    std::vector<Statement> m_statements;
};

} // namespace

Result<std::vector<Statement>> sqliteStatements(const Catalog &from, const Catalog &to, const ChangeList &changes, const PlanOptions &options)
{
    if (changes.empty())
        return std::vector<Statement>();
    const Catalog before = sqlite::canonical(from);
    const Catalog base = sqlite::canonical(renamed(from, options.renames));
    const Catalog wanted = sqlite::canonical(goal(base, to, changes));
    sqlite::PlanCatalogs catalogs{before, base, wanted, {}};
    for (const Change &change : changes.changes) {
        if (change.type == ChangeType::Rename)
            catalogs.renamed.emplace(change.before->ref, change.after->ref);
    }
    return Planner(catalogs).statements();
}

} // namespace kilter
