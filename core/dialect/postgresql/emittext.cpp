#include "core/dialect/postgresql/emittext.h"

#include "core/base/text.h"
#include "core/diff/sqltext.h"
#include "core/dialect/postgresql/emitserver.h"
#include "core/dialect/postgresql/quote.h"

#include <algorithm>
#include <limits>

namespace kilter::postgresql {
namespace {

/// First words of the built-in types that are written as keywords.
constexpr std::string_view builtInTypes[] = {
    "bigint", "bit", "boolean", "box", "bytea", "character", "cidr", "circle", "date", "daterange", "double", "inet", "int4range",
    "int8range", "integer", "interval", "json", "jsonb", "line", "lseg", "macaddr", "macaddr8", "money", "numeric", "numrange", "oid",
    "path", "point", "polygon", "real", "smallint", "text", "time", "timestamp", "tsquery", "tsrange", "tstzrange", "tsvector", "uuid",
    "xml"};
static_assert(std::is_sorted(std::begin(builtInTypes), std::end(builtInTypes)));

std::string uppered(std::string text)
{
    for (char &c : text) {
        if (c >= 'a' && c <= 'z')
            c = char(c - 'a' + 'A');
    }
    return text;
}

std::string withPrefix(std::string_view text, std::string_view prefix, std::string_view shorter)
{
    return text.starts_with(prefix) ? std::string(shorter) + std::string(text.substr(prefix.size())) : std::string(text);
}

void append(std::string &text, const std::string &part)
{
    text += (text.empty() ? "" : " ") + part;
}

/// Whether the text ends with "::text = ANY (": another operator, or ALL.
bool comparesText(std::string_view head)
{
    if (!head.ends_with(" ANY (") && !head.ends_with(" ALL ("))
        return false;
    head.remove_suffix(std::string_view(" ANY (").size());
    const std::size_t before = head.find_last_not_of("~!@#^&|?+-*/%<>=");
    return before != std::string_view::npos && before + 1 < head.size() && head.substr(0, before + 1).ends_with("::text ");
}

/// Place of the "]" behind "'a'::character varying, 'b'::character varying"; npos when anything else stands there.
std::size_t endOfVarchars(const std::string &sql, std::size_t at)
{
    constexpr std::string_view type = "::character varying";
    while (at < sql.size()) {
        at += sql[at] == 'E';
        if (at >= sql.size() || sql[at] != '\'')
            return std::string::npos;
        const bool escapes = sql[at - 1] == 'E';
        for (++at; at < sql.size() && (sql[at] != '\'' || (at + 1 < sql.size() && sql[at + 1] == '\'')); ++at)
            at += sql[at] == '\'' || (escapes && sql[at] == '\\');
        if (sql.compare(at + 1, type.size(), type) != 0)
            return std::string::npos;
        at += 1 + type.size();
        if (at < sql.size() && sql[at] == ']')
            return at;
        if (sql.compare(at, 2, ", ") != 0)
            return std::string::npos;
        at += 2;
    }
    return std::string::npos;
}

/// Every list of varchars that is compared as text, "(ARRAY[…])::text[]", as "ARRAY[…]" of what `write` makes of its elements.
template<class Write>
std::string withLists(std::string sql, Write write)
{
    constexpr std::string_view begin = "(ARRAY[";
    constexpr std::string_view end = "])::text[])";
    for (std::size_t at = sql.find(begin); at != std::string::npos; at = sql.find(begin, at + 1)) {
        const std::size_t first = at + begin.size();
        const std::size_t close = comparesText(std::string_view(sql).substr(0, at)) ? endOfVarchars(sql, first) : std::string::npos;
        if (close != std::string::npos && sql.compare(close, end.size(), end) == 0)
            sql.replace(at, close + end.size() - at, "ARRAY[" + write(sql.substr(first, close - first)) + "])");
    }
    return sql;
}

/// The elements of such a list.
std::vector<std::string> elementsOf(const std::string &list)
{
    std::vector<std::string> elements;
    std::size_t begin = 0;
    for (const SqlToken &token : sqlTokens(list, DialectKind::PostgreSql)) {
        if (!token.isSymbol(','))
            continue;
        elements.emplace_back(trimmed(std::string_view(list).substr(begin, token.begin - begin)));
        begin = token.end;
    }
    elements.emplace_back(trimmed(std::string_view(list).substr(begin)));
    return elements;
}

} // namespace

std::string qualified(const ObjectRef &ref)
{
    return ref.schema.empty() ? quoted(ref.name) : quoted(ref.schema) + '.' + quoted(ref.name);
}

std::string qualifiedTable(const ObjectRef &part)
{
    return qualified(tableOf(part));
}

std::string columnList(const std::vector<std::string> &names)
{
    std::string text;
    for (const std::string &name : names)
        text += (text.empty() ? "" : ", ") + quoted(name);
    return text;
}

std::string named(const ObjectRef &ref)
{
    switch (ref.kind) {
    case Kind::Schema:
        return "SCHEMA " + quoted(ref.name);
    case Kind::Enum:
        return "TYPE " + qualified(ref);
    case Kind::Sequence:
        return "SEQUENCE " + qualified(ref);
    case Kind::Table:
        return "TABLE " + qualified(ref);
    case Kind::View:
        return "VIEW " + qualified(ref);
    case Kind::Domain:
        return "DOMAIN " + qualified(ref);
    case Kind::Composite:
    case Kind::Range:
    case Kind::BaseType:
        return "TYPE " + qualified(ref);
    case Kind::Function:
        return "FUNCTION " + qualified(ref) + '(' + ref.signature + ')';
    case Kind::Procedure:
        // With IN the types are those of the input arguments only; without, a procedure whose OUT arguments make up the same list fits too
        // (parse_func.c, LookupFuncWithArgs).
        return "PROCEDURE " + qualified(ref) + (ref.signature.empty() ? "(" : "(IN ") + ref.signature + ')';
    case Kind::Aggregate:
        return "AGGREGATE " + qualified(ref) + '(' + (ref.signature.empty() ? "*" : ref.signature) + ')';
    case Kind::MaterializedView:
        return "MATERIALIZED VIEW " + qualified(ref);
    case Kind::Rule:
        return "RULE " + quoted(ref.name) + " ON " + qualifiedTable(ref);
    case Kind::EventTrigger:
        return "EVENT TRIGGER " + quoted(ref.name);
    case Kind::Statistics:
        return "STATISTICS " + qualified(ref);
    case Kind::Index:
        return "INDEX " + qualified(ref);
    case Kind::Column:
        return "COLUMN " + qualifiedTable(ref) + '.' + quoted(ref.name);
    case Kind::PrimaryKey:
    case Kind::Unique:
    case Kind::Check:
    case Kind::ForeignKey:
    case Kind::Exclusion:
        return "CONSTRAINT " + quoted(ref.name) + " ON " + qualifiedTable(ref);
    case Kind::Trigger:
        return "TRIGGER " + quoted(ref.name) + " ON " + qualifiedTable(ref);
    case Kind::Extension:
    case Kind::Policy:
    case Kind::Collation:
    case Kind::TextSearchParser:
    case Kind::TextSearchTemplate:
    case Kind::TextSearchDictionary:
    case Kind::TextSearchConfiguration:
    case Kind::Operator:
    case Kind::OperatorFamily:
    case Kind::OperatorClass:
    case Kind::Cast:
    case Kind::Conversion:
    case Kind::Language:
    case Kind::Transform:
    case Kind::AccessMethod:
    case Kind::ForeignDataWrapper:
    case Kind::ForeignServer:
    case Kind::UserMapping:
    case Kind::Publication:
    case Kind::Subscription:
    case Kind::DefaultPrivileges:
        return namedServerObject(ref);
    }
    return {};
}

std::string typeText(const std::string &type)
{
    const std::string_view first = std::string_view(type).substr(0, type.find_first_of(" (["));
    if (!std::binary_search(std::begin(builtInTypes), std::end(builtInTypes), first))
        return type;
    const std::string shorter = withPrefix(withPrefix(type, "character varying", "varchar"), "character(", "char(");
    return uppered(shorter);
}

std::string stableText(std::string sql)
{
    return withLists(std::move(sql), [](const std::string &elements) { return elements; });
}

std::string rereadText(std::string sql)
{
    return withLists(std::move(sql), [](const std::string &elements) {
        std::string cast;
        for (const std::string &element : elementsOf(elements))
            cast += (cast.empty() ? "(" : ", (") + element + ")::text";
        return cast;
    });
}

std::string expressionText(const std::string &written)
{
    const std::string expression = stableText(written);
    if (expression.find("now()") == std::string::npos)
        return expression;
    std::string text;
    std::size_t done = 0;
    const auto tokens = sqlTokens(expression, DialectKind::PostgreSql);
    for (std::size_t i = 0; i + 2 < tokens.size(); ++i) {
        const bool isCall = tokens[i].isWord("now") && tokens[i + 1].isSymbol('(') && tokens[i + 2].isSymbol(')');
        if (!isCall || (i > 0 && tokens[i - 1].isSymbol('.')))
            continue;
        text += expression.substr(done, tokens[i].begin - done) + "NOW";
        done = tokens[i].end;
    }
    return text + expression.substr(done);
}

SequenceOptions standardOptions(const std::string &type, std::int64_t increment)
{
    SequenceOptions options;
    options.type = type;
    options.increment = increment;
    const bool small = type == "smallint";
    const bool middle = type == "integer";
    const std::int64_t highest = small ? 32767 : middle ? 2147483647 : std::numeric_limits<std::int64_t>::max();
    options.minimum = increment > 0 ? 1 : -highest - 1;
    options.maximum = increment > 0 ? highest : -1;
    options.start = increment > 0 ? options.minimum : options.maximum;
    return options;
}

std::string sequenceOptions(const SequenceOptions &options, bool withType)
{
    SequenceOptions standard = standardOptions(options.type, options.increment);
    std::string text = withType && options.type != "bigint" ? "AS " + typeText(options.type) : std::string();
    if (options.increment != 1)
        append(text, "INCREMENT BY " + std::to_string(options.increment));
    if (options.minimum != standard.minimum)
        append(text, "MINVALUE " + std::to_string(options.minimum));
    if (options.maximum != standard.maximum)
        append(text, "MAXVALUE " + std::to_string(options.maximum));
    if (options.start != (options.increment > 0 ? options.minimum : options.maximum))
        append(text, "START WITH " + std::to_string(options.start));
    if (options.cache != 1)
        append(text, "CACHE " + std::to_string(options.cache));
    if (options.cycle)
        append(text, "CYCLE");
    return text;
}

std::string changedSequenceOptions(const SequenceOptions &from, const SequenceOptions &to, const std::string &prefix, bool withType)
{
    std::string text;
    const bool typeChanges = from.type != to.type;
    if (typeChanges && withType)
        append(text, prefix + "AS " + typeText(to.type));
    if (from.increment != to.increment)
        append(text, prefix + "INCREMENT BY " + std::to_string(to.increment));
    // A new type moves limits that were its own.
    if (from.minimum != to.minimum || typeChanges)
        append(text, prefix + "MINVALUE " + std::to_string(to.minimum));
    if (from.maximum != to.maximum || typeChanges)
        append(text, prefix + "MAXVALUE " + std::to_string(to.maximum));
    if (from.start != to.start)
        append(text, prefix + "START WITH " + std::to_string(to.start));
    if (from.cache != to.cache)
        append(text, prefix + "CACHE " + std::to_string(to.cache));
    if (from.cycle != to.cycle)
        append(text, prefix + (to.cycle ? "CYCLE" : "NO CYCLE"));
    return text;
}

} // namespace kilter::postgresql
