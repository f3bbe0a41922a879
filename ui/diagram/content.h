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
/// Makes one box of the group's tables, where its area begins; or the tables again, where they stood.
void setCollapsed(SavedDiagram &content, std::size_t group, bool collapsed, const Scene &scene);
/// The group that has one of the tables, or that the id is the box of; the number of groups: none.
std::size_t groupOf(const SavedDiagram &content, const std::string &id);

void ungroupTables(SavedDiagram &content, const std::vector<std::string> &tables);

} // namespace kilter::ui
