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

/// One probe of objects that have a schema, a name and a plain system catalog.
std::string named(std::string_view what, std::string_view catalog, std::string_view prefix,
                  std::string_view condition = "true")
{
    const std::string p(prefix);
    return "SELECT '" + std::string(what) + "', pg_catalog.format('%I.%I', n.nspname, o." + p +
           "name), 0::pg_catalog.oid FROM pg_catalog." + std::string(catalog) +
           " o JOIN pg_catalog.pg_namespace n ON n.oid = o." + p + "namespace WHERE " + inSchemas("n.oid") + " AND " +
           std::string(condition) + " AND " + isOwn(catalog, "o.oid");
}

/// One probe of objects that stand outside schemas and that no new database has.
std::string global(std::string_view what, std::string_view catalog, std::string_view name,
                   std::string_view condition = "o.oid >= 16384")
{
    return "SELECT '" + std::string(what) + "', pg_catalog.quote_ident(o." + std::string(name) +
           "), 0::pg_catalog.oid FROM pg_catalog." + std::string(catalog) + " o WHERE " + std::string(condition) +
           " AND " + isOwn(catalog, "o.oid");
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

Probes routinesAndTypes()
{
    return {"SELECT CASE o.prokind WHEN 'f' THEN 'function' WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE "
            "'window function' END,"
            " o.oid::pg_catalog.regprocedure::pg_catalog.text, 0::pg_catalog.oid FROM pg_catalog.pg_proc o WHERE " +
                inSchemas("o.pronamespace") + " AND " + isOwn("pg_proc", "o.oid"),
            named("domain", "pg_type", "typ", "o.typtype = 'd'"),
            named("range type", "pg_type", "typ", "o.typtype = 'r'"),
            named("base type", "pg_type", "typ", "o.typtype = 'b'"),
            named("shell type", "pg_type", "typ", "o.typtype = 'p'"),
            named("materialized view", "pg_class", "rel", "o.relkind = 'm'"),
            named("composite type", "pg_type", "typ",
                  "EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.oid = o.typrelid AND c.relkind = 'c')"),
            named("extended statistics", "pg_statistic_ext", "stx")};
}

Probes partsOfTables(int version)
{
    Probes probes{
        onTable("trigger", "pg_trigger", "tgname", "tgrelid", "NOT o.tgisinternal AND o.tgparentid = 0"),
        onTable("rule", "pg_rewrite", "rulename", "ev_class", "o.rulename <> '_RETURN'"),
        onTable("exclusion constraint", "pg_constraint", "conname", "conrelid", "o.contype = 'x'"),
        R"(SELECT 'inheritance', pg_catalog.format('of %I.%I from %I.%I', n.nspname, c.relname, pn.nspname, p.relname), c.oid
           FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
           JOIN pg_catalog.pg_class p ON p.oid = i.inhparent JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace
           WHERE c.relkind IN ('r', 'f') AND NOT c.relispartition AND )" +
            inSchemas("n.oid")};
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

Probes ofTheDatabase()
{
    return {global("event trigger", "pg_event_trigger", "evtname")};
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

/// One probe of an attribute of columns.
std::string ofColumn(std::string_view what, std::string_view condition, std::string_view kinds = "'r', 'p'")
{
    return "SELECT '" + std::string(what) +
           "', pg_catalog.format('of column %I.%I.%I', n.nspname, c.relname, a.attname), c.oid "
           "FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid JOIN "
           "pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
           "JOIN pg_catalog.pg_type t ON t.oid = a.atttypid WHERE " +
           inSchemas("c.relnamespace") + " AND c.relkind IN (" + std::string(kinds) +
           ") AND a.attnum > 0 AND NOT a.attisdropped AND " + isOwn("pg_class", "c.oid") + " AND (" +
           std::string(condition) + ")";
}

Probes attributesOfRelations()
{
    return {ofRelation("type", "c.reloftype <> 0"),
            ofRelation("replica identity", "c.relkind IN ('r', 'p') AND c.relreplident <> 'd'"),
            ofRelation("tablespace", "c.reltablespace <> 0"),
            ofRelation("storage parameters",
                       "c.relkind IN ('r', 'p') AND (c.reloptions IS NOT NULL OR toast.reloptions IS NOT NULL)",
                       "LEFT JOIN pg_catalog.pg_class toast ON toast.oid = c.reltoastrelid"),
            ofRelation("storage parameters of the constraint",
                       "c.relkind IN ('i', 'I') AND c.reloptions IS NOT NULL AND EXISTS (SELECT FROM "
                       "pg_catalog.pg_constraint k WHERE k.conindid = c.oid AND k.conrelid = i.indrelid AND k.contype "
                       "IN ('p', 'u', 'x'))"),
            ofRelation("access method", "c.relkind IN ('r', 'p') AND m.amname <> 'heap'",
                       "JOIN pg_catalog.pg_am m ON m.oid = c.relam"),
            ofRelation("clustering", "i.indisclustered"),
            ofRelation(
                "statistics target",
                "EXISTS (SELECT FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attstattarget >= 0 AND "
                "a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('i', 'I'))")};
}

Probes attributesOfColumns(int version)
{
    Probes probes{
        ofColumn("storage", "a.attstorage <> t.typstorage"),
        ofColumn("statistics target", "a.attstattarget >= 0 AND c.relkind <> 'v'"),
        // Late minor releases keep a mark of their own among the options (pg_attver); pg_dump leaves it out too.
        ofColumn("options", "EXISTS (SELECT FROM pg_catalog.unnest(a.attoptions) o WHERE o NOT LIKE 'pg\\_attver=%')"),
        ofColumn("default", "a.atthasdef", "'v'")};
    if (version >= 140000) {
        probes.push_back(ofColumn("compression", "a.attcompression <> ''"));
        probes.push_back(ofRelation(
            "pending detachment",
            "EXISTS (SELECT FROM pg_catalog.pg_inherits h WHERE h.inhrelid = c.oid AND h.inhdetachpending)"));
    }
    return probes;
}

} // namespace

Result<> readNotModelledObjects(Inspection &inspection)
{
    Probes probes = routinesAndTypes();
    for (const Probes &more : {partsOfTables(inspection.version), ofTheDatabase()})
        probes.insert(probes.end(), more.begin(), more.end());
    return runProbes(inspection, probes);
}

Result<> readNotModelledAttributes(Inspection &inspection)
{
    Probes probes = attributesOfRelations();
    for (const Probes &more : {attributesOfColumns(inspection.version)})
        probes.insert(probes.end(), more.begin(), more.end());
    return runProbes(inspection, probes);
}

} // namespace kilter::postgresql
