#pragma once
#include "core/base/json.h"
#include "core/catalog/catalog.h"

/// Names of types as the server's format_type writes them.
namespace kilter::postgresql {

/// A type as format_type writes it with an empty search_path: "int4" → "integer", "varchar(9)[]" → "character
/// varying(9)[]", an enum of the catalog qualified (that of `schema` first, or the only one of its name). What is not
/// known stays as it is.
std::string canonicalType(const std::string &type, const Catalog &catalog, const std::string &schema);

/// The same for a TypeName node of a parse tree; none when it is not known.
std::optional<std::string> typeOfNode(const Json &typeName, const Catalog &catalog, const std::string &schema);

/// A canonical type without its modifiers, as the server's parser sees values of it: "numeric(10,2)" → "numeric",
/// "character(3)" → "bpchar".
std::string baseType(std::string_view type);

/// Whether modifiers or implied lengths stand in a canonical type: its values are coerced once more.
inline bool hasModifiers(std::string_view type)
{
    return type.find('(') != std::string_view::npos;
}

inline bool isArrayType(std::string_view type)
{
    return type.ends_with("[]");
}

/// SQL name of an enum in the catalog, or none: by its qualified SQL name.
const Object *enumOfType(const Catalog &catalog, std::string_view type);

} // namespace kilter::postgresql
