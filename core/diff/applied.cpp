#include "core/diff/diff.h"
#include "core/diff/references.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace kilter {
namespace {

/// Carries chosen changes into a catalog, and what they cannot do without.
class Application
{
public:
    Application(const Catalog &from, const Catalog &to, const ChangeList &chosen) : m_to(to)
    {
        std::vector<Rename> renames;
        for (const Change &change : chosen.changes) {
            if (change.type == ChangeType::Rename)
                renames.push_back({change.before->ref, change.after->ref.name});
            else
                m_chosen.insert(change.ref());
        }
        m_base = renamed(from, renames);
        m_catalog = m_base;
    }

    Applied run()
    {
        for (const ObjectRef &ref : m_chosen)
            take(ref);
        while (!m_open.empty()) {
            const ObjectRef ref = m_open.back();
            m_open.pop_back();
            carry(ref);
        }
        m_catalog.removeIf([&](const Object &object) { return m_done.contains(object.ref); });
        m_catalog.addShared(std::move(m_carried));
        orderColumns();
        takeNeeds();
        return {std::move(m_catalog), std::move(m_added)};
    }

private:
    /// Of something in the base. All are found when the first is asked for: most choices drop nothing.
    const std::vector<ObjectRef> &dependentsOf(const ObjectRef &ref)
    {
        if (!m_dependents) {
            m_dependents.emplace();
            for (const Object &object : m_base.objects()) {
                for (const ObjectRef &need : references(m_base, object))
                    (*m_dependents)[need].push_back(object.ref);
            }
        }
        return (*m_dependents)[ref];
    }

    bool differs(const ObjectRef &ref) const
    {
        const Object *before = m_base.find(ref);
        const Object *after = m_to.find(ref);
        return (before == nullptr) != (after == nullptr) || (before && after && !sameContent(*before, *after));
    }

    void take(const ObjectRef &ref)
    {
        if (!m_done.insert(ref).second)
            return;
        m_open.push_back(ref);
        if (!m_chosen.contains(ref))
            m_added.push_back(ref);
    }

    void takeIfDifferent(const ObjectRef &ref)
    {
        if (differs(ref))
            take(ref);
    }

    void carry(const ObjectRef &ref)
    {
        const SharedObject after = m_to.shared(ref);
        if (after) {
            for (const ObjectRef &need : references(m_to, *after))
                takeIfDifferent(need);
            m_carried.push_back(after);
        }
        // A table comes with its columns and goes with all its parts.
        if (after && !m_base.contains(ref) && ref.kind == Kind::Table) {
            for (const Object &column : m_to.partsOf(ref, Kind::Column))
                take(column.ref);
        }
        if (!after) {
            for (const ObjectRef &dependent : dependentsOf(ref))
                takeIfDifferent(dependent);
        }
    }

    /// What stays as it is may need something else afterwards: a foreign key the primary key that took the place of a unique one.
    void takeNeeds()
    {
        for (const Object &after : m_to.objects()) {
            const Object *present = m_done.contains(after.ref) ? nullptr : m_catalog.find(after.ref);
            if (!present || present->needs == after.needs)
                continue;
            Object *object = m_catalog.edit(after.ref);
            object->needs.insert(object->needs.end(), after.needs.begin(), after.needs.end());
            std::sort(object->needs.begin(), object->needs.end());
            object->needs.erase(std::unique(object->needs.begin(), object->needs.end()), object->needs.end());
        }
    }

    /// Columns of the table's order that came or went.
    void orderColumns()
    {
        std::set<ObjectRef> tables;
        for (const ObjectRef &ref : m_done) {
            const bool mayRebuild = m_catalog.dialect == DialectKind::Sqlite && isPartOfTable(ref.kind);
            if (ref.kind == Kind::Column || ref.kind == Kind::Table || mayRebuild)
                tables.insert(ref.kind == Kind::Table ? ref : tableOf(ref));
        }
        for (const ObjectRef &ref : tables) {
            Object *table = m_catalog.edit(ref);
            if (!table || !table->get<Table>())
                continue;
            auto &order = table->as<Table>().columnOrder;
            const Object *before = m_base.find(ref);
            const Object *wanted = m_catalog.dialect == DialectKind::Sqlite ? m_to.find(ref) : nullptr;
            if (before && before->get<Table>())
                order = before->as<Table>().columnOrder;
            // A rebuild, where SQLite needs one, brings the columns into the wanted order.
            if (wanted && wanted->get<Table>())
                order.insert(order.begin(), wanted->as<Table>().columnOrder.begin(), wanted->as<Table>().columnOrder.end());
            std::set<std::string> seen;
            std::erase_if(order, [&](const std::string &name) { return !seen.insert(name).second; });
            std::erase_if(order, [&](const std::string &name) { return !m_catalog.contains(columnRef(ref.schema, ref.name, name)); });
            for (const Object *column : m_to.columnsOf(ref)) {
                const std::string &name = column->ref.name;
                if (m_catalog.contains(column->ref) && std::find(order.begin(), order.end(), name) == order.end())
                    order.push_back(name);
            }
        }
    }

    const Catalog &m_to;
    Catalog m_base;
    Catalog m_catalog;
    std::set<ObjectRef> m_chosen;
    std::set<ObjectRef> m_done;
    std::vector<ObjectRef> m_open;
    std::vector<SharedObject> m_carried;
    std::vector<ObjectRef> m_added;
    std::optional<std::map<ObjectRef, std::vector<ObjectRef>>> m_dependents;
};

} // namespace

Result<Applied> applied(const Catalog &from, const Catalog &to, const ChangeList &chosen)
{
    if (from.dialect != to.dialect)
        return failure(ErrorCode::Invalid, "changes of one database product cannot be carried into a catalog of another");
    return Application(from, to, chosen).run();
}

} // namespace kilter
