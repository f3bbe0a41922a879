#pragma once
#include "core/catalog/catalog.h"

/// How a table's constraints stand in its CREATE TABLE: at a column or at the end, with or without their name.
namespace kilter::sqlite {

struct TablePart
{
    const Object *object = nullptr; ///< of the catalog that was asked
    std::string column;             ///< where it stands; empty: at the end
    bool written = true;            ///< with CONSTRAINT name
};

/// The constraints of a table in the order in which they are written. A name stays unwritten where the object says so and reading the
/// result back gives the very name.
std::vector<TablePart> tableParts(const Catalog &catalog, const ObjectRef &table);

/// Marks the constraints whose names are the default ones as unnamed.
void leaveDefaultNamesUnwritten(Catalog &catalog, const ObjectRef &table);

bool isUnnamed(const Object &constraint);
void setUnnamed(Object &constraint, bool unnamed);

/// "name TYPE NOT NULL DEFAULT … REFERENCES …", with the parts that stand at it.
std::string columnSql(const Object &column, const std::vector<TablePart> &parts);

/// CREATE TABLE under a name that may be another than its own (a rebuild's).
std::string tableSql(const Catalog &catalog, const Object &table, std::string_view name, bool ifNotExists = false);

std::string indexSql(const Object &index, bool ifNotExists = false);
std::string viewSql(const Object &view, bool ifNotExists = false);
std::string triggerSql(const Object &trigger, bool ifNotExists = false);

} // namespace kilter::sqlite
