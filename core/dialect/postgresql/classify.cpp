#include "core/dialect/postgresql/classify.h"

#include "core/base/text.h"
#include "core/dialect/postgresql/scan.h"

#include <algorithm>

namespace kilter::postgresql {
namespace {

using Words = std::vector<std::string>;

/// The statement's words in lower case outside parentheses, with "(" and ")" where they stood; names and values as "?".
Words wordsOf(std::string_view statement)
{
    Words words;
    int depth = 0;
    for (const Token &token : significantTokens(statement)) {
        const std::string_view text = statement.substr(token.begin, token.end - token.begin);
        if (text == ")")
            depth = std::max(0, depth - 1);
        if (depth == 0)
            words.push_back(token.kind == TokenKind::Word     ? lowered(text)
                            : token.kind == TokenKind::Symbol ? std::string(text)
                                                              : "?");
        if (text == "(")
            ++depth;
    }
    return words;
}

bool isOneOf(const std::string &word, std::initializer_list<std::string_view> words)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

std::string wordAt(const Words &words, std::size_t at)
{
    return at < words.size() ? words[at] : std::string();
}

bool contains(const Words &words, std::initializer_list<std::string_view> sequence)
{
    return std::search(words.begin(), words.end(), sequence.begin(), sequence.end()) != words.end();
}

StatementClass classOfWith(const Words &words)
{
    for (const std::string &word : words) {
        if (isOneOf(word, {"insert", "update", "delete", "merge"}))
            return StatementClass::Dml;
        if (isOneOf(word, {"select", "values", "table"}))
            return StatementClass::Select;
    }
    return StatementClass::Select;
}

/// The value of `name = value` in the parenthesised options of WITH, lower case; empty when it is not there.
std::string optionOf(std::string_view statement, std::string_view name)
{
    const auto tokens = significantTokens(statement);
    const auto text = [&](std::size_t i) {
        return lowered(statement.substr(tokens[i].begin, tokens[i].end - tokens[i].begin));
    };
    for (std::size_t i = 0; i + 2 < tokens.size(); ++i) {
        if (tokens[i].kind == TokenKind::Word && text(i) == name && text(i + 1) == "=")
            return replaced(text(i + 2), "'", "");
    }
    return {};
}

bool isOff(const std::string &option)
{
    return isOneOf(option, {"false", "off", "0", "no"});
}

bool subscriptionRefuses(const Words &words, std::string_view statement)
{
    const std::string &verb = words[0];
    if (verb == "drop")
        return true;
    if (verb == "create")
        return !isOff(optionOf(statement, "create_slot")) && !isOff(optionOf(statement, "connect"));
    if (contains(words, {"refresh"}))
        return true;
    const bool changesPublications = contains(words, {"set", "publication"}) ||
                                     contains(words, {"add", "publication"}) ||
                                     contains(words, {"drop", "publication"});
    if (changesPublications)
        return !isOff(optionOf(statement, "refresh"));
    return !optionOf(statement, "failover").empty() || !optionOf(statement, "two_phase").empty();
}

bool ddlRefuses(const Words &words, std::string_view statement)
{
    const std::string &verb = words[0];
    const std::string object = wordAt(words, 1);
    if (object == "subscription")
        return subscriptionRefuses(words, statement);
    if (object == "database")
        return verb != "alter" || contains(words, {"set", "tablespace"});
    if (object == "tablespace")
        return verb != "alter";
    if (verb == "alter" && object == "system")
        return true;
    if (verb == "alter" && object == "table")
        return contains(words, {"detach", "partition"}) && words.back() == "concurrently";
    const bool isIndex = object == "index" || (object == "unique" && wordAt(words, 2) == "index");
    return verb != "alter" && isIndex && wordAt(words, object == "unique" ? 3 : 2) == "concurrently";
}

bool reindexRefuses(const Words &words, std::string_view statement)
{
    const auto isTarget = [](const std::string &word) { return isOneOf(word, {"database", "system", "schema"}); };
    const auto afterOptions = std::find(words.begin(), words.end(), ")");
    const std::string target = afterOptions == words.end()       ? wordAt(words, 1)
                               : afterOptions + 1 == words.end() ? ""
                                                                 : *(afterOptions + 1);
    if (isTarget(target) || contains(words, {"concurrently"}))
        return true;
    if (wordAt(words, 1) != "(")
        return false;
    const auto tokens = significantTokens(statement);
    for (std::size_t i = 2; i + 1 < tokens.size(); ++i) {
        const auto text = [&](std::size_t at) {
            return lowered(statement.substr(tokens[at].begin, tokens[at].end - tokens[at].begin));
        };
        if (text(i) == ")")
            return false;
        if (text(i) == "concurrently")
            return !isOff(text(i + 1));
    }
    return false;
}

} // namespace

StatementClass classify(std::string_view statement)
{
    const Words words = wordsOf(statement);
    if (words.empty())
        return StatementClass::Empty;
    const std::string &verb = words[0];
    if (verb == "\\")
        return StatementClass::PsqlCommand;
    if (isOneOf(verb, {"begin", "commit", "end", "rollback", "abort", "savepoint", "release"}) ||
        (verb == "start" && wordAt(words, 1) == "transaction") ||
        (verb == "prepare" && wordAt(words, 1) == "transaction"))
        return StatementClass::TransactionControl;
    if (verb == "copy")
        return contains(words, {"from", "stdin"}) ? StatementClass::CopyFromStdin : StatementClass::Copy;
    if (verb == "with")
        return classOfWith(words);
    if (isOneOf(verb, {"select", "values", "table", "("}))
        return StatementClass::Select;
    if (isOneOf(verb, {"insert", "update", "delete", "merge", "truncate"}))
        return StatementClass::Dml;
    if (isOneOf(verb, {"create", "alter", "drop", "comment", "grant", "revoke", "security", "refresh", "reindex",
                       "cluster", "reassign", "import"}))
        return StatementClass::Ddl;
    if (isOneOf(verb, {"set", "reset", "discard"}))
        return StatementClass::Set;
    if (isOneOf(verb, {"do", "call"}))
        return StatementClass::Do;
    return StatementClass::Other;
}

bool refusesTransaction(std::string_view statement)
{
    const Words words = wordsOf(statement);
    if (words.empty())
        return false;
    const std::string &verb = words[0];
    if (isOneOf(verb, {"create", "drop", "alter"}))
        return ddlRefuses(words, statement);
    if (verb == "reindex")
        return reindexRefuses(words, statement);
    if (verb == "vacuum")
        return true;
    if (verb == "cluster")
        return words.size() == 1 || words.back() == "verbose" || words.back() == ")";
    if (verb == "discard")
        return wordAt(words, 1) == "all";
    return isOneOf(verb, {"commit", "rollback"}) && wordAt(words, 1) == "prepared";
}

} // namespace kilter::postgresql
