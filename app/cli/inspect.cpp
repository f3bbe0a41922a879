#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "app/cli/source.h"
#include "core/base/text.h"
#include "core/plan/plan.h"

namespace kilter::cli {
namespace {

std::string columnText(const Object &column)
{
    const Column &body = column.as<Column>();
    std::string text = "  " + column.ref.name + "  " + body.type;
    if (body.notNull)
        text += " not null";
    if (body.defaultExpression)
        text += " default " + *body.defaultExpression;
    if (!body.identity.empty())
        text += " identity " + body.identity;
    if (!body.generated.empty())
        text += " generated " + body.generated + " (" + body.generationExpression + ')';
    return text;
}

std::string catalogText(const Catalog &catalog)
{
    std::string text;
    for (const Object &object : catalog.objects()) {
        if (isPartOfTable(object.ref.kind))
            continue;
        text += toned(std::string(keyword(object.ref.kind)) + ' ' + qualifiedName(object.ref), Tone::Strong) + '\n';
        if (object.ref.kind != Kind::Table)
            continue;
        for (const Object *column : catalog.columnsOf(object.ref))
            text += columnText(*column) + '\n';
        for (const Object *part : catalog.partsOf(object.ref)) {
            if (part->ref.kind != Kind::Column)
                text += toned("  " + std::string(keyword(part->ref.kind)) + ' ' + part->ref.name, Tone::Dim) + '\n';
        }
    }
    return text + counted(catalog.size(), "object") + '\n';
}

Result<int> runInspect(const Context &context)
{
    KILTER_TRY(const std::optional<Workspace> workspace, context.workspaceIfAny());
    KILTER_TRY(const Target target, context.target(workspace ? &*workspace : nullptr));
    KILTER_TRY(auto connection, context.open(target, {.mustExist = !target.isConfigured}));
    const Dialect &dialect = Dialect::of(connection->dialect());
    KILTER_TRY(const Catalog catalog, dialect.inspect(*connection, inspectOptionsOf(target.store, context.stop)));
    printDiagnostics(catalog.notes);
    if (context.isJson()) {
        printJson(toJson(catalog));
    } else if (context.options.format == "sql") {
        Catalog nothing;
        nothing.dialect = catalog.dialect;
        KILTER_TRY(const auto statements, orderedStatements(nothing, catalog, dialect, {}));
        print(scriptOf(statements, dialect));
    } else {
        print(catalogText(catalog));
    }
    return 0;
}

} // namespace

void addInspect(CLI::App &app, Context &context)
{
    CLI::App *command = app.add_subcommand("inspect", "The catalog of a database as Kilter sees it");
    command->footer("Formats: text, json (the whole catalog), sql (statements that build it).\n\nExample:\n"
                    "  kilter inspect --url sqlite:app.db --format json");
    command->callback([&context] { context.command = [&context] { return runInspect(context); }; });
}

} // namespace kilter::cli
