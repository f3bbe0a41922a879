#include "core/dialect/postgresql/emitprograms.h"

#include "core/base/text.h"
#include "core/diff/sqltext.h"
#include "core/dialect/postgresql/emittext.h"
#include "core/dialect/postgresql/quote.h"

#include <algorithm>

namespace kilter::postgresql {
namespace {

const Routine &routineOf(const Object &object)
{
    if (const Function *function = object.get<Function>())
        return *function;
    return object.as<Procedure>();
}

std::string uppered(std::string text)
{
    for (char &c : text) {
        if (c >= 'a' && c <= 'z')
            c = char(c - 'a' + 'A');
    }
    return text;
}

std::string argumentText(const RoutineArgument &argument)
{
    std::string text = argument.mode == "in" ? std::string() : uppered(argument.mode) + ' ';
    if (!argument.name.empty())
        text += quoted(argument.name) + ' ';
    text += typeText(argument.type);
    return argument.defaultExpression ? text + " DEFAULT " + expressionText(*argument.defaultExpression) : text;
}

std::string argumentList(const Routine &routine)
{
    std::vector<std::string> list;
    for (const RoutineArgument &argument : routine.arguments) {
        if (argument.mode != "table")
            list.push_back(argumentText(argument));
    }
    return joined(list, ", ");
}

/// Settings whose value the server keeps as a list of quoted names (GUC_LIST_QUOTE).
bool isListSetting(const std::string &name)
{
    constexpr std::string_view lists[] = {"local_preload_libraries", "search_path",   "session_preload_libraries", "shared_preload_libraries",
                                          "temp_tablespaces",        "unix_socket_directories"};
    return std::find(std::begin(lists), std::end(lists), lowered(name)) != std::end(lists);
}

std::string settingText(const std::string &setting)
{
    const std::size_t equals = setting.find('=');
    const std::string name = setting.substr(0, equals);
    const std::string value = setting.substr(equals + 1);
    std::vector<std::string> values;
    if (isListSetting(name)) {
        for (const SqlToken &token : sqlTokens(value, DialectKind::PostgreSql)) {
            if (!token.isSymbol(','))
                values.push_back(token.kind == SqlTokenKind::Name ? token.text : literal(token.text));
        }
    }
    if (values.empty())
        values.push_back(literal(value));
    std::string text;
    for (const std::string &part : split(name, '.'))
        text += (text.empty() ? "" : ".") + quoted(part);
    return "SET " + text + " TO " + joined(values, ", ");
}

std::string attributesOf(const Routine &routine)
{
    std::string text;
    if (!routine.transforms.empty())
        text += " TRANSFORM FOR TYPE " + joined(routine.transforms, ", FOR TYPE ");
    if (routine.window)
        text += " WINDOW";
    if (routine.volatility != "volatile")
        text += ' ' + uppered(routine.volatility);
    if (routine.strict)
        text += " STRICT";
    if (routine.securityDefiner)
        text += " SECURITY DEFINER";
    if (routine.leakproof)
        text += " LEAKPROOF";
    if (routine.parallel != "unsafe")
        text += " PARALLEL " + uppered(routine.parallel);
    if (!routine.cost.empty())
        text += " COST " + routine.cost;
    if (!routine.rows.empty())
        text += " ROWS " + routine.rows;
    if (!routine.support.empty())
        text += " SUPPORT " + routine.support;
    for (const std::string &setting : routine.settings)
        text += "\n    " + settingText(setting);
    return text;
}

std::string bodyText(const Routine &routine)
{
    if (!routine.sqlBody.empty())
        return routine.sqlBody;
    if (!routine.libraryFile.empty())
        return "AS " + literal(routine.libraryFile) + (routine.body.empty() ? "" : ", " + literal(routine.body));
    return "AS " + (routine.language == "internal" ? literal(routine.body) : dollarQuoted(routine.body));
}

} // namespace

std::string dollarQuoted(const std::string &text)
{
    std::string tag = "$$";
    for (int i = 0; (text + '$').find(tag) != std::string::npos; ++i)
        tag = "$body" + (i == 0 ? std::string() : std::to_string(i)) + '$';
    return tag + text + tag;
}

bool hasCheckedBody(const Object &object)
{
    if (!object.get<Function>() && !object.get<Procedure>())
        return false;
    const Routine &routine = routineOf(object);
    return routine.sqlBody.empty() && routine.language != "c" && routine.language != "internal";
}

std::string createRoutine(const Object &object, bool replace)
{
    const Routine &routine = routineOf(object);
    std::string sql = std::string("CREATE ") + (replace ? "OR REPLACE " : "") + (object.get<Function>() ? "FUNCTION " : "PROCEDURE ")
                      + qualified(object.ref) + '(' + argumentList(routine) + ')';
    if (object.get<Function>())
        sql += " RETURNS " + typeText(routine.result);
    return sql + "\n    LANGUAGE " + quoted(routine.language) + attributesOf(routine) + '\n' + bodyText(routine);
}

std::string createAggregate(const Object &object)
{
    const Aggregate &aggregate = object.as<Aggregate>();
    return "CREATE AGGREGATE " + qualified(object.ref) + '(' + aggregate.arguments + ") (\n    " + joined(aggregate.options, ",\n    ") + "\n)";
}

std::string domainConstraint(const DomainConstraint &constraint)
{
    return "CONSTRAINT " + quoted(constraint.name) + " CHECK (" + expressionText(constraint.expression) + ')' + (constraint.valid ? "" : " NOT VALID");
}

std::string createDomain(const Object &object)
{
    const Domain &domain = object.as<Domain>();
    std::string sql = "CREATE DOMAIN " + qualified(object.ref) + " AS " + typeText(domain.type);
    if (!domain.collation.empty())
        sql += " COLLATE " + domain.collation;
    if (domain.defaultExpression)
        sql += " DEFAULT " + expressionText(*domain.defaultExpression);
    if (domain.notNull)
        sql += " NOT NULL";
    for (const DomainConstraint &constraint : domain.constraints) {
        if (constraint.valid)
            sql += "\n    " + domainConstraint(constraint);
    }
    return sql;
}

std::string attributeDefinition(const Attribute &attribute)
{
    return quoted(attribute.name) + ' ' + typeText(attribute.type) + (attribute.collation.empty() ? "" : " COLLATE " + attribute.collation);
}

std::string createComposite(const Object &object)
{
    std::vector<std::string> attributes;
    for (const Attribute &attribute : object.as<CompositeType>().attributes)
        attributes.push_back(attributeDefinition(attribute));
    return "CREATE TYPE " + qualified(object.ref) + (attributes.empty() ? " AS ()" : " AS (\n    " + joined(attributes, ",\n    ") + "\n)");
}

std::string createRange(const Object &object)
{
    const RangeType &range = object.as<RangeType>();
    std::vector<std::string> options{"SUBTYPE = " + range.subtype};
    options.insert(options.end(), range.options.begin(), range.options.end());
    if (!range.multirange.empty())
        options.push_back("MULTIRANGE_TYPE_NAME = " + quoted(object.ref.schema) + '.' + quoted(range.multirange));
    return "CREATE TYPE " + qualified(object.ref) + " AS RANGE (\n    " + joined(options, ",\n    ") + "\n)";
}

std::string createBaseType(const Object &object)
{
    const auto &options = object.as<BaseType>().options;
    return "CREATE TYPE " + qualified(object.ref) + (options.empty() ? "" : " (\n    " + joined(options, ",\n    ") + "\n)");
}

std::string createMaterializedView(const Object &object, bool ifNotExists)
{
    const MaterializedView &view = object.as<MaterializedView>();
    std::string sql = std::string("CREATE MATERIALIZED VIEW ") + (ifNotExists ? "IF NOT EXISTS " : "") + qualified(object.ref);
    if (view.method != "heap")
        sql += " USING " + quoted(view.method);
    if (!view.storage.empty())
        sql += " WITH (" + joined(view.storage, ", ") + ')';
    if (!view.tablespace.empty())
        sql += " TABLESPACE " + quoted(view.tablespace);
    return sql + " AS\n" + stableText(view.definition) + (view.populated ? "" : "\n  WITH NO DATA");
}

std::string createTrigger(const Object &object)
{
    const Trigger &trigger = object.as<Trigger>();
    return std::string("CREATE ") + (trigger.constraint ? "CONSTRAINT " : "") + "TRIGGER " + quoted(object.ref.name) + ' ' + stableText(trigger.definition);
}

std::string createRule(const Object &object, bool replace)
{
    return std::string("CREATE ") + (replace ? "OR REPLACE " : "") + "RULE " + quoted(object.ref.name) + " AS " + stableText(object.as<Rule>().definition);
}

std::string createEventTrigger(const Object &object)
{
    const EventTrigger &trigger = object.as<EventTrigger>();
    std::vector<std::string> tags;
    for (const std::string &tag : trigger.tags)
        tags.push_back(literal(tag));
    return "CREATE EVENT TRIGGER " + quoted(object.ref.name) + " ON " + trigger.event
           + (tags.empty() ? "" : "\n    WHEN TAG IN (" + joined(tags, ", ") + ')') + "\n    EXECUTE FUNCTION " + qualified(trigger.function) + "()";
}

std::string createStatistics(const Object &object, bool ifNotExists)
{
    return std::string("CREATE STATISTICS ") + (ifNotExists ? "IF NOT EXISTS " : "") + qualified(object.ref) + ' ' + object.as<Statistics>().definition;
}

} // namespace kilter::postgresql
