#pragma once
#include "app/cli/context.h"
#include "core/migration/revisiongraph.h"
#include "core/comparison/site.h"

namespace kilter::cli {

/// A workspace, one of its stores, and that store's migrations.
struct Project
{
    Workspace workspace;
    StoreConfig store;
    RevisionGraph graph;

    std::filesystem::path migrationFolder() const { return workspace.folder / "migrations"; }
};

[[nodiscard]] Result<Project> openProject(const Context &context);

/// A project with its database open.
struct Site : StoreSite
{
    Project project;

    RunOptions runOptions(const Context &context) const { return StoreSite::runOptions(context.stop); }
};

[[nodiscard]] Result<Site> openSite(const Context &context, const OpenFor &purpose);

/// Refused for a read-only connection; on production the user must have said --yes or types the database's name on the terminal.
[[nodiscard]] Result<> confirm(const Site &site, const std::string &what, bool saidYes);

/// What an observer of a run prints: each migration, its statements with time, and the server's notices.
class RunPrinter : public ApplyObserver
{
public:
    RunPrinter(const Context &context, std::string verb) : m_verb(std::move(verb)), m_quiet(context.isJson()) {}
    void migrationStarted(const Migration &migration, Direction direction, std::size_t ordinal, std::size_t of) override;
    void migrationFinished(const Migration &migration, Direction direction, bool ok, double ms) override;
    void statementFinished(const StatementRun &statement, bool ok) override;
    void noticed(const StatementRun &statement, const Notice &notice) override;
    void retrying(const StatementRun &statement, int attempt, std::chrono::milliseconds wait, const std::string &why) override;
    void warned(const Diagnostic &diagnostic) override;

private:
    std::string m_verb;
    bool m_quiet;
};

/// Prints the end of a run (which sections stand after a failure) and returns its exit code, or the run's error.
[[nodiscard]] Result<int> reportRun(const Context &context, const ApplyReport &report, const std::string &nothing);

/// The first line of a statement, cut to 100 characters.
std::string headline(std::string_view sql);

} // namespace kilter::cli
