#include "app/cli/commands.h"
#include "app/cli/modelchoice.h"
#include "app/cli/output.h"
#include "app/cli/source.h"
#include "core/base/text.h"
#include "core/plan/plan.h"
#include "core/scratch/unread.h"

#include <algorithm>

namespace kilter::cli {
namespace {

struct DdlArguments
{
    std::vector<std::string> models;
    std::vector<std::string> only;
};

/// The word of --only under which a statement falls.
std::string_view groupOf(const Statement &statement, const Catalog &catalog)
{
    switch (statement.object.kind) {
    case Kind::Index:
        return "indexes";
    case Kind::PrimaryKey:
    case Kind::Unique:
    case Kind::Check:
    case Kind::ForeignKey:
    case Kind::Exclusion:
        return "constraints";
    case Kind::Table: {
        const Object *table = catalog.find(statement.object);
        return table && table->as<Table>().partitionOf ? "partitions" : "tables";
    }
    case Kind::Schema:
    case Kind::Enum:
    case Kind::Sequence:
    case Kind::Column:
        return "tables";
    case Kind::Domain:
    case Kind::Composite:
    case Kind::Range:
    case Kind::BaseType:
    case Kind::Function:
    case Kind::Procedure:
    case Kind::Aggregate:
    case Kind::MaterializedView:
    case Kind::Rule:
    case Kind::EventTrigger:
    case Kind::Statistics:
    case Kind::View:
    case Kind::Trigger:
    case Kind::Extension:
    case Kind::Policy:
    case Kind::Collation:
    case Kind::TextSearchParser:
    case Kind::TextSearchTemplate:
    case Kind::TextSearchDictionary:
    case Kind::TextSearchConfiguration:
    case Kind::Operator:
    case Kind::OperatorFamily:
    case Kind::OperatorClass:
    case Kind::Cast:
    case Kind::Conversion:
    case Kind::Language:
    case Kind::Transform:
    case Kind::AccessMethod:
    case Kind::ForeignDataWrapper:
    case Kind::ForeignServer:
    case Kind::UserMapping:
    case Kind::Publication:
    case Kind::Subscription:
    case Kind::DefaultPrivileges:
        return "other";
    }
    return "other";
}

/// What only a server can read of sql/, around the statements of the models.
void addUnread(const Catalog &desired, std::vector<Statement> &statements)
{
    std::vector<UnreadSql> unread = desired.unread;
    std::stable_sort(unread.begin(), unread.end(), [](const UnreadSql &a, const UnreadSql &b) { return runningRank(a.sql) < runningRank(b.sql); });
    std::size_t before = 0;
    for (const UnreadSql &one : unread) {
        Statement statement;
        statement.sql = one.sql;
        const bool first = runningRank(one.sql) < rankOfPlanned;
        statements.insert(first ? statements.begin() + std::ptrdiff_t(before) : statements.end(), std::move(statement));
        before += first ? 1 : 0;
    }
}

Result<int> runDdl(const Context &context, const DdlArguments &arguments)
{
    KILTER_TRY(const Workspace workspace, context.workspace());
    KILTER_TRY(const StoreConfig store, context.storeConfig(workspace));
    KILTER_TRY(const Catalog desired, readWorkspace(workspace, store));
    const Dialect &dialect = Dialect::of(desired.dialect);
    KILTER_TRY(const auto patterns, patternsOfModels(workspace, store, arguments.models));
    KILTER_TRY(auto statements, orderedStatements(emptyDatabase(desired), desired, dialect, {}));
    std::erase_if(statements, [&](const Statement &statement) {
        return !patterns.empty() && std::none_of(patterns.begin(), patterns.end(), [&](const std::string &pattern) { return matchesPattern(pattern, statement.object); });
    });
    if (!arguments.only.empty()) {
        std::erase_if(statements, [&](const Statement &statement) {
            return std::find(arguments.only.begin(), arguments.only.end(), groupOf(statement, desired)) == arguments.only.end();
        });
    }
    if (patterns.empty() && arguments.only.empty())
        addUnread(desired, statements);
    if (context.isJson()) {
        Json list = Json::array();
        for (const Statement &statement : statements) {
            Json item = Json::object();
            item.set("object", Json::of(statement.object.name.empty() ? std::string() : toText(statement.object)));
            item.set("sql", Json::of(statement.sql));
            list.items.push_back(std::move(item));
        }
        printJson(list);
        return 0;
    }
    for (const Statement &statement : statements)
        printLine(statement.sql + ";\n");
    return 0;
}

} // namespace

void addDdl(CLI::App &app, Context &context)
{
    auto arguments = std::make_shared<DdlArguments>();
    CLI::App *command = app.add_subcommand("ddl", "CREATE statements of the models; needs no database");
    command->add_option("models", arguments->models, "Only these models (titles or tables)")->type_name("MODEL");
    command->add_option("--only", arguments->only, "tables, indexes, constraints, partitions; several with commas")
        ->delimiter(',')
        ->check(CLI::IsMember({"tables", "indexes", "constraints", "partitions"}));
    command->footer("Example:\n  kilter ddl BlogPost --store pg --only tables,indexes");
    command->callback([&context, arguments] { context.command = [&context, arguments] { return runDdl(context, *arguments); }; });
}

} // namespace kilter::cli
