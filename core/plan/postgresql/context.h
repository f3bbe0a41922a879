#pragma once
#include "core/diff/diff.h"
#include "core/plan/postgresql/step.h"

#include <map>
#include <set>
#include <unordered_map>

namespace kilter::postgresql {

/// What becomes of an object.
enum class Fate : std::uint8_t {
    Keep,
    Create,
    Drop,
    Change,   ///< altered in place
    Recreate, ///< dropped and created anew: it cannot be altered so, or what it needs is
};

struct RefHash
{
    std::size_t operator()(const ObjectRef &ref) const
    {
        std::size_t hash = std::size_t(ref.kind);
        for (const std::string *part : {&ref.schema, &ref.parent, &ref.name, &ref.signature})
            hash = hash * 31 + std::hash<std::string>()(*part);
        return hash;
    }
};

/// A list stays where it is when others are added.
using RefLists = std::unordered_map<ObjectRef, std::vector<ObjectRef>, RefHash>;

/// What the planner knows of both catalogs. `from` has the decided renames carried out.
class Context
{
public:
    Context(const Catalog &from, const Catalog &to, bool owners, bool privileges = true);

    const Catalog &from() const { return m_from; }
    const Catalog &to() const { return m_to; }

    Fate fate(const ObjectRef &ref) const;
    bool goes(const ObjectRef &ref) const;  ///< dropped, for good or to be created anew
    bool comes(const ObjectRef &ref) const; ///< created
    const std::map<ObjectRef, Fate> &fates() const { return m_fates; } ///< all but Keep
    void setFate(const ObjectRef &ref, Fate fate);

    const std::vector<ObjectRef> &needsBefore(const ObjectRef &ref) const;
    const std::vector<ObjectRef> &needsAfter(const ObjectRef &ref) const;
    const std::vector<ObjectRef> &dependentsBefore(const ObjectRef &ref) const;
    /// Partitions of a table, and tables that inherit from it.
    const std::vector<ObjectRef> &partitionsBefore(const ObjectRef &table) const;
    const std::vector<ObjectRef> &partitionsAfter(const ObjectRef &table) const;

    /// Whether ALTER … OWNER TO is needed for a new object: the catalogs know more than one role, or another than that of the session.
    bool statesOwners() const { return m_statesOwners; }
    bool comparesOwners() const { return m_owners; }
    bool comparesPrivileges() const { return m_privileges; }

    std::set<ObjectRef> separate; ///< absorbed parts that became steps of their own
    std::set<ObjectRef> aside;    ///< dropped objects that make room under another name first
    std::set<ObjectRef> parked;   ///< columns that hold text while the table whose rows they hold is rewritten

private:
    static void readPartitions(const Catalog &catalog, RefLists &partitions);
    void findOwners();

    const Catalog &m_from;
    const Catalog &m_to;
    bool m_owners = true;
    bool m_privileges = true;
    bool m_statesOwners = false;
    std::map<ObjectRef, Fate> m_fates;
    mutable RefLists m_needsBefore; ///< of what was asked for
    mutable RefLists m_needsAfter;
    RefLists m_dependents;
    RefLists m_partitionsBefore;
    RefLists m_partitionsAfter;
};

/// Name under which something makes room: "<name>_kilter_old".
std::string asideName(const std::string &name);

} // namespace kilter::postgresql
