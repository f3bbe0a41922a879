#include "core/base/text.h"
#include "core/dialect/postgresql/emittable.h"
#include "core/dialect/postgresql/emittext.h"
#include "core/dialect/postgresql/quote.h"

#include <algorithm>

namespace kilter::postgresql {
namespace {

std::string including(const std::vector<std::string> &columns)
{
    return columns.empty() ? std::string() : " INCLUDE (" + columnList(columns) + ')';
}

/// WITH (…) USING INDEX TABLESPACE …, of the index of a key.
std::string indexParameters(const std::vector<std::string> &storage, const std::string &tablespace)
{
    return (storage.empty() ? "" : " WITH (" + joined(storage, ", ") + ')') + (tablespace.empty() ? "" : " USING INDEX TABLESPACE " + quoted(tablespace));
}

std::string deferring(bool deferrable, bool deferred)
{
    return deferred ? " DEFERRABLE INITIALLY DEFERRED" : deferrable ? " DEFERRABLE" : "";
}

std::string upper(std::string text)
{
    for (char &c : text) {
        if (c >= 'a' && c <= 'z')
            c = char(c - 'a' + 'A');
    }
    return text;
}

std::string definition(const PrimaryKey &key)
{
    return "PRIMARY KEY (" + columnList(key.columns) + (key.withoutOverlaps ? " WITHOUT OVERLAPS" : "") + ')' + including(key.include) + indexParameters(key.storage, key.tablespace) + deferring(key.deferrable, key.initiallyDeferred);
}

std::string definition(const UniqueKey &key)
{
    return std::string("UNIQUE ") + (key.nullsNotDistinct ? "NULLS NOT DISTINCT " : "") + '(' + columnList(key.columns) + (key.withoutOverlaps ? " WITHOUT OVERLAPS" : "") + ')'
           + including(key.include) + indexParameters(key.storage, key.tablespace) + deferring(key.deferrable, key.initiallyDeferred);
}

std::string definition(const CheckConstraint &check)
{
    return "CHECK (" + expressionText(check.expression) + ')' + (check.noInherit ? " NO INHERIT" : "") + (check.valid ? "" : " NOT VALID") + (check.enforced ? "" : " NOT ENFORCED");
}

std::string listOfKey(std::vector<std::string> columns, bool period)
{
    if (!period || columns.empty())
        return columnList(columns);
    const std::string last = "PERIOD " + quoted(columns.back());
    columns.pop_back();
    return columns.empty() ? last : columnList(columns) + ", " + last;
}

std::string definition(const ForeignKey &key)
{
    std::string text = "FOREIGN KEY (" + listOfKey(key.columns, key.period) + ") REFERENCES " + qualified(key.referencedTable);
    if (!key.referencedColumns.empty())
        text += " (" + listOfKey(key.referencedColumns, key.period) + ')';
    if (key.match != "simple")
        text += " MATCH " + upper(key.match);
    if (key.onUpdate != "no action")
        text += " ON UPDATE " + upper(key.onUpdate);
    if (key.onDelete != "no action")
        text += " ON DELETE " + upper(key.onDelete);
    if (!key.onDeleteColumns.empty())
        text += " (" + columnList(key.onDeleteColumns) + ')';
    return text + deferring(key.deferrable, key.initiallyDeferred) + (key.valid ? "" : " NOT VALID") + (key.enforced ? "" : " NOT ENFORCED");
}

/// A bare call such as lower(name) needs no parentheses in an index.
std::string keyText(const IndexKey &key)
{
    std::string text = key.isExpression ? '(' + expressionText(key.expression) + ')' : quoted(key.expression);
    if (!key.collation.empty())
        text += " COLLATE " + key.collation;
    if (!key.operatorClass.empty())
        text += ' ' + key.operatorClass;
    if (key.descending)
        text += " DESC";
    if (key.nullsFirst != key.descending)
        text += key.nullsFirst ? " NULLS FIRST" : " NULLS LAST";
    return text;
}

std::string methodText(const std::string &method)
{
    constexpr std::string_view builtIn[] = {"brin", "btree", "gin", "gist", "hash", "spgist"};
    return std::find(std::begin(builtIn), std::end(builtIn), method) == std::end(builtIn) ? quoted(method) : upper(method);
}

} // namespace

std::string constraintDefinition(const Object &constraint)
{
    if (const PrimaryKey *key = constraint.get<PrimaryKey>())
        return definition(*key);
    if (const UniqueKey *key = constraint.get<UniqueKey>())
        return definition(*key);
    if (const CheckConstraint *check = constraint.get<CheckConstraint>())
        return definition(*check);
    if (const ExclusionConstraint *exclusion = constraint.get<ExclusionConstraint>())
        return exclusion->definition;
    return definition(constraint.as<ForeignKey>());
}

std::string createIndex(const Object &object, bool ifNotExists, bool only)
{
    const Index &index = object.as<Index>();
    std::vector<std::string> keys;
    for (const IndexKey &key : index.keys)
        keys.push_back(keyText(key));
    std::string sql = std::string("CREATE ") + (index.unique ? "UNIQUE " : "") + "INDEX " + (ifNotExists ? "IF NOT EXISTS " : "")
                      + quoted(object.ref.name) + " ON " + (only || index.onlyParent ? "ONLY " : "") + qualifiedTable(object.ref);
    if (index.method != "btree")
        sql += " USING " + methodText(index.method);
    sql += " (" + joined(keys, ", ") + ')' + including(index.include);
    if (index.nullsNotDistinct)
        sql += " NULLS NOT DISTINCT";
    if (!index.storage.empty())
        sql += " WITH (" + joined(index.storage, ", ") + ')';
    if (!index.tablespace.empty())
        sql += " TABLESPACE " + quoted(index.tablespace);
    return index.where.empty() ? sql : sql + " WHERE " + expressionText(index.where);
}

std::string createSequence(const Object &object, bool ifNotExists)
{
    const Sequence &sequence = object.as<Sequence>();
    const std::string options = sequenceOptions(sequence.options, true);
    return std::string("CREATE ") + (sequence.unlogged ? "UNLOGGED " : "") + "SEQUENCE " + (ifNotExists ? "IF NOT EXISTS " : "")
           + qualified(object.ref) + (options.empty() ? "" : ' ' + options);
}

std::string createEnum(const Object &object)
{
    std::vector<std::string> labels;
    for (const std::string &label : object.as<EnumType>().labels)
        labels.push_back(literal(label));
    return "CREATE TYPE " + qualified(object.ref) + " AS ENUM (" + joined(labels, ", ") + ')';
}

std::string createView(const Object &object, bool replace)
{
    const View &view = object.as<View>();
    std::string sql = std::string("CREATE ") + (replace ? "OR REPLACE " : "") + "VIEW " + qualified(object.ref);
    if (!view.options.empty())
        sql += " WITH (" + joined(view.options, ", ") + ')';
    sql += " AS\n" + stableText(view.definition);
    if (!view.checkOption.empty())
        sql += "\n  WITH " + upper(view.checkOption) + " CHECK OPTION";
    return sql;
}

} // namespace kilter::postgresql
