#pragma once
#include <string>
#include <vector>

namespace kilter {

/// A place in a text file. Lines and columns count from 1; columns count Unicode code points; 0 means "not known".
struct SourcePlace
{
    std::string file;
    int line = 0;
    int column = 0;

    bool operator==(const SourcePlace &) const = default;
};

enum class Severity { Info, Warning, Error };

/// A finding about input: what is wrong, where, and what to do about it.
struct Diagnostic
{
    Severity severity = Severity::Error;
    std::string code;    ///< stable, kebab-case, e.g. "unknown-keyword"
    std::string message; ///< names the offending thing
    std::string hint;    ///< what to do; may be empty
    SourcePlace place;

    bool operator==(const Diagnostic &) const = default;
};

using Diagnostics = std::vector<Diagnostic>;

bool hasErrors(const Diagnostics &diagnostics);

/// "file:line:column: error: message [code]" and the hint on an indented line of its own.
std::string toText(const Diagnostic &diagnostic);

} // namespace kilter
