#include "core/base/text.h"
#include "core/dialect/dialect.h"
#include "core/dialect/postgresql/scan.h"
#include "core/model/tablebuilder.h"
#include "core/model/tablewriter.h"

namespace kilter {
namespace {

/// The parts of a list in parentheses, split at the commas that stand outside inner ones.
std::vector<std::string> listParts(std::string_view sql, std::size_t open)
{
    std::vector<std::string> parts;
    int depth = 0;
    std::size_t begin = open + 1;
    for (const postgresql::Token &token : postgresql::significantTokens(sql.substr(open))) {
        const std::size_t at = open + token.begin;
        const char c = token.kind == postgresql::TokenKind::Symbol ? sql[at] : ' ';
        depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
        if ((c == ',' && depth == 1) || depth == 0) {
            parts.emplace_back(trimmed(sql.substr(begin, at - begin)));
            begin = at + 1;
        }
        if (depth == 0)
            break;
    }
    return parts;
}

/// A value of a bound's text; none for what is no literal.
std::optional<Json> valueOf(const std::string &text, const SqlType &type)
{
    if (text == "MINVALUE" || text == "MAXVALUE" || text == "NULL")
        return Json::null();
    if (text == "true" || text == "false")
        return Json::of(text == "true");
    if (!text.starts_with('\'')) {
        auto number = parseJson(text);
        return number && number->isNumber() ? std::optional(Json::number(text)) : std::nullopt;
    }
    std::string value = replaced(text.substr(1, text.size() - 2), "''", "'");
    for (const char *midnight : {" 00:00:00+00", " 00:00:00"}) {
        if (type.name.starts_with("timestamp") && value.ends_with(midnight))
            return Json::of(value.substr(0, value.size() - std::string_view(midnight).size()));
    }
    return Json::of(value);
}

std::optional<Json> valuesOf(std::string_view bound, std::size_t open, const std::vector<SqlType> &types)
{
    Json values = Json::array();
    for (const std::string &part : listParts(bound, open)) {
        auto value = valueOf(part, types[std::min(values.items.size(), types.size() - 1)]);
        if (!value)
            return std::nullopt;
        values.items.push_back(std::move(*value));
    }
    return values;
}

} // namespace

Json partitionKeyJson(const std::string &partitionBy, const std::vector<std::string> &columns, DialectKind dialect)
{
    Json json = Json::object();
    const std::size_t open = std::min(partitionBy.find('('), partitionBy.size());
    json.set("by", Json::of(lowered(trimmed(std::string_view(partitionBy).substr(0, open)))));
    Json keys = Json::array();
    for (const std::string &part : listParts(partitionBy, open)) {
        const auto column = std::find_if(columns.begin(), columns.end(), [&](const std::string &name) { return Dialect::of(dialect).quoted(name) == part; });
        keys.items.push_back(Json::of(column == columns.end() ? part : *column));
    }
    json.set("key", std::move(keys));
    return json;
}

void addBound(Json &entry, const std::string &bound, const std::vector<SqlType> &keyTypes)
{
    Json trial = Json::object();
    if (bound == "DEFAULT") {
        trial.set("default", Json::of(true));
    } else if (bound.starts_with("FOR VALUES IN (")) {
        if (auto values = valuesOf(bound, bound.find('('), keyTypes))
            trial.set("in", std::move(*values));
    } else if (bound.starts_with("FOR VALUES WITH (modulus ")) {
        const auto parts = listParts(bound, bound.find('('));
        for (const std::string &part : parts)
            trial.set(part.substr(0, part.find(' ')), Json::number(part.substr(part.find(' ') + 1)));
    } else if (const std::size_t to = bound.find(") TO ("); to != std::string::npos && bound.starts_with("FOR VALUES FROM (")) {
        auto from = valuesOf(bound, bound.find('('), keyTypes);
        auto until = valuesOf(bound, to + 5, keyTypes);
        if (from && until) {
            trial.set("from", std::move(*from));
            trial.set("to", std::move(*until));
        }
    }
    if (trial.members.empty() || partitionBoundText(trial, keyTypes) != bound) {
        entry.set("bound", Json::of(bound));
        return;
    }
    for (JsonMember &member : trial.members)
        entry.set(member.key, std::move(member.value));
}

} // namespace kilter
