#pragma once
#include "core/base/result.h"
#include "core/migration/migration.h"

namespace kilter {

/// A statement of a migration that loses data, by the stable id of its hazard: drop-table, drop-column, drop-schema, drop-sequence, truncate.
struct FoundHazard
{
    std::string id;
    std::string migration;
    SourcePlace place;
    std::string statement; ///< its first line
    bool operator==(const FoundHazard &) const = default;
};

/// What a migration's sections of one direction hold, from the statements themselves and from the "-- hazard ID:" comments that generated ones
/// carry. A table of SQLite that is dropped to be replaced by its rebuilt copy is none.
[[nodiscard]] Result<std::vector<FoundHazard>> dataLossOf(const Migration &migration, Direction direction);

/// Refused when one of the migrations holds a protected hazard ([options] protect) that is not in `allowed`; names each with its place.
[[nodiscard]] Result<> checkProtected(const std::vector<const Migration *> &migrations, Direction direction, const std::vector<std::string> &protectedHazards,
                                      const std::vector<std::string> &allowed);

} // namespace kilter
