#include "core/base/text.h"
#include "core/dialect/postgresql/inspection.h"
#include "core/dialect/postgresql/parse.h"
#include "core/dialect/postgresql/quote.h"

#include <algorithm>

namespace kilter::postgresql {
namespace {

/// pg_get_indexdef puts an expression that is no bare function call into parentheses of its own, on top of the
/// expression's.
std::string withoutIndexParentheses(std::string expression)
{
    if (expression.starts_with('('))
        return expression.substr(1, expression.size() - 2);
    return expression;
}

/// Collations that are written in the definition, one a key: for expressions the catalogs do not tell them from the
/// expression's own.
std::vector<std::string> writtenCollations(const std::string &definition)
{
    std::vector<std::string> collations;
    const auto statement = parsedStatement(definition);
    const Json *keys = statement ? member(&*statement, {"IndexStmt", "indexParams"}) : nullptr;
    if (!keys)
        return collations;
    for (const Json &key : keys->items) {
        std::string collation;
        for (const std::string &name : stringsOf(member(&key, {"IndexElem", "collation"})))
            collation += (collation.empty() ? "" : ".") + quoted(name);
        if (!collation.empty() && collation.find('.') == std::string::npos)
            collation = "pg_catalog." + collation;
        collations.push_back(std::move(collation));
    }
    return collations;
}

struct IndexRow
{
    Object object;
    std::string oid;
    bool plain = true; ///< keys are columns with nothing of their own but the order
    std::vector<std::string> collations;
};

using IndexRows = std::unordered_map<std::string, IndexRow>;

const std::string indexClass = " JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid ";

/// Not those of constraints.
const std::string ownIndexes = R"(
        WHERE c.relnamespace = ANY ($1::pg_catalog.oid[])
          AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint k
                          WHERE k.conindid = i.indexrelid AND k.conrelid = i.indrelid AND k.contype IN ('p', 'u', 'x')))";

/// "1 2 5" and "0 3" (INDOPTION_DESC 1, INDOPTION_NULLS_FIRST 2), the first `count` of them keys.
void takePlainKeys(Inspection &inspection, Index &index, const std::string &table, Cells &cells)
{
    const std::vector<std::string> columns = inspection.columnNames(table, cells.text());
    const std::vector<std::string> options = split(cells.text(), ' ');
    const std::size_t count = std::size_t(cells.integer());
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (i >= count) {
            index.include.push_back(columns[i]);
            continue;
        }
        IndexKey key;
        key.expression = columns[i];
        const int option = i < options.size() && !options[i].empty() ? options[i].front() - '0' : 0;
        key.descending = option & 1;
        key.nullsFirst = option & 2;
        index.keys.push_back(std::move(key));
    }
}

std::optional<IndexRow> indexOfRow(Inspection &inspection, Cells cells)
{
    IndexRow row;
    row.oid = cells.text();
    const std::string tableOid = cells.text();
    const Relation *table = inspection.relation(tableOid);
    if (!table)
        return std::nullopt;
    row.object.ref = {Kind::Index, table->object.ref.schema, table->object.ref.name, cells.text(), {}};
    const bool partitioned = cells.text() == "I";
    Index index;
    index.method = cells.text();
    index.unique = cells.isTrue();
    index.nullsNotDistinct = cells.isTrue();
    const bool valid = cells.isTrue();
    index.onlyParent = partitioned && !valid;
    index.storage = cells.options();
    if (cells.isTrue())
        index.where = inspection.definition(cells);
    else
        cells.text();
    index.attachedTo = cells.text();
    index.tablespace = cells.text();
    index.statistics = cells.list();
    if (const auto definition = cells.optional())
        row.collations = writtenCollations(*definition);
    row.plain = cells.isTrue();
    if (row.plain)
        takePlainKeys(inspection, index, tableOid, cells);
    if (!valid && !partitioned)
        inspection.note("invalid-index",
                        "index " + qualifiedName(row.object.ref) + " is invalid: queries do not use it",
                        "a concurrent build failed or still runs; REINDEX INDEX CONCURRENTLY repairs it, or drop it");
    row.object.body = std::move(index);
    return row;
}

void takeKey(Inspection &inspection, IndexRow &row, const std::string &table, Cells &cells)
{
    Index &index = row.object.as<Index>();
    const std::string number = cells.text();
    const bool isKey = cells.isTrue();
    const bool isExpression = number == "0";
    const std::string definition = isExpression ? inspection.definition(cells) : cells.text();
    if (!isKey) {
        index.include.push_back(inspection.columnName(table, number));
        return;
    }
    IndexKey key;
    key.isExpression = isExpression;
    key.expression = key.isExpression ? withoutIndexParentheses(definition) : inspection.columnName(table, number);
    key.descending = cells.isTrue();
    key.nullsFirst = cells.isTrue();
    key.operatorClass = cells.text();
    key.collation = cells.text();
    if (key.isExpression)
        key.collation = index.keys.size() < row.collations.size() ? row.collations[index.keys.size()] : std::string();
    index.keys.push_back(std::move(key));
}

Result<IndexRows> readIndexRows(Inspection &inspection)
{
    const std::string nullsNotDistinct = inspection.version >= 150000 ? "i.indnullsnotdistinct" : "false";
    KILTER_TRY(const Rows rows, inspection.query(R"(
        WITH unusual AS MATERIALIZED (
            SELECT a.attrelid FROM pg_catalog.pg_attribute a
            WHERE a.attnum > 0 AND (a.attstattarget >= 0 OR a.attcollation NOT IN (0, 100)))
        SELECT i.indexrelid, i.indrelid, c.relname, c.relkind, m.amname, i.indisunique, )" +
                                                 nullsNotDistinct + R"(, i.indisvalid,
               pg_catalog.array_to_string(c.reloptions, E'\x1f'), i.indpred IS NOT NULL, pg_catalog.pg_get_expr(i.indpred, i.indrelid),
               p.relname, s.spcname,
               CASE WHEN i.indexrelid IN (SELECT u.attrelid FROM unusual u)
                    THEN (SELECT pg_catalog.string_agg(a.attnum || '=' || a.attstattarget, E'\x1f' ORDER BY a.attnum)
                          FROM pg_catalog.pg_attribute a WHERE a.attrelid = i.indexrelid AND a.attstattarget >= 0) END,
               CASE WHEN i.indexprs IS NOT NULL THEN pg_catalog.pg_get_indexdef(i.indexrelid) END,
               i.indexprs IS NULL AND NOT i.indclass::pg_catalog.oid[] && ARRAY(SELECT o.oid FROM pg_catalog.pg_opclass o WHERE NOT o.opcdefault)
                   AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute a WHERE a.attrelid = i.indexrelid AND a.attoptions IS NOT NULL)
                   AND i.indexrelid NOT IN (SELECT u.attrelid FROM unusual u) AND i.indrelid NOT IN (SELECT u.attrelid FROM unusual u),
               i.indkey::pg_catalog.text, i.indoption::pg_catalog.text, i.indnkeyatts
        FROM pg_catalog.pg_index i)" + indexClass +
                                                 R"(
        JOIN pg_catalog.pg_am m ON m.oid = c.relam
        LEFT JOIN pg_catalog.pg_tablespace s ON s.oid = c.reltablespace
        LEFT JOIN pg_catalog.pg_inherits h ON h.inhrelid = i.indexrelid
        LEFT JOIN pg_catalog.pg_class p ON p.oid = h.inhparent)" +
                                                 ownIndexes));
    IndexRows indexes;
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
        if (auto row = indexOfRow(inspection, Cells(rows, i)))
            indexes.emplace(row->oid, std::move(*row));
    }
    return indexes;
}

/// The keys of indexes that are not plain. Opclasses that are their type's default and have no parameters are left out, as the
/// server does.
const std::string keysSql = R"(
        SELECT i.indexrelid, i.indrelid, key.number, n <= i.indnkeyatts,
               CASE WHEN key.number = 0 THEN pg_catalog.pg_get_indexdef(i.indexrelid, n::pg_catalog.int4, false) END,
               i.indoption[n - 1] & 1 = 1, i.indoption[n - 1] & 2 = 2,
               CASE WHEN NOT o.opcdefault OR v.parameters IS NOT NULL THEN
                   CASE WHEN q.nspname = 'pg_catalog' THEN '' ELSE pg_catalog.quote_ident(q.nspname) || '.' END
                   || pg_catalog.quote_ident(o.opcname) || COALESCE(' (' || v.parameters || ')', '') END,
               CASE WHEN i.indcollation[n - 1] <> a.attcollation
                    THEN pg_catalog.quote_ident(ln.nspname) || '.' || pg_catalog.quote_ident(l.collname) END
        FROM pg_catalog.pg_index i
        CROSS JOIN LATERAL pg_catalog.unnest(i.indkey::pg_catalog.int2[]) WITH ORDINALITY key(number, n)
        LEFT JOIN pg_catalog.pg_opclass o ON n <= i.indnkeyatts AND o.oid = i.indclass[n - 1]
        LEFT JOIN pg_catalog.pg_namespace q ON q.oid = o.opcnamespace
        LEFT JOIN pg_catalog.pg_attribute x ON x.attrelid = i.indexrelid AND x.attnum = n AND n <= i.indnkeyatts
        LEFT JOIN LATERAL (
            SELECT pg_catalog.string_agg(pg_catalog.quote_ident(option_name) || '='
                       || CASE WHEN pg_catalog.quote_ident(option_value) = option_value THEN option_value
                               ELSE pg_catalog.quote_literal(option_value) END, ', ') AS parameters
            FROM pg_catalog.pg_options_to_table(x.attoptions) WHERE option_name <> 'pg_attver') v ON x.attoptions IS NOT NULL
        LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = key.number AND key.number <> 0
        LEFT JOIN pg_catalog.pg_collation l ON n <= i.indnkeyatts AND l.oid = i.indcollation[n - 1]
        LEFT JOIN pg_catalog.pg_namespace ln ON ln.oid = l.collnamespace
        WHERE i.indexrelid = ANY ($1::pg_catalog.oid[]) ORDER BY i.indexrelid, n)";

} // namespace

Result<> readIndexes(Inspection &inspection)
{
    if (!inspection.has("pg_class.i") && !inspection.has("pg_class.I"))
        return {};
    KILTER_TRY(IndexRows indexes, readIndexRows(inspection));
    std::string others;
    for (const auto &[oid, row] : indexes) {
        if (!row.plain)
            others += (others.empty() ? "{" : ",") + oid;
    }
    Rows keys;
    if (!others.empty()) {
        const Value parameter = others + '}';
        KILTER_TRY(keys, inspection.connection.execute(keysSql, {parameter}));
    }
    for (std::size_t i = 0; i < keys.rows.size(); ++i) {
        Cells cells(keys, i);
        const auto index = indexes.find(cells.text());
        const std::string table = cells.text();
        if (index != indexes.end())
            takeKey(inspection, index->second, table, cells);
    }
    for (auto &[oid, row] : indexes)
        inspection.add(std::move(row.object), {address('c', oid)});
    return {};
}

} // namespace kilter::postgresql
