#include "ui/session/state.h"

#include "core/diagram/saved.h"
#include "core/comparison/source.h"
#include "ui/text/text.h"

#include <QUrl>

namespace kilter::ui {
namespace {

void appendDiagnostics(Diagnostics &into, const Error &error)
{
    if (error.diagnostics.empty())
        into.push_back({Severity::Error, "unreadable", error.message, error.hint, {}});
    into.insert(into.end(), error.diagnostics.begin(), error.diagnostics.end());
}

void readGraphs(WorkspaceState &state)
{
    for (const auto &[name, store] : state.workspace.stores) {
        if (store.kind != StoreKind::PostgreSql && store.kind != StoreKind::Sqlite)
            continue;
        auto graph = graphOf(state.workspace, store);
        if (graph)
            state.graphs.emplace(name, std::move(*graph));
        else
            appendDiagnostics(state.migrationProblems, graph.error());
    }
}

} // namespace

const Model *WorkspaceState::modelOfFile(const std::string &file) const
{
    const auto at = std::find_if(models.begin(), models.end(), [&](const Model &model) { return model.file == file; });
    return at == models.end() ? nullptr : &*at;
}

const Model *WorkspaceState::modelOfTitle(const std::string &title) const
{
    const auto at = std::find_if(models.begin(), models.end(), [&](const Model &model) { return model.title == title; });
    return at == models.end() ? nullptr : &*at;
}

QString placeText(const Target &target)
{
    const QString database = qtText(target.url.database);
    const QString host = QUrl(qtText(target.url.text)).host();
    return target.url.kind != StoreKind::PostgreSql || host.isEmpty() ? database : database + QLatin1Char('@') + host;
}

Result<WorkspacePtr> readState(const std::filesystem::path &folder, std::uint64_t generation)
{
    auto state = std::make_shared<WorkspaceState>();
    state->generation = generation;
    KILTER_TRY(state->workspace, Workspace::open(folder));
    auto files = readModelFiles(state->workspace);
    auto diagnostics = files ? validateWorkspace(state->workspace, *files) : tl::unexpected(files.error());
    if (diagnostics)
        state->diagnostics = std::move(*diagnostics);
    else
        appendDiagnostics(state->diagnostics, diagnostics.error());
    if (files)
        state->models = std::move(files->models);
    readGraphs(*state);
    state->diagrams = diagramNames(state->workspace.folder);
    return WorkspacePtr(std::move(state));
}

} // namespace kilter::ui
