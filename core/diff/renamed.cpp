#include "core/base/identifier.h"
#include "core/catalog/traits.h"
#include "core/diff/renamer.h"

#include <algorithm>

namespace kilter {
namespace {

/// Carries renames into one object's body. One `of` a kind: a new kind does not compile until it is handled.
class BodyRenamer
{
public:
    BodyRenamer(const Catalog &catalog, const Renamer &renamer, const ObjectRef &ref)
        : m_catalog(catalog), m_renamer(renamer), m_ref(ref), m_table(isPartOfTable(ref.kind) ? tableOf(ref) : ref)
    {
    }

    void of(Schema &) {}

    void of(EnumType &type)
    {
        for (std::string &label : type.labels)
            label = m_renamer.partName(Kind::Enum, m_ref, label);
    }

    void of(Sequence &sequence)
    {
        if (sequence.ownedBy)
            sequence.ownedBy = m_renamer.mapped(*sequence.ownedBy);
    }

    void of(Table &table)
    {
        columns(table.columnOrder);
        table.partitionBy = m_renamer.textOfTable(table.partitionBy, m_table);
        if (table.partitionOf)
            table.partitionOf = m_renamer.mapped(*table.partitionOf);
        for (ObjectRef &parent : table.inherits)
            parent = m_renamer.mapped(parent);
        text(table.ofType);
        indexName(table.clusteredOn);
        if (constexpr std::string_view word = "index "; table.replicaIdentity.starts_with(word)) {
            std::string name = table.replicaIdentity.substr(word.size());
            indexName(name);
            table.replicaIdentity = std::string(word) + name;
        }
    }

    void of(Column &column)
    {
        column.type = m_renamer.text(column.type);
        if (column.defaultExpression)
            column.defaultExpression = m_renamer.text(*column.defaultExpression);
        column.generationExpression = m_renamer.textOfTable(column.generationExpression, m_table);
        column.collation = m_renamer.text(column.collation);
        if (!column.identity.empty() && m_catalog.dialect == DialectKind::PostgreSql)
            keepIdentitySequence(column);
        if (column.notNull && !column.inherited && m_catalog.dialect == DialectKind::PostgreSql && m_catalog.serverVersion >= 180000)
            keepNotNullName(column);
    }

    void of(PrimaryKey &key)
    {
        columns(key.columns);
        columns(key.include);
        key.attachedTo = keyInParent(Kind::PrimaryKey, key.attachedTo);
    }

    void of(UniqueKey &key)
    {
        columns(key.columns);
        columns(key.include);
        key.attachedTo = keyInParent(Kind::Unique, key.attachedTo);
    }

    void of(CheckConstraint &check) { check.expression = m_renamer.textOfTable(check.expression, m_table); }

    void of(ForeignKey &key)
    {
        columns(key.columns);
        columns(key.onDeleteColumns);
        for (std::string &name : key.referencedColumns)
            name = m_renamer.columnName(key.referencedTable, name);
        key.referencedTable = m_renamer.mapped(key.referencedTable);
    }

    void of(Index &index)
    {
        for (IndexKey &key : index.keys) {
            key.expression = key.isExpression ? m_renamer.textOfTable(key.expression, m_table)
                                              : m_renamer.columnName(m_table, key.expression);
            key.collation = m_renamer.text(key.collation);
            key.operatorClass = m_renamer.text(key.operatorClass);
        }
        columns(index.include);
        index.where = m_renamer.textOfTable(index.where, m_table);
        index.attachedTo = nameInParent(Kind::Index, index.attachedTo);
    }

    void of(Routine &routine)
    {
        for (RoutineArgument &argument : routine.arguments) {
            text(argument.type);
            if (argument.defaultExpression)
                text(*argument.defaultExpression);
        }
        text(routine.result);
        routine.sqlBody = m_renamer.query(routine.sqlBody);
    }
    void of(Function &function) { of(static_cast<Routine &>(function)); }
    void of(Procedure &procedure) { of(static_cast<Routine &>(procedure)); }

    void of(Aggregate &aggregate)
    {
        text(aggregate.arguments);
        texts(aggregate.options);
    }

    void of(Domain &domain)
    {
        text(domain.type);
        text(domain.collation);
        if (domain.defaultExpression)
            text(*domain.defaultExpression);
        for (DomainConstraint &constraint : domain.constraints)
            text(constraint.expression);
    }

    void of(CompositeType &type)
    {
        for (Attribute &attribute : type.attributes) {
            text(attribute.type);
            text(attribute.collation);
        }
    }

    void of(RangeType &type)
    {
        text(type.subtype);
        texts(type.options);
    }

    void of(BaseType &type) { texts(type.options); }

    void of(MaterializedView &view)
    {
        view.definition = m_renamer.query(view.definition);
        view.clusteredOn = m_renamer.partName(Kind::Index, m_ref, view.clusteredOn);
    }

    void of(Rule &rule) { rule.definition = m_renamer.textOfTable(rule.definition, m_table); }
    void of(EventTrigger &trigger) { trigger.function = m_renamer.mapped(trigger.function); }
    void of(Statistics &statistics) { text(statistics.definition); }
    void of(ExclusionConstraint &exclusion)
    {
        exclusion.definition = m_renamer.textOfTable(exclusion.definition, m_table);
        exclusion.attachedTo = nameInParent(Kind::Exclusion, exclusion.attachedTo);
    }

    /// Texts that can name objects; names of schemas.
    template<ServerObject T>
    void of(T &object)
    {
        forEachField<T>([&](const auto &field) { retell(object.*field.member); });
    }

    void of(Extension &extension) { schema(extension.schema); }

    void of(Policy &policy)
    {
        policy.usingExpression = m_renamer.textOfTable(policy.usingExpression, m_table);
        policy.checkExpression = m_renamer.textOfTable(policy.checkExpression, m_table);
    }

    void of(Publication &publication)
    {
        for (std::string &name : publication.schemas)
            schema(name);
        for (PublishedTable &published : publication.tables) {
            for (std::string &name : published.columns)
                name = m_renamer.columnName(published.table, name);
            published.where = m_renamer.textOfTable(published.where, published.table);
            published.table = m_renamer.mapped(published.table);
        }
    }

    void of(View &view)
    {
        view.definition = m_renamer.query(view.definition);
        texts(view.columnTypes);
    }
    void of(Trigger &trigger) { trigger.definition = m_renamer.textOfTable(trigger.definition, m_table); }

private:
    void text(std::string &sql) const { sql = m_renamer.text(sql); }

    void texts(std::vector<std::string> &list) const
    {
        for (std::string &sql : list)
            text(sql);
    }

    void schema(std::string &name) const { name = m_renamer.mapped(schemaRef(name)).name; }

    void retell(std::string &sql) const { text(sql); }
    void retell(std::vector<std::string> &list) const { texts(list); }
    template<class Other>
    void retell(Other &) const
    {
    }

    void columns(std::vector<std::string> &names)
    {
        for (std::string &name : names)
            name = m_renamer.columnName(m_table, name);
    }

    /// An index of the table, or that of one of its constraints.
    void indexName(std::string &name) const
    {
        for (const Kind kind : {Kind::Index, Kind::PrimaryKey, Kind::Unique, Kind::Exclusion}) {
            if (m_catalog.contains({kind, m_table.schema, m_table.name, name, {}})) {
                name = m_renamer.partName(kind, m_table, name);
                return;
            }
        }
    }

    std::string nameInParent(Kind kind, const std::string &name) const
    {
        const Object *table = name.empty() ? nullptr : m_catalog.find(m_table);
        if (!table || !table->get<Table>() || !table->as<Table>().partitionOf)
            return name;
        return m_renamer.partName(kind, *table->as<Table>().partitionOf, name);
    }

    /// A key can implement a plain index of the partitioned table.
    std::string keyInParent(Kind kind, const std::string &name) const
    {
        const std::string renamed = nameInParent(kind, name);
        return renamed == name ? nameInParent(Kind::Index, name) : renamed;
    }

    /// The sequence keeps its name, which then is or no longer is the one that the server would give.
    void keepIdentitySequence(Column &column)
    {
        const std::string before = generatedName(m_ref.parent, m_ref.name, "seq");
        const ObjectRef now = m_renamer.mapped(m_ref);
        const std::string name = column.identitySequence.empty() ? before : column.identitySequence;
        column.identitySequence = name == generatedName(now.parent, now.name, "seq") ? std::string() : name;
    }

    /// The constraint behind NOT NULL keeps its name too.
    void keepNotNullName(Column &column)
    {
        const ObjectRef now = m_renamer.mapped(m_ref);
        const std::string name = column.notNullName.empty() ? generatedName(m_ref.parent, m_ref.name, "not_null") : column.notNullName;
        column.notNullName = name == generatedName(now.parent, now.name, "not_null") ? std::string() : name;
    }

    const Catalog &m_catalog;
    const Renamer &m_renamer;
    const ObjectRef &m_ref;
    ObjectRef m_table;
};

} // namespace

Catalog renamed(Catalog catalog, const std::vector<Rename> &renames)
{
    const Renamer renamer(catalog, renames);
    if (renamer.known().empty())
        return catalog;
    Catalog staying = catalog;
    for (const ObjectRef &ref : renamer.occupants())
        staying.removeIf([&](const Object &o) { return o.ref == ref || (isPartOfTable(o.ref.kind) && tableOf(o.ref) == ref); });
    std::vector<Object> objects = staying.objects().values();
    for (Object &object : objects) {
        BodyRenamer body(catalog, renamer, object.ref);
        std::visit([&](auto &value) { body.of(value); }, object.body);
        for (ObjectRef &need : object.needs)
            need = renamer.mapped(need);
        std::sort(object.needs.begin(), object.needs.end());
        object.ref = renamer.mapped(object.ref);
    }
    Catalog result = catalog;
    result.removeIf([](const Object &) { return true; });
    result.addAll(std::move(objects));
    return result;
}

std::vector<Rename> inverted(const std::vector<Rename> &renames, const Catalog &from)
{
    const Renamer renamer(from, renames);
    std::vector<Rename> result;
    for (const auto &[ref, to] : renamer.known())
        result.push_back({renamer.mapped(ref), ref.name});
    return result;
}

} // namespace kilter
