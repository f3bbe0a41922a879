#include "core/scratch/places.h"

namespace kilter {
namespace {

class MemoryPlace final : public ScratchPlace
{
public:
    explicit MemoryPlace(const ScratchOptions &options) : ScratchPlace(options) {}

    Connection &connection() override { return *m_connection; }
    std::string description() const override { return "SQLite in memory"; }
    Result<> reset() override
    {
        ConnectionUrl url;
        url.text = "sqlite::memory:";
        url.path = url.database = ":memory:";
        OpenOptions options;
        options.stop = m_options.stop;
        KILTER_TRY(m_connection, Connection::open(url, options));
        return prepareEmpty();
    }

private:
    std::unique_ptr<Connection> m_connection;
};

} // namespace

Result<std::unique_ptr<ScratchPlace>> openMemoryPlace(const ScratchOptions &options)
{
    auto place = std::make_unique<MemoryPlace>(options);
    KILTER_CHECK(place->reset());
    return place;
}

} // namespace kilter
