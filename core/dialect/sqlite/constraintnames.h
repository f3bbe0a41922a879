#pragma once
#include "core/catalog/objectref.h"

#include <optional>
#include <string>
#include <vector>

/// Names for constraints that have none in the SQL: those that PostgreSQL would choose, so that a model means the same on both.
namespace kilter::sqlite {

/// What decides the name of one constraint.
struct NamedConstraint
{
    Kind kind = Kind::Check;
    std::vector<std::string> columns; ///< of a key
    std::string column;               ///< CHECK: the column it is written at; empty: at the table
    std::string name;                 ///< written; empty: to be chosen
};

/// <table>_pkey, <table>_<columns>_key, <table>_<columns>_fkey, <table>_check, <table>_<column>_check; before any number.
std::string defaultName(std::string_view table, const NamedConstraint &constraint);

/// The number behind the default name (0: none) by which the name is the constraint's default one; none: it is another name.
std::optional<int> defaultNumber(std::string_view table, const NamedConstraint &constraint, std::string_view name, int highest);

/// The name of each, in order. The chosen ones are numbered (…_key1) where the name is written or chosen before; a written name is kept
/// unless one of the same kind has it already.
std::vector<std::string> constraintNames(std::string_view table, const std::vector<NamedConstraint> &constraints);

} // namespace kilter::sqlite
