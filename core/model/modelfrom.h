#pragma once
#include "core/catalog/catalog.h"
#include "core/model/catalogof.h"
#include "core/model/model.h"

#include <map>

namespace kilter {

struct ImportOptions
{
    MappingOptions mapping; ///< as the models will be read
    std::string store;      ///< written as x-model.stores; empty: the models belong to every SQL store
};

/// A table of a catalog with its model definition.
struct ImportedModel
{
    ObjectRef table;
    std::string title;
    std::string text;      ///< of the file
    const Model *former = nullptr; ///< the given model that it updates; null: it is new
    bool changed = true;   ///< the text is not that of the former
};

struct ImportedModels
{
    std::vector<ImportedModel> models; ///< sorted by table
    Diagnostics notes;                 ///< what could not be taken over, and models without a table in the catalog
};

/// The tables of an inspected catalog as model definitions: catalogOf() of them gives the same objects. Standard keywords where they say
/// exactly the same, else the bags and the server's own texts. Partitions that are as the server makes them stand in their parent's
/// model. `present` are the models that the store has already: only what differs changes in their texts; title, level, descriptions, order
/// and foreign keywords stay.
ImportedModels modelsFrom(const Catalog &catalog, const std::vector<Model> &present, const ImportOptions &options);

/// "blog_posts" → "BlogPost": a title whose table name is that again where there is one.
std::string titleOf(std::string_view table);

} // namespace kilter
