#include "ui/diagram/content.h"

#include "core/diagram/collapse.h"
#include "ui/diagram/tablepainter.h"
#include "ui/text/text.h"

#include <algorithm>
#include <cmath>

namespace kilter::ui {

std::vector<SceneGroup> sceneGroups(const SavedDiagram &content, const DiagramGraph &graph, const DiagramLayout &layout)
{
    std::vector<SceneGroup> groups;
    for (std::size_t i = 0; i < content.groups.size(); ++i) {
        const DiagramGroup &group = content.groups[i];
        if (const auto area = areaOf(group, graph, layout))
            groups.push_back({qtText(group.title), group.colour.empty() ? 0 : group.colour.front() - 'a', qtRect(*area), i});
    }
    return groups;
}

std::vector<SceneNote> sceneNotes(const SavedDiagram &content)
{
    std::vector<SceneNote> notes;
    for (const DiagramNote &note : content.notes)
        notes.push_back({qtText(note.text), qtRect(note.rect)});
    return notes;
}

DiagramRect noteRect(const std::string &text, const DiagramPoint &at)
{
    constexpr double textWidth = 176, margin = 12;
    const DiagramFonts fonts;
    const QRectF needed = fonts.nameMetrics.boundingRect(QRectF(0, 0, textWidth, 4000), Qt::TextWordWrap, qtText(text));
    return {at.x, at.y, std::max(72.0, std::ceil(needed.width()) + 2) + 2 * margin, std::ceil(needed.height()) + 16};
}

void setCollapsed(SavedDiagram &content, std::size_t group, bool collapsed, const Scene &scene)
{
    content.groups[group].collapsed = collapsed;
    if (!collapsed)
        return;
    for (const SceneGroup &shown : scene.groups()) {
        if (shown.index == group)
            content.places[content.columns][groupId(content.groups, group)] = {std::round(shown.rect.x()), std::round(shown.rect.y())};
    }
}

std::size_t groupOf(const SavedDiagram &content, const std::string &id)
{
    for (std::size_t i = 0; i < content.groups.size(); ++i) {
        const std::vector<std::string> &tables = content.groups[i].tables;
        if (std::find(tables.begin(), tables.end(), id) != tables.end() || (content.groups[i].collapsed && groupId(content.groups, i) == id))
            return i;
    }
    return content.groups.size();
}

void ungroupTables(SavedDiagram &content, const std::vector<std::string> &tables)
{
    for (DiagramGroup &group : content.groups)
        std::erase_if(group.tables, [&](const std::string &id) { return std::find(tables.begin(), tables.end(), id) != tables.end(); });
    std::erase_if(content.groups, [](const DiagramGroup &group) { return group.tables.empty(); });
}

void groupTables(SavedDiagram &content, const std::string &title, std::vector<std::string> tables)
{
    ungroupTables(content, tables);
    std::sort(tables.begin(), tables.end());
    const char colour = char('a' + int(content.groups.size()) % groupColorCount());
    content.groups.push_back({title, std::string(1, colour), std::move(tables)});
}

} // namespace kilter::ui
