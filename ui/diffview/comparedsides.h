#pragma once
#include "ui/diffview/diffresult.h"
#include "ui/diffview/objectlist.h"

#include <stop_token>

namespace kilter::ui {

/// Two sources that were compared; never changed afterwards.
struct ComparedSides
{
    std::shared_ptr<const Catalog> from, to;
    std::shared_ptr<const ChangeList> changes;
    std::vector<ComparedObject> objects;
    DiffPtr live; ///< the live diff's own comparison, whose changes can be ticked and decided on; null: another one
    double milliseconds = 0;

    /// What the object was called before a rename, decided or asked about.
    ObjectRef before(const ComparedObject &object) const;
    const DiffNode *group(const ComparedObject &object) const { return live && object.group >= 0 ? &live->groups[std::size_t(object.group)] : nullptr; }
};
using SidesPtr = std::shared_ptr<const ComparedSides>;

/// What is to be compared: "models", "store" (the chosen one), "store:NAME@CONNECTION", "revision:ID", "file:PATH".
struct CompareRequest
{
    WorkspacePtr workspace;
    StorePtr store;
    QString from, to;
    std::string password; ///< of the chosen store

    /// From the chosen store to the models: what the live diff compares.
    bool isLive() const { return from == QStringLiteral("store") && to == QStringLiteral("models"); }
};

/// For a worker: reads both sides.
[[nodiscard]] Result<SidesPtr> comparedSides(const CompareRequest &request, const std::stop_token &stop);
/// The live diff's result in the same form.
SidesPtr sidesOf(const DiffPtr &live);

} // namespace kilter::ui
