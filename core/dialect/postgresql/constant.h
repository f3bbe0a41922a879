#pragma once
#include "core/catalog/catalog.h"

#include <optional>
#include <string>

/// Constants as the server prints them in expressions (get_const_expr of its ruleutils).
namespace kilter::postgresql {

/// The text in plain quotes, as the server writes it with standard_conforming_strings on.
std::string plainLiteral(std::string_view text);

/// A string literal that was read as a value of a base type: 'x' as text is 'x'::text, '7' as integer is 7. None where
/// the value's printed form is not certain here, e.g. times that depend on the session's time zone.
std::optional<std::string> constantText(const std::string &value, const std::string &type, const Catalog &catalog);

/// The same without the cast behind it, as in partition bounds.
std::optional<std::string> boundText(const std::string &value, const std::string &type, const Catalog &catalog);

/// A number written without quotes, with its sign: its type (integer, bigint, numeric) and its text.
struct NumberText
{
    std::string type;
    std::string text;  ///< as printed in an expression
    std::string value; ///< the bare value
};
std::optional<NumberText> numberText(const std::string &written);

} // namespace kilter::postgresql
