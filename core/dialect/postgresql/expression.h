#pragma once
#include "core/base/json.h"
#include "core/catalog/catalog.h"

#include <optional>
#include <string>

namespace kilter::postgresql {

/// An expression as the server would print it after storing it, and the base type of its value.
struct Term
{
    std::string text;
    std::string type;  ///< empty: a string literal or NULL whose type is not decided yet
    std::string value; ///< of such a literal
    bool isNull = false;
    bool isColumn = false; ///< nothing but a column's name
};

/// Where an expression stands: its names are columns of this table.
struct ExpressionScope
{
    const Catalog &catalog;
    ObjectRef table;
};

/// Prints expressions in the server's words (its ruleutils, without pretty-printing): operators in parentheses,
/// implicit casts inside operators and calls made visible, IN as = ANY (ARRAY[…]). Works on the parse tree and gives
/// nothing where types, casts or spelling are not certain: then the expression is left as it is.
class ExpressionPrinter
{
public:
    /// `source` is the text that was parsed: libpg_query's JSON loses the value of zero and of negative integers, which
    /// is read there.
    ExpressionPrinter(const ExpressionScope &scope, std::string_view source) : m_scope(scope), m_source(source) {}

    std::optional<Term> term(const Json &node) const;
    /// The term as a value of the type: literals decided, a visible cast where the types differ.
    std::optional<Term> coerced(const Term &term, const std::string &type) const;

private:
    using Maybe = std::optional<Term>;
    Maybe column(const Json &reference) const;
    Maybe constant(const Json &constant) const;
    Maybe operation(const Json &expression) const;
    Maybe binary(const std::string &name, const Term &left, const Term &right) const;
    Maybe comparison(const std::string &name, const Term &left, const Term &right) const;
    Maybe arithmetic(const std::string &name, const Term &left, const Term &right) const;
    Maybe matching(const std::string &name, const Term &left, const Term &right) const;
    Maybe jsonOperation(const std::string &name, const Term &left, const Term &right) const;
    Maybe unary(const std::string &name, const Term &operand) const;
    Maybe inList(const std::string &name, const Term &left, const Json &list) const;
    Maybe anyOf(const std::string &name, const Term &left, const Json &array, std::string_view word) const;
    Maybe between(const std::string &kind, const Term &left, const Json &bounds) const;
    Maybe distinct(const std::string &kind, const Term &left, const Term &right) const;
    Maybe logical(const Json &expression) const;
    Maybe test(const Json &expression, std::string_view member) const;
    Maybe call(const Json &call) const;
    Maybe coalesce(const Json &expression) const;
    Maybe cast(const Json &cast) const;
    Maybe array(const Json &array) const;
    Maybe collated(const Json &clause) const;
    Maybe valueFunction(const Json &function) const;
    std::optional<std::pair<Term, Term>> aligned(const Term &left, const Term &right) const;
    std::optional<std::vector<Term>> terms(const Json *list) const;

    const ExpressionScope &m_scope;
    std::string_view m_source;
};

/// An expression as the server prints it, with its type; none where that is not certain.
std::optional<Term> canonicalExpression(const std::string &expression, const ExpressionScope &scope);

/// The same for a default of a column of that canonical type: none inside the pair's optional where the server stores
/// none (NULL).
struct CanonicalDefault
{
    std::optional<std::string> text;
};
std::optional<CanonicalDefault> canonicalDefault(const std::string &expression, const std::string &columnType,
                                                 const ExpressionScope &scope);

} // namespace kilter::postgresql
