#pragma once
#include "ui/diffview/diffresult.h"

namespace kilter::ui {

/// What a file of the workspace has to say so that it is as the store has it.
struct UpdatedFile
{
    enum class What
    {
        Changed, ///< `text` is to be put into the editor, or the file
        New,     ///< `text` is to be written into a file that is not there yet
        Gone,    ///< the store does not have it: the file is to go
        Written  ///< it has been written: it is none of a model
    };
    What what = What::Changed;
    std::string file;
    std::string text;
};

/// For a worker. `object` is a table or whatever else a group of the tree is; `models` are the present ones, drafts included.
[[nodiscard]] Result<UpdatedFile> updatedModel(const DiffResult &result, const std::vector<Model> &models, const ObjectRef &object);

/// The workspace's models with what editors hold; a draft that cannot be read is left out for its file.
std::vector<Model> modelsWithDrafts(const WorkspaceState &workspace, const std::map<std::string, std::string> &drafts);

} // namespace kilter::ui
