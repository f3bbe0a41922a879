#include "core/dialect/sqlite/createtable.h"

#include "core/base/text.h"
#include "core/dialect/sqlite/cursor.h"

#include <algorithm>
#include <array>

namespace kilter::sqlite {
namespace {

class TableParser
{
public:
    explicit TableParser(Cursor &cursor) : m_cursor(cursor) {}

    Result<ParsedTable> parsed()
    {
        KILTER_CHECK(m_cursor.needWord("CREATE"));
        if (!m_cursor.takeWord("TEMP"))
            m_cursor.takeWord("TEMPORARY");
        KILTER_CHECK(m_cursor.needWord("TABLE"));
        if (m_cursor.takeWords("IF", "NOT"))
            KILTER_CHECK(m_cursor.needWord("EXISTS"));
        KILTER_TRY(m_table.name, m_cursor.qualifiedName());
        KILTER_CHECK(elements());
        KILTER_CHECK(options());
        return std::move(m_table);
    }

private:
    Result<> elements()
    {
        KILTER_CHECK(m_cursor.need("("));
        do {
            KILTER_CHECK(element());
            while (beginsTableConstraint())
                KILTER_CHECK(tableConstraint());
        } while (m_cursor.take(","));
        return m_cursor.need(")");
    }

    Result<> options()
    {
        while (!m_cursor.atEnd() && !m_cursor.is(";")) {
            if (m_cursor.takeWord("STRICT"))
                m_table.strict = true;
            else if (m_cursor.takeWords("WITHOUT", "ROWID"))
                m_table.withoutRowid = true;
            else
                return m_cursor.unexpected("STRICT or WITHOUT ROWID");
            if (!m_cursor.take(","))
                break;
        }
        m_cursor.take(";");
        if (!m_cursor.atEnd())
            return m_cursor.unexpected("the end");
        return {};
    }

    bool beginsTableConstraint() const
    {
        return m_cursor.isWord("CONSTRAINT") || m_cursor.isWord("PRIMARY") || m_cursor.isWord("UNIQUE") || m_cursor.isWord("CHECK")
               || m_cursor.isWord("FOREIGN");
    }

    Result<> element()
    {
        return beginsTableConstraint() ? tableConstraint() : column();
    }

    Result<> tableConstraint()
    {
        ParsedConstraint constraint;
        while (m_cursor.takeWord("CONSTRAINT")) {
            KILTER_TRY(constraint.name, m_cursor.name());
        }
        if (m_cursor.takeWords("PRIMARY", "KEY")) {
            constraint.kind = Kind::PrimaryKey;
            KILTER_CHECK(key(constraint));
        } else if (m_cursor.takeWord("UNIQUE")) {
            constraint.kind = Kind::Unique;
            KILTER_CHECK(key(constraint));
        } else if (m_cursor.takeWord("CHECK")) {
            KILTER_CHECK(check(constraint));
        } else if (m_cursor.takeWords("FOREIGN", "KEY")) {
            constraint.kind = Kind::ForeignKey;
            KILTER_TRY(const std::vector<std::string> names, m_cursor.names());
            for (const std::string &name : names)
                constraint.columns.push_back({name, false, {}, false});
            KILTER_CHECK(m_cursor.needWord("REFERENCES"));
            KILTER_CHECK(reference(constraint.reference));
        } else {
            // CONSTRAINT name without a constraint is legal and means nothing.
            return m_cursor.is(",") || m_cursor.is(")") ? Result<>() : m_cursor.unexpected("a constraint");
        }
        m_table.constraints.push_back(std::move(constraint));
        return {};
    }

    Result<> key(ParsedConstraint &constraint)
    {
        KILTER_CHECK(m_cursor.need("("));
        do {
            const std::size_t begin = m_cursor.place();
            while (!m_cursor.atEnd() && !m_cursor.is(",") && !m_cursor.is(")") && !m_cursor.isWord("AUTOINCREMENT"))
                m_cursor.skip();
            if (m_cursor.from(begin).empty())
                return m_cursor.unexpected("a column");
            constraint.columns.push_back(indexedColumn(m_cursor, m_cursor.from(begin)));
            constraint.autoIncrement = m_cursor.takeWord("AUTOINCREMENT") || constraint.autoIncrement;
        } while (m_cursor.take(","));
        KILTER_CHECK(m_cursor.need(")"));
        return conflict(constraint.conflict);
    }

    Result<> check(ParsedConstraint &constraint)
    {
        constraint.kind = Kind::Check;
        KILTER_TRY(const auto tokens, m_cursor.parenthesised());
        constraint.expression = m_cursor.textOf(tokens);
        std::string ignored; // SQLite parses it and does nothing with it
        return conflict(ignored);
    }

    Result<> conflict(std::string &action)
    {
        if (!m_cursor.takeWords("ON", "CONFLICT"))
            return {};
        KILTER_TRY(const std::string word, m_cursor.name());
        action = lowered(word) == "abort" ? std::string() : lowered(word);
        return {};
    }

    Result<> reference(ParsedReference &reference)
    {
        KILTER_TRY(reference.table, m_cursor.name());
        if (m_cursor.is("(")) {
            KILTER_TRY(reference.columns, m_cursor.names());
        }
        while (true) {
            if (m_cursor.takeWord("ON")) {
                KILTER_CHECK(referenceAction(reference));
            } else if (m_cursor.takeWord("MATCH")) {
                KILTER_TRY(const std::string match, m_cursor.name());
                reference.match = lowered(match);
            } else {
                break;
            }
        }
        return deferral(reference);
    }

    Result<> referenceAction(ParsedReference &reference)
    {
        const bool isDelete = m_cursor.takeWord("DELETE");
        const bool isUpdate = !isDelete && m_cursor.takeWord("UPDATE");
        if (!isDelete && !isUpdate && !m_cursor.takeWord("INSERT"))
            return m_cursor.unexpected("DELETE or UPDATE");
        KILTER_TRY(std::string action, m_cursor.name());
        if (equalsIgnoringCase(action, "set") || equalsIgnoringCase(action, "no")) {
            KILTER_TRY(const std::string second, m_cursor.name());
            action += ' ' + second;
        }
        if (isDelete)
            reference.onDelete = lowered(action);
        if (isUpdate)
            reference.onUpdate = lowered(action);
        return {};
    }

    Result<> deferral(ParsedReference &reference)
    {
        const bool isNot = m_cursor.takeWords("NOT", "DEFERRABLE");
        if (!isNot && !m_cursor.takeWord("DEFERRABLE"))
            return {};
        reference.deferrable = !isNot;
        if (m_cursor.takeWord("INITIALLY")) {
            KILTER_TRY(const std::string when, m_cursor.name());
            reference.initiallyDeferred = !isNot && equalsIgnoringCase(when, "deferred");
        }
        return {};
    }

    Result<> column()
    {
        ParsedColumn parsedColumn;
        KILTER_TRY(parsedColumn.name, m_cursor.name());
        parsedColumn.type = type();
        m_table.columns.push_back(std::move(parsedColumn));
        std::string name;
        while (!m_cursor.atEnd() && !m_cursor.is(",") && !m_cursor.is(")")) {
            if (m_cursor.takeWord("CONSTRAINT")) {
                KILTER_TRY(name, m_cursor.name());
                continue;
            }
            KILTER_CHECK(columnConstraint(m_table.columns.back(), std::move(name)));
            name.clear();
        }
        return {};
    }

    bool endsType() const
    {
        static constexpr std::array<std::string_view, 10> words{"CONSTRAINT", "PRIMARY", "NOT",        "NULL", "UNIQUE",
                                                                "CHECK",      "DEFAULT", "COLLATE",    "AS",   "REFERENCES"};
        if (m_cursor.isWord("GENERATED") && m_cursor.isWord("ALWAYS", 1) && m_cursor.isWord("AS", 2))
            return true;
        return std::ranges::any_of(words, [&](std::string_view word) { return m_cursor.isWord(word); });
    }

    /// Words and quoted names, then ( number ) or ( number, number ).
    std::string type()
    {
        const std::size_t begin = m_cursor.place();
        while (m_cursor.peek() && m_cursor.peek()->kind != TokenKind::Operator && !endsType())
            m_cursor.skip();
        if (m_cursor.place() > begin && m_cursor.is("(")) {
            while (!m_cursor.atEnd() && !m_cursor.is(")"))
                m_cursor.skip();
            m_cursor.take(")");
        }
        return m_cursor.textOf(m_cursor.from(begin));
    }

    Result<> columnConstraint(ParsedColumn &column, std::string name)
    {
        if (m_cursor.takeWords("NOT", "NULL"))
            return nullability(column, true);
        if (m_cursor.takeWord("NULL"))
            return nullability(column, false);
        if (m_cursor.takeWord("DEFAULT"))
            return defaultValue(column);
        if (m_cursor.takeWord("COLLATE")) {
            KILTER_TRY(column.collation, m_cursor.name());
            return {};
        }
        if (m_cursor.isWord("AS") || m_cursor.isWord("GENERATED"))
            return generation(column);
        if (m_cursor.isWord("DEFERRABLE") || (m_cursor.isWord("NOT") && m_cursor.isWord("DEFERRABLE", 1)))
            return looseDeferral();
        return columnKey(column, std::move(name));
    }

    Result<> nullability(ParsedColumn &column, bool notNull)
    {
        column.notNull = column.notNull || notNull;
        std::string action;
        KILTER_CHECK(conflict(action));
        column.hasUnmodelled = column.hasUnmodelled || !action.empty();
        return {};
    }

    Result<> defaultValue(ParsedColumn &column)
    {
        if (m_cursor.is("(")) {
            KILTER_TRY(const auto tokens, m_cursor.parenthesised());
            column.defaultText = m_cursor.textOf(tokens);
            return {};
        }
        const std::size_t begin = m_cursor.place();
        if (!m_cursor.take("-"))
            m_cursor.take("+");
        if (m_cursor.atEnd())
            return m_cursor.unexpected("a value");
        m_cursor.skip();
        column.defaultText = m_cursor.textOf(m_cursor.from(begin));
        return {};
    }

    Result<> generation(ParsedColumn &column)
    {
        m_cursor.takeWords("GENERATED", "ALWAYS");
        KILTER_CHECK(m_cursor.needWord("AS"));
        KILTER_TRY(const auto tokens, m_cursor.parenthesised());
        column.generationExpression = m_cursor.textOf(tokens);
        column.generated = m_cursor.takeWord("STORED") ? "stored" : "virtual";
        m_cursor.takeWord("VIRTUAL");
        return {};
    }

    /// DEFERRABLE apart from its REFERENCES: belongs to the foreign key before it.
    Result<> looseDeferral()
    {
        ParsedReference nowhere;
        const bool hasKey = !m_table.constraints.empty() && m_table.constraints.back().kind == Kind::ForeignKey;
        return deferral(hasKey ? m_table.constraints.back().reference : nowhere);
    }

    Result<> columnKey(const ParsedColumn &column, std::string name)
    {
        ParsedConstraint constraint;
        constraint.name = std::move(name);
        constraint.column = column.name;
        constraint.columns = {{column.name, false, {}, false}};
        if (m_cursor.takeWords("PRIMARY", "KEY")) {
            constraint.kind = Kind::PrimaryKey;
            constraint.columns[0].descending = m_cursor.takeWord("DESC");
            m_cursor.takeWord("ASC");
            KILTER_CHECK(conflict(constraint.conflict));
            constraint.autoIncrement = m_cursor.takeWord("AUTOINCREMENT");
        } else if (m_cursor.takeWord("UNIQUE")) {
            constraint.kind = Kind::Unique;
            KILTER_CHECK(conflict(constraint.conflict));
        } else if (m_cursor.takeWord("CHECK")) {
            constraint.columns.clear();
            KILTER_CHECK(check(constraint));
        } else if (m_cursor.takeWord("REFERENCES")) {
            constraint.kind = Kind::ForeignKey;
            KILTER_CHECK(reference(constraint.reference));
        } else {
            return m_cursor.unexpected("a column constraint");
        }
        m_table.constraints.push_back(std::move(constraint));
        return {};
    }

    Cursor &m_cursor;
    ParsedTable m_table;
};

} // namespace

Result<ParsedTable> parseTable(std::string_view sql)
{
    KILTER_TRY(const std::vector<Token> tokens, statementTokens(sql));
    Cursor cursor(sql, tokens);
    return TableParser(cursor).parsed();
}

} // namespace kilter::sqlite
