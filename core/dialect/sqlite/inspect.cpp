#include "core/dialect/sqlite/inspect.h"

#include "core/base/text.h"
#include "core/dialect/ledgertables.h"
#include "core/dialect/sqlite/constraintnames.h"
#include "core/dialect/sqlite/normalise.h"
#include "core/dialect/sqlite/schemarows.h"
#include "core/dialect/sqlite/tableparts.h"

#include <algorithm>
#include <set>

namespace kilter::sqlite {
namespace {

/// Turns the rows of a schema into a catalog, with texts as they are written.
class Reader
{
public:
    Reader(const SchemaRows &schema, const InspectOptions &options) : m_schema(schema), m_options(options) {}

    Catalog read()
    {
        for (const SchemaRow &row : m_schema.objects) {
            if (row.type == "table" && isLeftOut(row))
                m_leftOut.insert(lowered(row.name));
        }
        for (const SchemaRow &row : m_schema.objects) {
            if (!m_leftOut.contains(lowered(row.table)) && !lowered(row.name).starts_with("sqlite_"))
                readRow(row);
        }
        m_catalog.addAll(std::move(m_objects));
        return std::move(m_catalog);
    }

private:
    bool isLeftOut(const SchemaRow &row) const
    {
        if (lowered(row.name).starts_with("sqlite_"))
            return true;
        const auto found = m_schema.tables.find(row.name);
        if (!m_options.leaveOutLedgers || found == m_schema.tables.end())
            return false;
        std::vector<std::string> columns;
        std::ranges::transform(found->second.columns, std::back_inserter(columns), &PragmaColumn::name);
        return isLedgerTable({}, row.name, columns, m_options.ledgerTable);
    }

    void readRow(const SchemaRow &row)
    {
        if (row.type == "table")
            readTable(row);
        else if (row.type == "index" && !row.sql.empty())
            readIndex(row);
        else if (row.type == "view")
            readView(row);
        else if (row.type == "trigger")
            readTrigger(row);
    }

    void note(Severity severity, std::string message, std::string hint = {})
    {
        m_catalog.notes.push_back({severity, "not-modelled", std::move(message), std::move(hint), {}});
    }

    static std::string partOf(const std::string &table, const std::string &what) { return notePrefix(table) + what; }

    void readTable(const SchemaRow &row)
    {
        if (row.listType == "virtual" || row.listType == "shadow") {
            note(Severity::Warning, (row.listType == "virtual" ? "virtual table " : "shadow table ") + row.name + " is not modelled", "keep it in hand-written migrations");
            return;
        }
        const auto pragmas = m_schema.tables.find(row.name);
        if (pragmas == m_schema.tables.end()) {
            note(Severity::Warning, "table " + row.name + " cannot be read");
            return;
        }
        auto parsed = parseTable(row.sql);
        std::string wrong = parsed ? contradiction(*parsed, pragmas->second) : parsed.error().message;
        if (!wrong.empty())
            note(Severity::Warning, partOf(row.name, "its text was not understood (" + wrong + "), its checks and names of constraints are not modelled"));
        addTable(row, wrong.empty() ? std::move(*parsed) : tableOf(row, pragmas->second));
    }

    void addTable(const SchemaRow &row, ParsedTable parsed)
    {
        const ObjectRef ref = tableRef({}, row.name);
        Table table;
        table.strict = parsed.strict;
        table.withoutRowid = parsed.withoutRowid;
        for (const ParsedColumn &column : parsed.columns) {
            table.columnOrder.push_back(column.name);
            addColumn(row.name, column, parsed.constraints);
        }
        m_objects.emplace_back(ref, std::move(table));
        std::vector<NamedConstraint> named;
        for (const ParsedConstraint &constraint : parsed.constraints) {
            std::vector<std::string> columns;
            std::ranges::transform(constraint.columns, std::back_inserter(columns), &IndexedColumn::expression);
            named.push_back({constraint.kind, std::move(columns), constraint.column, constraint.name});
        }
        const std::vector<std::string> names = constraintNames(row.name, named);
        for (std::size_t i = 0; i < names.size(); ++i)
            addConstraint(row.name, names[i], parsed.constraints[i], named[i].columns);
    }

    void addColumn(const std::string &table, const ParsedColumn &parsed, const std::vector<ParsedConstraint> &constraints)
    {
        Column column;
        column.type = parsed.type;
        column.notNull = parsed.notNull;
        column.defaultExpression = parsed.defaultText;
        column.generated = parsed.generated;
        column.generationExpression = parsed.generationExpression;
        column.collation = parsed.collation.empty() ? std::string() : '"' + replaced(parsed.collation, "\"", "\"\"") + '"';
        column.autoIncrement = std::ranges::any_of(constraints, [&](const ParsedConstraint &constraint) {
            return constraint.autoIncrement && equalsIgnoringCase(constraint.columns.at(0).expression, parsed.name);
        });
        if (parsed.hasUnmodelled)
            note(Severity::Warning, partOf(table, "ON CONFLICT of NOT NULL of column " + parsed.name + " is not modelled"), "a rebuild of the table would lose it");
        m_objects.emplace_back(columnRef({}, table, parsed.name), std::move(column));
    }

    void addConstraint(const std::string &table, const std::string &name, const ParsedConstraint &parsed, const std::vector<std::string> &columns)
    {
        Object object({parsed.kind, {}, table, name, {}}, bodyOf(parsed, columns));
        setUnnamed(object, parsed.name != name);
        const bool isPlain = std::ranges::none_of(parsed.columns, [](const IndexedColumn &c) { return c.descending || !c.collation.empty(); });
        if (!isPlain)
            note(Severity::Warning, partOf(table, "DESC or COLLATE in constraint " + name + " is not modelled"), "a rebuild of the table would lose it");
        m_objects.push_back(std::move(object));
    }

    static Body bodyOf(const ParsedConstraint &parsed, const std::vector<std::string> &columns)
    {
        if (parsed.kind == Kind::PrimaryKey) {
            PrimaryKey key;
            key.columns = columns;
            key.conflict = parsed.conflict;
            return key;
        }
        if (parsed.kind == Kind::Unique) {
            UniqueKey key;
            key.columns = columns;
            key.conflict = parsed.conflict;
            return key;
        }
        if (parsed.kind == Kind::Check) {
            CheckConstraint check;
            check.expression = parsed.expression;
            return check;
        }
        ForeignKey key;
        key.columns = columns;
        key.referencedTable = tableRef({}, parsed.reference.table);
        key.referencedColumns = parsed.reference.columns;
        key.onDelete = parsed.reference.onDelete;
        key.onUpdate = parsed.reference.onUpdate;
        key.match = parsed.reference.match;
        key.deferrable = parsed.reference.deferrable;
        key.initiallyDeferred = parsed.reference.initiallyDeferred;
        return key;
    }

    template<class Parsed>
    bool isUnderstood(const SchemaRow &row, const Result<Parsed> &parsed)
    {
        if (!parsed)
            note(Severity::Warning, row.type + ' ' + row.name + " was not understood: " + parsed.error().message);
        return parsed.has_value();
    }

    void readIndex(const SchemaRow &row)
    {
        if (!m_schema.tables.contains(row.table))
            return; // of a virtual table's own, noted with it
        const auto parsed = parseIndex(row.sql);
        if (!isUnderstood(row, parsed))
            return;
        Index index;
        index.unique = parsed->unique;
        index.where = parsed->where;
        for (const IndexedColumn &key : parsed->keys)
            index.keys.push_back({key.expression, key.isExpression, key.collation.empty() ? std::string() : '"' + replaced(key.collation, "\"", "\"\"") + '"', {}, key.descending, false});
        m_objects.emplace_back(ObjectRef{Kind::Index, {}, row.table, row.name, {}}, std::move(index));
    }

    void readView(const SchemaRow &row)
    {
        const auto parsed = parseView(row.sql);
        if (isUnderstood(row, parsed))
            m_objects.emplace_back(ObjectRef{Kind::View, {}, {}, row.name, {}}, View{parsed->query, parsed->columns, {}, {}});
    }

    void readTrigger(const SchemaRow &row)
    {
        if (isUnderstood(row, parseTrigger(row.sql)))
            m_objects.emplace_back(ObjectRef{Kind::Trigger, {}, row.table, row.name, {}}, Trigger{row.sql});
    }

    const SchemaRows &m_schema;
    const InspectOptions &m_options;
    std::set<std::string> m_leftOut;
    std::vector<Object> m_objects;
    Catalog m_catalog;
};

} // namespace

std::string notePrefix(std::string_view table)
{
    return "table " + std::string(table) + ": ";
}

Result<Catalog> inspect(Connection &connection, const InspectOptions &options)
{
    connection.setStop(options.stop);
    SchemaRows schema;
    if (connection.inTransaction()) {
        KILTER_TRY(schema, readSchemaRows(connection));
    } else {
        KILTER_TRY(Transaction transaction, Transaction::begin(connection));
        KILTER_TRY(schema, readSchemaRows(connection));
        KILTER_CHECK(transaction.commit());
    }
    Catalog catalog = Reader(schema, options).read();
    catalog.dialect = DialectKind::Sqlite;
    catalog.serverVersion = connection.serverVersion();
    catalog.settled = true;
    return canonical(std::move(catalog));
}

} // namespace kilter::sqlite
