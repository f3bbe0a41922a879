#include "core/base/text.h"
#include "core/dialect/postgresql/inspection.h"

/// Most databases have nothing of most kinds. One query finds out what there is, so that the queries of all other kinds (each
/// has to be sent, analysed and planned) are left out.
namespace kilter::postgresql {
namespace {

/// "pg_class.v" for every value of a column among the rows that are read.
std::string kindsOf(const std::string &catalog, const std::string &column, const std::string &condition)
{
    return "(SELECT pg_catalog.string_agg(DISTINCT '" + catalog + ".' || o." + column + "::pg_catalog.text, ' ') FROM pg_catalog." + catalog + " o WHERE " + condition + ')';
}

std::string anyOf(const std::string &catalog, const std::string &condition)
{
    return "CASE WHEN EXISTS (SELECT FROM pg_catalog." + catalog + " o WHERE " + condition + ") THEN '" + catalog + "' END";
}

std::string presenceSql()
{
    // 16384 is the first oid that is not the server's own (FirstNormalObjectId).
    const std::string own = "o.oid >= 16384";
    std::string sql = "SELECT pg_catalog.concat_ws(' ', " + kindsOf("pg_class", "relkind", "o.relnamespace = ANY ($1::pg_catalog.oid[])") + ", "
                      + kindsOf("pg_type", "typtype", "o.typnamespace = ANY ($1::pg_catalog.oid[])") + ", "
                      + kindsOf("pg_constraint", "contype", "o.connamespace = ANY ($1::pg_catalog.oid[])") + ", " + kindsOf("pg_proc", "prokind", own);
    for (const char *catalog : {"pg_extension", "pg_collation", "pg_ts_parser", "pg_ts_template", "pg_ts_dict", "pg_ts_config", "pg_operator", "pg_opfamily", "pg_opclass",
                                "pg_cast", "pg_conversion", "pg_language", "pg_transform", "pg_am", "pg_foreign_data_wrapper", "pg_foreign_server", "pg_publication",
                                "pg_event_trigger", "pg_statistic_ext", "pg_policy"})
        sql += ", " + anyOf(catalog, own);
    for (const char *catalog : {"pg_foreign_table", "pg_inherits", "pg_default_acl", "pg_seclabel"})
        sql += ", " + anyOf(catalog, "true");
    return sql + ", " + anyOf("pg_trigger", "NOT o.tgisinternal OR o.tgparentid <> 0") + ", " + anyOf("pg_rewrite", own + " AND o.rulename <> '_RETURN'") + "), current_user";
}

} // namespace

Result<> readPresence(Inspection &inspection)
{
    KILTER_TRY(const Rows rows, inspection.query(presenceSql()));
    for (std::string &name : split(rows.text(0, 0), ' '))
        inspection.present.insert(std::move(name));
    inspection.role = rows.text(0, 1);
    return {};
}

} // namespace kilter::postgresql
