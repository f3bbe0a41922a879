#include "core/catalog/fields.h"

#include "core/catalog/object.h"

#include <algorithm>

namespace kilter {
namespace {

bool ownersDiffer(const Object &a, const Object &b)
{
    return !a.owner.empty() && !b.owner.empty() && a.owner != b.owner;
}

template<class T>
bool bothKnowOther(const std::optional<std::vector<T>> &a, const std::optional<std::vector<T>> &b)
{
    return a && b && *a != *b;
}

/// "SELECT (column) to reader with grant option"
std::string grantText(const Grant &grant, std::string_view preposition)
{
    std::string text = grant.privilege + (grant.part.empty() ? "" : " (" + grant.part + ')') + ' ' + std::string(preposition) + ' '
                       + (grant.grantee.empty() ? "the owner" : grant.grantee);
    if (grant.grantable)
        text += " with grant option";
    return grant.grantor.empty() ? text : text + " by " + grant.grantor;
}

/// One change a privilege that comes or goes: "grant: SELECT to reader", "revoke: INSERT from the owner".
void compareGrants(const std::vector<Grant> &from, const std::vector<Grant> &to, std::vector<FieldChange> &changes)
{
    const auto lacks = [](const std::vector<Grant> &grants, const Grant &grant) {
        return !std::binary_search(grants.begin(), grants.end(), grant);
    };
    const auto add = [&](const Grant &grant, bool gives) {
        changes.push_back({gives ? "grant" : "revoke", {}, grantText(grant, gives ? "to" : "from")});
    };
    for (const Grant &grant : from) {
        if (lacks(to, grant))
            add(grant, grant.revoked);
    }
    for (const Grant &grant : to) {
        if (lacks(from, grant))
            add(grant, !grant.revoked);
    }
}

std::string labelsText(const std::vector<SecurityLabel> &labels)
{
    std::string text;
    for (const SecurityLabel &label : labels) {
        text += (text.empty() ? "" : ", ") + (label.part.empty() ? "" : label.part + ": ") + label.label + " (" + label.provider + ')';
    }
    return text;
}

/// Two values that are not the same although people may not see in what.
FieldChange fieldChange(std::string_view name, std::string from, std::string to)
{
    if (from == to)
        to += " (another secret)";
    return {std::string(name), std::move(from), std::move(to)};
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
    if (&a == &b)
        return true;
    if (a.body.index() != b.body.index() || a.comment != b.comment || ownersDiffer(a, b)
        || bothKnowOther(a.grants, b.grants) || bothKnowOther(a.labels, b.labels))
        return false;
    return std::visit([&](const auto &body) { return sameFields(body, b.as<std::decay_t<decltype(body)>>()); }, a.body);
}

bool identical(const Object &a, const Object &b)
{
    return &a == &b
           || (a.ref == b.ref && a.body == b.body && a.comment == b.comment && a.owner == b.owner && a.grants == b.grants && a.labels == b.labels && a.needs == b.needs
               && a.source == b.source);
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
                    changes.push_back(fieldChange(field.name, valueText(before.*field.member), valueText(after.*field.member)));
            });
        },
        from.body);
    if (from.comment != to.comment)
        changes.push_back({"comment", from.comment, to.comment});
    if (ownersDiffer(from, to))
        changes.push_back({"owner", from.owner, to.owner});
    if (bothKnowOther(from.grants, to.grants))
        compareGrants(*from.grants, *to.grants, changes);
    if (bothKnowOther(from.labels, to.labels))
        changes.push_back({"security label", labelsText(*from.labels), labelsText(*to.labels)});
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
    for (const Grant &grant : object.grants.value_or(std::vector<Grant>()))
        texts.emplace_back(grant.revoked ? "revoked" : "granted", grantText(grant, grant.revoked ? "from" : "to"));
    if (object.labels && !object.labels->empty())
        texts.emplace_back("security label", labelsText(*object.labels));
    return texts;
}

} // namespace kilter
