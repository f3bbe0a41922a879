#pragma once
#include "core/diagram/svg.h"

#include <filesystem>
#include <map>

/// Saved diagrams: diagrams/NAME.json of a workspace says what is shown and where it stands. Everything is sorted and one object a line, so that
/// two people's changes merge:
///
///     {
///       "version": 1,
///       "columns": "keys",
///       "tables": ["public.order*"],
///       "groups": [
///         {"title": "Sales", "colour": "a", "tables": ["public.orders", "public.order_lines"], "collapsed": true}
///       ],
///       "notes": [
///         {"text": "Ask first", "x": 40, "y": 8, "width": 160, "height": 34}
///       ],
///       "places": {
///         "keys": {
///           "public.orders": [120, 48]
///         }
///       }
///     }
namespace kilter {

struct SavedDiagram
{
    DiagramColumns columns = DiagramColumns::Keys; ///< the mode that is shown at first
    std::vector<std::string> tables;               ///< patterns of what is shown; empty: all
    std::vector<DiagramGroup> groups;
    std::vector<DiagramNote> notes;
    /// Top left corners by table id (groupId of a collapsed group), for each mode that was ever laid out: boxes are larger with all columns.
    std::map<DiagramColumns, std::map<std::string, DiagramPoint>> places;
    bool operator==(const SavedDiagram &) const = default;
};

/// Errors (Invalid) name file, line and column: no JSON, an unknown member, a value of the wrong kind, a version that is newer. `file` is only
/// for them.
[[nodiscard]] Result<SavedDiagram> parseSavedDiagram(std::string_view text, const std::string &file);

/// Places are rounded to whole units. The same diagram gives the same bytes, and parseSavedDiagram reads it back.
std::string toText(const SavedDiagram &diagram);

/// Where a diagram of a workspace is kept. Error (Usage): the name is empty, or not fit for a file's name ("/", a leading dot, control characters).
[[nodiscard]] Result<std::filesystem::path> diagramPath(const std::filesystem::path &workspace, std::string_view name);

/// The names of a workspace's saved diagrams, sorted.
std::vector<std::string> diagramNames(const std::filesystem::path &workspace);

[[nodiscard]] Result<SavedDiagram> readDiagram(const std::filesystem::path &workspace, std::string_view name);
[[nodiscard]] Result<> writeDiagram(const std::filesystem::path &workspace, std::string_view name, const SavedDiagram &diagram);

} // namespace kilter
