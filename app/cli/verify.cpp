#include "app/cli/changetext.h"
#include "app/cli/commands.h"
#include "app/cli/modelchoice.h"
#include "app/cli/output.h"
#include "app/cli/source.h"
#include "core/base/text.h"
#include "core/plan/plan.h"

namespace kilter::cli {
namespace {

struct VerifyArguments
{
    std::vector<std::string> models;
    bool all = false;
    bool sql = false;
    bool strict = false;
};

Result<std::string> fixScript(const Comparison &comparison, const DiffOptions &options)
{
    KILTER_TRY(const Applied target, applied(comparison.from, comparison.to, comparison.changes));
    PlanOptions planOptions;
    planOptions.diff = options;
    const Dialect &dialect = Dialect::of(comparison.dialect);
    KILTER_TRY(const auto statements, orderedStatements(comparison.from, target.catalog, dialect, planOptions));
    return scriptOf(statements, dialect);
}

void printVerdict(const Comparison &comparison, const Source &store, bool valid)
{
    print(changesText(comparison.changes));
    if (valid)
        printLine(toned("valid", Tone::Good) + ": " + store.text + " is as the models say");
    else
        printLine(toned("not valid", Tone::Bad) + ": " + counted(comparison.changes.changes.size(), "discrepancy", "discrepancies")
                  + " between the models and " + store.text
                  + "\nFix: 'kilter generate -m TEXT' writes a migration; 'kilter verify --sql' prints the SQL.");
}

Result<int> runVerify(const Context &context, const VerifyArguments &arguments)
{
    KILTER_TRY(const Source store, parseSource(context, {}, false));
    KILTER_TRY(const Source workspace, parseSource(context, {}, true));
    DiffOptions options;
    KILTER_TRY(options.include, patternsOfModels(*workspace.workspace, workspace.target->store, arguments.models));
    KILTER_TRY(const Comparison comparison, compare(context, store, workspace, options));
    const bool valid = !hasDifferences(comparison.changes, arguments.strict);
    printDiagnostics(comparison.notes);
    if (arguments.sql) {
        KILTER_TRY(const std::string script, fixScript(comparison, options));
        print(script);
    } else if (context.isJson()) {
        Json json = changesJson(comparison.changes);
        json.set("valid", Json::of(valid));
        json.set("store", Json::of(store.text));
        printJson(json);
    } else {
        printVerdict(comparison, store, valid);
    }
    return valid ? 0 : 1;
}

} // namespace

void addVerify(CLI::App &app, Context &context)
{
    auto arguments = std::make_shared<VerifyArguments>();
    CLI::App *command = app.add_subcommand("verify", "Compares the models with the store; lists the discrepancies");
    command->add_option("models", arguments->models, "Only these models (titles or tables)")->type_name("MODEL");
    command->add_flag("--all", arguments->all, "All models and all that only the store has (the default when none is named)");
    command->add_flag("--sql", arguments->sql, "Print the SQL that brings the store to the models");
    command->add_flag("--strict", arguments->strict, "Count what is perhaps only spelled differently");
    command->footer("Exit code 1: there are discrepancies.\n\nExample:\n  kilter verify BlogPost --sql");
    command->callback([&context, arguments] { context.command = [&context, arguments] { return runVerify(context, *arguments); }; });
}

} // namespace kilter::cli
