#include "core/store/store.h"

#include "core/base/json.h"
#include "core/base/text.h"

#include <pg_query.h>

namespace kilter {

namespace {

/// A name that a script needs, and where it stands.
struct Needed
{
    std::string what; ///< "role" | "extension" | "tablespace"
    std::string name;
    SourcePlace place;
};

using Names = std::set<std::pair<std::string, std::string>>; ///< what, name

const std::string &textOf(const Json &json, std::string_view key)
{
    static const std::string none;
    const Json *value = json.find(key);
    return value && value->isString() ? value->text : none;
}

/// Walks the parse tree of one statement.
class Walker
{
public:
    Walker(Names &needed, Names &made) : m_needed(needed), m_made(made) {}

    void walk(const Json &json)
    {
        for (const Json &item : json.items)
            walk(item);
        if (!json.isObject())
            return;
        if (textOf(json, "roletype") == "ROLESPEC_CSTRING")
            m_needed.emplace("role", textOf(json, "rolename"));
        for (const JsonMember &member : json.members) {
            if (!node(member.key, member.value))
                walk(member.value);
        }
    }

private:
    /// Statements that make or drop what they name; true: nothing below is of interest.
    bool node(const std::string &key, const Json &value)
    {
        if (key == "DropRoleStmt" || key == "DropTableSpaceStmt")
            return true;
        if (key == "CreateRoleStmt")
            m_made.emplace("role", textOf(value, "role"));
        else if (key == "CreateTableSpaceStmt")
            m_made.emplace("tablespace", textOf(value, "tablespacename"));
        else if (key == "CreateExtensionStmt")
            m_needed.emplace("extension", textOf(value, "extname"));
        else if ((key == "tablespacename" || key == "tableSpace") && value.isString() && !value.text.empty())
            m_needed.emplace("tablespace", value.text);
        else if (key == "AlterTableCmd" && textOf(value, "subtype") == "AT_SetTableSpace")
            m_needed.emplace("tablespace", textOf(value, "name"));
        else if (key == "VariableSetStmt" &&
                 (textOf(value, "name") == "role" || textOf(value, "name") == "session_authorization"))
            setRole(value);
        return key == "CreateTableSpaceStmt";
    }

    void setRole(const Json &statement)
    {
        const Json *arguments = statement.find("args");
        if (!arguments || arguments->items.size() != 1)
            return;
        const Json *constant = arguments->items.front().find("A_Const");
        const Json *text = constant ? constant->find("sval") : nullptr;
        if (text && textOf(*text, "sval") != "none")
            m_needed.emplace("role", textOf(*text, "sval"));
    }

    Names &m_needed;
    Names &m_made;
};

/// Statements that the parser does not know (newer syntax) are left to the server.
void readStatement(const std::string &sql, Names &needed, Names &made)
{
    const PgQueryParseResult parsed = pg_query_parse(sql.c_str());
    if (!parsed.error) {
        if (const auto json = parseJson(parsed.parse_tree))
            Walker(needed, made).walk(*json);
    }
    pg_query_free_parse_result(parsed);
}

Result<std::vector<Needed>> neededBy(const std::vector<const Migration *> &migrations, Direction direction,
                                     const Dialect &dialect)
{
    std::vector<Needed> all;
    Names made;
    for (const Migration *migration : migrations) {
        for (const Section *section : migration->sectionsOf(direction)) {
            if (section->dialect.value_or(migration->dialect) != dialect.kind())
                continue;
            KILTER_TRY(const auto statements, dialect.split(section->text));
            for (const ScriptStatement &statement : statements) {
                Names needed;
                readStatement(statement.text, needed, made);
                for (const auto &[what, name] : needed) {
                    if (!made.contains({what, name}))
                        all.push_back({what, name, {migration->path, section->line + statement.line - 1, 1}});
                }
            }
        }
    }
    return all;
}

constexpr const char *missingSql =
    R"(SELECT e->>'what', e->>'name' FROM pg_catalog.json_array_elements($1::json) e WHERE NOT CASE e->>'what'
WHEN 'role' THEN EXISTS (SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = e->>'name')
WHEN 'extension' THEN EXISTS (SELECT 1 FROM pg_catalog.pg_available_extensions WHERE name = e->>'name')
ELSE EXISTS (SELECT 1 FROM pg_catalog.pg_tablespace WHERE spcname = e->>'name') END)";

std::string hintFor(const std::string &what, const std::string &name)
{
    if (what == "role")
        return "Have an administrator create it: CREATE ROLE " + name + ";";
    return what == "extension" ? "Install the package that brings it on the server."
                               : "Have an administrator create it: CREATE TABLESPACE.";
}

} // namespace

Result<Diagnostics> missingPrerequisites(const Store &store, const std::vector<const Migration *> &migrations,
                                         Direction direction)
{
    Diagnostics diagnostics;
    if (store.connection().dialect() != DialectKind::PostgreSql)
        return diagnostics;
    KILTER_TRY(const std::vector<Needed> needed, neededBy(migrations, direction, store.dialect()));
    if (needed.empty())
        return diagnostics;
    Json list = Json::array();
    for (const Needed &each : needed) {
        Json entry = Json::object();
        entry.set("what", Json::of(each.what));
        entry.set("name", Json::of(each.name));
        list.items.push_back(std::move(entry));
    }
    KILTER_TRY(const Rows rows, store.connection().execute(missingSql, {toText(list)}));
    Names missing;
    for (std::size_t i = 0; i < rows.rows.size(); ++i)
        missing.emplace(rows.text(i, 0), rows.text(i, 1));
    for (const Needed &each : needed) {
        // The first place that names it is enough.
        if (missing.erase({each.what, each.name}) > 0)
            diagnostics.push_back({Severity::Error, "missing-" + each.what,
                                   "the server has no " + each.what + " \"" + each.name + '"',
                                   hintFor(each.what, each.name), each.place});
    }
    return diagnostics;
}

} // namespace kilter
