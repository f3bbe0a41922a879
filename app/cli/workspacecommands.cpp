#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "app/cli/source.h"
#include "core/base/text.h"
#include "core/workspace/import.h"
#include "core/workspace/init.h"

namespace kilter::cli {
namespace {

Result<int> runInit(const Context &context, const std::string &directory, bool sample)
{
    const std::filesystem::path folder = directory.empty() ? context.folder() : std::filesystem::path(directory);
    KILTER_TRY(const InitReport report, initWorkspace(folder, sample));
    if (context.isJson()) {
        Json files = Json::array();
        for (const auto &file : report.files)
            files.items.push_back(Json::of(file.string()));
        printJson(files);
        return 0;
    }
    printLine("a workspace in " + folder.string() + ": " + counted(report.files.size(), "file"));
    printLine(sample ? "Look at models/, then: kilter -C " + folder.string() + " verify"
                     : "Next: name your database in kilter.toml, then 'kilter import --from URL', or write models/.");
    return 0;
}

Json pathsJson(const std::vector<std::filesystem::path> &paths)
{
    Json list = Json::array();
    for (const auto &path : paths)
        list.items.push_back(Json::of(path.string()));
    return list;
}

void printReport(const Context &context, const ImportReport &report)
{
    printDiagnostics(report.notes);
    if (context.isJson()) {
        Json json = Json::object();
        json.set("created", pathsJson(report.created));
        json.set("updated", pathsJson(report.updated));
        json.set("unchanged", pathsJson(report.unchanged));
        printJson(json);
        return;
    }
    for (const auto &path : report.created)
        printLine(toned("+ " + path.string(), Tone::Good));
    for (const auto &path : report.updated)
        printLine(toned("~ " + path.string(), Tone::Changed));
    printLine(std::to_string(report.created.size()) + " created, " + std::to_string(report.updated.size()) + " updated, "
              + std::to_string(report.unchanged.size()) + " unchanged");
}

/// The store whose models are written: of the database's kind.
Result<StoreConfig> storeOfKind(const Context &context, const Workspace &workspace, StoreKind kind)
{
    KILTER_TRY(StoreConfig store, context.storeConfig(workspace));
    if (store.kind == kind)
        return store;
    if (context.options.store.empty()) {
        for (const auto &[name, other] : workspace.stores) {
            if (other.kind == kind)
                return other;
        }
    }
    return failure(ErrorCode::Usage, "the workspace's store \"" + store.name + "\" is " + std::string(keyword(store.kind)) + ", the database "
                                         + std::string(keyword(kind)),
                   "Add a store of that kind to kilter.toml.");
}

Result<int> runImport(const Context &context, const std::string &from)
{
    KILTER_TRY(const Workspace workspace, context.workspace());
    KILTER_TRY(Target target, from.empty() ? context.target(&workspace) : targetOfUrl(from, context.options.environment));
    KILTER_TRY(const StoreConfig store, storeOfKind(context, workspace, target.url.kind));
    KILTER_TRY(auto connection, context.open(target, {.allowFallback = false}));
    KILTER_TRY(Catalog catalog, Dialect::of(connection->dialect()).inspect(*connection, inspectOptionsOf(store, context.stop)));
    catalog.removeIf([&](const Object &object) {
        return std::any_of(workspace.ignore.begin(), workspace.ignore.end(),
                           [&](const std::string &pattern) { return matchesPattern(pattern, object.ref); });
    });
    printDiagnostics(catalog.notes);
    KILTER_TRY(const ImportReport report, importCatalog(workspace, store, catalog));
    printReport(context, report);
    return 0;
}

} // namespace

void addInit(CLI::App &app, Context &context)
{
    auto directory = std::make_shared<std::string>();
    auto sample = std::make_shared<bool>(false);
    CLI::App *command = app.add_subcommand("init", "Makes a workspace");
    command->add_option("folder", *directory, "Where (default: -C, or here)")->type_name("DIR");
    command->add_flag("--sample", *sample, "With the models of a content framework, on SQLite and PostgreSQL");
    command->footer("Example:\n  kilter init --sample content");
    command->callback([&context, directory, sample] {
        context.command = [&context, directory, sample] { return runInit(context, *directory, *sample); };
    });
}

void addImport(CLI::App &app, Context &context)
{
    auto from = std::make_shared<std::string>();
    CLI::App *command = app.add_subcommand("import", "Writes a database's schema as model definitions and sql/ into the workspace");
    command->add_option("--from", *from, "The database (default: the store)")->type_name("URL");
    command->footer("Models that are there keep their titles, levels, descriptions, order and foreign keywords.\n\nExample:\n"
                    "  kilter import --from postgresql://localhost/shop");
    command->callback([&context, from] { context.command = [&context, from] { return runImport(context, *from); }; });
}

} // namespace kilter::cli
