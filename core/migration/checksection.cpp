#include "core/migration/parse.h"

#include "core/base/text.h"
#include "core/dialect/dialect.h"
#include "core/migration/scriptscanner.h"

namespace kilter {

namespace {

bool isTransactionControl(const std::vector<std::string> &words)
{
    static const std::set<std::string, std::less<>> alone{"BEGIN", "COMMIT",    "END",    "ROLLBACK",
                                                          "ABORT", "SAVEPOINT", "RELEASE"};
    if (words.empty())
        return false;
    if (alone.contains(words[0]))
        return true;
    return words.size() > 1 && (words[0] == "START" || words[0] == "PREPARE") && words[1] == "TRANSACTION";
}

bool isCopyFromStdin(const std::vector<std::string> &words)
{
    if (words.empty() || words[0] != "COPY")
        return false;
    for (std::size_t i = 1; i + 1 < words.size(); ++i) {
        if (words[i] == "FROM" && words[i + 1] == "STDIN")
            return true;
    }
    return false;
}

/// The statement's first words say what is wrong with it; empty: nothing.
struct Finding
{
    std::string code, message, hint;
};

std::optional<Finding> findingOf(const ScriptStatement &statement, const Section &section, DialectKind dialect)
{
    const auto words = leadingWords(statement.text, dialect, 400);
    const std::string first = words.empty() ? std::string() : words[0];
    if (isTransactionControl(words))
        return Finding{"transaction-control", first + " in a section: sections are transactions already",
                       "Leave it out; begin another section where a commit is needed, or say transaction=off."};
    if (isCopyFromStdin(words))
        return Finding{"copy-from-stdin", "COPY … FROM STDIN in a section: there is no standard input",
                       "Write INSERT statements, or COPY from a file on the server."};
    if (dialect == DialectKind::PostgreSql && first == "DISCARD" && words.size() > 1 && words[1] == "ALL")
        return Finding{"discard-all", "DISCARD ALL in a section would release the lock of the run",
                       "Leave it out: the session is reset before each migration."};
    if (dialect == DialectKind::Sqlite && first == "PRAGMA" && words.size() > 1 &&
        (words[1] == "FOREIGN_KEYS" || words[1] == "LEGACY_ALTER_TABLE"))
        return Finding{
            "runner-pragma", "PRAGMA " + lowered(words[1]) + " in a section has no effect inside a transaction",
            "Leave it out: foreign keys are switched off, and checked before the commit, by the run itself."};
    if (section.transaction && !statement.transactional)
        return Finding{
            "needs-no-transaction",
            joined({words.begin(), words.begin() + std::ptrdiff_t(std::min<std::size_t>(3, words.size()))}, " ") +
                " cannot run in a transaction",
            "Put it into a section of its own: \"-- " + std::string(keyword(section.direction)) +
                ": transaction=off\"."};
    return std::nullopt;
}

/// psql's own commands are no SQL: a backslash outside quotes.
std::optional<std::size_t> psqlCommand(std::string_view text, DialectKind dialect)
{
    ScriptScanner scanner(text, dialect);
    while (const auto span = scanner.next()) {
        if (span->kind != SpanKind::Code)
            continue;
        const auto at = text.substr(span->begin, span->end - span->begin).find('\\');
        if (at != std::string_view::npos)
            return span->begin + at;
    }
    return std::nullopt;
}

} // namespace

void checkSection(const Migration &migration, const Section &section, Diagnostics &diagnostics)
{
    const DialectKind dialect = section.dialect.value_or(migration.dialect);
    const auto complain = [&](TextPlace place, std::string code, std::string message, std::string hint) {
        diagnostics.push_back({Severity::Error,
                               std::move(code),
                               std::move(message),
                               std::move(hint),
                               {migration.path, section.line + place.line - 1, place.column}});
    };
    if (const auto at = psqlCommand(section.text, dialect)) {
        const std::string_view rest = std::string_view(section.text).substr(*at);
        complain(placeAt(section.text, *at), "psql-command",
                 "\"" + std::string(rest.substr(0, rest.find_first_of(" \t\r\n"))) + "\" is a command of psql, not SQL",
                 "Sections hold SQL only.");
        return;
    }
    const auto statements = Dialect::of(dialect).split(section.text);
    if (!statements) {
        const Error &error = statements.error();
        for (Diagnostic d : error.diagnostics) {
            d.place.file = migration.path;
            d.place.line += section.line - 1;
            diagnostics.push_back(std::move(d));
        }
        if (error.diagnostics.empty())
            complain({1, 1}, "unreadable-sql", error.message, error.hint);
        return;
    }
    for (const ScriptStatement &statement : *statements) {
        if (auto finding = findingOf(statement, section, dialect))
            complain(placeAt(section.text, statement.offset), finding->code, finding->message, finding->hint);
    }
}

} // namespace kilter
