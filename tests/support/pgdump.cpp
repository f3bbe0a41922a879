#include "tests/support/postgres.h"
#include "tests/support/schema.h"
#include "tests/support/sqltokens.h"

#include "core/base/process.h"
#include "core/base/text.h"

namespace kilter::test {

namespace {

/// The statements between semicolons that stand in no parenthesis and no BEGIN ATOMIC body.
std::vector<std::string> statementsOf(std::string_view dump)
{
    std::vector<std::string> statements;
    std::size_t begin = 0;
    std::size_t end = 0; // 0: no statement has begun
    int depth = 0;
    int body = 0;
    const std::vector<SqlToken> tokens = tokensOf(dump, SqlFlavour::PostgreSql);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const SqlToken &token = tokens[i];
        if (token.is("(") || token.is("["))
            ++depth;
        else if (token.is(")") || token.is("]"))
            --depth;
        else if (token.is("ATOMIC") && i > 0 && tokens[i - 1].is("BEGIN"))
            body = 1;
        else if (body > 0 && token.is("CASE"))
            ++body;
        else if (body > 0 && token.is("END"))
            --body;
        if (token.is(";") && depth == 0 && body == 0) {
            if (end > 0)
                statements.emplace_back(dump.substr(begin, end - begin));
            end = 0;
            continue;
        }
        if (end == 0)
            begin = token.begin;
        end = token.end();
    }
    if (end > 0)
        statements.emplace_back(dump.substr(begin, end - begin));
    return statements;
}

/// "CREATE TABLE name" and the like, the elements between its parentheses, and what follows them.
struct TableText
{
    std::string head;
    std::string name;
    std::vector<std::string> elements;
    std::string tail;
};

std::optional<TableText> tableText(const std::string &statement)
{
    const std::vector<SqlToken> tokens = tokensOf(statement, SqlFlavour::PostgreSql);
    std::size_t name = 1;
    while (name < tokens.size() && (tokens[name].is("UNLOGGED") || tokens[name].is("FOREIGN")))
        ++name;
    if (tokens.empty() || !tokens[0].is("CREATE") || name >= tokens.size() || !tokens[name].is("TABLE"))
        return {};
    std::size_t open = name + 1;
    while (open < tokens.size() && !tokens[open].is("("))
        ++open;
    const std::size_t close = closingOf(tokens, open);
    if (close >= tokens.size())
        return {};
    const auto slice = [&](std::size_t from, std::size_t to) {
        return std::string(trimmed(std::string_view(statement).substr(from, to - from)));
    };
    TableText table{slice(0, tokens[open].begin), slice(tokens[name].end(), tokens[open].begin), {},
                    slice(tokens[close].end(), statement.size())};
    std::size_t begin = tokens[open].end();
    int depth = 0;
    for (std::size_t i = open; i <= close; ++i) {
        depth += tokens[i].is("(") || tokens[i].is("[") ? 1 : tokens[i].is(")") || tokens[i].is("]") ? -1 : 0;
        if ((tokens[i].is(",") && depth == 1) || i == close) {
            if (std::string element = slice(begin, tokens[i].begin); !element.empty())
                table.elements.push_back(std::move(element));
            begin = tokens[i].end();
        }
    }
    return table;
}

/// Storage options have no order: "WITH (b='2', a='1')".
std::string sortedOptions(std::string tail)
{
    const std::size_t begin = tail.find("WITH (");
    const std::size_t end = tail.find(')', begin == std::string::npos ? 0 : begin);
    if (begin == std::string::npos || end == std::string::npos)
        return tail;
    std::vector<std::string> options = split(std::string_view(tail).substr(begin + 6, end - begin - 6), ',');
    for (std::string &option : options)
        option = trimmed(option);
    std::sort(options.begin(), options.end());
    return tail.substr(0, begin + 6) + joined(options, ", ") + tail.substr(end);
}

void addTable(TableText table, SchemaFacts &facts)
{
    std::vector<std::string> elements;
    for (std::string &element : table.elements) {
        if (element.starts_with("CONSTRAINT ") && element.find(" CHECK (") != std::string::npos)
            facts.push_back("ALTER TABLE " + table.name + "\n    ADD " + element);
        else
            elements.push_back(std::move(element));
    }
    std::sort(elements.begin(), elements.end());
    facts.push_back(table.head + " (\n    " + joined(elements, ",\n    ") + "\n)" + sortedOptions(table.tail));
}

std::string_view viewName(std::string_view statement, std::string_view prefix)
{
    if (!statement.starts_with(prefix))
        return {};
    statement.remove_prefix(prefix.size());
    const std::vector<SqlToken> tokens = tokensOf(statement.substr(0, statement.find(" AS")), SqlFlavour::PostgreSql);
    std::size_t last = 0;
    while (last + 2 < tokens.size() && tokens[last + 1].is("."))
        last += 2;
    return tokens.empty() ? std::string_view() : statement.substr(0, tokens[last].end());
}

constexpr std::string_view plainView = "CREATE VIEW ";
constexpr std::string_view replacingView = "CREATE OR REPLACE VIEW ";

/// pg_dump breaks loops by a view of NULLs that is replaced later.
std::vector<std::string> withoutStandIns(std::vector<std::string> statements)
{
    std::set<std::string> replacedViews;
    for (const std::string &statement : statements)
        if (const std::string_view name = viewName(statement, replacingView); !name.empty())
            replacedViews.emplace(name);
    std::erase_if(statements, [&](const std::string &statement) {
        return statement.find("NULL::") != std::string::npos && replacedViews.contains(std::string(viewName(statement, plainView)));
    });
    for (std::string &statement : statements)
        if (statement.starts_with(replacingView))
            statement.replace(0, replacingView.size(), plainView);
    return statements;
}

bool saysNothing(const std::string &statement)
{
    return statement.starts_with("SET ") || statement.starts_with("SELECT pg_catalog.set_config(");
}

} // namespace

SchemaFacts normalisedDump(std::string_view dump)
{
    SchemaFacts facts;
    for (std::string &statement : withoutStandIns(statementsOf(replaced(std::string(dump), "\r\n", "\n")))) {
        if (saysNothing(statement))
            continue;
        if (statement.starts_with("ALTER TABLE ONLY ") && statement.find(" CHECK (") != std::string::npos)
            statement.erase(12, 5);
        if (auto table = tableText(statement))
            addTable(std::move(*table), facts);
        else
            facts.push_back(std::move(statement));
    }
    std::sort(facts.begin(), facts.end());
    return facts;
}

Result<SchemaFacts> pgDump(const std::string &url)
{
    ProcessRequest request;
    request.program = findProgram("pg_dump", {postgresFolder()});
    if (request.program.empty())
        return failure(ErrorCode::Invalid, "pg_dump is not installed");
    request.arguments = {"--schema-only", "--encoding=UTF8", "--dbname=" + url};
    KILTER_TRY(const ProcessOutput output, run(request));
    if (output.exitCode != 0)
        return failure(ErrorCode::Failed, std::string(trimmed(output.standardError)));
    return normalisedDump(output.standardOutput);
}

std::string factDifference(const SchemaFacts &want, const SchemaFacts &got)
{
    SchemaFacts missing, extra;
    std::set_difference(want.begin(), want.end(), got.begin(), got.end(), std::back_inserter(missing));
    std::set_difference(got.begin(), got.end(), want.begin(), want.end(), std::back_inserter(extra));
    std::string text;
    for (const std::string &fact : missing)
        text += "- " + replaced(fact, "\n", "\n  ") + "\n";
    for (const std::string &fact : extra)
        text += "+ " + replaced(fact, "\n", "\n  ") + "\n";
    return text;
}

} // namespace kilter::test
