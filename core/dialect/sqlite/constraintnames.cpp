#include "core/dialect/sqlite/constraintnames.h"

#include "core/base/identifier.h"
#include "core/base/text.h"

#include <set>

namespace kilter::sqlite {
namespace {

std::string unfitted(std::string_view table, const NamedConstraint &constraint)
{
    const std::string name(table);
    switch (constraint.kind) {
    case Kind::PrimaryKey:
        return name + "_pkey";
    case Kind::Unique:
        return name + '_' + joined(constraint.columns, "_") + "_key";
    case Kind::ForeignKey:
        return name + '_' + joined(constraint.columns, "_") + "_fkey";
    default:
        return name + (constraint.column.empty() ? "" : '_' + constraint.column) + "_check";
    }
}

/// The base with a number behind it, where there is one.
std::string numbered(const std::string &base, int number)
{
    return fittedIdentifier(number == 0 ? base : base + std::to_string(number));
}

} // namespace

std::string defaultName(std::string_view table, const NamedConstraint &constraint)
{
    return fittedIdentifier(unfitted(table, constraint));
}

std::optional<int> defaultNumber(std::string_view table, const NamedConstraint &constraint, std::string_view name, int highest)
{
    const std::string base = unfitted(table, constraint);
    for (int number = 0; number <= highest; ++number) {
        if (numbered(base, number) == name)
            return number;
    }
    return std::nullopt;
}

std::vector<std::string> constraintNames(std::string_view table, const std::vector<NamedConstraint> &constraints)
{
    std::set<std::pair<Kind, std::string>> taken;
    std::vector<std::string> names(constraints.size());
    const auto place = [&](std::size_t i, const std::string &base) {
        std::string name = fittedIdentifier(base);
        for (int number = 1; !taken.emplace(constraints[i].kind, name).second; ++number)
            name = numbered(base, number);
        names[i] = std::move(name);
    };
    for (std::size_t i = 0; i < constraints.size(); ++i) {
        if (!constraints[i].name.empty() && taken.emplace(constraints[i].kind, constraints[i].name).second)
            names[i] = constraints[i].name;
    }
    for (std::size_t i = 0; i < constraints.size(); ++i) {
        if (names[i].empty())
            place(i, constraints[i].name.empty() ? unfitted(table, constraints[i]) : constraints[i].name);
    }
    return names;
}

} // namespace kilter::sqlite
