#include "core/model/organizer.h"

#include "core/base/identifier.h"
#include "core/model/naming.h"

namespace kilter {
namespace {

/// One of the two ends: a model's table, and the columns that refer to its primary key.
struct End
{
    const Object *table = nullptr;
    std::vector<std::string> columns;
    std::vector<std::string> keyColumns;
};

End endOf(const Model &model, const std::string &prefix, const MappingContext &context, const Catalog &tables)
{
    End end;
    end.table = tables.find(context.tableOf(model));
    const Object *key = end.table ? tables.primaryKeyOf(end.table->ref) : nullptr;
    if (!key)
        return end;
    end.keyColumns = key->as<PrimaryKey>().columns;
    for (const std::string &column : end.keyColumns)
        end.columns.push_back(fittedIdentifier(prefix + '_' + column));
    return end;
}

class RelationshipTable
{
public:
    RelationshipTable(ObjectRef ref, const Catalog &tables, SourcePlace place) : m_ref(std::move(ref)), m_tables(tables), m_place(std::move(place)) {}

    void addEnd(const End &end)
    {
        for (std::size_t i = 0; i < end.columns.size(); ++i) {
            const ObjectRef &key = end.table->ref;
            const Object *referenced = m_tables.find(columnRef(key.schema, key.name, end.keyColumns[i]));
            Column column;
            column.type = referenced ? referenced->as<Column>().type : "text";
            column.collation = referenced ? referenced->as<Column>().collation : std::string();
            column.notNull = true;
            m_columns.push_back(end.columns[i]);
            add(Kind::Column, end.columns[i], std::move(column));
        }
        ForeignKey foreign;
        foreign.columns = end.columns;
        foreign.referencedTable = end.table->ref;
        foreign.referencedColumns = end.keyColumns;
        foreign.onDelete = "cascade";
        add(Kind::ForeignKey, defaultName(m_ref.name, end.columns, "fkey"), std::move(foreign));
    }

    std::vector<Object> objects()
    {
        PrimaryKey key;
        key.columns = m_columns;
        add(Kind::PrimaryKey, fittedIdentifier(m_ref.name + "_pkey"), std::move(key));
        Object table(m_ref, Table());
        table.as<Table>().columnOrder = m_columns;
        table.source = m_place;
        m_objects.push_back(std::move(table));
        return std::move(m_objects);
    }

private:
    void add(Kind kind, std::string name, Body body)
    {
        Object object(ObjectRef{kind, m_ref.schema, m_ref.name, std::move(name), {}}, std::move(body));
        object.source = m_place;
        m_objects.push_back(std::move(object));
    }

    ObjectRef m_ref;
    const Catalog &m_tables;
    SourcePlace m_place;
    std::vector<std::string> m_columns;
    std::vector<Object> m_objects;
};

} // namespace

std::vector<Object> relationshipTables(const Model &organizer, const MappingContext &context, const Catalog &tables)
{
    std::vector<Object> objects;
    const std::string prefix = snakeCase(organizer.title);
    const Json *place = valueAt(organizer.json, "/x-model/organizes");
    for (const std::string &title : organizer.organizes) {
        const Model *model = context.models.byTitle(title);
        if (!model)
            continue;
        const bool isSelf = model == &organizer;
        const End owner = endOf(organizer, prefix, context, tables);
        const End member = endOf(*model, (isSelf ? "organized_" : "") + snakeCase(title), context, tables);
        if (owner.columns.empty() || member.columns.empty())
            continue;
        const ObjectRef ref = tableRef(owner.table->ref.schema, fittedIdentifier(prefix + '_' + model->table));
        RelationshipTable table(ref, tables, organizer.placeOf(place ? *place : organizer.json));
        table.addEnd(owner);
        table.addEnd(member);
        std::vector<Object> made = table.objects();
        std::move(made.begin(), made.end(), std::back_inserter(objects));
    }
    return objects;
}

} // namespace kilter
