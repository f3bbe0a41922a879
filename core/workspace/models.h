#pragma once
#include "core/model/catalogof.h"
#include "core/workspace/workspace.h"

namespace kilter {

/// The models of a workspace as far as they can be read, sorted by file, and every finding about them.
struct ModelFiles
{
    std::vector<Model> models;
    Diagnostics diagnostics; ///< sorted by place
};

/// All of models/**/*.json. Broken files are findings, not errors; an error is a folder that cannot be read.
[[nodiscard]] Result<ModelFiles> readModelFiles(const Workspace &workspace);

/// The models, or an error with every diagnostic when some are broken.
[[nodiscard]] Result<std::vector<Model>> readModels(const Workspace &workspace);

/// Everything `models validate` says: the models alone and together, for the SQL stores of the workspace, and the files of sql/.
[[nodiscard]] Result<Diagnostics> validateWorkspace(const Workspace &workspace);
[[nodiscard]] Result<Diagnostics> validateWorkspace(const Workspace &workspace, const ModelFiles &files); ///< the same, of models that have been read

/// The models that belong to a store.
std::vector<Model> modelsOf(const std::vector<Model> &models, const StoreConfig &store);

/// readWorkspace() for models that have been read, or that an editor holds unsaved. The files of sql/ are read.
[[nodiscard]] Result<Catalog> desiredCatalog(const Workspace &workspace, const StoreConfig &store, const std::vector<Model> &models);

/// How the workspace maps models on a store.
MappingOptions mappingOf(const Workspace &workspace, const StoreConfig &store);

/// The store's schema for models that state none; empty on SQLite.
std::string defaultSchemaOf(const StoreConfig &store);

} // namespace kilter
