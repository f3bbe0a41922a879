#pragma once
#include "core/diff/diff.h"

#include <map>

namespace kilter::sqlite {

/// What a table's column is called before and after, and on the way: a name that another column needs is parked first.
struct ColumnRename
{
    std::string from;
    std::string to;
};

/// How one table that stays becomes what it shall be.
struct TablePlan
{
    ObjectRef before;                         ///< in the catalog before
    ObjectRef after;                          ///< in the catalog to come; another name when it is renamed
    std::vector<ColumnRename> columnRenames;  ///< in the order in which they can run
    std::map<std::string, std::string> copiedAs; ///< new name → old name of columns that only a rebuild can rename
    std::vector<std::string> droppedColumns;  ///< by the names that they have after the renames
    std::vector<std::string> droppedNames;    ///< by their own names, for people
    std::vector<const Object *> addedColumns; ///< of the catalog to come, in the order of its table
    std::vector<const Object *> addedParts;   ///< constraints that come with an added column
    std::string rebuildReason;                ///< what ALTER TABLE cannot do; empty: no rebuild

    bool isRenamed() const { return before.name != after.name; }
    bool rebuilds() const { return !rebuildReason.empty(); }
    /// Whether ALTER TABLE will read all views and triggers again (RENAME COLUMN, DROP COLUMN), which must be whole then.
    bool checksSchema() const { return !columnRenames.empty() || !copiedAs.empty() || (!rebuilds() && !droppedColumns.empty()); }
    bool changesNames() const { return isRenamed() || checksSchema(); }
};

/// The catalogs of one plan. `base` is `from` with the renames carried out, as a person understands them.
struct PlanCatalogs
{
    const Catalog &from;
    const Catalog &base;
    const Catalog &to;
    std::map<ObjectRef, ObjectRef> renamed; ///< refs in `from` of what is renamed → refs in `base`

    /// The ref in `base` of an object of `from`, with its table's new name.
    ObjectRef inBase(const ObjectRef &ref) const;
    /// Whether the object of `from` is gone in `to`, or gives its name to a renamed one.
    bool isDropped(const ObjectRef &ref) const;
};

/// Compares what SQLite will have after its renames with what shall be. Column renames and table renames happen in place; with
/// legacy_alter_table on, SQLite follows a column in all tables and indexes, but a table's new name nowhere.
TablePlan tablePlan(const PlanCatalogs &catalogs, const ObjectRef &before);

/// Whether ALTER TABLE … ADD COLUMN takes the column (sqlite.org/lang_altertable.html, section 5).
bool canBeAdded(const Column &column, bool hasForeignKey);

/// Whether a constraint can be written at a column: a foreign key of it alone, a check that names it.
bool belongsTo(const Object &constraint, const std::string &column);

/// INTEGER PRIMARY KEY: the column is another name of the rowid.
bool hasRowidAlias(const Catalog &catalog, const ObjectRef &table);

} // namespace kilter::sqlite
