#include "tests/campaigns/rowstate.h"

#include "core/base/text.h"
#include "core/dialect/dialect.h"

#include <algorithm>
#include <set>

namespace kilter::campaign {

namespace {

using Texts = std::vector<Value>;

/// The values of one column, row by row.
Texts valuesOf(const StoredTable &table, std::size_t column)
{
    Texts values;
    for (const auto &row : table.rows)
        values.push_back(row[column]);
    return values;
}

Texts sorted(Texts values)
{
    std::sort(values.begin(), values.end());
    return values;
}

std::string shown(const Texts &values)
{
    std::string text;
    for (const Value &value : values)
        text += (text.empty() ? "" : ", ") + (value ? "'" + *value + "'" : std::string("NULL"));
    return cutUtf8(text, 300).size() < text.size() ? std::string(cutUtf8(text, 300)) + "…" : text;
}

/// A text without the NULLs at the ends of the composite values in it.
std::string shortened(std::string text)
{
    for (std::size_t size = 0; size != text.size();) {
        size = text.size();
        text = replaced(std::move(text), ",)", ")");
    }
    return text;
}

/// Whether the texts are those of composite values with more attributes at their ends, which hold NULL: (1,a) and (1,a,).
bool areGrown(const Texts &before, const Texts &after)
{
    const Texts old = sorted(before), now = sorted(after);
    const auto isGrown = [](const Value &a, const Value &b) {
        if (a == b)
            return true;
        if (!a || !b || b->size() < a->size())
            return false;
        return shortened(*a) == shortened(*b);
    };
    return std::equal(old.begin(), old.end(), now.begin(), now.end(), isGrown);
}

/// Where a pair of columns stands in the two tables.
struct KeptColumn
{
    std::size_t before = 0;
    std::size_t after = 0;
    Texts expected; ///< the values that should be there, in the order of the rows before
};

class Comparing
{
public:
    Comparing(const StoredState &before, const StoredState &after, const std::vector<Statement> &statements, const std::vector<Rename> &renames,
              Connection &connection)
        : m_before(before), m_after(after), m_renames(renames), m_connection(connection)
    {
        for (const Statement &statement : statements)
            note(statement);
    }

    Comparison run()
    {
        for (const auto &[ref, table] : m_before.tables)
            compareTable(ref, table);
        for (const auto &[ref, sequence] : m_before.sequences)
            compareSequence(ref, sequence);
        for (const auto &[ref, populated] : m_before.populated) {
            const auto now = m_after.populated.find(nowCalled(ref));
            if (populated && now != m_after.populated.end() && !now->second)
                fault(ref, "is not filled any more");
        }
        return std::move(m_result);
    }

private:
    void note(const Statement &statement)
    {
        if (!statement.losesData)
            return;
        for (const Hazard &hazard : statement.hazards) {
            const bool ofSequence = hazard.id == "drop-sequence" || hazard.id == "sequence-limits";
            (ofSequence ? m_saidOfSequences : m_said).insert(statement.object);
            if (ofSequence && statement.object.kind == Kind::Sequence)
                m_said.insert(statement.object);
        }
    }

    void fault(const ObjectRef &ref, const std::string &words) { m_result.faults.push_back(std::string(keyword(ref.kind)) + ' ' + qualifiedName(ref) + ' ' + words); }
    void note(const ObjectRef &ref, const std::string &words) { m_result.notes.push_back(std::string(keyword(ref.kind)) + ' ' + qualifiedName(ref) + ' ' + words); }

    ObjectRef nowCalled(ObjectRef ref) const
    {
        const ObjectRef old = ref;
        if (!ref.parent.empty())
            ref.parent = nowCalled(ObjectRef{Kind::Table, ref.schema, {}, ref.parent, {}}).name;
        for (const Rename &rename : m_renames)
            if (rename.from.kind == Kind::Schema && rename.from.name == old.schema)
                ref.schema = rename.to;
        for (const Rename &rename : m_renames) { // they name what they stand in by its old or new name
            const bool inOld = rename.from.schema == old.schema && rename.from.parent == old.parent;
            const bool inNew = rename.from.schema == ref.schema && rename.from.parent == ref.parent;
            if (rename.from.kind == old.kind && rename.from.name == old.name && (inOld || inNew))
                ref.name = rename.to;
        }
        return ref;
    }

    /// Whether a hazard says that the rows of the table go: its own, or that of what it is a part of.
    bool saysTableGoes(const ObjectRef &ref) const
    {
        if (m_said.contains(ref))
            return true;
        const auto table = m_before.tables.find(ref);
        const auto &parents = table->second.parents;
        return std::any_of(parents.begin(), parents.end(), [&](const ObjectRef &parent) { return m_before.tables.contains(parent) && saysTableGoes(parent); });
    }

    bool saysColumnGoes(const ObjectRef &table, const std::string &name) const
    {
        if (m_said.contains(table) || m_said.contains(ObjectRef{Kind::Column, table.schema, table.name, name, {}}))
            return true;
        const auto found = m_before.tables.find(table);
        if (found == m_before.tables.end())
            return false;
        const auto &parents = found->second.parents;
        return std::any_of(parents.begin(), parents.end(), [&](const ObjectRef &parent) { return saysColumnGoes(parent, name); });
    }

    /// The column's type, or that of its elements, is a composite one that loses attributes, or a table's that loses columns.
    bool saysAttributeGoes(const std::string &type) const
    {
        const std::string name = type.ends_with("[]") ? type.substr(0, type.size() - 2) : type;
        const Dialect &dialect = Dialect::of(DialectKind::PostgreSql);
        return std::any_of(m_said.begin(), m_said.end(), [&](const ObjectRef &ref) {
            if (ref.kind != Kind::Composite && ref.kind != Kind::Column)
                return false;
            const ObjectRef rows = ref.kind == Kind::Column ? ObjectRef{Kind::Table, ref.schema, {}, ref.parent, {}} : ref;
            return dialect.quoted(rows.name) == name || dialect.qualified(rows) == name;
        });
    }

    void compareTable(const ObjectRef &ref, const StoredTable &before)
    {
        const auto found = m_after.tables.find(nowCalled(ref));
        if (found == m_after.tables.end()) {
            if (!saysTableGoes(ref))
                fault(ref, "is gone with " + counted(before.rows.size(), "row") + ", and no hazard says so");
            return;
        }
        const StoredTable &after = found->second;
        if (before.partitioned && after.partitioned)
            return; // its partitions are compared
        if (before.rows.size() != after.rows.size()) {
            const std::string words = "had " + counted(before.rows.size(), "row") + ", has " + std::to_string(after.rows.size());
            if (saysTableGoes(ref))
                note(ref, words + "; this was said");
            else
                fault(ref, words);
            return;
        }
        if (m_said.contains(ref) && !before.rows.empty())
            fault(ref, "keeps its rows, but a hazard says that they are lost");
        compareColumns(ref, before, after);
    }

    void compareColumns(const ObjectRef &ref, const StoredTable &before, const StoredTable &after)
    {
        std::vector<KeptColumn> kept;
        for (std::size_t i = 0; i < before.columns.size(); ++i) {
            const StoredColumn &old = before.columns[i];
            const ObjectRef column{Kind::Column, ref.schema, ref.name, old.name, {}};
            const auto found = std::find_if(after.columns.begin(), after.columns.end(), [&](const StoredColumn &now) { return now.name == nowCalled(column).name; });
            if (found == after.columns.end() || (old.generation.empty() && !found->generation.empty())) {
                if (old.generation.empty() && !saysColumnGoes(ref, old.name))
                    fault(column, "is gone, and no hazard says so");
                continue;
            }
            if (!old.generation.empty() && old.generation != found->generation && !found->generation.empty())
                continue; // worked out anew
            const std::size_t place = std::size_t(found - after.columns.begin());
            kept.push_back({i, place, valuesOf(before, i)});
            compareValues(column, old, *found, valuesOf(after, place), kept.back());
        }
        compareRows(ref, before, after, kept);
    }

    /// The values that the column should hold now: as they were, or, where the type is another, what the server's own cast makes of them.
    void compareValues(const ObjectRef &column, const StoredColumn &old, const StoredColumn &now, const Texts &got, KeptColumn &kept)
    {
        const Texts wanted = sorted(got);
        const bool hasValues = std::any_of(kept.expected.begin(), kept.expected.end(), [](const Value &value) { return value.has_value(); });
        const bool said = m_said.contains(column) || saysAttributeGoes(old.type);
        if (sorted(kept.expected) == wanted)
            return;
        const Texts asTheyWere = kept.expected;
        if (old.type != now.type || old.type.find('.') != std::string::npos || said) {
            for (const std::string &between : {std::string("text"), old.type}) {
                kept.expected = castTo(asTheyWere, between, now.type);
                if (sorted(kept.expected) == wanted)
                    return;
            }
        }
        kept.expected.clear();
        if (areGrown(asTheyWere, got))
            return;
        if (said && hasValues)
            note(column, "lost values; this was said");
        else
            fault(column, "had " + shown(sorted(asTheyWere)) + ", has " + shown(wanted) + (old.type == now.type ? "" : " (" + old.type + " to " + now.type + ")"));
    }

    Texts castTo(const Texts &values, const std::string &between, const std::string &type)
    {
        Texts cast;
        for (const Value &value : values) {
            const auto rows = m_connection.execute("SELECT ($1::text::" + between + ")::" + type + "::text", {value});
            cast.push_back(rows ? rows->rows[0][0] : Value("not castable"));
        }
        return cast;
    }

    /// The values of kept columns also stand in the same rows as before.
    void compareRows(const ObjectRef &ref, const StoredTable &before, const StoredTable &after, const std::vector<KeptColumn> &kept)
    {
        std::vector<Texts> wanted(before.rows.size()), got(after.rows.size());
        for (const KeptColumn &column : kept) {
            if (column.expected.size() != wanted.size())
                continue; // reported
            for (std::size_t row = 0; row < wanted.size(); ++row) {
                wanted[row].push_back(column.expected[row]);
                got[row].push_back(after.rows[row][column.after]);
            }
        }
        std::sort(wanted.begin(), wanted.end());
        std::sort(got.begin(), got.end());
        if (wanted != got)
            fault(ref, "has the values of its columns in other rows");
    }

    /// New columns may have taken values from it.
    static bool wentOn(const Value &before, const Value &now)
    {
        return now == before || (before && now && std::atoll(now->c_str()) > std::atoll(before->c_str()));
    }

    void compareSequence(const ObjectRef &ref, const StoredSequence &before)
    {
        auto now = m_after.sequences.find(nowCalled(ref));
        if (now == m_after.sequences.end() && before.owner)
            now = std::find_if(m_after.sequences.begin(), m_after.sequences.end(), [&](const auto &other) { return other.second.owner == nowCalled(*before.owner); });
        if (now != m_after.sequences.end()) {
            if (!wentOn(before.last, now->second.last) && !m_saidOfSequences.contains(ref) && !(before.owner && m_saidOfSequences.contains(*before.owner)))
                fault(ref, "was at " + before.last.value_or("its start") + ", is at " + now->second.last.value_or("its start"));
            return;
        }
        const bool ownerGoes = before.owner && saysColumnGoes(ObjectRef{Kind::Table, before.owner->schema, {}, before.owner->parent, {}}, before.owner->name);
        const bool identityGoes = before.owner && m_saidOfSequences.contains(*before.owner);
        if (!m_said.contains(ref) && !identityGoes && !ownerGoes && before.last)
            fault(ref, "is gone, and no hazard says so");
    }

    const StoredState &m_before;
    const StoredState &m_after;
    const std::vector<Rename> &m_renames;
    Connection &m_connection;
    std::set<ObjectRef> m_said; ///< what statements name that lose data
    std::set<ObjectRef> m_saidOfSequences; ///< sequences, and identity columns, whose last value is lost
    Comparison m_result;
};

} // namespace

Comparison compareStates(const StoredState &before, const StoredState &after, const std::vector<Statement> &statements, const std::vector<Rename> &renames,
                         Connection &connection)
{
    return Comparing(before, after, statements, renames, connection).run();
}

} // namespace kilter::campaign
