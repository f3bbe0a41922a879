#include "app/cli/source.h"

#include "app/cli/output.h"

namespace kilter::cli {
namespace {

Result<Source> databaseSource(const Context &context, const std::string &url)
{
    Source source;
    KILTER_TRY(source.target, targetOfUrl(url, context.options.environment));
    source.text = source.target->url.text;
    return source;
}

Result<Source> defaultSource(const Context &context, bool isWorkspace)
{
    Source source;
    KILTER_TRY(source.workspace, context.workspaceIfAny());
    if (isWorkspace && !source.workspace) {
        KILTER_TRY(source.workspace, context.workspace()); // the error says that there is none
    }
    source.type = isWorkspace ? Source::Type::Workspace : Source::Type::Database;
    KILTER_TRY(source.target, context.target(source.workspace ? &*source.workspace : nullptr));
    source.text = isWorkspace ? "the workspace" : source.target->url.text;
    return source;
}

} // namespace

Result<Source> parseSource(const Context &context, const std::string &text, bool defaultIsWorkspace)
{
    if (text.empty())
        return defaultSource(context, defaultIsWorkspace);
    Source source;
    source.text = text;
    if (text.starts_with("workspace:")) {
        source.type = Source::Type::Workspace;
        KILTER_TRY(source.workspace, Workspace::open(text.substr(10)));
        return source;
    }
    if (text.starts_with("sql:")) {
        source.type = Source::Type::SqlFile;
        source.argument = text.substr(4);
        return source;
    }
    if (text.starts_with("revision:")) {
        source.type = Source::Type::Revision;
        source.argument = text.substr(9);
        KILTER_TRY(source.workspace, context.workspace());
        KILTER_TRY(source.target, context.target(&*source.workspace));
        return source;
    }
    return databaseSource(context, text);
}

Result<Comparison> compare(const Context &context, const Source &from, const Source &to, DiffOptions &options,
                           const std::vector<std::string> &renames)
{
    const Target *spoken = from.type == Source::Type::Database ? &*from.target : to.target ? &*to.target : nullptr;
    return kilter::compare(from, to, options, renames, context.openWatch(spoken));
}

} // namespace kilter::cli
