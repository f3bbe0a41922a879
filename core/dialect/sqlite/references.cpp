#include "core/dialect/sqlite/references.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>

namespace kilter::sqlite {
namespace {

constexpr std::array<std::string_view, 3> rowidNames{"rowid", "oid", "_rowid_"};

/// Walks over a text and says of each token whether a table may stand there.
class TablePlaces
{
public:
    explicit TablePlaces(std::span<const Token> tokens) : m_tokens(tokens) {}

    std::vector<std::string> found()
    {
        for (std::size_t i = 0; i < m_tokens.size(); ++i) {
            const Token &token = m_tokens[i];
            if (token.is("("))
                m_inFrom.push_back(m_expected);
            else if (token.is(")"))
                close();
            else if (isName(token) && m_expected && !token.isWord("SELECT") && !token.isWord("VALUES"))
                i = takeName(i);
            else
                pass(i);
        }
        return std::move(m_names);
    }

private:
    static bool isName(const Token &token)
    {
        return token.kind == TokenKind::Word || token.kind == TokenKind::QuotedName || token.kind == TokenKind::String;
    }

    /// Takes "name" or "schema.name"; the index of its last token.
    std::size_t takeName(std::size_t i)
    {
        // UPDATE OR ROLLBACK t
        if (m_tokens[i].isWord("OR") && i + 2 < m_tokens.size()) {
            i += 2;
        }
        if (i + 2 < m_tokens.size() && m_tokens[i + 1].is("."))
            i += 2;
        m_names.push_back(nameOf(m_tokens[i]));
        m_expected = false;
        return i;
    }

    void close()
    {
        if (m_inFrom.size() > 1)
            m_inFrom.pop_back();
        m_expected = false;
    }

    void pass(std::size_t i)
    {
        static constexpr std::array<std::string_view, 4> beforeTable{"JOIN", "INTO", "UPDATE", "IN"};
        static constexpr std::array<std::string_view, 11> endsFrom{"WHERE", "GROUP", "ORDER", "HAVING", "LIMIT", "UNION",
                                                                   "SELECT", "SET", "RETURNING", "WINDOW", "VALUES"};
        const Token &token = m_tokens[i];
        const auto isOneOf = [&](const auto &words) { return std::ranges::any_of(words, [&](std::string_view w) { return token.isWord(w); }); };
        // IS DISTINCT FROM names no table.
        const bool isFrom = token.isWord("FROM") && !(i > 0 && m_tokens[i - 1].isWord("DISTINCT"));
        const bool isTriggerTable = token.isWord("ON") && !m_seenBody && m_tokens[0].isWord("CREATE");
        m_seenBody = m_seenBody || token.isWord("BEGIN");
        if (isFrom || isOneOf(beforeTable) || isTriggerTable)
            m_expected = true;
        else if (token.is(","))
            m_expected = m_inFrom.back();
        else
            m_expected = false;
        if (isFrom || token.isWord("JOIN"))
            m_inFrom.back() = true;
        else if (isOneOf(endsFrom) || token.is(";"))
            m_inFrom.back() = false;
    }

    std::span<const Token> m_tokens;
    std::vector<bool> m_inFrom{false}; ///< for each open parenthesis: whether a comma leads to another table
    bool m_expected = false;
    bool m_seenBody = false;
    std::vector<std::string> m_names;
};

} // namespace

CatalogNames::CatalogNames(const Catalog &catalog)
{
    for (const Kind kind : {Kind::Table, Kind::View}) {
        for (const Object &object : catalog.all(kind)) {
            m_relations.emplace(lowered(object.ref.name), object.ref);
            m_query.add(object.ref.name);
            if (const View *view = object.get<View>())
                std::ranges::for_each(view->columns, [&](const std::string &column) { m_query.add(column); });
        }
    }
    for (const Object &column : catalog.all(Kind::Column)) {
        m_columns[lowered(column.ref.parent)].push_back(column.ref.name);
        m_query.add(column.ref.name);
    }
    for (const std::string_view name : rowidNames)
        m_query.add(name);
}

const ObjectRef *CatalogNames::relation(std::string_view name) const
{
    const auto found = m_relations.find(lowered(name));
    return found == m_relations.end() ? nullptr : &found->second;
}

std::string CatalogNames::column(const ObjectRef &table, std::string_view name) const
{
    const auto columns = m_columns.find(lowered(table.name));
    if (columns != m_columns.end()) {
        for (const std::string &column : columns->second) {
            if (equalsIgnoringCase(column, name))
                return column;
        }
    }
    return std::string(name);
}

bool CatalogNames::hasColumn(const ObjectRef &table, std::string_view name) const
{
    const auto columns = m_columns.find(lowered(table.name));
    return columns != m_columns.end() && std::ranges::any_of(columns->second, [&](const std::string &c) { return equalsIgnoringCase(c, name); });
}

NameScope CatalogNames::tableScope(const ObjectRef &table) const
{
    NameScope scope;
    scope.table = table.name;
    for (const std::string_view name : rowidNames)
        scope.add(name);
    const auto columns = m_columns.find(lowered(table.name));
    if (columns != m_columns.end())
        std::ranges::for_each(columns->second, [&](const std::string &column) { scope.add(column); });
    return scope;
}

bool namesUnknownRelation(std::string_view sql, const CatalogNames &names)
{
    const auto tokens = tokensOf(sql);
    if (!tokens)
        return true;
    // Common table expressions: name AS (…), name (columns) AS (…). Table-valued functions: name (…).
    const auto isDefinedHere = [&](const std::string &name) {
        for (std::size_t i = 0; i + 1 < tokens->size(); ++i) {
            const Token &next = (*tokens)[i + 1];
            if (equalsIgnoringCase(nameOf((*tokens)[i]), name) && (next.isWord("AS") || next.is("(")))
                return true;
        }
        return false;
    };
    return std::ranges::any_of(TablePlaces(*tokens).found(), [&](const std::string &name) { return !names.relation(name) && !isDefinedHere(name); });
}

std::vector<ObjectRef> relationsIn(std::string_view sql, const CatalogNames &names)
{
    const auto tokens = tokensOf(sql);
    std::vector<ObjectRef> refs;
    if (!tokens)
        return refs;
    for (const std::string &name : TablePlaces(*tokens).found()) {
        if (const ObjectRef *ref = names.relation(name))
            refs.push_back(*ref);
    }
    std::ranges::sort(refs);
    refs.erase(std::unique(refs.begin(), refs.end()), refs.end());
    return refs;
}

} // namespace kilter::sqlite
