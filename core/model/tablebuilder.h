#pragma once
#include "core/dialect/dialect.h"
#include "core/model/catalogof.h"
#include "core/model/keywordchecks.h"
#include "core/model/modelset.h"
#include "core/model/sqltype.h"

#include <set>

namespace kilter {

/// What all tables of one mapping share.
struct MappingContext
{
    const ModelSet &models;
    const Dialect &dialect;
    const MappingOptions &options;

    bool isServer() const { return dialect.kind() == DialectKind::PostgreSql; }
    std::string schemaOf(const Model &model) const;
    ObjectRef tableOf(const Model &model) const { return tableRef(schemaOf(model), model.table); }
};

/// A text of ours that may differ by database: a string, or an object with a member a dialect. None where it says nothing for this one.
std::optional<std::string> sqlTextFor(const Json *value, DialectKind dialect);

/// A column's type and whether it holds JSON text that SQLite has to check.
struct ColumnType
{
    SqlType sql;
    bool isJsonText = false;
};
ColumnType columnTypeOf(const PropertySchema &schema, const MappingContext &context);

/// The objects that one model's table becomes.
class TableBuilder
{
public:
    TableBuilder(const Model &model, const MappingContext &context);
    /// The table with its columns, constraints, indexes and partitions.
    std::vector<Object> build();

private:
    void addColumns();
    void addProperty(const JsonMember &member);
    void addTimestamp(const char *name);
    void addUnique(const JsonMember &member);
    void addKeywordChecks(const JsonMember &member, const PropertySchema &schema, const ColumnType &type);
    void addPropertyIndex(const JsonMember &member, const Json &bag);
    void addPropertyReference(const JsonMember &member, const Json &bag);
    void addPropertyKeys();
    void addConstraints();
    void addConstraint(const Json &constraint);
    void addForeignKey(const Json &bag, const std::vector<std::string> &columns, const Json &target, std::vector<std::string> referenced);
    void addIndexes();
    void addIndex(const Json &bag);
    void readTableBag();
    void add(Kind kind, std::string name, Body body, const Json &place, const Json *bag = nullptr);
    std::string nameOr(const Json &bag, const std::vector<std::string> &columns, const char *label);
    bool isColumn(std::string_view name) const;

    const Model &m_model;
    const MappingContext &m_context;
    ObjectRef m_ref;
    Object m_table;
    std::vector<Object> m_parts;
    std::vector<std::string> m_primaryKey; ///< from x-column.primaryKey
    std::set<std::string> m_names;         ///< of keys and indexes
};

/// A parsed entry of an index: "name desc nulls last", "(expression) opclass", or an object.
IndexKey indexKeyOf(const Json &entry, const std::vector<std::string> &columns);

/// "RANGE (created_at)": how the server shows x-partition's by and key.
std::string partitionByText(const Json &bag, const std::vector<std::string> &columns, const Dialect &dialect);

/// The partitions of a table and what the server makes of its parts on them. `parts` are the parent's.
void addPartitions(std::vector<Object> &objects, const Object &parent, const std::vector<Object> &parts, const Json &bag, const Model &model,
                   const MappingContext &context);

/// The bound of a partition as the server shows it, from "from" and "to", "in", "modulus" and "remainder", "default" or "bound".
std::string partitionBoundText(const Json &entry, const std::vector<SqlType> &keyTypes);

} // namespace kilter
