#include "core/dialect/sqlite/emit.h"

#include "core/base/text.h"
#include "core/dialect/sqlite/canonical.h"
#include "core/dialect/sqlite/quote.h"
#include "core/dialect/sqlite/tableparts.h"

#include <algorithm>

namespace kilter::sqlite {
namespace {

std::string uppered(std::string_view ascii)
{
    std::string text(ascii);
    std::ranges::transform(text, text.begin(), [](char c) { return c >= 'a' && c <= 'z' ? char(c - 'a' + 'A') : c; });
    return text;
}

std::string quotedList(const std::vector<std::string> &names)
{
    std::vector<std::string> parts;
    std::ranges::transform(names, std::back_inserter(parts), [](const std::string &name) { return quoted(name); });
    return '(' + joined(parts, ", ") + ')';
}

std::string conflictSql(const std::string &conflict)
{
    return conflict.empty() ? std::string() : " ON CONFLICT " + uppered(conflict);
}

std::string referenceSql(const ForeignKey &key)
{
    std::string sql = "REFERENCES " + quoted(key.referencedTable.name);
    if (!key.referencedColumns.empty())
        sql += ' ' + quotedList(key.referencedColumns);
    if (key.onDelete != "no action")
        sql += " ON DELETE " + uppered(key.onDelete);
    if (key.onUpdate != "no action")
        sql += " ON UPDATE " + uppered(key.onUpdate);
    if (key.match != "simple")
        sql += " MATCH " + uppered(key.match);
    if (key.deferrable)
        sql += key.initiallyDeferred ? " DEFERRABLE INITIALLY DEFERRED" : " DEFERRABLE";
    return sql;
}

/// The constraint at a column (its columns are not repeated) or at the end of the table.
std::string constraintSql(const TablePart &part, bool autoIncrement)
{
    const bool isInline = !part.column.empty();
    const auto columns = [&](const std::vector<std::string> &names) { return isInline ? std::string() : ' ' + quotedList(names); };
    std::string sql = part.written ? "CONSTRAINT " + quoted(part.object->ref.name) + ' ' : std::string();
    if (const PrimaryKey *primary = part.object->get<PrimaryKey>())
        return sql + "PRIMARY KEY" + columns(primary->columns) + conflictSql(primary->conflict) + (autoIncrement ? " AUTOINCREMENT" : "");
    if (const UniqueKey *unique = part.object->get<UniqueKey>())
        return sql + "UNIQUE" + columns(unique->columns) + conflictSql(unique->conflict);
    if (const CheckConstraint *check = part.object->get<CheckConstraint>())
        return sql + "CHECK (" + check->expression + ')';
    const ForeignKey &foreign = part.object->as<ForeignKey>();
    return sql + (isInline ? std::string() : "FOREIGN KEY" + columns(foreign.columns) + ' ') + referenceSql(foreign);
}

/// name(…): the one form that people write without parentheses.
bool isCall(std::string_view expression)
{
    const auto tokens = tokensOf(expression);
    if (!tokens || tokens->size() < 3 || tokens->front().kind != TokenKind::Word || !(*tokens)[1].is("("))
        return false;
    int depth = 0;
    for (std::size_t i = 1; i + 1 < tokens->size(); ++i) {
        depth += (*tokens)[i].is("(") ? 1 : (*tokens)[i].is(")") ? -1 : 0;
        if (depth == 0)
            return false;
    }
    return tokens->back().is(")");
}

std::string keySql(const IndexKey &key)
{
    std::string sql = !key.isExpression ? sqlite::quoted(key.expression) : isCall(key.expression) ? key.expression : '(' + key.expression + ')';
    if (!key.collation.empty())
        sql += " COLLATE " + key.collation;
    return sql + (key.descending ? " DESC" : "");
}

} // namespace

std::string columnSql(const Object &object, const std::vector<TablePart> &parts)
{
    const Column &column = object.as<Column>();
    std::string sql = quoted(object.ref.name);
    if (!column.type.empty())
        sql += ' ' + column.type;
    if (!column.collation.empty())
        sql += " COLLATE " + column.collation;
    if (column.notNull)
        sql += " NOT NULL";
    if (column.defaultExpression)
        sql += " DEFAULT " + (isPlainDefault(*column.defaultExpression) ? *column.defaultExpression : '(' + *column.defaultExpression + ')');
    if (!column.generated.empty())
        sql += " GENERATED ALWAYS AS (" + column.generationExpression + ") " + uppered(column.generated);
    for (const TablePart &part : parts) {
        if (part.column == object.ref.name)
            sql += ' ' + constraintSql(part, column.autoIncrement);
    }
    return sql;
}

std::string tableSql(const Catalog &catalog, const Object &object, std::string_view name, bool ifNotExists)
{
    const std::vector<TablePart> parts = tableParts(catalog, object.ref);
    std::vector<std::string> elements;
    for (const Object *column : catalog.columnsOf(object.ref))
        elements.push_back("    " + columnSql(*column, parts));
    for (const TablePart &part : parts) {
        if (part.column.empty())
            elements.push_back("    " + constraintSql(part, false));
    }
    const Table &table = object.as<Table>();
    std::vector<std::string> options;
    if (table.withoutRowid)
        options.push_back("WITHOUT ROWID");
    if (table.strict)
        options.push_back("STRICT");
    return std::string("CREATE TABLE ") + (ifNotExists ? "IF NOT EXISTS " : "") + quoted(name) + " (\n" + joined(elements, ",\n") + "\n)"
           + (options.empty() ? "" : ' ' + joined(options, ", "));
}

std::string indexSql(const Object &object, bool ifNotExists)
{
    const Index &index = object.as<Index>();
    std::vector<std::string> keys;
    std::ranges::transform(index.keys, std::back_inserter(keys), keySql);
    std::string sql = index.unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ";
    sql += (ifNotExists ? "IF NOT EXISTS " : "") + quoted(object.ref.name) + " ON " + quoted(object.ref.parent) + " (" + joined(keys, ", ") + ')';
    return index.where.empty() ? sql : sql + " WHERE " + index.where;
}

std::string viewSql(const Object &object, bool ifNotExists)
{
    const View &view = object.as<View>();
    return std::string("CREATE VIEW ") + (ifNotExists ? "IF NOT EXISTS " : "") + quoted(object.ref.name)
           + (view.columns.empty() ? "" : ' ' + quotedList(view.columns)) + " AS " + view.definition;
}

std::string triggerSql(const Object &object, bool ifNotExists)
{
    std::string sql = object.as<Trigger>().definition;
    constexpr std::string_view head = "CREATE TRIGGER ";
    if (ifNotExists && sql.starts_with(head))
        sql.insert(head.size(), "IF NOT EXISTS ");
    return sql;
}

std::vector<Statement> createStatements(const Catalog &catalog, const Object &object, const EmitOptions &options)
{
    Statement statement;
    statement.object = object.ref;
    switch (object.ref.kind) {
    case Kind::Table:
        statement.sql = tableSql(catalog, object, object.ref.name, options.ifNotExists);
        break;
    case Kind::Index:
        statement.sql = indexSql(object, options.ifNotExists);
        break;
    case Kind::View:
        statement.sql = viewSql(object, options.ifNotExists);
        break;
    case Kind::Trigger:
        statement.sql = triggerSql(object, options.ifNotExists);
        break;
    default: // what stands inside CREATE TABLE, or does not exist on SQLite
        return {};
    }
    return {statement};
}

} // namespace kilter::sqlite
