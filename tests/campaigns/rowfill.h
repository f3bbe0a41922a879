#pragma once
#include "core/connection/connection.h"

#include <string>
#include <vector>

namespace kilter::campaign {

struct FillOptions
{
    int rows = 3;
    bool nulls = true; ///< the last row has NULL wherever a column may hold it
};

struct Filling
{
    int tables = 0; ///< that have rows
    int rows = 0;
    std::vector<std::string> empty; ///< tables that refused every row that was tried, each with the server's reason
};

/// Fills every table: row i holds the value of its type and i in every column, so that keys hold by themselves. Triggers and rules do not run
/// meanwhile. Where checks refuse, values out of their own text and others are tried; rows without the row that a foreign key wants are
/// taken out again. Each partition gets a row of its bounds. Sequences are moved on, and materialized views that are populated, refreshed.
/// Throws std::runtime_error with the server's words.
Filling fillTables(Connection &connection, const FillOptions &options);

} // namespace kilter::campaign
