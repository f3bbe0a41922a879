#include "core/dialect/postgresql/normalise.h"

#include "core/base/text.h"
#include "core/dialect/postgresql/expression.h"
#include "core/dialect/postgresql/parse.h"
#include "core/dialect/postgresql/partition.h"
#include "core/dialect/postgresql/quote.h"
#include "core/dialect/postgresql/types.h"

#include <algorithm>

namespace kilter::postgresql {
namespace {

/// A collation as the inspector gives it: qualified and quoted; empty for the type's own. Collations of users are not
/// modelled, so a bare name is the server's.
std::string canonicalCollation(const std::string &collation)
{
    const auto statement = parsedStatement("SELECT x COLLATE " + collation + '\n');
    const Json *targets = statement ? member(&*statement, {"SelectStmt", "targetList"}) : nullptr;
    if (!targets || targets->items.size() != 1)
        return collation;
    std::vector<std::string> names =
        stringsOf(member(&targets->items.front(), {"ResTarget", "val", "CollateClause", "collname"}));
    if (names.empty() || names.size() > 2)
        return collation;
    if (names.size() == 1)
        names.insert(names.begin(), "pg_catalog");
    if (names.front() == "pg_catalog" && names.back() == "default")
        return {};
    return quoted(names.front()) + '.' + quoted(names.back());
}

/// Operator classes that the server takes by itself for a type; only such as have no other default.
bool isDefaultClass(const std::string &name, const std::string &method, const std::string &type)
{
    struct Standard
    {
        std::string_view name, types;
    };
    constexpr Standard btreeAndHash[] = {{"text_ops", "text|character varying"},
                                         {"varchar_ops", "character varying"},
                                         {"bpchar_ops", "bpchar"},
                                         {"int2_ops", "smallint"},
                                         {"int4_ops", "integer"},
                                         {"int8_ops", "bigint"},
                                         {"numeric_ops", "numeric"},
                                         {"uuid_ops", "uuid"},
                                         {"bool_ops", "boolean"},
                                         {"date_ops", "date"},
                                         {"timestamptz_ops", "timestamp with time zone"},
                                         {"timestamp_ops", "timestamp without time zone"},
                                         {"float8_ops", "double precision"},
                                         {"jsonb_ops", "jsonb"}};
    if (method == "gin")
        return (name == "jsonb_ops" && type == "jsonb") || (name == "array_ops" && isArrayType(type));
    if (method != "btree" && method != "hash")
        return false;
    return std::any_of(std::begin(btreeAndHash), std::end(btreeAndHash), [&](const Standard &one) {
        const auto types = split(one.types, '|');
        return one.name == name && std::find(types.begin(), types.end(), type) != types.end();
    });
}

/// One walk over a catalog; types first, because expressions need them.
class Normaliser
{
public:
    explicit Normaliser(Catalog &catalog) : m_catalog(catalog) {}

    void run()
    {
        for (Object *object : all(Kind::Column)) {
            Column &column = object->as<Column>();
            column.type = canonicalType(column.type, m_catalog, object->ref.schema);
            if (!column.collation.empty())
                column.collation = canonicalCollation(column.collation);
        }
        for (Object *object : all(Kind::Column))
            normaliseColumn(*object);
        for (Object *object : all(Kind::Check))
            expression(object->as<CheckConstraint>().expression, tableOf(object->ref));
        for (Object *object : all(Kind::Index))
            normaliseIndex(*object);
        for (Object *object : all(Kind::View))
            normaliseView(object->as<View>());
        for (Object *object : all(Kind::Table))
            normaliseKey(*object);
        for (Object *object : all(Kind::Table))
            normaliseBound(*object);
    }

private:
    std::vector<Object *> all(Kind kind)
    {
        std::vector<Object *> objects;
        for (const Object &object : std::as_const(m_catalog).all(kind))
            objects.push_back(m_catalog.edit(object.ref));
        return objects;
    }

    /// In place; true when it is nothing but a column.
    bool expression(std::string &text, const ObjectRef &table) const
    {
        const auto term = text.empty() ? std::nullopt : canonicalExpression(text, {m_catalog, table});
        if (!term || term->type.empty())
            return false;
        text = term->text;
        return term->isColumn;
    }

    void normaliseColumn(Object &object) const
    {
        Column &column = object.as<Column>();
        const ExpressionScope scope{m_catalog, tableOf(object.ref)};
        if (column.defaultExpression) {
            if (auto canonical = canonicalDefault(*column.defaultExpression, column.type, scope))
                column.defaultExpression = std::move(canonical->text);
        }
        expression(column.generationExpression, scope.table);
    }

    void normaliseIndex(Object &object) const
    {
        Index &index = object.as<Index>();
        const ObjectRef table = tableOf(object.ref);
        index.method = lowered(index.method);
        for (IndexKey &key : index.keys) {
            std::string type;
            if (key.isExpression) {
                const auto term = canonicalExpression(key.expression, {m_catalog, table});
                if (term && !term->type.empty()) {
                    key.isExpression = !term->isColumn;
                    key.expression = term->text;
                    type = term->type;
                }
            } else if (const Object *column = m_catalog.find(columnRef(table.schema, table.name, key.expression))) {
                type = baseType(column->as<Column>().type);
            }
            normaliseKeyOptions(key, index.method, type, table);
        }
        expression(index.where, table);
    }

    void normaliseKeyOptions(IndexKey &key, const std::string &method, const std::string &type,
                             const ObjectRef &table) const
    {
        if (key.operatorClass.starts_with("pg_catalog."))
            key.operatorClass.erase(0, std::string_view("pg_catalog.").size());
        if (isDefaultClass(key.operatorClass, method, type))
            key.operatorClass.clear();
        if (key.collation.empty())
            return;
        key.collation = canonicalCollation(key.collation);
        const Object *column =
            key.isExpression ? nullptr : m_catalog.find(columnRef(table.schema, table.name, key.expression));
        if (column && column->as<Column>().collation == key.collation)
            key.collation.clear();
    }

    static void normaliseView(View &view)
    {
        for (std::string &option : view.options) {
            if (option.find('=') == std::string::npos)
                option += "=true";
        }
        view.checkOption = lowered(view.checkOption);
    }

    void normaliseKey(Object &object) const
    {
        Table &table = object.as<Table>();
        if (table.partitionBy.empty())
            return;
        if (auto key = canonicalPartitionKey(table.partitionBy, {m_catalog, object.ref}))
            table.partitionBy = std::move(*key);
    }

    void normaliseBound(Object &object) const
    {
        Table &table = object.as<Table>();
        if (!table.partitionOf || table.partitionBound.empty())
            return;
        const Object *parent = m_catalog.find(*table.partitionOf);
        const std::string key = parent ? parent->as<Table>().partitionBy : std::string();
        if (auto bound = canonicalPartitionBound(table.partitionBound, key, {m_catalog, *table.partitionOf}))
            table.partitionBound = std::move(*bound);
    }

    Catalog &m_catalog;
};

} // namespace

Catalog normalised(Catalog catalog)
{
    Normaliser(catalog).run();
    return catalog;
}

} // namespace kilter::postgresql
