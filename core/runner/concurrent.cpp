#include "core/runner/concurrent.h"

#include "core/base/json.h"
#include "core/dialect/dialect.h"
#include "core/migration/scriptscanner.h"

#include <pg_query.h>

namespace kilter {

namespace {

struct IndexName
{
    std::string schema; ///< empty: found by search_path
    std::string name;
};

std::string textAt(const Json *json, std::string_view key)
{
    const Json *value = json ? json->find(key) : nullptr;
    return value && value->isString() ? value->text : std::string();
}

/// The first statement of a parse tree, by its node's name; null: another one, or not parsed.
const Json *statementOf(const Json &tree, std::string_view node)
{
    const Json *list = tree.find("stmts");
    const Json *statement = list && !list->items.empty() ? list->items.front().find("stmt") : nullptr;
    return statement ? statement->find(node) : nullptr;
}

std::optional<Json> parseTree(const std::string &sql)
{
    const PgQueryParseResult parsed = pg_query_parse(sql.c_str());
    std::optional<Json> json;
    if (!parsed.error) {
        if (auto tree = parseJson(parsed.parse_tree))
            json = std::move(*tree);
    }
    pg_query_free_parse_result(parsed);
    return json;
}

/// Index that a CREATE INDEX names; it lies in its table's schema. An index without a name cannot be found again.
std::optional<IndexName> createdIndex(const Json &tree)
{
    const Json *statement = statementOf(tree, "IndexStmt");
    const std::string name = textAt(statement, "idxname");
    if (name.empty())
        return std::nullopt;
    return IndexName{textAt(statement->find("relation"), "schemaname"), name};
}

std::optional<IndexName> droppedIndex(const Json &tree)
{
    const Json *statement = statementOf(tree, "DropStmt");
    const Json *objects =
        statement && textAt(statement, "removeType") == "OBJECT_INDEX" ? statement->find("objects") : nullptr;
    if (!objects || objects->items.size() != 1)
        return std::nullopt;
    const Json *list = objects->items.front().find("List");
    const Json *parts = list ? list->find("items") : nullptr;
    IndexName index;
    for (const Json &part : parts ? parts->items : std::vector<Json>()) {
        index.schema = std::exchange(index.name, textAt(part.find("String"), "sval"));
    }
    return index.name.empty() ? std::nullopt : std::optional(index);
}

/// Valid, invalid (false), or absent (none).
Result<std::optional<bool>> indexState(Connection &connection, const IndexName &index, std::string &sqlName)
{
    KILTER_TRY(
        const Rows rows,
        connection.execute(
            R"(SELECT i.indisvalid, n.nspname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relname = $1 AND CASE WHEN $2 = '' THEN pg_catalog.pg_table_is_visible(c.oid) ELSE n.nspname = $2 END)",
            {index.name, index.schema}));
    if (rows.rows.empty())
        return std::optional<bool>();
    const Dialect &dialect = Dialect::of(DialectKind::PostgreSql);
    sqlName = dialect.quoted(rows.text(0, 1)) + '.' + dialect.quoted(index.name);
    return std::optional(rows.isTrue(0, 0));
}

} // namespace

Result<Concurrent> concurrentState(Connection &connection, const std::string &sql, bool failed)
{
    if (connection.dialect() != DialectKind::PostgreSql)
        return Concurrent{};
    const auto tree = parseTree(sql);
    std::string name;
    if (const auto created = tree ? createdIndex(*tree) : std::nullopt) {
        KILTER_TRY(const std::optional<bool> valid, indexState(connection, *created, name));
        if (valid && !*valid)
            return Concurrent{ConcurrentState::Run, "DROP INDEX CONCURRENTLY " + name};
        // Valid although the server said that it failed: somebody else's, and the statement will say so again.
        return Concurrent{valid && !failed ? ConcurrentState::Done : ConcurrentState::Run, {}};
    }
    if (const auto dropped = tree ? droppedIndex(*tree) : std::nullopt) {
        KILTER_TRY(const std::optional<bool> valid, indexState(connection, *dropped, name));
        return Concurrent{valid || failed ? ConcurrentState::Run : ConcurrentState::Done, {}};
    }
    static const std::set<std::string, std::less<>> harmless{"VACUUM", "ANALYZE", "REINDEX", "CLUSTER", "CHECKPOINT"};
    const auto words = leadingWords(sql, DialectKind::PostgreSql, 2);
    const bool again = failed || (!words.empty() && harmless.contains(words[0])) ||
                       (words.size() == 2 && words[0] == "ALTER" && words[1] == "SYSTEM");
    return Concurrent{again ? ConcurrentState::Run : ConcurrentState::Doubtful, {}};
}

} // namespace kilter
