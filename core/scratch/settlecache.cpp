#include "core/scratch/settlecache.h"

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/json.h"

namespace kilter {
namespace {
namespace fs = std::filesystem;

/// Files that nothing asked for within this time are removed.
constexpr auto keptFor = std::chrono::hours(24 * 30);

} // namespace

SettleCache::SettleCache(fs::path folder) : m_folder(folder.empty() ? fs::path() : folder / "settled") {}

fs::path SettleCache::pathOf(const std::string &key) const
{
    return m_folder / (sha256(key).substr(0, 32) + ".json");
}

std::optional<Catalog> SettleCache::find(const std::string &key) const
{
    std::error_code error;
    if (m_folder.empty() || !fs::exists(pathOf(key), error))
        return {};
    const auto text = readTextFile(pathOf(key));
    const auto json = text ? parseJson(*text) : tl::unexpected(text.error());
    auto catalog = json ? catalogFromJson(*json) : tl::unexpected(json.error());
    if (!catalog)
        return {};
    fs::last_write_time(pathOf(key), fs::file_time_type::clock::now(), error);
    catalog->settled = true;
    return std::move(*catalog);
}

void SettleCache::keep(const std::string &key, const Catalog &catalog) const
{
    if (m_folder.empty() || !writeTextFile(pathOf(key), toText(toJson(catalog))))
        return;
    std::error_code error;
    for (const fs::directory_entry &entry : fs::directory_iterator(m_folder, error)) {
        if (entry.path().extension() == ".json" &&
            fs::file_time_type::clock::now() - entry.last_write_time(error) > keptFor)
            fs::remove(entry.path(), error);
    }
}

} // namespace kilter
