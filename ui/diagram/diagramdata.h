#pragma once
#include "core/diagram/layouter.h"
#include "ui/diffview/diffresult.h"

namespace kilter::ui {

/// What a diagram is to show, as values for a worker.
struct DiagramRequest
{
    QString shown;        ///< "models" | "store" | "revision:ID"
    bool differs = false; ///< against the other side: models against the store, a revision against the one before it
    std::vector<std::string> tables; ///< patterns of what is shown; empty: all
    DiffPtr diff;         ///< models and store at this moment; null: no comparison is there
    WorkspacePtr workspace;
    StorePtr store;
    std::shared_ptr<const Catalog> wanted; ///< the models where there is no comparison
};

struct DiagramSource
{
    DiagramGraph graph;
    std::shared_ptr<const Catalog> before;  ///< where two are compared
    std::shared_ptr<const Catalog> catalog;
    std::string name;                       ///< of what is drawn: "models", "revision:…"
    std::optional<std::pair<std::string, std::string>> compared; ///< names of both sides
};

/// The graph of it. From a worker; a revision is built in a scratch place the first time.
[[nodiscard]] Result<DiagramSource> sourceOf(const DiagramRequest &request, const std::stop_token &stop);

/// "revision:ID" of the migration before that of `shown`, of the store's own order; empty: it is the first.
QString revisionBefore(const WorkspacePtr &workspace, const std::string &store, const QString &shown);

} // namespace kilter::ui
