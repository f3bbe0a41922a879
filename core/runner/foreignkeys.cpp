#include "core/runner/foreignkeys.h"

#include "core/base/text.h"

namespace kilter {

namespace {

constexpr std::string_view mismatch = "foreign key mismatch";

} // namespace

Result<ForeignKeyViolations> foreignKeyViolations(Connection &connection)
{
    ForeignKeyViolations violations;
    if (connection.dialect() != DialectKind::Sqlite)
        return violations;
    const auto rows =
        connection.execute("SELECT \"table\", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2");
    // A key whose parent columns are not unique ends the check: a finding like others, that may have been there before.
    if (!rows && rows.error().message.find(mismatch) != std::string::npos)
        return ForeignKeyViolations{{rows.error().message, 1}};
    if (!rows)
        return tl::unexpected(rows.error());
    for (std::size_t i = 0; i < rows->rows.size(); ++i)
        violations[rows->text(i, 0) + " → " + rows->text(i, 1)] = rows->integer(i, 2);
    return violations;
}

Result<> checkForeignKeys(Connection &connection, const ForeignKeyViolations &before)
{
    KILTER_TRY(const ForeignKeyViolations after, foreignKeyViolations(connection));
    std::vector<std::string> broken;
    for (const auto &[tables, count] : after) {
        const auto known = before.find(tables);
        const std::int64_t more = count - (known == before.end() ? 0 : known->second);
        if (more > 0)
            broken.push_back(tables.find(mismatch) != std::string::npos
                                 ? tables
                                 : counted(std::size_t(more), "row") + " of " + tables);
    }
    if (broken.empty())
        return {};
    return failure(ErrorCode::Failed, "foreign keys would be broken: " + joined(broken, ", "),
                   "Rows point to rows that are not there; nothing of the section was kept.");
}

Result<ForeignKeysOff> ForeignKeysOff::of(Connection &connection)
{
    ForeignKeysOff scope(nullptr);
    if (connection.dialect() != DialectKind::Sqlite || connection.inTransaction())
        return scope;
    scope.m_connection = &connection;
    for (const auto &[pragma, value] : {std::pair("foreign_keys", "0"), std::pair("legacy_alter_table", "1")}) {
        KILTER_TRY(const Rows present, connection.execute(std::string("PRAGMA ") + pragma));
        scope.m_restore.push_back(std::string("PRAGMA ") + pragma + " = " + present.text(0, 0));
        KILTER_CHECK(connection.execute(std::string("PRAGMA ") + pragma + " = " + value));
    }
    return scope;
}

ForeignKeysOff::~ForeignKeysOff()
{
    if (!m_connection)
        return;
    const std::stop_token stop = m_connection->stop();
    m_connection->setStop({});
    for (const std::string &sql : m_restore)
        (void)m_connection->execute(sql);
    m_connection->setStop(stop);
}

} // namespace kilter
