#include "tests/support/schema.h"
#include "tests/support/sqlite.h"
#include "tests/support/sqltokens.h"

#include "core/base/text.h"

namespace kilter::test {

namespace {

/// A name in one spelling: bare unless that would be a value, lower case (SQLite's names do not tell cases apart).
std::string canonicalName(const std::string &name)
{
    bool plain = !name.empty() && !std::isdigit(static_cast<unsigned char>(name[0]));
    for (const char c : name)
        plain = plain && (std::isalnum(static_cast<unsigned char>(c)) || c == '_');
    const std::string lower = lowered(name);
    for (const std::string_view value : {"null", "true", "false", "current_time", "current_date", "current_timestamp"})
        plain = plain && lower != value;
    if (plain)
        return lower;
    return '"' + replaced(lower, "\"", "\"\"") + '"';
}

std::string canonical(const SqlToken &token)
{
    if (token.type == SqlToken::Type::QuotedName)
        return canonicalName(nameOf(token));
    return token.type == SqlToken::Type::Word ? lowered(token.text) : std::string(token.text);
}

std::string canonical(const std::vector<SqlToken> &tokens, std::size_t from, std::size_t to)
{
    std::string text;
    for (std::size_t i = from; i < std::min(to, tokens.size()); ++i)
        text += (text.empty() ? "" : " ") + canonical(tokens[i]);
    return text;
}

std::string canonical(const std::string &sql)
{
    const std::vector<SqlToken> tokens = tokensOf(sql, SqlFlavour::Sqlite);
    std::size_t to = tokens.size();
    while (to > 0 && tokens[to - 1].is(";"))
        --to;
    return canonical(tokens, 0, to);
}

/// What only the text of CREATE TABLE says: checks, collations, generation, AUTOINCREMENT, names of constraints, deferral, conflicts.
class TableReader
{
public:
    TableReader(std::string table, std::string_view sql, SchemaFacts &facts)
        : m_table(std::move(table)), m_tokens(tokensOf(sql, SqlFlavour::Sqlite)), m_facts(facts)
    {
    }

    void read()
    {
        std::size_t open = 0;
        while (open < m_tokens.size() && !m_tokens[open].is("("))
            ++open;
        const std::size_t close = closingOf(m_tokens, open);
        std::size_t begin = open + 1;
        int depth = 0;
        for (std::size_t i = open; i < m_tokens.size() && i <= close; ++i) {
            depth += m_tokens[i].is("(") ? 1 : m_tokens[i].is(")") ? -1 : 0;
            if ((m_tokens[i].is(",") && depth == 1) || i == close) {
                readElement(begin, i);
                begin = i + 1;
            }
        }
    }

private:
    bool isConstraint(std::size_t i) const
    {
        for (const std::string_view word : {"CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"})
            if (m_tokens[i].is(word))
                return true;
        return false;
    }

    void fact(const std::string &kind, const std::string &what) { m_facts.push_back(kind + " " + m_table + ": " + what); }

    void readElement(std::size_t from, std::size_t to)
    {
        if (from >= to)
            return;
        m_name.clear();
        m_columns = isConstraint(from) ? std::string() : "( " + canonicalName(nameOf(m_tokens[from])) + " )";
        m_constraint.clear();
        for (std::size_t i = isConstraint(from) ? from : from + 1; i < to;)
            i = readClause(i, to);
    }

    /// One clause of a column or constraint; the index after it.
    std::size_t readClause(std::size_t i, std::size_t to)
    {
        const SqlToken &token = m_tokens[i];
        const std::size_t after = i + 1 < to && m_tokens[i + 1].is("(") ? closingOf(m_tokens, i + 1) + 1 : i + 1;
        if (token.is("CONSTRAINT") && i + 1 < to) {
            m_name = canonicalName(nameOf(m_tokens[i + 1]));
            return i + 2;
        }
        if (token.is("CHECK")) {
            fact("check", named(canonical(m_tokens, i + 1, after)));
            return after;
        }
        if (token.is("COLLATE") && m_constraint.empty() && i + 1 < to) {
            fact("collate", m_columns + " " + lowered(nameOf(m_tokens[i + 1])));
            return i + 2;
        }
        if (token.is("AUTOINCREMENT"))
            fact("autoincrement", m_columns);
        if (token.is("AS") && after > i + 1) {
            const bool stored = after < to && m_tokens[after].is("STORED");
            fact("generated", m_columns + " " + canonical(m_tokens, i + 1, after) + (stored ? " stored" : " virtual"));
            return after;
        }
        if (token.is("DEFAULT") && !m_tokens[i - 1].is("SET"))
            return after > i + 1 ? after : i + 2;
        if (token.is("ON") && i + 2 < to && m_tokens[i + 1].is("CONFLICT")) {
            fact("conflict", m_constraint + " " + m_columns + " " + canonical(m_tokens[i + 2]));
            return i + 3;
        }
        if (token.is("DEFERRABLE") && !m_tokens[i - 1].is("NOT"))
            fact("deferrable", m_columns + (i + 2 < to && m_tokens[i + 2].is("DEFERRED") ? " deferred" : ""));
        return readKey(i, after);
    }

    std::size_t readKey(std::size_t i, std::size_t after)
    {
        const SqlToken &token = m_tokens[i];
        for (const std::string_view word : {"PRIMARY", "UNIQUE", "FOREIGN", "REFERENCES"})
            if (token.is(word) && !(word == "REFERENCES" && std::exchange(m_isForeign, false))) {
                m_isForeign = word == "FOREIGN";
                m_constraint = word == "REFERENCES" ? "foreign" : lowered(word);
                if (!m_name.empty())
                    fact("name", m_constraint + " " + m_name);
                m_name.clear();
            }
        if ((token.is("KEY") || token.is("UNIQUE")) && after > i + 1 && m_columns.empty())
            m_columns = canonical(m_tokens, i + 1, after);
        return after;
    }

    std::string named(const std::string &text)
    {
        return std::exchange(m_name, {}) + text;
    }

    std::string m_table;
    std::vector<SqlToken> m_tokens;
    SchemaFacts &m_facts;
    std::string m_name;       ///< of the constraint that follows
    std::string m_columns;    ///< "( a , b )" that the clause is about
    std::string m_constraint; ///< the key whose clauses follow
    bool m_isForeign = false; ///< after FOREIGN KEY: its REFERENCES begins no other
};

class SchemaReader
{
public:
    explicit SchemaReader(SqliteFile &file) : m_file(file) {}

    SchemaFacts read()
    {
        for (const auto &row : m_file.rows("SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")) {
            if (row[0] == "table")
                readTable(row[1], row[3]);
            else
                m_facts.push_back(row[0] + " " + canonicalName(row[1]) + " on " + canonicalName(row[2]) + ": " + afterName(row[3]));
        }
        std::sort(m_facts.begin(), m_facts.end());
        return std::move(m_facts);
    }

private:
    /// The statement from its name on: "CREATE  unique index IF NOT EXISTS x" and "CREATE UNIQUE INDEX x" are one.
    static std::string afterName(const std::string &sql)
    {
        const std::vector<SqlToken> tokens = tokensOf(sql, SqlFlavour::Sqlite);
        std::string text;
        for (std::size_t i = 1; i < tokens.size(); ++i) {
            if (i + 2 < tokens.size() && tokens[i].is("IF") && tokens[i + 1].is("NOT") && tokens[i + 2].is("EXISTS"))
                i += 2;
            else if (!(tokens[i].is(";") && i + 1 == tokens.size()))
                text += (text.empty() ? "" : " ") + canonical(tokens[i]);
        }
        return text;
    }

    void readTable(const std::string &name, const std::string &sql)
    {
        const std::string table = canonicalName(name);
        const std::string quoted = "'" + replaced(name, "'", "''") + "'";
        for (const auto &row : m_file.rows("SELECT type, wr, strict FROM pragma_table_list WHERE schema = 'main' AND name = " + quoted))
            m_facts.push_back(row[0] + " " + table + (row[1] == "1" ? " without rowid" : "") + (row[2] == "1" ? " strict" : ""));
        for (const auto &row : m_file.rows("SELECT name, type, \"notnull\", dflt_value, pk, hidden FROM pragma_table_xinfo(" + quoted + ")"))
            m_facts.push_back("column " + table + ": " + canonicalName(row[0]) + " " + canonical(row[1]) + (row[2] == "1" ? " not null" : "") +
                              (row[3].empty() ? "" : " default " + canonical(row[3])) + " key " + row[4] + " hidden " + row[5]);
        readForeignKeys(table, quoted);
        readConstraintIndexes(table, quoted);
        TableReader(table, sql, m_facts).read();
    }

    void readForeignKeys(const std::string &table, const std::string &quoted)
    {
        std::map<std::string, std::string> keys;
        for (const auto &row : m_file.rows("SELECT id, \"table\", \"from\", \"to\", on_update, on_delete, \"match\" FROM pragma_foreign_key_list(" +
                                           quoted + ") ORDER BY id, seq")) {
            std::string &text = keys[row[0]];
            if (text.empty())
                text = "foreign key " + table + ": " + canonicalName(row[1]) + " update " + row[4] + " delete " + row[5] + " match " + row[6];
            text += " " + canonicalName(row[2]) + "→" + canonicalName(row[3]);
        }
        for (auto &[id, text] : keys)
            m_facts.push_back(std::move(text));
    }

    void readConstraintIndexes(const std::string &table, const std::string &quoted)
    {
        for (const auto &index : m_file.rows("SELECT name, origin FROM pragma_index_list(" + quoted + ") WHERE origin <> 'c'")) {
            std::string text = (index[1] == "pk" ? "primary key " : "unique ") + table + ":";
            for (const auto &row : m_file.rows("SELECT name, \"desc\", coll FROM pragma_index_xinfo('" + replaced(index[0], "'", "''") + "') WHERE key"))
                text += " " + canonicalName(row[0]) + (row[1] == "1" ? " desc " : " ") + lowered(row[2]);
            m_facts.push_back(text);
        }
    }

    SqliteFile &m_file;
    SchemaFacts m_facts;
};

} // namespace

Result<SchemaFacts> sqliteSchema(const std::string &path)
{
    try {
        SqliteFile file(path);
        return SchemaReader(file).read();
    } catch (const std::exception &error) {
        return failure(ErrorCode::Failed, error.what());
    }
}

} // namespace kilter::test
