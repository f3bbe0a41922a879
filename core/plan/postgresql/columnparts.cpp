#include "core/base/identifier.h"
#include "core/dialect/postgresql/emittext.h"
#include "core/dialect/postgresql/quote.h"
#include "core/plan/postgresql/columnchange.h"
#include "core/plan/postgresql/options.h"

#include <algorithm>

namespace kilter::postgresql {
namespace {

/// The storage that a type has by itself, as a word that every version takes; only types of variable length have a choice.
std::string ownStorage(const std::string &type)
{
    return type.starts_with("numeric") || type == "inet" || type == "cidr" ? "main" : "extended";
}

} // namespace

std::string identitySequenceName(const Object &column)
{
    const Column &body = column.as<Column>();
    return body.identitySequence.empty() ? generatedName(column.ref.parent, column.ref.name, "seq") : body.identitySequence;
}

void addPersistence(Steps &steps, const Object &column)
{
    const Column &body = column.as<Column>();
    const Object *table = steps.context().to().find(tableOf(column.ref));
    if (body.identity.empty() || !table || !table->get<Table>())
        return;
    const bool unlogged = body.identityPersistence.empty() ? table->as<Table>().unlogged : body.identityPersistence == "unlogged";
    const std::string sql = "ALTER SEQUENCE " + quoted(column.ref.schema) + '.' + quoted(identitySequenceName(column)) + " SET " + (unlogged ? "UNLOGGED" : "LOGGED");
    Step &step = steps.add(column.ref, Phase::Attach);
    step.after.push_back({tableOf(column.ref), Phase::Change});
    step.statements = {statementFor(column.ref, sql)};
}

bool takesExpression(const Context &context, const Column &before, const Column &after)
{
    Column same = before;
    same.generationExpression = after.generationExpression;
    same.inherited = after.inherited;
    return context.from().serverVersion >= 170000 && !after.generated.empty() && before.generationExpression != after.generationExpression && same == after;
}

void keepTypeNeeds(std::vector<ObjectRef> &needs)
{
    std::erase_if(needs, [](const ObjectRef &need) { return need.kind != Kind::Table && need.kind != Kind::Column && need.kind != Kind::Extension && need.kind != Kind::Collation && !isReplacedType(need.kind); });
}

bool hasChildren(const Context &context, const ObjectRef &column)
{
    const Object *table = context.to().find(tableOf(column));
    const bool partitioned = table && table->get<Table>() && !table->as<Table>().partitionBy.empty();
    return partitioned || !context.partitionsAfter(tableOf(column)).empty();
}

std::vector<std::string> settingChanges(const Column &a, const Column &b)
{
    std::vector<std::string> clauses;
    if (a.storage != b.storage)
        clauses.push_back("SET STORAGE " + (b.storage.empty() ? ownStorage(b.type) : b.storage));
    if (a.compression != b.compression)
        clauses.push_back("SET COMPRESSION " + (b.compression.empty() ? std::string("DEFAULT") : b.compression));
    if (a.statistics != b.statistics)
        clauses.push_back("SET STATISTICS " + std::to_string(b.statistics));
    for (const std::string &clause : optionChanges(a.options, b.options))
        clauses.push_back(clause);
    return clauses;
}

} // namespace kilter::postgresql
