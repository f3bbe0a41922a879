#include "core/base/error.h"

namespace kilter {

int exitCode(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Usage:
        return 2;
    case ErrorCode::CannotConnect:
        return 3;
    case ErrorCode::Failed:
        return 4;
    case ErrorCode::Refused:
        return 5;
    case ErrorCode::Invalid:
        return 6;
    case ErrorCode::Interrupted:
        return 130;
    }
    return 1;
}

namespace {

void appendLine(std::string &text, const char *label, const std::string &value)
{
    if (!value.empty())
        text += std::string("\n  ") + label + value;
}

} // namespace

std::string toText(const Error &error)
{
    std::string text = error.message;
    if (error.sql) {
        if (error.message.find(error.sql->message) == std::string::npos)
            appendLine(text, "server: ", error.sql->message);
        appendLine(text, "SQLSTATE: ", error.sql->sqlState);
        appendLine(text, "detail: ", error.sql->detail);
        appendLine(text, "server's hint: ", error.sql->hint);
        appendLine(text, "context: ", error.sql->context);
        appendLine(text, "statement: ", error.sql->statement);
    }
    for (const Diagnostic &diagnostic : error.diagnostics)
        text += '\n' + toText(diagnostic);
    if (!error.hint.empty())
        text += "\n" + error.hint;
    return text;
}

} // namespace kilter
