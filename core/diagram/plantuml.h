#pragma once
#include "core/diagram/textexport.h"

namespace kilter {

/// The graph as PlantUML's entity diagram; comments of tables as notes. `*` stands before columns that are NOT NULL.
std::string toPlantUml(const DiagramGraph &graph, const TextExportOptions &options = {});

} // namespace kilter
