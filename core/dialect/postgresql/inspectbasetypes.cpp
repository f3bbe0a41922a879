#include "core/dialect/postgresql/inspection.h"

namespace kilter::postgresql {
namespace {

/// SQL: "OPTION = value" where the condition holds, else NULL, which concat_ws leaves out.
std::string option(std::string_view name, std::string_view condition, std::string_view value)
{
    return ",\n               CASE WHEN " + std::string(condition) + " THEN '" + std::string(name) + " = ' || " + std::string(value) + " END";
}

std::string functionOption(std::string_view name, std::string_view column)
{
    const std::string c = "t." + std::string(column);
    return option(name, c + "::pg_catalog.oid <> 0", c + "::pg_catalog.text");
}

/// In the order of the manual, CREATE TYPE; what a type has by default is left out.
std::string optionsSql(int version)
{
    return "CASE WHEN t.typisdefined THEN pg_catalog.concat_ws(E'\\x1f'" + functionOption("INPUT", "typinput") + functionOption("OUTPUT", "typoutput")
           + functionOption("RECEIVE", "typreceive") + functionOption("SEND", "typsend") + functionOption("TYPMOD_IN", "typmodin")
           + functionOption("TYPMOD_OUT", "typmodout") + functionOption("ANALYZE", "typanalyze")
           + (version >= 140000 ? functionOption("SUBSCRIPT", "typsubscript") : std::string())
           + option("INTERNALLENGTH", "true", "CASE WHEN t.typlen < 0 THEN 'VARIABLE' ELSE t.typlen::pg_catalog.text END")
           + option("PASSEDBYVALUE", "t.typbyval", "'true'")
           + option("ALIGNMENT", "true", "CASE t.typalign WHEN 'c' THEN 'char' WHEN 's' THEN 'int2' WHEN 'i' THEN 'int4' ELSE 'double' END")
           + option("STORAGE", "t.typstorage <> 'p'", "CASE t.typstorage WHEN 'e' THEN 'external' WHEN 'x' THEN 'extended' ELSE 'main' END")
           + option("CATEGORY", "t.typcategory <> 'U'", "pg_catalog.quote_literal(t.typcategory::pg_catalog.text)") + option("PREFERRED", "t.typispreferred", "'true'")
           + option("DEFAULT", "t.typdefault IS NOT NULL", "pg_catalog.quote_literal(t.typdefault)")
           + option("ELEMENT", "t.typelem <> 0", "pg_catalog.format_type(t.typelem, NULL)")
           + option("DELIMITER", "t.typdelim <> ','", "pg_catalog.quote_literal(t.typdelim::pg_catalog.text)") + option("COLLATABLE", "t.typcollation <> 0", "'true'") + ") END";
}

} // namespace

Result<> readBaseTypes(Inspection &inspection)
{
    KILTER_TRY(const Rows rows, inspection.query("SELECT t.oid, t.typarray, n.nspname, t.typname, pg_catalog.pg_get_userbyid(t.typowner), "
                                                 + optionsSql(inspection.version) + R"(
        FROM pg_catalog.pg_type t
        JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
        WHERE t.typnamespace = ANY ($1::pg_catalog.oid[]) AND t.typtype IN ('b', 'p')
          AND NOT EXISTS (SELECT FROM pg_catalog.pg_type e WHERE e.oid = t.typelem AND e.typarray = t.oid) AND )" + isOwn("pg_type", "t.oid")));
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
        Cells cells(rows, i);
        const std::vector<std::string> addresses{address('t', cells.text()), address('t', cells.text())};
        const std::string schema = cells.text();
        Object object({Kind::BaseType, schema, {}, cells.text(), {}}, BaseType());
        object.owner = cells.text();
        object.as<BaseType>().options = cells.list();
        inspection.add(std::move(object), addresses);
    }
    return {};
}

} // namespace kilter::postgresql
