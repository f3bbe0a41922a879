#pragma once
#include "core/base/result.h"

namespace kilter {

enum class StoreKind
{
    PostgreSql,
    Sqlite,
    Redis,
    Neo4j
};
std::string_view keyword(StoreKind kind); ///< "postgresql" | "sqlite" | "redis" | "neo4j"
std::optional<StoreKind> storeKindOf(std::string_view keyword);

/// Where a database is. The password is apart and never printed.
struct ConnectionUrl
{
    StoreKind kind = StoreKind::Sqlite;
    std::string
        text; ///< the whole URL without the password: safe to show; what libpq gets (plus the password) for PostgreSQL
    std::string path;     ///< SQLite: file, or ":memory:"
    std::string password; ///< secret
    bool isLocal = true;  ///< SQLite, or PostgreSQL on loopback or a Unix socket
    std::string database; ///< database name, or the file's name
};

/// "postgresql://…", "postgres://…", "sqlite:PATH", "sqlite::memory:", a bare path (a SQLite file), "redis://…",
/// "http(s)://…"; "env:NAME" reads the environment. Usage errors never repeat a password.
[[nodiscard]] Result<ConnectionUrl> parseUrl(std::string_view text);

/// The same server with another database. PostgreSQL only.
ConnectionUrl withDatabase(ConnectionUrl url, std::string_view database);

/// The text with everything that looks like a password in a URL or keyword string replaced by "***".
std::string withoutPasswords(std::string text);

} // namespace kilter
