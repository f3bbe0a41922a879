#pragma once
#include "app/cli/context.h"
#include "core/diff/diff.h"
#include "core/dialect/dialect.h"

namespace kilter::cli {

/// What is compared, imported or drawn: a database, a workspace, a SQL file, a revision.
struct Source
{
    enum class Type { Database, Workspace, SqlFile, Revision };
    Type type = Type::Database;
    std::string text;                 ///< as it was named; safe to show
    std::optional<Target> target;     ///< Database; for a Workspace its store
    std::optional<Workspace> workspace;
    std::string argument;             ///< file or revision
};

/// The words of --from and --to. An empty text is the default: the chosen store (`defaultIsWorkspace` false) or the workspace.
[[nodiscard]] Result<Source> parseSource(const Context &context, const std::string &text, bool defaultIsWorkspace);

/// Which dialect the source speaks, where that is known without the other side.
std::optional<DialectKind> dialectOf(const Source &source);

/// The source's catalog as it is: a database inspected, a workspace read (not yet settled), a script or a revision built in a scratch place.
/// `majorHint`: PostgreSQL major version of the other side, 0: unknown.
[[nodiscard]] Result<Catalog> catalogOf(const Context &context, const Source &source, DialectKind dialect, int majorHint);

struct Comparison
{
    Catalog from;
    Catalog to;
    ChangeList changes;
    DialectKind dialect = DialectKind::PostgreSql;
    std::string timeZone; ///< of the store's session, where one side is a database and the other is not
    Diagnostics notes; ///< what was not modelled, could not be settled …
};

/// Reads both sides (at once when both are databases), settles what comes from files in the server's own words where a scratch place can be had,
/// and compares. `renames` are the words of --rename, which name things of `from`; once understood they stand in options.renames.
[[nodiscard]] Result<Comparison> compare(const Context &context, const Source &from, const Source &to, DiffOptions &options,
                                         const std::vector<std::string> &renames = {});

/// A database with nothing in it, of the dialect and version of `like`; PostgreSQL's schema public is there, as `like` has it.
Catalog emptyDatabase(const Catalog &like);

/// The folder of caches of a workspace, made when missing.
std::filesystem::path cacheFolder(const Workspace &workspace);

InspectOptions inspectOptionsOf(const StoreConfig &store, const std::stop_token &stop);

} // namespace kilter::cli
