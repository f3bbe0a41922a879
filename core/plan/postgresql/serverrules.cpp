#include "core/base/text.h"
#include "core/diff/sqltext.h"
#include "core/dialect/postgresql/emitserver.h"
#include "core/dialect/postgresql/emittext.h"
#include "core/dialect/postgresql/quote.h"
#include "core/plan/postgresql/privileges.h"

#include <algorithm>
#include <map>

namespace kilter::postgresql {
namespace {

/// "1.10" as {1, 10}: versions of extensions are free text, but nearly always numbers.
std::vector<int> numbersOf(const std::string &version)
{
    std::vector<int> numbers;
    for (const std::string &part : split(version, '.'))
        numbers.push_back(std::atoi(part.c_str()));
    return numbers;
}

/// Extensions: version and schema in place; their members are their own business.
class ExtensionRules : public Rules
{
public:
    int rank() const override { return 1; }

    Way way(const Context &context, const Object &before, const Object &after) const override
    {
        const Extension &a = before.as<Extension>();
        const Extension &b = after.as<Extension>();
        // Hardly an author writes updates that lead back; where nothing uses it, it is made anew.
        const bool back = numbersOf(b.version) < numbersOf(a.version) && context.dependentsBefore(before.ref).empty();
        return !back && (a.schema == b.schema || a.relocatable) ? Way::InPlace : Way::Recreate;
    }

    void create(Steps &steps, const Object &after) const override
    {
        steps.add(after.ref, Phase::Create).statements = {statementFor(after.ref, createServerObject(after))};
        steps.describe(after);
    }

    void drop(Steps &steps, const Object &before) const override
    {
        Statement statement = statementFor(before.ref, "DROP EXTENSION " + quoted(before.ref.name));
        statement.reversibility = Reversibility::StructureOnly;
        statement.reason = "rows of tables that extension " + before.ref.name + " made are lost";
        steps.add(before.ref, Phase::Drop).statements = {std::move(statement)};
    }

    void change(Steps &steps, const Object &before, const Object &after) const override
    {
        const Extension &a = before.as<Extension>();
        const Extension &b = after.as<Extension>();
        std::vector<Statement> statements;
        const std::string start = "ALTER EXTENSION " + quoted(after.ref.name);
        if (a.schema != b.schema)
            statements.push_back(statementFor(after.ref, start + " SET SCHEMA " + quoted(b.schema)));
        if (a.version != b.version) {
            statements.push_back(statementFor(after.ref, start + " UPDATE TO " + literal(b.version)));
            statements.back().hazards.push_back({"extension-update", "extension " + after.ref.name + " goes from version " + a.version + " to " + b.version
                                                                         + ": this fails where its author wrote no such update"});
        }
        if (!statements.empty())
            steps.add(after.ref, Phase::Change).statements = std::move(statements);
        steps.describe(before, after);
    }
};

/// "name = 'value'" of a dictionary's options, as pg_ts_dict keeps them.
std::map<std::string, std::string> dictionaryOptions(const std::string &text)
{
    std::map<std::string, std::string> options;
    const auto tokens = sqlTokens(text, DialectKind::PostgreSql);
    for (std::size_t i = 0; i + 2 < tokens.size(); ++i) {
        if (tokens[i].isName() && tokens[i + 1].isSymbol('='))
            options[tokens[i].text] = text.substr(tokens[i + 2].begin, tokens[i + 2].end - tokens[i + 2].begin);
    }
    return options;
}

std::string dictionaryChange(const ObjectRef &ref, const TextSearchDictionary &from, const TextSearchDictionary &to)
{
    const auto before = dictionaryOptions(from.options);
    const auto after = dictionaryOptions(to.options);
    std::vector<std::string> parts;
    for (const auto &[name, value] : before) {
        if (!after.contains(name))
            parts.push_back(quoted(name));
    }
    for (const auto &[name, value] : after) {
        const auto old = before.find(name);
        if (old == before.end() || old->second != value)
            parts.push_back(quoted(name) + " = " + value);
    }
    return parts.empty() ? std::string() : "ALTER " + named(ref) + " (" + joined(parts, ", ") + ')';
}

/// "OPERATOR 1 (a, b)" of "OPERATOR 1 s.+(a, b) FOR ORDER BY …", "FUNCTION 1 (a, b)" of "FUNCTION 1 (a, b) f(…)".
std::string memberSlot(const std::string &member)
{
    if (member.starts_with("FUNCTION"))
        return member.substr(0, member.find(')') + 1);
    const std::string text = member.substr(0, member.find(" FOR ORDER BY "));
    const std::size_t number = text.find(' ', text.find(' ') + 1);
    return text.substr(0, number + 1) + text.substr(text.rfind('('));
}

std::vector<std::string> familyChanges(const ObjectRef &ref, const OperatorFamily &from, const OperatorFamily &to)
{
    const auto lacks = [](const std::vector<std::string> &list, const std::string &item) { return std::find(list.begin(), list.end(), item) == list.end(); };
    std::vector<std::string> drops;
    std::vector<std::string> adds;
    for (const std::string &member : from.members) {
        if (lacks(to.members, member))
            drops.push_back(memberSlot(member));
    }
    for (const std::string &member : to.members) {
        if (lacks(from.members, member))
            adds.push_back(member);
    }
    std::vector<std::string> statements;
    if (!drops.empty())
        statements.push_back("ALTER " + named(ref) + " DROP " + joined(drops, ", "));
    if (!adds.empty())
        statements.push_back("ALTER " + named(ref) + " ADD " + joined(adds, ", "));
    return statements;
}

std::string operatorChange(const ObjectRef &ref, const Operator &from, const Operator &to)
{
    std::vector<std::string> parts;
    const auto add = [&](const char *name, const std::string &before, const std::string &after) {
        if (before != after)
            parts.push_back(std::string(name) + " = " + (after.empty() ? "NONE" : after));
    };
    add("RESTRICT", from.restrictEstimator, to.restrictEstimator);
    add("JOIN", from.joinEstimator, to.joinEstimator);
    return parts.empty() ? std::string() : "ALTER " + named(ref) + " SET (" + joined(parts, ", ") + ')';
}

/// Order of kinds where dependencies leave a choice.
int rankOf(Kind kind)
{
    constexpr std::pair<Kind, int> ranks[] = {{Kind::AccessMethod, 3},         {Kind::Language, 4},           {Kind::Collation, 8},
                                              {Kind::Conversion, 9},           {Kind::TextSearchParser, 14},  {Kind::TextSearchTemplate, 14},
                                              {Kind::TextSearchDictionary, 15}, {Kind::Operator, 26},          {Kind::OperatorFamily, 27},
                                              {Kind::OperatorClass, 28},       {Kind::Cast, 29},              {Kind::Transform, 29}};
    const auto found = std::find_if(std::begin(ranks), std::end(ranks), [&](const auto &one) { return one.first == kind; });
    return found == std::end(ranks) ? 29 : found->second;
}

/// Kinds whose definition is one statement: what cannot be altered is made anew.
class DefinitionRules : public Rules
{
public:
    explicit DefinitionRules(int rank) : m_rank(rank) {}
    int rank() const override { return m_rank; }

    Way way(const Context &, const Object &before, const Object &after) const override
    {
        if (before.get<OperatorFamily>())
            return Way::InPlace;
        Object same = before;
        if (TextSearchDictionary *dictionary = std::get_if<TextSearchDictionary>(&same.body))
            dictionary->options = after.as<TextSearchDictionary>().options;
        if (Operator *object = std::get_if<Operator>(&same.body)) {
            object->restrictEstimator = after.as<Operator>().restrictEstimator;
            object->joinEstimator = after.as<Operator>().joinEstimator;
        }
        return same.body == after.body ? Way::InPlace : Way::Recreate;
    }

    void create(Steps &steps, const Object &after) const override
    {
        Step &step = steps.add(after.ref, Phase::Create);
        step.statements = {statementFor(after.ref, createServerObject(after))};
        if (after.get<OperatorFamily>())
            addMembers(steps, OperatorFamily(), after);
        steps.describe(after);
    }

    void drop(Steps &steps, const Object &before) const override
    {
        steps.add(before.ref, Phase::Drop).statements = {statementFor(before.ref, "DROP " + named(before.ref))};
    }

    void change(Steps &steps, const Object &before, const Object &after) const override
    {
        std::string sql;
        if (const TextSearchDictionary *dictionary = before.get<TextSearchDictionary>())
            sql = dictionaryChange(after.ref, *dictionary, after.as<TextSearchDictionary>());
        if (const Operator *object = before.get<Operator>())
            sql = operatorChange(after.ref, *object, after.as<Operator>());
        if (!sql.empty())
            steps.add(after.ref, Phase::Change).statements = {statementFor(after.ref, std::move(sql))};
        if (const OperatorFamily *family = before.get<OperatorFamily>())
            addMembers(steps, *family, after);
        steps.describe(before, after);
    }

    /// Columns change over from the old collation to the new one: it steps aside and goes when nothing uses it.
    void recreate(Steps &steps, const Object &before, const Object &after) const override
    {
        if (!before.get<Collation>())
            return Rules::recreate(steps, before, after);
        Step &step = steps.add(after.ref, Phase::Create);
        const std::string old = asideName(before.ref.name);
        step.statements = {statementFor(before.ref, "ALTER " + named(before.ref) + " RENAME TO " + quoted(old)),
                           statementFor(after.ref, createServerObject(after))};
        ObjectRef aside = before.ref;
        aside.name = old;
        steps.add(before.ref, Phase::Discard).statements = {statementFor(before.ref, "DROP " + named(aside))};
        steps.describe(after);
    }

private:
    /// Loose members stand in no class; the family is there before its classes, its members only when all are.
    static void addMembers(Steps &steps, const OperatorFamily &from, const Object &after)
    {
        const auto statements = familyChanges(after.ref, from, after.as<OperatorFamily>());
        if (statements.empty())
            return;
        Step &step = steps.add(after.ref, Phase::Attach);
        for (const std::string &sql : statements)
            step.statements.push_back(statementFor(after.ref, sql));
    }

    int m_rank;
};

/// The parser is for good; mappings change token by token.
class TextSearchConfigurationRules : public Rules
{
public:
    int rank() const override { return 16; }

    Way way(const Context &, const Object &before, const Object &after) const override
    {
        return before.as<TextSearchConfiguration>().parser == after.as<TextSearchConfiguration>().parser ? Way::InPlace : Way::Recreate;
    }

    Response response(const Context &context, const Object &before, const Object &after, const ObjectRef &need, Disturbance disturbance) const override
    {
        if (disturbance == Disturbance::Goes && need.kind == Kind::TextSearchDictionary)
            return Response::Change;
        return Rules::response(context, before, after, need, disturbance);
    }

    void create(Steps &steps, const Object &after) const override
    {
        Step &step = steps.add(after.ref, Phase::Create);
        step.statements = {statementFor(after.ref, createServerObject(after))};
        for (const TokenMapping &mapping : after.as<TextSearchConfiguration>().mappings)
            step.statements.push_back(statementFor(after.ref, mappingSql(after.ref, "ADD", mapping)));
        steps.describe(after);
    }

    void drop(Steps &steps, const Object &before) const override
    {
        steps.add(before.ref, Phase::Drop).statements = {statementFor(before.ref, "DROP " + named(before.ref))};
    }

    void change(Steps &steps, const Object &before, const Object &after) const override
    {
        const auto &a = before.as<TextSearchConfiguration>().mappings;
        const auto &b = after.as<TextSearchConfiguration>().mappings;
        const bool anew = usesWhatGoes(steps.context(), before.ref);
        std::vector<Statement> drops;
        std::vector<Statement> adds;
        for (const TokenMapping &mapping : a) {
            if (anew || !forToken(b, mapping.token))
                drops.push_back(statementFor(before.ref, "ALTER " + named(before.ref) + " DROP MAPPING FOR " + quoted(mapping.token)));
        }
        for (const TokenMapping &mapping : b) {
            const TokenMapping *old = anew ? nullptr : forToken(a, mapping.token);
            if (!old || !(*old == mapping))
                adds.push_back(statementFor(after.ref, mappingSql(after.ref, old ? "ALTER" : "ADD", mapping)));
        }
        if (!drops.empty())
            steps.add(before.ref, Phase::Release).statements = std::move(drops);
        if (!adds.empty())
            steps.add(after.ref, Phase::Settle).statements = std::move(adds);
        steps.describe(before, after);
    }

private:
    static const TokenMapping *forToken(const std::vector<TokenMapping> &mappings, const std::string &token)
    {
        const auto found = std::find_if(mappings.begin(), mappings.end(), [&](const TokenMapping &mapping) { return mapping.token == token; });
        return found == mappings.end() ? nullptr : &*found;
    }

    static bool usesWhatGoes(const Context &context, const ObjectRef &ref)
    {
        const auto &needs = context.needsBefore(ref);
        return std::any_of(needs.begin(), needs.end(), [&](const ObjectRef &need) { return context.goes(need); });
    }

    static std::string mappingSql(const ObjectRef &ref, const std::string &verb, const TokenMapping &mapping)
    {
        return "ALTER " + named(ref) + ' ' + verb + " MAPPING FOR " + quoted(mapping.token) + " WITH " + joined(mapping.dictionaries, ", ");
    }
};

/// Changed before anything is created, and new ones set when all is there: what they give to new objects is known to privilegesOfNew().
class DefaultPrivilegesRules : public Rules
{
public:
    int rank() const override { return 1000; }
    Way way(const Context &, const Object &, const Object &) const override { return Way::InPlace; }

    void create(Steps &steps, const Object &after) const override
    {
        steps.add(after.ref, Phase::Create).statements = defaultPrivilegeStatements(nullptr, &after);
    }

    void drop(Steps &steps, const Object &before) const override
    {
        steps.add(before.ref, Phase::Drop).statements = defaultPrivilegeStatements(&before, nullptr);
    }

    void change(Steps &steps, const Object &before, const Object &after) const override
    {
        Step &step = steps.add(after.ref, Phase::Change);
        step.statements = defaultPrivilegeStatements(&before, &after);
        step.rank = -1;
    }
};

} // namespace

const Rules &extensionRules()
{
    static const ExtensionRules rules;
    return rules;
}

const Rules &definitionRules(Kind kind)
{
    static const std::map<int, DefinitionRules> rules = [] {
        std::map<int, DefinitionRules> all;
        for (int i = 0; i < kindCount; ++i)
            all.try_emplace(rankOf(Kind(i)), rankOf(Kind(i)));
        return all;
    }();
    return rules.at(rankOf(kind));
}

const Rules &textSearchConfigurationRules()
{
    static const TextSearchConfigurationRules rules;
    return rules;
}

const Rules &defaultPrivilegesRules()
{
    static const DefaultPrivilegesRules rules;
    return rules;
}

} // namespace kilter::postgresql
