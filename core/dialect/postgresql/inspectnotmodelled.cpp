#include "core/dialect/postgresql/inspection.h"

/// The completeness probe: whatever the system catalogs hold that has no kind or field here is said, never skipped.
namespace kilter::postgresql {
namespace {

/// A select of: what it is, its identity, and the oid of the table that it stands on (0: none), for leaving out
/// ledgers.
using Probes = std::vector<std::string>;

/// What PostgreSQL 18 says of the constraints behind NOT NULL beyond what columns hold.
constexpr std::string_view notNullComments = R"(
        SELECT 'the comment on not-null constraint', pg_catalog.format('%I on %I.%I', o.conname, n.nspname, c.relname), c.oid
        FROM pg_catalog.pg_constraint o
        JOIN pg_catalog.pg_class c ON c.oid = o.conrelid
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE n.oid = ANY ($1::pg_catalog.oid[]) AND o.contype = 'n'
          AND EXISTS (SELECT FROM pg_catalog.pg_description d WHERE d.objoid = o.oid AND d.classoid = 'pg_catalog.pg_constraint'::pg_catalog.regclass))";

Result<> runProbes(Inspection &inspection, const Probes &probes)
{
    std::string sql;
    for (const std::string &probe : probes)
        sql += (sql.empty() ? "SELECT * FROM ((" : ") UNION ALL (") + probe;
    const bool ofSchemas = sql.find("$1") != std::string::npos; // the probes of the system's own objects ask for none
    KILTER_TRY(const Rows rows, inspection.query(sql + ")) found(what, identity, relation) ORDER BY what, identity", ofSchemas));
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
        Cells cells(rows, i);
        const std::string what = cells.text();
        const std::string identity = cells.text();
        if (!inspection.leftOut.contains(cells.text()))
            inspection.noteNotModelled(what + ' ' + identity);
    }
    return {};
}

/// One probe of an attribute of tables, indexes, views and sequences.
std::string ofRelation(std::string_view what, std::string_view condition, std::string_view joins = {})
{
    return "SELECT '" + std::string(what) +
           "', pg_catalog.format('of %s %I.%I', CASE c.relkind WHEN 'v' THEN 'view' WHEN 'S' THEN 'sequence' "
           "WHEN 'i' THEN 'index' WHEN 'I' THEN 'index' ELSE 'table' END, n.nspname, c.relname), COALESCE(i.indrelid, "
           "c.oid) FROM pg_catalog.pg_class c "
           "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = "
           "c.oid " +
           std::string(joins) +
           " WHERE c.relnamespace = ANY ($1::pg_catalog.oid[]) AND c.relkind IN ('r', 'p', 'v', 'S', 'i', 'I') AND " +
           isNoMember("pg_class", "COALESCE(i.indrelid, c.oid)") + " AND (" + std::string(condition) + ")";
}

Probes attributesOfRelations(int version, bool hasInheritance)
{
    Probes probes;
    if (version >= 140000 && hasInheritance) {
        probes.push_back(ofRelation(
            "pending detachment",
            "EXISTS (SELECT FROM pg_catalog.pg_inherits h WHERE h.inhrelid = c.oid AND h.inhdetachpending)"));
    }
    return probes;
}

/// The access list of a sort of objects of pg_catalog.
struct SystemList
{
    std::string_view identity; ///< SQL: what has it
    std::string_view catalog;  ///< table of `o`
    std::string_view schema;   ///< its column with the schema
    std::string_view list;
    std::string_view standard; ///< SQL: the list that stands for NULL
    bool ofColumns = false;
};

/// Where a list is not that of initdb, or of the extension, any more: pg_dump writes the difference.
std::string onSystemObjects(const SystemList &sort)
{
    const std::string now(sort.list);
    const std::string first = "COALESCE(i.initprivs, " + std::string(sort.standard) + ")";
    const std::string columns = sort.ofColumns ? " JOIN pg_catalog.pg_attribute a ON a.attrelid = o.oid" : "";
    return "SELECT 'the access list of system', " + std::string(sort.identity) + ", 0::pg_catalog.oid FROM pg_catalog." +
           std::string(sort.catalog) + " o" + columns +
           " LEFT JOIN pg_catalog.pg_init_privs i ON i.classoid = 'pg_catalog." + std::string(sort.catalog) +
           "'::pg_catalog.regclass AND i.objoid = o.oid AND i.objsubid = " + (sort.ofColumns ? "a.attnum" : "0") +
           " WHERE o." + std::string(sort.schema) + " = 'pg_catalog'::pg_catalog.regnamespace AND $1::pg_catalog.oid[] IS NOT NULL AND " + now +
           " IS NOT NULL AND NOT (" + now + " @> " + first + " AND " + first + " @> " + now + ")";
}

Probes privilegesOfSystem()
{
    return {
        onSystemObjects({"pg_catalog.format('schema %I', o.nspname)", "pg_namespace", "oid", "o.nspacl",
                         "pg_catalog.acldefault('n', o.nspowner)"}),
        onSystemObjects({"pg_catalog.format('table pg_catalog.%I', o.relname)", "pg_class", "relnamespace", "o.relacl",
                         "pg_catalog.acldefault('r', o.relowner)"}),
        onSystemObjects({"pg_catalog.format('column pg_catalog.%I.%I', o.relname, a.attname)", "pg_class",
                         "relnamespace", "a.attacl", "'{}'", true}),
        onSystemObjects({"pg_catalog.format('function pg_catalog.%I(%s)', o.proname, "
                         "pg_catalog.pg_get_function_identity_arguments(o.oid))",
                         "pg_proc", "pronamespace", "o.proacl", "pg_catalog.acldefault('f', o.proowner)"}),
        onSystemObjects({"pg_catalog.format('type pg_catalog.%I', o.typname)", "pg_type", "typnamespace", "o.typacl",
                         "pg_catalog.acldefault('T', o.typowner)"}),
    };
}

} // namespace

Result<> readNotModelled(Inspection &inspection)
{
    Probes probes = attributesOfRelations(inspection.version, inspection.has("pg_inherits"));
    if (inspection.version >= 180000)
        probes.emplace_back(notNullComments);
    if (inspection.options.schemas.empty()) {
        const Probes system = privilegesOfSystem();
        probes.insert(probes.end(), system.begin(), system.end());
    }
    if (probes.empty())
        return {};
    return runProbes(inspection, probes);
}

} // namespace kilter::postgresql
