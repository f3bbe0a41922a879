#pragma once
#include "core/diff/diff.h"
#include "core/diff/sqltext.h"

#include <map>
#include <set>

namespace kilter {

/// What a set of renames makes of refs, names and texts of one catalog; all renames happen at once, so that names can be swapped.
class Renamer
{
public:
    Renamer(const Catalog &catalog, const std::vector<Rename> &renames);

    /// The renames that concern something, with refs as the catalog has them (a part's table under its present name).
    const std::map<ObjectRef, std::string> &known() const { return m_renames; }

    /// Objects in the place that a rename takes, which are not renamed themselves: they must go.
    std::vector<ObjectRef> occupants() const;

    ObjectRef mapped(const ObjectRef &ref) const;
    std::string columnName(const ObjectRef &table, const std::string &name) const;
    /// Name of a part (constraint, index) of a table.
    std::string partName(Kind kind, const ObjectRef &table, const std::string &name) const;

    /// Text that can name objects as schema.name, in casts and in 'schema.name'::regclass.
    std::string text(const std::string &sql) const { return rewritten(sql, nullptr, false); }
    /// Text that can also name columns of the table (constraint, index key, generation expression, partition key).
    std::string textOfTable(const std::string &sql, const ObjectRef &table) const { return rewritten(sql, &table, false); }
    /// A view's query as the server shows it after the rename: output columns and aliases keep their names.
    std::string query(const std::string &sql) const { return rewritten(sql, nullptr, true); }

private:
    /// Columns and checks of partitions are renamed with their parent's.
    void addInherited(const ObjectRef &ref, const std::string &to);
    std::string rewritten(const std::string &sql, const ObjectRef *table, bool isQuery) const;
    std::optional<std::string> relationName(const std::string &schema, const std::string &name) const;
    const std::string *columnRename(const ObjectRef &table, const std::string &name) const;

    friend class TextRewriter;
    const Catalog &m_catalog;
    std::map<ObjectRef, std::string> m_renames;
    std::map<std::string, std::string> m_schemas;
    std::map<std::pair<std::string, std::string>, std::string> m_routines; ///< by schema and name
    std::set<std::string> m_names; ///< every name that changes: texts without one of them are not read
};

} // namespace kilter
