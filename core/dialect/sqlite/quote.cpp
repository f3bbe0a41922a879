#include "core/dialect/sqlite/quote.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>

namespace kilter::sqlite {
namespace {

/// Sorted: searched by halves.
constexpr std::array<std::string_view, 61> hardKeywords{
    "add",         "all",      "alter",     "and",       "as",       "autoincrement", "between",      "case",
    "check",       "collate",  "commit",    "constraint", "create",  "current_date",  "current_time", "current_timestamp",
    "default",     "deferrable", "delete",  "distinct",  "drop",     "else",          "escape",       "exists",
    "filter",      "foreign",  "from",      "group",     "having",   "in",            "index",        "indexed",
    "insert",      "intersect", "into",     "is",        "isnull",   "join",          "limit",        "not",
    "nothing",     "notnull",  "null",      "on",        "or",       "order",         "over",         "primary",
    "references",  "returning", "select",   "set",       "table",    "then",          "to",           "transaction",
    "unique",      "update",   "values",    "when",      "where"};

constexpr std::array<std::string_view, 86> softKeywords{
    "abort",     "action",   "after",        "always",   "analyze",  "asc",       "attach",    "before",    "begin",
    "by",        "cascade",  "cast",         "column",   "conflict", "cross",     "current",   "database",  "deferred",
    "desc",      "detach",   "do",           "each",     "end",      "except",    "exclude",   "exclusive", "explain",
    "fail",      "first",    "following",    "for",      "full",     "generated", "glob",      "groups",    "if",
    "ignore",    "immediate", "initially",   "inner",    "instead",  "key",       "last",      "left",      "like",
    "match",     "materialized", "natural",  "no",       "nulls",    "of",        "offset",    "others",    "outer",
    "partition", "plan",     "pragma",       "preceding", "query",   "raise",     "range",     "recursive", "regexp",
    "reindex",   "release",  "rename",       "replace",  "restrict", "right",     "rollback",  "row",       "rows",
    "savepoint", "temp",     "temporary",    "ties",     "trigger",  "unbounded", "union",     "using",     "vacuum",
    "view",      "virtual",  "window",       "with",     "without"};
static_assert(std::ranges::is_sorted(hardKeywords) && std::ranges::is_sorted(softKeywords));

bool isPlainWord(std::string_view text)
{
    const auto isLetter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
    const auto isPart = [&](char c) { return isLetter(c) || (c >= '0' && c <= '9'); };
    return !text.empty() && isLetter(text.front()) && std::ranges::all_of(text, isPart);
}

} // namespace

std::string Quoted::operator()(std::string_view identifier) const
{
    const bool isTruth = equalsIgnoringCase(identifier, "true") || equalsIgnoringCase(identifier, "false");
    if (isPlainWord(identifier) && !isKeyword(identifier) && !isTruth)
        return std::string(identifier);
    return '"' + replaced(std::string(identifier), "\"", "\"\"") + '"';
}

std::string literal(std::string_view text)
{
    return '\'' + replaced(std::string(text), "'", "''") + '\'';
}

bool isKeyword(std::string_view word)
{
    return std::ranges::binary_search(hardKeywords, lowered(word)) || isSoftKeyword(word);
}

bool isSoftKeyword(std::string_view word)
{
    return std::ranges::binary_search(softKeywords, lowered(word));
}

} // namespace kilter::sqlite
