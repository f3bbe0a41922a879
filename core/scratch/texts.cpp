#include "core/scratch/texts.h"

namespace kilter {

std::vector<std::string *> serverTexts(Object &object)
{
    std::vector<std::string *> texts;
    const auto add = [&](std::string &text) { texts.push_back(text.empty() ? nullptr : &text); };
    if (auto *table = std::get_if<Table>(&object.body)) {
        add(table->partitionBy);
        add(table->partitionBound);
    } else if (auto *column = std::get_if<Column>(&object.body)) {
        texts.push_back(column->defaultExpression ? &*column->defaultExpression : nullptr);
        add(column->generationExpression);
    } else if (auto *check = std::get_if<CheckConstraint>(&object.body)) {
        add(check->expression);
    } else if (auto *policy = std::get_if<Policy>(&object.body)) {
        add(policy->usingExpression);
        add(policy->checkExpression);
    } else if (auto *view = std::get_if<View>(&object.body)) {
        add(view->definition);
    } else if (auto *index = std::get_if<Index>(&object.body)) {
        add(index->where);
        for (IndexKey &key : index->keys)
            texts.push_back(key.isExpression ? &key.expression : nullptr);
    }
    return texts;
}

std::vector<const std::string *> serverTexts(const Object &object)
{
    const std::vector<std::string *> texts = serverTexts(const_cast<Object &>(object));
    return {texts.begin(), texts.end()};
}

bool sameTexts(const Object &a, const Object &b)
{
    const std::vector<const std::string *> ours = serverTexts(a);
    const std::vector<const std::string *> theirs = serverTexts(b);
    return std::equal(ours.begin(), ours.end(), theirs.begin(), theirs.end(),
                      [](const std::string *x, const std::string *y) { return x && y ? *x == *y : x == y; });
}

void copyTexts(const Object &a, Object &b)
{
    const std::vector<const std::string *> ours = serverTexts(a);
    const std::vector<std::string *> theirs = serverTexts(b);
    for (std::size_t i = 0; i < ours.size() && i < theirs.size(); ++i) {
        if (ours[i] && theirs[i])
            *theirs[i] = *ours[i];
    }
}

bool differOnlyInTexts(const Object &a, const Object &b)
{
    const std::vector<const std::string *> ours = serverTexts(a);
    Object same = b;
    const std::vector<std::string *> theirs = serverTexts(same);
    if (ours.size() != theirs.size())
        return false;
    for (std::size_t i = 0; i < ours.size(); ++i) {
        if ((ours[i] == nullptr) != (theirs[i] == nullptr))
            return false;
        if (ours[i])
            *theirs[i] = *ours[i];
    }
    return sameContent(a, same) && !sameContent(a, b);
}

} // namespace kilter
