#include "core/base/log.h"
#include "core/scratch/places.h"

namespace kilter {
namespace {

/// Of no use to others while we hold it: two places in one database would build into each other.
constexpr std::string_view lockSql =
    "SELECT pg_catalog.pg_try_advisory_lock(pg_catalog.hashtextextended('kilter scratch', 0))";

/// What stands in schemas that are neither the system's nor an extension's, but for what extensions brought.
constexpr std::string_view contentSql =
    "WITH o AS (SELECT 'pg_catalog.pg_class'::pg_catalog.regclass AS c, oid, relname AS name, relnamespace AS n FROM "
    "pg_catalog.pg_class "
    "UNION ALL SELECT 'pg_catalog.pg_proc'::pg_catalog.regclass, oid, proname, pronamespace FROM pg_catalog.pg_proc "
    "UNION ALL SELECT 'pg_catalog.pg_type'::pg_catalog.regclass, oid, typname, typnamespace FROM pg_catalog.pg_type "
    "WHERE typrelid = 0 AND typelem = 0 "
    "UNION ALL SELECT 'pg_catalog.pg_operator'::pg_catalog.regclass, oid, oprname, oprnamespace FROM "
    "pg_catalog.pg_operator "
    "UNION ALL SELECT 'pg_catalog.pg_collation'::pg_catalog.regclass, oid, collname, collnamespace FROM "
    "pg_catalog.pg_collation) "
    "SELECT s.nspname || '.' || o.name FROM o JOIN pg_catalog.pg_namespace s ON s.oid = o.n "
    "WHERE s.nspname !~ '^pg_' AND s.nspname <> 'information_schema' AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend "
    "d "
    "WHERE d.classid = o.c AND d.objid = o.oid AND d.deptype = 'e') ORDER BY 1";

class OwnPlace final : public ScratchPlace
{
public:
    OwnPlace(const ScratchOptions &options, std::unique_ptr<Connection> connection)
        : ScratchPlace(options), m_connection(std::move(connection))
    {}
    ~OwnPlace() override
    {
        if (!m_ours)
            return;
        m_connection->setStop({});
        if (auto cleaned = clean(); !cleaned)
            logLine(LogCategory::Scratch, "cannot empty the scratch database: " + cleaned.error().message);
    }

    Connection &connection() override { return *m_connection; }
    std::string description() const override { return "the scratch database " + m_connection->databaseName(); }

    Result<> take()
    {
        KILTER_TRY(const Rows lock, m_connection->execute(lockSql));
        if (!lock.isTrue(0, 0))
            return failure(ErrorCode::Refused,
                           "the scratch database " + m_connection->databaseName() +
                               " is in use by another run of Kilter",
                           "wait for its end, or give each a database of its own");
        KILTER_TRY(const Rows content, m_connection->execute(contentSql));
        if (!content.rows.empty())
            return failure(
                ErrorCode::Refused,
                "the scratch database " + m_connection->databaseName() + " is not empty: it holds " +
                    content.text(0, 0) +
                    (content.rows.size() > 1 ? " and " + std::to_string(content.rows.size() - 1) + " more"
                                             : std::string()),
                "name an empty database as scratch, or a user who may create databases (ALTER ROLE … CREATEDB)");
        m_ours = true;
        return reset();
    }

    Result<> reset() override
    {
        KILTER_CHECK(clean());
        return prepareEmpty();
    }

private:
    Result<> clean()
    {
        if (m_connection->inTransaction())
            KILTER_CHECK(m_connection->execute("ROLLBACK"));
        KILTER_TRY(const Rows content, m_connection->execute(contentSql));
        KILTER_TRY(
            const Rows others,
            m_connection->execute(
                "SELECT FROM pg_catalog.pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' "
                "AND nspname <> 'public'"));
        return content.rows.empty() && others.rows.empty() ? Result<>() : dropSchemas();
    }

    std::unique_ptr<Connection> m_connection;
    bool m_ours = false;
};

} // namespace

Result<std::unique_ptr<ScratchPlace>> openOwnPlace(const ScratchOptions &options, const ConnectionUrl &url)
{
    OpenOptions open;
    open.stop = options.stop;
    KILTER_TRY(auto connection, Connection::open(url, open));
    auto place = std::make_unique<OwnPlace>(options, std::move(connection));
    KILTER_CHECK(place->take());
    return place;
}

} // namespace kilter
