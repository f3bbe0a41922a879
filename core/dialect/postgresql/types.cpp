#include "core/dialect/postgresql/types.h"

#include "core/dialect/postgresql/parse.h"
#include "core/dialect/postgresql/quote.h"

#include <algorithm>

namespace kilter::postgresql {
namespace {

struct TypeName
{
    std::string_view internal; ///< pg_type.typname
    std::string_view shown;    ///< by format_type
    std::string_view suffix;   ///< behind the modifiers
};

constexpr TypeName renamed[] = {{"bool", "boolean", ""},
                                {"int2", "smallint", ""},
                                {"int4", "integer", ""},
                                {"int8", "bigint", ""},
                                {"float4", "real", ""},
                                {"float8", "double precision", ""},
                                {"varchar", "character varying", ""},
                                {"varbit", "bit varying", ""},
                                {"timestamp", "timestamp", " without time zone"},
                                {"timestamptz", "timestamp", " with time zone"},
                                {"time", "time", " without time zone"},
                                {"timetz", "time", " with time zone"}};

/// Types of pg_catalog whose name is shown as it is. Sorted.
constexpr std::string_view plain[] = {"bit",
                                      "box",
                                      "bytea",
                                      "cidr",
                                      "circle",
                                      "date",
                                      "datemultirange",
                                      "daterange",
                                      "inet",
                                      "int4multirange",
                                      "int4range",
                                      "int8multirange",
                                      "int8range",
                                      "interval",
                                      "json",
                                      "jsonb",
                                      "jsonpath",
                                      "line",
                                      "lseg",
                                      "macaddr",
                                      "macaddr8",
                                      "money",
                                      "name",
                                      "numeric",
                                      "nummultirange",
                                      "numrange",
                                      "oid",
                                      "path",
                                      "pg_lsn",
                                      "point",
                                      "polygon",
                                      "regclass",
                                      "regconfig",
                                      "regnamespace",
                                      "regproc",
                                      "regprocedure",
                                      "regrole",
                                      "regtype",
                                      "text",
                                      "tsmultirange",
                                      "tsquery",
                                      "tsrange",
                                      "tstzmultirange",
                                      "tstzrange",
                                      "tsvector",
                                      "txid_snapshot",
                                      "uuid",
                                      "xml"};

bool isPlain(std::string_view name)
{
    return std::find(std::begin(plain), std::end(plain), name) != std::end(plain);
}

/// "(10,2)"; none where a modifier is no number.
std::optional<std::string> modifiersOf(const Json &typeName, const std::string &name)
{
    std::vector<std::string> numbers;
    if (const Json *modifiers = typeName.find("typmods")) {
        for (const Json &item : modifiers->items) {
            const Json *number = member(&item, {"A_Const", "ival"});
            if (!number)
                return std::nullopt;
            const Json *value = number->find("ival");
            numbers.push_back(value ? value->text : "0");
        }
    }
    if (name == "numeric" && numbers.size() == 1)
        numbers.push_back("0");
    std::string text;
    for (const std::string &number : numbers)
        text += (text.empty() ? "(" : ",") + number;
    return text.empty() ? text : text + ')';
}

std::optional<std::string> builtIn(std::string name, const Json &typeName)
{
    const auto modifiers = modifiersOf(typeName, name);
    if (!modifiers || (name == "interval" && !modifiers->empty()))
        return std::nullopt;
    if (name == "bpchar")
        return modifiers->empty() ? name : "character" + *modifiers;
    for (const TypeName &type : renamed) {
        if (type.internal == name)
            return std::string(type.shown) + *modifiers + std::string(type.suffix);
    }
    if (!isPlain(name))
        return std::nullopt;
    return name + *modifiers;
}

std::optional<std::string> enumNamed(const Catalog &catalog, const std::vector<std::string> &names,
                                     const std::string &schema)
{
    const Object *found = nullptr;
    int count = 0;
    for (const Object &object : catalog.all(Kind::Enum)) {
        if (object.ref.name != names.back() || (names.size() == 2 && object.ref.schema != names.front()))
            continue;
        ++count;
        if (!found || object.ref.schema == schema)
            found = &object;
    }
    if (!found || (count > 1 && found->ref.schema != schema))
        return std::nullopt;
    return quoted(found->ref.schema) + '.' + quoted(found->ref.name);
}

std::optional<std::string> elementType(const Json &typeName, std::vector<std::string> names, const Catalog &catalog,
                                       const std::string &schema)
{
    const bool ofServer = names.size() == 2 && names.front() == "pg_catalog";
    if (names.size() == 1 || ofServer) {
        if (!ofServer && names.back() == "char")
            return std::string("\"char\"");
        if (const auto found = builtIn(names.back(), typeName))
            return found;
    }
    if (ofServer || names.size() > 2 || typeName.find("typmods"))
        return std::nullopt;
    if (const auto found = enumNamed(catalog, names, schema))
        return found;
    if (names.size() == 2)
        return quoted(names.front()) + '.' + quoted(names.back());
    return std::nullopt;
}

} // namespace

std::optional<std::string> typeOfNode(const Json &typeName, const Catalog &catalog, const std::string &schema)
{
    std::vector<std::string> names = stringsOf(typeName.find("names"));
    if (names.empty() || typeName.find("setof") || typeName.find("pct_type"))
        return std::nullopt;
    bool isArray = typeName.find("arrayBounds") != nullptr;
    if (names.back().starts_with('_') && names.back().size() > 1) {
        std::vector<std::string> element = names;
        element.back().erase(0, 1);
        if (const auto type = elementType(typeName, element, catalog, schema);
            type && type->find('.') == std::string::npos)
            return *type + "[]";
    }
    const auto type = elementType(typeName, names, catalog, schema);
    return type && isArray ? *type + "[]" : type;
}

std::string canonicalType(const std::string &type, const Catalog &catalog, const std::string &schema)
{
    const auto statement = parsedStatement("SELECT NULL::" + type + '\n');
    const Json *targets = statement ? member(&*statement, {"SelectStmt", "targetList"}) : nullptr;
    if (!targets || targets->items.size() != 1 || member(&*statement, {"SelectStmt"})->find("fromClause"))
        return type;
    const Json *typeName = member(&targets->items.front(), {"ResTarget", "val", "TypeCast", "typeName"});
    if (!typeName || member(&targets->items.front(), {"ResTarget", "name"}))
        return type;
    return typeOfNode(*typeName, catalog, schema).value_or(type);
}

std::string baseType(std::string_view type)
{
    std::string base(type);
    const bool isQuoted = base.find('"') != std::string::npos;
    if (const auto open = base.find('('); !isQuoted && open != std::string::npos) {
        const auto close = base.find(')', open);
        base.erase(open, close == std::string::npos ? close : close + 1 - open);
    }
    return base == "character" ? "bpchar" : base;
}

const Object *enumOfType(const Catalog &catalog, std::string_view type)
{
    for (const Object &object : catalog.all(Kind::Enum)) {
        if (quoted(object.ref.schema) + '.' + quoted(object.ref.name) == type)
            return &object;
    }
    return nullptr;
}

} // namespace kilter::postgresql
