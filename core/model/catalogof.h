#pragma once
#include "core/catalog/catalog.h"
#include "core/model/model.h"

#include <set>

namespace kilter {

struct MappingOptions
{
    std::string defaultSchema = "public";     ///< PostgreSQL: of models that state none
    bool stringWithMaxLengthAsVarchar = false; ///< varchar(n) instead of text with a check
};

/// The catalog that models describe on a kind of database: tables, columns, constraints, indexes, partitions, schemas, with places. As the
/// dialect writes them, but not yet normalised by it. Models that belong to other stores must have been left out. Invalid with every error
/// of checkedModels().
[[nodiscard]] Result<Catalog> catalogOf(const std::vector<Model> &models, DialectKind dialect, const MappingOptions &options = {});

/// The objects of the models of some files alone, as in catalogOf() of all, but unchecked: what is wrong with them is for checkedModels() to say.
/// For recomputing what an edit touches.
[[nodiscard]] Catalog catalogOfFiles(const std::vector<Model> &models, const std::set<std::string> &files, DialectKind dialect,
                                     const MappingOptions &options = {});

} // namespace kilter
