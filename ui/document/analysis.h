#pragma once
#include "ui/document/surroundings.h"

#include <map>
#include <stop_token>

namespace kilter::ui {

/// The DDL that a model becomes on one store.
struct StoreSql
{
    std::string store;
    DialectKind dialect = DialectKind::PostgreSql;
    std::string sql;    ///< statements with their semicolons; empty when `problem` says why
    std::string problem;
};

/// What the rest of the program has to say about a model's text.
struct Analysis
{
    std::optional<Model> model; ///< none when the text is no model
    Diagnostics diagnostics;    ///< about this file, sorted by place, each once
    std::vector<StoreSql> sql;  ///< one a store that the model belongs to
};

/// Reads, checks and maps one model among the others. Pure; takes longer than a frame with many models, so it runs in a worker. Only the
/// models that this one has to do with are looked at as a whole.
Analysis analysed(const std::string &text, const std::string &file, const Surroundings &around, const std::stop_token &stop = {});

} // namespace kilter::ui
