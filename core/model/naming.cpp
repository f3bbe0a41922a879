#include "core/model/naming.h"

#include "core/base/identifier.h"
#include "core/base/text.h"
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

} // namespace

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
