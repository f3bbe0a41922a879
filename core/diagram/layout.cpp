#include "core/diagram/layout.h"

namespace kilter {
namespace {

constexpr std::array<std::string_view, 3> columnWords{"none", "keys", "all"};

} // namespace

std::string_view keyword(DiagramColumns columns)
{
    return columnWords[std::size_t(columns)];
}

std::optional<DiagramColumns> diagramColumnsOf(std::string_view keyword)
{
    const auto found = std::ranges::find(columnWords, keyword);
    return found == columnWords.end() ? std::nullopt : std::optional(DiagramColumns(found - columnWords.begin()));
}

} // namespace kilter
