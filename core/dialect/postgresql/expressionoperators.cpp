#include "core/base/text.h"
#include "core/dialect/postgresql/expression.h"
#include "core/dialect/postgresql/parse.h"
#include "core/dialect/postgresql/types.h"

#include <algorithm>

/// Operators: how the server's parser chooses among them, for the types where that is certain (manual, 10.2).
namespace kilter::postgresql {
namespace {

bool isOneOf(std::string_view word, std::initializer_list<std::string_view> words)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool isInteger(const std::string &type)
{
    return isOneOf(type, {"smallint", "integer", "bigint"});
}

bool isFloat(const std::string &type)
{
    return type == "real" || type == "double precision";
}

bool isNumber(const std::string &type)
{
    return isInteger(type) || type == "numeric" || isFloat(type);
}

bool isText(const std::string &type)
{
    return type == "text" || type == "character varying";
}

bool isDateTime(const std::string &type)
{
    return isOneOf(type, {"date", "timestamp without time zone", "timestamp with time zone"});
}

/// Types that compare with themselves only, here.
bool comparesWithItself(const Catalog &catalog, const std::string &type)
{
    return isOneOf(type, {"boolean", "uuid", "jsonb", "bytea", "bpchar", "name", "time without time zone", "interval",
                          "inet", "oid"}) ||
           isDateTime(type) || isArrayType(type) || enumOfType(catalog, type);
}

int integerRank(const std::string &type)
{
    return type == "smallint" ? 0 : type == "integer" ? 1 : 2;
}

Term operatorTerm(const Term &left, std::string_view name, const Term &right, std::string type)
{
    return Term{'(' + left.text + ' ' + std::string(name) + ' ' + right.text + ')', std::move(type), {}, false, false};
}

const Json *operandOf(const Json &expression, std::string_view name)
{
    return expression.find(name);
}

} // namespace

std::optional<Term> ExpressionPrinter::operation(const Json &expression) const
{
    std::vector<std::string> names = stringsOf(expression.find("name"));
    if (names.size() == 2 && names.front() == "pg_catalog")
        names.erase(names.begin());
    const Json *kindNode = expression.find("kind");
    const Json *leftNode = operandOf(expression, "lexpr");
    const Json *rightNode = operandOf(expression, "rexpr");
    if (names.size() != 1 || !kindNode || !rightNode)
        return std::nullopt;
    const std::string &kind = kindNode->text;
    const std::string &name = names.front();
    if (!leftNode) {
        const auto operand = term(*rightNode);
        return operand && kind == "AEXPR_OP" ? unary(name, *operand) : std::nullopt;
    }
    const auto left = term(*leftNode);
    if (!left)
        return std::nullopt;
    if (kind == "AEXPR_IN")
        return inList(name, *left, *rightNode);
    if (kind == "AEXPR_OP_ANY")
        return anyOf(name, *left, *rightNode, "ANY");
    if (kind == "AEXPR_OP_ALL")
        return anyOf(name, *left, *rightNode, "ALL");
    if (kind == "AEXPR_BETWEEN" || kind == "AEXPR_NOT_BETWEEN")
        return between(kind, *left, *rightNode);
    const auto right = term(*rightNode);
    if (!right)
        return std::nullopt;
    if (kind == "AEXPR_DISTINCT" || kind == "AEXPR_NOT_DISTINCT")
        return distinct(kind, *left, *right);
    if (isOneOf(kind, {"AEXPR_OP", "AEXPR_LIKE", "AEXPR_ILIKE"}))
        return binary(name, *left, *right);
    return std::nullopt;
}

std::optional<Term> ExpressionPrinter::binary(const std::string &name, const Term &left, const Term &right) const
{
    if (left.isNull || right.isNull)
        return std::nullopt;
    if (isOneOf(name, {"=", "<>", "<", "<=", ">", ">="}))
        return comparison(name, left, right);
    if (name == "!=")
        return comparison("<>", left, right);
    if (isOneOf(name, {"~", "~*", "!~", "!~*", "~~", "~~*", "!~~", "!~~*"}))
        return matching(name, left, right);
    if (isOneOf(name, {"+", "-", "*", "/", "%"}))
        return arithmetic(name, left, right);
    if (name == "||") {
        const bool isTextual = (isText(left.type) || left.type.empty()) && (isText(right.type) || right.type.empty());
        const auto l = isTextual ? coerced(left, "text") : std::nullopt;
        const auto r = isTextual ? coerced(right, "text") : std::nullopt;
        return l && r ? Maybe(operatorTerm(*l, name, *r, "text")) : std::nullopt;
    }
    return jsonOperation(name, left, right);
}

/// Both operands as the comparison operator takes them.
std::optional<std::pair<Term, Term>> ExpressionPrinter::aligned(const Term &left, const Term &right) const
{
    const auto both = [&](const std::string &l, const std::string &r) -> std::optional<std::pair<Term, Term>> {
        const auto first = coerced(left, l);
        const auto second = coerced(right, r);
        return first && second ? std::optional(std::pair(*first, *second)) : std::nullopt;
    };
    if (left.type.empty() && right.type.empty())
        return both("text", "text");
    std::string l = left.type.empty() ? right.type : left.type;
    std::string r = right.type.empty() ? left.type : right.type;
    if (isText(l) && isText(r))
        return both("text", "text");
    if (isInteger(l) && isInteger(r))
        return both(l, r);
    if (isNumber(l) && isNumber(r)) {
        if (isFloat(l) || isFloat(r))
            return both(isFloat(l) ? l : "double precision", isFloat(r) ? r : "double precision");
        return both("numeric", "numeric");
    }
    if ((l == r && comparesWithItself(m_scope.catalog, l)) || (isDateTime(l) && isDateTime(r)))
        return both(l, r);
    return std::nullopt;
}

std::optional<Term> ExpressionPrinter::comparison(const std::string &name, const Term &left, const Term &right) const
{
    const auto operands = aligned(left, right);
    return operands ? Maybe(operatorTerm(operands->first, name, operands->second, "boolean")) : std::nullopt;
}

std::optional<Term> ExpressionPrinter::distinct(const std::string &kind, const Term &left, const Term &right) const
{
    if (left.isNull || right.isNull)
        return std::nullopt;
    auto compared = comparison("IS DISTINCT FROM", left, right);
    if (compared && kind == "AEXPR_NOT_DISTINCT")
        compared->text = "(NOT " + compared->text + ')';
    return compared;
}

std::optional<Term> ExpressionPrinter::matching(const std::string &name, const Term &left, const Term &right) const
{
    if (!isText(right.type) && !right.type.empty())
        return std::nullopt;
    if (!isText(left.type) && !left.type.empty() && left.type != "bpchar")
        return std::nullopt;
    const auto l = left.type == "bpchar" ? Maybe(left) : coerced(left, "text");
    const auto r = coerced(right, "text");
    return l && r ? Maybe(operatorTerm(*l, name, *r, "boolean")) : std::nullopt;
}

std::optional<Term> ExpressionPrinter::arithmetic(const std::string &name, const Term &left, const Term &right) const
{
    std::string l = left.type.empty() ? right.type : left.type;
    std::string r = right.type.empty() ? left.type : right.type;
    if (!isNumber(l) || !isNumber(r) || (name == "%" && (isFloat(l) || isFloat(r))))
        return std::nullopt;
    std::string result = l;
    if (isInteger(l) && isInteger(r)) {
        result = integerRank(l) >= integerRank(r) ? l : r;
        if (name == "%")
            l = r = result;
    } else if (isFloat(l) || isFloat(r)) {
        // A real beside another number: which of the mixed operators is taken is not certain here.
        if ((l == "real" || r == "real") && l != r)
            return std::nullopt;
        result = l == "real" ? l : "double precision";
        l = r = result;
    } else {
        l = r = result = "numeric";
    }
    const auto first = coerced(left, l);
    const auto second = coerced(right, r);
    return first && second ? Maybe(operatorTerm(*first, name, *second, result)) : std::nullopt;
}

std::optional<Term> ExpressionPrinter::jsonOperation(const std::string &name, const Term &left, const Term &right) const
{
    if (left.type != "jsonb" && !(left.type == "json" && isOneOf(name, {"->", "->>"})))
        return std::nullopt;
    if (isOneOf(name, {"@>", "<@"})) {
        const auto r = right.type.empty() || right.type == "jsonb" ? coerced(right, "jsonb") : std::nullopt;
        return r ? Maybe(operatorTerm(left, name, *r, "boolean")) : std::nullopt;
    }
    const bool isPath = isOneOf(name, {"->", "->>"});
    if (!isPath && name != "?")
        return std::nullopt;
    const std::string result = name == "?" ? "boolean" : name == "->>" ? "text" : left.type;
    if (isPath && right.type == "integer")
        return operatorTerm(left, name, right, result);
    const auto r = right.type.empty() || isText(right.type) ? coerced(right, "text") : std::nullopt;
    return r ? Maybe(operatorTerm(left, name, *r, result)) : std::nullopt;
}

std::optional<Term> ExpressionPrinter::unary(const std::string &name, const Term &operand) const
{
    if ((name != "-" && name != "+") || !isNumber(operand.type))
        return std::nullopt;
    return Term{'(' + name + ' ' + operand.text + ')', operand.type, {}, false, false};
}

/// transformAExprIn: one value is a plain comparison, several become an array of their common type.
std::optional<Term> ExpressionPrinter::inList(const std::string &name, const Term &left, const Json &list) const
{
    const auto values = terms(member(&list, {"List", "items"}));
    if (!values || values->empty() || left.type.empty())
        return std::nullopt;
    if (values->size() == 1)
        return comparison(name, left, values->front());
    std::string type = left.type;
    for (const Term &value : *values) {
        if (value.isNull || value.isColumn || (!value.type.empty() && value.value.empty() && value.type != left.type))
            return std::nullopt;
        if (value.type.empty() || value.type == type)
            continue;
        if (type == "real" || !isNumber(type) || !isNumber(value.type))
            return std::nullopt;
        if (isInteger(type) && isInteger(value.type))
            type = integerRank(type) >= integerRank(value.type) ? type : value.type;
        else if (isFloat(type) || isFloat(value.type))
            type = "double precision";
        else
            type = "numeric";
    }
    std::string elements;
    for (const Term &value : *values) {
        const auto one = coerced(value, type);
        if (!one)
            return std::nullopt;
        elements += (elements.empty() ? "" : ", ") + one->text;
    }
    Term array{"ARRAY[" + elements + ']', type, {}, false, false};
    Maybe subject = isInteger(left.type) && isInteger(type) ? Maybe(left) : coerced(left, type);
    if (type == "character varying") {
        array.text = '(' + array.text + ")::text[]";
        subject = coerced(left, "text");
    } else if (!isNumber(type) && type != "text" && !comparesWithItself(m_scope.catalog, type)) {
        return std::nullopt;
    }
    if (!subject)
        return std::nullopt;
    const std::string words = name == "=" ? " = ANY (" : " <> ALL (";
    return Term{'(' + subject->text + words + array.text + "))", "boolean", {}, false, false};
}

std::optional<Term> ExpressionPrinter::anyOf(const std::string &name, const Term &left, const Json &array,
                                             std::string_view word) const
{
    const auto values = term(array);
    if (!values || !isArrayType(values->type) || left.isNull)
        return std::nullopt;
    const std::string element = values->type.substr(0, values->type.size() - 2);
    const bool isPlain = left.type.empty() || left.type == element || (isText(left.type) && element == "text");
    const bool isKnown = isOneOf(name, {"=", "<>", "<", "<=", ">", ">="}) ||
                         (isOneOf(name, {"~", "~~", "!~", "!~~"}) && element == "text");
    if (!isPlain || !isKnown || element == "character varying")
        return std::nullopt;
    const auto subject = coerced(left, element);
    if (!subject)
        return std::nullopt;
    return Term{'(' + subject->text + ' ' + name + ' ' + std::string(word) + " (" + values->text + "))",
                "boolean",
                {},
                false,
                false};
}

std::optional<Term> ExpressionPrinter::between(const std::string &kind, const Term &left, const Json &bounds) const
{
    const auto values = terms(member(&bounds, {"List", "items"}));
    if (!values || values->size() != 2)
        return std::nullopt;
    const bool isNot = kind == "AEXPR_NOT_BETWEEN";
    const auto lower = binary(isNot ? "<" : ">=", left, values->front());
    const auto upper = binary(isNot ? ">" : "<=", left, values->back());
    if (!lower || !upper)
        return std::nullopt;
    return operatorTerm(*lower, isNot ? "OR" : "AND", *upper, "boolean");
}

} // namespace kilter::postgresql
