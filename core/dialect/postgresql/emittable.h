#pragma once
#include "core/catalog/catalog.h"

#include <set>

namespace kilter::postgresql {

/// How CREATE TABLE is written: which parts stand in it.
struct TableLayout
{
    bool ifNotExists = false;
    bool asPartition = true;           ///< PARTITION OF …; else a table of its own, to be attached
    bool namesNotNull = false;         ///< NOT NULL is given the name that the server would choose, if another constraint had it not (18)
    std::set<ObjectRef> apart;         ///< constraints and columns that are left out: they come later
    std::set<ObjectRef> withoutDefault; ///< columns whose default (or generation) comes later
};

/// Whether a constraint stands in the CREATE TABLE of its table.
bool standsInTable(const Object &part, const TableLayout &layout);

/// Whether CREATE TABLE would make one index of this unique key and another key with the same columns (transformIndexConstraints): such a
/// one must be added by itself.
bool repeatsAnotherKey(const Catalog &catalog, const Object &constraint);

std::string createTable(const Catalog &catalog, const Object &table, const TableLayout &layout = {});

enum class ColumnStyle { WithDefault, WithoutDefault };

/// "name TYPE COLLATE … DEFAULT … NOT NULL" as it stands in CREATE TABLE and ADD COLUMN.
std::string columnDefinition(const Object &column, ColumnStyle style = ColumnStyle::WithDefault);

/// ALTER TABLE … ADD [CONSTRAINT …] NOT NULL, since PostgreSQL 18.
std::string addNotNull(const Object &column);

/// The name of the constraint behind the column's NOT NULL (PostgreSQL 18), as it is or as the server would choose it.
std::string notNullNameOf(const Catalog &catalog, const Object &column);

/// "ALWAYS AS IDENTITY (…)" after GENERATED.
std::string identityClause(const Object &column);

/// "PRIMARY KEY (a, b)", "FOREIGN KEY (a) REFERENCES …": a constraint without its name.
std::string constraintDefinition(const Object &constraint);

std::string createIndex(const Object &index, bool ifNotExists = false, bool only = false);
std::string createSequence(const Object &sequence, bool ifNotExists = false);
std::string createEnum(const Object &type);
std::string createView(const Object &view, bool replace = false);

} // namespace kilter::postgresql
