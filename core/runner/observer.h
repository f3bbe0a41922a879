#pragma once
#include "core/connection/connection.h"
#include "core/migration/migration.h"

namespace kilter {

/// One statement of a run.
struct StatementRun
{
    std::string migrationId;
    std::size_t section = 1; ///< from 1, within its direction
    std::size_t ordinal = 1; ///< from 1, within the section
    std::string sql;
    int line = 0; ///< in the migration's file
    double ms = 0;
    std::int64_t affected = 0;
    std::vector<Notice> notices;
};

/// Is told what a run does, in its thread. Every function does nothing by default.
class ApplyObserver
{
public:
    virtual ~ApplyObserver() = default;
    virtual void migrationStarted(const Migration &, Direction, std::size_t /*ordinal*/, std::size_t /*of*/) {}
    virtual void migrationFinished(const Migration &, Direction, bool /*ok*/, double /*ms*/) {}
    virtual void sectionStarted(const Migration &, const Section &, std::size_t /*statements*/) {}
    virtual void sectionFinished(const Migration &, const Section &, bool /*ok*/, double /*ms*/) {}
    virtual void statementStarted(const StatementRun &) {}
    virtual void statementFinished(const StatementRun &, bool /*ok*/) {}
    virtual void noticed(const StatementRun &, const Notice &) {}
    virtual void retrying(const StatementRun &, int /*attempt*/, std::chrono::milliseconds /*wait*/,
                          const std::string & /*why*/)
    {}
    virtual void warned(const Diagnostic &) {}
};

} // namespace kilter
