#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kilter {

/// What an object is. The order is the order of Object's variant, and the first key by which a catalog is sorted.
enum class Kind : std::uint8_t {
    Schema,
    Enum,
    Sequence,
    Table,
    Column,
    PrimaryKey,
    Unique,
    Check,
    ForeignKey,
    Index,
    Exclusion,
    Domain,
    Composite,
    Range,
    BaseType,
    Function,
    Procedure,
    Aggregate,
    MaterializedView,
    Rule,
    EventTrigger,
    Statistics,
    View,
    Trigger,
    Extension,
    Policy,
    Collation,
    TextSearchParser,
    TextSearchTemplate,
    TextSearchDictionary,
    TextSearchConfiguration,
    Operator,
    OperatorFamily,
    OperatorClass,
    Cast,
    Conversion,
    Language,
    Transform,
    AccessMethod,
    ForeignDataWrapper,
    ForeignServer,
    UserMapping,
    Publication,
    Subscription,
    DefaultPrivileges,
};
inline constexpr int kindCount = 45;

/// "table", "primary-key" …: the word used in patterns, JSON and the command line.
std::string_view keyword(Kind kind);
std::optional<Kind> kindOf(std::string_view keyword);

/// Whether objects of the kind stand inside a table (columns, constraints, indexes, triggers).
bool isPartOfTable(Kind kind);

/// Names one object of a catalog. Names are the exact names, unquoted. The schema is empty on SQLite and for kinds that stand
/// outside schemas (a schema itself).
struct ObjectRef
{
    Kind kind = Kind::Table;
    std::string schema;
    std::string parent; ///< the table (or view) that it is part of, in the same schema; else empty
    std::string name;
    std::string signature; ///< what else tells two apart, e.g. argument types

    auto operator<=>(const ObjectRef &) const = default;
};

inline ObjectRef schemaRef(std::string name) { return {Kind::Schema, {}, {}, std::move(name), {}}; }
inline ObjectRef tableRef(std::string schema, std::string name) { return {Kind::Table, std::move(schema), {}, std::move(name), {}}; }
inline ObjectRef columnRef(std::string schema, std::string table, std::string name)
{
    return {Kind::Column, std::move(schema), std::move(table), std::move(name), {}};
}

/// The table that the object is part of. Only for kinds of which isPartOfTable is true.
ObjectRef tableOf(const ObjectRef &part);

/// "schema.table.column" without the kind; for people and patterns, not SQL.
std::string qualifiedName(const ObjectRef &ref);

/// "column:schema.table.column".
std::string toText(const ObjectRef &ref);

/// Whether PATTERN, "kind:schema.name" with globs (kind and schema may be left out), names the object or the table it is part of.
bool matchesPattern(std::string_view pattern, const ObjectRef &ref);

} // namespace kilter
