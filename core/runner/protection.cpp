#include "core/runner/protection.h"

#include "core/base/text.h"
#include "core/diff/sqltext.h"
#include "core/dialect/dialect.h"

namespace kilter {
namespace {

using Tokens = std::vector<SqlToken>;

bool isWordAt(const Tokens &tokens, std::size_t i, std::string_view word)
{
    return i < tokens.size() && tokens[i].isWord(word);
}

/// ALTER TABLE … DROP [COLUMN] name, and not DROP CONSTRAINT, DEFAULT, NOT NULL, EXPRESSION or IDENTITY.
bool dropsColumn(const Tokens &tokens)
{
    int depth = 0;
    for (std::size_t i = 2; i < tokens.size(); ++i) {
        depth += tokens[i].isSymbol('(') ? 1 : tokens[i].isSymbol(')') ? -1 : 0;
        if (depth != 0 || !tokens[i].isWord("drop") || i + 1 >= tokens.size())
            continue;
        const bool ofColumn = isWordAt(tokens, i - 2, "column") || isWordAt(tokens, i - 2, "alter");
        const bool isOther = ofColumn || isWordAt(tokens, i + 1, "constraint") || isWordAt(tokens, i + 1, "default") || isWordAt(tokens, i + 1, "not")
                             || isWordAt(tokens, i + 1, "expression") || isWordAt(tokens, i + 1, "identity");
        if (!isOther)
            return true;
    }
    return false;
}

std::string hazardIn(const Tokens &tokens)
{
    if (isWordAt(tokens, 0, "truncate"))
        return "truncate";
    if (isWordAt(tokens, 0, "drop")) {
        for (const char *kind : {"table", "schema", "sequence"}) {
            if (isWordAt(tokens, 1, kind))
                return std::string("drop-") + kind;
        }
    }
    const bool altersTable = isWordAt(tokens, 0, "alter") && (isWordAt(tokens, 1, "table") || isWordAt(tokens, 2, "table"));
    return altersTable && dropsColumn(tokens) ? "drop-column" : std::string();
}

/// The last name of DROP TABLE [IF EXISTS] name.
std::string droppedName(const Tokens &tokens)
{
    return tokens.empty() ? std::string() : tokens.back().text;
}

/// Whether a later statement renames another table to the name: then the table was rebuilt, not dropped.
bool isReplaced(const std::vector<Tokens> &all, std::size_t from, const std::string &name)
{
    for (std::size_t i = from + 1; i < all.size(); ++i) {
        const Tokens &tokens = all[i];
        const std::size_t n = tokens.size();
        if (n > 4 && isWordAt(tokens, 0, "alter") && isWordAt(tokens, n - 3, "rename") && isWordAt(tokens, n - 2, "to") && tokens[n - 1].text == name)
            return true;
    }
    return false;
}

std::string firstLine(const std::string &sql)
{
    return std::string(cutUtf8(std::string_view(sql).substr(0, sql.find('\n')), 100));
}

/// "-- hazard ID: …" comments of a section.
void addNoted(const Migration &migration, const Section &section, std::vector<FoundHazard> &found)
{
    int line = section.line;
    for (const std::string &text : split(section.text, '\n')) {
        const std::string_view bare = trimmed(text);
        if (bare.starts_with("-- hazard ")) {
            const std::string_view rest = bare.substr(10);
            found.push_back({std::string(rest.substr(0, rest.find(':'))), migration.id, {migration.path, line, 1}, std::string(bare)});
        }
        ++line;
    }
}

} // namespace

Result<std::vector<FoundHazard>> dataLossOf(const Migration &migration, Direction direction)
{
    std::vector<FoundHazard> found;
    for (const Section *section : migration.sectionsOf(direction)) {
        KILTER_TRY(const auto statements, Dialect::of(migration.dialect).split(section->text));
        std::vector<Tokens> tokens;
        for (const ScriptStatement &statement : statements)
            tokens.push_back(sqlTokens(statement.text, migration.dialect));
        for (std::size_t i = 0; i < statements.size(); ++i) {
            const std::string id = hazardIn(tokens[i]);
            const bool isTemporary = droppedName(tokens[i]).starts_with("kilter_");
            if (id.empty() || (id == "drop-table" && (isTemporary || isReplaced(tokens, i, droppedName(tokens[i])))))
                continue;
            found.push_back({id, migration.id, {migration.path, section->line + statements[i].line - 1, 1}, firstLine(statements[i].text)});
        }
        addNoted(migration, *section, found);
    }
    return found;
}

Result<> checkProtected(const std::vector<const Migration *> &migrations, Direction direction, const std::vector<std::string> &protectedHazards,
                        const std::vector<std::string> &allowed)
{
    Diagnostics findings;
    std::set<std::string> ids;
    for (const Migration *migration : migrations) {
        KILTER_TRY(const auto hazards, dataLossOf(*migration, direction));
        for (const FoundHazard &hazard : hazards) {
            const bool isProtected = std::find(protectedHazards.begin(), protectedHazards.end(), hazard.id) != protectedHazards.end();
            const bool isAllowed = std::find(allowed.begin(), allowed.end(), hazard.id) != allowed.end();
            if (!isProtected || isAllowed)
                continue;
            ids.insert(hazard.id);
            findings.push_back({Severity::Error, hazard.id, hazard.statement, {}, hazard.place});
        }
    }
    if (findings.empty())
        return {};
    std::string options;
    for (const std::string &id : ids)
        options += " --allow " + id;
    return tl::unexpected(Error{ErrorCode::Refused, "kilter.toml protects from what these migrations do; nothing was run",
                                "When it is meant:" + options, {}, std::move(findings)});
}

} // namespace kilter
