#include "core/dialect/postgresql/inspection.h"

#include "core/base/text.h"
#include "core/dialect/postgresql/quote.h"

#include <algorithm>

namespace kilter::postgresql {
namespace {

/// public as the server makes it: its owner and comment are nobody's choice.
void forgetInitialState(Object &schema)
{
    if (schema.ref.name == "public" && (schema.owner == "pg_database_owner" || schema.owner == "postgres"))
        schema.owner.clear();
}

Relation relationOfRow(Inspection &inspection, Cells cells)
{
    Relation relation;
    relation.oid = cells.text();
    relation.kind = cells.text().at(0);
    const std::string schema = cells.text();
    const std::string name = cells.text();
    relation.object.owner = cells.text();
    relation.typeOids = {cells.text(), cells.text()};
    const bool unlogged = cells.isTrue();
    relation.isPartition = cells.isTrue();
    if (relation.kind == 'v') {
        relation.object.ref = {Kind::View, schema, {}, name, {}};
        relation.object.body = View();
        return relation;
    }
    if (relation.kind == 'm') {
        relation.object.ref = {Kind::MaterializedView, schema, {}, name, {}};
        relation.object.body = MaterializedView();
        constexpr int cellsOfTables = 10;
        for (int i = 0; i < cellsOfTables; ++i)
            cells.text();
        relation.object.as<MaterializedView>().clusteredOn = cells.text();
        return relation;
    }
    relation.object.ref = {relation.kind == 'S' ? Kind::Sequence : Kind::Table, schema, {}, name, {}};
    if (relation.kind == 'S') {
        Sequence sequence;
        sequence.unlogged = unlogged;
        relation.object.body = std::move(sequence);
        return relation;
    }
    Table table;
    table.unlogged = unlogged;
    const auto partitionBy = cells.optional();
    const auto bound = cells.optional();
    inspection.torn = inspection.torn || (relation.kind == 'p' && !partitionBy) || (relation.isPartition && !bound);
    table.partitionBy = partitionBy.value_or("");
    table.partitionBound = bound.value_or("");
    const std::string parentSchema = cells.text();
    const std::string parent = cells.text();
    if (relation.isPartition)
        table.partitionOf = tableRef(parentSchema, parent);
    const auto parents = cells.list();
    for (std::size_t i = 0; i + 1 < parents.size(); i += 2)
        table.inherits.push_back(tableRef(parents[i], parents[i + 1]));
    table.ofType = cells.text();
    table.storage = cells.options();
    table.accessMethod = cells.text();
    table.tablespace = cells.text();
    table.replicaIdentity = cells.text();
    table.clusteredOn = cells.text();
    table.rowSecurity = cells.isTrue();
    table.forceRowSecurity = cells.isTrue();
    relation.object.body = std::move(table);
    return relation;
}

Column columnOfRow(Cells &cells, bool ofPartition)
{
    Column column;
    column.type = cells.text();
    column.notNull = cells.isTrue();
    const auto expression = cells.optional();
    const std::string identity = cells.text();
    const std::string generated = cells.text();
    column.identity = identity == "a" ? "always" : identity == "d" ? "by default" : "";
    column.generated = generated == "s" ? "stored" : generated == "v" ? "virtual" : "";
    if (column.generated.empty())
        column.defaultExpression = expression;
    else
        column.generationExpression = expression.value_or("");
    column.collation = cells.text();
    const bool hasParent = cells.isTrue();
    const bool isLocal = cells.isTrue();
    column.inherited = hasParent && (ofPartition || !isLocal);
    column.storage = cells.text();
    column.compression = cells.text();
    column.statistics = cells.integer();
    column.options = cells.list();
    // A mark that late minor releases keep for themselves; pg_dump leaves it out too.
    std::erase_if(column.options, [](const std::string &option) { return option.starts_with("pg_attver="); });
    std::sort(column.options.begin(), column.options.end());
    return column;
}

void leaveOutLedgers(Inspection &inspection)
{
    std::unordered_set<std::string> schemas;
    for (const Relation &relation : inspection.relations) {
        const ObjectRef &ref = relation.object.ref;
        const Table *table = relation.object.get<Table>();
        if (!table || !isLedgerTable(ref.schema, ref.name, table->columnOrder, inspection.options.ledgerTable))
            continue;
        inspection.leftOut.insert(relation.oid);
        inspection.relationOf.erase(relation.oid);
        schemas.insert(ref.schema);
    }
    // A schema that a tool made for its history alone.
    for (const Relation &relation : inspection.relations) {
        if (inspection.relationOf.contains(relation.oid) && relation.kind != 'S')
            schemas.erase(relation.object.ref.schema);
    }
    constexpr std::string_view toolSchemas[] = {"sqitch", "drizzle", "atlas_schema_revisions"};
    std::erase_if(schemas, [&](const std::string &name) {
        return std::find(std::begin(toolSchemas), std::end(toolSchemas), name) == std::end(toolSchemas);
    });
    std::erase_if(inspection.schemaObjects,
                  [&](const auto &schema) { return schemas.contains(schema.second.ref.name); });
}

/// Schemas, tables and views; sequences are added when it is known that no identity column owns them.
void addRelations(Inspection &inspection)
{
    for (const auto &[oid, schema] : inspection.schemaObjects)
        inspection.add(schema, {address('n', oid)});
    for (const Relation &relation : inspection.relations) {
        if (relation.kind == 'S' || !inspection.relationOf.contains(relation.oid))
            continue;
        std::vector<std::string> addresses{address('c', relation.oid)};
        for (const std::string &type : relation.typeOids)
            addresses.push_back(address('t', type));
        inspection.add(relation.object, addresses);
    }
}

void takeColumnName(Inspection &inspection, const std::string &oid, const std::string &number, const std::string &name, const std::string &type)
{
    const auto place = inspection.relationOf.find(oid);
    if (place == inspection.relationOf.end())
        return;
    Relation &relation = inspection.relations[place->second];
    relation.columns.emplace(number, name);
    if (relation.kind == 'v') {
        relation.object.as<View>().columns.push_back(name);
        relation.object.as<View>().columnTypes.push_back(type);
    } else if (relation.kind == 'm')
        relation.object.as<MaterializedView>().columns.push_back(name);
    else
        relation.object.as<Table>().columnOrder.push_back(name);
}

/// SQL: the name of the column's NOT NULL, and of that which it comes from, since PostgreSQL 18.
struct NotNullNames
{
    std::string columns = "NULL, NULL, true, false";
    std::string joins;
};

NotNullNames notNullNamesSql(int version)
{
    if (version < 180000)
        return {};
    return {"nn.conname, pn.conname, COALESCE(nn.convalidated, true), COALESCE(nn.connoinherit, false)", R"(LEFT JOIN pg_catalog.pg_constraint nn ON nn.conrelid = a.attrelid AND nn.contype = 'n' AND nn.conkey[1] = a.attnum
        LEFT JOIN pg_catalog.pg_inherits nh ON nh.inhrelid = a.attrelid AND nn.coninhcount > 0
             AND nh.inhseqno = (SELECT pg_catalog.min(h.inhseqno) FROM pg_catalog.pg_inherits h JOIN pg_catalog.pg_attribute ha ON ha.attrelid = h.inhparent
                                WHERE h.inhrelid = a.attrelid AND ha.attname = a.attname AND ha.attnotnull)
        LEFT JOIN pg_catalog.pg_attribute pa ON pa.attrelid = nh.inhparent AND pa.attname = a.attname
        LEFT JOIN pg_catalog.pg_constraint pn ON pn.conrelid = nh.inhparent AND pn.contype = 'n' AND pn.conkey[1] = pa.attnum)"};
}

/// As ALTER COLUMN writes them.
void takeSettings(MaterializedView &view, const std::string &name, const Column &column)
{
    const std::string head = quoted(name) + " SET ";
    if (!column.storage.empty())
        view.columnSettings.push_back(head + "STORAGE " + column.storage);
    if (!column.compression.empty())
        view.columnSettings.push_back(head + "COMPRESSION " + column.compression);
    if (column.statistics >= 0)
        view.columnSettings.push_back(head + "STATISTICS " + std::to_string(column.statistics));
    if (!column.options.empty())
        view.columnSettings.push_back(head + '(' + joined(column.options, ", ") + ')');
}

void takeViewDefault(Inspection &inspection, const std::string &view, const std::string &column, const std::string &oid, const Value &text)
{
    Object *object = inspection.at(address('c', view));
    if (oid.empty() || !text || !object)
        return;
    object->as<View>().columnDefaults.push_back({column, *text});
    inspection.alias(address('d', oid), address('c', view));
}

} // namespace

Result<> readSchemas(Inspection &inspection)
{
    std::string names = "{";
    for (const std::string &name : inspection.options.schemas) {
        names += names.size() > 1 ? ",\"" : "\"";
        for (const char c : name)
            names += c == '"' || c == '\\' ? std::string("\\") + c : std::string(1, c);
        names += '"';
    }
    names += '}';
    const Value wanted = names;
    KILTER_TRY(const Rows rows,
               inspection.connection.execute("SELECT n.oid, n.nspname, pg_catalog.pg_get_userbyid(n.nspowner), " +
                                                 isOwn("pg_namespace", "n.oid") + R"(
                                    FROM pg_catalog.pg_namespace n
                                    WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
                                      AND ($1::pg_catalog.text[] = '{}' OR n.nspname = ANY ($1::pg_catalog.text[]))
                                    ORDER BY n.nspname)",
                                             {wanted}));
    inspection.schemas = "{";
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
        Cells cells(rows, i);
        const std::string oid = cells.text();
        inspection.schemas += (inspection.schemas.size() > 1 ? "," : "") + oid;
        Object schema(schemaRef(cells.text()), Schema());
        schema.owner = cells.text();
        forgetInitialState(schema);
        if (cells.isTrue())
            inspection.schemaObjects.emplace_back(oid, std::move(schema));
    }
    inspection.schemas += '}';
    return {};
}

Result<> readRelations(Inspection &inspection)
{
    KILTER_TRY(const Rows rows, inspection.query(R"(
        SELECT c.oid, c.relkind, n.nspname, c.relname, pg_catalog.pg_get_userbyid(c.relowner), c.reltype, COALESCE(t.typarray, 0),
               c.relpersistence = 'u', c.relispartition,
               CASE WHEN c.relkind = 'p' THEN pg_catalog.pg_get_partkeydef(c.oid) END,
               CASE WHEN c.relispartition THEN pg_catalog.pg_get_expr(c.relpartbound, c.oid) END,
               pn.nspname, p.relname,
               CASE WHEN NOT c.relispartition AND c.oid IN (SELECT a.inhrelid FROM pg_catalog.pg_inherits a) THEN
                   (SELECT pg_catalog.string_agg(hn.nspname || E'\x1f' || hc.relname, E'\x1f' ORDER BY h.inhseqno)
                    FROM pg_catalog.pg_inherits h
                    JOIN pg_catalog.pg_class hc ON hc.oid = h.inhparent
                    JOIN pg_catalog.pg_namespace hn ON hn.oid = hc.relnamespace
                    WHERE h.inhrelid = c.oid) END,
               CASE WHEN c.reloftype <> 0 THEN pg_catalog.format_type(c.reloftype, NULL) END,
               CASE WHEN c.reloptions IS NOT NULL OR x.reloptions IS NOT NULL THEN
                   (SELECT pg_catalog.string_agg(o, E'\x1f')
                    FROM (SELECT pg_catalog.unnest(c.reloptions) UNION ALL SELECT 'toast.' || pg_catalog.unnest(x.reloptions)) options(o)) END,
               CASE WHEN m.amname <> 'heap' THEN m.amname END, s.spcname,
               CASE WHEN c.relkind <> 'f' THEN CASE c.relreplident WHEN 'f' THEN 'full' WHEN 'n' THEN 'nothing'
                    WHEN 'i' THEN 'index ' || COALESCE(ri.relname, '') END END, ci.relname, c.relrowsecurity, c.relforcerowsecurity
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_catalog.pg_type t ON t.oid = c.reltype
        LEFT JOIN pg_catalog.pg_inherits i ON i.inhrelid = c.oid AND c.relispartition
        LEFT JOIN pg_catalog.pg_class p ON p.oid = i.inhparent
        LEFT JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace
        LEFT JOIN pg_catalog.pg_class x ON x.oid = c.reltoastrelid
        LEFT JOIN pg_catalog.pg_am m ON m.oid = c.relam
        LEFT JOIN pg_catalog.pg_tablespace s ON s.oid = c.reltablespace
        LEFT JOIN pg_catalog.pg_index r ON r.indrelid = c.oid AND r.indisreplident
        LEFT JOIN pg_catalog.pg_class ri ON ri.oid = r.indexrelid
        LEFT JOIN pg_catalog.pg_index k ON k.indrelid = c.oid AND k.indisclustered
        LEFT JOIN pg_catalog.pg_class ci ON ci.oid = k.indexrelid
        WHERE c.relnamespace = ANY ($1::pg_catalog.oid[]) AND c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S') AND )" +
                                                 isNoMember("pg_class", "c.oid") + " ORDER BY n.nspname, c.relname"));
    inspection.relations.reserve(rows.rows.size());
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
        Relation relation = relationOfRow(inspection, Cells(rows, i));
        inspection.relationOf.emplace(relation.oid, inspection.relations.size());
        inspection.relations.push_back(std::move(relation));
    }
    return {};
}

Result<> readColumns(Inspection &inspection)
{
    const NotNullNames notNullNames = notNullNamesSql(inspection.version);
    const std::string compression = inspection.version >= 140000 ? "CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END" : "NULL";
    KILTER_TRY(const Rows rows, inspection.query(R"(
        SELECT a.attrelid, a.attnum, a.attname, d.oid,
               pg_catalog.format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_catalog.pg_get_expr(d.adbin, d.adrelid),
               a.attidentity, a.attgenerated,
               CASE WHEN a.attcollation <> t.typcollation
                    THEN pg_catalog.quote_ident(ln.nspname) || '.' || pg_catalog.quote_ident(l.collname) END,
               a.attinhcount > 0, a.attislocal,
               CASE WHEN a.attstorage <> t.typstorage THEN CASE a.attstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'x' THEN 'extended' ELSE 'main' END END,
               )" + compression + R"(, COALESCE(a.attstattarget, -1), pg_catalog.array_to_string(a.attoptions, E'\x1f'), )" + notNullNames.columns + R"(
        FROM pg_catalog.pg_attribute a
        JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
        JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
        LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        LEFT JOIN pg_catalog.pg_collation l ON l.oid = a.attcollation
        LEFT JOIN pg_catalog.pg_namespace ln ON ln.oid = l.collnamespace
        )" + notNullNames.joins + R"(
        WHERE c.relnamespace = ANY ($1::pg_catalog.oid[]) AND c.relkind IN ('r', 'p', 'f', 'v', 'm') AND a.attnum > 0 AND NOT a.attisdropped
        ORDER BY a.attrelid, a.attnum)"));
    // Keys, checks and indexes are about half as many as columns.
    inspection.objects.reserve(inspection.relations.size() + rows.rows.size() * 3 / 2);
    inspection.places.reserve(inspection.objects.capacity() * 2);
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
        const auto &row = rows.rows[i];
        takeColumnName(inspection, *row[0], *row[1], *row[2], *row[4] + (row[9] ? " COLLATE " + *row[9] : std::string()));
    }
    if (inspection.options.leaveOutLedgers)
        leaveOutLedgers(inspection);
    addRelations(inspection);
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
        Cells cells(rows, i);
        const std::string oid = cells.text();
        const Relation *relation = inspection.relation(oid);
        if (!relation)
            continue;
        const std::string number = cells.text();
        const std::string name = cells.text();
        const std::string defaultOid = cells.text();
        if (relation->kind == 'v') {
            takeViewDefault(inspection, oid, name, defaultOid, rows.rows[i][6]);
            continue;
        }
        inspection.torn = inspection.torn || (!defaultOid.empty() && !rows.rows[i][6]);
        const ObjectRef &table = relation->object.ref;
        Column column = columnOfRow(cells, relation->isPartition);
        const std::string notNull = cells.text();
        const std::string above = cells.text();
        if (!notNull.empty() && notNull != (above.empty() ? generatedName(table.name, name, "not_null") : above))
            column.notNullName = notNull;
        column.notNullValid = cells.isTrue();
        column.notNullNoInherit = cells.isTrue();
        if (relation->kind == 'm') {
            takeSettings(inspection.at(address('c', oid))->as<MaterializedView>(), name, column);
            continue;
        }
        std::vector<std::string> addresses{address('c', oid, number)};
        if (!defaultOid.empty())
            addresses.push_back(address('d', defaultOid));
        inspection.add(Object(columnRef(table.schema, table.name, name), std::move(column)), addresses);
    }
    return {};
}

} // namespace kilter::postgresql
