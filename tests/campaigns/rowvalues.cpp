#include "tests/campaigns/rowvalues.h"

#include "core/base/json.h"
#include "core/base/text.h"

#include <functional>
#include <stdexcept>

namespace kilter::campaign {

namespace {

constexpr const char *typesQuery = R"(
SELECT t.oid, t.typname, t.typtype, CASE WHEN t.typelem <> 0 AND t.typlen = -1 THEN t.typelem END, nullif(t.typbasetype, 0),
    coalesce(r.rngsubtype, m.rngtypid), t.typtypmod,
    (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid),
    (SELECT json_agg(json_build_array(a.atttypid::bigint, a.atttypmod) ORDER BY a.attnum) FROM pg_attribute a
        WHERE t.typtype = 'c' AND a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped)
FROM pg_type t LEFT JOIN pg_range r ON r.rngtypid = t.oid LEFT JOIN pg_range m ON to_jsonb(m) ->> 'rngmultitypid' = t.oid::text)";

std::string padded(int i, int width)
{
    std::string digits = std::to_string(i);
    return digits.size() < std::size_t(width) ? std::string(std::size_t(width) - digits.size(), '0') + digits : digits;
}

/// A word, or a letter where no more fits.
std::string word(int i, int limit)
{
    const std::string text = "v" + std::to_string(i);
    return limit > 0 && text.size() > std::size_t(limit) ? std::string(1, char('a' + i % 26)) : text;
}

std::string number(int i, int modifier)
{
    const int precision = ((modifier - 4) >> 16) & 0xffff;
    const int scale = (modifier - 4) & 0x7ff;
    return modifier >= 4 && precision == scale ? "0." + padded(i % 10, 1) : std::to_string(i);
}

std::string bits(int i, int length)
{
    std::string text;
    for (int bit = std::max(length, 1) - 1; bit >= 0; --bit)
        text += bit < 30 && (i >> bit) & 1 ? '1' : '0';
    return text;
}

using Maker = std::function<std::string(int i, int modifier)>;

const std::map<std::string, Maker> &makers()
{
    static const auto plain = [](const std::string &before, const std::string &after) {
        return [=](int i, int) { return before + std::to_string(i) + after; };
    };
    static const auto fixed = [](const std::string &text) { return [=](int, int) { return text; }; };
    static const Maker text = [](int i, int modifier) { return word(i, modifier >= 4 ? modifier - 4 : 0); };
    static const Maker stamp = [](int i, int) { return "2020-01-" + padded(i % 28 + 1, 2) + " 00:00:00+00"; };
    static const Maker digits = [](int i, int) { return std::to_string(i); };
    static const std::map<std::string, Maker> all{
        {"text", text}, {"varchar", text}, {"bpchar", text}, {"name", text}, {"citext", text}, {"char", [](int i, int) { return word(i, 1); }},
        {"int2", digits}, {"int4", digits}, {"int8", digits}, {"float4", digits}, {"float8", digits}, {"numeric", number}, {"money", digits}, {"oid", digits},
        {"xid", digits}, {"cid", digits}, {"bool", [](int i, int) { return i % 2 ? "true" : "false"; }},
        {"uuid", [](int i, int) { return "00000000-0000-4000-8000-" + padded(i, 12); }},
        {"date", [](int i, int) { return "2020-01-" + padded(i % 28 + 1, 2); }}, {"timestamp", stamp}, {"timestamptz", stamp},
        {"time", [](int i, int) { return "01:00:" + padded(i % 60, 2); }}, {"timetz", [](int i, int) { return "01:00:" + padded(i % 60, 2) + "+00"; }},
        {"interval", plain("", " days")}, {"json", plain("{\"v\": ", "}")}, {"jsonb", plain("{\"v\": ", "}")}, {"jsonpath", plain("$.v", "")},
        {"xml", plain("<v>", "</v>")}, {"bytea", [](int i, int) { return "\\x" + padded(i, 2); }}, {"inet", plain("10.0.0.", "")}, {"cidr", plain("10.0.0.", "/32")},
        {"macaddr", [](int i, int) { return "08:00:2b:01:02:" + padded(i, 2); }}, {"macaddr8", [](int i, int) { return "08:00:2b:01:02:03:04:" + padded(i, 2); }},
        {"bit", bits}, {"varbit", bits}, {"point", plain("(1,", ")")}, {"box", plain("(9,", "),(0,0)")}, {"line", plain("{1,-1,", "}")},
        {"lseg", plain("[(0,0),(1,", ")]")}, {"path", plain("((0,0),(1,", "))")}, {"polygon", plain("((0,0),(1,1),(1,", "))")}, {"circle", plain("<(1,", "),1>")},
        {"tsvector", plain("v", "")}, {"tsquery", plain("v", "")}, {"pg_lsn", plain("0/", "")}, {"tid", plain("(0,", ")")}, {"hstore", plain("v=>", "")},
        {"ltree", plain("v", "")}, {"cube", plain("(", ")")}, {"regclass", fixed("pg_class")}, {"regtype", fixed("integer")}, {"regproc", fixed("now")},
        {"regprocedure", fixed("now()")}, {"regnamespace", fixed("pg_catalog")}, {"regrole", fixed("postgres")}, {"regconfig", fixed("simple")},
        {"txid_snapshot", fixed("10:20:")}, {"pg_snapshot", fixed("10:20:")}};
    return all;
}

std::string quotedItem(const std::string &text)
{
    return '"' + replaced(replaced(text, "\\", "\\\\"), "\"", "\\\"") + '"';
}

} // namespace

ValueMaker::ValueMaker(Connection &connection)
{
    const auto rows = connection.execute(typesQuery);
    if (!rows)
        throw std::runtime_error(kilter::toText(rows.error()));
    for (std::size_t row = 0; row < rows->rows.size(); ++row) {
        Type type;
        type.name = rows->text(row, 1);
        type.kind = rows->text(row, 2)[0];
        type.element = rows->text(row, 3);
        type.base = rows->text(row, 4);
        type.subtype = rows->text(row, 5);
        type.baseModifier = int(rows->integer(row, 6));
        if (const auto labels = parseJson(rows->text(row, 7)))
            for (const Json &label : labels->items)
                type.labels.push_back(label.text);
        if (const auto attributes = parseJson(rows->text(row, 8)))
            for (const Json &attribute : attributes->items)
                type.attributes.push_back({std::to_string(attribute.items[0].integer()), int(attribute.items[1].integer(-1))});
        m_types.emplace(rows->text(row, 0), std::move(type));
    }
}

std::string ValueMaker::baseName(const std::string &number) const
{
    const Type &type = m_types.at(number);
    return type.kind == 'd' ? baseName(type.base) : type.name;
}

std::string ValueMaker::composite(const Type &type, int i) const
{
    std::vector<std::string> parts;
    for (const Attribute &attribute : type.attributes)
        parts.push_back(quotedItem(value(attribute.type, attribute.modifier, i)));
    return '(' + joined(parts, ",") + ')';
}

std::string ValueMaker::value(const std::string &number, int modifier, int i) const
{
    const Type &type = m_types.at(number);
    switch (type.kind) {
    case 'd':
        return value(type.base, type.baseModifier, i);
    case 'e':
        return type.labels.empty() ? std::string() : type.labels[std::size_t(i - 1) % type.labels.size()];
    case 'c':
        return composite(type, i);
    case 'r':
        return '[' + quotedItem(value(type.subtype, -1, i)) + ',' + quotedItem(value(type.subtype, -1, i)) + ']';
    case 'm':
        return '{' + value(type.subtype, -1, i) + '}';
    default:
        break;
    }
    if (!type.element.empty() && type.name.starts_with('_'))
        return '{' + quotedItem(value(type.element, modifier, i)) + '}';
    const auto maker = makers().find(type.name);
    return maker == makers().end() ? std::to_string(i) : maker->second(i, modifier);
}

} // namespace kilter::campaign
