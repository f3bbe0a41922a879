#pragma once
#include "core/catalog/catalog.h"

#include <filesystem>

namespace kilter {

/// Settled catalogs by a key, one JSON file each. Whatever goes wrong with it is a miss: it only saves time.
class SettleCache
{
public:
    explicit SettleCache(std::filesystem::path folder);
    std::optional<Catalog> find(const std::string &key) const;
    void keep(const std::string &key, const Catalog &catalog) const;

private:
    std::filesystem::path pathOf(const std::string &key) const;
    std::filesystem::path m_folder; ///< empty: no cache
};

} // namespace kilter
