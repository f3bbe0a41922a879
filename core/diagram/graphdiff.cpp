#include "core/diagram/graphdiff.h"

#include "core/base/text.h"
#include "core/diagram/graphbuilder.h"

namespace kilter {
namespace {

/// What a change of a catalog says of one part: "type integer" for each field that had another value, and its former name.
struct PartChange
{
    std::string formerName;
    std::vector<std::string> fields;
};

/// A field's former value in words: "type integer", "nullable", "no default".
std::string formerValue(const FieldChange &change)
{
    if (change.field == "notNull")
        return change.from == "yes" ? "not null" : "nullable";
    const std::string word = change.field == "defaultExpression" ? "default" : change.field;
    return change.from.empty() ? "no " + word : word + ' ' + change.from;
}

using PlaceOfPart = std::pair<std::string, std::string>; ///< id of the table, name of the part

/// What the changes say, by the names of `after`.
class ChangeIndex
{
public:
    explicit ChangeIndex(const ChangeList &changes)
    {
        for (const Change &change : changes.changes)
            add(change);
    }

    bool touches(const std::string &table) const { return m_tables.contains(table); }

    std::string formerId(const std::string &table) const
    {
        const auto found = m_formerIds.find(table);
        return found == m_formerIds.end() ? std::string() : found->second;
    }

    const PartChange *column(const std::string &table, const std::string &name) const { return in(m_columns, table, name); }
    const PartChange *key(const std::string &table, const std::string &name) const { return in(m_keys, table, name); }

private:
    static const PartChange *in(const std::map<PlaceOfPart, PartChange> &parts, const std::string &table, const std::string &name)
    {
        const auto found = parts.find({table, name});
        return found == parts.end() ? nullptr : &found->second;
    }

    void add(const Change &change)
    {
        const ObjectRef &ref = change.ref();
        const bool isPart = isPartOfTable(ref.kind);
        const std::string id = diagramId(isPart ? tableOf(ref) : ref);
        if (isPart || ref.kind == Kind::Table || ref.kind == Kind::View || ref.kind == Kind::MaterializedView) {
            const bool isRename = change.type == ChangeType::Rename;
            if (!isRename || isPart)
                m_tables.insert(id);
            else
                m_formerIds[id] = diagramId(change.before->ref);
        }
        if (ref.kind == Kind::Column)
            addPart(m_columns[{id, ref.name}], change);
        else if (ref.kind == Kind::ForeignKey)
            addPart(m_keys[{id, ref.name}], change);
    }

    static void addPart(PartChange &part, const Change &change)
    {
        if (change.type == ChangeType::Rename) {
            part.formerName = change.before->ref.name;
            return;
        }
        for (const FieldChange &field : change.fields)
            part.fields.push_back(formerValue(field));
    }

    std::set<std::string> m_tables; ///< ids of tables that changed or of which a part did
    std::map<std::string, std::string> m_formerIds;
    std::map<PlaceOfPart, PartChange> m_columns;
    std::map<PlaceOfPart, PartChange> m_keys;
};

class GraphMerger
{
public:
    GraphMerger(DiagramGraph base, DiagramGraph after, const ChangeList &changes) : m_base(std::move(base)), m_after(std::move(after)), m_changes(changes) {}

    DiagramGraph merge()
    {
        for (const DiagramTable &table : m_after.tables)
            m_graph.tables.push_back(mergedTable(table));
        for (const DiagramTable &table : m_base.tables) {
            if (!m_after.find(table.id))
                m_graph.tables.push_back(whole(table, DiagramState::Removed));
        }
        for (std::size_t i = 0; i < m_graph.tables.size(); i++)
            m_places.emplace(m_graph.tables[i].id, i);
        for (const DiagramEdge &edge : m_after.edges) {
            const DiagramEdge *old = edgeIn(m_base, edge.id);
            m_graph.edges.push_back(moved(edge, m_after, old ? stateOf(edge, *old) : DiagramState::Added));
        }
        for (const DiagramEdge &edge : m_base.edges) {
            if (!edgeIn(m_after, edge.id))
                m_graph.edges.push_back(moved(edge, m_base, DiagramState::Removed));
        }
        sortById(m_graph);
        return std::move(m_graph);
    }

private:
    static DiagramTable whole(DiagramTable table, DiagramState state)
    {
        table.state = state;
        for (DiagramColumn &column : table.columns)
            column.state = state;
        return table;
    }

    DiagramTable mergedTable(const DiagramTable &after) const
    {
        const DiagramTable *base = m_base.find(after.id);
        if (!base)
            return whole(after, DiagramState::Added);
        DiagramTable table = after;
        for (DiagramColumn &column : table.columns)
            describe(column, after, *base);
        insertRemoved(table, *base);
        table.before = m_changes.formerId(after.id);
        const bool isChanged = m_changes.touches(after.id)
            || std::ranges::any_of(table.columns, [](const DiagramColumn &column) { return column.state != DiagramState::Same; });
        table.state = !table.before.empty() ? DiagramState::Renamed : isChanged ? DiagramState::Changed : DiagramState::Same;
        return table;
    }

    void describe(DiagramColumn &column, const DiagramTable &after, const DiagramTable &base) const
    {
        if (std::ranges::find(base.columns, column.name, &DiagramColumn::name) == base.columns.end()) {
            column.state = DiagramState::Added;
            return;
        }
        const PartChange *change = m_changes.column(after.id, column.name);
        if (!change)
            return;
        if (change->fields.empty()) {
            column.state = DiagramState::Renamed;
            column.before = change->formerName;
            return;
        }
        column.state = DiagramState::Changed;
        column.before = joined(change->fields, "; ");
        if (!change->formerName.empty())
            column.before += "; name " + change->formerName;
    }

    /// Removed columns stand after the one that they followed.
    static void insertRemoved(DiagramTable &table, const DiagramTable &base)
    {
        std::size_t at = 0;
        for (const DiagramColumn &old : base.columns) {
            const auto found = std::ranges::find(table.columns, old.name, &DiagramColumn::name);
            if (found != table.columns.end()) {
                at = std::size_t(found - table.columns.begin()) + 1;
                continue;
            }
            DiagramColumn removed = old;
            removed.state = DiagramState::Removed;
            table.columns.insert(table.columns.begin() + std::ptrdiff_t(at), std::move(removed));
            at++;
        }
    }

    static const DiagramEdge *edgeIn(const DiagramGraph &graph, const std::string &id)
    {
        const auto found = std::ranges::lower_bound(graph.edges, id, {}, &DiagramEdge::id);
        return found != graph.edges.end() && found->id == id ? &*found : nullptr;
    }

    DiagramState stateOf(const DiagramEdge &edge, const DiagramEdge &old) const
    {
        const PartChange *change = edge.kind == DiagramEdgeKind::Reference ? m_changes.key(m_after.tables[edge.from].id, edge.name) : nullptr;
        if ((change && !change->fields.empty()) || edge.optional != old.optional || edge.oneChild != old.oneChild)
            return DiagramState::Changed;
        return change && !change->formerName.empty() ? DiagramState::Renamed : DiagramState::Same;
    }

    std::vector<std::size_t> columnsIn(const DiagramTable &table, const DiagramTable &old, const std::vector<std::size_t> &columns) const
    {
        std::vector<std::size_t> places;
        for (const std::size_t i : columns) {
            const auto found = std::ranges::find(table.columns, old.columns[i].name, &DiagramColumn::name);
            places.push_back(std::size_t(found - table.columns.begin()));
        }
        return places;
    }

    DiagramEdge moved(DiagramEdge edge, const DiagramGraph &source, DiagramState state) const
    {
        const DiagramTable &from = source.tables[edge.from];
        const DiagramTable &to = source.tables[edge.to];
        edge.from = m_places.at(from.id);
        edge.to = m_places.at(to.id);
        edge.fromColumns = columnsIn(m_graph.tables[edge.from], from, edge.fromColumns);
        edge.toColumns = columnsIn(m_graph.tables[edge.to], to, edge.toColumns);
        edge.state = state;
        return edge;
    }

    DiagramGraph m_base;
    DiagramGraph m_after;
    ChangeIndex m_changes;
    DiagramGraph m_graph;
    std::map<std::string, std::size_t> m_places; ///< by id, in m_graph
};

} // namespace

DiagramGraph mergedGraph(DiagramGraph base, DiagramGraph after, const ChangeList &changes)
{
    return GraphMerger(std::move(base), std::move(after), changes).merge();
}

} // namespace kilter
