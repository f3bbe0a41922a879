#include "core/dialect/postgresql/emitserver.h"

#include "core/base/text.h"
#include "core/dialect/postgresql/emittext.h"
#include "core/dialect/postgresql/quote.h"

#include <algorithm>

namespace kilter::postgresql {
namespace {

/// "(a = 1, b = 2)" of those that are not empty.
std::string definitionList(const std::vector<std::pair<std::string, std::string>> &attributes)
{
    std::string text;
    for (const auto &[name, value] : attributes) {
        if (!value.empty())
            text += (text.empty() ? "" : ", ") + name + " = " + value;
    }
    return '(' + text + ')';
}

std::string literalOrNothing(const std::string &text)
{
    return text.empty() ? text : literal(text);
}

std::string upper(std::string text)
{
    for (char &c : text) {
        if (c >= 'a' && c <= 'z')
            c = char(c - 'a' + 'A');
    }
    return text;
}

std::string sqlOf(const ObjectRef &ref, const Extension &extension)
{
    return "CREATE EXTENSION " + quoted(ref.name) + " WITH SCHEMA " + quoted(extension.schema) + " VERSION " + literal(extension.version);
}

std::string sqlOf(const ObjectRef &ref, const Policy &policy)
{
    std::string sql = "CREATE POLICY " + quoted(ref.name) + " ON " + qualifiedTable(ref);
    if (!policy.permissive)
        sql += " AS RESTRICTIVE";
    if (policy.command != "all")
        sql += " FOR " + upper(policy.command);
    if (policy.roles != std::vector<std::string>{"public"})
        sql += " TO " + policyRoles(policy);
    if (!policy.usingExpression.empty())
        sql += " USING (" + stableText(policy.usingExpression) + ')';
    return policy.checkExpression.empty() ? sql : sql + " WITH CHECK (" + stableText(policy.checkExpression) + ')';
}

std::string sqlOf(const ObjectRef &ref, const Collation &collation)
{
    const bool sameNames = collation.collate == collation.ctype;
    return "CREATE COLLATION " + qualified(ref) + ' '
           + definitionList({{"provider", collation.provider},
                             {"deterministic", collation.deterministic ? "" : "false"},
                             {"locale", literalOrNothing(!collation.locale.empty() ? collation.locale : sameNames ? collation.collate : "")},
                             {"lc_collate", literalOrNothing(sameNames ? "" : collation.collate)},
                             {"lc_ctype", literalOrNothing(sameNames ? "" : collation.ctype)},
                             {"rules", literalOrNothing(collation.rules)}});
}

std::string sqlOf(const ObjectRef &ref, const TextSearchParser &parser)
{
    return "CREATE TEXT SEARCH PARSER " + qualified(ref) + ' '
           + definitionList({{"start", parser.start},
                             {"gettoken", parser.token},
                             {"end", parser.end},
                             {"headline", parser.headline},
                             {"lextypes", parser.lexTypes}});
}

std::string sqlOf(const ObjectRef &ref, const TextSearchTemplate &object)
{
    return "CREATE TEXT SEARCH TEMPLATE " + qualified(ref) + ' ' + definitionList({{"init", object.init}, {"lexize", object.lexize}});
}

std::string sqlOf(const ObjectRef &ref, const TextSearchDictionary &dictionary)
{
    return "CREATE TEXT SEARCH DICTIONARY " + qualified(ref) + " (template = " + dictionary.templateName
           + (dictionary.options.empty() ? "" : ", " + dictionary.options) + ')';
}

std::string sqlOf(const ObjectRef &ref, const TextSearchConfiguration &configuration)
{
    return "CREATE TEXT SEARCH CONFIGURATION " + qualified(ref) + " (parser = " + configuration.parser + ')';
}

std::string sqlOf(const ObjectRef &ref, const Operator &object)
{
    std::string attributes = definitionList({{"FUNCTION", object.function},
                                             {"LEFTARG", object.left},
                                             {"RIGHTARG", object.right},
                                             {"COMMUTATOR", object.commutator},
                                             {"NEGATOR", object.negator},
                                             {"RESTRICT", object.restrictEstimator},
                                             {"JOIN", object.joinEstimator}});
    attributes.pop_back();
    return "CREATE OPERATOR " + quoted(ref.schema) + '.' + ref.name + ' ' + attributes + (object.hashes ? ", HASHES" : "")
           + (object.merges ? ", MERGES" : "") + ')';
}

std::string sqlOf(const ObjectRef &ref, const OperatorFamily &)
{
    return "CREATE " + namedServerObject(ref);
}

std::string sqlOf(const ObjectRef &ref, const OperatorClass &object)
{
    std::vector<std::string> items = object.members;
    if (!object.storage.empty())
        items.push_back("STORAGE " + object.storage);
    if (items.empty())
        items.push_back("STORAGE " + object.type);
    return "CREATE OPERATOR CLASS " + qualified(ref) + (object.isDefault ? " DEFAULT" : "") + " FOR TYPE " + object.type + " USING "
           + quoted(ref.signature) + " FAMILY " + object.family + " AS\n    " + joined(items, ",\n    ");
}

std::string sqlOf(const ObjectRef &ref, const Cast &cast)
{
    const std::string how = cast.method == "inout"    ? "WITH INOUT"
                            : cast.method == "binary" ? "WITHOUT FUNCTION"
                                                      : "WITH FUNCTION " + cast.function;
    return "CREATE " + namedServerObject(ref) + ' ' + how + (cast.context == "explicit" ? "" : " AS " + upper(cast.context));
}

std::string sqlOf(const ObjectRef &ref, const Conversion &conversion)
{
    return std::string("CREATE ") + (conversion.isDefault ? "DEFAULT " : "") + "CONVERSION " + qualified(ref) + " FOR "
           + literal(conversion.source) + " TO " + literal(conversion.target) + " FROM " + conversion.function;
}

std::string sqlOf(const ObjectRef &ref, const Language &language)
{
    std::string sql = std::string("CREATE ") + (language.trusted ? "TRUSTED " : "") + "LANGUAGE " + quoted(ref.name);
    if (!language.handler.empty())
        sql += " HANDLER " + language.handler;
    if (!language.inlineHandler.empty())
        sql += " INLINE " + language.inlineHandler;
    return language.validator.empty() ? sql : sql + " VALIDATOR " + language.validator;
}

std::string sqlOf(const ObjectRef &ref, const Transform &transform)
{
    std::vector<std::string> ways;
    if (!transform.fromSql.empty())
        ways.push_back("FROM SQL WITH FUNCTION " + transform.fromSql);
    if (!transform.toSql.empty())
        ways.push_back("TO SQL WITH FUNCTION " + transform.toSql);
    return "CREATE " + namedServerObject(ref) + " (" + joined(ways, ", ") + ')';
}

std::string sqlOf(const ObjectRef &ref, const AccessMethod &method)
{
    return "CREATE ACCESS METHOD " + quoted(ref.name) + " TYPE " + upper(method.type) + " HANDLER " + method.handler;
}

std::string sqlOf(const ObjectRef &ref, const ForeignDataWrapper &wrapper)
{
    return "CREATE FOREIGN DATA WRAPPER " + quoted(ref.name) + (wrapper.handler.empty() ? "" : " HANDLER " + wrapper.handler)
           + (wrapper.validator.empty() ? "" : " VALIDATOR " + wrapper.validator) + optionsClause(wrapper.options);
}

std::string sqlOf(const ObjectRef &ref, const ForeignServer &server)
{
    return "CREATE SERVER " + quoted(ref.name) + (server.type.empty() ? "" : " TYPE " + literal(server.type))
           + (server.version.empty() ? "" : " VERSION " + literal(server.version)) + " FOREIGN DATA WRAPPER " + quoted(server.wrapper)
           + optionsClause(server.options);
}

std::string sqlOf(const ObjectRef &ref, const UserMapping &mapping)
{
    return "CREATE " + namedServerObject(ref) + optionsClause(mapping.options);
}

std::string sqlOf(const ObjectRef &ref, const Publication &publication)
{
    const std::string objects = publishedObjects(publication);
    return "CREATE PUBLICATION " + quoted(ref.name) + (publication.allTables ? " FOR ALL TABLES" : objects.empty() ? "" : " FOR " + objects)
           + " WITH (" + publicationOptions(publication) + ')';
}

/// The real connection string is set later, by a person: connect = false makes nothing on the other side.
std::string sqlOf(const ObjectRef &ref, const Subscription &subscription)
{
    std::vector<std::string> options{"connect = false"};
    const bool hasSlot = std::any_of(subscription.options.begin(), subscription.options.end(),
                                     [](const std::string &option) { return option.starts_with("slot_name="); });
    if (!hasSlot)
        options.push_back("slot_name = " + literal(ref.name));
    for (const std::string &option : subscription.options) {
        const std::size_t at = option.find('=');
        options.push_back(option.substr(0, at) + " = " + option.substr(at + 1));
    }
    return "CREATE SUBSCRIPTION " + quoted(ref.name) + " CONNECTION '' PUBLICATION " + columnList(subscription.publications) + " WITH ("
           + joined(options, ", ") + ')';
}

std::string sqlOf(const ObjectRef &, const DefaultPrivileges &)
{
    return {}; // one statement a privilege: the planner writes them
}

std::string optionNameOf(const std::string &option)
{
    return option.substr(0, option.find('='));
}

std::string optionText(const std::string &option)
{
    const std::size_t at = option.find('=');
    return quoted(option.substr(0, at)) + ' ' + literal(option.substr(at + 1));
}

bool contains(const std::vector<std::string> &list, const std::string &item)
{
    return std::find(list.begin(), list.end(), item) != list.end();
}

std::vector<std::string> optionNames(const ForeignOptions &options)
{
    std::vector<std::string> names = options.secretNames;
    for (const std::string &option : options.plain)
        names.push_back(optionNameOf(option));
    return names;
}

} // namespace

std::string roleText(const std::string &role)
{
    return role == "public" ? "PUBLIC" : quoted(role);
}

std::string policyRoles(const Policy &policy)
{
    std::vector<std::string> roles;
    for (const std::string &role : policy.roles)
        roles.push_back(roleText(role));
    return joined(roles, ", ");
}

std::string optionsClause(const ForeignOptions &options)
{
    std::vector<std::string> texts;
    for (const std::string &option : options.plain)
        texts.push_back(optionText(option));
    return texts.empty() ? std::string() : " OPTIONS (" + joined(texts, ", ") + ')';
}

std::string optionsChange(const ForeignOptions &from, const ForeignOptions &to)
{
    const auto before = optionNames(from);
    const auto after = optionNames(to);
    std::vector<std::string> clauses;
    for (const std::string &name : before) {
        if (!contains(after, name))
            clauses.push_back("DROP " + quoted(name));
    }
    for (const std::string &option : to.plain) {
        if (!contains(from.plain, option))
            clauses.push_back((contains(before, optionNameOf(option)) ? "SET " : "ADD ") + optionText(option));
    }
    return clauses.empty() ? std::string() : "OPTIONS (" + joined(clauses, ", ") + ')';
}

std::vector<std::string> unwrittenSecrets(const ForeignOptions &from, const ForeignOptions &to)
{
    std::vector<std::string> names;
    for (std::size_t i = 0; i < to.secretNames.size(); ++i) {
        const auto before = std::find(from.secretNames.begin(), from.secretNames.end(), to.secretNames[i]);
        const auto place = std::size_t(before - from.secretNames.begin());
        const bool known = i < to.secrets.size() && place < from.secrets.size();
        if (before == from.secretNames.end() || (known && from.secrets[place] != to.secrets[i]))
            names.push_back(to.secretNames[i]);
    }
    return names;
}

std::string publishedObjects(const Publication &publication)
{
    std::vector<std::string> items;
    for (const PublishedTable &table : publication.tables) {
        items.push_back("TABLE ONLY " + qualified(table.table) + (table.columns.empty() ? "" : " (" + columnList(table.columns) + ')')
                        + (table.where.empty() ? "" : " WHERE (" + table.where + ')'));
    }
    for (const std::string &schema : publication.schemas)
        items.push_back("TABLES IN SCHEMA " + quoted(schema));
    return joined(items, ", ");
}

std::string publicationOptions(const Publication &publication)
{
    std::string text = "publish = " + literal(joined(publication.operations, ", "));
    if (publication.viaRoot)
        text += ", publish_via_partition_root = true";
    return publication.generatedColumns.empty() ? text : text + ", publish_generated_columns = " + publication.generatedColumns;
}

std::string createServerObject(const Object &object)
{
    return std::visit(
        [&](const auto &body) -> std::string {
            if constexpr (ServerObject<std::decay_t<decltype(body)>>)
                return sqlOf(object.ref, body);
            else
                return {};
        },
        object.body);
}

std::string namedServerObject(const ObjectRef &ref)
{
    const std::string words = upper(replaced(std::string(keyword(ref.kind)), "-", " ")) + ' ';
    if (ref.kind == Kind::Policy)
        return words + quoted(ref.name) + " ON " + qualifiedTable(ref);
    if (ref.kind == Kind::Operator)
        return words + quoted(ref.schema) + '.' + ref.name + " (" + ref.signature + ')';
    if (ref.kind == Kind::OperatorFamily || ref.kind == Kind::OperatorClass)
        return words + qualified(ref) + " USING " + quoted(ref.signature);
    if (ref.kind == Kind::Cast)
        return words + '(' + ref.name + ')';
    if (ref.kind == Kind::Transform)
        return "TRANSFORM FOR " + ref.name + " LANGUAGE " + quoted(ref.signature);
    if (ref.kind == Kind::ForeignServer)
        return "SERVER " + quoted(ref.name);
    if (ref.kind == Kind::UserMapping)
        return "USER MAPPING FOR " + roleText(ref.name) + " SERVER " + quoted(ref.signature);
    return words + qualified(ref);
}

} // namespace kilter::postgresql
