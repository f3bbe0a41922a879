#pragma once
#include "core/catalog/catalog.h"
#include "core/model/model.h"

namespace kilter {

struct ImportedModelOptions
{
    std::string defaultSchema = "public"; ///< of models that state none
    std::string store;                    ///< written as x-model.stores; empty: the models belong to every SQL store
    bool stringWithMaxLengthAsVarchar = false;
};

/// A table as a model definition: catalogOf() of it gives the same objects. Standard keywords where they say exactly the same, else the bags
/// x-column and x-table and the server's own texts. `titles` names the models of the tables that it refers to, by table.
Json modelFrom(const Catalog &catalog, const ObjectRef &table, const std::map<ObjectRef, std::string> &titles,
               const ImportedModelOptions &options = {});

/// "blog_posts" → "BlogPost": a title whose table name is that again where there is one.
std::string titleOf(std::string_view table);

/// A model's text with what differs from the table changed, and title, level, descriptions, order and foreign keywords kept. The same text
/// when nothing differs. `others` are the workspace's models, for its references.
[[nodiscard]] Result<std::string> updatedModel(const Model &model, const std::vector<Model> &others, const Catalog &catalog, const ObjectRef &table,
                                               const std::map<ObjectRef, std::string> &titles, const ImportedModelOptions &options = {});

} // namespace kilter
