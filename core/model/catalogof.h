#pragma once
#include "core/catalog/catalog.h"
#include "core/model/model.h"

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

} // namespace kilter
