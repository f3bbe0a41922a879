#include "ui/session/verification.h"

#include "core/workspace/models.h"
#include "core/workspace/importchoice.h"

namespace kilter::ui {

std::size_t Verification::differences() const
{
    if (!comparison)
        return 0;
    const auto &changes = comparison->changes.changes;
    std::set<ObjectRef> whole;
    for (const Change &change : changes) {
        if (change.ref().kind == Kind::Table && (change.type == ChangeType::Add || change.type == ChangeType::Drop))
            whole.insert(change.ref());
    }
    return std::size_t(std::count_if(changes.begin(), changes.end(), [&](const Change &change) {
        return !change.perhapsSpelling && !(isPartOfTable(change.ref().kind) && whole.contains(tableOf(change.ref())));
    }));
}

VerificationPtr verified(const WorkspacePtr &workspace, const StorePtr &store, const std::stop_token &stop)
{
    auto found = std::make_shared<Verification>();
    found->workspace = workspace;
    found->store = store;
    const auto storeConfig = storeNamed(workspace->workspace, store->choice.store);
    if (!storeConfig) {
        found->error = storeConfig.error();
        return found;
    }
    auto desired = hasErrors(workspace->diagnostics) ? readWorkspace(workspace->workspace, *storeConfig)
                                                     : desiredCatalog(workspace->workspace, *storeConfig, workspace->models);
    if (!desired) {
        found->error = desired.error();
        return found;
    }
    found->desired = std::make_shared<const Catalog>(std::move(*desired));
    if (!store->isConnected() || store->isFallback || !store->target)
        return found;
    DiffOptions options;
    auto comparison = compareWithStore(workspace->workspace, *store->target, store->actual, *found->desired, store->timeZone, options, stop);
    if (comparison)
        found->comparison = std::move(*comparison);
    else
        found->error = comparison.error();
    return found;
}

std::map<ObjectRef, Mark> marksOf(const ChangeList &changes)
{
    std::map<ObjectRef, Mark> marks;
    for (const Change &change : changes.changes) {
        if (change.perhapsSpelling)
            continue;
        const ObjectRef row = rowOf(change.ref());
        const bool isRow = row == change.ref();
        if (isRow && change.type == ChangeType::Add)
            marks[row] = Mark::New;
        else if (isRow && change.type == ChangeType::Drop)
            marks[row] = Mark::OnlyInStore;
        else
            marks.emplace(row, Mark::Changed);
    }
    for (const Rename &candidate : changes.candidates) {
        const auto at = marks.find(rowOf(candidate.from));
        if (at != marks.end() && at->second == Mark::Changed)
            at->second = Mark::Question;
    }
    return marks;
}

} // namespace kilter::ui
