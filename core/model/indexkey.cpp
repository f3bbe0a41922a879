#include "core/base/text.h"
#include "core/dialect/postgresql/scan.h"
#include "core/model/fieldsof.h"
#include "core/model/tablebuilder.h"

namespace kilter {
namespace {

/// Reads "name|(expression)|function(…) [COLLATE c] [opclass [(…)]] [ASC|DESC] [NULLS FIRST|LAST]" from its tokens.
class KeyReader
{
public:
    explicit KeyReader(std::string_view text) : m_text(text), m_tokens(postgresql::significantTokens(text)) {}

    IndexKey read(const std::vector<std::string> &columns)
    {
        IndexKey key;
        readSubject(key, columns);
        if (takeWord("collate")) {
            key.collation = qualifiedName();
        }
        if (!isEnd() && !isWord("asc") && !isWord("desc") && !isWord("nulls"))
            key.operatorClass = operatorClass();
        key.descending = takeWord("desc");
        if (!key.descending)
            takeWord("asc");
        key.nullsFirst = key.descending;
        if (takeWord("nulls"))
            key.nullsFirst = word() == "first";
        return key;
    }

private:
    std::string_view textOf(std::size_t i) const { return m_text.substr(m_tokens[i].begin, m_tokens[i].end - m_tokens[i].begin); }
    bool isEnd() const { return m_next >= m_tokens.size(); }
    std::string word() const { return isEnd() ? std::string() : lowered(textOf(m_next)); }
    bool isWord(std::string_view wanted) const { return word() == wanted; }
    bool takeWord(std::string_view wanted)
    {
        const bool is = isWord(wanted);
        m_next += is ? 1 : 0;
        return is;
    }

    void readSubject(IndexKey &key, const std::vector<std::string> &columns)
    {
        if (isEnd())
            return;
        const std::size_t begin = m_next;
        if (textOf(m_next) == "(") {
            skipParentheses();
            key.isExpression = true;
            key.expression = trimmed(m_text.substr(m_tokens[begin].end, m_tokens[m_next - 1].begin - m_tokens[begin].end));
            return;
        }
        ++m_next;
        while (!isEnd() && textOf(m_next) == "." && m_next + 1 < m_tokens.size())
            m_next += 2;
        if (!isEnd() && textOf(m_next) == "(") {
            skipParentheses();
            key.isExpression = true;
            key.expression = m_text.substr(m_tokens[begin].begin, m_tokens[m_next - 1].end - m_tokens[begin].begin);
            return;
        }
        const std::string_view name = textOf(begin);
        const bool isQuoted = name.starts_with('"') && name.size() > 1;
        key.expression = isQuoted ? replaced(std::string(name.substr(1, name.size() - 2)), "\"\"", "\"") : std::string(name);
        if (!isQuoted && std::find(columns.begin(), columns.end(), key.expression) == columns.end())
            key.expression = lowered(name);
    }

    void skipParentheses()
    {
        int depth = 0;
        do {
            depth += textOf(m_next) == "(" ? 1 : textOf(m_next) == ")" ? -1 : 0;
            ++m_next;
        } while (depth > 0 && !isEnd());
    }

    std::string qualifiedName()
    {
        const std::size_t begin = m_next;
        if (isEnd())
            return {};
        ++m_next;
        while (m_next + 1 < m_tokens.size() && textOf(m_next) == ".")
            m_next += 2;
        return std::string(m_text.substr(m_tokens[begin].begin, m_tokens[m_next - 1].end - m_tokens[begin].begin));
    }

    std::string operatorClass()
    {
        const std::size_t begin = m_next;
        qualifiedName();
        if (!isEnd() && textOf(m_next) == "(")
            skipParentheses();
        return std::string(m_text.substr(m_tokens[begin].begin, m_tokens[m_next - 1].end - m_tokens[begin].begin));
    }

    std::string_view m_text;
    std::vector<postgresql::Token> m_tokens;
    std::size_t m_next = 0;
};

} // namespace

IndexKey indexKeyOf(const Json &entry, const std::vector<std::string> &columns)
{
    IndexKey key;
    if (entry.isObject()) {
        takeFields(key, entry);
        if (!entry.find("nullsFirst"))
            key.nullsFirst = key.descending;
        return key;
    }
    if (std::find(columns.begin(), columns.end(), entry.text) != columns.end()) {
        key.expression = entry.text;
        return key;
    }
    return KeyReader(entry.text).read(columns);
}

} // namespace kilter
