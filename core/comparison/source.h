#pragma once
#include "core/dialect/dialect.h"
#include "core/migration/revisiongraph.h"
#include "core/workspace/target.h"

namespace kilter {

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

/// Which dialect the source speaks, where that is known without the other side.
std::optional<DialectKind> dialectOf(const Source &source);

/// The source's catalog as it is: a database inspected, a workspace read (not yet settled), a script or a revision built in a scratch place.
/// `majorHint`: PostgreSQL major version of the other side, 0: unknown. `timeZone`, where wanted: the session's of a PostgreSQL database, in
/// which literals of models and migrations mean what they mean.
[[nodiscard]] Result<Catalog> catalogOf(const Source &source, DialectKind dialect, int majorHint, const OpenWatch &watch,
                                        std::string *timeZone = nullptr);

/// A database with nothing in it, of the dialect and version of `like`; PostgreSQL's schema public is there, as `like` has it.
Catalog emptyDatabase(const Catalog &like);

/// The folder of caches of a workspace, made when something is written there.
std::filesystem::path cacheFolder(const Workspace &workspace);

InspectOptions inspectOptionsOf(const StoreConfig &store, const std::stop_token &stop);

/// The migrations of a store, with what a file that says nothing belongs to.
[[nodiscard]] Result<RevisionGraph> graphOf(const Workspace &workspace, const StoreConfig &store);

} // namespace kilter
