#include "core/workspace/objectstatements.h"

#include "core/base/file.h"
#include "core/base/text.h"
#include "core/diff/sqltext.h"
#include "core/workspace/models.h"
#include "core/workspace/restwriter.h"
#include "core/workspace/sqlfiles.h"

#include <algorithm>

namespace kilter {
namespace {

using Words = std::vector<std::string>;

/// The statement's tokens in lower case, as they compare.
Words wordsOf(std::string_view sql, DialectKind dialect)
{
    Words words;
    for (const SqlToken &token : sqlTokens(sql, dialect))
        words.push_back(token.kind == SqlTokenKind::String ? token.text : lowered(token.text));
    return words;
}

/// What the first parentheses hold, cut at the commas between them.
std::vector<Words> argumentsIn(const Words &words)
{
    std::vector<Words> arguments;
    int depth = 0;
    for (const std::string &word : words) {
        if (word == "(" && depth++ == 0) {
            arguments.emplace_back();
            continue;
        }
        if (word == ")" && --depth == 0)
            break;
        if (word == "," && depth == 1)
            arguments.emplace_back();
        else if (depth > 0)
            arguments.back().push_back(word);
    }
    if (arguments.size() == 1 && arguments.front().empty())
        arguments.clear();
    return arguments;
}

bool isRoutine(Kind kind)
{
    return kind == Kind::Function || kind == Kind::Procedure || kind == Kind::Aggregate;
}

/// Tells statements about one object from all others, by the statement that would make it.
class Matcher
{
public:
    Matcher(const Object &object, std::string made, std::string schema, DialectKind dialect)
        : m_ref(object.ref), m_made(std::move(made)), m_schema(std::move(schema)), m_dialect(dialect), m_words(wordsOf(m_made, dialect)), m_key(keyOf(m_made))
    {
    }

    /// How well a statement fits: the number of first words that are the same; none: it makes something else.
    std::optional<std::size_t> fit(std::string_view statement) const
    {
        const std::string key = keyOf(statement);
        if (m_made.empty() || key.empty() || key != m_key)
            return std::nullopt;
        const Words words = wordsOf(statement, m_dialect);
        const auto wanted = argumentsIn(m_words), found = argumentsIn(words);
        if (isRoutine(m_ref.kind) ? wanted.size() != found.size() : !m_ref.signature.empty() && isNamedByArguments() && wanted != found)
            return std::nullopt;
        std::size_t same = 0;
        while (same < std::min(words.size(), m_words.size()) && words[same] == m_words[same])
            ++same;
        return same;
    }

    /// Whether a statement that makes nothing names it.
    bool names(std::string_view statement) const
    {
        const Words words = wordsOf(statement, m_dialect);
        if (m_ref.kind == Kind::DefaultPrivileges)
            return isOfDefaults(words);
        static constexpr std::string_view remarks[] = {"comment", "grant", "revoke", "alter", "security"};
        return !words.empty() && std::find(std::begin(remarks), std::end(remarks), words.front()) != std::end(remarks)
               && std::find(words.begin(), words.end(), lowered(m_ref.name)) != words.end();
    }

private:
    /// ALTER DEFAULT PRIVILEGES of the same role, schema and sort of objects; they are nothing that one statement makes.
    bool isOfDefaults(const Words &words) const
    {
        const auto has = [&](const std::string &word) { return std::find(words.begin(), words.end(), lowered(word)) != words.end(); };
        const std::string sort = m_ref.signature.substr(m_ref.signature.find_last_of(' ') + 1);
        const bool isOfRole = has(m_ref.name) || !(has("role") || has("user"));
        return words.size() > 3 && words[0] == "alter" && words[1] == "default" && has(sort) && isOfRole && (m_ref.schema.empty() ? !has("schema") : has(m_ref.schema));
    }

    bool isNamedByArguments() const { return m_ref.kind == Kind::Cast; }

    /// The words by which it is made; the schema of models that state none may be left out.
    std::string keyOf(std::string_view statement) const
    {
        const std::string created = createdBy(statement);
        return m_schema.empty() ? created : replaced(created, ' ' + lowered(m_schema) + '.', " ");
    }

    const ObjectRef &m_ref;
    std::string m_made;
    std::string m_schema;
    DialectKind m_dialect;
    Words m_words;
    std::string m_key;
};

ObjectStatement placed(const SqlFile &file, const ScriptStatement &statement, bool creates)
{
    return {file.path, statement.offset, placeAt(file.text, statement.offset).line, statement.text, creates};
}

} // namespace

Result<std::vector<ObjectStatement>> statementsAbout(const Workspace &workspace, const StoreConfig &store, const Catalog &catalog, const Object &object)
{
    const Dialect &dialect = Dialect::of(catalog.dialect);
    const auto making = dialect.createStatements(catalog, object);
    const Matcher matcher(object, making.empty() ? std::string() : making.front().sql, catalog.dialect == DialectKind::Sqlite ? std::string() : defaultSchemaOf(store), catalog.dialect);
    KILTER_TRY(const std::vector<SqlFile> files, sqlFilesOf(workspace, store));
    struct Best
    {
        const SqlFile *file = nullptr;
        const ScriptStatement *statement = nullptr;
        std::size_t fit = 0;
    } best;
    for (const SqlFile &file : files) {
        for (const ScriptStatement &statement : file.statements) {
            if (const auto fit = matcher.fit(statement.text); fit && (!best.file || *fit > best.fit))
                best = {&file, &statement, *fit};
        }
    }
    std::vector<ObjectStatement> found;
    if (best.file)
        found.push_back(placed(*best.file, *best.statement, true));
    else if (object.ref.kind != Kind::DefaultPrivileges)
        return found;
    for (const SqlFile &file : files) {
        if (best.file && best.file != &file)
            continue;
        for (const ScriptStatement &statement : file.statements) {
            if (matcher.names(statement.text))
                found.push_back(placed(file, statement, false));
        }
    }
    return found;
}

Result<ObjectStatement> replaceStatement(const ObjectStatement &statement, std::string_view text, DialectKind dialect)
{
    const std::string_view wanted = trimmed(text);
    KILTER_TRY(const auto statements, Dialect::of(dialect).split(wanted));
    if (statements.size() != 1)
        return failure(ErrorCode::Invalid, statements.empty() ? "there is no statement to save" : "these are " + std::to_string(statements.size()) + " statements, and one is to be replaced",
                       "write the others into a file of sql/ of their own");
    KILTER_TRY(std::string whole, readTextFile(statement.file));
    if (whole.compare(statement.offset, statement.text.size(), statement.text) != 0)
        return failure(ErrorCode::Refused, statement.file + ':' + std::to_string(statement.line) + ": the file was changed meanwhile; nothing was written", "open the object again");
    const std::size_t end = statements.front().offset + statements.front().text.size();
    if (const std::string_view rest = trimmed(wanted.substr(end)); !rest.empty() && rest != ";")
        return failure(ErrorCode::Invalid, "there is text behind the semicolon", "move the comment before the statement");
    ObjectStatement now = statement;
    now.text = wanted.substr(0, end);
    whole.replace(statement.offset, statement.text.size(), now.text);
    KILTER_CHECK(writeTextFile(statement.file, whole));
    return now;
}

} // namespace kilter
