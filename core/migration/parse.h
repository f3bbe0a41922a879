#pragma once
#include "core/migration/migration.h"

namespace kilter {

/// What was understood of a migration file, and what is wrong with it.
struct ParsedMigration
{
    Migration migration;
    Diagnostics diagnostics;
};

ParsedMigration readMigrationText(std::string_view text, const std::string &path, const MigrationDefaults &defaults);

/// A header's value as it is read and written: control characters are blanks, none at the ends.
std::string headerLine(std::string_view text);

/// Findings in the SQL of a section: transaction control, psql commands, COPY FROM STDIN, what cannot run in a
/// transaction, quotes left open.
void checkSection(const Migration &migration, const Section &section, Diagnostics &diagnostics);

} // namespace kilter
