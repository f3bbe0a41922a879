#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "core/base/text.h"
#include "core/workspace/models.h"

namespace kilter::cli {
namespace {

Json modelJson(const Model &model)
{
    Json json = Json::object();
    json.set("title", Json::of(model.title));
    json.set("level", Json::of(keyword(model.level)));
    if (model.hasTable())
        json.set("table", Json::of(model.table));
    json.set("file", Json::of(model.file));
    json.set("description", Json::of(model.description));
    return json;
}

Result<int> runList(const Context &context)
{
    KILTER_TRY(const Workspace workspace, context.workspace());
    KILTER_TRY(const ModelFiles files, readModelFiles(workspace));
    if (context.isJson()) {
        Json list = Json::array();
        for (const Model &model : files.models)
            list.items.push_back(modelJson(model));
        printJson(list);
    } else {
        TextTable table({"model", "level", "table", "file", "description"});
        for (const Model &model : files.models)
            table.add({model.title, std::string(keyword(model.level)), model.hasTable() ? model.table : "(embedded)",
                       std::filesystem::path(model.file).lexically_relative(workspace.folder).string(),
                       std::string(cutUtf8(model.description.substr(0, model.description.find('\n')), 60))});
        print(table.text());
        printLine(counted(files.models.size(), "model"));
    }
    printDiagnostics(files.diagnostics);
    return hasErrors(files.diagnostics) ? exitCode(ErrorCode::Invalid) : 0;
}

Result<int> runShow(const Context &context, const std::string &name)
{
    KILTER_TRY(const Workspace workspace, context.workspace());
    KILTER_TRY(const auto models, readModels(workspace));
    std::vector<std::string> known;
    for (const Model &model : models) {
        if (model.title == name || model.table == name) {
            print(model.text);
            return 0;
        }
        known.push_back(model.title);
    }
    const auto near = nearMisses(name, known);
    return failure(ErrorCode::Usage, "no model \"" + name + '"',
                   near.empty() ? "'kilter models' lists them." : "Did you mean " + joined(near, " or ") + '?');
}

Result<int> runValidate(const Context &context)
{
    KILTER_TRY(const Workspace workspace, context.workspace());
    KILTER_TRY(const Diagnostics diagnostics, validateWorkspace(workspace));
    if (context.isJson()) {
        Json list = Json::array();
        for (const Diagnostic &diagnostic : diagnostics)
            list.items.push_back(toJson(diagnostic));
        Json json = Json::object();
        json.set("valid", Json::of(!hasErrors(diagnostics)));
        json.set("diagnostics", std::move(list));
        printJson(json);
    } else {
        for (const Diagnostic &diagnostic : diagnostics)
            printLine(toText(diagnostic));
        const auto errors = std::count_if(diagnostics.begin(), diagnostics.end(), [](const Diagnostic &d) { return d.severity == Severity::Error; });
        printLine(errors ? toned(counted(std::size_t(errors), "error"), Tone::Bad) : toned("valid", Tone::Good));
    }
    return hasErrors(diagnostics) ? exitCode(ErrorCode::Invalid) : 0;
}

} // namespace

void addModels(CLI::App &app, Context &context)
{
    CLI::App *command = app.add_subcommand("models", "What the workspace defines");
    command->require_subcommand(0, 1);
    command->footer("Example:\n  kilter models validate --format json");
    command->callback([&context] {
        if (!context.command)
            context.command = [&context] { return runList(context); };
    });
    CLI::App *list = command->add_subcommand("list", "Every model with its level, table and file (the default)");
    list->callback([&context] { context.command = [&context] { return runList(context); }; });
    auto name = std::make_shared<std::string>();
    CLI::App *show = command->add_subcommand("show", "A model's definition");
    show->add_option("model", *name, "Its title or table")->required();
    show->footer("Example:\n  kilter models show BlogPost");
    show->callback([&context, name] { context.command = [&context, name] { return runShow(context, *name); }; });
    CLI::App *validate = command->add_subcommand("validate", "Finds what is wrong, with file, line and column");
    validate->footer("Exit code 6: there are errors.\n\nExample:\n  kilter models validate");
    validate->callback([&context] { context.command = [&context] { return runValidate(context); }; });
}

} // namespace kilter::cli
