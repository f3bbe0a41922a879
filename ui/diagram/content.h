#pragma once
#include "core/diagram/saved.h"
#include "ui/diagram/scene.h"

namespace kilter::ui {

/// Grounds round the tables of each group that are there; groups without any are left out.
std::vector<SceneGroup> sceneGroups(const SavedDiagram &content, const DiagramGraph &graph, const DiagramLayout &layout);
std::vector<SceneNote> sceneNotes(const SavedDiagram &content);
/// As large as its text needs.
DiagramRect noteRect(const std::string &text, const DiagramPoint &at);

/// Puts tables, which are moved or already grouped elsewhere, into one group; a group that is left empty goes.
void groupTables(SavedDiagram &content, const std::string &title, std::vector<std::string> tables);
void ungroupTables(SavedDiagram &content, const std::vector<std::string> &tables);

} // namespace kilter::ui
