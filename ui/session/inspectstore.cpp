#include "ui/session/state.h"

#include "core/comparison/source.h"
#include "core/dialect/changecounter.h"
#include "core/store/store.h"

namespace kilter::ui {
namespace {

Result<> readLedger(Connection &connection, const InspectRequest &request, StoreState &state)
{
    StoreOptions options;
    options.ledger = state.target->store.ledger;
    KILTER_TRY(const Store store, Store::open(connection, options));
    KILTER_TRY(state.ledger, store.ledger());
    KILTER_TRY(state.remembered, store.rememberedCatalog(state.ledger));
    const auto graph = request.workspace->graphs.find(state.choice.store);
    if (graph != request.workspace->graphs.end())
        state.status = status(graph->second, state.ledger);
    return {};
}

Result<> read(const InspectRequest &request, StoreState &state)
{
    KILTER_TRY(state.target, targetOf(request.workspace->workspace, request.choice.store, request.choice.connection));
    if (!request.password.empty())
        state.target->url.password = request.password;
    OpenWatch watch = request.watch;
    watch.onFallback = [&state](const Error &why, const ConnectionUrl &fallback) {
        state.isFallback = true;
        state.fallbackText = fallback.text;
        state.error = why;
    };
    KILTER_TRY(const auto connection, openTarget(*state.target, {.writing = false, .mustExist = false}, watch));
    state.serverText = connection->serverText();
    state.databaseName = connection->databaseName();
    state.userName = connection->userName();
    if (connection->dialect() == DialectKind::PostgreSql) {
        KILTER_TRY(const Rows shown, connection->execute("SHOW TimeZone"));
        state.timeZone = shown.text(0, 0);
    }
    KILTER_TRY(state.changeCounter, changeCounter(*connection));
    KILTER_TRY(state.actual, Dialect::of(connection->dialect()).inspect(*connection, inspectOptionsOf(state.target->store, request.watch.stop)));
    return readLedger(*connection, request, state);
}

} // namespace

StorePtr inspectStore(const InspectRequest &request)
{
    auto state = std::make_shared<StoreState>();
    state->generation = request.generation;
    state->choice = request.choice;
    const auto done = read(request, *state);
    state->phase = done ? StorePhase::Connected : StorePhase::Failed;
    if (!done)
        state->error = done.error();
    return state;
}

} // namespace kilter::ui
