#pragma once
#include "core/catalog/catalog.h"
#include "core/model/modelset.h"

/// The parts of checkedModels(), one subject a file.
namespace kilter {

/// Collects findings about one model.
class Findings
{
public:
    Findings(const Model &model, Diagnostics &into) : m_model(model), m_into(into) {}
    void error(const Json &at, std::string code, std::string message, std::string hint = {}) { add(Severity::Error, at, std::move(code), std::move(message), std::move(hint)); }
    void warning(const Json &at, std::string code, std::string message, std::string hint = {}) { add(Severity::Warning, at, std::move(code), std::move(message), std::move(hint)); }
    void info(const Json &at, std::string code, std::string message, std::string hint = {}) { add(Severity::Info, at, std::move(code), std::move(message), std::move(hint)); }

private:
    void add(Severity severity, const Json &at, std::string code, std::string message, std::string hint)
    {
        m_into.push_back({severity, std::move(code), std::move(message), std::move(hint), m_model.placeOf(at)});
    }

    const Model &m_model;
    Diagnostics &m_into;
};

/// Names of the columns that a model's table has, also those of timestamps.
std::vector<std::string> columnNames(const Model &model);

/// "Did you mean …?", or what there is.
std::string nearestHint(const std::string &word, const std::vector<std::string> &known);

void checkSchemas(const Model &model, const ModelSet &models, Findings findings);     ///< $ref, required, defaults, patterns
void checkTable(const Model &model, const ModelSet &models, Findings findings);       ///< columns of constraints, indexes, references
void checkServerRules(const Model &model, const ModelSet &models, Findings findings); ///< PostgreSQL: partition keys, lengths of names
Diagnostics sqliteLimits(const ModelSet &models); ///< what is not kept there, each sort once

} // namespace kilter
