#include "core/model/naming.h"

#include "core/base/identifier.h"
#include "core/base/text.h"
#include "core/dialect/postgresql/parse.h"
#include "core/dialect/postgresql/scan.h"

#include <algorithm>

namespace kilter {
namespace {

/// makeObjectName of the server: the longer of the two parts loses bytes until all fits.
std::string fitted(std::string_view table, std::string_view columns, std::string_view label)
{
    const std::size_t overhead = label.size() + 1 + (columns.empty() ? 0 : 1);
    std::size_t tableBytes = table.size(), columnBytes = columns.size();
    while (tableBytes + columnBytes + overhead > longestIdentifier) {
        if (tableBytes > columnBytes)
            --tableBytes;
        else
            --columnBytes;
    }
    std::string name(cutUtf8(table, tableBytes));
    if (!columns.empty())
        name += '_' + std::string(cutUtf8(columns, columnBytes));
    return name + '_' + std::string(label);
}

struct FiguredName
{
    std::string name;
    int strength = 0; ///< 2: certain; 1: only where nothing better is found
};

/// FigureColnameInternal of the server (parse_target.c), for what may stand in an index.
FiguredName figured(const Json *node)
{
    using postgresql::member;
    if (!node || node->members.empty())
        return {};
    const std::string &kind = node->members.front().key;
    const Json &body = node->members.front().value;
    const auto lastOf = [&](std::initializer_list<std::string_view> path) {
        const auto names = postgresql::stringsOf(member(&body, path));
        return names.empty() ? std::string() : names.back();
    };
    if (kind == "ColumnRef")
        return {lastOf({"fields"}), 2};
    if (kind == "FuncCall")
        return {lastOf({"funcname"}), 2};
    if (kind == "CollateClause" || kind == "A_Indirection")
        return figured(member(&body, {"arg"}));
    if (kind == "TypeCast") {
        const FiguredName inner = figured(member(&body, {"arg"}));
        return inner.strength > 1 ? inner : FiguredName{lastOf({"typeName", "names"}), 1};
    }
    if (kind == "CaseExpr") {
        const FiguredName otherwise = figured(member(&body, {"defresult"}));
        return otherwise.strength > 1 ? otherwise : FiguredName{"case", 1};
    }
    if (kind == "A_Expr" && body.find("kind") && body.find("kind")->text == "AEXPR_NULLIF")
        return {"nullif", 2};
    if (kind == "MinMaxExpr")
        return {body.find("op") && body.find("op")->text == "IS_LEAST" ? "least" : "greatest", 2};
    static const std::pair<std::string_view, std::string_view> words[] = {{"A_ArrayExpr", "array"}, {"RowExpr", "row"}, {"CoalesceExpr", "coalesce"}};
    for (const auto &[nodeKind, word] : words) {
        if (kind == nodeKind)
            return {std::string(word), 2};
    }
    return {};
}

std::string nameOfExpression(const std::string &expression)
{
    const auto statement = postgresql::parsedStatement("SELECT (" + expression + "\n)");
    const Json *targets = statement ? postgresql::member(&*statement, {"SelectStmt", "targetList"}) : nullptr;
    if (!targets || targets->items.size() != 1)
        return "expr";
    const FiguredName name = figured(postgresql::member(&targets->items.front(), {"ResTarget", "val"}));
    return name.name.empty() ? "expr" : name.name;
}

} // namespace

std::vector<std::string> indexColumnNames(const Index &index)
{
    std::vector<std::string> names;
    const auto add = [&](const std::string &base) {
        std::string name = base;
        for (int number = 1; std::find(names.begin(), names.end(), name) != names.end(); ++number) {
            const std::string digits = std::to_string(number);
            name = std::string(cutUtf8(base, longestIdentifier - digits.size())) + digits;
        }
        names.push_back(std::move(name));
    };
    for (const IndexKey &key : index.keys)
        add(key.isExpression ? nameOfExpression(key.expression) : key.expression);
    for (const std::string &column : index.include)
        add(column);
    return names;
}

std::string defaultName(std::string_view table, const std::vector<std::string> &columns, std::string_view label)
{
    std::string name(table);
    for (const std::string &column : columns)
        name += '_' + column;
    return fittedIdentifier(name + '_' + std::string(label));
}

std::string serverName(std::string_view table, const std::vector<std::string> &columns, std::string_view label, std::set<std::string> &taken)
{
    std::string joinedColumns;
    for (const std::string &column : columns) {
        if (joinedColumns.size() >= longestIdentifier)
            break;
        joinedColumns += (joinedColumns.empty() ? "" : "_") + column;
    }
    joinedColumns = cutUtf8(joinedColumns, longestIdentifier);
    std::string name = fitted(table, joinedColumns, label);
    for (int number = 1; !taken.insert(name).second; ++number)
        name = fitted(table, joinedColumns, std::string(label) + std::to_string(number));
    return name;
}

std::vector<std::string> columnsNamedIn(std::string_view expression, const std::vector<std::string> &columns)
{
    std::vector<std::string> named;
    for (const postgresql::Token &token : postgresql::significantTokens(expression)) {
        const std::string_view text = expression.substr(token.begin, token.end - token.begin);
        std::string name;
        if (token.kind == postgresql::TokenKind::Word)
            name = lowered(text);
        else if (token.kind == postgresql::TokenKind::QuotedName && text.starts_with('"'))
            name = replaced(std::string(text.substr(1, text.size() - 2)), "\"\"", "\"");
        else
            continue;
        if (std::find(columns.begin(), columns.end(), name) != columns.end() && std::find(named.begin(), named.end(), name) == named.end())
            named.push_back(std::move(name));
    }
    return named;
}

} // namespace kilter
