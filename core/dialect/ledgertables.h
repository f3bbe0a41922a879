#pragma once
#include <string>
#include <vector>

namespace kilter {

/// Whether a table of that name and columns is a migration tool's history.
bool isLedgerTable(const std::string &schema, const std::string &name, const std::vector<std::string> &columns, const std::string &ownLedger);

} // namespace kilter
