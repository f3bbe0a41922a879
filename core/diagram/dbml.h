#pragma once
#include "core/diagram/textexport.h"

namespace kilter {

/// The graph in DBML. What DBML cannot say stands in comments: tables without columns, lines that are no foreign keys, a second foreign key
/// over the same columns, a column that references itself.
std::string toDbml(const DiagramGraph &graph, const TextExportOptions &options = {});

} // namespace kilter
