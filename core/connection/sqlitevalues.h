#pragma once
#include "core/connection/connection.h"

#include <sqlite3.h>

namespace kilter {

/// A cell of the current row as text: a blob as X'…' literal.
Value sqliteValue(sqlite3_stmt *statement, int column);

/// What to do about a result code, in plain words; empty where the message says it.
std::string sqliteHint(int code);

} // namespace kilter
