#include "core/diff/diff.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace kilter {
namespace {

/// Where a name is unique: objects of one group may be renamed into each other.
using Group = std::tuple<Kind, std::string, std::string>;

struct Sides
{
    std::vector<const Object *> lost;
    std::vector<const Object *> added;
};

struct Pair
{
    const Object *lost;
    const Object *added;
    double likeness;
};

bool isComparable(const Object &object, const Catalog &other)
{
    if (!isPartOfTable(object.ref.kind))
        return object.ref.kind != Kind::Schema;
    const ObjectRef table = tableOf(object.ref);
    return other.contains(table) || other.contains({Kind::MaterializedView, table.schema, {}, table.name, {}}) || other.contains({Kind::View, table.schema, {}, table.name, {}});
}

std::map<Group, Sides> groupsOf(const Catalog &from, const Catalog &to)
{
    std::map<Group, Sides> groups;
    if (from.empty() || to.empty())
        return groups;
    const auto group = [&](const Object &object) -> Sides & {
        return groups[{object.ref.kind, object.ref.schema, object.ref.parent}];
    };
    const Objects before = from.objects(), after = to.objects();
    auto a = before.begin();
    auto b = after.begin();
    while (a != before.end() || b != after.end()) {
        const auto order = a == before.end() ? std::strong_ordering::greater : b == after.end() ? std::strong_ordering::less : a->ref <=> b->ref;
        if (order < 0) {
            if (isComparable(*a, to))
                group(*a).lost.push_back(&*a);
            ++a;
        } else if (order > 0) {
            if (isComparable(*b, from))
                group(*b).added.push_back(&*b);
            ++b;
        } else {
            ++a;
            ++b;
        }
    }
    std::erase_if(groups, [](const auto &entry) { return entry.second.lost.empty() || entry.second.added.empty(); });
    return groups;
}

/// Share of letter pairs that both names have (Dice): breaks ties between equally alike objects.
double nameLikeness(const std::string &a, const std::string &b)
{
    std::multiset<std::string> left;
    for (std::size_t i = 0; i + 1 < a.size(); ++i)
        left.insert(a.substr(i, 2));
    const std::size_t all = left.size() + (b.empty() ? 0 : b.size() - 1);
    std::size_t shared = 0;
    for (std::size_t i = 0; i + 1 < b.size(); ++i) {
        const auto found = left.find(b.substr(i, 2));
        if (found != left.end()) {
            left.erase(found);
            ++shared;
        }
    }
    return all == 0 ? 0 : 2.0 * double(shared) / double(all);
}

/// Columns that both tables have, by name and type, as share of all that either has; at least half makes a candidate.
void pairTables(const Catalog &from, const Catalog &to, const Sides &sides, std::vector<Pair> &pairs)
{
    std::map<std::pair<std::string, std::string>, std::vector<std::size_t>> tablesWith;
    std::vector<std::size_t> counts;
    for (std::size_t i = 0; i < sides.added.size(); ++i) {
        const auto columns = to.partsOf(sides.added[i]->ref, Kind::Column);
        counts.push_back(columns.size());
        for (const Object &column : columns)
            tablesWith[{column.ref.name, column.as<Column>().type}].push_back(i);
    }
    for (const Object *lost : sides.lost) {
        std::vector<std::size_t> shared(sides.added.size(), 0);
        const auto columns = from.partsOf(lost->ref, Kind::Column);
        for (const Object &column : columns) {
            const auto found = tablesWith.find({column.ref.name, column.as<Column>().type});
            for (const std::size_t i : found == tablesWith.end() ? std::vector<std::size_t>() : found->second)
                ++shared[i];
        }
        for (std::size_t i = 0; i < shared.size(); ++i) {
            const double all = double(columns.size() + counts[i] - shared[i]);
            if (shared[i] > 0 && double(shared[i]) / all >= 0.5)
                pairs.push_back({lost, sides.added[i], double(shared[i]) / all + nameLikeness(lost->ref.name, sides.added[i]->ref.name) / 100});
        }
    }
}

std::size_t placeOf(const Catalog &catalog, const Object &column)
{
    const Object *table = catalog.find(tableOf(column.ref));
    if (!table || !table->get<Table>())
        return 0;
    const auto &order = table->as<Table>().columnOrder;
    return std::size_t(std::find(order.begin(), order.end(), column.ref.name) - order.begin());
}

/// Columns of one type; alike in all else, in the same place and with like names come first.
void pairColumns(const Catalog &from, const Catalog &to, const Sides &sides, std::vector<Pair> &pairs)
{
    for (const Object *lost : sides.lost) {
        for (const Object *added : sides.added) {
            const Column &a = lost->as<Column>();
            const Column &b = added->as<Column>();
            if (a.type != b.type || a.generated != b.generated || a.inherited || b.inherited)
                continue;
            const double same = sameContent(*lost, *added) ? 1 : a.notNull == b.notNull ? 0.5 : 0;
            const double place = placeOf(from, *lost) == placeOf(to, *added) ? 0.25 : 0;
            pairs.push_back({lost, added, same + place + nameLikeness(lost->ref.name, added->ref.name)});
        }
    }
}

void pairByShape(const Sides &sides, std::vector<Pair> &pairs)
{
    std::map<std::string, std::vector<const Object *>> byShape;
    for (const Object *added : sides.added)
        byShape[shapeHash(*added)].push_back(added);
    for (const Object *lost : sides.lost) {
        const auto found = byShape.find(shapeHash(*lost));
        for (const Object *added : found == byShape.end() ? std::vector<const Object *>() : found->second)
            pairs.push_back({lost, added, nameLikeness(lost->ref.name, added->ref.name)});
    }
}

void pairGroup(const Catalog &from, const Catalog &to, Kind kind, const Sides &sides, std::vector<Pair> &pairs)
{
    if (kind == Kind::Table)
        pairTables(from, to, sides, pairs);
    else if (kind == Kind::Column)
        pairColumns(from, to, sides, pairs);
    else
        pairByShape(sides, pairs);
}

/// Labels that took the places of others in an enum type that has as many as before.
void addLabels(const Catalog &from, const Catalog &to, std::vector<Rename> &candidates)
{
    const auto has = [](const std::vector<std::string> &labels, const std::string &label) { return std::find(labels.begin(), labels.end(), label) != labels.end(); };
    for (const Object &before : from.all(Kind::Enum)) {
        const Object *after = to.find(before.ref);
        const auto &old = before.as<EnumType>().labels;
        if (!after || after->as<EnumType>().labels.size() != old.size())
            continue;
        const auto &wanted = after->as<EnumType>().labels;
        for (std::size_t i = 0; i < old.size(); ++i) {
            if (!has(wanted, old[i]) && !has(old, wanted[i]))
                candidates.push_back({{Kind::Enum, before.ref.schema, before.ref.name, old[i], {}}, wanted[i]});
        }
    }
}

} // namespace

const Object *enumWithLabel(const Catalog &catalog, const ObjectRef &label)
{
    const Object *type = isEnumLabel(label) ? catalog.find({Kind::Enum, label.schema, {}, label.parent, {}}) : nullptr;
    const bool there = type && std::find(type->as<EnumType>().labels.begin(), type->as<EnumType>().labels.end(), label.name) != type->as<EnumType>().labels.end();
    return there ? type : nullptr;
}

std::vector<Rename> renameCandidates(const Catalog &from, const Catalog &to)
{
    std::vector<Rename> candidates;
    for (const auto &[group, sides] : groupsOf(from, to)) {
        std::vector<Pair> pairs;
        pairGroup(from, to, std::get<0>(group), sides, pairs);
        std::stable_sort(pairs.begin(), pairs.end(), [](const Pair &a, const Pair &b) { return a.likeness > b.likeness; });
        std::set<const Object *> taken;
        for (const Pair &pair : pairs) {
            if (taken.contains(pair.lost) || taken.contains(pair.added))
                continue;
            taken.insert({pair.lost, pair.added});
            candidates.push_back({pair.lost->ref, pair.added->ref.name});
        }
    }
    addLabels(from, to, candidates);
    std::stable_sort(candidates.begin(), candidates.end(), [](const Rename &a, const Rename &b) { return a.from < b.from; });
    return candidates;
}

} // namespace kilter
