#include "core/dialect/sqlite/normalise.h"

#include "core/base/text.h"
#include "core/dialect/sqlite/quote.h"
#include "core/dialect/sqlite/references.h"
#include "core/dialect/sqlite/tableparts.h"

#include <algorithm>

namespace kilter::sqlite {
namespace {

/// Rewrites the objects of one catalog, one function a kind.
class Canonicaliser
{
public:
    Canonicaliser(const Catalog &catalog, const CatalogNames &names) : m_catalog(catalog), m_names(names) {}

    void rewrite(Object &object)
    {
        object.comment.clear();
        object.owner.clear();
        object.needs.clear();
        if (isPartOfTable(object.ref.kind) && (m_scopeTable != object.ref.parent || m_scope.table.empty())) {
            m_scopeTable = object.ref.parent;
            m_scope = m_names.tableScope(tableOf(object.ref));
        }
        std::visit([&](auto &body) { rewrite(object, body); }, object.body);
        std::ranges::sort(object.needs);
    }

private:
    void rewrite(Object &, Schema &) {}
    void rewrite(Object &, EnumType &) {}
    template<ServerObject T>
    void rewrite(Object &, T &)
    {
    }
    void rewrite(Object &, Sequence &) {}
    template<ProgramObject T>
    void rewrite(Object &, T &)
    {
    }
    void rewrite(Object &, Table &table) { table.unlogged = false; }

    void rewrite(Object &, Column &column)
    {
        column.type = canonicalType(column.type);
        if (column.defaultExpression)
            column.defaultExpression = canonicalDefault(*column.defaultExpression);
        if (!column.generated.empty())
            column.generationExpression = canonicalExpression(column.generationExpression, m_scope);
        column.collation = collation(column.collation);
        if (column.collation == "BINARY")
            column.collation.clear();
    }

    void rewrite(Object &object, PrimaryKey &key) { rewriteKey(object, key); }
    void rewrite(Object &object, UniqueKey &key)
    {
        rewriteKey(object, key);
        key.nullsNotDistinct = false;
    }

    template<class Key>
    void rewriteKey(const Object &object, Key &key)
    {
        respell(tableOf(object.ref), key.columns);
        key.include.clear();
        key.deferrable = false;
        key.initiallyDeferred = false;
    }

    void rewrite(Object &, CheckConstraint &check)
    {
        check.expression = canonicalExpression(check.expression, m_scope);
        check.noInherit = false;
        check.valid = true;
    }

    void rewrite(Object &object, ForeignKey &key)
    {
        respell(tableOf(object.ref), key.columns);
        key.onDeleteColumns.clear();
        key.valid = true;
        const ObjectRef *target = m_names.relation(key.referencedTable.name);
        if (!target || target->kind != Kind::Table)
            return;
        key.referencedTable = *target;
        const Object *primary = m_catalog.primaryKeyOf(*target);
        if (key.referencedColumns.empty() && primary && primary->as<PrimaryKey>().columns.size() == key.columns.size())
            key.referencedColumns = primary->as<PrimaryKey>().columns;
        respell(*target, key.referencedColumns);
        if (target->name != object.ref.parent)
            object.needs.push_back(*target);
    }

    void rewrite(Object &object, Index &index)
    {
        const ObjectRef table = tableOf(object.ref);
        index.method = "btree";
        index.include.clear();
        index.storage.clear();
        index.nullsNotDistinct = false;
        index.where = canonicalExpression(index.where, m_scope);
        for (IndexKey &key : index.keys) {
            rewriteIndexKey(table, key);
            if (!key.isExpression)
                object.needs.push_back(columnRef(table.schema, table.name, key.expression));
        }
        object.needs.erase(std::unique(object.needs.begin(), object.needs.end()), object.needs.end());
    }

    void rewriteIndexKey(const ObjectRef &table, IndexKey &key)
    {
        key.operatorClass.clear();
        key.nullsFirst = key.descending;
        // SQLite takes a quoted name that is no column for a string.
        if (!key.isExpression && !m_names.hasColumn(table, key.expression)) {
            key.isExpression = true;
            key.expression = literal(key.expression);
        }
        if (key.isExpression)
            rewriteExpression(table, key);
        else
            key.expression = m_names.column(table, key.expression);
        key.collation = collation(key.collation);
        const Object *column = key.isExpression ? nullptr : m_catalog.find(columnRef(table.schema, table.name, key.expression));
        const std::string own = column ? collation(column->as<Column>().collation) : std::string();
        if (key.collation == (own.empty() ? "BINARY" : own))
            key.collation.clear();
    }

    /// An expression that is only a column in parentheses is that column.
    void rewriteExpression(const ObjectRef &table, IndexKey &key) const
    {
        key.expression = canonicalExpression(key.expression, m_scope);
        const auto tokens = tokensOf(key.expression);
        if (!tokens || tokens->size() != 1 || tokens->front().kind == TokenKind::String || !m_names.hasColumn(table, nameOf(tokens->front())))
            return;
        key.isExpression = false;
        key.expression = m_names.column(table, nameOf(tokens->front()));
    }

    void rewrite(Object &object, View &view)
    {
        view.definition = canonicalQuery(view.definition, m_names.queryScope());
        view.options.clear();
        view.checkOption.clear();
        needRelations(object, view.definition);
    }

    void rewrite(Object &object, Trigger &trigger)
    {
        trigger.definition = canonicalTrigger(trigger.definition, m_names.queryScope());
        needRelations(object, trigger.definition);
    }

    void needRelations(Object &object, const std::string &text)
    {
        for (const ObjectRef &ref : relationsIn(text, m_names)) {
            if (ref != object.ref)
                object.needs.push_back(ref);
        }
    }

    void respell(const ObjectRef &table, std::vector<std::string> &columns) const
    {
        for (std::string &column : columns)
            column = m_names.column(table, column);
    }

    /// Collations are SQL text in a catalog, and names in the files of people.
    static std::string collation(const std::string &text)
    {
        if (text.empty())
            return {};
        const auto tokens = tokensOf(text);
        return canonicalCollation(tokens && tokens->size() == 1 ? nameOf(tokens->front()) : text);
    }

    const Catalog &m_catalog;
    const CatalogNames &m_names;
    std::string m_scopeTable;
    NameScope m_scope;
};

} // namespace

Catalog canonical(Catalog catalog)
{
    // References and index keys look at other objects of the catalog: read from a copy that does not change meanwhile.
    const Catalog before = catalog;
    const CatalogNames names(before);
    Canonicaliser canonicaliser(before, names);
    for (const Object &object : before.objects()) {
        Object rewritten = object;
        canonicaliser.rewrite(rewritten);
        if (!identical(rewritten, object))
            *catalog.edit(object.ref) = std::move(rewritten);
    }
    return catalog;
}

Catalog normalised(Catalog catalog)
{
    const bool fromFiles = catalog.serverVersion == 0;
    catalog = canonical(std::move(catalog));
    if (fromFiles) {
        for (const Object &table : catalog.all(Kind::Table))
            leaveDefaultNamesUnwritten(catalog, table.ref);
    }
    return catalog;
}

} // namespace kilter::sqlite
