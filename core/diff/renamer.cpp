#include "core/diff/renamer.h"

#include "core/base/identifier.h"
#include "core/base/text.h"

#include <algorithm>

namespace kilter {
namespace {

bool isRelation(Kind kind)
{
    return kind == Kind::Table || kind == Kind::View || kind == Kind::MaterializedView;
}

/// What stands in texts as schema.name.
constexpr Kind namedAlone[] = {Kind::Table, Kind::View, Kind::MaterializedView, Kind::Enum, Kind::Sequence, Kind::Domain, Kind::Composite, Kind::Range};

/// The ref with the table's present name, where it is given under the name that another of the renames gives it.
ObjectRef presentRef(const Catalog &catalog, const std::vector<Rename> &renames, ObjectRef ref)
{
    if (!isPartOfTable(ref.kind) || catalog.contains(ref))
        return ref;
    for (const Rename &rename : renames) {
        if (!isRelation(rename.from.kind) || rename.from.schema != ref.schema || rename.to != ref.parent)
            continue;
        ObjectRef candidate = ref;
        candidate.parent = rename.from.name;
        if (catalog.contains(candidate))
            return candidate;
    }
    return ref;
}

} // namespace

/// Replaces names in one text, token by token.
class TextRewriter
{
public:
    TextRewriter(const Renamer &renamer, const std::string &sql, const ObjectRef *table, bool isQuery)
        : m_renamer(renamer), m_sql(sql), m_table(table), m_isQuery(isQuery), m_tokens(sqlTokens(sql, renamer.m_catalog.dialect))
    {
        if (m_isQuery)
            findAliases();
    }

    std::string rewritten()
    {
        for (std::size_t i = 0; i < m_tokens.size(); ++i) {
            if (m_tokens[i].isName() && !rewriteRelation(i) && !rewriteBareRelation(i))
                rewriteColumn(i);
            else if (m_tokens[i].kind == SqlTokenKind::String && isRegclass(i))
                rewriteRegclass(m_tokens[i]);
            else if (m_tokens[i].kind == SqlTokenKind::String)
                rewriteLabel(i);
        }
        m_out += m_sql.substr(m_done);
        return m_out;
    }

private:
    const SqlToken *token(std::size_t i) const { return i < m_tokens.size() ? &m_tokens[i] : nullptr; }
    bool isSymbol(std::size_t i, char c) const { return token(i) && token(i)->isSymbol(c); }
    bool isDotted(std::size_t i) const { return i >= 1 && isSymbol(i - 1, '.'); }
    bool isCast(std::size_t i) const { return i >= 2 && isSymbol(i - 1, ':') && isSymbol(i - 2, ':'); }

    void replace(const SqlToken &what, const std::string &with)
    {
        m_out += m_sql.substr(m_done, what.begin - m_done) + with;
        m_done = what.end;
    }

    bool namesRelation(std::size_t i) const
    {
        if (!(token(i + 2) && token(i)->isName() && isSymbol(i + 1, '.') && token(i + 2)->isName()) || isDotted(i))
            return false;
        for (const Kind kind : namedAlone) {
            if (m_renamer.m_catalog.contains({kind, token(i)->text, {}, token(i + 2)->text, {}}))
                return true;
        }
        return false;
    }

    /// An alias that follows a relation at token `last`, if there is one.
    std::optional<std::string> aliasAfter(std::size_t last) const
    {
        const SqlToken *next = token(last + 1);
        if (next && next->isWord("as"))
            next = token(last + 2);
        if (next && (next->kind == SqlTokenKind::QuotedName || (next->kind == SqlTokenKind::Name && isPlainSqlName(lowered(next->text)))))
            return next->text;
        return std::nullopt;
    }

    void findAliases()
    {
        const bool dotted = m_renamer.m_catalog.dialect == DialectKind::PostgreSql;
        for (std::size_t i = 0; i < m_tokens.size(); ++i) {
            const bool named = dotted ? namesRelation(i) : m_tokens[i].isName() && m_renamer.m_catalog.contains(tableRef({}, m_tokens[i].text));
            if (!named)
                continue;
            const std::size_t last = dotted ? i + 2 : i;
            const std::string schema = dotted ? m_tokens[i].text : std::string();
            const std::string alias = aliasAfter(last).value_or(m_tokens[last].text);
            m_aliases.emplace(alias, tableRef(schema, m_tokens[last].text));
        }
    }

    /// A call: renamed where every routine of the name is renamed alike.
    bool rewriteCall(std::size_t i)
    {
        if (isDotted(i) || !isSymbol(i + 1, '.') || !token(i + 2) || !token(i + 2)->isName() || !isSymbol(i + 3, '('))
            return false;
        const auto to = m_renamer.m_routines.find({m_tokens[i].text, m_tokens[i + 2].text});
        if (to == m_renamer.m_routines.end())
            return false;
        replace(m_tokens[i + 2], quotedName(to->second));
        return true;
    }

    bool rewriteRelation(std::size_t i)
    {
        if (rewriteCall(i))
            return true;
        if (!namesRelation(i))
            return false;
        const SqlToken &schema = m_tokens[i];
        const SqlToken &name = m_tokens[i + 2];
        const auto newSchema = m_renamer.m_schemas.find(schema.text);
        if (newSchema != m_renamer.m_schemas.end())
            replace(schema, quotedName(newSchema->second));
        if (const auto to = m_renamer.relationName(schema.text, name.text)) {
            const auto alias = m_isQuery ? aliasAfter(i + 2) : std::nullopt;
            const bool keepsAlias = m_isQuery && !isCast(i) && !alias;
            replace(name, quotedName(*to) + (keepsAlias ? ' ' + quotedName(name.text) : ""));
            if (alias == *to && token(i + 3)->isName() && !token(i + 3)->isWord("as"))
                m_done = token(i + 3)->end; // the server shows no alias that is the table's own name
        }
        return true;
    }

    /// SQLite: tables are named without a schema.
    bool rewriteBareRelation(std::size_t i)
    {
        if (m_renamer.m_catalog.dialect != DialectKind::Sqlite || isDotted(i) || isSymbol(i + 1, '('))
            return false;
        const auto to = m_renamer.relationName({}, m_tokens[i].text);
        if (to)
            replace(m_tokens[i], quotedName(*to));
        return to.has_value();
    }

    void rewriteColumn(std::size_t i)
    {
        if (isSymbol(i + 1, '(') || isCast(i))
            return;
        const std::string *to = m_isQuery ? columnInQuery(i) : columnOfTable(i);
        if (!to)
            return;
        const SqlToken *next = token(i + 1);
        const bool isOutput = m_isQuery && next && (next->isSymbol(',') || next->isWord("from"));
        replace(m_tokens[i], quotedName(*to) + (isOutput ? " AS " + quotedName(m_tokens[i].text) : ""));
        if (m_isQuery && next && next->isWord("as") && token(i + 2) && token(i + 2)->text == *to)
            m_done = token(i + 2)->end; // nor an output name that is the column's own
    }

    const std::string *columnOfTable(std::size_t i) const
    {
        const bool ofTable = isDotted(i) && i >= 2 && m_table && m_tokens[i - 2].text == m_table->name;
        return m_table && (!isDotted(i) || ofTable) ? m_renamer.columnRename(*m_table, m_tokens[i].text) : nullptr;
    }

    const std::string *columnInQuery(std::size_t i) const
    {
        if (isDotted(i)) {
            const auto alias = i >= 2 ? m_aliases.find(m_tokens[i - 2].text) : m_aliases.end();
            return alias == m_aliases.end() ? nullptr : m_renamer.columnRename(alias->second, m_tokens[i].text);
        }
        return m_aliases.size() == 1 ? m_renamer.columnRename(m_aliases.begin()->second, m_tokens[i].text) : nullptr;
    }

    bool isRegclass(std::size_t i) const { return isSymbol(i + 1, ':') && token(i + 3) && token(i + 3)->isWord("regclass"); }

    void rewriteRegclass(const SqlToken &literal)
    {
        const auto name = qualifiedNameIn(literal.text, m_renamer.m_catalog.dialect);
        if (!name || name->first.empty())
            return;
        const auto to = m_renamer.relationName(name->first, name->second);
        const auto schema = m_renamer.m_schemas.find(name->first);
        if (!to && schema == m_renamer.m_schemas.end())
            return;
        const std::string qualified = quotedName(schema == m_renamer.m_schemas.end() ? name->first : schema->second) + '.'
                                      + quotedName(to.value_or(name->second));
        replace(literal, '\'' + replaced(qualified, "'", "''") + '\'');
    }

    /// 'label'::schema.type.
    void rewriteLabel(std::size_t i)
    {
        const bool cast = isSymbol(i + 1, ':') && isSymbol(i + 2, ':') && token(i + 5) && isSymbol(i + 4, '.');
        if (!cast || isSymbol(i + 6, '['))
            return;
        const std::string to = m_renamer.partName(Kind::Enum, {Kind::Enum, token(i + 3)->text, {}, token(i + 5)->text, {}}, m_tokens[i].text);
        if (to != m_tokens[i].text)
            replace(m_tokens[i], '\'' + replaced(to, "'", "''") + '\'');
    }

    static std::string replaced(const std::string &text, std::string_view what, std::string_view with)
    {
        return kilter::replaced(text, what, with);
    }

    const Renamer &m_renamer;
    const std::string &m_sql;
    const ObjectRef *m_table;
    bool m_isQuery;
    std::vector<SqlToken> m_tokens;
    std::map<std::string, ObjectRef> m_aliases;
    std::string m_out;
    std::size_t m_done = 0;
};

Renamer::Renamer(const Catalog &catalog, const std::vector<Rename> &renames) : m_catalog(catalog)
{
    for (const Rename &rename : renames) {
        const ObjectRef ref = presentRef(catalog, renames, rename.from);
        if ((!catalog.contains(ref) && !enumWithLabel(catalog, ref)) || ref.name == rename.to)
            continue;
        m_renames.emplace(ref, rename.to);
        m_names.insert(ref.name);
        if (ref.kind == Kind::Schema)
            m_schemas.emplace(ref.name, rename.to);
        if (ref.kind == Kind::Function || ref.kind == Kind::Procedure || ref.kind == Kind::Aggregate)
            m_routines.emplace(std::pair(ref.schema, ref.name), rename.to);
    }
    const auto given = m_renames;
    for (const auto &[ref, to] : given) {
        if (ref.kind == Kind::Column || ref.kind == Kind::Check)
            addInherited(ref, to);
    }
}

void Renamer::addInherited(const ObjectRef &ref, const std::string &to)
{
    for (const Object &table : m_catalog.all(Kind::Table)) {
        const auto &parents = table.as<Table>().inherits;
        if (table.as<Table>().partitionOf != tableOf(ref) && std::find(parents.begin(), parents.end(), tableOf(ref)) == parents.end())
            continue;
        const ObjectRef own{ref.kind, table.ref.schema, table.ref.name, ref.name, {}};
        if (m_catalog.contains(own) && m_renames.emplace(own, to).second)
            addInherited(own, to);
    }
}

std::vector<ObjectRef> Renamer::occupants() const
{
    std::vector<ObjectRef> found;
    for (const auto &[ref, to] : m_renames) {
        ObjectRef target = ref;
        target.name = to;
        if (m_catalog.contains(target) && !m_renames.contains(target))
            found.push_back(std::move(target));
    }
    return found;
}

ObjectRef Renamer::mapped(const ObjectRef &ref) const
{
    ObjectRef result = ref;
    if (const auto own = m_renames.find(ref); own != m_renames.end())
        result.name = own->second;
    if (!ref.parent.empty())
        result.parent = relationName(ref.schema, ref.parent).value_or(ref.parent);
    if (!ref.signature.empty())
        result.signature = text(ref.signature);
    if (const auto schema = m_schemas.find(ref.schema); schema != m_schemas.end())
        result.schema = schema->second;
    return result;
}

std::string Renamer::columnName(const ObjectRef &table, const std::string &name) const
{
    return partName(Kind::Column, table, name);
}

std::string Renamer::partName(Kind kind, const ObjectRef &table, const std::string &name) const
{
    const auto found = m_renames.find({kind, table.schema, table.name, name, {}});
    return found == m_renames.end() ? name : found->second;
}

std::optional<std::string> Renamer::relationName(const std::string &schema, const std::string &name) const
{
    for (const Kind kind : namedAlone) {
        const auto found = m_renames.find({kind, schema, {}, name, {}});
        if (found != m_renames.end())
            return found->second;
    }
    return std::nullopt;
}

const std::string *Renamer::columnRename(const ObjectRef &table, const std::string &name) const
{
    const auto found = m_renames.find(columnRef(table.schema, table.name, name));
    return found == m_renames.end() ? nullptr : &found->second;
}

std::string Renamer::rewritten(const std::string &sql, const ObjectRef *table, bool isQuery) const
{
    const bool concerned = std::any_of(m_names.begin(), m_names.end(), [&](const std::string &name) {
        return sql.find(replaced(name, "\"", "\"\"")) != std::string::npos || m_catalog.dialect == DialectKind::Sqlite;
    });
    return concerned ? TextRewriter(*this, sql, table, isQuery).rewritten() : sql;
}

} // namespace kilter
