#include "core/plan/postgresql/options.h"

#include "core/base/text.h"

#include <algorithm>

namespace kilter::postgresql {

std::vector<std::string> optionChanges(const std::vector<std::string> &from, const std::vector<std::string> &to)
{
    const auto nameOf = [](const std::string &option) { return option.substr(0, option.find('=')); };
    std::vector<std::string> set;
    std::vector<std::string> reset;
    for (const std::string &option : to) {
        if (std::find(from.begin(), from.end(), option) == from.end())
            set.push_back(option);
    }
    for (const std::string &option : from) {
        const auto same = [&](const std::string &other) { return nameOf(other) == nameOf(option); };
        if (std::none_of(to.begin(), to.end(), same))
            reset.push_back(nameOf(option));
    }
    std::vector<std::string> clauses;
    if (!set.empty())
        clauses.push_back("SET (" + joined(set, ", ") + ')');
    if (!reset.empty())
        clauses.push_back("RESET (" + joined(reset, ", ") + ')');
    return clauses;
}

} // namespace kilter::postgresql
