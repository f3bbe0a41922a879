#include "core/plan/postgresql/context.h"

#include "core/base/identifier.h"
#include "core/diff/references.h"

#include <algorithm>

namespace kilter::postgresql {
namespace {

const std::vector<ObjectRef> &listOf(const RefLists &lists, const ObjectRef &ref)
{
    static const std::vector<ObjectRef> none;
    const auto found = lists.find(ref);
    return found == lists.end() ? none : found->second;
}

/// A view of which only the table is known may use any of its columns.
void addUnknownColumns(const Catalog &catalog, std::vector<ObjectRef> &needs)
{
    std::vector<ObjectRef> columns;
    for (const ObjectRef &need : needs) {
        const auto isOf = [&](const ObjectRef &other) { return other.kind == Kind::Column && tableOf(other) == need; };
        if (need.kind != Kind::Table || std::any_of(needs.begin(), needs.end(), isOf))
            continue;
        for (const Object &column : catalog.partsOf(need, Kind::Column))
            columns.push_back(column.ref);
    }
    needs.insert(needs.end(), columns.begin(), columns.end());
}

std::vector<ObjectRef> needsOf(const Catalog &catalog, const Object &object)
{
    auto list = references(catalog, object);
    if (object.ref.kind == Kind::View)
        addUnknownColumns(catalog, list);
    return list;
}

/// Worked out when it is asked for: a plan touches few objects of many.
const std::vector<ObjectRef> &knownNeeds(RefLists &known, const Catalog &catalog, const ObjectRef &ref)
{
    if (const auto found = known.find(ref); found != known.end())
        return found->second;
    const Object *object = catalog.find(ref);
    return known.emplace(ref, object ? needsOf(catalog, *object) : std::vector<ObjectRef>()).first->second;
}

} // namespace

Context::Context(const Catalog &from, const Catalog &to, bool owners, bool privileges)
    : m_from(from), m_to(to), m_owners(owners), m_privileges(privileges)
{
    for (const Object &object : from.objects()) {
        for (const ObjectRef &need : needsOf(from, object))
            m_dependents[need].push_back(object.ref);
    }
    readPartitions(from, m_partitionsBefore);
    readPartitions(to, m_partitionsAfter);
    findOwners();
}

void Context::readPartitions(const Catalog &catalog, RefLists &partitions)
{
    for (const Object &object : catalog.all(Kind::Table)) {
        const Table &table = object.as<Table>();
        if (table.partitionOf)
            partitions[*table.partitionOf].push_back(object.ref);
        for (const ObjectRef &parent : table.inherits)
            partitions[parent].push_back(object.ref);
    }
}

/// Where one role owns everything and runs the plan, new objects are its own.
void Context::findOwners()
{
    const std::string &role = m_from.role.empty() ? m_to.role : m_from.role;
    std::set<std::string> owners;
    for (const Catalog *catalog : {&m_from, &m_to}) {
        for (const Object &object : catalog->objects()) {
            if (!object.owner.empty() && object.ref != schemaRef("public"))
                owners.insert(object.owner);
        }
    }
    const bool byOther = !role.empty() && !owners.empty() && *owners.begin() != role;
    m_statesOwners = m_owners && (owners.size() > 1 || byOther);
}

Fate Context::fate(const ObjectRef &ref) const
{
    const auto found = m_fates.find(ref);
    return found == m_fates.end() ? Fate::Keep : found->second;
}

bool Context::goes(const ObjectRef &ref) const
{
    const Fate known = fate(ref);
    return known == Fate::Drop || known == Fate::Recreate;
}

bool Context::comes(const ObjectRef &ref) const
{
    const Fate known = fate(ref);
    return known == Fate::Create || known == Fate::Recreate;
}

void Context::setFate(const ObjectRef &ref, Fate fate)
{
    m_fates[ref] = fate;
}

const std::vector<ObjectRef> &Context::needsBefore(const ObjectRef &ref) const
{
    return knownNeeds(m_needsBefore, m_from, ref);
}

const std::vector<ObjectRef> &Context::needsAfter(const ObjectRef &ref) const
{
    return knownNeeds(m_needsAfter, m_to, ref);
}

const std::vector<ObjectRef> &Context::dependentsBefore(const ObjectRef &ref) const
{
    return listOf(m_dependents, ref);
}

const std::vector<ObjectRef> &Context::partitionsBefore(const ObjectRef &table) const
{
    return listOf(m_partitionsBefore, table);
}

const std::vector<ObjectRef> &Context::partitionsAfter(const ObjectRef &table) const
{
    return listOf(m_partitionsAfter, table);
}

std::string asideName(const std::string &name)
{
    return fittedIdentifier(name + "_kilter_old");
}

} // namespace kilter::postgresql
