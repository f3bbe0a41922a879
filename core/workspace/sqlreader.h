#pragma once
#include "core/dialect/dialect.h"
#include "core/workspace/sqlfiles.h"

namespace kilter {

/// Reads the statements of one file into SqlFiles; one class a dialect.
class SqlReader
{
public:
    SqlReader(std::string file, std::string_view text, SqlFiles &into) : m_file(std::move(file)), m_text(text), m_into(into) {}
    virtual ~SqlReader() = default;
    virtual void read(const ScriptStatement &statement) = 0;

protected:
    SourcePlace placeOf(const ScriptStatement &statement) const;
    void report(const ScriptStatement &statement, Severity severity, std::string code, std::string message, std::string hint = {});
    void add(const ScriptStatement &statement, Object object);

    std::string m_file;
    std::string_view m_text;
    SqlFiles &m_into;
};

std::unique_ptr<SqlReader> postgresqlReader(std::string file, std::string_view text, SqlFiles &into, const std::string &defaultSchema);
std::unique_ptr<SqlReader> sqliteReader(std::string file, std::string_view text, SqlFiles &into);

} // namespace kilter
