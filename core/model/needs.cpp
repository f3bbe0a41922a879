#include "core/model/needs.h"

#include "core/dialect/dialect.h"
#include "core/model/naming.h"

namespace kilter {
namespace {

/// Names as they appear in SQL texts of the catalog, with what they stand for.
struct NamedObject
{
    std::string text; ///< "public.mood", mood
    ObjectRef ref;
};

std::vector<NamedObject> namesOf(const Catalog &catalog, Kind kind)
{
    const Dialect &dialect = Dialect::of(catalog.dialect);
    std::vector<NamedObject> names;
    for (const Object &object : catalog.all(kind)) {
        names.push_back({dialect.qualified(object.ref), object.ref});
        names.push_back({dialect.quoted(object.ref.name), object.ref});
    }
    return names;
}

class Linker
{
public:
    explicit Linker(const Catalog &catalog) : m_catalog(catalog), m_types(namesOf(catalog, Kind::Enum)), m_sequences(namesOf(catalog, Kind::Sequence)) {}

    std::vector<ObjectRef> needsOf(const Object &object)
    {
        m_needs = object.needs;
        m_self = &object.ref;
        std::visit([&](const auto &body) { link(object, body); }, object.body);
        std::sort(m_needs.begin(), m_needs.end());
        m_needs.erase(std::unique(m_needs.begin(), m_needs.end()), m_needs.end());
        return std::move(m_needs);
    }

private:
    void link(const Object &, const Schema &) {}
    void link(const Object &, const EnumType &) {}
    void link(const Object &, const Sequence &) {}
    void link(const Object &, const View &) {}
    void link(const Object &, const Trigger &) {}
    template<ProgramObject T>
    void link(const Object &, const T &)
    {
    }
    template<ServerObject T>
    void link(const Object &, const T &)
    {
    }

    void link(const Object &, const Table &table)
    {
        if (table.partitionOf)
            need(*table.partitionOf);
    }

    void link(const Object &object, const Column &column)
    {
        const std::string type = column.type.ends_with("[]") ? column.type.substr(0, column.type.size() - 2) : column.type;
        for (const NamedObject &name : m_types) {
            if (type == name.text)
                need(name.ref);
        }
        const std::string text = column.defaultExpression.value_or("");
        for (const NamedObject &name : m_sequences) {
            if (text.find('\'' + name.text + '\'') != std::string::npos)
                need(name.ref);
        }
        for (const NamedObject &name : m_types) {
            if (text.find("::" + name.text) != std::string::npos)
                need(name.ref);
        }
        if (!column.generationExpression.empty())
            needColumnsIn(object, column.generationExpression);
    }

    void link(const Object &object, const PrimaryKey &key) { needColumns(object, key.columns); needColumns(object, key.include); }
    void link(const Object &object, const UniqueKey &key) { needColumns(object, key.columns); needColumns(object, key.include); }
    void link(const Object &object, const CheckConstraint &check) { needColumnsIn(object, check.expression); }

    void link(const Object &object, const ForeignKey &key)
    {
        needColumns(object, key.columns);
        if (key.referencedTable != tableOf(object.ref))
            need(key.referencedTable);
        for (const std::string &column : key.referencedColumns)
            need(columnRef(key.referencedTable.schema, key.referencedTable.name, column));
        for (const Object *part : m_catalog.partsOf(key.referencedTable)) {
            const PrimaryKey *primary = part->get<PrimaryKey>();
            const UniqueKey *unique = part->get<UniqueKey>();
            const Index *index = part->get<Index>();
            if ((primary && sameSet(primary->columns, key.referencedColumns)) || (unique && sameSet(unique->columns, key.referencedColumns))
                || (index && index->unique && sameSet(columnsOf(*index), key.referencedColumns)))
                need(part->ref);
        }
    }

    void link(const Object &object, const Index &index)
    {
        needColumns(object, columnsOf(index));
        needColumns(object, index.include);
        for (const IndexKey &key : index.keys) {
            if (key.isExpression)
                needColumnsIn(object, key.expression);
        }
        needColumnsIn(object, index.where);
    }

    static std::vector<std::string> columnsOf(const Index &index)
    {
        std::vector<std::string> columns;
        for (const IndexKey &key : index.keys) {
            if (!key.isExpression)
                columns.push_back(key.expression);
        }
        return columns;
    }

    static bool sameSet(std::vector<std::string> a, std::vector<std::string> b)
    {
        std::sort(a.begin(), a.end());
        std::sort(b.begin(), b.end());
        return a == b;
    }

    void needColumns(const Object &object, const std::vector<std::string> &columns)
    {
        for (const std::string &column : columns)
            need(columnRef(object.ref.schema, object.ref.parent, column));
    }

    void needColumnsIn(const Object &object, const std::string &expression)
    {
        if (expression.empty())
            return;
        if (m_scope != tableOf(object.ref)) {
            m_scope = tableOf(object.ref);
            const Object *table = m_catalog.find(m_scope);
            m_columns = table ? table->as<Table>().columnOrder : std::vector<std::string>();
        }
        needColumns(object, columnsNamedIn(expression, m_columns));
    }

    void need(const ObjectRef &ref)
    {
        if (ref != *m_self && m_catalog.contains(ref))
            m_needs.push_back(ref);
    }

    const Catalog &m_catalog;
    std::vector<NamedObject> m_types;
    std::vector<NamedObject> m_sequences;
    std::vector<ObjectRef> m_needs;
    const ObjectRef *m_self = nullptr;
    ObjectRef m_scope;
    std::vector<std::string> m_columns;
};

} // namespace

void linkNeeds(Catalog &catalog)
{
    Linker linker(catalog);
    std::vector<std::pair<ObjectRef, std::vector<ObjectRef>>> all;
    for (const Object &object : catalog.objects()) {
        if (std::vector<ObjectRef> needs = linker.needsOf(object); needs != object.needs)
            all.emplace_back(object.ref, std::move(needs));
    }
    for (auto &[ref, needs] : all)
        catalog.edit(ref)->needs = std::move(needs);
}

} // namespace kilter
