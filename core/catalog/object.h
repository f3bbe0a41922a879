#pragma once
#include "core/base/diagnostic.h"
#include "core/base/json.h"
#include "core/catalog/kinds.h"

#include <variant>

namespace kilter {

/// One alternative a kind, in the order of Kind.
using Body = std::variant<Schema, EnumType, Sequence, Table, Column, PrimaryKey, UniqueKey, CheckConstraint, ForeignKey, Index, ExclusionConstraint, Domain, CompositeType, RangeType, BaseType, Function, Procedure, Aggregate,
                          MaterializedView, Rule, EventTrigger, Statistics, View, Trigger,
                          Extension, Policy, Collation, TextSearchParser, TextSearchTemplate, TextSearchDictionary,
                          TextSearchConfiguration, Operator, OperatorFamily, OperatorClass, Cast, Conversion,
                          Language, Transform, AccessMethod, ForeignDataWrapper, ForeignServer, UserMapping,
                          Publication, Subscription, DefaultPrivileges>;
static_assert(std::variant_size_v<Body> == kindCount);

/// An object of a schema, by value. Equality and "what changed" look at the name, the comment and the body's compared fields; owner,
/// privileges and security labels count only where both sides know them (options of diff switch them off); dependencies and the source place never count.
struct Object
{
    ObjectRef ref;
    Body body;
    std::string comment;
    std::string owner;            ///< role; empty: not known or not stated
    std::optional<std::vector<Grant>> grants;         ///< sorted; none: not known or not stated
    std::optional<std::vector<SecurityLabel>> labels; ///< sorted; none: not known or not stated
    std::vector<ObjectRef> needs; ///< objects of the same catalog that must exist before it, beyond its own table and schema; sorted
    SourcePlace source;           ///< where a file defines it

    Object() = default;
    Object(ObjectRef r, Body b) : ref(std::move(r)), body(std::move(b)) {}

    template<class T>
    const T &as() const
    {
        return std::get<T>(body);
    }
    template<class T>
    T &as()
    {
        return std::get<T>(body);
    }
    template<class T>
    const T *get() const
    {
        return std::get_if<T>(&body);
    }
};

/// One property that differs; from and to are texts for people, empty when the side has none.
struct FieldChange
{
    std::string field; ///< name in Traits, or "comment", "owner"
    std::string from;
    std::string to;
    bool operator==(const FieldChange &) const = default;
};

/// What differs between two objects of one kind, apart from their names.
std::vector<FieldChange> changedFields(const Object &from, const Object &to);

/// Whether changedFields would be empty, without building it.
bool sameContent(const Object &a, const Object &b);

/// Everything the same, also what is never compared: one can stand for the other.
bool identical(const Object &a, const Object &b);

/// All fields (name and text) of an object, for property sheets.
std::vector<std::pair<std::string, std::string>> fieldTexts(const Object &object);

/// JSON both ways. Fields at their default are left out; unknown or mistyped fields are Invalid.
Json toJson(const Object &object);
[[nodiscard]] Result<Object> objectFromJson(const Json &json);

/// 32 hex digits over all compared fields with (content) or without (shape) the object's own name.
std::string contentHash(const Object &object);
std::string shapeHash(const Object &object);

} // namespace kilter
