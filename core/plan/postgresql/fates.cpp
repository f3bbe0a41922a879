#include "core/plan/postgresql/fates.h"

#include "core/diff/sqltext.h"
#include "core/plan/postgresql/rules.h"

#include <algorithm>

namespace kilter::postgresql {
namespace {

bool differs(const Context &context, const Object &before, const Object &after)
{
    if (sameContent(before, after))
        return false;
    if (context.comparesOwners() && context.comparesPrivileges())
        return true;
    Object same = after;
    if (!context.comparesOwners())
        same.owner = before.owner;
    if (!context.comparesPrivileges())
        same.grants = before.grants;
    return !sameContent(before, same);
}

/// Whether rows are put into partitions by the column: then the server alters its type in no way.
bool isInPartitionKey(const Catalog &catalog, const ObjectRef &column)
{
    const Object *table = catalog.find(tableOf(column));
    if (!table || !table->get<Table>() || table->as<Table>().partitionBy.empty())
        return false;
    const auto tokens = sqlTokens(table->as<Table>().partitionBy, catalog.dialect);
    return std::any_of(tokens.begin(), tokens.end(), [&](const SqlToken &token) { return token.isName() && token.text == column.name; });
}

/// Spreads drops and retyped columns to what depends on them.
class Spreading
{
public:
    explicit Spreading(Context &context) : m_context(context) {}

    void disturb(const ObjectRef &ref)
    {
        m_open.push_back(ref);
    }

    void run()
    {
        while (!m_open.empty()) {
            const ObjectRef ref = m_open.back();
            m_open.pop_back();
            const bool goes = m_context.goes(ref);
            if (!goes && !(ref.kind == Kind::Column && isRetyped(m_context, ref)))
                continue;
            if (!goes && isInPartitionKey(m_context.from(), ref) && !m_context.goes(tableOf(ref))) {
                m_context.setFate(tableOf(ref), Fate::Recreate);
                disturb(tableOf(ref));
                continue;
            }
            if (!goes)
                park(tableOf(ref));
            for (const ObjectRef &dependent : m_context.dependentsBefore(ref))
                answer(dependent, ref, goes ? Disturbance::Goes : Disturbance::Retyped);
        }
    }

private:
    /// Rows of a table that is rewritten are kept as text elsewhere meanwhile.
    void park(const ObjectRef &table)
    {
        for (const ObjectRef &holder : holdersOfRows(m_context, table)) {
            const Object *after = m_context.to().find(holder);
            const Fate fate = m_context.fate(holder);
            const bool stays = after && after->as<Column>().type == m_context.from().find(holder)->as<Column>().type;
            if (!stays || (fate != Fate::Keep && fate != Fate::Change) || !m_context.parked.insert(holder).second)
                continue;
            m_context.setFate(holder, Fate::Change);
            disturb(holder);
        }
    }

    void answer(const ObjectRef &ref, const ObjectRef &need, Disturbance disturbance)
    {
        const Object *before = m_context.from().find(ref);
        const Object *after = m_context.to().find(ref);
        if (!before || !after || m_context.goes(ref))
            return;
        const bool wasRetyped = ref.kind == Kind::Column && isRetyped(m_context, ref);
        const Fate fate = m_context.fate(ref);
        switch (rulesOf(ref.kind).response(m_context, *before, *after, need, disturbance)) {
        case Response::Nothing:
            return;
        case Response::Recreate:
            m_context.setFate(ref, Fate::Recreate);
            return disturb(ref);
        case Response::Change:
            if (fate == Fate::Keep)
                m_context.setFate(ref, Fate::Change);
            if (ref.kind == Kind::Column && !wasRetyped && isRetyped(m_context, ref))
                disturb(ref);
            return;
        }
    }

    Context &m_context;
    std::vector<ObjectRef> m_open;
};

void decideByContent(Context &context)
{
    const Objects before = context.from().objects();
    const Objects after = context.to().objects();
    auto a = before.begin();
    auto b = after.begin();
    while (a != before.end() || b != after.end()) {
        // Nothing else is of this kind's concern.
        if (!context.comparesPrivileges() && a != before.end() && a->ref.kind == Kind::DefaultPrivileges) {
            ++a;
        } else if (!context.comparesPrivileges() && b != after.end() && b->ref.kind == Kind::DefaultPrivileges) {
            ++b;
        } else if (b == after.end() || (a != before.end() && a->ref < b->ref)) {
            context.setFate((a++)->ref, Fate::Drop);
        } else if (a == before.end() || b->ref < a->ref) {
            context.setFate((b++)->ref, Fate::Create);
        } else {
            if (differs(context, *a, *b)) {
                const bool inPlace = rulesOf(a->ref.kind).way(context, *a, *b) == Way::InPlace;
                context.setFate(a->ref, inPlace ? Fate::Change : Fate::Recreate);
            }
            ++a;
            ++b;
        }
    }
}

/// Whether the table or materialized view is clustered on an index of that name, or its rows are identified by it.
bool isMarkedWith(const Object &relation, const std::string &index)
{
    if (const MaterializedView *view = relation.get<MaterializedView>())
        return view->clusteredOn == index;
    const Table *table = relation.get<Table>();
    return table && (table->clusteredOn == index || table->replicaIdentity == "index " + index);
}

/// Such partitions leave their parent and join it again.
void changeRenamedPartitions(Context &context)
{
    for (const Object &table : context.to().all(Kind::Table)) {
        if (context.fate(table.ref) == Fate::Keep && table.as<Table>().partitionOf && renamesNotNull(context, table.ref))
            context.setFate(table.ref, Fate::Change);
    }
}

/// An index that is made anew has lost such marks: its table sets them again.
void changeMarkedTables(Context &context)
{
    const auto decided = context.fates();
    for (const auto &[ref, fate] : decided) {
        const bool isIndex = ref.kind == Kind::Index || ref.kind == Kind::PrimaryKey || ref.kind == Kind::Unique || ref.kind == Kind::Exclusion;
        if (!isIndex || !context.comes(ref))
            continue;
        const ObjectRef relation = relationOf(context, ref);
        const Object *after = context.to().find(relation);
        if (after && context.fate(relation) == Fate::Keep && context.from().contains(relation) && isMarkedWith(*after, ref.name))
            context.setFate(relation, Fate::Change);
    }
}

} // namespace

void decideFates(Context &context)
{
    decideByContent(context);
    changeRenamedPartitions(context);
    Spreading spreading(context);
    const auto decided = context.fates();
    for (const auto &[ref, fate] : decided)
        spreading.disturb(ref);
    spreading.run();
    changeMarkedTables(context);
}

void makeAnew(Context &context, const ObjectRef &ref)
{
    context.setFate(ref, Fate::Recreate);
    Spreading spreading(context);
    spreading.disturb(ref);
    spreading.run();
    changeMarkedTables(context);
}

} // namespace kilter::postgresql
