#pragma once
#include "core/catalog/objectref.h"

#include <algorithm>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// Kinds of PostgreSQL beside tables and their parts: routines, types, rules and what reacts to events. Included by kinds.h.
namespace kilter {

/// Settings as "name=value" in the server's order, in which they are written; another order is no difference.
struct OptionList : std::vector<std::string>
{
    using std::vector<std::string>::vector;

    friend bool operator==(const OptionList &a, const OptionList &b)
    {
        return a.size() == b.size() && std::is_permutation(a.begin(), a.end(), b.begin());
    }
};

/// A part of an object that has a text of its own: the comment of a view's column, its default.
struct NamedText
{
    std::string name;
    std::string text;
    bool operator==(const NamedText &) const = default;
};

struct RoutineArgument
{
    std::string mode = "in"; ///< in | out | inout | variadic | table
    std::string name;
    std::string type;
    std::optional<std::string> defaultExpression;
    bool operator==(const RoutineArgument &) const = default;
};

/// What functions and procedures have in common. The ref's signature is the types of the arguments that a call gives.
struct Routine
{
    std::vector<RoutineArgument> arguments; ///< also those of RETURNS TABLE
    std::string result;                     ///< as pg_get_function_result; empty: a procedure
    std::string language;
    std::string body;        ///< the source text; of a C function the symbol
    std::string sqlBody;     ///< RETURN … or BEGIN ATOMIC …, which stands instead of the source text
    std::string libraryFile; ///< of a C function
    bool window = false;
    std::string volatility = "volatile"; ///< volatile | stable | immutable
    bool strict = false;
    bool securityDefiner = false;
    bool leakproof = false;
    std::string parallel = "unsafe"; ///< unsafe | restricted | safe
    std::string cost;                ///< empty: the language's default
    std::string rows;                ///< empty: the default
    std::string support;             ///< planner support function; SQL text
    std::vector<std::string> transforms; ///< types of TRANSFORM FOR TYPE
    std::vector<std::string> settings;   ///< "name=value" as the server keeps them
    bool operator==(const Routine &) const = default;
};

struct Function : Routine
{
    bool operator==(const Function &) const = default;
};

struct Procedure : Routine
{
    bool operator==(const Procedure &) const = default;
};

struct Aggregate
{
    std::string arguments;            ///< as pg_get_function_arguments
    std::vector<std::string> options; ///< "SFUNC = public.f", in the order of the manual
    bool operator==(const Aggregate &) const = default;
};

struct DomainConstraint
{
    std::string name;
    std::string expression; ///< without the outer CHECK ( )
    bool valid = true;
    std::string comment;
    bool operator==(const DomainConstraint &) const = default;
};

struct Domain
{
    std::string type;
    std::string collation; ///< where it is not the type's own
    bool notNull = false;
    std::optional<std::string> defaultExpression;
    std::vector<DomainConstraint> constraints; ///< by name
    bool operator==(const Domain &) const = default;
};

struct Attribute
{
    std::string name;
    std::string type;
    std::string collation;
    std::string comment;
    bool operator==(const Attribute &) const = default;
};

/// CREATE TYPE … AS (…).
struct CompositeType
{
    std::vector<Attribute> attributes; ///< in order
    bool operator==(const CompositeType &) const = default;
};

/// CREATE TYPE … AS RANGE.
struct RangeType
{
    std::string subtype;
    std::vector<std::string> options; ///< "SUBTYPE_DIFF = f" …, in the order of the manual
    std::string multirange;           ///< name of the multirange type; empty: PostgreSQL 13 has none
    bool operator==(const RangeType &) const = default;
};

/// CREATE TYPE … (INPUT = …).
struct BaseType
{
    std::vector<std::string> options; ///< "INPUT = public.f" …, in the order of the manual; none: a shell
    bool operator==(const BaseType &) const = default;
};

struct MaterializedView
{
    std::string definition;           ///< the query, without the final semicolon
    std::vector<std::string> columns; ///< names, in order
    OptionList storage;               ///< "fillfactor=70"
    std::string method = "heap";
    std::string tablespace;
    std::vector<NamedText> columnComments;
    std::vector<std::string> columnSettings; ///< what ALTER … ALTER COLUMN sets: "a SET STATISTICS 5"
    std::string clusteredOn;                 ///< an index
    bool populated = true;
    bool operator==(const MaterializedView &) const = default;
};

/// Of a table or view; the rule behind a view is none.
struct Rule
{
    std::string definition; ///< "ON INSERT TO public.t DO INSTEAD NOTHING"
    std::string enabled;    ///< "" | "disabled" | "replica" | "always"
    bool operator==(const Rule &) const = default;
};

struct EventTrigger
{
    std::string event;
    std::vector<std::string> tags;
    ObjectRef function;
    std::string enabled; ///< as that of a rule
    bool operator==(const EventTrigger &) const = default;
};

/// Extended statistics.
struct Statistics
{
    std::string definition;   ///< "(ndistinct, mcv) ON a, b FROM public.t"
    std::int64_t target = -1; ///< -1: the default
    bool operator==(const Statistics &) const = default;
};

struct ExclusionConstraint
{
    std::string definition; ///< "EXCLUDE USING gist (a WITH &&) DEFERRABLE"
    std::string attachedTo; ///< PostgreSQL 17 partition: name of the parent's constraint
    std::string indexComment;
    bool operator==(const ExclusionConstraint &) const = default;
};

template<class T>
concept ProgramObject = std::same_as<T, Function> || std::same_as<T, Procedure> || std::same_as<T, Aggregate> || std::same_as<T, Domain>
                        || std::same_as<T, CompositeType> || std::same_as<T, RangeType> || std::same_as<T, BaseType> || std::same_as<T, MaterializedView>
                        || std::same_as<T, Rule> || std::same_as<T, EventTrigger> || std::same_as<T, Statistics>
                        || std::same_as<T, ExclusionConstraint>;

} // namespace kilter
