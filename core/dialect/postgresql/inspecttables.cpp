#include "core/dialect/postgresql/inspection.h"

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
    column.inherited = cells.isTrue() && ofPartition;
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

void takeColumnName(Inspection &inspection, const std::string &oid, const std::string &number, const std::string &name)
{
    const auto place = inspection.relationOf.find(oid);
    if (place == inspection.relationOf.end())
        return;
    Relation &relation = inspection.relations[place->second];
    relation.columns.emplace(number, name);
    if (relation.kind == 'v')
        relation.object.as<View>().columns.push_back(name);
    else
        relation.object.as<Table>().columnOrder.push_back(name);
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
               pn.nspname, p.relname
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_catalog.pg_type t ON t.oid = c.reltype
        LEFT JOIN pg_catalog.pg_inherits i ON i.inhrelid = c.oid AND c.relispartition
        LEFT JOIN pg_catalog.pg_class p ON p.oid = i.inhparent
        LEFT JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace
        WHERE c.relnamespace = ANY ($1::pg_catalog.oid[]) AND c.relkind IN ('r', 'p', 'f', 'v', 'S') AND )" +
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
    KILTER_TRY(const Rows rows, inspection.query(R"(
        SELECT a.attrelid, a.attnum, a.attname, d.oid,
               pg_catalog.format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_catalog.pg_get_expr(d.adbin, d.adrelid),
               a.attidentity, a.attgenerated,
               CASE WHEN a.attcollation <> t.typcollation
                    THEN pg_catalog.quote_ident(ln.nspname) || '.' || pg_catalog.quote_ident(l.collname) END,
               a.attinhcount > 0
        FROM pg_catalog.pg_attribute a
        JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
        JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
        LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        LEFT JOIN pg_catalog.pg_collation l ON l.oid = a.attcollation
        LEFT JOIN pg_catalog.pg_namespace ln ON ln.oid = l.collnamespace
        WHERE c.relnamespace = ANY ($1::pg_catalog.oid[]) AND c.relkind IN ('r', 'p', 'f', 'v') AND a.attnum > 0 AND NOT a.attisdropped
        ORDER BY a.attrelid, a.attnum)"));
    for (std::size_t i = 0; i < rows.rows.size(); ++i)
        takeColumnName(inspection, *rows.rows[i][0], *rows.rows[i][1], *rows.rows[i][2]);
    if (inspection.options.leaveOutLedgers)
        leaveOutLedgers(inspection);
    addRelations(inspection);
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
        Cells cells(rows, i);
        const std::string oid = cells.text();
        const Relation *relation = inspection.relation(oid);
        if (!relation || relation->kind == 'v')
            continue;
        const std::string number = cells.text();
        const std::string name = cells.text();
        const std::string defaultOid = cells.text();
        inspection.torn = inspection.torn || (!defaultOid.empty() && !rows.rows[i][6]);
        const ObjectRef &table = relation->object.ref;
        Column column = columnOfRow(cells, relation->isPartition);
        std::vector<std::string> addresses{address('c', oid, number)};
        if (!defaultOid.empty())
            addresses.push_back(address('d', defaultOid));
        inspection.add(Object(columnRef(table.schema, table.name, name), std::move(column)), addresses);
    }
    return {};
}

} // namespace kilter::postgresql
