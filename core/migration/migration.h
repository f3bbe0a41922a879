#pragma once
#include "core/base/result.h"
#include "core/catalog/catalog.h"
#include "core/dialect/statement.h"

#include <filesystem>

namespace kilter {

enum class Direction
{
    Up,
    Down
};
std::string_view keyword(Direction direction); ///< "up" | "down"

/// A part of a migration that runs, and commits, as one.
struct Section
{
    Direction direction = Direction::Up;
    std::string name;        ///< section=backfill; empty: none given
    bool transaction = true; ///< false: each statement that can gets a transaction of its own, the others run alone
    int retries = -1;        ///< after a lock time-out; -1: as the store says
    int batch = 0;           ///< rows a round of a repeated UPDATE or DELETE; 0: not repeated
    std::optional<DialectKind> dialect;                 ///< stores of another kind skip the section
    Reversibility reversibility = Reversibility::Exact; ///< of a down section
    std::string reason; ///< why not exact: the "-- reason: …" lines that open the section
    std::string text;   ///< the SQL between the section lines, as written
    int line = 1;       ///< of the text's first line in the file

    /// The name, or "section 2" where it has none (ordinal counts from 1 within its direction).
    std::string label(std::size_t ordinal) const;
    bool operator==(const Section &) const = default;
};

/// A migration file: headers, up and down sections. A value; what a file says and nothing about where it was applied.
struct Migration
{
    std::string id; ///< the file name without its ending
    std::string title;
    std::string description;
    std::string store;
    DialectKind dialect = DialectKind::PostgreSql;
    std::string version;
    std::optional<std::vector<std::string>>
        depends; ///< none: follows the one before it by id; empty ("depends: none"): a base
    bool breaking = false;
    std::vector<Section> sections;
    std::string path; ///< empty: not from a file
    std::string text; ///< the whole file

    std::vector<const Section *> sectionsOf(Direction direction) const;
    bool hasDown() const;
    /// The least reversible of its down sections; a migration without a down section that does something is impossible.
    Reversibility reversibility() const;
    std::string irreversibleReason() const;
};

/// What a file that does not say it belongs to.
struct MigrationDefaults
{
    std::string store;
    DialectKind dialect = DialectKind::PostgreSql;
};

/// Reads the text of a migration file. Invalid, with a diagnostic for each finding (file, line, column): unknown
/// headers and section keys, transaction control, psql commands and COPY FROM STDIN in a section, quotes left open.
/// Section lines count at line start only, outside strings, dollar quotes and comments.
[[nodiscard]] Result<Migration> parseMigration(std::string_view text, const std::string &path,
                                               const MigrationDefaults &defaults = {});

/// Canonical text of a migration: headers, sections.
std::string toText(const Migration &migration);

/// SHA-256 over the up (down) sections without comments and with line ends and trailing blanks normalised.
std::string checksum(const Migration &migration);
std::string checksumDown(const Migration &migration);

/// Whether the text is an id: a number, "_", a name.
bool isMigrationId(std::string_view id);
/// "20261121101500_add_reading_time": the moment in UTC, and the title in ASCII as a slug.
std::string newMigrationId(std::string_view title, std::chrono::system_clock::time_point moment);

/// All SQL migrations of a folder (and its sub-folders) that belong to `store`, sorted by id (numbers compare as
/// numbers). A file without `store:` belongs to `defaults.store`. Files of other kinds of stores (.cypher, .redis) are
/// left out. No folder: none. Errors carry the diagnostics of all files.
[[nodiscard]] Result<std::vector<Migration>>
readMigrations(const std::filesystem::path &folder, const std::string &store, const MigrationDefaults &defaults);

/// Order of ids: by their number, then their name.
bool idBefore(std::string_view a, std::string_view b);

} // namespace kilter
