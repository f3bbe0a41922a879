#pragma once
#include "core/catalog/catalog.h"

namespace kilter {

enum class SpanKind
{
    Code,
    Quoted,
    Comment
};

/// A stretch of a script: [begin, end) in bytes.
struct ScriptSpan
{
    SpanKind kind = SpanKind::Code;
    std::size_t begin = 0;
    std::size_t end = 0;
    bool open = false; ///< a quote or comment that the script never closes
};

/// Tells code, quoted text and comments of a script apart, as the dialect's lexer does (PostgreSQL manual 4.1;
/// sqlite.org/lang_comment.html). It knows nothing of statements: that is the dialect's split.
class ScriptScanner
{
public:
    ScriptScanner(std::string_view script, DialectKind dialect, std::size_t from = 0)
        : m_script(script), m_dialect(dialect), m_at(from)
    {}

    /// The next span; none at the end.
    std::optional<ScriptSpan> next();

private:
    bool startsWith(std::string_view text) const { return m_script.substr(m_at).starts_with(text); }
    bool atSpecial() const;
    std::size_t dollarTagLength() const;
    ScriptSpan comment();
    ScriptSpan quoted();
    ScriptSpan dollarQuoted(std::size_t tagLength);
    ScriptSpan until(SpanKind kind, std::size_t contentFrom, std::string_view end);

    std::string_view m_script;
    DialectKind m_dialect;
    std::size_t m_at;
};

/// The script without comments, line ends as "\n", runs of blanks outside quotes as one, empty lines left out: equal
/// for scripts that run alike.
std::string comparableScript(std::string_view script, DialectKind dialect);

/// The first words of a script outside quotes and comments, in capitals; other characters are left out.
std::vector<std::string> leadingWords(std::string_view script, DialectKind dialect, std::size_t count);

} // namespace kilter
