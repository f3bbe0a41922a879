#include "core/dialect/postgresql/emit.h"

#include "core/dialect/postgresql/emitprograms.h"
#include "core/dialect/postgresql/emitserver.h"
#include "core/dialect/postgresql/emittable.h"
#include "core/dialect/postgresql/emittext.h"
#include "core/dialect/postgresql/quote.h"

namespace kilter::postgresql {
namespace {

Statement statement(const Object &object, std::string sql)
{
    Statement result;
    result.sql = std::move(sql);
    result.object = object.ref;
    return result;
}

/// Part of a table, added to one that is there.
std::string addPart(const Object &object, const std::string &what, bool ifNotExists)
{
    return "ALTER TABLE " + qualifiedTable(object.ref) + " ADD " + (what.empty() ? std::string("COLUMN ") : what)
           + (ifNotExists && what.empty() ? "IF NOT EXISTS " : "");
}

std::string constraintSql(const Object &object)
{
    return addPart(object, "CONSTRAINT " + quoted(object.ref.name) + ' ', false) + constraintDefinition(object);
}

std::string sqlOf(const Catalog &catalog, const Object &object, const EmitOptions &options)
{
    switch (object.ref.kind) {
    case Kind::Schema:
        return std::string("CREATE SCHEMA ") + (options.ifNotExists ? "IF NOT EXISTS " : "") + quoted(object.ref.name);
    case Kind::Enum:
        return createEnum(object);
    case Kind::Sequence:
        return createSequence(object, options.ifNotExists);
    case Kind::Table: {
        TableLayout layout;
        layout.ifNotExists = options.ifNotExists;
        return createTable(catalog, object, layout);
    }
    case Kind::Column:
        return addPart(object, {}, options.ifNotExists) + columnDefinition(object);
    case Kind::PrimaryKey:
    case Kind::Unique:
    case Kind::Check:
    case Kind::ForeignKey:
    case Kind::Exclusion:
        return constraintSql(object);
    case Kind::Index:
        return createIndex(object, options.ifNotExists);
    case Kind::View:
        return createView(object, options.ifNotExists);
    case Kind::Trigger:
        return createTrigger(object);
    case Kind::Domain:
        return createDomain(object);
    case Kind::Composite:
        return createComposite(object);
    case Kind::Range:
        return createRange(object);
    case Kind::BaseType:
        return createBaseType(object);
    case Kind::Function:
    case Kind::Procedure:
        return createRoutine(object, options.ifNotExists);
    case Kind::Aggregate:
        return createAggregate(object);
    case Kind::MaterializedView:
        return createMaterializedView(object, options.ifNotExists);
    case Kind::Rule:
        return createRule(object);
    case Kind::EventTrigger:
        return createEventTrigger(object);
    case Kind::Statistics:
        return createStatistics(object, options.ifNotExists);
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
        return createServerObject(object);
    }
    return {};
}

} // namespace

std::vector<Statement> createStatements(const Catalog &catalog, const Object &object, const EmitOptions &options)
{
    return {statement(object, sqlOf(catalog, object, options))};
}

} // namespace kilter::postgresql
