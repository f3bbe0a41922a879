#pragma once
#include "core/model/model.h"
#include "ui/look/badges.h"
#include "ui/session/verification.h"

#include <QString>

#include <optional>
#include <vector>

namespace kilter::ui {

/// One row below a group: a model, or an object that stands outside the models.
struct NavigatorRow
{
    QString name;
    QString detail; ///< the model's table, the object's kind
    QString iconName;
    std::optional<Level> level;
    Sign sign = Sign::None;
    std::string file;               ///< of a model; "path" of what is behind a double click
    std::optional<ObjectRef> object; ///< table of the model, or the object
    QString page;                    ///< key of the page that a double click opens; empty: none

    bool operator==(const NavigatorRow &) const = default;
};

struct NavigatorGroup
{
    enum class Id { Models, Broken, Others, OnlyInStore, Diagrams };
    Id id = Id::Models;
    QString title;
    std::vector<NavigatorRow> rows;
};

/// What the navigator shows: models by level and name, files that are no models (yet), views and what else the workspace defines in SQL,
/// and what only the store has. Groups without rows are left out. A value; thousands of models take milliseconds.
std::vector<NavigatorGroup> navigatorTree(const WorkspaceState &workspace, const Verification *verification);

} // namespace kilter::ui
