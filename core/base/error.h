#pragma once
#include "core/base/diagnostic.h"

#include <optional>
#include <string>

namespace kilter {

/// Why something could not be done. The command line's exit code follows from it (docs/cli.md).
enum class ErrorCode {
    Usage,         ///< exit 2: the call is wrong
    CannotConnect, ///< exit 3
    Failed,        ///< exit 4: a migration or another statement on a database failed
    Refused,       ///< exit 5: refused by policy
    Invalid,       ///< exit 6: the input is invalid
    Interrupted,   ///< exit 130: cancelled by the user
};

/// What a database server said about a failed statement; positions count characters of the statement from 1, 0: none.
struct SqlError
{
    std::string sqlState; ///< five characters; for SQLite the extended result code as a number
    std::string message;
    std::string detail;
    std::string hint;
    std::string context;
    int position = 0;
    std::string statement; ///< the text that failed; never holds a password

    bool operator==(const SqlError &) const = default;
};

/// A failure: what happened (with the offending thing), what to do, and, where there are some, the server's own words and the findings.
struct Error
{
    ErrorCode code = ErrorCode::Invalid;
    std::string message;
    std::string hint;
    std::optional<SqlError> sql;
    Diagnostics diagnostics;

    bool operator==(const Error &) const = default;
};

int exitCode(ErrorCode code);

/// The whole error for people: message, server's words, findings, hint; several lines, no trailing newline.
std::string toText(const Error &error);

} // namespace kilter
