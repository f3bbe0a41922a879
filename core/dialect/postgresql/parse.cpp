#include "core/dialect/postgresql/parse.h"

#include <pg_query.h>

namespace kilter::postgresql {

std::optional<Json> parsedStatement(const std::string &sql)
{
    if (sql.find('\0') != std::string::npos)
        return std::nullopt;
    const PgQueryParseResult result = pg_query_parse(sql.c_str());
    std::optional<Json> statement;
    if (!result.error) {
        auto tree = parseJson(result.parse_tree);
        Json *statements = tree ? tree->find("stmts") : nullptr;
        if (statements && statements->items.size() == 1) {
            if (Json *stmt = statements->items.front().find("stmt"))
                statement = std::move(*stmt);
        }
    }
    pg_query_free_parse_result(result);
    return statement;
}

const Json *member(const Json *node, std::initializer_list<std::string_view> path)
{
    for (const std::string_view name : path)
        node = node ? node->find(name) : nullptr;
    return node;
}

std::vector<std::string> stringsOf(const Json *list)
{
    std::vector<std::string> texts;
    if (!list)
        return texts;
    for (const Json &item : list->items) {
        const Json *text = member(&item, {"String", "sval"});
        if (!text)
            text = member(&item, {"String", "str"}); // libpg_query before 15
        if (text)
            texts.push_back(text->text);
    }
    return texts;
}

} // namespace kilter::postgresql
