#pragma once
#include "core/connection/connection.h"

namespace kilter {

/// Rows that break a foreign key, counted by "table → parent". SQLite only; elsewhere empty.
using ForeignKeyViolations = std::map<std::string, std::int64_t>;
[[nodiscard]] Result<ForeignKeyViolations> foreignKeyViolations(Connection &connection);

/// Failed, naming the tables, when there are more than before (sqlite.org/lang_altertable.html, step 10).
[[nodiscard]] Result<> checkForeignKeys(Connection &connection, const ForeignKeyViolations &before);

/// SQLite: foreign keys off and legacy_alter_table on, outside of transactions; both are restored at the end. Elsewhere
/// nothing.
class ForeignKeysOff
{
public:
    [[nodiscard]] static Result<ForeignKeysOff> of(Connection &connection);
    ForeignKeysOff(ForeignKeysOff &&other) noexcept
        : m_connection(std::exchange(other.m_connection, nullptr)), m_restore(std::move(other.m_restore))
    {}
    ForeignKeysOff &operator=(ForeignKeysOff &&) = delete;
    ~ForeignKeysOff();

private:
    explicit ForeignKeysOff(Connection *connection) : m_connection(connection) {}
    Connection *m_connection;
    std::vector<std::string> m_restore;
};

} // namespace kilter
