#include "core/migration/migration.h"
#include "tests/fuzz/property.h"

#include <string>

using namespace kilter;

/// What reads as a migration is written in its canonical form and read back as the same: headers, sections, checksums.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string text(reinterpret_cast<const char *>(data), size);
    const std::string path = "migrations/20261121101500_fuzz.sql";
    const auto migration = parseMigration(text, path, {"main", DialectKind::PostgreSql});
    if (!migration) {
        KILTER_PROPERTY(!migration.error().diagnostics.empty());
        return 0;
    }
    const std::string written = toText(*migration);
    const auto again = parseMigration(written, path);
    KILTER_PROPERTY(again.has_value());
    KILTER_PROPERTY(toText(*again) == written);
    KILTER_PROPERTY(again->id == migration->id && again->depends == migration->depends && again->dialect == migration->dialect);
    KILTER_PROPERTY(again->sections.size() == migration->sections.size());
    KILTER_PROPERTY(checksum(*again) == checksum(*migration) && checksumDown(*again) == checksumDown(*migration));
    return 0;
}
