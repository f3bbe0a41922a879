#include "core/catalog/fields.h"

#include "core/catalog/object.h"

namespace kilter {
namespace {

bool ownersDiffer(const Object &a, const Object &b)
{
    return !a.owner.empty() && !b.owner.empty() && a.owner != b.owner;
}

template<class T>
bool sameFields(const T &a, const T &b)
{
    bool same = true;
    forEachField<T>([&](const auto &field) {
        same = same && (field.use == FieldUse::Information || a.*field.member == b.*field.member);
    });
    return same;
}

} // namespace

bool sameContent(const Object &a, const Object &b)
{
    if (a.body.index() != b.body.index() || a.comment != b.comment || ownersDiffer(a, b))
        return false;
    return std::visit([&](const auto &body) { return sameFields(body, b.as<std::decay_t<decltype(body)>>()); }, a.body);
}

std::vector<FieldChange> changedFields(const Object &from, const Object &to)
{
    std::vector<FieldChange> changes;
    if (from.body.index() != to.body.index())
        return {{"kind", std::string(keyword(from.ref.kind)), std::string(keyword(to.ref.kind))}};
    std::visit(
        [&](const auto &before) {
            using T = std::decay_t<decltype(before)>;
            const T &after = to.as<T>();
            forEachField<T>([&](const auto &field) {
                if (field.use == FieldUse::Compared && !(before.*field.member == after.*field.member))
                    changes.push_back({std::string(field.name), valueText(before.*field.member), valueText(after.*field.member)});
            });
        },
        from.body);
    if (from.comment != to.comment)
        changes.push_back({"comment", from.comment, to.comment});
    if (ownersDiffer(from, to))
        changes.push_back({"owner", from.owner, to.owner});
    return changes;
}

std::vector<std::pair<std::string, std::string>> fieldTexts(const Object &object)
{
    std::vector<std::pair<std::string, std::string>> texts;
    std::visit(
        [&](const auto &body) {
            using T = std::decay_t<decltype(body)>;
            forEachField<T>([&](const auto &field) { texts.emplace_back(field.name, valueText(body.*field.member)); });
        },
        object.body);
    if (!object.comment.empty())
        texts.emplace_back("comment", object.comment);
    if (!object.owner.empty())
        texts.emplace_back("owner", object.owner);
    return texts;
}

} // namespace kilter
