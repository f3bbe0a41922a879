#include "core/connection/statementtext.h"

#include "core/base/text.h"

namespace kilter {
namespace {

Result<> checkText(std::string_view text, const std::string &what)
{
    if (const auto nul = text.find('\0'); nul != std::string_view::npos)
        return failure(ErrorCode::Invalid, what + " holds a NUL byte (byte " + std::to_string(nul + 1) + ")",
                       "databases cannot store it in text");
    if (const auto bad = firstInvalidUtf8(text))
        return failure(ErrorCode::Invalid, what + " is not UTF-8 (byte " + std::to_string(*bad + 1) + ")",
                       "save the file as UTF-8");
    return {};
}

} // namespace

Result<> checkStatementText(std::string_view sql, std::span<const Value> parameters)
{
    KILTER_CHECK(checkText(sql, "the statement"));
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        if (parameters[i])
            KILTER_CHECK(checkText(*parameters[i], "value " + std::to_string(i + 1) + " of the statement"));
    }
    return {};
}

bool isBlankSql(std::string_view sql)
{
    while (!sql.empty()) {
        std::size_t skip = 0;
        if (std::string_view(" \t\r\n\f\v;").find(sql.front()) != std::string_view::npos)
            skip = 1;
        else if (sql.starts_with("--"))
            skip = std::min(sql.find('\n'), sql.size());
        else if (sql.starts_with("/*"))
            skip = sql.find("*/", 2) == std::string_view::npos ? sql.size() : sql.find("*/", 2) + 2;
        if (skip == 0)
            return false;
        sql.remove_prefix(skip);
    }
    return true;
}

int charactersIn(std::string_view text, std::size_t bytes)
{
    return int(std::count_if(text.begin(), text.begin() + std::ptrdiff_t(std::min(bytes, text.size())),
                             [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

} // namespace kilter
