#include "app/cli/changetext.h"
#include "app/cli/commands.h"
#include "app/cli/modelchoice.h"
#include "app/cli/output.h"
#include "app/cli/site.h"
#include "app/cli/source.h"
#include "core/base/text.h"
#include "core/comparison/generate.h"
#include "core/runner/status.h"

namespace kilter::cli {
namespace {

struct GenerateArguments
{
    std::string message;
    std::string description;
    std::vector<std::string> models;
    std::string from;
    std::string version;
    std::vector<std::string> renames;
    bool noRenames = false;
    bool baseline = false;
};

/// Asks for each candidate on a terminal; elsewhere refuses with the options to copy.
Result<std::vector<std::string>> decidedRenames(const std::vector<Rename> &candidates)
{
    std::vector<std::string> renames;
    for (const Rename &candidate : candidates) {
        const auto answer = ask("Is " + toText(candidate.from) + " renamed to \"" + candidate.to + "\"? [y/n]");
        if (!answer)
            return failure(ErrorCode::Refused, "what is dropped and added may be renamed; nothing was written",
                           "Decide each with" + renameOptions(candidates) + "\nor say --no-renames: then it is dropped and added, and its data is lost.");
        if (lowered(*answer).starts_with("y"))
            renames.push_back(toText(candidate));
    }
    return renames;
}

Result<Comparison> decidedComparison(const Context &context, const Source &from, const Source &to, const GenerateArguments &arguments,
                                     DiffOptions &options)
{
    options.findRenames = !arguments.noRenames;
    const DiffOptions plain = options;
    KILTER_TRY(Comparison comparison, compare(context, from, to, options, arguments.renames));
    std::vector<Rename> candidates = comparison.changes.candidates;
    std::erase_if(candidates, [](const Rename &candidate) { return !carriesData(candidate.from.kind); });
    if (candidates.empty())
        return comparison;
    KILTER_TRY(auto renames, decidedRenames(candidates));
    renames.insert(renames.end(), arguments.renames.begin(), arguments.renames.end());
    options = plain;
    options.findRenames = false;
    return compare(context, from, to, options, renames);
}

Json generatedJson(const Migration &migration, const ProposedVersion &version, const std::filesystem::path &path)
{
    Json json = Json::object();
    json.set("id", Json::of(migration.id));
    json.set("file", Json::of(path.string()));
    json.set("version", Json::of(migration.version));
    json.set("why", Json::of(version.reason));
    json.set("breaking", Json::of(migration.breaking));
    json.set("reversibility", Json::of(keyword(migration.reversibility())));
    return json;
}

void sayWritten(const Context &context, const Migration &migration, const ProposedVersion &version, const std::filesystem::path &path,
                const std::string &changes)
{
    if (context.isJson())
        return printJson(generatedJson(migration, version, path));
    print(changes);
    printLine("wrote " + path.string());
    printLine("version " + migration.version + " (" + version.reason + ')' + (migration.breaking ? ", breaking" : "") + "; roll back: "
              + std::string(keyword(migration.reversibility())));
    printLine("Read it, then 'kilter apply --dry-run' and 'kilter apply'.");
}

/// Writes the migration that turns `from` into `to`, if there is anything to write.
Result<int> writeDifference(const Context &context, const Project &project, const Ledger *ledger, const Comparison &comparison,
                            const DiffOptions &options, const GenerateArguments &arguments)
{
    printDiagnostics(comparison.notes);
    if (!hasDifferences(comparison.changes, false)) {
        if (context.isJson())
            printJson(Json::object());
        else
            printLine("nothing to generate: the store is as the models say");
        return 0;
    }
    const GenerateRequest request{arguments.message, arguments.description, arguments.version, {}};
    KILTER_TRY(const Generated made, generated(project.graph, project.store, ledger, comparison, options, request));
    for (const ObjectRef &ref : made.added)
        progressLine("included because what was chosen needs it: " + toText(ref));
    KILTER_TRY(const auto path, writeMigration(project.workspace, made.migration));
    sayWritten(context, made.migration, made.version, path, changesText(comparison.changes));
    return 0;
}

Result<int> runGenerate(const Context &context, const GenerateArguments &arguments)
{
    KILTER_TRY(const Source to, parseSource(context, {}, true));
    DiffOptions options;
    KILTER_TRY(options.include, patternsOfModels(*to.workspace, to.target->store, arguments.models));
    if (!arguments.from.empty()) {
        KILTER_TRY(const Project project, openProject(context));
        KILTER_TRY(const Source from, parseSource(context, arguments.from, false));
        KILTER_TRY(const Comparison comparison, decidedComparison(context, from, to, arguments, options));
        return writeDifference(context, project, nullptr, comparison, options, arguments);
    }
    KILTER_TRY(const Site site, openSite(context, {.writing = false, .mustExist = false}));
    KILTER_CHECK(checkUpToDate(status(site.project.graph, site.ledger)));
    KILTER_TRY(const Source from, parseSource(context, {}, false));
    KILTER_TRY(const Comparison comparison, decidedComparison(context, from, to, arguments, options));
    return writeDifference(context, site.project, &site.ledger, comparison, options, arguments);
}

/// An existing database begins: one migration from nothing to what is there, recorded as applied.
Result<int> runBaseline(const Context &context, const GenerateArguments &arguments)
{
    KILTER_TRY(Site site, openSite(context, {.writing = true}));
    if (!site.project.graph.migrations().empty() || !site.ledger.applied().empty())
        return failure(ErrorCode::Refused, "the store has migrations already: a baseline is the first",
                       "Write what differs with 'kilter generate -m TEXT'.");
    Comparison comparison;
    comparison.dialect = site.connection->dialect();
    const Dialect &dialect = site.store->dialect();
    KILTER_TRY(comparison.to, dialect.inspect(*site.connection, inspectOptionsOf(site.target.store, context.stop)));
    comparison.from = emptyDatabase(comparison.to);
    comparison.changes = diff(comparison.from, comparison.to, {});
    comparison.notes = comparison.to.notes;
    KILTER_TRY(const int written, writeDifference(context, site.project, &site.ledger, comparison, {}, arguments));
    KILTER_TRY(site.project.graph, graphOf(site.project.workspace, site.target.store));
    if (site.project.graph.migrations().empty())
        return written;
    ApplyRequest request;
    request.options = site.runOptions(context);
    const ApplyReport report = stamp(*site.store, site.project.graph, request);
    if (report.error)
        return tl::unexpected(*report.error);
    if (!context.isJson())
        printLine("stamped: the store is at this revision");
    return written;
}

struct NewArguments
{
    std::string message;
    std::vector<std::string> depends;
};

Result<int> runNew(const Context &context, const NewArguments &arguments)
{
    KILTER_TRY(const Project project, openProject(context));
    DraftRequest request;
    request.title = arguments.message;
    request.store = project.store.name;
    request.id = freshMigrationId(project.graph, arguments.message);
    request.depends = arguments.depends.empty() ? project.graph.heads() : std::vector<std::string>();
    for (const std::string &depends : arguments.depends) {
        KILTER_TRY(std::string id, project.graph.idOf(depends));
        request.depends->push_back(std::move(id));
    }
    Plan nothing;
    nothing.dialect = dialectKindOf(project.store.kind);
    KILTER_TRY(const auto path, writeMigration(project.workspace, draftMigration(request, nothing)));
    if (context.isJson()) {
        Json json = Json::object();
        json.set("id", Json::of(request.id));
        json.set("file", Json::of(path.string()));
        printJson(json);
    } else {
        printLine("wrote " + path.string() + "\nFill in its up and down sections.");
    }
    return 0;
}

} // namespace

void addGenerate(CLI::App &app, Context &context)
{
    auto arguments = std::make_shared<GenerateArguments>();
    CLI::App *command = app.add_subcommand("generate", "Writes a migration, up and down, from the difference between store and models");
    command->add_option("-m,--message", arguments->message, "Its title")->required()->type_name("TEXT");
    command->add_option("--description", arguments->description, "Its description")->type_name("TEXT");
    command->add_option("models", arguments->models, "Only these models (titles or tables)")->type_name("MODEL");
    command->add_option("--from", arguments->from, "Another source than the store, e.g. revision:head");
    command->add_option("--version-number", arguments->version, "The version, instead of the proposed one")->type_name("X.Y.Z");
    command->add_option("--rename", arguments->renames, "A decided rename: column:public.t.old=new")->allow_extra_args(false);
    command->add_flag("--no-renames", arguments->noRenames, "What looks renamed is dropped and added: its data is lost");
    command->add_flag("--baseline", arguments->baseline, "From nothing to what the store has now, recorded as applied");
    command->footer("Exit code 5: migrations are pending, or a rename is undecided.\n\nExample:\n  kilter generate -m \"Add reading time\" BlogPost");
    command->callback([&context, arguments] {
        context.command = [&context, arguments] { return arguments->baseline ? runBaseline(context, *arguments) : runGenerate(context, *arguments); };
    });
}

void addNew(CLI::App &app, Context &context)
{
    auto arguments = std::make_shared<NewArguments>();
    CLI::App *command = app.add_subcommand("new", "Writes an empty migration, to be filled in by hand");
    command->add_option("-m,--message", arguments->message, "Its title")->required()->type_name("TEXT");
    command->add_option("--depends", arguments->depends, "What it follows (default: the heads)")->type_name("ID")->allow_extra_args(false);
    command->footer("Example:\n  kilter new -m \"Fill reading times\" --store main");
    command->callback([&context, arguments] { context.command = [&context, arguments] { return runNew(context, *arguments); }; });
}

} // namespace kilter::cli
