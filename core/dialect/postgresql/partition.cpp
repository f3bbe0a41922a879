#include "core/dialect/postgresql/partition.h"

#include "core/base/text.h"
#include "core/dialect/postgresql/constant.h"
#include "core/dialect/postgresql/parse.h"
#include "core/dialect/postgresql/quote.h"
#include "core/dialect/postgresql/types.h"

namespace kilter::postgresql {
namespace {

std::string strategyWord(const std::string &strategy)
{
    for (const std::string_view word : {"range", "list", "hash"}) {
        if (equalsIgnoringCase(strategy, word) ||
            equalsIgnoringCase(strategy, "PARTITION_STRATEGY_" + std::string(word)))
            return word == "range" ? "RANGE" : word == "list" ? "LIST" : "HASH";
    }
    return {};
}

std::optional<Json> partitionSpec(const std::string &partitionBy)
{
    const auto statement = parsedStatement("CREATE TABLE t () PARTITION BY " + partitionBy + '\n');
    const Json *spec = statement ? member(&*statement, {"CreateStmt", "partspec"}) : nullptr;
    return spec ? std::optional(*spec) : std::nullopt;
}

/// Columns of a key; none where one of its parts is an expression.
std::optional<std::vector<std::string>> keyColumns(const std::string &partitionBy)
{
    const auto spec = partitionSpec(partitionBy);
    const Json *parts = spec ? spec->find("partParams") : nullptr;
    if (!parts)
        return std::nullopt;
    std::vector<std::string> names;
    for (const Json &part : parts->items) {
        const Json *name = member(&part, {"PartitionElem", "name"});
        if (!name)
            return std::nullopt;
        names.push_back(name->text);
    }
    return names;
}

std::optional<std::string> numberOfConstant(const Json &constant, std::string_view source)
{
    const Json *location = constant.find("location");
    const std::string_view rest = source.substr(std::size_t(location ? location->integer() : 0));
    const auto end = rest.find_first_of(",) \n\t");
    return std::string(rest.substr(0, end));
}

std::optional<std::string> datumText(const Json &datum, const std::string &type, const ExpressionScope &scope,
                                     std::string_view source)
{
    const auto names = stringsOf(member(&datum, {"ColumnRef", "fields"}));
    if (names.size() == 1 && (names.front() == "minvalue" || names.front() == "maxvalue"))
        return names.front() == "minvalue" ? "MINVALUE" : "MAXVALUE";
    const Json *constant = member(&datum, {"A_Const"});
    if (!constant)
        return std::nullopt;
    if (constant->find("isnull"))
        return "NULL";
    if (const Json *text = constant->find("sval")) {
        const Json *value = text->find("sval");
        return boundText(value ? value->text : std::string(), type, scope.catalog);
    }
    if (constant->find("boolval")) {
        const Json *value = member(constant, {"boolval", "boolval"});
        return type == "boolean" ? std::optional<std::string>(value && value->boolean ? "true" : "false")
                                 : std::nullopt;
    }
    const auto number = numberText(numberOfConstant(*constant, source).value_or(""));
    return number ? boundText(number->value, type, scope.catalog) : std::nullopt;
}

/// "(a, b)" for a list of values, each with its column's type.
std::optional<std::string> datumList(const Json *data, const std::vector<std::string> &types,
                                     const ExpressionScope &scope, std::string_view source)
{
    if (!data || types.empty())
        return std::nullopt;
    std::string text = "(";
    for (std::size_t i = 0; i < data->items.size(); ++i) {
        const auto one = datumText(data->items[i], types[std::min(i, types.size() - 1)], scope, source);
        if (!one)
            return std::nullopt;
        text += (i == 0 ? "" : ", ") + *one;
    }
    return text + ')';
}

std::string numberOr0(const Json *number)
{
    return number ? number->text : "0";
}

} // namespace

std::optional<std::string> canonicalPartitionKey(const std::string &partitionBy, const ExpressionScope &scope)
{
    const auto spec = partitionSpec(partitionBy);
    const Json *strategy = spec ? spec->find("strategy") : nullptr;
    const Json *parts = spec ? spec->find("partParams") : nullptr;
    const std::string word = strategy ? strategyWord(strategy->text) : std::string();
    if (!parts || word.empty())
        return std::nullopt;
    std::string text;
    for (const Json &part : parts->items) {
        const Json *element = member(&part, {"PartitionElem"});
        const Json *name = element ? element->find("name") : nullptr;
        if (!name || element->find("collation") || element->find("opclass"))
            return std::nullopt;
        if (!scope.catalog.find(columnRef(scope.table.schema, scope.table.name, name->text)))
            return std::nullopt;
        text += (text.empty() ? "" : ", ") + quoted(name->text);
    }
    return word + " (" + text + ')';
}

std::optional<std::string> canonicalPartitionBound(const std::string &bound, const std::string &parentKey,
                                                   const ExpressionScope &parent)
{
    const std::string source = "CREATE TABLE t PARTITION OF p " + bound + '\n';
    const auto statement = parsedStatement(source);
    const Json *spec = statement ? member(&*statement, {"CreateStmt", "partbound"}) : nullptr;
    const auto columns = keyColumns(parentKey);
    if (!spec)
        return std::nullopt;
    if (spec->find("is_default"))
        return "DEFAULT";
    const Json *strategy = spec->find("strategy");
    const std::string letter = strategy ? strategy->text : std::string();
    if (letter == "h")
        return "FOR VALUES WITH (modulus " + numberOr0(spec->find("modulus")) + ", remainder " +
               numberOr0(spec->find("remainder")) + ')';
    if (!columns)
        return std::nullopt;
    std::vector<std::string> types;
    for (const std::string &name : *columns) {
        const Object *column = parent.catalog.find(columnRef(parent.table.schema, parent.table.name, name));
        if (!column)
            return std::nullopt;
        types.push_back(baseType(column->as<Column>().type));
    }
    if (letter == "l") {
        const auto values = datumList(spec->find("listdatums"), types, parent, source);
        return values ? std::optional("FOR VALUES IN " + *values) : std::nullopt;
    }
    const auto lower = datumList(spec->find("lowerdatums"), types, parent, source);
    const auto upper = datumList(spec->find("upperdatums"), types, parent, source);
    return lower && upper ? std::optional("FOR VALUES FROM " + *lower + " TO " + *upper) : std::nullopt;
}

} // namespace kilter::postgresql
