#include "core/migration/scriptscanner.h"

namespace kilter {

namespace {

bool isWordByte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           (static_cast<unsigned char>(c) & 0x80);
}

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}

} // namespace

/// Length of "$tag$" at the current place; 0: there is none. A dollar inside a word or followed by a digit begins no
/// quote.
std::size_t ScriptScanner::dollarTagLength() const
{
    if (m_dialect != DialectKind::PostgreSql || m_script[m_at] != '$' ||
        (m_at > 0 && (isWordByte(m_script[m_at - 1]) || m_script[m_at - 1] == '$')))
        return 0;
    std::size_t end = m_at + 1;
    while (end < m_script.size() && isWordByte(m_script[end])) {
        if (end == m_at + 1 && m_script[end] >= '0' && m_script[end] <= '9')
            return 0;
        ++end;
    }
    return end < m_script.size() && m_script[end] == '$' ? end - m_at + 1 : 0;
}

bool ScriptScanner::atSpecial() const
{
    const char c = m_script[m_at];
    if (c == '\'' || c == '"')
        return true;
    if (m_dialect == DialectKind::Sqlite && (c == '`' || c == '['))
        return true;
    return startsWith("--") || startsWith("/*") || dollarTagLength() > 0;
}

ScriptSpan ScriptScanner::until(SpanKind kind, std::size_t contentFrom, std::string_view end)
{
    const std::size_t begin = m_at;
    const auto found = m_script.find(end, contentFrom);
    m_at = found == std::string_view::npos ? m_script.size() : found + end.size();
    return {kind, begin, m_at, found == std::string_view::npos};
}

/// A line comment ends before its line end; PostgreSQL's block comments nest, SQLite's do not and may stay open at the
/// end.
ScriptSpan ScriptScanner::comment()
{
    const std::size_t begin = m_at;
    if (startsWith("--")) {
        m_at = std::min(m_script.find('\n', m_at), m_script.size());
        return {SpanKind::Comment, begin, m_at, false};
    }
    if (m_dialect == DialectKind::Sqlite) {
        ScriptSpan span = until(SpanKind::Comment, m_at + 2, "*/");
        span.open = false;
        return span;
    }
    int depth = 0;
    while (m_at < m_script.size()) {
        if (startsWith("/*")) {
            ++depth;
            m_at += 2;
        } else if (startsWith("*/")) {
            m_at += 2;
            if (--depth == 0)
                return {SpanKind::Comment, begin, m_at, false};
        } else {
            ++m_at;
        }
    }
    return {SpanKind::Comment, begin, m_at, true};
}

/// A quote doubled inside stands for itself: the second half is simply the next span. E'…' knows backslashes.
ScriptSpan ScriptScanner::quoted()
{
    const char quote = m_script[m_at] == '[' ? ']' : m_script[m_at];
    const bool escapes = m_dialect == DialectKind::PostgreSql && quote == '\'' && m_at > 0 &&
                         (m_script[m_at - 1] == 'E' || m_script[m_at - 1] == 'e') &&
                         (m_at == 1 || !isWordByte(m_script[m_at - 2]));
    const std::size_t begin = m_at++;
    while (m_at < m_script.size()) {
        const char c = m_script[m_at];
        if (c == quote && m_at + 1 < m_script.size() && m_script[m_at + 1] == quote && quote != ']') {
            m_at += 2;
        } else if (c == quote) {
            ++m_at;
            return {SpanKind::Quoted, begin, m_at, false};
        } else {
            m_at += escapes && c == '\\' ? 2 : 1;
        }
    }
    m_at = m_script.size();
    return {SpanKind::Quoted, begin, m_at, true};
}

ScriptSpan ScriptScanner::dollarQuoted(std::size_t tagLength)
{
    return until(SpanKind::Quoted, m_at + tagLength, m_script.substr(m_at, tagLength));
}

std::optional<ScriptSpan> ScriptScanner::next()
{
    if (m_at >= m_script.size())
        return std::nullopt;
    if (startsWith("--") || startsWith("/*"))
        return comment();
    if (const auto length = dollarTagLength())
        return dollarQuoted(length);
    if (atSpecial())
        return quoted();
    const std::size_t begin = m_at++;
    while (m_at < m_script.size() && !atSpecial())
        ++m_at;
    return ScriptSpan{SpanKind::Code, begin, m_at, false};
}

std::string comparableScript(std::string_view script, DialectKind dialect)
{
    std::string text;
    ScriptScanner scanner(script, dialect);
    const auto blank = [&text] {
        if (!text.empty() && text.back() != ' ' && text.back() != '\n')
            text += ' ';
    };
    const auto newLine = [&text] {
        while (!text.empty() && text.back() == ' ')
            text.pop_back();
        if (!text.empty() && text.back() != '\n')
            text += '\n';
    };
    while (const auto span = scanner.next()) {
        if (span->kind == SpanKind::Comment) {
            blank();
            continue;
        }
        for (std::size_t i = span->begin; i < span->end; ++i) {
            const char c = script[i];
            if (c == '\r' && i + 1 < script.size() && script[i + 1] == '\n')
                continue;
            if (span->kind == SpanKind::Quoted)
                text += c;
            else if (c == '\n')
                newLine();
            else if (isBlank(c))
                blank();
            else
                text += c;
        }
    }
    newLine();
    return text;
}

std::vector<std::string> leadingWords(std::string_view script, DialectKind dialect, std::size_t count)
{
    std::vector<std::string> words;
    ScriptScanner scanner(script, dialect);
    while (const auto span = scanner.next()) {
        if (span->kind != SpanKind::Code)
            continue;
        bool inWord = false;
        for (std::size_t i = span->begin; i < span->end; ++i) {
            if (!isWordByte(script[i])) {
                inWord = false;
                continue;
            }
            if (!inWord && words.size() == count)
                return words;
            if (!inWord)
                words.emplace_back();
            inWord = true;
            const char c = script[i];
            words.back() += c >= 'a' && c <= 'z' ? char(c - 'a' + 'A') : c;
        }
    }
    return words;
}

} // namespace kilter
