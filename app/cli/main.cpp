#include "app/cli/commands.h"
#include "app/cli/interrupt.h"
#include "app/cli/output.h"
#include "core/base/log.h"

#include <cstring>

namespace kilter::cli {
namespace {

/// Overwrites what may be a password in the process list; the parser works on a copy.
void hidePasswords(char *argument)
{
    if (char *scheme = std::strstr(argument, "://")) {
        char *authority = scheme + 3;
        char *at = std::strpbrk(authority, "/?#");
        char *end = at ? at : authority + std::strlen(authority);
        char *host = nullptr;
        for (char *c = authority; c < end; ++c) {
            if (*c == '@')
                host = c;
        }
        char *colon = host ? std::strchr(authority, ':') : nullptr;
        for (char *c = colon ? colon + 1 : host; c && c < host; ++c)
            *c = '*';
    }
    for (char *at = argument; (at = std::strstr(at, "password="));) {
        for (at += 9; *at && *at != '&' && *at != ' '; ++at)
            *at = '*';
    }
}

void addGlobalOptions(CLI::App &app, Context &context)
{
    GlobalOptions &options = context.options;
    app.add_option("-C,--directory", options.directory, "The workspace's folder (default: here)")->type_name("DIR");
    app.add_option("--store", options.store, "The store, and which of its connections")->type_name("NAME[@CONNECTION]");
    app.add_option("--url", options.url, "The database: postgresql://…, sqlite:PATH, sqlite::memory:, env:NAME")->type_name("URL");
    app.add_option("--environment", options.environment, "What the database is: development, staging or production")
        ->check(CLI::IsMember({"development", "staging", "production"}));
    app.add_option("--format", options.format, "text, json; some commands know more")->type_name("FORMAT");
    app.add_flag("--trace", options.trace, "Says on standard error what is done, with times");
}

int runCommand(int argc, char **argv)
{
    CLI::App app{"Kilter keeps databases in kilter with the models that describe them.", "kilter"};
    app.set_version_flag("--version", std::string("kilter " KILTER_VERSION));
    app.require_subcommand(1);
    app.fallthrough();
    Context context;
    addGlobalOptions(app, context);
    for (const auto add : {addInit, addImport, addModels, addDdl, addInspect, addVerify, addDiff, addDiagram, addGenerate, addNew, addStatus,
                           addPlan, addApply, addRollback, addStamp, addRepair})
        add(app, context);
    app.footer("Example:\n  kilter init --sample shop && kilter -C shop verify\n\nEvery command has --help with an example.");

    std::vector<std::string> arguments(argv + 1, argv + argc);
    std::reverse(arguments.begin(), arguments.end()); // CLI11 takes them from the back
    for (int i = 1; i < argc; ++i)
        hidePasswords(argv[i]);
    try {
        app.parse(arguments);
    } catch (const CLI::ParseError &error) {
        return app.exit(error) == 0 ? 0 : exitCode(ErrorCode::Usage);
    }
    if (context.options.trace)
        enableLog("all");
    context.stop = stopOnInterrupt();
    const Result<int> result = context.command();
    return result ? *result : reportError(result.error(), context.isJson());
}

} // namespace
} // namespace kilter::cli

int main(int argc, char **argv)
{
    return kilter::cli::runCommand(argc, argv);
}
