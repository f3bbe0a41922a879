#include "core/scratch/scratch.h"

namespace kilter {
namespace {

/// Name, name as SQL, and whether we may drop it; without the system's and extensions'.
constexpr std::string_view schemasSql =
    "SELECT n.nspname, pg_catalog.quote_ident(n.nspname), pg_catalog.pg_has_role(n.nspowner, 'USAGE') FROM "
    "pg_catalog.pg_namespace n "
    "WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend "
    "d "
    "WHERE d.classid = 'pg_catalog.pg_namespace'::pg_catalog.regclass AND d.objid = n.oid AND d.deptype = 'e')";

/// Statements that drop what stands in public, tables first: they take their sequences and types along.
constexpr std::string_view contentSql = "WITH o AS (SELECT CASE WHEN relkind IN ('r', 'p') THEN 1 WHEN relkind = 'S' "
                                        "THEN 3 ELSE 2 END AS rank, 'pg_class'::regclass AS c, oid, relnamespace AS n, "
                                        "CASE relkind WHEN 'r' THEN 'TABLE' WHEN 'p' THEN 'TABLE' WHEN 'f' THEN "
                                        "'FOREIGN TABLE' WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' "
                                        "WHEN 'c' THEN 'TYPE' ELSE 'SEQUENCE' END AS kind, relname AS name, '' AS "
                                        "arguments FROM pg_class WHERE relkind IN ('r', 'p', 'f', 'v', 'm', 'S', 'c') "
                                        "UNION ALL SELECT 4, 'pg_proc'::regclass, oid, pronamespace, 'ROUTINE', "
                                        "proname, '(' || pg_get_function_identity_arguments(oid) || ')' FROM pg_proc "
                                        "UNION ALL SELECT 5, 'pg_type'::regclass, oid, typnamespace, 'TYPE', typname, "
                                        "'' FROM pg_type WHERE typtype IN ('e', 'd', 'r')) "
                                        "SELECT 'DROP ' || kind || ' IF EXISTS public.' || quote_ident(name) || "
                                        "arguments || ' CASCADE' FROM o WHERE n = 'public'::regnamespace "
                                        "AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = o.c AND d.objid = "
                                        "o.oid AND d.deptype = 'e') ORDER BY rank, oid";

} // namespace

Result<> ScratchPlace::dropSchemas()
{
    KILTER_TRY(const Rows schemas, connection().execute(schemasSql));
    bool keepsPublic = false;
    for (std::size_t row = 0; row < schemas.rows.size(); ++row) {
        keepsPublic = keepsPublic || (schemas.text(row, 0) == "public" && !schemas.isTrue(row, 2));
        if (schemas.text(row, 0) != "public" || !keepsPublic)
            KILTER_CHECK(connection().execute("DROP SCHEMA " + schemas.text(row, 1) + " CASCADE"));
    }
    if (!keepsPublic) {
        KILTER_CHECK(connection().execute("CREATE SCHEMA public"));
        return installExtensions();
    }
    // Before PostgreSQL 15 public belongs to the superuser even in one's own database.
    KILTER_TRY(const Rows drops, connection().execute(contentSql));
    for (std::size_t row = 0; row < drops.rows.size(); ++row)
        KILTER_CHECK(connection().execute(drops.text(row, 0)));
    return installExtensions();
}

} // namespace kilter
