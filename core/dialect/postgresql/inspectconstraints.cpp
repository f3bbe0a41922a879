#include "core/dialect/postgresql/inspection.h"

namespace kilter::postgresql {
namespace {

std::string actionOf(const std::string &letter)
{
    switch (letter.empty() ? 'a' : letter.front()) {
    case 'r':
        return "restrict";
    case 'c':
        return "cascade";
    case 'n':
        return "set null";
    case 'd':
        return "set default";
    default:
        return "no action";
    }
}

/// What every constraint has.
struct Common
{
    std::string oid;
    std::string relation;
    std::string name;
    char kind = 'c'; ///< pg_constraint.contype
    bool deferrable = false;
    bool deferred = false;
    bool valid = true;
    bool inherited = false;
    bool isLocal = true;
    std::string parentRelation; ///< of the constraint that it implements on a partition; empty: none
    std::string parentName;
    std::vector<std::string> columns;
    std::string index;
};

Common commonOf(const Inspection &inspection, Cells &cells)
{
    Common common;
    common.oid = cells.text();
    common.relation = cells.text();
    common.name = cells.text();
    common.kind = cells.text().at(0);
    common.deferrable = cells.isTrue();
    common.deferred = cells.isTrue();
    common.valid = cells.isTrue();
    common.inherited = cells.isTrue();
    common.isLocal = cells.isTrue();
    common.parentRelation = cells.text();
    common.parentName = cells.text();
    common.columns = inspection.columnNames(common.relation, cells.text());
    common.index = cells.text();
    return common;
}

template <class Key>
Key keyOf(const Inspection &inspection, const Common &common, Cells &cells)
{
    Key key;
    key.columns = common.columns;
    key.include = inspection.columnNames(common.relation, cells.text());
    key.deferrable = common.deferrable;
    key.initiallyDeferred = common.deferred;
    key.storage = cells.options();
    key.tablespace = cells.text();
    key.attachedTo = cells.text();
    if constexpr (std::is_same_v<Key, UniqueKey>)
        key.nullsNotDistinct = cells.isTrue();
    else
        cells.text();
    key.withoutOverlaps = cells.isTrue();
    return key;
}

ForeignKey foreignKeyOf(const Inspection &inspection, const Common &common, Cells &cells)
{
    ForeignKey key;
    key.columns = common.columns;
    const std::string schema = cells.text();
    key.referencedTable = tableRef(schema, cells.text());
    key.referencedColumns = cells.list();
    key.onUpdate = actionOf(cells.text());
    key.onDelete = actionOf(cells.text());
    key.match = cells.text() == "f" ? "full" : "simple";
    key.onDeleteColumns = inspection.columnNames(common.relation, cells.text());
    key.deferrable = common.deferrable;
    key.initiallyDeferred = common.deferred;
    key.enforced = cells.isTrue();
    key.period = cells.isTrue();
    key.valid = common.valid || !key.enforced;
    key.inherited = !common.parentName.empty();
    return key;
}

const std::string commonColumns = R"(
        SELECT k.oid, k.conrelid, k.conname, k.contype, k.condeferrable, k.condeferred, k.convalidated,
               k.coninhcount > 0, k.conislocal, p.conrelid, p.conname, pg_catalog.array_to_string(k.conkey, ' '), k.conindid, )";

const std::string commonTables = R"(
        FROM pg_catalog.pg_constraint k
        LEFT JOIN pg_catalog.pg_constraint p ON p.oid = k.conparentid )";

const std::string ofSchemas = " WHERE k.connamespace = ANY ($1::pg_catalog.oid[]) AND k.conrelid <> 0 AND k.contype ";

std::string enforcedSql(int version)
{
    return version >= 180000 ? "k.conenforced" : "true";
}

/// Runs a query over commonColumns and hands each row of a table that is read to `take(table, common, cells)`.
template <class Take>
Result<> forEachConstraint(Inspection &inspection, const std::string &sql, Take take)
{
    KILTER_TRY(const Rows rows, inspection.query(sql));
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
        Cells cells(rows, i);
        const Common common = commonOf(inspection, cells);
        if (const Relation *relation = inspection.relation(common.relation))
            take(*relation, common, cells);
    }
    return {};
}

ObjectRef partRef(Kind kind, const Relation &table, const std::string &name)
{
    return {kind, table.object.ref.schema, table.object.ref.name, name, {}};
}

Result<> readKeys(Inspection &inspection)
{
    if (!inspection.has("pg_constraint.p") && !inspection.has("pg_constraint.u"))
        return {};
    const std::string nullsNotDistinct = inspection.version >= 150000 ? "i.indnullsnotdistinct" : "false";
    const std::string include = "(SELECT pg_catalog.string_agg(i.indkey[n]::pg_catalog.text, ' ' ORDER BY n)"
                                " FROM pg_catalog.generate_series(i.indnkeyatts, i.indnatts - 1) n),"
                                " pg_catalog.array_to_string(x.reloptions, E'\\x1f'), s.spcname, hp.relname, ";
    const std::string sql = commonColumns + include + nullsNotDistinct + ", " + (inspection.version >= 180000 ? "k.conperiod" : "false") + commonTables +
                            R"(
        JOIN pg_catalog.pg_index i ON i.indexrelid = k.conindid
        JOIN pg_catalog.pg_class x ON x.oid = k.conindid
        LEFT JOIN pg_catalog.pg_tablespace s ON s.oid = x.reltablespace
        LEFT JOIN pg_catalog.pg_inherits h ON h.inhrelid = k.conindid
        LEFT JOIN pg_catalog.pg_class hp ON hp.oid = h.inhparent)" + ofSchemas + "IN ('p', 'u')";
    return forEachConstraint(inspection, sql, [&](const Relation &table, const Common &common, Cells &cells) {
        Object object;
        object.ref = partRef(common.kind == 'p' ? Kind::PrimaryKey : Kind::Unique, table, common.name);
        if (common.kind == 'p')
            object.body = keyOf<PrimaryKey>(inspection, common, cells);
        else
            object.body = keyOf<UniqueKey>(inspection, common, cells);
        inspection.add(std::move(object), {address('k', common.oid), address('c', common.index)});
    });
}

Result<> readChecks(Inspection &inspection)
{
    if (!inspection.has("pg_constraint.c"))
        return {};
    const std::string sql = commonColumns + "k.connoinherit, pg_catalog.pg_get_expr(k.conbin, k.conrelid), " + enforcedSql(inspection.version) +
                            commonTables + ofSchemas + "= 'c'";
    return forEachConstraint(inspection, sql, [&](const Relation &table, const Common &common, Cells &cells) {
        CheckConstraint check;
        check.noInherit = cells.isTrue();
        check.expression = inspection.definition(cells);
        check.enforced = cells.isTrue();
        check.valid = common.valid || !check.enforced;
        check.inherited = common.inherited && (table.isPartition || !common.isLocal);
        inspection.add(Object(partRef(Kind::Check, table, common.name), std::move(check)), {address('k', common.oid)});
    });
}

Result<> readForeignKeys(Inspection &inspection)
{
    if (!inspection.has("pg_constraint.f"))
        return {};
    const std::string deleteColumns =
        inspection.version >= 150000 ? "pg_catalog.array_to_string(k.confdelsetcols, ' ')" : "NULL";
    const std::string sql = commonColumns + R"(rn.nspname, r.relname,
               CASE WHEN k.confkey[2] IS NULL
                    THEN (SELECT a.attname::pg_catalog.text FROM pg_catalog.pg_attribute a WHERE a.attrelid = k.confrelid AND a.attnum = k.confkey[1])
                    ELSE (SELECT pg_catalog.string_agg(a.attname, E'\x1f' ORDER BY f.place)
                          FROM pg_catalog.unnest(k.confkey) WITH ORDINALITY f(number, place)
                          JOIN pg_catalog.pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = f.number) END,
               k.confupdtype, k.confdeltype, k.confmatchtype, )" +
                            deleteColumns + ", " + enforcedSql(inspection.version) + ", " + (inspection.version >= 180000 ? "k.conperiod" : "false") + commonTables + R"(
        JOIN pg_catalog.pg_class r ON r.oid = k.confrelid
        JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace)" +
                            ofSchemas + "= 'f'";
    return forEachConstraint(inspection, sql, [&](const Relation &table, const Common &common, Cells &cells) {
        // The server's own rows for each partition of a partitioned referenced table.
        if (common.parentRelation == common.relation)
            return;
        ForeignKey key = foreignKeyOf(inspection, common, cells);
        inspection.add(Object(partRef(Kind::ForeignKey, table, common.name), std::move(key)),
                       {address('k', common.oid)});
    });
}

Result<> readExclusions(Inspection &inspection)
{
    if (!inspection.has("pg_constraint.x"))
        return {};
    const std::string sql = commonColumns + "pg_catalog.pg_get_constraintdef(k.oid)" + commonTables + ofSchemas + "= 'x'";
    return forEachConstraint(inspection, sql, [&](const Relation &table, const Common &common, Cells &cells) {
        ExclusionConstraint exclusion;
        exclusion.definition = inspection.definition(cells);
        exclusion.attachedTo = common.parentName;
        inspection.add(Object(partRef(Kind::Exclusion, table, common.name), std::move(exclusion)), {address('k', common.oid), address('c', common.index)});
    });
}

} // namespace

Result<> readConstraints(Inspection &inspection)
{
    KILTER_CHECK(readKeys(inspection));
    KILTER_CHECK(readChecks(inspection));
    KILTER_CHECK(readForeignKeys(inspection));
    return readExclusions(inspection);
}

} // namespace kilter::postgresql
