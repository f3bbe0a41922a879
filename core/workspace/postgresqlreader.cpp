#include "core/base/text.h"
#include "core/dialect/postgresql/classify.h"
#include "core/dialect/postgresql/parse.h"
#include "core/dialect/postgresql/scan.h"
#include "core/workspace/sqlreader.h"

#include <set>

namespace kilter {
namespace {

using postgresql::member;
using postgresql::stringsOf;

std::string textAt(const Json *node, std::initializer_list<std::string_view> path)
{
    const Json *value = member(node, path);
    return value ? value->text : std::string();
}

/// The tokens of a statement with their texts, read from left to right.
class Words
{
public:
    explicit Words(std::string_view sql) : m_sql(sql), m_tokens(postgresql::significantTokens(sql)) {}

    bool isEnd() const { return m_next >= m_tokens.size(); }
    std::string_view text() const { return isEnd() ? std::string_view() : m_sql.substr(m_tokens[m_next].begin, m_tokens[m_next].end - m_tokens[m_next].begin); }
    bool isSecond(std::string_view word) const { return m_tokens.size() > 1 && equalsIgnoringCase(m_sql.substr(m_tokens[1].begin, m_tokens[1].end - m_tokens[1].begin), word); }
    bool is(std::string_view word) const { return equalsIgnoringCase(text(), word); }
    void skip() { ++m_next; }
    bool take(std::string_view word)
    {
        const bool found = is(word);
        m_next += found ? 1 : 0;
        return found;
    }
    /// The name that the word stands for, behind which it moves; empty for what is no name.
    std::string name()
    {
        const std::string_view word = text();
        const bool isQuoted = word.starts_with('"');
        const bool isName = isQuoted || (!isEnd() && m_tokens[m_next].kind == postgresql::TokenKind::Word);
        skip();
        if (!isName)
            return {};
        return isQuoted ? replaced(std::string(word.substr(1, word.size() - 2)), "\"\"", "\"") : lowered(word);
    }
    /// A whole number with its sign; none when there is none.
    std::optional<std::int64_t> number()
    {
        const bool negative = take("-");
        if (!negative)
            take("+");
        const Json value = Json::number((negative ? "-" : "") + std::string(text()));
        const std::int64_t first = value.integer(0), second = value.integer(1);
        skip();
        return first == second ? std::optional(first) : std::nullopt;
    }
    std::size_t begin() const { return isEnd() ? m_sql.size() : m_tokens[m_next].begin; }
    std::size_t endOf(std::size_t fromBehind) const { return m_tokens[m_tokens.size() - 1 - fromBehind].end; }
    std::size_t size() const { return m_tokens.size(); }

    /// Behind the first such word that stands outside parentheses.
    void moveBehind(std::string_view word)
    {
        for (int depth = 0; !isEnd(); skip()) {
            depth += text() == "(" ? 1 : text() == ")" ? -1 : 0;
            if (depth == 0 && is(word)) {
                skip();
                return;
            }
        }
    }

private:
    std::string_view m_sql;
    std::vector<postgresql::Token> m_tokens;
    std::size_t m_next = 0;
};

/// Names that a query uses; the names of its own WITH queries are none.
void collectUses(const Json &node, SqlUses &uses, std::vector<std::string> &own)
{
    if (const Json *cte = node.find("CommonTableExpr"))
        own.push_back(textAt(cte, {"ctename"}));
    if (const Json *relation = node.find("RangeVar"))
        uses.relations.emplace_back(textAt(relation, {"schemaname"}), textAt(relation, {"relname"}));
    if (const Json *reference = node.find("ColumnRef")) {
        const Json *fields = reference->find("fields");
        if (fields && !fields->items.empty()) {
            const std::string name = textAt(&fields->items.back(), {"String", "sval"});
            uses.columns.push_back(name.empty() ? "*" : name);
        }
    }
    if (const Json *cast = member(&node, {"TypeCast", "typeName"})) {
        const auto names = stringsOf(cast->find("names"));
        if (!names.empty())
            uses.types.push_back(names.back());
    }
    for (const JsonMember &part : node.members)
        collectUses(part.value, uses, own);
    for (const Json &item : node.items)
        collectUses(item, uses, own);
}

class PostgreSqlReader : public SqlReader
{
public:
    PostgreSqlReader(std::string file, std::string_view text, SqlFiles &into, std::string defaultSchema)
        : SqlReader(std::move(file), text, into), m_defaultSchema(std::move(defaultSchema))
    {
    }

    void read(const ScriptStatement &statement) override
    {
        if (!isDescription(statement))
            return;
        const auto tree = postgresql::parsedStatement(statement.text);
        if ((!tree || tree->members.empty()) && readUnparsedView(statement))
            return;
        if (!tree || tree->members.empty()) {
            report(statement, Severity::Error, "sql-syntax", "the statement cannot be read: " + firstWords(statement), "Is it complete? Syntax newer than this parser belongs into a migration.");
            return;
        }
        readTree(statement, *tree);
    }

private:
    static std::string firstWords(const ScriptStatement &statement)
    {
        const std::string line = statement.text.substr(0, statement.text.find('\n'));
        return line.size() > 60 ? std::string(cutUtf8(line, 60)) + "…" : line;
    }

    bool isDescription(const ScriptStatement &statement)
    {
        using postgresql::StatementClass;
        const StatementClass kind = postgresql::classify(statement.text);
        if (kind == StatementClass::Empty)
            return false;
        Words words(statement.text);
        if (kind == StatementClass::Ddl && !words.is("drop"))
            return true;
        report(statement, Severity::Error, "not-a-description", "this describes no object: " + firstWords(statement),
               "sql/ holds CREATE, COMMENT and ALTER statements; changes and data belong into migrations.");
        return false;
    }

    void readTree(const ScriptStatement &statement, const Json &tree)
    {
        const std::string &node = tree.members.front().key;
        const Json &body = tree.members.front().value;
        if (node == "ViewStmt")
            readView(statement, body);
        else if (node == "CreateEnumStmt")
            readEnum(statement, body);
        else if (node == "CreateSeqStmt")
            readSequence(statement, body);
        else if (node == "CreateSchemaStmt")
            readSchema(statement, body);
        else if (node == "CommentStmt")
            readComment(statement, body);
        else if (node == "AlterOwnerStmt")
            readOwner(statement, refOf(textAt(&body, {"objectType"}), body.find("object")), body.find("newowner"));
        else if (node == "AlterTableStmt")
            readAlterTable(statement, body);
        else if (node == "AlterSeqStmt")
            readOwnedBy(statement, body);
        else if (node == "CreateStmt")
            report(statement, Severity::Error, "table-in-sql", "tables do not belong into sql/", "They are described by model definitions.");
        else
            leaveToServer(statement, node);
    }

    /// What only a server can read. What holds secrets or belongs to the whole server is not described in a workspace.
    void leaveToServer(const ScriptStatement &statement, const std::string &node)
    {
        static const std::set<std::string> elsewhere{"CreateRoleStmt", "AlterRoleStmt", "AlterRoleSetStmt", "GrantRoleStmt", "CreatedbStmt", "AlterDatabaseStmt", "AlterDatabaseSetStmt",
                                                     "CreateTableSpaceStmt", "AlterTableSpaceOptionsStmt", "AlterSystemStmt", "CreateUserMappingStmt", "AlterUserMappingStmt",
                                                     "CreateSubscriptionStmt", "AlterSubscriptionStmt", "CreateTableAsStmt"};
        const bool isMaterialized = node == "CreateTableAsStmt" && Words(statement.text).isSecond("materialized");
        if (elsewhere.contains(node) && !isMaterialized)
            report(statement, Severity::Warning, "not-described", "left out, because a workspace does not describe it: " + firstWords(statement), "Keep it in a migration written by hand.");
        else
            m_into.unread.push_back({statement.text, placeOf(statement)});
    }

    ObjectRef relationRef(Kind kind, const Json *range) const
    {
        const std::string schema = textAt(range, {"schemaname"});
        return {kind, schema.empty() ? m_defaultSchema : schema, {}, textAt(range, {"relname"}), {}};
    }

    void readView(const ScriptStatement &statement, const Json &body)
    {
        if (member(&body, {"aliases"})) {
            report(statement, Severity::Error, "view-columns", "a view's column names stand in its query here", "Write SELECT x AS a instead of CREATE VIEW v (a).");
            return;
        }
        View view;
        const std::string check = textAt(&body, {"withCheckOption"});
        view.checkOption = check == "LOCAL_CHECK_OPTION" ? "local" : check == "CASCADED_CHECK_OPTION" ? "cascaded" : "";
        Words words(statement.text);
        words.moveBehind("as");
        const std::size_t begin = words.begin();
        std::size_t end = words.endOf(0);
        if (!view.checkOption.empty()) {
            // WITH [LOCAL | CASCADED] CHECK OPTION are the last three or four words.
            const std::string tail = lowered(std::string_view(statement.text).substr(words.endOf(3)));
            end = words.endOf(tail.find("local") == std::string::npos && tail.find("cascaded") == std::string::npos ? 3 : 4);
        }
        view.definition = trimmed(std::string_view(statement.text).substr(begin, end - begin));
        readOptions(body, view);
        Object object(relationRef(Kind::View, member(&body, {"view"})), std::move(view));
        SqlUses uses;
        std::vector<std::string> own;
        if (const Json *query = body.find("query"))
            collectUses(*query, uses, own);
        std::erase_if(uses.relations, [&](const auto &relation) { return relation.first.empty() && std::find(own.begin(), own.end(), relation.second) != own.end(); });
        for (auto &[schema, name] : uses.relations)
            schema = schema.empty() ? m_defaultSchema : schema;
        m_into.uses[object.ref] = std::move(uses);
        add(statement, std::move(object));
    }

    /// A view that the parser refuses (newer syntax, or nested too deeply for it): its name and text are read by words, and every name in
    /// it may be one that it uses.
    bool readUnparsedView(const ScriptStatement &statement)
    {
        Words words(statement.text);
        words.skip();
        if (words.take("or"))
            words.skip();
        if (!words.take("view"))
            return false;
        std::vector<std::string> names{words.name()};
        while (words.take("."))
            names.push_back(words.name());
        if (names.back().empty() || !words.take("as"))
            return false;
        Object object(namedRef(Kind::View, names), View());
        object.as<View>().definition = statement.text.substr(words.begin());
        SqlUses uses;
        uses.columns.push_back("*");
        for (std::string former = m_defaultSchema; !words.isEnd();) {
            const std::string name = words.name();
            if (!name.empty()) {
                uses.relations.emplace_back(former, name);
                uses.types.push_back(name);
            }
            const bool qualifies = words.take(".");
            former = qualifies ? name : m_defaultSchema;
        }
        report(statement, Severity::Warning, "not-parsed", "the query of view " + qualifiedName(object.ref) + " cannot be parsed here; it is taken as text",
               "Newer syntax than this parser knows? The server will decide.");
        m_into.uses[object.ref] = std::move(uses);
        add(statement, std::move(object));
        return true;
    }

    static void readOptions(const Json &body, View &view)
    {
        const Json *options = body.find("options");
        if (!options)
            return;
        for (const Json &option : options->items) {
            const std::string name = textAt(&option, {"DefElem", "defname"});
            const Json *argument = member(&option, {"DefElem", "arg"});
            std::string value = textAt(argument, {"String", "sval"});
            if (const auto names = stringsOf(member(argument, {"TypeName", "names"})); !names.empty())
                value = names.back();
            if (name == "check_option")
                view.checkOption = value;
            else
                view.options.push_back(name + '=' + (value.empty() ? "true" : value));
        }
        std::sort(view.options.begin(), view.options.end());
    }

    ObjectRef namedRef(Kind kind, std::vector<std::string> names) const
    {
        if (names.empty())
            return {kind, {}, {}, {}, {}};
        if (names.size() == 1)
            names.insert(names.begin(), m_defaultSchema);
        return {kind, names[names.size() - 2], {}, names.back(), {}};
    }

    void readEnum(const ScriptStatement &statement, const Json &body)
    {
        EnumType type;
        type.labels = stringsOf(body.find("vals"));
        add(statement, Object(namedRef(Kind::Enum, stringsOf(body.find("typeName"))), std::move(type)));
    }

    void readSchema(const ScriptStatement &statement, const Json &body)
    {
        if (body.find("schemaElts")) {
            leaveToServer(statement, {});
            return;
        }
        std::string name = textAt(&body, {"schemaname"});
        const std::string owner = textAt(&body, {"authrole", "rolename"});
        Object object(schemaRef(name.empty() ? owner : name), Schema());
        object.owner = owner;
        add(statement, std::move(object));
    }

    /// Numbers come from the words: the tree of libpg_query 15 loses zeros and negative ones.
    void readSequence(const ScriptStatement &statement, const Json &body)
    {
        Sequence sequence;
        sequence.unlogged = textAt(member(&body, {"sequence"}), {"relpersistence"}) == "u";
        SequenceOptions &options = sequence.options;
        std::optional<std::int64_t> minimum, maximum, start;
        Words words(statement.text);
        words.moveBehind("sequence");
        while (!words.isEnd()) {
            if (words.take("as")) {
                options.type = typeNamed(lowered(words.text()));
                words.skip();
            } else if (words.take("increment")) {
                words.take("by");
                options.increment = words.number().value_or(1);
            } else if (words.take("minvalue")) {
                minimum = words.number();
            } else if (words.take("maxvalue")) {
                maximum = words.number();
            } else if (words.take("start")) {
                words.take("with");
                start = words.number();
            } else if (words.take("cache")) {
                options.cache = words.number().value_or(1);
            } else if (words.take("no")) {
                words.skip();
            } else {
                options.cycle = options.cycle || words.is("cycle");
                words.skip();
            }
        }
        const std::int64_t most = options.type == "smallint" ? INT16_MAX : options.type == "integer" ? INT32_MAX : INT64_MAX;
        const bool rises = options.increment > 0;
        options.minimum = minimum.value_or(rises ? 1 : -most - 1);
        options.maximum = maximum.value_or(rises ? most : -1);
        options.start = start.value_or(rises ? options.minimum : options.maximum);
        sequence.ownedBy = ownerIn(body);
        add(statement, Object(relationRef(Kind::Sequence, member(&body, {"sequence"})), std::move(sequence)));
    }

    static std::string typeNamed(const std::string &word)
    {
        if (word == "smallint" || word == "int2")
            return "smallint";
        return word == "integer" || word == "int" || word == "int4" ? "integer" : "bigint";
    }

    /// The column of OWNED BY, if that stands there; NONE is no column.
    std::optional<ObjectRef> ownerIn(const Json &body) const
    {
        const Json *options = body.find("options");
        if (!options)
            return std::nullopt;
        for (const Json &option : options->items) {
            if (textAt(&option, {"DefElem", "defname"}) != "owned_by")
                continue;
            std::vector<std::string> names = stringsOf(member(&option, {"DefElem", "arg", "List", "items"}));
            if (names.size() < 2)
                return std::nullopt;
            if (names.size() == 2)
                names.insert(names.begin(), m_defaultSchema);
            return columnRef(names[names.size() - 3], names[names.size() - 2], names.back());
        }
        return std::nullopt;
    }

    void readOwnedBy(const ScriptStatement &statement, const Json &body)
    {
        const Json *options = body.find("options");
        if (!options || options->items.size() != 1 || textAt(&options->items.front(), {"DefElem", "defname"}) != "owned_by") {
            leaveToServer(statement, {});
            return;
        }
        m_into.remarks.push_back({SqlRemark::What::OwnedBy, relationRef(Kind::Sequence, member(&body, {"sequence"})), {}, ownerIn(body), placeOf(statement), statement.text});
    }

    /// What COMMENT and ALTER … OWNER are about; a kind that is not modelled gives none.
    std::optional<ObjectRef> refOf(const std::string &type, const Json *object) const
    {
        std::vector<std::string> names = stringsOf(member(object, {"List", "items"}));
        if (names.empty())
            names = stringsOf(member(object, {"TypeName", "names"}));
        if (type == "OBJECT_SCHEMA")
            return schemaRef(textAt(object, {"String", "sval"}));
        if (type == "OBJECT_TYPE")
            return namedRef(Kind::Enum, names);
        if (type == "OBJECT_VIEW" || type == "OBJECT_SEQUENCE" || type == "OBJECT_TABLE" || type == "OBJECT_INDEX")
            return namedRef(type == "OBJECT_VIEW" ? Kind::View : type == "OBJECT_SEQUENCE" ? Kind::Sequence : type == "OBJECT_INDEX" ? Kind::Index : Kind::Table, names);
        if (type != "OBJECT_COLUMN" && type != "OBJECT_TABCONSTRAINT")
            return std::nullopt;
        if (names.size() == 2)
            names.insert(names.begin(), m_defaultSchema);
        if (names.size() != 3)
            return std::nullopt;
        return ObjectRef{type == "OBJECT_COLUMN" ? Kind::Column : Kind::Check, names[0], names[1], names[2], {}};
    }

    void readComment(const ScriptStatement &statement, const Json &body)
    {
        const auto ref = refOf(textAt(&body, {"objtype"}), body.find("object"));
        if (!ref)
            return leaveToServer(statement, {});
        m_into.remarks.push_back({SqlRemark::What::Comment, *ref, textAt(&body, {"comment"}), {}, placeOf(statement), statement.text});
    }

    void readOwner(const ScriptStatement &statement, const std::optional<ObjectRef> &ref, const Json *role)
    {
        const std::string name = textAt(role, {"rolename"});
        if (!ref || name.empty())
            return leaveToServer(statement, {});
        m_into.remarks.push_back({SqlRemark::What::Owner, *ref, name, {}, placeOf(statement), statement.text});
    }

    void readAlterTable(const ScriptStatement &statement, const Json &body)
    {
        const Json *commands = body.find("cmds");
        const Json *command = commands && commands->items.size() == 1 ? member(&commands->items.front(), {"AlterTableCmd"}) : nullptr;
        if (textAt(command, {"subtype"}) != "AT_ChangeOwner")
            return leaveToServer(statement, {});
        readOwner(statement, relationRef(Kind::Table, body.find("relation")), command->find("newowner"));
    }

    std::string m_defaultSchema;
};

} // namespace

std::unique_ptr<SqlReader> postgresqlReader(std::string file, std::string_view text, SqlFiles &into, const std::string &defaultSchema)
{
    return std::make_unique<PostgreSqlReader>(std::move(file), text, into, defaultSchema);
}

} // namespace kilter
