#include "core/dialect/postgresql/inspection.h"

/// The completeness probe: whatever the system catalogs hold that has no kind or field here is said, never skipped.
namespace kilter::postgresql {
namespace {

/// A select of: what it is, its identity, and the oid of the table that it stands on (0: none), for leaving out
/// ledgers.
using Probes = std::vector<std::string>;

std::string inSchemas(std::string_view column)
{
    return std::string(column) + " = ANY ($1::pg_catalog.oid[])";
}

/// One probe of what stands on a table: its name, "on", the table.
std::string onTable(std::string_view what, std::string_view catalog, std::string_view name, std::string_view table,
                    std::string_view condition)
{
    return "SELECT '" + std::string(what) + "', pg_catalog.format('%I on %I.%I', o." + std::string(name) +
           ", n.nspname, c.relname), c.oid FROM pg_catalog." + std::string(catalog) +
           " o JOIN pg_catalog.pg_class c ON c.oid = o." + std::string(table) +
           " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE " + inSchemas("n.oid") + " AND " +
           std::string(condition) + " AND " + isOwn(catalog, "o.oid");
}

Probes partsOfTables(int version)
{
    Probes probes;
    if (version < 180000)
        return probes;
    probes.push_back(
        onTable("NOT ENFORCED of constraint", "pg_constraint", "conname", "conrelid", "NOT o.conenforced"));
    probes.push_back(
        onTable("WITHOUT OVERLAPS or PERIOD of constraint", "pg_constraint", "conname", "conrelid", "o.conperiod"));
    probes.push_back(onTable("NOT VALID or NO INHERIT of not-null constraint", "pg_constraint", "conname", "conrelid",
                             "o.contype = 'n' AND (NOT o.convalidated OR o.connoinherit)"));
    return probes;
}

Result<> runProbes(Inspection &inspection, const Probes &probes)
{
    std::string sql;
    for (const std::string &probe : probes)
        sql += (sql.empty() ? "SELECT * FROM ((" : ") UNION ALL (") + probe;
    KILTER_TRY(const Rows rows, inspection.query(sql + ")) found(what, identity, relation) ORDER BY what, identity"));
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
           std::string(joins) + " WHERE " + inSchemas("c.relnamespace") +
           " AND c.relkind IN ('r', 'p', 'v', 'S', 'i', 'I') AND " +
           isNoMember("pg_class", "COALESCE(i.indrelid, c.oid)") + " AND (" + std::string(condition) + ")";
}

Probes attributesOfRelations(int version)
{
    Probes probes;
    if (version >= 140000) {
        probes.push_back(ofRelation(
            "pending detachment",
            "EXISTS (SELECT FROM pg_catalog.pg_inherits h WHERE h.inhrelid = c.oid AND h.inhdetachpending)"));
    }
    return probes;
}

} // namespace

Result<> readNotModelled(Inspection &inspection)
{
    Probes probes = partsOfTables(inspection.version);
    const Probes more = attributesOfRelations(inspection.version);
    probes.insert(probes.end(), more.begin(), more.end());
    if (probes.empty())
        return {};
    return runProbes(inspection, probes);
}

} // namespace kilter::postgresql
