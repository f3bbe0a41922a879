#include "core/base/text.h"
#include "core/plan/plan.h"
#include "core/plan/sqlitescript.h"

namespace kilter {
namespace {

/// Everything of a message stays behind "-- ", also after a line end in a hostile name.
std::string comment(const std::string &text)
{
    return "-- " + replaced(replaced(text, "\r", " "), "\n", "\n-- ") + '\n';
}

std::string warnings(const Statement &statement)
{
    std::string text;
    for (const Hazard &hazard : statement.hazards)
        text += comment(hazard.id + ": " + hazard.message);
    if (statement.losesData && statement.hazards.empty())
        text += comment("loses data: " + statement.reason);
    return text;
}

/// Opens and closes transactions around runs of statements.
class Script
{
public:
    Script(const std::vector<Statement> &statements, const Dialect &dialect, const ScriptOptions &options)
        : m_careful(dialect.kind() == DialectKind::Sqlite && sqlite::needsCare(statements)), m_options(options)
    {
    }

    void add(const Statement &statement)
    {
        if (!statement.transactional || statement.commitBefore)
            close();
        if (statement.transactional)
            open();
        if (m_options.hazardComments)
            m_text += warnings(statement);
        m_text += statement.sql + ";\n";
    }

    std::string finished()
    {
        close();
        return std::move(m_text);
    }

private:
    void open()
    {
        if (m_open || !m_options.transactions)
            return;
        m_text += m_careful ? sqlite::scriptBegin() : "BEGIN;\n";
        m_open = true;
    }

    void close()
    {
        if (!m_open)
            return;
        m_text += m_careful ? sqlite::scriptCommit() : "COMMIT;\n";
        m_open = false;
    }

    bool m_careful; ///< SQLite, and tables that there are change
    const ScriptOptions &m_options;
    bool m_open = false;
    std::string m_text;
};

} // namespace

std::string scriptOf(const std::vector<Statement> &statements, const Dialect &dialect, const ScriptOptions &options)
{
    Script script(statements, dialect, options);
    for (const Statement &statement : statements)
        script.add(statement);
    return script.finished();
}

} // namespace kilter
