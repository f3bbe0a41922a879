#include "core/base/text.h"
#include "core/dialect/sqlite/createtable.h"
#include "core/dialect/sqlite/token.h"
#include "core/workspace/sqlreader.h"

namespace kilter {
namespace {

class SqliteReader : public SqlReader
{
public:
    using SqlReader::SqlReader;

    void read(const ScriptStatement &statement) override
    {
        const auto tokens = sqlite::tokensOf(statement.text);
        if (!tokens || tokens->empty())
            return;
        std::size_t at = 1;
        while (at < tokens->size() && ((*tokens)[at].isWord("TEMP") || (*tokens)[at].isWord("TEMPORARY") || (*tokens)[at].isWord("UNIQUE")))
            ++at;
        const std::string what = at < tokens->size() && (*tokens)[0].isWord("CREATE") ? lowered((*tokens)[at].text) : std::string();
        if (what == "view")
            readView(statement);
        else if (what == "trigger")
            readTrigger(statement);
        else if (what == "table" || what == "index")
            report(statement, Severity::Error, "table-in-sql", "CREATE " + std::string(what == "table" ? "TABLE" : "INDEX") + " does not belong into sql/", "Tables and their indexes are described by model definitions.");
        else
            report(statement, Severity::Error, "not-a-description", lowered((*tokens)[0].text) + " describes no object", "sql/ holds CREATE VIEW and CREATE TRIGGER; changes belong into migrations.");
    }

private:
    template<class Parsed>
    bool isRead(const ScriptStatement &statement, const Result<Parsed> &parsed)
    {
        if (!parsed)
            report(statement, Severity::Error, "sql-syntax", parsed.error().message, parsed.error().hint);
        return parsed.has_value();
    }

    void readView(const ScriptStatement &statement)
    {
        const auto parsed = sqlite::parseView(statement.text);
        if (isRead(statement, parsed))
            add(statement, Object(ObjectRef{Kind::View, {}, {}, parsed->name, {}}, View{parsed->query, parsed->columns, {}, {}}));
    }

    void readTrigger(const ScriptStatement &statement)
    {
        const auto parsed = sqlite::parseTrigger(statement.text);
        if (isRead(statement, parsed))
            add(statement, Object(ObjectRef{Kind::Trigger, {}, parsed->table, parsed->name, {}}, Trigger{statement.text}));
    }
};

} // namespace

std::unique_ptr<SqlReader> sqliteReader(std::string file, std::string_view text, SqlFiles &into)
{
    return std::make_unique<SqliteReader>(std::move(file), text, into);
}

} // namespace kilter
