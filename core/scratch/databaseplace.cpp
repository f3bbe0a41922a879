#include "core/base/log.h"
#include "core/base/text.h"
#include "core/scratch/places.h"

#include <atomic>
#include <unistd.h>

namespace kilter {
namespace {

constexpr std::string_view prefix = "kilter_scratch_";

std::int64_t secondsNow()
{
    return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

/// kilter_scratch_<seconds since 1970>_<process>_<count>: the time tells what a killed process left, wherever that ran.
std::string freshName()
{
    static std::atomic<int> counter = 0;
    return std::string(prefix) + std::to_string(secondsNow()) + "_" + std::to_string(getpid()) + "_" +
           std::to_string(++counter);
}

/// Drops scratch databases that are older than ten minutes and that nobody is connected to (a place in use always is).
void removeStaleDatabases(Connection &admin)
{
    const auto rows =
        admin.execute("SELECT d.datname, pg_catalog.split_part(d.datname, '_', 3) FROM pg_catalog.pg_database d "
                      "WHERE d.datname ~ '^kilter_scratch_[0-9]{1,15}_[0-9]+_[0-9]+$' "
                      "AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_activity a WHERE a.datid = d.oid)");
    for (std::size_t row = 0; rows && row < rows->rows.size(); ++row) {
        if (rows->integer(row, 1) < secondsNow() - 600 &&
            admin.execute("DROP DATABASE IF EXISTS " + rows->text(row, 0)))
            logLine(LogCategory::Scratch, "removed the stale database " + rows->text(row, 0));
    }
}

class DatabasePlace final : public ScratchPlace
{
public:
    DatabasePlace(const ScratchOptions &options, DatabasePlaceOptions place)
        : ScratchPlace(options), m_place(std::move(place))
    {}
    ~DatabasePlace() override { drop(); }

    Connection &connection() override { return *m_connection; }
    bool mayMakeRoles() const override { return m_place.isPrivate; }

    std::string description() const override
    {
        const std::string version = std::to_string(m_admin->serverVersion() / 10000);
        return m_place.isPrivate ? "a private PostgreSQL " + version + " server"
                                 : "database " + m_name + " " + m_place.words + " (PostgreSQL " + version + ")";
    }

    Result<> connectAdmin()
    {
        KILTER_TRY(m_admin, Connection::open(m_place.server, openOptions()));
        if (!m_place.isPrivate)
            removeStaleDatabases(*m_admin);
        return {};
    }

    Result<> reset() override
    {
        drop();
        m_admin->setStop(m_options.stop);
        const std::string name = freshName();
        // Copying files is twice as fast as writing them to the log, but it needs a checkpoint, dear on a server that
        // others use.
        const bool copies = m_place.isPrivate && m_admin->serverVersion() >= 150000;
        KILTER_CHECK(m_admin->execute("CREATE DATABASE " + name + " TEMPLATE template0" +
                                      (copies ? " STRATEGY file_copy" : "")));
        m_name = name;
        KILTER_TRY(m_connection, Connection::open(withDatabase(m_place.server, name), openOptions()));
        return prepareEmpty();
    }

private:
    OpenOptions openOptions() const
    {
        OpenOptions options;
        options.stop = m_options.stop;
        options.lockTimeout = "20s";
        return options;
    }

    /// Also after a stop request.
    void drop()
    {
        m_connection.reset();
        if (m_name.empty())
            return;
        m_admin->setStop({});
        const std::string force = m_admin->serverVersion() >= 130000 ? " WITH (FORCE)" : "";
        if (auto dropped = m_admin->execute("DROP DATABASE IF EXISTS " + m_name + force); !dropped)
            logLine(LogCategory::Scratch, "cannot drop " + m_name + ": " + dropped.error().message);
        m_name.clear();
    }

    DatabasePlaceOptions m_place;
    std::unique_ptr<Connection> m_admin;
    std::unique_ptr<Connection> m_connection;
    std::string m_name;
};

} // namespace

Result<std::unique_ptr<ScratchPlace>> openDatabasePlace(const ScratchOptions &options,
                                                        DatabasePlaceOptions placeOptions)
{
    auto place = std::make_unique<DatabasePlace>(options, std::move(placeOptions));
    KILTER_CHECK(place->connectAdmin());
    KILTER_CHECK(place->reset());
    return place;
}

} // namespace kilter
