#include "tests/campaigns/rowfill.h"

#include "core/base/text.h"
#include "tests/campaigns/random.h"
#include "tests/campaigns/rowvalues.h"

#include <algorithm>
#include <stdexcept>

namespace kilter::campaign {

namespace {

Rows ask(Connection &connection, const std::string &sql)
{
    auto rows = connection.execute(sql);
    if (!rows)
        throw std::runtime_error(kilter::toText(rows.error()) + "\n" + sql);
    return std::move(*rows);
}

/// Tables of people's own schemas, not those of extensions.
constexpr const char *ownTables = R"(c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'))";

constexpr const char *columnsQuery = R"(
SELECT c.oid, c.oid::regclass::text, c.relispartition, quote_ident(a.attname), a.atttypid, a.atttypmod, a.attnotnull,
    (SELECT string_agg(pg_get_constraintdef(k.oid), ' ') FROM pg_constraint k WHERE k.contype = 'c'
        AND ((k.conrelid = c.oid AND a.attnum = ANY (k.conkey)) OR (k.contypid <> 0 AND k.contypid = a.atttypid)))
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
WHERE %1 ORDER BY c.oid, a.attnum)";

/// Each partition with its parent, the parent's key columns and its bounds.
constexpr const char *partitionsQuery = R"(
SELECT i.inhrelid, i.inhparent, c.relkind, pg_get_expr(c.relpartbound, c.oid),
    (SELECT string_agg(quote_ident(a.attname), ',' ORDER BY k.place) FROM unnest(p.partattrs) WITH ORDINALITY k(number, place)
        JOIN pg_attribute a ON a.attrelid = p.partrelid AND a.attnum = k.number)
FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid AND c.relispartition JOIN pg_partitioned_table p ON p.partrelid = i.inhparent
ORDER BY i.inhrelid)";

constexpr const char *danglingQuery = R"(
SELECT format('DELETE FROM %s x WHERE %s AND NOT EXISTS (SELECT FROM %s y WHERE %s)', conrelid::regclass,
    string_agg(format('x.%I IS NOT NULL', a.attname), ' AND '), confrelid::regclass, string_agg(format('x.%I = y.%I', a.attname, b.attname), ' AND '))
FROM pg_constraint k CROSS JOIN unnest(k.conkey, k.confkey) AS pair(here, there)
JOIN pg_attribute a ON a.attrelid = conrelid AND a.attnum = here JOIN pg_attribute b ON b.attrelid = confrelid AND b.attnum = there
WHERE contype = 'f' AND conparentid = 0 GROUP BY k.oid, conrelid, confrelid)";

using Texts = std::vector<Value>;

struct ColumnToFill
{
    std::string name;
    std::string type;
    int modifier = -1;
    bool mayBeNull = false;
    std::string checks; ///< definitions of the checks that name it
};

struct TableToFill
{
    std::string oid;
    std::string name; ///< as SQL
    std::vector<ColumnToFill> columns;
};

struct Partition
{
    std::string parent;
    bool isLeaf = true;
    std::map<std::string, Value> key; ///< a value within its bounds, by column
};

/// Constants of a check or of bounds: 'text', 12, -1.5, true.
std::vector<Value> constantsIn(std::string_view sql)
{
    std::vector<Value> found;
    for (std::size_t i = 0; i < sql.size();) {
        if (sql[i] == '\'') {
            std::string text;
            for (++i; i < sql.size() && (sql[i] != '\'' || (i + 1 < sql.size() && sql[i + 1] == '\'')); ++i) {
                text += sql[i];
                i += sql[i] == '\'';
            }
            found.emplace_back(text);
            ++i;
        } else if (std::isalnum(static_cast<unsigned char>(sql[i])) || sql[i] == '_' || sql[i] == '-') {
            const std::size_t begin = i++;
            while (i < sql.size() && (std::isalnum(static_cast<unsigned char>(sql[i])) || sql[i] == '_' || sql[i] == '.'))
                ++i;
            const std::string token(sql.substr(begin, i - begin));
            if (token.find_first_not_of("-.0123456789") == std::string::npos && token != "-")
                found.emplace_back(token);
            else if (token == "NULL" || token == "MINVALUE" || token == "MAXVALUE")
                found.emplace_back(std::nullopt);
            else if (token == "true" || token == "false")
                found.emplace_back(token);
        } else {
            ++i;
        }
    }
    return found;
}

class Filler
{
public:
    Filler(Connection &connection, const FillOptions &options) : m_connection(connection), m_options(options), m_values(connection), m_random(7) {}

    Filling run()
    {
        ask(m_connection, "SET session_replication_role = replica");
        readPartitions();
        for (const TableToFill &table : tables())
            fill(table);
        removeDangling();
        moveSequences();
        refreshViews();
        ask(m_connection, "SET session_replication_role = origin");
        return std::move(m_filling);
    }

private:
    std::vector<TableToFill> tables()
    {
        std::vector<TableToFill> found;
        const Rows rows = ask(m_connection, replaced(columnsQuery, "%1", ownTables));
        for (std::size_t row = 0; row < rows.rows.size(); ++row) {
            if (rows.isTrue(row, 2))
                continue; // filled through the whole
            if (found.empty() || found.back().oid != rows.text(row, 0))
                found.push_back({rows.text(row, 0), rows.text(row, 1), {}});
            found.back().columns.push_back({rows.text(row, 3), rows.text(row, 4), int(rows.integer(row, 5)), !rows.isTrue(row, 6), rows.text(row, 7)});
        }
        return found;
    }

    void readPartitions()
    {
        const Rows rows = ask(m_connection, partitionsQuery);
        for (std::size_t row = 0; row < rows.rows.size(); ++row) {
            Partition partition{rows.text(row, 1), rows.text(row, 2) != "p", {}};
            const std::string &bounds = rows.text(row, 3);
            const auto constants = bounds.find("WITH (") == std::string::npos ? constantsIn(bounds) : std::vector<Value>();
            const std::vector<std::string> names = split(rows.text(row, 4), ',');
            for (std::size_t i = 0; i < names.size() && i < constants.size(); ++i)
                partition.key.emplace(names[i], constants[i]);
            m_partitions.emplace(rows.text(row, 0), std::move(partition));
        }
    }

    /// What a row of each leaf of the table must hold.
    std::vector<std::map<std::string, Value>> leavesOf(const std::string &table) const
    {
        std::vector<std::map<std::string, Value>> found;
        for (const auto &[oid, leaf] : m_partitions) {
            std::map<std::string, Value> key = leaf.key;
            std::string above = leaf.parent;
            for (auto next = m_partitions.find(above); next != m_partitions.end(); next = m_partitions.find(above)) {
                key.insert(next->second.key.begin(), next->second.key.end());
                above = next->second.parent;
            }
            if (leaf.isLeaf && above == table && !key.empty())
                found.push_back(std::move(key));
        }
        return found;
    }

    void fill(const TableToFill &table)
    {
        m_refusal.clear();
        int rows = 0;
        for (int i = 1; i <= m_options.rows; ++i)
            rows += tryRow(table, i, m_options.nulls && i == m_options.rows, {});
        int next = 10;
        for (const auto &key : leavesOf(table.oid))
            rows += tryRow(table, next++, false, key);
        m_filling.tables += rows > 0;
        m_filling.rows += rows;
        if (rows == 0)
            m_filling.empty.push_back(table.name + ": " + m_refusal);
    }

    /// Whether a row could be put in, with the plain values or others.
    bool tryRow(const TableToFill &table, int i, bool nulls, const std::map<std::string, Value> &key)
    {
        if (nulls && insert(table, texts(table, i, true, key)))
            return true;
        const Texts plain = texts(table, i, false, key);
        if (insert(table, plain))
            return true;
        for (int attempt = 0; attempt < 60; ++attempt) {
            Texts others = plain;
            bool differs = false;
            for (std::size_t column = 0; column < others.size(); ++column) {
                if (table.columns[column].checks.empty() || key.contains(table.columns[column].name))
                    continue;
                const std::vector<Value> choices = choicesFor(table.columns[column], i);
                others[column] = attempt < 8 ? choices[std::size_t(attempt + i - 1) % choices.size()] : m_random.of(choices);
                differs = true;
            }
            if (!differs)
                return false;
            if (insert(table, others))
                return true;
        }
        return false;
    }

    Texts texts(const TableToFill &table, int i, bool nulls, const std::map<std::string, Value> &key) const
    {
        Texts values;
        for (const ColumnToFill &column : table.columns) {
            const auto wanted = key.find(column.name);
            if (wanted != key.end())
                values.push_back(wanted->second);
            else if (nulls && column.mayBeNull)
                values.emplace_back(std::nullopt);
            else
                values.emplace_back(m_values.value(column.type, column.modifier, i));
        }
        return values;
    }

    /// What a check may like: its own constants, and shapes that are often asked for.
    std::vector<Value> choicesFor(const ColumnToFill &column, int i) const
    {
        const std::string digits = std::to_string(i);
        std::vector<Value> choices{m_values.value(column.type, column.modifier, i)};
        for (const Value &constant : constantsIn(column.checks)) {
            choices.push_back(constant);
            if (constant && !constant->empty() && constant->find_first_not_of("-.0123456789") == std::string::npos)
                choices.emplace_back(std::to_string(std::atol(constant->c_str()) + i));
        }
        if (column.mayBeNull)
            choices.emplace_back(std::nullopt);
        const std::string base = m_values.baseName(column.type);
        if (base == "bytea") // a hash
            choices.emplace_back("\\x" + std::string(62, '0') + (i < 10 ? "0" : "") + digits);
        if (base == "text" || base == "varchar" || base == "citext" || base == "bpchar")
            for (const std::string &text : {"v" + digits + "@example.org", "1234" + digits, "https://example.org/" + digits, "VVVVVVVVVVVV" + digits, std::string(64, 'a'),
                                            "12345-123" + digits, "V" + digits})
                choices.emplace_back(text);
        return choices;
    }

    bool insert(const TableToFill &table, const Texts &values)
    {
        std::string names, places;
        for (std::size_t i = 0; i < values.size(); ++i) {
            names += (i ? ", " : "") + table.columns[i].name;
            places += (i ? ", $" : "$") + std::to_string(i + 1);
        }
        const std::string sql = values.empty() ? "INSERT INTO " + table.name + " DEFAULT VALUES"
                                               : "INSERT INTO " + table.name + " (" + names + ") OVERRIDING SYSTEM VALUE VALUES (" + places + ')';
        const auto done = m_connection.execute(sql, values);
        if (!done && m_refusal.empty())
            m_refusal = done.error().message;
        return done.has_value();
    }

    /// Rows whose counterpart could not be put in are taken out, and those that lean on them.
    void removeDangling()
    {
        const Rows deletes = ask(m_connection, danglingQuery);
        for (bool again = true; again;) {
            again = false;
            for (std::size_t row = 0; row < deletes.rows.size(); ++row) {
                const std::int64_t removed = ask(m_connection, deletes.text(row, 0)).affected;
                m_filling.rows -= int(removed);
                again = again || removed > 0;
            }
        }
    }

    void moveSequences()
    {
        const Rows sequences = ask(m_connection, replaced("SELECT c.oid::regclass FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE %1", "%1",
                                                          replaced(ownTables, "'r', 'p'", "'S'")));
        for (std::size_t row = 0; row < sequences.rows.size(); ++row)
            for (int step = 0; step < 7; ++step) // one with a small end stays there
                if (!m_connection.execute("SELECT nextval($1)", {Value(sequences.text(row, 0))}))
                    break;
    }

    void refreshViews()
    {
        const Rows views = ask(m_connection, "SELECT oid::regclass FROM pg_class WHERE relkind = 'm' AND relispopulated ORDER BY oid");
        for (std::size_t row = 0; row < views.rows.size(); ++row)
            if (const auto done = m_connection.execute("REFRESH MATERIALIZED VIEW " + views.text(row, 0)); !done)
                m_filling.empty.push_back(views.text(row, 0) + ": " + done.error().message);
    }

    Connection &m_connection;
    FillOptions m_options;
    ValueMaker m_values;
    Random m_random;
    std::map<std::string, Partition> m_partitions; ///< by number
    std::string m_refusal; ///< of the table at hand, the first
    Filling m_filling;
};

} // namespace

Filling fillTables(Connection &connection, const FillOptions &options)
{
    return Filler(connection, options).run();
}

} // namespace kilter::campaign
