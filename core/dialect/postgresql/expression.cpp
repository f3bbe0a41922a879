#include "core/dialect/postgresql/expression.h"

#include "core/base/text.h"
#include "core/dialect/postgresql/constant.h"
#include "core/dialect/postgresql/parse.h"
#include "core/dialect/postgresql/quote.h"
#include "core/dialect/postgresql/scan.h"
#include "core/dialect/postgresql/types.h"

#include <algorithm>

namespace kilter::postgresql {
namespace {

Term ofType(std::string text, std::string type)
{
    Term term;
    term.text = std::move(text);
    term.type = std::move(type);
    return term;
}

/// An integer constant that libpg_query's JSON does not hold: zero, or negative and read from the source.
std::string integerAt(std::string_view source, std::size_t location)
{
    Scanner scanner(source, location);
    std::string digits;
    while (const auto token = scanner.next()) {
        const std::string_view text = source.substr(token->begin, token->end - token->begin);
        if (text == "-" && digits.empty())
            digits = "-";
        else if (token->kind == TokenKind::Number)
            return digits + std::string(text);
        else if (token->kind != TokenKind::Blank && token->kind != TokenKind::Comment)
            break;
    }
    return {};
}

std::string textOf(const Json *value)
{
    return value ? value->text : std::string();
}

} // namespace

std::optional<Term> ExpressionPrinter::term(const Json &node) const
{
    if (!node.isObject() || node.members.size() != 1)
        return std::nullopt;
    const std::string &kind = node.members.front().key;
    const Json &body = node.members.front().value;
    if (kind == "ColumnRef")
        return column(body);
    if (kind == "A_Const")
        return constant(body);
    if (kind == "A_Expr")
        return operation(body);
    if (kind == "BoolExpr")
        return logical(body);
    if (kind == "NullTest")
        return test(body, "nulltesttype");
    if (kind == "BooleanTest")
        return test(body, "booltesttype");
    if (kind == "FuncCall")
        return call(body);
    if (kind == "CoalesceExpr")
        return coalesce(body);
    if (kind == "TypeCast")
        return cast(body);
    if (kind == "A_ArrayExpr")
        return array(body);
    if (kind == "CollateClause")
        return collated(body);
    if (kind == "SQLValueFunction")
        return valueFunction(body);
    return std::nullopt;
}

std::optional<Term> ExpressionPrinter::coerced(const Term &term, const std::string &type) const
{
    if (term.type == type)
        return term;
    if (!term.type.empty())
        return ofType('(' + term.text + ")::" + type, type);
    if (term.isNull)
        return ofType("NULL::" + type, type);
    const auto text = constantText(term.value, type, m_scope.catalog);
    return text ? Maybe(ofType(*text, type)) : std::nullopt;
}

std::optional<Term> ExpressionPrinter::column(const Json &reference) const
{
    const std::vector<std::string> names = stringsOf(reference.find("fields"));
    if (names.empty() || names.size() != reference.find("fields")->items.size())
        return std::nullopt;
    if (names.size() > 1 && names[names.size() - 2] != m_scope.table.name)
        return std::nullopt;
    const Object *object = m_scope.catalog.find(columnRef(m_scope.table.schema, m_scope.table.name, names.back()));
    if (!object)
        return std::nullopt;
    Term term = ofType(quoted(names.back()), baseType(object->as<Column>().type));
    term.isColumn = true;
    return term;
}

std::optional<Term> ExpressionPrinter::constant(const Json &constant) const
{
    Term literal;
    if (constant.find("isnull")) {
        literal.isNull = true;
        return literal;
    }
    if (const Json *text = constant.find("sval")) {
        literal.value = textOf(text->find("sval"));
        return literal;
    }
    if (const Json *boolean = constant.find("boolval"))
        return ofType(boolean->find("boolval") && boolean->find("boolval")->boolean ? "true" : "false", "boolean");
    std::string written;
    if (const Json *decimal = constant.find("fval")) {
        written = textOf(decimal->find("fval"));
    } else if (const Json *whole = constant.find("ival")) {
        const Json *location = constant.find("location");
        written = whole->find("ival") ? textOf(whole->find("ival"))
                                      : integerAt(m_source, std::size_t(location ? location->integer() : 0));
    }
    const auto number = numberText(written);
    if (!number)
        return std::nullopt;
    Term term = ofType(number->text, number->type);
    term.value = number->value;
    return term;
}

std::optional<std::vector<Term>> ExpressionPrinter::terms(const Json *list) const
{
    std::vector<Term> result;
    if (!list)
        return result;
    for (const Json &item : list->items) {
        auto one = term(item);
        if (!one)
            return std::nullopt;
        result.push_back(std::move(*one));
    }
    return result;
}

std::optional<Term> ExpressionPrinter::logical(const Json &expression) const
{
    const auto arguments = terms(expression.find("args"));
    const std::string kind = textOf(expression.find("boolop"));
    if (!arguments || arguments->empty())
        return std::nullopt;
    std::string text;
    for (const Term &argument : *arguments) {
        if (argument.type != "boolean")
            return std::nullopt;
        text += (text.empty() ? "" : kind == "AND_EXPR" ? " AND " : " OR ") + argument.text;
    }
    return ofType(kind == "NOT_EXPR" ? "(NOT " + text + ')' : '(' + text + ')', "boolean");
}

std::optional<Term> ExpressionPrinter::test(const Json &expression, std::string_view member) const
{
    const Json *argument = expression.find("arg");
    const auto tested = argument ? term(*argument) : std::nullopt;
    if (!tested || tested->type.empty() || (member == "booltesttype" && tested->type != "boolean"))
        return std::nullopt;
    return ofType('(' + tested->text + ' ' + replaced(textOf(expression.find(member)), "_", " ") + ')', "boolean");
}

std::optional<Term> ExpressionPrinter::coalesce(const Json &expression) const
{
    const auto arguments = terms(expression.find("args"));
    if (!arguments)
        return std::nullopt;
    std::string type;
    for (const Term &argument : *arguments) {
        if (!type.empty() && !argument.type.empty() && argument.type != type)
            return std::nullopt;
        if (!argument.type.empty())
            type = argument.type;
    }
    if (type.empty())
        type = "text";
    std::string text;
    for (const Term &argument : *arguments) {
        const auto one = coerced(argument, type);
        if (!one)
            return std::nullopt;
        text += (text.empty() ? "" : ", ") + one->text;
    }
    return ofType("COALESCE(" + text + ')', type);
}

std::optional<Term> ExpressionPrinter::array(const Json &array) const
{
    const auto elements = terms(array.find("elements"));
    if (!elements || elements->empty())
        return std::nullopt;
    std::string type;
    for (const Term &element : *elements) {
        if (element.isNull || isArrayType(element.type) ||
            (!type.empty() && !element.type.empty() && element.type != type))
            return std::nullopt;
        if (!element.type.empty())
            type = element.type;
    }
    if (type.empty())
        type = "text";
    std::string text;
    for (const Term &element : *elements) {
        const auto one = coerced(element, type);
        if (!one)
            return std::nullopt;
        text += (text.empty() ? "" : ", ") + one->text;
    }
    return ofType("ARRAY[" + text + ']', type + "[]");
}

std::optional<Term> ExpressionPrinter::cast(const Json &cast) const
{
    const Json *typeName = cast.find("typeName");
    const Json *argument = cast.find("arg");
    const auto type = typeName ? typeOfNode(*typeName, m_scope.catalog, m_scope.table.schema) : std::nullopt;
    if (!type || !argument)
        return std::nullopt;
    if (const Json *list = member(argument, {"A_ArrayExpr"})) {
        const Json *elements = list->find("elements");
        const bool isEmpty = !elements || elements->items.empty();
        if (isEmpty && isArrayType(*type) && !hasModifiers(*type))
            return ofType("ARRAY[]::" + *type, *type);
        const auto plain = array(*list);
        return plain && plain->type == *type ? plain : std::nullopt;
    }
    const auto inner = term(*argument);
    if (!inner)
        return std::nullopt;
    const std::string base = baseType(*type);
    if (inner->type.empty() && *type == "regclass")
        return Term{plainLiteral(inner->value) + "::regclass", "regclass", inner->value, false, false};
    if (!hasModifiers(*type))
        return coerced(*inner, base);
    if (inner->type.empty() && !inner->isNull && (base == "character varying" || base == "bpchar"))
        return ofType(plainLiteral(inner->value) + "::" + *type, base);
    return std::nullopt;
}

std::optional<Term> ExpressionPrinter::collated(const Json &clause) const
{
    const Json *argument = clause.find("arg");
    auto inner = argument ? term(*argument) : std::nullopt;
    std::vector<std::string> names = stringsOf(clause.find("collname"));
    if (names.size() == 2 && names.front() == "pg_catalog")
        names.erase(names.begin());
    constexpr std::string_view known[] = {"C", "POSIX", "default", "ucs_basic"};
    if (!inner || names.size() != 1 || std::find(std::begin(known), std::end(known), names.front()) == std::end(known))
        return std::nullopt;
    if (inner->type.empty())
        inner = coerced(*inner, "text");
    if (!inner)
        return std::nullopt;
    return ofType('(' + inner->text + " COLLATE " + quoted(names.front()) + ')', inner->type);
}

std::optional<Term> ExpressionPrinter::valueFunction(const Json &function) const
{
    struct ValueFunction
    {
        std::string_view op;
        std::string_view type;
    };
    constexpr ValueFunction known[] = {{"CURRENT_DATE", "date"},
                                       {"CURRENT_TIME", "time with time zone"},
                                       {"CURRENT_TIMESTAMP", "timestamp with time zone"},
                                       {"LOCALTIME", "time without time zone"},
                                       {"LOCALTIMESTAMP", "timestamp without time zone"},
                                       {"CURRENT_ROLE", "name"},
                                       {"CURRENT_USER", "name"},
                                       {"USER", "name"},
                                       {"SESSION_USER", "name"},
                                       {"CURRENT_CATALOG", "name"},
                                       {"CURRENT_SCHEMA", "name"}};
    std::string op = textOf(function.find("op"));
    if (!op.starts_with("SVFOP_"))
        return std::nullopt;
    op.erase(0, 6);
    std::string precision;
    if (op.ends_with("_N")) {
        op.resize(op.size() - 2);
        const Json *digits = function.find("typmod");
        precision = '(' + (digits ? digits->text : "0") + ')';
    }
    for (const ValueFunction &one : known) {
        if (one.op == op)
            return ofType(op + precision, std::string(one.type));
    }
    return std::nullopt;
}

std::optional<Term> canonicalExpression(const std::string &expression, const ExpressionScope &scope)
{
    const std::string source = "SELECT (\n" + expression + "\n)";
    const auto statement = parsedStatement(source);
    const Json *select = statement ? member(&*statement, {"SelectStmt"}) : nullptr;
    const Json *targets = select ? select->find("targetList") : nullptr;
    // Exactly one expression and nothing behind it: the text must not have closed our parenthesis.
    if (!targets || targets->items.size() != 1 || select->members.size() != 3)
        return std::nullopt;
    const Json *target = member(&targets->items.front(), {"ResTarget"});
    const Json *value = target && !target->find("name") ? target->find("val") : nullptr;
    return value ? ExpressionPrinter(scope, source).term(*value) : std::nullopt;
}

std::optional<CanonicalDefault> canonicalDefault(const std::string &expression, const std::string &columnType,
                                                 const ExpressionScope &scope)
{
    const auto term = canonicalExpression(expression, scope);
    if (!term)
        return std::nullopt;
    const std::string base = baseType(columnType);
    if (term->isNull && !hasModifiers(columnType))
        return CanonicalDefault{};
    if (!term->type.empty())
        return CanonicalDefault{term->text};
    const auto coerced = ExpressionPrinter(scope, expression).coerced(*term, base);
    return coerced ? std::optional(CanonicalDefault{coerced->text}) : std::nullopt;
}

} // namespace kilter::postgresql
