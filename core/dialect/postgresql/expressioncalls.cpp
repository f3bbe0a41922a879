#include "core/base/text.h"
#include "core/dialect/postgresql/constant.h"
#include "core/dialect/postgresql/expression.h"
#include "core/dialect/postgresql/parse.h"
#include "core/dialect/postgresql/quote.h"
#include "core/dialect/postgresql/types.h"

#include <algorithm>

/// Calls of functions of pg_catalog whose resolution is certain. What is not listed here is left as it was written.
namespace kilter::postgresql {
namespace {

/// A function by its name and the types its arguments are coerced to.
struct Function
{
    std::string_view name;
    std::string_view arguments; ///< separated by '|'; "array": any array, kept; "any": kept
    std::string_view result;
};

constexpr std::string_view timestamptz = "timestamp with time zone";

constexpr Function functions[] = {
    {"now", "", timestamptz},
    {"clock_timestamp", "", timestamptz},
    {"statement_timestamp", "", timestamptz},
    {"transaction_timestamp", "", timestamptz},
    {"gen_random_uuid", "", "uuid"},
    {"uuidv4", "", "uuid"},
    {"uuidv7", "", "uuid"},
    {"random", "", "double precision"},
    {"length", "text", "integer"},
    {"char_length", "text", "integer"},
    {"character_length", "text", "integer"},
    {"octet_length", "text", "integer"},
    {"length", "bpchar", "integer"},
    {"char_length", "bpchar", "integer"},
    {"character_length", "bpchar", "integer"},
    {"octet_length", "bpchar", "integer"},
    {"length", "bytea", "integer"},
    {"octet_length", "bytea", "integer"},
    {"lower", "text", "text"},
    {"upper", "text", "text"},
    {"initcap", "text", "text"},
    {"btrim", "text", "text"},
    {"ltrim", "text", "text"},
    {"rtrim", "text", "text"},
    {"btrim", "text|text", "text"},
    {"reverse", "text", "text"},
    {"md5", "text", "text"},
    {"starts_with", "text|text", "boolean"},
    {"cardinality", "array", "integer"},
    {"array_length", "array|integer", "integer"},
    {"jsonb_typeof", "jsonb", "text"},
    {"json_typeof", "json", "text"},
    {"jsonb_array_length", "jsonb", "integer"},
    {"json_array_length", "json", "integer"},
    {"abs", "smallint", "smallint"},
    {"abs", "integer", "integer"},
    {"abs", "bigint", "bigint"},
    {"abs", "numeric", "numeric"},
    {"abs", "double precision", "double precision"},
    {"round", "numeric", "numeric"},
    {"round", "numeric|integer", "numeric"},
    {"floor", "numeric", "numeric"},
    {"ceil", "numeric", "numeric"},
    {"trunc", "numeric", "numeric"},
};

/// Whether an argument fits without a doubt: the type itself, a literal where only one function of the name is left,
/// varchar as text.
bool fits(const Term &argument, std::string_view wanted)
{
    if (wanted == "array")
        return isArrayType(argument.type);
    if (argument.type.empty())
        return !argument.isNull && wanted == "text";
    return argument.type == wanted || (wanted == "text" && argument.type == "character varying");
}

std::vector<std::string> typesOf(std::string_view arguments)
{
    return arguments.empty() ? std::vector<std::string>() : split(arguments, '|');
}

const Function *functionOf(const std::string &name, const std::vector<Term> &arguments)
{
    for (const Function &function : functions) {
        const auto types = typesOf(function.arguments);
        if (function.name == name && types.size() == arguments.size() &&
            std::equal(types.begin(), types.end(), arguments.begin(),
                       [](const auto &type, const Term &argument) { return fits(argument, type); }))
            return &function;
    }
    return nullptr;
}

/// nextval('seq'): the sequence qualified, where the catalog knows which it is.
std::optional<std::string> nextvalText(const Term &argument, const ExpressionScope &scope)
{
    if (!argument.type.empty() && argument.type != "regclass")
        return std::nullopt;
    const auto statement = parsedStatement("SELECT 1 FROM " + argument.value);
    const Json *from = statement ? member(&*statement, {"SelectStmt", "fromClause"}) : nullptr;
    const Json *range = from && from->items.size() == 1 ? member(&from->items.front(), {"RangeVar"}) : nullptr;
    const Json *name = range ? range->find("relname") : nullptr;
    if (!name)
        return std::nullopt;
    std::string schema = range->find("schemaname") ? range->find("schemaname")->text : std::string();
    if (schema.empty()) {
        const Object *found = nullptr;
        for (const Object &sequence : scope.catalog.all(Kind::Sequence)) {
            if (sequence.ref.name == name->text && (!found || sequence.ref.schema == scope.table.schema))
                found = &sequence;
        }
        if (!found)
            return std::nullopt;
        schema = found->ref.schema;
    }
    return "nextval(" + plainLiteral(quoted(schema) + '.' + quoted(name->text)) + "::regclass)";
}

std::string callText(const std::string &name, const std::vector<std::string> &arguments)
{
    return quoted(name) + '(' + joined(arguments, ", ") + ')';
}

bool isPlainCall(const Json &call)
{
    constexpr std::string_view known[] = {"funcname", "args", "funcformat", "location"};
    const bool onlyThese = std::all_of(call.members.begin(), call.members.end(), [&](const JsonMember &one) {
        return std::find(std::begin(known), std::end(known), one.key) != std::end(known);
    });
    const Json *format = call.find("funcformat");
    return onlyThese && (!format || format->text == "COERCE_EXPLICIT_CALL");
}

} // namespace

std::optional<Term> ExpressionPrinter::call(const Json &call) const
{
    std::vector<std::string> names = stringsOf(call.find("funcname"));
    if (names.size() == 2 && names.front() == "pg_catalog")
        names.erase(names.begin());
    const auto arguments = terms(call.find("args"));
    if (names.size() != 1 || !arguments || !isPlainCall(call))
        return std::nullopt;
    const std::string &name = names.front();
    if (name == "nextval" && arguments->size() == 1) {
        const auto text = nextvalText(arguments->front(), m_scope);
        return text ? Maybe(Term{*text, "bigint", {}, false, false}) : std::nullopt;
    }
    std::vector<std::string> texts;
    if (name == "num_nonnulls" || name == "num_nulls") {
        for (const Term &argument : *arguments) {
            if (argument.type.empty())
                return std::nullopt;
            texts.push_back(argument.text);
        }
        return Term{callText(name, texts), "integer", {}, false, false};
    }
    if (name == "mod" && arguments->size() == 2) {
        const auto remainder = arithmetic("%", (*arguments)[0], (*arguments)[1]);
        if (!remainder)
            return std::nullopt;
        for (const Term &argument : *arguments) {
            const auto one = coerced(argument, remainder->type);
            texts.push_back(one ? one->text : std::string());
        }
        return Term{callText(name, texts), remainder->type, {}, false, false};
    }
    const Function *function = functionOf(name, *arguments);
    if (!function)
        return std::nullopt;
    const auto types = typesOf(function->arguments);
    for (std::size_t i = 0; i < types.size(); ++i) {
        const auto one = types[i] == "array" ? Maybe((*arguments)[i]) : coerced((*arguments)[i], types[i]);
        if (!one)
            return std::nullopt;
        texts.push_back(one->text);
    }
    return Term{callText(name, texts), std::string(function->result), {}, false, false};
}

} // namespace kilter::postgresql
