#pragma once
#include "core/catalog/catalog.h"

namespace kilter {

/// Writes objects of a catalog as the SQL of sql/: CREATE, OWNED BY, COMMENT and, where it is not that of most objects, OWNER.
class SqlWriter
{
public:
    SqlWriter(const Catalog &catalog, std::string defaultSchema);

    /// Whether there is anything to write: a schema that tables or kilter.toml name already needs no file.
    bool isWritten(const Object &object) const;
    std::string text(const Object &object) const;
    const std::string &commonOwner() const { return m_commonOwner; } ///< owns most objects

private:
    const Catalog &m_catalog;
    std::string m_defaultSchema;
    std::string m_commonOwner;
};

} // namespace kilter
