#include "core/base/text.h"
#include "tests/campaigns/model.h"

namespace kilter::campaign {

namespace {

std::string inDoubleQuotes(const std::string &name) { return '"' + replaced(name, "\"", "\"\"") + '"'; }

/// As people write them: SQLite takes three kinds of quotes.
std::string inAnyQuotes(const std::string &name)
{
    if (name.size() % 3 == 0 && name.find(']') == std::string::npos)
        return '[' + name + ']';
    return name.size() % 3 == 1 ? '`' + replaced(name, "`", "``") + '`' : inDoubleQuotes(name);
}

std::string literal(const std::string &text) { return '\'' + replaced(text, "'", "''") + '\''; }

/// Writes one model as SQL.
class Writer
{
public:
    explicit Writer(const SchemaModel &model) : m_model(model) {}

    std::string script();
    std::string rows();
    std::string tableName(const TableModel &table) const { return qualified(table.schema, table.name); }
    std::string asText(const ColumnModel &column) const
    {
        return m_model.isPostgres() ? quoted(column.name) + "::text" : "CAST(" + quoted(column.name) + " AS TEXT)";
    }

private:
    std::string quoted(const std::string &name) const { return postgres() ? inDoubleQuotes(name) : inAnyQuotes(name); }
    bool postgres() const { return m_model.isPostgres(); }
    std::string qualified(int schema, const std::string &name) const
    {
        if (!postgres())
            return quoted(name);
        for (const NamedModel &item : m_model.schemas)
            if (item.id == schema)
                return quoted(item.name) + "." + quoted(name);
        return quoted(name);
    }
    void line(const std::string &sql) { m_script += sql + ";\n"; }
    void comment(const std::string &what, const std::string &text)
    {
        if (!text.empty())
            line("COMMENT ON " + what + " IS " + literal(text));
    }

    const EnumModel &enumOf(const Type &type) const;
    std::string typeName(const Type &type, bool strict) const;
    std::string value(const ColumnModel &column, int variant) const;
    std::string defaultText(const ColumnModel &column) const;
    std::string checkText(const ColumnModel &column, int variant) const;
    std::string columnText(const TableModel &table, const ColumnModel &column) const;
    std::string columnList(const TableModel &table, const std::vector<int> &columns) const;
    std::string keyText(const TableModel &table, const KeyModel &key, const std::string &word) const;
    std::string referencesText(const ForeignKeyModel &key) const;
    std::string inlineConstraints(const TableModel &table, const ColumnModel &column) const;
    bool isInline(const TableModel &table, const std::vector<int> &columns) const;
    bool countsUp(const TableModel &table) const;
    std::string foreignKeyText(const TableModel &table, const ForeignKeyModel &key) const;
    std::string indexKeyText(const TableModel &table, const IndexKeyModel &key) const;
    void writeTable(const TableModel &table);
    void writeIndexes(const TableModel &table);
    void writeTableComments(const TableModel &table);
    void writeView(const ViewModel &view);
    void writeTypesAndSequences();

    const SchemaModel &m_model;
    std::string m_script;
};

const EnumModel &Writer::enumOf(const Type &type) const
{
    for (const EnumModel &item : m_model.enums)
        if (item.id == type.enumId)
            return item;
    std::abort(); // an edit that drops an enum in use is wrong
}

std::string Writer::typeName(const Type &type, bool strict) const
{
    const bool lite = !postgres();
    if (strict)
        return type.isInteger() || type.kind == TypeKind::Boolean ? "INTEGER" : "TEXT";
    switch (type.kind) {
    case TypeKind::Integer: return "integer";
    case TypeKind::BigInt: return "bigint";
    case TypeKind::Numeric: return lite ? "decimal(" + std::to_string(type.size) + ",2)" : "numeric(" + std::to_string(type.size) + ",2)";
    case TypeKind::Text: return "text";
    case TypeKind::Varchar: return "varchar(" + std::to_string(type.size) + ")";
    case TypeKind::Boolean: return "boolean";
    case TypeKind::Date: return lite ? "text" : "date";
    case TypeKind::Timestamp: return lite ? "datetime" : "timestamp with time zone";
    case TypeKind::Jsonb: return lite ? "json" : "jsonb";
    case TypeKind::Uuid: return lite ? "uuid" : "uuid";
    case TypeKind::IntegerArray: return "integer[]";
    case TypeKind::EnumArray: return qualified(enumOf(type).schema, enumOf(type).name) + "[]";
    case TypeKind::Enum: return qualified(enumOf(type).schema, enumOf(type).name);
    }
    return {};
}

/// A value of the column; variants differ except for booleans and enums.
std::string Writer::value(const ColumnModel &column, int n) const
{
    const std::string digit = std::to_string(n);
    switch (column.type.kind) {
    case TypeKind::Integer:
    case TypeKind::BigInt: return digit;
    case TypeKind::Numeric: return postgres() ? digit + ".50" : literal("x" + digit);
    case TypeKind::Text:
    case TypeKind::Varchar: return literal("v" + digit + "'\"é🎛");
    case TypeKind::Boolean: return postgres() ? (n % 2 ? "true" : "false") : (n % 2 ? "1" : "0");
    case TypeKind::Date: return literal("2025-01-0" + digit) + (postgres() ? "::date" : "");
    case TypeKind::Timestamp: return literal("2025-01-0" + digit + " 10:00:00+00") + (postgres() ? "::timestamptz" : "");
    case TypeKind::Jsonb: return postgres() ? literal("{\"k\": " + digit + ", \"it's\": null}") + "::jsonb" : literal("{}");
    case TypeKind::Uuid: return literal("00000000-0000-0000-0000-00000000000" + digit) + (postgres() ? "::uuid" : "");
    case TypeKind::IntegerArray: return "ARRAY[" + digit + ", 2]";
    case TypeKind::EnumArray: return "ARRAY[" + literal(enumOf(column.type).usedLabels[n % 2]) + "]::" + typeName(column.type, false);
    case TypeKind::Enum: return literal(enumOf(column.type).usedLabels[n % 2]) + "::" + typeName(column.type, false);
    }
    return "NULL";
}

std::string Writer::defaultText(const ColumnModel &column) const
{
    if (column.sequence) {
        for (const SequenceModel &item : m_model.sequences)
            if (item.id == column.sequence)
                return "nextval(" + literal(qualified(item.schema, item.name)) + ")";
        return {};
    }
    if (column.defaultVariant == 0)
        return {};
    if (!postgres() && column.defaultVariant == 5 && column.type.kind == TypeKind::Timestamp)
        return "CURRENT_TIMESTAMP";
    if (!postgres() && column.defaultVariant == 4 && column.type.isText())
        return "('a' || 'b''c')";
    if (!postgres())
        return column.defaultVariant == 5 && column.type.isText() ? "'now()'" : value(column, column.defaultVariant);
    if (column.defaultVariant == 5 && column.type.kind == TypeKind::Timestamp)
        return "now()";
    if (column.defaultVariant == 4 && column.type.isText())
        return "('a'::text || 'b''c')";
    if (column.defaultVariant == 4 && column.type.isInteger())
        return "(3 + 4)";
    return value(column, column.defaultVariant);
}

std::string Writer::checkText(const ColumnModel &column, int variant) const
{
    const std::string name = quoted(column.name);
    const std::string number = std::to_string(variant);
    if (column.type.isInteger() || (postgres() && column.type.kind == TypeKind::Numeric))
        return variant % 2 ? name + " > -" + number + "00" : name + " NOT IN (-1, -" + number + "0)";
    if (column.type.isText())
        return variant % 2 ? name + " <> " + literal("q'" + number) : "length(" + name + ") < 10" + number;
    if (column.type.kind == TypeKind::Date && postgres())
        return name + " > '199" + number + "-01-01'::date";
    return name + " IS NOT NULL OR " + number + " > 0";
}

std::string Writer::columnText(const TableModel &table, const ColumnModel &column) const
{
    std::string text = quoted(column.name) + " ";
    const bool serial = postgres() && column.counter == ColumnModel::Counter::Serial;
    if (serial)
        text += column.type.kind == TypeKind::BigInt ? "bigserial" : "serial";
    else
        text += typeName(column.type, table.strict);
    if (column.collated && column.type.isText())
        text += postgres() ? " COLLATE \"C\"" : " COLLATE NOCASE";
    if (column.generatedFrom) {
        const ColumnModel *source = table.column(column.generatedFrom);
        text += " GENERATED ALWAYS AS (" + quoted(source->name) + " * " + std::to_string(column.generatedVariant) + ")";
        text += column.generatedStored ? " STORED" : " VIRTUAL";
    } else if (!postgres() && column.counter != ColumnModel::Counter::None) {
        // AUTOINCREMENT stands behind the key, where there is one to count
    } else if (column.counter == ColumnModel::Counter::Always || column.counter == ColumnModel::Counter::ByDefault) {
        text += column.counter == ColumnModel::Counter::Always ? " GENERATED ALWAYS AS IDENTITY" : " GENERATED BY DEFAULT AS IDENTITY";
        if (column.id % 3 == 0)
            text += " (START WITH 10 INCREMENT BY 5)";
    } else if (const std::string value = defaultText(column); !value.empty()) {
        text += " DEFAULT " + value;
    }
    return text + (column.notNull ? " NOT NULL" : "") + inlineConstraints(table, column);
}

bool Writer::isInline(const TableModel &table, const std::vector<int> &columns) const
{
    return !postgres() && columns.size() == 1 && (table.id % 2 == 0 || countsUp(table));
}

bool Writer::countsUp(const TableModel &table) const
{
    const ColumnModel &column = table.columns[0];
    return !postgres() && column.counter != ColumnModel::Counter::None && column.type.kind == TypeKind::Integer && !table.withoutRowid &&
           !table.primary.empty() && table.primary[0].columns == std::vector{column.id};
}

/// SQLite, in every other table: constraints of one column stand at it.
std::string Writer::inlineConstraints(const TableModel &table, const ColumnModel &column) const
{
    std::string text;
    const auto concerns = [&](const std::vector<int> &columns) { return isInline(table, columns) && columns[0] == column.id; };
    const auto named = [&](const std::string &name) { return name.empty() ? std::string(" ") : " CONSTRAINT " + quoted(name) + " "; };
    for (const KeyModel &key : table.primary)
        if (concerns(key.columns))
            text += named(key.name) + "PRIMARY KEY" + (countsUp(table) ? " AUTOINCREMENT" : "");
    for (const KeyModel &key : table.uniques)
        if (concerns(key.columns))
            text += named(key.name) + "UNIQUE";
    for (const CheckModel &check : table.checks)
        if (concerns({check.column}))
            text += named(check.name) + "CHECK (" + checkText(column, check.variant) + ")";
    for (const ForeignKeyModel &key : table.foreignKeys)
        if (concerns({key.column}))
            text += named(key.name) + referencesText(key);
    return text;
}

std::string Writer::columnList(const TableModel &table, const std::vector<int> &columns) const
{
    std::vector<std::string> names;
    for (const int id : columns)
        names.push_back(quoted(table.column(id)->name));
    return "(" + joined(names, ", ") + ")";
}

std::string Writer::keyText(const TableModel &table, const KeyModel &key, const std::string &word) const
{
    std::string text = key.name.empty() ? std::string() : "CONSTRAINT " + quoted(key.name) + " ";
    text += word + (key.nullsNotDistinct ? " NULLS NOT DISTINCT " : " ") + columnList(table, key.columns);
    if (!key.include.empty())
        text += " INCLUDE " + columnList(table, key.include);
    if (key.deferrable)
        text += key.deferred ? " DEFERRABLE INITIALLY DEFERRED" : " DEFERRABLE";
    return text;
}

std::string Writer::foreignKeyText(const TableModel &table, const ForeignKeyModel &key) const
{
    return (key.name.empty() ? std::string() : "CONSTRAINT " + quoted(key.name) + " ") + "FOREIGN KEY " + columnList(table, {key.column}) + " " +
           referencesText(key);
}

std::string Writer::referencesText(const ForeignKeyModel &key) const
{
    const TableModel *other = m_model.table(key.table);
    std::string text = "REFERENCES " + tableName(*other) + " " + columnList(*other, {key.referenced});
    if (key.matchFull)
        text += " MATCH FULL";
    if (!key.onDelete.empty())
        text += " ON DELETE " + key.onDelete;
    if (!key.onUpdate.empty())
        text += " ON UPDATE " + key.onUpdate;
    if (key.deferrable)
        text += key.deferred ? " DEFERRABLE INITIALLY DEFERRED" : " DEFERRABLE";
    return text;
}

std::string Writer::indexKeyText(const TableModel &table, const IndexKeyModel &key) const
{
    const ColumnModel &column = *table.column(key.column);
    std::string text = quoted(column.name);
    if (key.expression && column.type.isInteger())
        text = "(" + text + " + 1)";
    else if (key.expression && column.type.isText())
        text = "lower(" + text + ")";
    if (key.collated && column.type.isText())
        text += postgres() ? " COLLATE \"POSIX\"" : " COLLATE RTRIM";
    if (key.pattern && column.type.isText() && postgres())
        text += " text_pattern_ops";
    if (key.descending)
        text += " DESC";
    if (key.nullsOther)
        text += key.descending ? " NULLS LAST" : " NULLS FIRST";
    return text;
}

void Writer::writeIndexes(const TableModel &table)
{
    for (const IndexModel &index : table.indexes) {
        std::vector<std::string> keys;
        for (const IndexKeyModel &key : index.keys)
            keys.push_back(indexKeyText(table, key));
        std::string text = std::string(index.unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ") + quoted(index.name) + " ON " + tableName(table);
        text += (index.method.empty() ? "" : " USING " + index.method) + " (" + joined(keys, ", ") + ")";
        if (!index.include.empty())
            text += " INCLUDE " + columnList(table, index.include);
        if (index.fillfactor)
            text += " WITH (fillfactor = " + std::to_string(index.fillfactor) + ")";
        if (index.whereColumn)
            text += " WHERE " + checkText(*table.column(index.whereColumn), 3);
        line(text);
        comment("INDEX " + qualified(table.schema, index.name), index.comment);
    }
}

void Writer::writeTable(const TableModel &table)
{
    std::vector<std::string> elements;
    for (const ColumnModel &column : table.columns)
        elements.push_back(columnText(table, column));
    for (const KeyModel &key : table.primary)
        if (!isInline(table, key.columns))
            elements.push_back(keyText(table, key, "PRIMARY KEY"));
    for (const KeyModel &key : table.uniques)
        if (!isInline(table, key.columns))
            elements.push_back(keyText(table, key, "UNIQUE"));
    for (const CheckModel &check : table.checks)
        if (!isInline(table, {check.column}))
            elements.push_back((check.name.empty() ? std::string() : "CONSTRAINT " + quoted(check.name) + " ") + "CHECK (" +
                               checkText(*table.column(check.column), check.variant) + ")");
    if (!postgres())
        for (const ForeignKeyModel &key : table.foreignKeys)
            if (!isInline(table, {key.column}))
                elements.push_back(foreignKeyText(table, key));
    std::string text = std::string(table.unlogged ? "CREATE UNLOGGED TABLE " : "CREATE TABLE ") + tableName(table) + " (\n  " + joined(elements, ",\n  ") + ")";
    if (table.partitionColumn)
        text += std::string(" PARTITION BY ") + std::array{"RANGE ", "LIST ", "HASH "}[std::size_t(table.partitionBy)] + columnList(table, {table.partitionColumn});
    std::vector<std::string> options;
    if (table.strict)
        options.emplace_back("STRICT");
    if (table.withoutRowid)
        options.emplace_back("WITHOUT ROWID");
    line(text + (options.empty() ? "" : " " + joined(options, ", ")));
    for (const PartitionModel &part : table.partitions)
        line("CREATE TABLE " + qualified(table.schema, part.name) + " PARTITION OF " + tableName(table) + " " + part.bound);
}

void Writer::writeTableComments(const TableModel &table)
{
    comment("TABLE " + tableName(table), table.comment);
    for (const ColumnModel &column : table.columns)
        comment("COLUMN " + tableName(table) + "." + quoted(column.name), column.comment);
    for (const KeyModel &key : table.primary)
        if (!key.name.empty())
            comment("CONSTRAINT " + quoted(key.name) + " ON " + tableName(table), key.comment);
}

void Writer::writeView(const ViewModel &view)
{
    const TableModel *table = m_model.table(view.source);
    const ViewModel *source = m_model.view(view.source);
    const auto nameOf = [&](int id) {
        if (table)
            return quoted(table->column(id)->name);
        for (const ViewColumnModel &column : source->columns)
            if (column.id == id)
                return quoted(column.name);
        return std::string("NULL");
    };
    std::vector<std::string> columns;
    for (const ViewColumnModel &column : view.columns) {
        std::string text = nameOf(column.source);
        if (column.form == 1)
            text = "CAST(" + text + " AS text)";
        else if (column.form == 2)
            text += " IS NULL";
        columns.push_back(text + " AS " + quoted(column.name));
    }
    line("CREATE VIEW " + qualified(view.schema, view.name) + (view.barrier ? " WITH (security_barrier = true)" : "") + " AS SELECT " + joined(columns, ", ") +
         " FROM " + (table ? tableName(*table) : qualified(source->schema, source->name)) +
         (view.whereColumn ? " WHERE " + nameOf(view.whereColumn) + " IS NOT NULL" : ""));
    comment("VIEW " + qualified(view.schema, view.name), view.comment);
}

void Writer::writeTypesAndSequences()
{
    for (const NamedModel &item : m_model.schemas) {
        if (item.name == "public" || !postgres())
            continue;
        line("CREATE SCHEMA " + quoted(item.name));
        comment("SCHEMA " + quoted(item.name), item.comment);
    }
    for (const EnumModel &item : m_model.enums) {
        std::vector<std::string> labels;
        for (const std::string &label : item.labels)
            labels.push_back(literal(label));
        line("CREATE TYPE " + qualified(item.schema, item.name) + " AS ENUM (" + joined(labels, ", ") + ")");
        comment("TYPE " + qualified(item.schema, item.name), item.comment);
    }
    static const std::vector<std::string> options{"", " AS integer", " AS smallint START WITH 5", " INCREMENT BY -1", " MINVALUE 5 MAXVALUE 5000 CYCLE",
                                                  " START WITH 100 CACHE 10"};
    for (const SequenceModel &item : m_model.sequences) {
        line("CREATE SEQUENCE " + qualified(item.schema, item.name) + options[std::size_t(item.variant)]);
        comment("SEQUENCE " + qualified(item.schema, item.name), item.comment);
    }
}

std::string Writer::script()
{
    writeTypesAndSequences();
    for (const TableModel &table : m_model.tables) {
        writeTable(table);
        writeIndexes(table);
        writeTableComments(table);
    }
    for (const TableModel &table : m_model.tables) {
        if (postgres())
            for (const ForeignKeyModel &key : table.foreignKeys)
                line("ALTER TABLE " + tableName(table) + " ADD " + foreignKeyText(table, key));
        for (const TriggerModel &trigger : table.triggers)
            line("CREATE TRIGGER " + quoted(trigger.name) + " AFTER DELETE ON " + quoted(table.name) + " BEGIN SELECT " +
                 std::to_string(trigger.variant) + ", 'a;b'; SELECT CASE WHEN 1 THEN old." + quoted(table.columns[0].name) + " END; END");
    }
    for (const ViewModel &view : m_model.views)
        writeView(view);
    return std::move(m_script);
}

std::string Writer::rows()
{
    if (postgres())
        line("SET session_replication_role = replica");
    for (const TableModel &table : m_model.tables) {
        std::vector<std::string> names;
        for (const ColumnModel &column : table.columns)
            if (column.generatedFrom == 0)
                names.push_back(quoted(column.name));
        std::vector<std::string> tuples;
        for (int n = 1; n <= 3; ++n) {
            std::vector<std::string> values;
            for (const ColumnModel &column : table.columns)
                if (column.generatedFrom == 0)
                    values.push_back(column.hasNulls && n == 2 ? "NULL" : value(column, n));
            tuples.push_back("(" + joined(values, ", ") + ")");
        }
        line("INSERT INTO " + tableName(table) + " (" + joined(names, ", ") + ")" + (postgres() ? " OVERRIDING SYSTEM VALUE" : "") + " VALUES " +
             joined(tuples, ", "));
    }
    if (postgres())
        line("RESET session_replication_role");
    return std::move(m_script);
}

} // namespace

std::string scriptOf(const SchemaModel &model)
{
    return Writer(model).script();
}

std::string rowsOf(const SchemaModel &model)
{
    return Writer(model).rows();
}

std::string keptQuery(const SchemaModel &from, const SchemaModel &to, const SchemaModel &now)
{
    const Writer writer(now);
    std::vector<std::string> queries;
    for (const TableModel &table : from.tables) {
        const TableModel *other = to.table(table.id);
        const TableModel *current = now.table(table.id);
        if (!other || !current || other->partitionColumn != table.partitionColumn)
            continue;
        std::string row = literal("t" + std::to_string(table.id));
        for (const ColumnModel &column : table.columns) {
            const ColumnModel *kept = other->column(column.id);
            if (kept && column.generatedFrom == 0 && kept->generatedFrom == 0)
                row += " || ' | ' || coalesce(" + writer.asText(*current->column(column.id)) + ", 'NULL')";
        }
        queries.push_back("SELECT " + row + " FROM " + writer.tableName(*current));
    }
    return joined(queries, " UNION ALL ");
}

} // namespace kilter::campaign
