#include "core/diagram/graphbuilder.h"

#include "core/base/text.h"

namespace kilter {
namespace {

std::string idPart(const std::string &name)
{
    return name.find_first_of(".:\"") == std::string::npos ? name : '"' + replaced(name, "\"", "\"\"") + '"';
}

std::string textOf(const std::vector<NamedText> &texts, const std::string &name)
{
    const auto found = std::ranges::find(texts, name, &NamedText::name);
    return found == texts.end() ? std::string() : found->text;
}

std::string defaultTextOf(const Column &column)
{
    if (!column.identity.empty())
        return "GENERATED " + std::string(column.identity == "always" ? "ALWAYS" : "BY DEFAULT") + " AS IDENTITY";
    if (!column.generated.empty())
        return "GENERATED ALWAYS AS (" + column.generationExpression + ") " + (column.generated == "stored" ? "STORED" : "VIRTUAL");
    return column.defaultExpression.value_or(column.autoIncrement ? "AUTOINCREMENT" : "");
}

class GraphBuilder
{
public:
    GraphBuilder(const Catalog &catalog, const std::function<std::string(const ObjectRef &)> &levelOf) : m_catalog(catalog), m_levelOf(levelOf) {}

    DiagramGraph build()
    {
        for (const Object &object : m_catalog.all(Kind::Table))
            addTable(object);
        for (const Object &object : m_catalog.all(Kind::View))
            addView(object, object.as<View>().columns, object.as<View>().columnDefaults, object.as<View>().columnComments);
        for (const Object &object : m_catalog.all(Kind::MaterializedView))
            addView(object, object.as<MaterializedView>().columns, {}, object.as<MaterializedView>().columnComments);
        for (std::size_t i = 0; i < m_graph.tables.size(); i++)
            m_places.emplace(m_graph.tables[i].id, i);
        for (const Object &object : m_catalog.all(Kind::Table))
            addParents(object);
        for (const Object &object : m_catalog.all(Kind::ForeignKey))
            addReference(object);
        for (const Kind kind : {Kind::View, Kind::MaterializedView}) {
            for (const Object &object : m_catalog.all(kind))
                addReads(object);
        }
        sortById(m_graph);
        return std::move(m_graph);
    }

private:
    DiagramTable started(const Object &object)
    {
        DiagramTable table;
        table.ref = object.ref;
        table.id = diagramId(object.ref);
        table.comment = object.comment;
        if (m_levelOf)
            table.level = m_levelOf(object.ref);
        return table;
    }

    void addTable(const Object &object)
    {
        DiagramTable table = started(object);
        table.partitioned = !object.as<Table>().partitionBy.empty();
        table.foreign = !object.as<Table>().foreignServer.empty();
        for (const Object *part : m_catalog.columnsOf(object.ref)) {
            const Column &body = part->as<Column>();
            DiagramColumn column;
            column.name = part->ref.name;
            column.type = body.type;
            column.comment = part->comment;
            column.defaultText = defaultTextOf(body);
            column.notNull = body.notNull;
            table.columns.push_back(std::move(column));
        }
        if (const Object *key = m_catalog.primaryKeyOf(object.ref)) {
            for (const std::string &name : key->as<PrimaryKey>().columns) {
                if (const auto at = columnAt(table, name)) {
                    table.columns[*at].primaryKey = true;
                    table.columns[*at].notNull = true;
                }
            }
        }
        for (const auto &key : uniqueSets(object.ref, false)) {
            if (const auto at = key.size() == 1 ? columnAt(table, key.front()) : std::nullopt)
                table.columns[*at].unique = true;
        }
        m_graph.tables.push_back(std::move(table));
    }

    void addView(const Object &object, const std::vector<std::string> &columns, const std::vector<NamedText> &defaults,
                 const std::vector<NamedText> &comments)
    {
        DiagramTable table = started(object);
        for (const std::string &name : columns) {
            DiagramColumn column;
            column.name = name;
            column.comment = textOf(comments, name);
            column.defaultText = textOf(defaults, name);
            table.columns.push_back(std::move(column));
        }
        m_graph.tables.push_back(std::move(table));
    }

    /// The sets of columns of which every combination of values occurs once at most.
    std::vector<std::vector<std::string>> uniqueSets(const ObjectRef &table, bool withPrimary) const
    {
        std::vector<std::vector<std::string>> sets;
        if (const Object *key = withPrimary ? m_catalog.primaryKeyOf(table) : nullptr)
            sets.push_back(key->as<PrimaryKey>().columns);
        for (const Object &key : m_catalog.partsOf(table, Kind::Unique))
            sets.push_back(key.as<UniqueKey>().columns);
        for (const Object &object : m_catalog.partsOf(table, Kind::Index)) {
            const Index &index = object.as<Index>();
            if (!index.unique || !index.where.empty() || std::ranges::any_of(index.keys, &IndexKey::isExpression))
                continue;
            auto &names = sets.emplace_back();
            for (const IndexKey &key : index.keys)
                names.push_back(key.expression);
        }
        return sets;
    }

    bool sameName(const std::string &a, const std::string &b) const
    {
        return m_catalog.dialect == DialectKind::Sqlite ? equalsIgnoringCase(a, b) : a == b;
    }

    std::optional<std::size_t> columnAt(const DiagramTable &table, const std::string &name) const
    {
        for (std::size_t i = 0; i < table.columns.size(); i++) {
            if (sameName(table.columns[i].name, name))
                return i;
        }
        return std::nullopt;
    }

    std::optional<std::size_t> tableAt(const ObjectRef &ref) const
    {
        if (const auto found = m_places.find(diagramId(ref)); found != m_places.end())
            return found->second;
        for (std::size_t i = 0; m_catalog.dialect == DialectKind::Sqlite && i < m_graph.tables.size(); i++) {
            if (equalsIgnoringCase(m_graph.tables[i].ref.name, ref.name))
                return i;
        }
        return std::nullopt;
    }

    /// Indexes of the columns; none at all when one of them is not there.
    std::vector<std::size_t> columnsAt(std::size_t table, const std::vector<std::string> &names) const
    {
        std::vector<std::size_t> places;
        for (const std::string &name : names) {
            const auto at = columnAt(m_graph.tables[table], name);
            if (!at)
                return {};
            places.push_back(*at);
        }
        return places;
    }

    void addReference(const Object &object)
    {
        const ForeignKey &key = object.as<ForeignKey>();
        const auto from = tableAt(tableOf(object.ref));
        const auto to = tableAt(key.referencedTable);
        if (!from || !to || key.inherited)
            return;
        DiagramEdge edge;
        edge.name = object.ref.name;
        edge.id = m_graph.tables[*from].id + '.' + idPart(object.ref.name);
        edge.from = *from;
        edge.to = *to;
        edge.fromColumns = columnsAt(*from, key.columns);
        const Object *primary = key.referencedColumns.empty() ? m_catalog.primaryKeyOf(m_graph.tables[*to].ref) : nullptr;
        edge.toColumns = columnsAt(*to, primary ? primary->as<PrimaryKey>().columns : key.referencedColumns);
        auto &columns = m_graph.tables[*from].columns;
        for (const std::size_t at : edge.fromColumns) {
            columns[at].foreignKey = true;
            edge.optional = edge.optional || !columns[at].notNull;
        }
        const auto isInKey = [&](const std::string &name) {
            return std::ranges::any_of(key.columns, [&](const std::string &own) { return sameName(own, name); });
        };
        edge.oneChild = std::ranges::any_of(uniqueSets(tableOf(object.ref), true), [&](const auto &names) { return std::ranges::all_of(names, isInKey); });
        m_graph.edges.push_back(std::move(edge));
    }

    void addWhole(DiagramEdgeKind kind, std::string_view word, const ObjectRef &child, const ObjectRef &parent)
    {
        const auto from = tableAt(child);
        const auto to = tableAt(parent);
        if (!from || !to || *from == *to)
            return;
        DiagramEdge edge;
        edge.kind = kind;
        edge.from = *from;
        edge.to = *to;
        edge.id = m_graph.tables[*from].id + ':' + std::string(word) + ':' + m_graph.tables[*to].id;
        m_graph.edges.push_back(std::move(edge));
    }

    void addParents(const Object &object)
    {
        const Table &table = object.as<Table>();
        for (const ObjectRef &parent : table.inherits)
            addWhole(DiagramEdgeKind::Inheritance, "inherits", object.ref, parent);
        if (table.partitionOf)
            addWhole(DiagramEdgeKind::Partition, "partition-of", object.ref, *table.partitionOf);
    }

    void addReads(const Object &object)
    {
        std::set<ObjectRef> read;
        for (const ObjectRef &need : object.needs) {
            const bool isRelation = need.kind == Kind::Table || need.kind == Kind::View || need.kind == Kind::MaterializedView;
            if (isRelation)
                read.insert(need);
            else if (need.kind == Kind::Column)
                read.insert(tableOf(need));
        }
        std::set<std::size_t> parents;
        for (const ObjectRef &ref : read) {
            if (const auto at = tableAt(ref); at && parents.insert(*at).second)
                addWhole(DiagramEdgeKind::Reads, "reads", object.ref, ref);
        }
    }

    const Catalog &m_catalog;
    const std::function<std::string(const ObjectRef &)> &m_levelOf;
    DiagramGraph m_graph;
    std::map<std::string, std::size_t> m_places; ///< by id
};

} // namespace

std::string diagramId(const ObjectRef &table)
{
    return table.schema.empty() ? idPart(table.name) : idPart(table.schema) + '.' + idPart(table.name);
}

void sortById(DiagramGraph &graph)
{
    std::vector<std::size_t> order(graph.tables.size());
    for (std::size_t i = 0; i < order.size(); i++)
        order[i] = i;
    std::ranges::sort(order, {}, [&](std::size_t i) -> const std::string & { return graph.tables[i].id; });
    std::vector<DiagramTable> tables;
    std::vector<std::size_t> place(order.size());
    tables.reserve(order.size());
    for (const std::size_t i : order) {
        place[i] = tables.size();
        tables.push_back(std::move(graph.tables[i]));
    }
    graph.tables = std::move(tables);
    for (DiagramEdge &edge : graph.edges) {
        edge.from = place[edge.from];
        edge.to = place[edge.to];
    }
    std::ranges::sort(graph.edges, {}, &DiagramEdge::id);
}

DiagramGraph wholeGraph(const Catalog &catalog, const std::function<std::string(const ObjectRef &)> &levelOf)
{
    return GraphBuilder(catalog, levelOf).build();
}

} // namespace kilter
