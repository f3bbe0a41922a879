#include "core/plan/postgresql/rules.h"

#include "core/base/identifier.h"
#include "core/dialect/postgresql/emittext.h"
#include "core/dialect/postgresql/quote.h"
#include "core/plan/postgresql/privileges.h"

#include <algorithm>

namespace kilter::postgresql {
namespace {

bool takesAway(Phase phase)
{
    return phase == Phase::Release || phase == Phase::Drop || phase == Phase::Discard;
}

std::string ownerSql(const Object &object)
{
    return "ALTER " + namedObject(object) + " OWNER TO " + quoted(object.owner);
}

std::string commentOn(const Object &object)
{
    // Without any, pg_dump would write an empty one: an empty database has this.
    const std::string none = object.ref == schemaRef("public") ? literal("standard public schema") : "NULL";
    return "COMMENT ON " + namedObject(object) + " IS " + (object.comment.empty() ? none : literal(object.comment));
}

bool hasOwner(const Object &object)
{
    const Sequence *sequence = object.get<Sequence>();
    return !isPartOfTable(object.ref.kind) && !(sequence && sequence->ownedBy);
}

} // namespace

std::optional<ObjectRef> changedThroughType(const Context &context, const ObjectRef &column)
{
    const ObjectRef table = tableOf(column);
    const Object *before = context.from().find(table);
    const Object *after = context.to().find(table);
    const bool stays = before && after && before->get<Table>() && after->get<Table>() && !context.goes(table) && !context.comes(table);
    if (!stays || after->as<Table>().ofType.empty() || before->as<Table>().ofType != after->as<Table>().ofType)
        return std::nullopt;
    const auto &needs = context.needsAfter(table);
    const auto type = std::find_if(needs.begin(), needs.end(), [&](const ObjectRef &need) {
        return need.kind == Kind::Composite && context.fate(need) == Fate::Change;
    });
    return type == needs.end() ? std::nullopt : std::optional(*type);
}

Step &Steps::add(const ObjectRef &object, Phase phase)
{
    Step step;
    step.key = {object, phase};
    step.rank = m_rank;
    if (takesAway(phase) || phase == Phase::Change)
        step.loses = m_context.needsBefore(object);
    if (!takesAway(phase))
        step.uses = m_context.needsAfter(object);
    if (phase == Phase::Drop && m_context.from().contains(object))
        step.frees = namesTaken(*m_context.from().find(object));
    if (phase == Phase::Create && m_context.to().contains(object))
        step.claims = namesTaken(*m_context.to().find(object));
    m_list.push_back(std::move(step));
    return m_list.back();
}

void Steps::describe(const Object &after)
{
    std::vector<Statement> statements;
    if (m_context.statesOwners() && hasOwner(after) && !after.owner.empty())
        statements.push_back(statementFor(after.ref, ownerSql(after), accessExclusive));
    const auto privileges = privilegesOfNew(m_context, after);
    statements.insert(statements.end(), privileges.grants.begin(), privileges.grants.end());
    if (!after.comment.empty())
        statements.push_back(statementFor(after.ref, commentOn(after)));
    const auto labels = labelStatements(nullptr, after);
    statements.insert(statements.end(), labels.begin(), labels.end());
    if (!statements.empty())
        add(after.ref, Phase::Attach).statements = std::move(statements);
}

void Steps::describe(const Object &before, const Object &after)
{
    const bool owner = m_context.comparesOwners() && hasOwner(after) && !before.owner.empty() && !after.owner.empty()
                       && before.owner != after.owner;
    auto privileges = changedPrivileges(m_context, before, after);
    std::vector<Statement> statements = std::move(privileges.revokes);
    if (owner)
        statements.push_back(statementFor(after.ref, ownerSql(after), accessExclusive));
    statements.insert(statements.end(), privileges.grants.begin(), privileges.grants.end());
    if (before.comment != after.comment)
        statements.push_back(statementFor(after.ref, commentOn(after)));
    const auto labels = labelStatements(&before, after);
    statements.insert(statements.end(), labels.begin(), labels.end());
    if (!statements.empty())
        add(after.ref, Phase::Attach).statements = std::move(statements);
}

void Steps::restateComment(const Object &after)
{
    const StepKey key{after.ref, Phase::Attach};
    const std::string sql = commentOn(after);
    const auto says = [&](const Statement &statement) { return statement.sql == sql; };
    if (std::any_of(m_list.begin(), m_list.end(), [&](const Step &step) { return step.key == key && std::any_of(step.statements.begin(), step.statements.end(), says); }))
        return;
    add(after.ref, Phase::Attach).statements = {statementFor(after.ref, sql)};
}

Response Rules::response(const Context &context, const Object &before, const Object &, const ObjectRef &need, Disturbance disturbance) const
{
    if (disturbance != Disturbance::Goes)
        return Response::Nothing;
    const auto &after = context.needsAfter(before.ref);
    const bool stillNeeded = std::find(after.begin(), after.end(), need) != after.end();
    // Altered in place, it lets go of the need by itself.
    if (context.fate(before.ref) == Fate::Change && !stillNeeded)
        return Response::Nothing;
    return Response::Recreate;
}

void Rules::recreate(Steps &steps, const Object &before, const Object &after) const
{
    drop(steps, before);
    create(steps, after);
}

bool Rules::setAside(Steps &, const Object &) const
{
    return false;
}

Statement statementFor(const ObjectRef &object, std::string sql, std::string lock)
{
    Statement statement;
    statement.sql = std::move(sql);
    statement.object = object;
    statement.lock = std::move(lock);
    return statement;
}

Statement losing(Statement statement, const std::string &hazard, const std::string &reason)
{
    statement.losesData = true;
    statement.reversibility = Reversibility::StructureOnly;
    statement.reason = reason;
    statement.hazards.push_back({hazard, reason});
    return statement;
}

ObjectRef relationOf(const Context &context, const ObjectRef &part)
{
    for (const Kind kind : {Kind::View, Kind::MaterializedView}) {
        const ObjectRef view{kind, part.schema, {}, part.parent, {}};
        if (context.from().contains(view) || context.to().contains(view))
            return context.from().contains(tableOf(part)) || context.to().contains(tableOf(part)) ? tableOf(part) : view;
    }
    return tableOf(part);
}

bool isReplacedType(Kind kind)
{
    return kind == Kind::Enum || kind == Kind::Domain || kind == Kind::Composite || kind == Kind::Range;
}

bool comesWithTable(const Context &context, const ObjectRef &part)
{
    return context.comes(relationOf(context, part)) && !context.separate.contains(part);
}

bool goesWithTable(const Context &context, const ObjectRef &part)
{
    return context.goes(relationOf(context, part)) && !context.separate.contains(part);
}

StepKey tableDrop(const Context &context, const ObjectRef &part)
{
    const ObjectRef table = relationOf(context, part);
    return {table, context.aside.contains(table) ? Phase::Discard : Phase::Drop};
}

namespace {

/// "b.citext" for "a.citext": the type went along when its extension moved from schema a to b.
bool movesWithExtension(const Context &context, const ObjectRef &ref, const std::string &from, const std::string &to)
{
    const auto &needs = context.needsBefore(ref);
    return std::any_of(needs.begin(), needs.end(), [&](const ObjectRef &need) {
        if (need.kind != Kind::Extension || context.fate(need) != Fate::Change)
            return false;
        const std::string before = quoted(context.from().find(need)->as<Extension>().schema) + '.';
        const std::string after = quoted(context.to().find(need)->as<Extension>().schema) + '.';
        return from.starts_with(before) && to == after + from.substr(before.size());
    });
}

} // namespace

bool isRetyped(const Context &context, const ObjectRef &ref)
{
    const Object *before = context.from().find(ref);
    const Object *after = context.to().find(ref);
    if (!before || !after || context.fate(ref) != Fate::Change)
        return false;
    const Column &a = before->as<Column>();
    const Column &b = after->as<Column>();
    if (a.collation != b.collation || context.parked.contains(ref))
        return true;
    if (a.type != b.type)
        return !movesWithExtension(context, ref, a.type, b.type);
    const std::string name = b.type.substr(0, b.type.find('['));
    const auto &needs = context.needsAfter(ref);
    return std::any_of(needs.begin(), needs.end(), [&](const ObjectRef &need) {
        const bool typeOrCollation = (isReplacedType(need.kind) && qualified(need) == name) || (need.kind == Kind::Collation && qualified(need) == b.collation);
        return typeOrCollation && context.fate(need) == Fate::Recreate;
    });
}

std::vector<ObjectRef> holdersOfRows(const Context &context, const ObjectRef &table)
{
    std::vector<ObjectRef> holders;
    const std::string type = qualified(table);
    for (const ObjectRef &dependent : context.dependentsBefore(table)) {
        const Object *object = dependent.kind == Kind::Column && tableOf(dependent) != table ? context.from().find(dependent) : nullptr;
        if (object && (object->as<Column>().type == type || object->as<Column>().type == type + "[]"))
            holders.push_back(dependent);
    }
    return holders;
}

std::optional<ObjectRef> typeMadeWith(const std::vector<ObjectRef> &needsOfFunction, const ObjectRef &function,
                                      const std::function<const std::vector<ObjectRef> &(const ObjectRef &)> &needsOf)
{
    for (const ObjectRef &need : needsOfFunction) {
        const auto back = need.kind == Kind::Range || need.kind == Kind::BaseType ? &needsOf(need) : nullptr;
        if (back && std::find(back->begin(), back->end(), function) != back->end())
            return need;
    }
    return std::nullopt;
}

std::optional<ObjectRef> parentPart(const Catalog &catalog, const ObjectRef &part, const std::string &name)
{
    const Object *table = catalog.find(tableOf(part));
    if (!table || !table->get<Table>())
        return std::nullopt;
    for (const ObjectRef &parent : table->as<Table>().inherits) {
        ObjectRef above{part.kind, parent.schema, parent.name, name, {}};
        if (catalog.contains(above))
            return above;
    }
    if (!table->as<Table>().partitionOf)
        return std::nullopt;
    const ObjectRef &parent = *table->as<Table>().partitionOf;
    const ObjectRef above{part.kind, parent.schema, parent.name, name, {}};
    const ObjectRef index{Kind::Index, parent.schema, parent.name, name, {}};
    const bool underIndex = (part.kind == Kind::PrimaryKey || part.kind == Kind::Unique) && !catalog.contains(above) && catalog.contains(index);
    return underIndex ? index : above;
}

bool staysUnder(const Context &context, const ObjectRef &table, const ObjectRef &parent)
{
    const Object *after = context.to().find(table);
    if (!after || !after->get<Table>() || becomesPartition(context, table))
        return false;
    const auto &inherits = after->as<Table>().inherits;
    return after->as<Table>().partitionOf == parent || std::find(inherits.begin(), inherits.end(), parent) != inherits.end();
}

bool comesThroughParent(const Context &context, const Object &part)
{
    const Column *column = part.get<Column>();
    const CheckConstraint *check = part.get<CheckConstraint>();
    // A partition that is attached has the parent's columns before.
    if (((!column || !column->inherited) && (!check || !check->inherited)) || becomesPartition(context, tableOf(part.ref)))
        return false;
    const auto parent = parentPart(context.to(), part.ref, part.ref.name);
    return parent && context.comes(part.ref) && context.comes(*parent) && !context.comes(tableOf(part.ref)) && !context.comes(tableOf(*parent));
}

void waitForHeirs(const Context &context, const Object &part, Step &step)
{
    for (const ObjectRef &heir : context.partitionsAfter(tableOf(part.ref))) {
        const Object *own = context.to().find({part.ref.kind, heir.schema, heir.name, part.ref.name, {}});
        if (own && comesThroughParent(context, *own))
            step.after.push_back({heir, Phase::Settle});
    }
}

std::vector<std::string> namesTaken(const Object &object)
{
    const ObjectRef &ref = object.ref;
    const std::string relation = "relation " + quoted(ref.schema) + '.' + quoted(ref.name);
    const std::string type = "type " + quoted(ref.schema) + '.' + quoted(ref.name);
    const std::string constraint = "constraint " + qualifiedTable(ref) + '.' + quoted(ref.name);
    switch (ref.kind) {
    case Kind::Table:
    case Kind::View:
    case Kind::MaterializedView:
    case Kind::Composite:
    case Kind::Sequence:
        return {relation, type};
    case Kind::Enum:
    case Kind::Domain:
    case Kind::BaseType:
        return {type};
    case Kind::Range: {
        const std::string &multirange = object.as<RangeType>().multirange;
        if (multirange.empty())
            return {type};
        return {type, "type " + quoted(ref.schema) + '.' + quoted(multirange)};
    }
    case Kind::Function:
    case Kind::Procedure:
    case Kind::Aggregate:
        return {"routine " + qualified(ref) + '(' + ref.signature + ')'};
    case Kind::Rule:
    case Kind::Trigger:
    case Kind::EventTrigger:
    case Kind::Statistics:
        return {named(ref)};
    case Kind::Exclusion:
        return {relation, constraint};
    case Kind::Index:
        return {relation};
    case Kind::PrimaryKey:
        return {relation, constraint, "primary key of " + qualifiedTable(ref)};
    case Kind::Unique:
        return {relation, constraint};
    case Kind::Check:
    case Kind::ForeignKey:
        return {constraint};
    case Kind::Column: {
        const Column &column = object.as<Column>();
        if (column.identity.empty())
            return {};
        const std::string name = column.identitySequence.empty() ? generatedName(ref.parent, ref.name, "seq") : column.identitySequence;
        return {"relation " + quoted(ref.schema) + '.' + quoted(name)};
    }
    case Kind::Schema:
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
        return {};
    }
    return {};
}

} // namespace kilter::postgresql
