#include "core/diff/references.h"

#include "core/diff/sqltext.h"

#include <algorithm>

namespace kilter {
namespace {

/// Collects references of one object. One `of` a kind: a new kind does not compile until it is handled.
class Collector
{
public:
    Collector(const Catalog &catalog, const Object &object) : m_catalog(catalog), m_object(object) {}

    std::vector<ObjectRef> collected()
    {
        for (const ObjectRef &ref : m_object.needs)
            add(ref);
        if (!isPartOfTable(m_object.ref.kind))
            add(schemaRef(m_object.ref.schema));
        else
            addRelation(m_object.ref.schema, m_object.ref.parent);
        std::visit([this](const auto &body) { of(body); }, m_object.body);
        std::sort(m_refs.begin(), m_refs.end());
        m_refs.erase(std::unique(m_refs.begin(), m_refs.end()), m_refs.end());
        std::erase(m_refs, m_object.ref);
        return std::move(m_refs);
    }

private:
    void add(ObjectRef ref)
    {
        if (m_catalog.contains(ref))
            m_refs.push_back(std::move(ref));
    }

    /// They share one space of names: a schema has at most one of a name.
    void addRelation(const std::string &schema, const std::string &name)
    {
        for (const Kind kind : {Kind::Table, Kind::View, Kind::MaterializedView}) {
            ObjectRef ref{kind, schema, {}, name, {}};
            if (!m_catalog.contains(ref))
                continue;
            m_refs.push_back(std::move(ref));
            return;
        }
    }

    ObjectRef sibling(Kind kind, const std::string &name) const
    {
        return {kind, m_object.ref.schema, m_object.ref.parent, name, {}};
    }

    /// The same part of the table that the object's table is a partition of.
    void addOfParent(Kind kind, const std::string &name)
    {
        const Object *table = m_catalog.find(tableOf(m_object.ref));
        if (!table || !table->get<Table>())
            return;
        for (const ObjectRef &parent : table->as<Table>().inherits)
            add({kind, parent.schema, parent.name, name, {}});
        if (!table->as<Table>().partitionOf)
            return;
        const ObjectRef &parent = *table->as<Table>().partitionOf;
        add({kind, parent.schema, parent.name, name, {}});
    }

    /// A key can implement a plain index of the partitioned table.
    void addKeyOfParent(Kind kind, const std::string &name)
    {
        addOfParent(kind, name);
        addOfParent(Kind::Index, name);
    }

    void addColumns(const std::vector<std::string> &names)
    {
        for (const std::string &name : names)
            add(sibling(Kind::Column, name));
    }

    /// Columns of the object's own table, and whatever is written as schema.name.
    void addNamedIn(const std::string &text)
    {
        if (text.empty())
            return;
        const auto tokens = sqlTokens(text, m_catalog.dialect);
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            const bool called = i + 1 < tokens.size() && tokens[i + 1].isSymbol('(');
            if (tokens[i].isName() && !m_object.ref.parent.empty() && !called)
                add(sibling(Kind::Column, tokens[i].text));
            if (i + 2 < tokens.size() && tokens[i].isName() && tokens[i + 1].isSymbol('.') && tokens[i + 2].isName())
                addQualified(tokens[i].text, tokens[i + 2].text);
            const bool regclass = i + 3 < tokens.size() && tokens[i + 1].isSymbol(':') && tokens[i + 3].isWord("regclass");
            if (tokens[i].kind == SqlTokenKind::String && regclass)
                addRegclass(tokens[i].text);
        }
    }

    void addQualified(const std::string &schema, const std::string &name)
    {
        addRelation(schema, name);
        add({Kind::Enum, schema, {}, name, {}});
        add({Kind::Sequence, schema, {}, name, {}});
        for (const Kind kind : {Kind::Domain, Kind::Composite, Kind::Range, Kind::BaseType})
            add({kind, schema, {}, name, {}});
    }

    void addRegclass(const std::string &text)
    {
        const auto name = qualifiedNameIn(text, m_catalog.dialect);
        if (name)
            addQualified(name->first.empty() ? m_object.ref.schema : name->first, name->second);
    }

    void of(const Schema &) {}
    void of(const EnumType &) {}
    void of(const Trigger &trigger)
    {
        if (m_catalog.dialect == DialectKind::PostgreSql)
            addNamedIn(trigger.definition);
        if (trigger.inherited)
            addOfParent(Kind::Trigger, m_object.ref.name);
    }

    /// What these need the server knows; their texts are read for the rest.
    template<ServerObject T>
    void of(const T &)
    {
    }
    void of(const Extension &extension) { add(schemaRef(extension.schema)); }

    void of(const Policy &policy)
    {
        addNamedIn(policy.usingExpression);
        addNamedIn(policy.checkExpression);
    }

    void of(const ForeignServer &server) { add({Kind::ForeignDataWrapper, {}, {}, server.wrapper, {}}); }
    void of(const UserMapping &) { add({Kind::ForeignServer, {}, {}, m_object.ref.signature, {}}); }

    void of(const Publication &publication)
    {
        for (const std::string &schema : publication.schemas)
            add(schemaRef(schema));
        for (const PublishedTable &published : publication.tables) {
            add(published.table);
            for (const std::string &column : published.columns)
                add(columnRef(published.table.schema, published.table.name, column));
        }
    }

    void of(const View &view) { addNamedIn(view.definition); }

    /// Names in a routine's source text are no condition of its existence.
    void of(const Routine &routine)
    {
        for (const RoutineArgument &argument : routine.arguments) {
            addNamedIn(argument.type);
            addNamedIn(argument.defaultExpression.value_or(""));
        }
        addNamedIn(routine.result);
        addNamedIn(routine.sqlBody);
    }
    void of(const Function &function) { of(static_cast<const Routine &>(function)); }
    void of(const Procedure &procedure) { of(static_cast<const Routine &>(procedure)); }

    void of(const Aggregate &aggregate)
    {
        addNamedIn(aggregate.arguments);
        addEachNamedIn(aggregate.options);
    }

    void of(const Domain &domain)
    {
        addNamedIn(domain.type);
        addNamedIn(domain.defaultExpression.value_or(""));
        for (const DomainConstraint &constraint : domain.constraints)
            addNamedIn(constraint.expression);
    }

    void of(const CompositeType &type)
    {
        for (const Attribute &attribute : type.attributes)
            addNamedIn(attribute.type);
    }

    void of(const RangeType &type)
    {
        addNamedIn(type.subtype);
        addEachNamedIn(type.options);
    }

    void of(const BaseType &type) { addEachNamedIn(type.options); }
    void of(const MaterializedView &view) { addNamedIn(view.definition); }
    void of(const Rule &rule) { addNamedIn(rule.definition); }
    void of(const EventTrigger &trigger) { add(trigger.function); }
    void of(const Statistics &statistics) { addNamedIn(statistics.definition); }
    void of(const ExclusionConstraint &exclusion) { addNamedIn(exclusion.definition); }

    void addEachNamedIn(const std::vector<std::string> &texts)
    {
        for (const std::string &text : texts)
            addNamedIn(text);
    }

    void of(const Sequence &sequence)
    {
        if (sequence.ownedBy)
            add(*sequence.ownedBy);
    }

    void of(const Table &table)
    {
        if (table.partitionOf)
            add(*table.partitionOf);
        for (const ObjectRef &parent : table.inherits)
            add(parent);
        addNamedIn(table.ofType);
        if (!table.foreignServer.empty())
            add({Kind::ForeignServer, {}, {}, table.foreignServer, {}});
    }

    void of(const Column &column)
    {
        addNamedIn(column.type);
        if (column.defaultExpression)
            addNamedIn(*column.defaultExpression);
        addNamedIn(column.generationExpression);
        if (column.inherited)
            addOfParent(Kind::Column, m_object.ref.name);
    }

    void of(const PrimaryKey &key)
    {
        addColumns(key.columns);
        addColumns(key.include);
        if (!key.attachedTo.empty())
            addKeyOfParent(Kind::PrimaryKey, key.attachedTo);
    }

    void of(const UniqueKey &key)
    {
        addColumns(key.columns);
        addColumns(key.include);
        if (!key.attachedTo.empty())
            addKeyOfParent(Kind::Unique, key.attachedTo);
    }

    void of(const CheckConstraint &check)
    {
        addNamedIn(check.expression);
        if (check.inherited)
            addOfParent(Kind::Check, m_object.ref.name);
    }

    void of(const ForeignKey &key)
    {
        addColumns(key.columns);
        add(key.referencedTable);
        for (const std::string &name : key.referencedColumns)
            add(columnRef(key.referencedTable.schema, key.referencedTable.name, name));
        addReferencedKey(key);
        if (key.inherited)
            addOfParent(Kind::ForeignKey, m_object.ref.name);
    }

    /// Only one key can be meant when one fits; the server's own dependency says which of several.
    void addReferencedKey(const ForeignKey &key)
    {
        const auto isKey = [](const ObjectRef &ref) {
            return ref.kind == Kind::PrimaryKey || ref.kind == Kind::Unique || ref.kind == Kind::Index;
        };
        if (std::any_of(m_object.needs.begin(), m_object.needs.end(), isKey))
            return;
        std::vector<std::string> wanted = key.referencedColumns;
        std::sort(wanted.begin(), wanted.end());
        const auto fits = [&](std::vector<std::string> columns) {
            std::sort(columns.begin(), columns.end());
            return wanted.empty() || columns == wanted;
        };
        for (const Object &primary : m_catalog.partsOf(key.referencedTable, Kind::PrimaryKey)) {
            if (fits(primary.as<PrimaryKey>().columns))
                return add(primary.ref);
        }
        for (const Object &unique : m_catalog.partsOf(key.referencedTable, Kind::Unique)) {
            if (fits(unique.as<UniqueKey>().columns))
                return add(unique.ref);
        }
        for (const Object &index : m_catalog.partsOf(key.referencedTable, Kind::Index)) {
            std::vector<std::string> columns;
            for (const IndexKey &part : index.as<Index>().keys)
                columns.push_back(part.expression);
            if (index.as<Index>().unique && index.as<Index>().where.empty() && fits(columns))
                return add(index.ref);
        }
    }

    void of(const Index &index)
    {
        for (const IndexKey &key : index.keys) {
            if (key.isExpression)
                addNamedIn(key.expression);
            else
                add(sibling(Kind::Column, key.expression));
        }
        addColumns(index.include);
        addNamedIn(index.where);
        if (!index.attachedTo.empty())
            addOfParent(Kind::Index, index.attachedTo);
    }

    const Catalog &m_catalog;
    const Object &m_object;
    std::vector<ObjectRef> m_refs;
};

} // namespace

std::vector<ObjectRef> references(const Catalog &catalog, const Object &object)
{
    return Collector(catalog, object).collected();
}

} // namespace kilter
