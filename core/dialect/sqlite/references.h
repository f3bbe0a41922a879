#pragma once
#include "core/catalog/catalog.h"
#include "core/dialect/sqlite/canonical.h"

#include <unordered_map>

namespace kilter::sqlite {

/// The tables, views and columns of a catalog as names in SQL reach them: without regard to case.
class CatalogNames
{
public:
    explicit CatalogNames(const Catalog &catalog);

    /// The table or view of that name.
    const ObjectRef *relation(std::string_view name) const;
    /// The column's name as the table spells it; the given one where the table has no such column.
    std::string column(const ObjectRef &table, std::string_view name) const;
    bool hasColumn(const ObjectRef &table, std::string_view name) const;

    NameScope tableScope(const ObjectRef &table) const; ///< for CHECK, generated columns, indexes
    const NameScope &queryScope() const { return m_query; } ///< for views and triggers

private:
    std::unordered_map<std::string, ObjectRef> m_relations;
    std::unordered_map<std::string, std::vector<std::string>> m_columns; ///< by the table's name in lower case
    NameScope m_query;
};

/// The tables and views that stand in a view or trigger where a table stands (behind FROM, JOIN, INTO, UPDATE, ON of a trigger's head);
/// sorted, each once.
std::vector<ObjectRef> relationsIn(std::string_view sql, const CatalogNames &names);

/// Whether something else stands where a table stands: the view or trigger is broken, or uses what the catalog does not have.
bool namesUnknownRelation(std::string_view sql, const CatalogNames &names);

} // namespace kilter::sqlite
