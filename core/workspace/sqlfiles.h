#pragma once
#include "core/dialect/dialect.h"
#include "core/workspace/workspace.h"

namespace kilter {

/// What a query of sql/ names; which objects that means is known when the whole catalog is.
struct SqlUses
{
    std::vector<std::pair<std::string, std::string>> relations; ///< schema (may be empty) and name
    std::vector<std::string> columns;                           ///< last names of column references; "*": all
    std::vector<std::string> types;
};

/// A statement about an object that another statement or a model defines.
struct SqlRemark
{
    enum class What { Comment, Owner, OwnedBy };
    What what = What::Comment;
    ObjectRef object; ///< kind Table stands for any relation
    std::string text; ///< comment or role
    std::optional<ObjectRef> column;
    SourcePlace place;
    std::string sql; ///< the statement
};

/// What the files of sql/ say for one store.
struct SqlFiles
{
    std::vector<Object> objects; ///< as they are written, with places
    std::map<ObjectRef, SqlUses> uses;
    std::vector<SqlRemark> remarks;
    std::vector<UnreadSql> unread; ///< PostgreSQL: what only a server can read
    Diagnostics diagnostics;
};

/// All of sql/**/*.sql that belongs to the store: files below sql/<another store>/ and those whose leading comments say "-- stores: a, b"
/// without it do not. Order means nothing. What is no description of an object is an error; what holds secrets or stands outside the database a
/// warning.
[[nodiscard]] Result<SqlFiles> readSqlFiles(const Workspace &workspace, const StoreConfig &store);

/// A file of sql/ that belongs to the store, taken apart.
struct SqlFile
{
    std::string path;
    std::string text;
    std::vector<ScriptStatement> statements;
};

/// Those that can be taken apart.
[[nodiscard]] Result<std::vector<SqlFile>> sqlFilesOf(const Workspace &workspace, const StoreConfig &store);

/// The files' objects added to a catalog, with their comments, owners and dependencies. Findings: objects defined twice, remarks about
/// unknown objects.
Diagnostics addSqlFiles(Catalog &catalog, const SqlFiles &files);

/// Whether a model or a file of sql/ can say what objects of the kind are. Not what holds secrets and names other places.
bool isDescribedByWorkspace(Kind kind);

/// The same without a server that reads the files: only those kinds that Kilter reads by itself.
bool isReadLocally(Kind kind, DialectKind dialect);

} // namespace kilter
