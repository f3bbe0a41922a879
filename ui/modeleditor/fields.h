#pragma once
#include "core/model/edit.h"
#include "core/model/model.h"

namespace kilter::ui {

/// One row of the fields grid: a property of the model as a person reads it. Texts are as they are shown and typed.
struct Field
{
    std::string name;
    std::string type;       ///< JSON type, or the stated native type's; "any" when several or none
    std::string format;     ///< keyword format
    std::string nativeType; ///< x-column.type
    std::string component;  ///< $ref as it is written
    std::string limits;     ///< "max 200, pattern"
    std::string defaultText;
    std::string index;      ///< method; empty: none
    std::string reference;  ///< title of a model, or the name of a table that no model describes
    std::string referenceColumn; ///< empty: its primary key
    std::string comment;
    bool isRequired = false;
    bool isKey = false;
    bool isUnique = false;      ///< stated for this column alone, or the only column of the primary key
    bool isUniqueByKey = false;
    bool isAutomatic = false;   ///< what the level or timestamps add: not to be edited

    bool operator==(const Field &) const = default;
};

/// The properties in order, then what the model adds by itself. Reads any JSON: what has a wrong type is left out.
std::vector<Field> fieldsOf(const Json &root);

/// What the Type list offers: a name to search for and what it sets.
struct TypeChoice
{
    std::string name;       ///< "date-time"
    std::string jsonType;   ///< "string"
    std::string format;
    std::string nativeType; ///< "text[]"
    std::string itemType;   ///< of arrays
    std::string postgresql; ///< what it becomes
    std::string sqlite;
};
const std::vector<TypeChoice> &typeChoices();
/// The choice of that name, else a native type: "numeric(10,2)". None for an empty text.
std::optional<TypeChoice> typeChoiceOf(std::string_view text);

/// The names of index methods, as PostgreSQL has them.
const std::vector<std::string> &indexMethods();

/// The limits of a property that the Format editor shows, as texts; empty: not stated.
struct Limits
{
    std::string format, nativeType, component;
    std::string minimum, maximum; ///< of the length (strings) or the value (numbers)
    std::string multipleOf, pattern;
    std::vector<std::string> values; ///< enum, as JSON texts; strings plain
    bool operator==(const Limits &) const = default;
};
Limits limitsOf(const Json &root, const std::string &name);

/// Why a text is no default for a field of a type: "five is not an integer. Type a number, or clear the cell."; empty: it is one.
std::string defaultProblem(std::string_view text, const Field &field);

// Edits of a model's JSON. Each leaves alone what it is not about, and takes away bags that it has emptied.
void setType(Json &root, const std::string &name, const TypeChoice &choice);
void setComponent(Json &root, const std::string &name, const std::string &reference);
void setLimits(Json &root, const std::string &name, const Limits &limits);
void setRequired(Json &root, const std::string &name, bool required);
void setDefault(Json &root, const std::string &name, std::string_view text);
void setKey(Json &root, const std::string &name, bool key);
void setUnique(Json &root, const std::string &name, bool unique);
void setIndex(Json &root, const std::string &name, const std::string &method);
/// An empty title removes the reference; a table that no model describes is kept as it is stated.
void setReference(Json &root, const std::string &name, const std::string &title, const std::string &column);
void setComment(Json &root, const std::string &name, const std::string &comment);
void addField(Json &root, const std::string &name);
void removeField(Json &root, const std::string &name);
/// What names the field elsewhere in the model, for a member that was renamed already.
void renameUses(Json &root, const std::string &from, const std::string &to);
JsonEdit fieldRenamed(const std::string &from, const std::string &to);
JsonEdit fieldMoved(const std::string &name, std::size_t to);

/// Why a text cannot be the name of a field; empty: it can. `present` is its own name, which is allowed.
std::string nameProblem(const Json &root, const std::string &name, const std::string &present);

} // namespace kilter::ui
