#pragma once
#include "core/base/json.h"
#include "core/base/result.h"

#include <optional>
#include <string>
#include <vector>

namespace kilter {

/// A model's kind: alpha, beta and qualifier are a table each; gamma is embedded in the JSON columns of the models that use it, or has a
/// table of its own; an organizer is a table with a relationship table for each model that it organises.
enum class Level { Alpha, Beta, Gamma, Qualifier, Organizer };
std::string_view keyword(Level level);
std::optional<Level> levelOf(std::string_view keyword);

/// One model definition: a JSON Schema file that describes one table, or a component embedded in JSON columns. It has passed the published
/// meta-schema; what needs the other models to be known is found by checkedModels().
struct Model
{
    std::string file; ///< for diagnostics, as it was given
    std::string text; ///< the file's text: what is edited when the model is saved
    Json json;        ///< the same, parsed

    std::string title;
    std::string description;
    Level level = Level::Alpha;
    std::string table;  ///< stated, or from the title; empty when it has no table
    std::string schema; ///< PostgreSQL; empty: the store's first
    std::vector<std::string> stores; ///< names of the stores it belongs to; empty: every SQL store
    bool timestamps = false;
    std::vector<std::string> organizes; ///< titles of models; organizers only
    Diagnostics notes; ///< warnings found while reading: a standard keyword that looks misspelt …

    bool hasTable() const { return !table.empty(); }
    /// Where a value of `json` stands.
    SourcePlace placeOf(const Json &value) const;
    SourcePlace placeOf(const JsonMember &member) const;
};

/// Reads and checks one model definition. Invalid with every finding: JSON syntax, the published meta-schema, misspelt keywords of ours.
[[nodiscard]] Result<Model> parseModel(std::string text, std::string file);

/// The value at a JSON pointer (RFC 6901); null when there is none.
const Json *valueAt(const Json &root, std::string_view pointer);

} // namespace kilter
