#pragma once
#include "core/catalog/catalog.h"

namespace kilter {

/// Names of the ledger's tables. The default ledger has the documented names; another one has its own, so that two
/// stores can share a database.
struct LedgerTables
{
    std::string history, event, statement, versions;
};

LedgerTables ledgerTables(const std::string &history);

/// CREATE TABLE IF NOT EXISTS statements; the names are SQL.
std::vector<std::string> createLedgerSql(const LedgerTables &tables, DialectKind dialect);

} // namespace kilter
