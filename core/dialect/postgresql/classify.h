#pragma once
#include <string_view>

namespace kilter::postgresql {

/// What sort of statement a text is, from its words alone; also for syntax newer than the parser knows.
enum class StatementClass
{
    Empty,
    PsqlCommand,        ///< \connect, \. …: of psql, not of the server
    TransactionControl, ///< BEGIN, COMMIT, SAVEPOINT, PREPARE TRANSACTION …
    CopyFromStdin,      ///< its data would have to follow
    Copy,               ///< other COPY
    Select,             ///< SELECT, VALUES, TABLE, WITH … SELECT
    Dml,                ///< INSERT, UPDATE, DELETE, MERGE, TRUNCATE, also behind WITH
    Ddl,                ///< CREATE, ALTER, DROP, COMMENT, GRANT, REVOKE, SECURITY LABEL …
    Set,                ///< SET, RESET, DISCARD
    Do,                 ///< DO, CALL
    Other,              ///< VACUUM, ANALYZE, LOCK, EXPLAIN …
};

StatementClass classify(std::string_view statement);

inline bool isTransactionControl(std::string_view statement)
{
    return classify(statement) == StatementClass::TransactionControl;
}

/// Whether PostgreSQL (12 or newer) refuses the statement inside a transaction block: CONCURRENTLY, VACUUM, CREATE
/// DATABASE …
bool refusesTransaction(std::string_view statement);

} // namespace kilter::postgresql
