#include "core/diagram/dictionary.h"

#include "core/base/text.h"
#include "core/diagram/graphbuilder.h"
#include "core/dialect/dialect.h"

#include <map>

namespace kilter {
namespace {

class DictionaryBuilder
{
public:
    explicit DictionaryBuilder(const Catalog &catalog) : m_catalog(catalog), m_dialect(Dialect::of(catalog.dialect))
    {
        for (const Object &object : catalog.all(Kind::ForeignKey)) {
            if (!object.as<ForeignKey>().inherited)
                m_children[foldedId(object.as<ForeignKey>().referencedTable)].push_back(&object);
        }
    }

    DictionaryEntry entry(const ObjectRef &table) const
    {
        DictionaryEntry entry;
        const Object *object = m_catalog.find(table);
        if (!object)
            return entry;
        entry.kind = kindOf(*object);
        addKeys(entry, table);
        for (const Object &index : m_catalog.partsOf(table, Kind::Index))
            entry.indexes.push_back(indexPart(index));
        for (const Object &key : m_catalog.partsOf(table, Kind::ForeignKey))
            entry.references.push_back(reference(key, diagramId(key.as<ForeignKey>().referencedTable)));
        if (const auto found = m_children.find(foldedId(table)); found != m_children.end()) {
            for (const Object *key : found->second)
                entry.referencedBy.push_back(reference(*key, diagramId(tableOf(key->ref))));
        }
        entry.ddl = ddl(*object);
        return entry;
    }

private:
    static std::string kindOf(const Object &object)
    {
        if (object.ref.kind == Kind::View)
            return "view";
        if (object.ref.kind == Kind::MaterializedView)
            return "materialized view";
        const Table *table = object.get<Table>();
        if (table && !table->foreignServer.empty())
            return "foreign table";
        return table && !table->partitionBy.empty() ? "partitioned table" : "table";
    }

    /// SQLite's names do not heed case.
    std::string foldedId(const ObjectRef &table) const
    {
        const std::string id = diagramId(table);
        return m_catalog.dialect == DialectKind::Sqlite ? lowered(id) : id;
    }

    std::string columnList(const std::vector<std::string> &columns) const
    {
        std::vector<std::string> names;
        for (const std::string &column : columns)
            names.push_back(m_dialect.quoted(column));
        return '(' + joined(names, ", ") + ')';
    }

    std::string includeText(const std::vector<std::string> &columns) const { return columns.empty() ? "" : " INCLUDE " + columnList(columns); }

    void addKeys(DictionaryEntry &entry, const ObjectRef &table) const
    {
        if (const Object *key = m_catalog.primaryKeyOf(table)) {
            const PrimaryKey &body = key->as<PrimaryKey>();
            entry.keys.push_back({"primary key", key->ref.name, columnList(body.columns) + includeText(body.include), key->comment});
        }
        for (const Object &key : m_catalog.partsOf(table, Kind::Unique)) {
            const UniqueKey &body = key.as<UniqueKey>();
            entry.keys.push_back({"unique", key.ref.name, columnList(body.columns) + includeText(body.include) + (body.nullsNotDistinct ? " NULLS NOT DISTINCT" : ""), key.comment});
        }
        for (const Object &check : m_catalog.partsOf(table, Kind::Check))
            entry.keys.push_back({"check", check.ref.name, check.as<CheckConstraint>().expression, check.comment});
        for (const Object &exclusion : m_catalog.partsOf(table, Kind::Exclusion))
            entry.keys.push_back({"exclusion", exclusion.ref.name, exclusion.as<ExclusionConstraint>().definition, exclusion.comment});
    }

    DictionaryPart indexPart(const Object &object) const
    {
        const Index &index = object.as<Index>();
        std::vector<std::string> keys;
        for (const IndexKey &key : index.keys) {
            std::string text = key.isExpression ? key.expression : m_dialect.quoted(key.expression);
            for (const std::string &word : {key.collation.empty() ? "" : "COLLATE " + key.collation, key.operatorClass, std::string(key.descending ? "DESC" : "")})
                text += word.empty() ? "" : ' ' + word;
            if (key.nullsFirst != key.descending)
                text += key.nullsFirst ? " NULLS FIRST" : " NULLS LAST";
            keys.push_back(std::move(text));
        }
        const std::string method = m_catalog.dialect == DialectKind::Sqlite ? "" : index.method + ' ';
        return {index.unique ? "unique index" : "index", object.ref.name,
                method + '(' + joined(keys, ", ") + ')' + includeText(index.include) + (index.nullsNotDistinct ? " NULLS NOT DISTINCT" : "") +
                    (index.where.empty() ? "" : " WHERE " + index.where),
                object.comment};
    }

    DictionaryReference reference(const Object &object, std::string other) const
    {
        const ForeignKey &key = object.as<ForeignKey>();
        DictionaryReference result{object.ref.name, std::move(other), key.columns, key.referencedColumns, {}, object.comment};
        if (result.otherColumns.empty()) {
            if (const Object *primary = m_catalog.primaryKeyOf(key.referencedTable))
                result.otherColumns = primary->as<PrimaryKey>().columns;
        }
        std::vector<std::string> rules;
        if (key.onDelete != "no action")
            rules.push_back("on delete " + key.onDelete + (key.onDeleteColumns.empty() ? "" : ' ' + columnList(key.onDeleteColumns)));
        if (key.onUpdate != "no action")
            rules.push_back("on update " + key.onUpdate);
        if (key.match != "simple")
            rules.push_back("match " + key.match);
        if (key.deferrable)
            rules.emplace_back(key.initiallyDeferred ? "initially deferred" : "deferrable");
        if (!key.valid)
            rules.emplace_back("not valid");
        result.rules = joined(rules, ", ");
        return result;
    }

    std::string ddl(const Object &object) const
    {
        std::string text;
        const auto add = [&](const Object &part) {
            for (const Statement &statement : m_dialect.createStatements(m_catalog, part))
                text += (text.empty() ? "" : "\n") + statement.sql + ';';
        };
        add(object);
        for (const Kind kind : {Kind::ForeignKey, Kind::Index, Kind::Trigger}) {
            if (kind == Kind::ForeignKey && m_catalog.dialect == DialectKind::Sqlite)
                continue; // they stand in the table
            for (const Object &part : m_catalog.partsOf(object.ref, kind))
                add(part);
        }
        return text;
    }

    const Catalog &m_catalog;
    const Dialect &m_dialect;
    std::map<std::string, std::vector<const Object *>> m_children; ///< foreign keys by the table they reference
};

} // namespace

std::vector<DictionaryEntry> dictionaryOf(const Catalog &catalog, const DiagramGraph &graph)
{
    const DictionaryBuilder builder(catalog);
    std::vector<DictionaryEntry> entries;
    for (const DiagramTable &table : graph.tables)
        entries.push_back(builder.entry(table.ref));
    return entries;
}

std::vector<DictionaryEntry> dictionaryOf(const Catalog &before, const Catalog &after, const DiagramGraph &graph)
{
    const DictionaryBuilder old(before);
    const DictionaryBuilder present(after);
    std::vector<DictionaryEntry> entries;
    for (const DiagramTable &table : graph.tables)
        entries.push_back((table.state == DiagramState::Removed ? old : present).entry(table.ref));
    return entries;
}

} // namespace kilter
