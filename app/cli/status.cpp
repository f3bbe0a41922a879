#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "app/cli/site.h"
#include "app/cli/source.h"
#include "core/base/text.h"
#include "core/runner/status.h"

namespace kilter::cli {
namespace {

constexpr OpenFor reading{.writing = false, .mustExist = false};

const char *markOf(RevisionState state)
{
    switch (state) {
    case RevisionState::Applied:
        return "●";
    case RevisionState::Current:
        return "◉";
    case RevisionState::Pending:
        return "○";
    case RevisionState::Failed:
        return "✗";
    case RevisionState::Running:
        return "◐";
    case RevisionState::Changed:
        return "△";
    case RevisionState::Missing:
        return "?";
    case RevisionState::OutOfOrder:
        return "◇";
    }
    return " ";
}

Json rowJson(const StatusRow &row)
{
    Json item = Json::object();
    item.set("id", Json::of(row.id));
    item.set("title", Json::of(row.title));
    item.set("state", Json::of(keyword(row.state)));
    const std::pair<const char *, const std::string *> texts[] = {
        {"version", &row.version}, {"appliedAt", &row.appliedAt}, {"appliedBy", &row.appliedBy}, {"note", &row.note}};
    for (const auto &[key, value] : texts) {
        if (!value->empty())
            item.set(key, Json::of(*value));
    }
    return item;
}

Json textsJson(const std::vector<std::string> &texts)
{
    Json list = Json::array();
    for (const std::string &text : texts)
        list.items.push_back(Json::of(text));
    return list;
}

bool needsAttention(const StoreStatus &status)
{
    return std::any_of(status.rows.begin(), status.rows.end(), [](const StatusRow &row) {
        return row.state != RevisionState::Applied && row.state != RevisionState::Current;
    });
}

/// The catalog against the ledger's; none where the ledger keeps none.
Result<> driftOf(const Context &context, const Site &site)
{
    KILTER_TRY(const Catalog actual, site.store->dialect().inspect(*site.connection, inspectOptionsOf(site.target.store, context.stop)));
    return checkDrift(*site.store, site.ledger, actual);
}

void printStatus(const Site &site, const StoreStatus &found, const std::optional<Error> &drift)
{
    printLine(site.target.url.text + "  (" + std::string(keyword(site.target.connection.environment)) + ")  version "
              + (found.version.empty() ? "none" : found.version));
    TextTable table({"", "migration", "state", "version", "applied", "title"});
    for (const StatusRow &row : found.rows)
        table.add({markOf(row.state), row.id, std::string(wordFor(row.state)), row.version, row.appliedAt,
                   row.title + (row.note.empty() ? std::string() : "  (" + row.note + ')')});
    print(table.text());
    if (found.rows.empty())
        printLine("no migrations yet: 'kilter generate -m TEXT' writes the first");
    else
        printLine(found.pending ? counted(found.pending, "migration") + " pending: 'kilter apply' runs them" : std::string("up to date"));
    if (drift)
        printLine(toned("drift", Tone::Changed) + ": " + toText(*drift));
}

Result<int> runStatus(const Context &context, bool exitCodeWanted)
{
    KILTER_TRY(const Site site, openSite(context, reading));
    const StoreStatus found = status(site.project.graph, site.ledger);
    std::optional<Error> drift;
    if (const auto checked = driftOf(context, site); !checked) {
        if (checked.error().code != ErrorCode::Refused)
            return tl::unexpected(checked.error());
        drift = checked.error();
    }
    if (context.isJson()) {
        Json json = Json::object();
        Json rows = Json::array();
        for (const StatusRow &row : found.rows)
            rows.items.push_back(rowJson(row));
        json.set("store", Json::of(site.target.url.text));
        json.set("environment", Json::of(keyword(site.target.connection.environment)));
        json.set("version", Json::of(found.version));
        json.set("pending", Json::of(std::int64_t(found.pending)));
        json.set("current", textsJson(found.current));
        json.set("heads", textsJson(found.heads));
        json.set("drift", Json::of(drift.has_value()));
        json.set("migrations", std::move(rows));
        printJson(json);
    } else {
        printStatus(site, found, drift);
    }
    return exitCodeWanted && (needsAttention(found) || drift) ? 1 : 0;
}

Result<int> printIds(const Context &context, const RevisionGraph &graph, const std::vector<std::string> &ids, const std::string &none)
{
    if (context.isJson()) {
        printJson(textsJson(ids));
        return 0;
    }
    for (const std::string &id : ids) {
        const Migration *migration = graph.find(id);
        printLine(id + (migration ? "  " + migration->title : std::string("  (its file is missing)")));
    }
    if (ids.empty())
        printLine(none);
    return 0;
}

Result<int> runCurrent(const Context &context)
{
    KILTER_TRY(const Site site, openSite(context, reading));
    return printIds(context, site.project.graph, status(site.project.graph, site.ledger).current, "base: nothing is applied");
}

Result<int> runHeads(const Context &context)
{
    KILTER_TRY(const Project project, openProject(context));
    return printIds(context, project.graph, project.graph.heads(), "no migrations yet");
}

Result<int> runBranches(const Context &context)
{
    KILTER_TRY(const Project project, openProject(context));
    return printIds(context, project.graph, project.graph.branchPoints(), "no branches");
}

void printRevision(const RevisionGraph &graph, const Migration &migration, bool verbose)
{
    const auto &parents = graph.parents(migration.id);
    const std::string from = parents.empty() ? std::string("base") : joined(parents, ", ");
    printLine(toned(migration.id, Tone::Strong) + "  " + migration.title + toned("  ← " + from, Tone::Dim));
    if (!verbose)
        return;
    const std::pair<const char *, std::string> lines[] = {
        {"version", migration.version + (migration.breaking ? " (breaking)" : "")},
        {"description", migration.description},
        {"file", migration.path},
        {"checksum", checksum(migration)},
        {"roll back", std::string(keyword(migration.reversibility())) + (migration.irreversibleReason().empty() ? "" : ": " + migration.irreversibleReason())}};
    for (const auto &[name, text] : lines) {
        if (!text.empty())
            printLine("    " + std::string(name) + ": " + text);
    }
}

Result<int> runHistory(const Context &context, bool verbose)
{
    KILTER_TRY(const Project project, openProject(context));
    const auto &migrations = project.graph.migrations();
    if (context.isJson()) {
        Json list = Json::array();
        for (const Migration &migration : migrations) {
            Json item = Json::object();
            item.set("id", Json::of(migration.id));
            item.set("title", Json::of(migration.title));
            item.set("version", Json::of(migration.version));
            item.set("breaking", Json::of(migration.breaking));
            item.set("parents", textsJson(project.graph.parents(migration.id)));
            item.set("checksum", Json::of(checksum(migration)));
            item.set("reversibility", Json::of(keyword(migration.reversibility())));
            list.items.push_back(std::move(item));
        }
        printJson(list);
        return 0;
    }
    for (auto at = migrations.rbegin(); at != migrations.rend(); ++at)
        printRevision(project.graph, *at, verbose);
    if (migrations.empty())
        printLine("no migrations yet");
    return 0;
}

} // namespace

void addStatus(CLI::App &app, Context &context)
{
    auto flags = std::make_shared<std::pair<bool, bool>>();
    CLI::App *statusCommand = app.add_subcommand("status", "Where the store stands: each migration with its state, and drift");
    statusCommand->add_flag("--exit-code", flags->first, "Exit 1 when something is pending, failed, changed, missing or drifted");
    statusCommand->footer("Example:\n  kilter status --store main@production --exit-code");
    statusCommand->callback([&context, flags] { context.command = [&context, flags] { return runStatus(context, flags->first); }; });

    CLI::App *current = app.add_subcommand("current", "The revision that the store is at");
    current->footer("Example:\n  kilter current");
    current->callback([&context] { context.command = [&context] { return runCurrent(context); }; });

    CLI::App *heads = app.add_subcommand("heads", "The newest revisions: nothing depends on them");
    heads->footer("Example:\n  kilter heads");
    heads->callback([&context] { context.command = [&context] { return runHeads(context); }; });

    CLI::App *branches = app.add_subcommand("branches", "The revisions on which several others depend");
    branches->footer("Example:\n  kilter branches");
    branches->callback([&context] { context.command = [&context] { return runBranches(context); }; });

    CLI::App *history = app.add_subcommand("history", "The migrations, newest first, with what each follows");
    history->add_flag("-v,--verbose", flags->second, "With version, description, file, checksum and reversibility");
    history->footer("Example:\n  kilter history --verbose");
    history->callback([&context, flags] { context.command = [&context, flags] { return runHistory(context, flags->second); }; });
}

} // namespace kilter::cli
