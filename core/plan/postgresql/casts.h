#pragma once
#include <string>

namespace kilter::postgresql {

/// How values of one type become values of another (pg_cast and the I/O conversions; manual, CREATE CAST).
enum class Conversion {
    Automatic,   ///< ALTER COLUMN TYPE needs no USING
    Explicit,    ///< USING c::type
    ThroughText, ///< USING c::text::type
    None,
};

/// Types as format_type writes them. Types that are not built in are known only as enums or strangers.
Conversion conversion(const std::string &from, const std::string &to);

/// Whether values may not fit or lose digits: what is wider is no narrowing.
bool isNarrowing(const std::string &from, const std::string &to);

/// Whether the server rewrites the table for it (manual, ALTER TABLE, Notes): not for longer varchar, varchar to text, numeric of the
/// same scale with more digits.
bool rewritesTable(const std::string &from, const std::string &to);

/// Both whole or broken numbers, or both strings: values of both can be compared, as foreign keys do.
bool areComparable(const std::string &from, const std::string &to);

} // namespace kilter::postgresql
