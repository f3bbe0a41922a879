#include "ui/review/verified.h"

#include "core/comparison/comparison.h"
#include "ui/review/reviewpage.h"
#include "ui/text/text.h"

namespace kilter::ui {

QString verifiedWords(const WorkspacePtr &workspace, const Target &target, const std::stop_token &stop)
{
    Source store;
    store.target = target;
    Source models;
    models.type = Source::Type::Workspace;
    models.workspace = workspace->workspace;
    models.target = target;
    DiffOptions options;
    OpenWatch watch;
    watch.stop = stop;
    const auto compared = compare(store, models, options, {}, watch);
    if (!compared)
        return ReviewPage::tr("It could not be verified: %1").arg(errorHeadline(compared.error()));
    if (compared->changes.changes.empty())
        return ReviewPage::tr("Verified: the store is as the models say.");
    return ReviewPage::tr("%1 between models and store left; see Live diff.").arg(counted(qsizetype(compared->changes.changes.size()), ReviewPage::tr("difference"), ReviewPage::tr("differences")));
}

} // namespace kilter::ui
