#pragma once
#include "core/catalog/catalog.h"
#include "core/model/model.h"

namespace kilter {

/// What is wrong with models as a whole, each with place and advice: references to unknown models or columns, two models of one table,
/// endless chains of $ref, defaults that do not match, PostgreSQL's rules for partitioned tables, over-long names … With the dialects the
/// models are used on, also what these leave out (Info): SQLite's missing comments, index methods, patterns.
Diagnostics checkedModels(const std::vector<Model> &models, const std::vector<DialectKind> &dialects);

} // namespace kilter
