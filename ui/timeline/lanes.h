#pragma once
#include "core/migration/revisiongraph.h"
#include "core/runner/status.h"

#include <QString>

#include <optional>
#include <vector>

namespace kilter::ui {

/// A migration as it stands on the timeline.
struct LaneNode
{
    std::string id;
    QString name;    ///< the id without its number: "seo_columns"
    QString title;
    QString version; ///< of this migration; empty: none
    QString note;    ///< the server's message of a failure …
    QString applied; ///< when and by whom; empty: not applied
    std::optional<RevisionState> state; ///< none: the store was not read
    bool isBreaking = false;
    int column = 0;  ///< from the left
    int track = 0;   ///< of parallel branches, from the top
    std::vector<int> parents; ///< places in Lane::nodes
};

/// All migrations of one store, from the oldest at the left to the newest.
struct Lane
{
    std::string store;
    QString detail; ///< "PostgreSQL 15.8", "not connected"
    bool isChosen = false;
    std::vector<LaneNode> nodes;
    int columns = 0;
    int tracks = 1;

    int indexOf(const std::string &id) const; ///< -1: not there
};

/// The lane of a store: columns by the longest way from a base, so that what depends stands at the right; branches on tracks of their own.
/// `status` null: nothing is known about the store.
Lane laneOf(const std::string &store, const RevisionGraph &graph, const StoreStatus *status);

/// "20261117093000_seo_columns" → "seo_columns".
QString shortName(const std::string &id);

} // namespace kilter::ui
