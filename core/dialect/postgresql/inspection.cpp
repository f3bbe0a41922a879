#include "core/dialect/postgresql/inspection.h"

#include "core/base/identifier.h"
#include "core/base/text.h"

#include <charconv>

namespace kilter::postgresql {
namespace {

std::string withoutDependency(std::string_view systemCatalog, std::string_view oid, std::string_view condition)
{
    return "NOT EXISTS (SELECT FROM pg_catalog.pg_depend e WHERE e.classid = 'pg_catalog." +
           std::string(systemCatalog) + "'::pg_catalog.regclass AND e.objid = " + std::string(oid) +
           " AND " + std::string(condition) + ")";
}

} // namespace

std::string Cells::text()
{
    const Value &cell = m_cells[m_next++];
    return cell ? *cell : std::string();
}

std::optional<std::string> Cells::optional()
{
    return m_cells[m_next++];
}

std::int64_t Cells::integer()
{
    const std::string digits = text();
    std::int64_t value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

std::vector<std::string> Cells::list()
{
    const auto joinedTexts = optional();
    return joinedTexts && !joinedTexts->empty() ? split(*joinedTexts, '\x1f') : std::vector<std::string>();
}

OptionList Cells::options()
{
    OptionList options;
    for (std::string &option : list())
        options.push_back(std::move(option));
    return options;
}

Result<Rows> Inspection::query(const std::string &sql, bool ofSchemas)
{
    if (!ofSchemas)
        return connection.execute(sql);
    const Value parameter = schemas;
    return connection.execute(sql, {parameter});
}

void Inspection::add(Object object, const std::vector<std::string> &addresses)
{
    for (const std::string &one : addresses)
        places.emplace(one, objects.size());
    objects.push_back(std::move(object));
}

void Inspection::alias(const std::string &address, const std::string &of)
{
    if (const auto place = places.find(of); place != places.end())
        places.emplace(address, place->second);
}

Object *Inspection::at(const std::string &address)
{
    const auto place = places.find(address);
    return place == places.end() ? nullptr : &objects[place->second];
}

const Relation *Inspection::relation(const std::string &oid) const
{
    const auto place = relationOf.find(oid);
    return place == relationOf.end() ? nullptr : &relations[place->second];
}

std::string Inspection::columnName(const std::string &oid, const std::string &number) const
{
    const Relation *owner = relation(oid);
    if (!owner)
        return {};
    const auto column = owner->columns.find(number);
    return column == owner->columns.end() ? std::string() : column->second;
}

std::vector<std::string> Inspection::columnNames(const std::string &oid, const std::string &numbers) const
{
    std::vector<std::string> names;
    if (numbers.empty())
        return names;
    for (const std::string &number : split(numbers, ' '))
        names.push_back(columnName(oid, number));
    return names;
}

std::string Inspection::definition(Cells &cells)
{
    torn = torn || cells.isNull();
    return cells.text();
}

void Inspection::note(std::string code, std::string message, std::string hint)
{
    notes.push_back({Severity::Warning, std::move(code), std::move(message), std::move(hint), {}});
}

void Inspection::noteNotModelled(const std::string &what)
{
    note("not-modelled", what + " is not modelled yet: it is neither compared nor planned");
}

std::string address(char catalog, const std::string &oid, const std::string &column)
{
    return catalog + oid + '.' + column;
}

std::string letterOf(std::string_view catalogOid)
{
    constexpr std::pair<char, std::string_view> catalogs[] = {
        {'c', "class"},           {'k', "constraint"},     {'t', "type"},            {'n', "namespace"},
        {'d', "attrdef"},         {'r', "rewrite"},        {'p', "proc"},            {'x', "extension"},
        {'y', "policy"},          {'l', "collation"},      {'1', "ts_parser"},       {'2', "ts_template"},
        {'3', "ts_dict"},         {'4', "ts_config"},      {'o', "operator"},        {'f', "opfamily"},
        {'q', "opclass"},         {'a', "cast"},           {'v', "conversion"},      {'g', "language"},
        {'m', "transform"},       {'h', "am"},             {'w', "foreign_data_wrapper"}, {'s', "foreign_server"},
        {'u', "user_mapping"},    {'b', "publication"},    {'B', "publication_rel"}, {'S', "subscription"},
        {'A', "amop"},            {'P', "amproc"},         {'T', "trigger"},         {'E', "event_trigger"},
        {'X', "statistic_ext"}};
    std::string sql = "CASE " + std::string(catalogOid);
    for (const auto &[letter, name] : catalogs)
        sql += std::string(" WHEN 'pg_catalog.pg_") + std::string(name) + "'::pg_catalog.regclass THEN '" + letter + '\'';
    return sql + " END";
}

std::string withoutOuterParentheses(std::string expression)
{
    if (!expression.starts_with('(') || !expression.ends_with(')'))
        return expression;
    int depth = 0;
    char quote = 0;
    for (std::size_t i = 0; i + 1 < expression.size(); ++i) {
        const char c = expression[i];
        if (quote) {
            quote = c == quote ? char(0) : quote;
            continue;
        }
        if (c == '\'' || c == '"')
            quote = c;
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        if (depth == 0)
            return expression;
    }
    // Those of a query that stands for a value are its own.
    const std::string inner = expression.substr(1, expression.size() - 2);
    const std::string_view start = trimmed(inner);
    return start.starts_with("SELECT ") || start.starts_with("WITH ") || start.starts_with("VALUES ") ? expression : inner;
}

std::string isNoMember(std::string_view systemCatalog, std::string_view oid)
{
    // The referenced class has an index of its own: extensions have few rows there, whatever the statistics say.
    return withoutDependency(systemCatalog, oid, "e.deptype = 'e' AND e.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass");
}

std::string isOwn(std::string_view systemCatalog, std::string_view oid)
{
    return withoutDependency(systemCatalog, oid, "e.deptype IN ('e', 'i')");
}

std::string generatedName(std::string table, std::string column, std::string_view label)
{
    const std::size_t extra = label.size() + 1 + (column.empty() ? 0 : 1);
    std::size_t tableBytes = table.size();
    std::size_t columnBytes = column.size();
    while (tableBytes + columnBytes + extra > longestIdentifier)
        --(tableBytes > columnBytes ? tableBytes : columnBytes);
    table = cutUtf8(table, tableBytes);
    column = cutUtf8(column, columnBytes);
    return table + (column.empty() ? "" : "_" + column) + '_' + std::string(label);
}

std::string withoutSemicolon(std::string definition)
{
    while (!definition.empty() && std::string_view("; \n\r\t").find(definition.back()) != std::string_view::npos)
        definition.pop_back();
    while (!definition.empty() && definition.front() == ' ')
        definition.erase(0, 1);
    return definition;
}

} // namespace kilter::postgresql
