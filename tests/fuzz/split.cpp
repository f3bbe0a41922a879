#include "core/base/text.h"
#include "core/dialect/dialect.h"
#include "tests/fuzz/property.h"

#include <algorithm>
#include <string>

using namespace kilter;

namespace {

/// What stands between two statements is separators and comments: nothing of the script gets lost. Rows behind COPY FROM STDIN are
/// no statements, so scripts with that word are left out.
void checkNothingIsLost(const Dialect &dialect, std::string_view between)
{
    std::string rest = dialect.withoutComments(between);
    if (dialect.kind() == DialectKind::Sqlite)
        rest = replaced(rest, "\xEF\xBB\xBF", " "); // a byte order mark is space there
    KILTER_PROPERTY(rest.find_first_not_of(" \t\r\n\f\v;") == std::string::npos);
}

void checkSplit(const Dialect &dialect, std::string_view script)
{
    const auto statements = dialect.split(script);
    if (!statements) {
        KILTER_PROPERTY(!statements.error().message.empty());
        return;
    }
    const bool copies = lowered(script).find("copy") != std::string::npos;
    std::size_t end = script.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    for (const ScriptStatement &statement : *statements) {
        KILTER_PROPERTY(!statement.text.empty() && statement.offset >= end);
        KILTER_PROPERTY(script.substr(statement.offset).starts_with(statement.text));
        KILTER_PROPERTY(statement.line == 1 + std::count(script.begin(), script.begin() + std::ptrdiff_t(statement.offset), '\n'));
        if (!copies)
            checkNothingIsLost(dialect, script.substr(end, statement.offset - end));
        end = statement.offset + statement.text.size();
    }
    if (!copies)
        checkNothingIsLost(dialect, script.substr(end));
}

} // namespace

/// Statements stand in the script where they say, in order, and hold everything but separators and comments.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string script(reinterpret_cast<const char *>(data), size);
    for (const DialectKind kind : {DialectKind::PostgreSql, DialectKind::Sqlite}) {
        const Dialect &dialect = Dialect::of(kind);
        checkSplit(dialect, script);
        const std::string bare = dialect.withoutComments(script);
        KILTER_PROPERTY(dialect.withoutComments(bare) == bare);
    }
    return 0;
}
