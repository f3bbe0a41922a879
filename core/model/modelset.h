#pragma once
#include "core/model/model.h"

#include <map>

namespace kilter {

/// Where a $ref leads: a schema inside a model. model is null when there is none.
struct SchemaTarget
{
    const Model *model = nullptr;
    const Json *schema = nullptr;
};

/// A property's schema with what it refers to: keywords are looked up in the property first, then along $ref, allOf and the one choice of
/// anyOf or oneOf that is not null.
class PropertySchema
{
public:
    const Json &own() const { return *m_chain.front(); }
    const Json *find(std::string_view keyword) const;
    bool isNullable() const { return m_nullable; }
    /// The one JSON type that is not null, stated or plain from other keywords; empty: any, or several.
    std::string type() const;
    const Json *itemSchema() const; ///< of an array

private:
    friend class ModelSet;
    std::vector<const Json *> m_chain;
    bool m_nullable = false;
};

/// Models together: what refers to what. Keeps pointers into the models, which must outlive it.
class ModelSet
{
public:
    explicit ModelSet(const std::vector<Model> &models);

    const std::vector<Model> &models() const { return m_models; }
    const Model *byTitle(const std::string &title) const;
    const Model *byTable(const std::string &schema, const std::string &table, const std::string &defaultSchema) const;

    /// "#/$defs/x" in the model itself, else a file relative to the model's, or an $id; with a fragment behind "#" where wanted.
    SchemaTarget target(const Model &from, const std::string &reference) const;
    PropertySchema propertySchema(const Model &model, const Json &property) const;

    /// The columns of a model's primary key, in order.
    static std::vector<std::string> primaryKeyOf(const Model &model);

private:
    void follow(const Model &model, const Json &schema, PropertySchema &into, int depth) const;
    const Model *byFile(const std::string &path) const; ///< normalised

    const std::vector<Model> &m_models;
    std::map<std::string_view, const Model *> m_byTitle;
    std::multimap<std::string, const Model *> m_byFileName; ///< without its folder: a path is only worked out for those that it may be
    std::map<std::string_view, const Model *> m_byId;
};

} // namespace kilter
