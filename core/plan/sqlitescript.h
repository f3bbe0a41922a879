#pragma once
#include "core/dialect/statement.h"

/// What stands around the statements of an exported script for `sqlite3 -bail`; the runner does the same by itself.
namespace kilter::sqlite {

/// Whether statements change tables that there are, so that they need what stands here; CREATE, and DROP of an index, a view or a
/// trigger do not.
bool needsCare(const std::vector<Statement> &statements);

/// Foreign keys off (SQLite honours that only outside a transaction; with them on, a rebuild would fire ON DELETE CASCADE), the transaction
/// begun, and the violations of foreign keys counted.
std::string scriptBegin();

/// A script cannot read a pragma's answer: a CHECK stops it before COMMIT where foreign keys are violated that were not before.
std::string scriptCommit();

} // namespace kilter::sqlite
