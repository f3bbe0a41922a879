#include "core/scratch/subcatalog.h"

namespace kilter {
namespace {

/// Collects objects, each once, with what it needs.
class Collector
{
public:
    Collector(const Catalog &catalog, const std::set<ObjectRef> &wanted) : m_catalog(catalog), m_wanted(wanted)
    {
        m_result.dialect = catalog.dialect;
        m_result.serverVersion = catalog.serverVersion;
    }

    void take(const ObjectRef &ref)
    {
        const Object *found = m_catalog.find(ref);
        if (!found || !m_taken.insert(ref).second)
            return;
        Object object = *found;
        const bool whole = m_wanted.contains(ref) || !isPartOfTable(ref.kind);
        if (!ref.schema.empty())
            take(schemaRef(ref.schema));
        if (isPartOfTable(ref.kind))
            take(tableOf(ref));
        if (auto *table = std::get_if<Table>(&object.body))
            takeTable(ref, *table);
        else if (auto *column = std::get_if<Column>(&object.body))
            reduce(*column, m_wanted.contains(ref), m_wanted.contains(tableOf(ref)));
        else
            detach(object);
        for (const ObjectRef &need : object.needs) {
            // A bare column needs its type, but not the sequence of a default that it does not have here.
            if (whole || need.kind == Kind::Enum || need.kind == Kind::Domain || need.kind == Kind::Composite || need.kind == Kind::Range || need.kind == Kind::BaseType || need.kind == Kind::Extension)
                take(need);
        }
        m_objects.push_back(std::move(object));
    }

    Catalog result()
    {
        m_result.addAll(std::move(m_objects));
        return std::move(m_result);
    }

private:
    void takeTable(const ObjectRef &ref, Table &table)
    {
        // Where rows come from matters to no text.
        table.foreignServer.clear();
        table.foreignOptions = {};
        const bool named = m_wanted.contains(ref);
        if (named && table.partitionOf)
            take(*table.partitionOf);
        const bool parentOfNamed = std::any_of(m_wanted.begin(), m_wanted.end(), [&](const ObjectRef &one) {
            const Object *object = one.kind == Kind::Table ? m_catalog.find(one) : nullptr;
            return object && object->as<Table>().partitionOf == ref;
        });
        if (!named || !table.partitionOf) {
            table.partitionOf.reset();
            table.partitionBound.clear();
        }
        if (!named && !parentOfNamed)
            table.partitionBy.clear();
        for (const Object *column : m_catalog.columnsOf(ref))
            take(column->ref);
        if (!table.partitionBy.empty() || table.partitionOf)
            return; // a partitioned table's keys would need their partitions'
        for (const Kind kind : {Kind::PrimaryKey, Kind::Unique}) {
            for (const Object &key : m_catalog.partsOf(ref, kind))
                take(key.ref);
        }
    }

    static void reduce(Column &column, bool wanted, bool ofWantedTable)
    {
        if (!wanted) {
            column.defaultExpression.reset();
            column.generated.clear();
            column.generationExpression.clear();
        }
        column.identity.clear();
        column.identityOptions.reset();
        column.identitySequence.clear();
        column.foreignOptions = {};
        if (!ofWantedTable)
            column.inherited = false;
    }

    /// Ties to parents' constraints and indexes and to owning columns, which are not taken along.
    static void detach(Object &object)
    {
        if (auto *primary = std::get_if<PrimaryKey>(&object.body))
            primary->attachedTo.clear();
        else if (auto *unique = std::get_if<UniqueKey>(&object.body))
            unique->attachedTo.clear();
        else if (auto *check = std::get_if<CheckConstraint>(&object.body))
            check->inherited = false;
        else if (auto *index = std::get_if<Index>(&object.body)) {
            index->attachedTo.clear();
            index->onlyParent = false;
        } else if (auto *sequence = std::get_if<Sequence>(&object.body))
            sequence->ownedBy.reset();
        else if (auto *policy = std::get_if<Policy>(&object.body))
            policy->roles = {"public"};
        object.comment.clear();
    }

    const Catalog &m_catalog;
    const std::set<ObjectRef> &m_wanted;
    std::set<ObjectRef> m_taken;
    std::vector<Object> m_objects;
    Catalog m_result;
};

} // namespace

bool standsOutsideSchemas(const ObjectRef &ref)
{
    return ref.schema.empty() && ref.kind != Kind::Schema && !isPartOfTable(ref.kind);
}

Catalog subCatalog(const Catalog &catalog, const std::set<ObjectRef> &wanted)
{
    Collector collector(catalog, wanted);
    for (const ObjectRef &ref : wanted)
        collector.take(ref);
    return collector.result();
}

} // namespace kilter
