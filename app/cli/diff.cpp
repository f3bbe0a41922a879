#include "app/cli/changetext.h"
#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "app/cli/source.h"
#include "core/plan/plan.h"

namespace kilter::cli {
namespace {

struct DiffArguments
{
    std::string from;
    std::string to;
    bool down = false;
    bool exitCode = false;
    bool strict = false;
    bool noOwner = false;
    bool noPrivileges = false;
    bool noRenames = false;
    std::vector<std::string> renames;
    std::vector<std::string> include;
    std::vector<std::string> exclude;
};

Result<Comparison> compared(const Context &context, const Source &from, const Source &to, const DiffArguments &arguments,
                            DiffOptions &options)
{
    options.findRenames = !arguments.noRenames;
    options.include = arguments.include;
    options.exclude = arguments.exclude;
    options.compareOwners = !arguments.noOwner;
    options.comparePrivileges = !arguments.noPrivileges;
    return compare(context, from, to, options, arguments.renames);
}

Result<std::string> scriptFor(const Comparison &comparison, const DiffOptions &options, const DiffArguments &arguments)
{
    const Dialect &dialect = Dialect::of(comparison.dialect);
    KILTER_TRY(const Applied target, applied(comparison.from, comparison.to, comparison.changes));
    PlanOptions planOptions;
    planOptions.renames = options.renames;
    planOptions.diff = options;
    KILTER_TRY(const auto statements, arguments.down ? statementsBack(comparison.from, target.catalog, dialect, planOptions)
                                                      : orderedStatements(comparison.from, target.catalog, dialect, planOptions));
    return scriptOf(statements, dialect);
}

Result<int> runDiff(const Context &context, const DiffArguments &arguments)
{
    KILTER_TRY(const Source from, parseSource(context, arguments.from, false));
    KILTER_TRY(const Source to, parseSource(context, arguments.to, true));
    DiffOptions options;
    KILTER_TRY(const Comparison comparison, compared(context, from, to, arguments, options));
    if (arguments.strict) {
        for (const Diagnostic &note : comparison.notes) {
            if (note.code == "not-modelled")
                return tl::unexpected(Error{ErrorCode::Refused, "there are objects that are not compared, and --strict was given", {}, {},
                                            comparison.notes});
        }
    }
    printDiagnostics(comparison.notes);
    warnOfCandidates(comparison.changes);
    const std::string &format = context.options.format;
    if (format == "sql" || format == "html") {
        KILTER_TRY(const std::string script, scriptFor(comparison, options, arguments));
        print(format == "sql" ? script : changesHtml(comparison, from.text, to.text, script));
    } else if (format == "json") {
        Json json = changesJson(comparison.changes);
        json.set("from", Json::of(from.text));
        json.set("to", Json::of(to.text));
        json.set("equal", Json::of(!hasDifferences(comparison.changes, arguments.strict)));
        printJson(json);
    } else {
        print(changesText(comparison.changes));
        printLine(comparison.changes.empty() ? "no differences" : changesSummary(comparison.changes));
    }
    return arguments.exitCode && hasDifferences(comparison.changes, arguments.strict) ? 1 : 0;
}

} // namespace

void addDiff(CLI::App &app, Context &context)
{
    auto arguments = std::make_shared<DiffArguments>();
    CLI::App *command = app.add_subcommand("diff", "Compares two sources; by default the store with the workspace");
    command->add_option("--from", arguments->from, "A database URL, workspace:DIR, sql:FILE or revision:ID (default: the store)");
    command->add_option("--to", arguments->to, "The same (default: the workspace)");
    command->add_flag("--down", arguments->down, "With --format sql: the way back");
    command->add_flag("--exit-code", arguments->exitCode, "Exit 1 when there are differences");
    command->add_flag("--strict", arguments->strict,
                      "Count what is perhaps only spelled differently; refuse when something there is not modelled");
    command->add_flag("--no-owner", arguments->noOwner, "Leave owners out");
    command->add_flag("--no-privileges", arguments->noPrivileges, "Leave grants and default privileges out");
    command->add_flag("--no-renames", arguments->noRenames, "Do not look for renames");
    command->add_option("--rename", arguments->renames, "A decided rename: column:public.t.old=new")->allow_extra_args(false);
    command->add_option("--include", arguments->include, "Only what the PATTERN names: kind:schema.name with globs")->allow_extra_args(false);
    command->add_option("--exclude", arguments->exclude, "Without what the PATTERN names")->allow_extra_args(false);
    command->footer("Formats: text, json, sql, html. The SQL turns FROM into TO.\n\nExample:\n"
                    "  kilter diff --from sqlite:old.db --to sqlite:new.db --format sql > up.sql");
    command->callback([&context, arguments] { context.command = [&context, arguments] { return runDiff(context, *arguments); }; });
}

} // namespace kilter::cli
