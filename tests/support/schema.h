#pragma once
#include "core/base/result.h"

#include <string>
#include <string_view>
#include <vector>

/// Schemas as others see them: the judges of what a plan did, independent of Kilter's own inspectors.
namespace kilter::test {

/// Facts about a schema in a form that compares: sorted, each one statement or line.
using SchemaFacts = std::vector<std::string>;

/// The statements of a schema dump, sorted: without comments, SET lines and psql's meta-commands; the elements of a table sorted (the
/// physical order of columns does not count); a CHECK apart from its table and pg_dump's stand-in views undone, since both
/// depend on object numbers only.
SchemaFacts normalisedDump(std::string_view dump);

/// pg_dump --schema-only of a database, normalised. Owners do not count, privileges do.
[[nodiscard]] Result<SchemaFacts> pgDump(const std::string &url);

/// What SQLite's pragmas and sqlite_schema say about a database file: tables, columns, keys, checks, indexes, views, triggers. The
/// order of columns, the spelling of keywords and the quoting of names do not count.
[[nodiscard]] Result<SchemaFacts> sqliteSchema(const std::string &path);

/// Facts that only one side has, "- …" missing and "+ …" too many; empty when equal.
std::string factDifference(const SchemaFacts &want, const SchemaFacts &got);

} // namespace kilter::test
