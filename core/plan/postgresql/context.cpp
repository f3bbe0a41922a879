#include "core/plan/postgresql/context.h"

#include "core/base/identifier.h"
#include "core/diff/references.h"

#include <algorithm>

namespace kilter::postgresql {
namespace {

const std::vector<ObjectRef> &listOf(const std::map<ObjectRef, std::vector<ObjectRef>> &lists, const ObjectRef &ref)
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

} // namespace

Context::Context(const Catalog &from, const Catalog &to, bool owners, bool privileges)
    : m_from(from), m_to(to), m_owners(owners), m_privileges(privileges)
{
    readNeeds(from, m_needsBefore, &m_dependents, m_partitionsBefore);
    readNeeds(to, m_needsAfter, nullptr, m_partitionsAfter);
    findOwners();
}

void Context::readNeeds(const Catalog &catalog, Lists &needs, Lists *dependents, Lists &partitions)
{
    for (const Object &object : catalog.objects()) {
        auto list = references(catalog, object);
        if (object.ref.kind == Kind::View)
            addUnknownColumns(catalog, list);
        for (const ObjectRef &need : list) {
            if (dependents)
                (*dependents)[need].push_back(object.ref);
        }
        needs.emplace(object.ref, std::move(list));
        const Table *table = object.get<Table>();
        if (table && table->partitionOf)
            partitions[*table->partitionOf].push_back(object.ref);
        for (const ObjectRef &parent : table ? table->inherits : std::vector<ObjectRef>())
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
    return listOf(m_needsBefore, ref);
}

const std::vector<ObjectRef> &Context::needsAfter(const ObjectRef &ref) const
{
    return listOf(m_needsAfter, ref);
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
