#pragma once
#include "core/model/modelfrom.h"
#include "core/model/sqltype.h"

namespace kilter {

/// What the writers of one import share.
struct WritingContext
{
    const Catalog &catalog;
    const ImportOptions &options;
    std::map<ObjectRef, std::string> titles; ///< of the models of tables; others are referred to by name
    std::set<ObjectRef> ownModels;           ///< partitions that have a model of their own
};

/// Writes one table as JSON of a model definition. Plain: only with the bags and the server's texts, where keywords did not give the same.
class TableWriter
{
public:
    TableWriter(const WritingContext &context, const Object &table, bool plain);
    Json write();

private:
    Json property(const Object &object);
    void addType(Json &property, const Column &column, Json &bag);
    void addDefault(Json &property, const Column &column, Json &bag, const SqlType &type);
    void addIdentity(const Column &column, Json &bag);
    void addKeys();
    void addChecks();
    bool addKeywordCheck(const Object &object);
    void addForeignKeys();
    void addIndexes();
    Json target(const ForeignKey &key, const char *columnsKeyword) const;
    Json partitioning(const ObjectRef &table, const std::string &partitionBy) const;
    Json &propertyOf(const std::string &column);
    void addConstraint(Json entry, const Object &object, const std::string &standardName);
    bool isShared(const std::string &name) const;
    void finish(Json &json, const Object &object, const std::string &standardName) const;

    const WritingContext &m_context;
    const Object &m_table;
    const DialectKind m_dialect;
    bool m_plain;
    std::vector<std::string> m_columns;
    Json m_properties = Json::object();
    Json m_required = Json::array();
    Json m_constraints = Json::array();
    Json m_indexes = Json::array();
    std::multiset<std::string> m_names; ///< of the table's constraints and indexes
};

/// "RANGE (a, lower(b))" as {"by", "key"}.
Json partitionKeyJson(const std::string &partitionBy, const std::vector<std::string> &columns, DialectKind dialect);

/// A partition's bound as members of its entry: values where they give the same text, else "bound".
void addBound(Json &entry, const std::string &bound, const std::vector<SqlType> &keyTypes);

/// An index key as the shortest entry that reads as the same.
Json indexEntry(const IndexKey &key, const std::vector<std::string> &columns);

} // namespace kilter
