#pragma once
#include "core/model/model.h"

#include <QString>

#include <optional>
#include <vector>

namespace kilter::ui {

class ModelDocument;

/// One entry of a searchable list.
struct Choice
{
    QString text;   ///< what is typed and searched
    QString detail; ///< beside it: what it becomes, what it is
    std::optional<Level> level = {};
};

/// Types of workspace model definitions, then the components that may be embedded.
std::vector<Choice> typeChoicesFor(const ModelDocument &document);
/// Models that have a table to refer to, and their unique columns: "Author", "Author.email".
std::vector<Choice> referenceChoicesFor(const ModelDocument &document);
std::vector<Choice> indexChoices();
/// true and false, the values of an enumeration, expressions that suit the type.
std::vector<Choice> defaultChoicesFor(const ModelDocument &document, const std::string &field);
std::vector<Choice> columnChoicesFor(const ModelDocument &document);

/// The model of that title among the document's others, or itself; null: there is none.
const Model *modelTitled(const ModelDocument &document, const std::string &title);
/// Where a component stands, as the document's file refers to it: "../gamma/seo.json".
std::string referenceTo(const ModelDocument &document, const Model &component);
/// The model that a $ref leads to; null: none, or a part of a file.
const Model *componentOf(const ModelDocument &document, const std::string &reference);

} // namespace kilter::ui
