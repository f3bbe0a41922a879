#include "core/dialect/sqlite/createtable.h"

#include "core/dialect/sqlite/cursor.h"

namespace kilter::sqlite {
namespace {

Result<std::vector<IndexedColumn>> indexedColumns(Cursor &cursor)
{
    std::vector<IndexedColumn> columns;
    KILTER_CHECK(cursor.need("("));
    do {
        const auto tokens = cursor.untilComma();
        if (tokens.empty())
            return cursor.unexpected("a column");
        columns.push_back(indexedColumn(cursor, tokens));
    } while (cursor.take(","));
    KILTER_CHECK(cursor.need(")"));
    return columns;
}

Result<> takeHead(Cursor &cursor, std::string_view kind)
{
    KILTER_CHECK(cursor.needWord("CREATE"));
    if (!cursor.takeWord("TEMP"))
        cursor.takeWord("TEMPORARY");
    KILTER_CHECK(cursor.needWord(kind));
    if (cursor.takeWords("IF", "NOT"))
        return cursor.needWord("EXISTS");
    return {};
}

} // namespace

Result<ParsedIndex> parseIndex(std::string_view sql)
{
    KILTER_TRY(const std::vector<Token> tokens, statementTokens(sql));
    Cursor cursor(sql, tokens);
    ParsedIndex index;
    KILTER_CHECK(cursor.needWord("CREATE"));
    index.unique = cursor.takeWord("UNIQUE");
    KILTER_CHECK(cursor.needWord("INDEX"));
    if (cursor.takeWords("IF", "NOT"))
        KILTER_CHECK(cursor.needWord("EXISTS"));
    KILTER_TRY(index.name, cursor.qualifiedName());
    KILTER_CHECK(cursor.needWord("ON"));
    KILTER_TRY(index.table, cursor.name());
    KILTER_TRY(index.keys, indexedColumns(cursor));
    if (cursor.takeWord("WHERE"))
        index.where = cursor.textOf(cursor.rest());
    else if (!cursor.atEnd())
        return cursor.unexpected("WHERE");
    return index;
}

Result<ParsedView> parseView(std::string_view sql)
{
    KILTER_TRY(const std::vector<Token> tokens, statementTokens(sql));
    Cursor cursor(sql, tokens);
    ParsedView view;
    KILTER_CHECK(takeHead(cursor, "VIEW"));
    KILTER_TRY(view.name, cursor.qualifiedName());
    if (cursor.is("(")) {
        KILTER_TRY(view.columns, cursor.names());
    }
    KILTER_CHECK(cursor.needWord("AS"));
    view.query = cursor.textOf(cursor.rest());
    return view;
}

Result<ParsedTrigger> parseTrigger(std::string_view sql)
{
    KILTER_TRY(const std::vector<Token> tokens, statementTokens(sql));
    Cursor cursor(sql, tokens);
    ParsedTrigger trigger;
    KILTER_CHECK(takeHead(cursor, "TRIGGER"));
    KILTER_TRY(trigger.name, cursor.qualifiedName());
    if (!cursor.takeWords("INSTEAD", "OF") && !cursor.takeWord("BEFORE"))
        cursor.takeWord("AFTER");
    cursor.skip(); // DELETE, INSERT or UPDATE
    if (cursor.takeWord("OF")) {
        do
            KILTER_CHECK(cursor.name());
        while (cursor.take(","));
    }
    KILTER_CHECK(cursor.needWord("ON"));
    KILTER_TRY(trigger.table, cursor.name());
    return trigger;
}

} // namespace kilter::sqlite
