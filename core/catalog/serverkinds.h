#pragma once
#include "core/catalog/objectref.h"

#include <concepts>
#include <string>
#include <vector>

/// PostgreSQL's kinds that hold no rows and are no part of a table's shape: what a server is extended, published, connected and searched
/// with. Names of functions, types and other objects inside are SQL text, qualified where they are not of pg_catalog.
namespace kilter {

/// A privilege that differs from those that the kind has by default: granted beyond them, or taken away. The owner is the empty role, so
/// that a new owner changes nothing here; everybody is "public" (which no role can be called).
struct Grant
{
    std::string part;      ///< of a view: the column; of an identity column: "sequence"; else empty
    std::string grantee;
    std::string grantor;
    std::string privilege; ///< "SELECT" …
    bool grantable = false; ///< WITH GRANT OPTION
    bool revoked = false;   ///< taken away: without this entry the kind's default gives it
    auto operator<=>(const Grant &) const = default;
};

struct SecurityLabel
{
    std::string part; ///< of a view: the column; else empty
    std::string provider;
    std::string label;
    auto operator<=>(const SecurityLabel &) const = default;
};

/// Members are the extension's own business: they are no objects of a catalog.
struct Extension
{
    std::string version;
    std::string schema;       ///< where its members are
    bool relocatable = false; ///< information: whether ALTER EXTENSION can move it
    bool operator==(const Extension &) const = default;
};

struct Policy
{
    std::string command = "all"; ///< all | select | insert | update | delete
    bool permissive = true;
    std::vector<std::string> roles; ///< sorted; "public" is everybody
    std::string usingExpression;
    std::string checkExpression;
    bool operator==(const Policy &) const = default;
};

struct Collation
{
    std::string provider = "libc"; ///< libc | icu | builtin
    bool deterministic = true;
    std::string collate;
    std::string ctype;
    std::string locale;
    std::string rules; ///< PostgreSQL 16, ICU
    bool operator==(const Collation &) const = default;
};

struct TextSearchParser
{
    std::string start;
    std::string token;
    std::string end;
    std::string headline;
    std::string lexTypes;
    bool operator==(const TextSearchParser &) const = default;
};

struct TextSearchTemplate
{
    std::string init;
    std::string lexize;
    bool operator==(const TextSearchTemplate &) const = default;
};

struct TextSearchDictionary
{
    std::string templateName;
    std::string options; ///< "language = 'german', stopwords = 'german'"
    bool operator==(const TextSearchDictionary &) const = default;
};

struct TokenMapping
{
    std::string token;
    std::vector<std::string> dictionaries; ///< in the order in which they are asked
    bool operator==(const TokenMapping &) const = default;
};

struct TextSearchConfiguration
{
    std::string parser;
    std::vector<TokenMapping> mappings; ///< by token
    bool operator==(const TextSearchConfiguration &) const = default;
};

/// The name's signature holds the two types, "NONE" for the one that a prefix operator lacks.
struct Operator
{
    std::string function;
    std::string left; ///< empty: prefix
    std::string right;
    std::string commutator; ///< as in OPERATOR(…)
    std::string negator;
    std::string restrictEstimator;
    std::string joinEstimator;
    bool hashes = false;
    bool merges = false;
    bool operator==(const Operator &) const = default;
};

/// Signature: the index method.
struct OperatorFamily
{
    std::vector<std::string> members; ///< "OPERATOR 1 …", "FUNCTION 1 …": those that belong to no class; sorted
    bool operator==(const OperatorFamily &) const = default;
};

/// Signature: the index method.
struct OperatorClass
{
    std::string type;
    bool isDefault = false;
    std::string family;
    std::string storage; ///< empty: the type itself
    std::vector<std::string> members;
    bool operator==(const OperatorClass &) const = default;
};

/// Named "source AS target".
struct Cast
{
    std::string method = "function"; ///< function | binary | inout
    std::string function;            ///< with its argument types
    std::string context = "explicit"; ///< explicit | assignment | implicit
    bool operator==(const Cast &) const = default;
};

struct Conversion
{
    std::string source; ///< encodings
    std::string target;
    std::string function;
    bool isDefault = false;
    bool operator==(const Conversion &) const = default;
};

struct Language
{
    bool trusted = false;
    std::string handler;
    std::string inlineHandler;
    std::string validator;
    bool operator==(const Language &) const = default;
};

/// Named by its type; signature: the language.
struct Transform
{
    std::string fromSql; ///< functions with argument types; empty: none
    std::string toSql;
    bool operator==(const Transform &) const = default;
};

struct AccessMethod
{
    std::string type = "index"; ///< index | table
    std::string handler;
    bool operator==(const AccessMethod &) const = default;
};

/// Options "name=value", sorted. Those that keep a secret are known by name and compared, but their values never leave the process:
/// `secrets` holds fingerprints that only this process can make.
struct ForeignOptions
{
    std::vector<std::string> plain;
    std::vector<std::string> secretNames;
    std::vector<std::string> secrets;
    /// Secrets count where both sides know them (a catalog read from a file does not).
    bool operator==(const ForeignOptions &other) const
    {
        return plain == other.plain && secretNames == other.secretNames
               && (secrets.empty() || other.secrets.empty() || secrets == other.secrets);
    }
    bool empty() const { return plain.empty() && secretNames.empty(); }
};

struct ForeignDataWrapper
{
    std::string handler;
    std::string validator;
    ForeignOptions options;
    bool operator==(const ForeignDataWrapper &) const = default;
};

struct ForeignServer
{
    std::string wrapper;
    std::string type;
    std::string version;
    ForeignOptions options;
    bool operator==(const ForeignServer &) const = default;
};

/// Named by the role ("public" for everybody); signature: the server.
struct UserMapping
{
    ForeignOptions options;
    bool operator==(const UserMapping &) const = default;
};

struct PublishedTable
{
    ObjectRef table;
    std::vector<std::string> columns; ///< empty: all
    std::string where;                ///< row filter; empty: none
    bool operator==(const PublishedTable &) const = default;
};

struct Publication
{
    bool allTables = false;
    std::vector<PublishedTable> tables;
    std::vector<std::string> schemas;
    std::vector<std::string> operations; ///< insert, update, delete, truncate
    bool viaRoot = false;
    std::string generatedColumns; ///< PostgreSQL 18: "" | "stored"
    bool operator==(const Publication &) const = default;
};

/// What it connects to is a secret as a whole.
struct Subscription
{
    std::vector<std::string> publications;
    std::vector<std::string> options; ///< "name=value" of those that are not the default, sorted
    bool enabled = false; ///< information: switched by whoever operates it
    ForeignOptions connection; ///< one secret
    bool operator==(const Subscription &) const = default;
};

/// ALTER DEFAULT PRIVILEGES: named by the role whose new objects they concern; signature: "tables" | "sequences" | "functions" | "types" |
/// "schemas" | "large objects". The schema is empty where they hold everywhere.
struct DefaultPrivileges
{
    std::vector<Grant> grants; ///< against those that the kind has by default; in one schema: all that are given beyond
    bool operator==(const DefaultPrivileges &) const = default;
};

/// The kinds of this file: for places where all of them are alike.
template<class T>
concept ServerObject =
    std::same_as<T, Extension> || std::same_as<T, Policy> || std::same_as<T, Collation> || std::same_as<T, TextSearchParser> ||
    std::same_as<T, TextSearchTemplate> || std::same_as<T, TextSearchDictionary> || std::same_as<T, TextSearchConfiguration> ||
    std::same_as<T, Operator> || std::same_as<T, OperatorFamily> || std::same_as<T, OperatorClass> || std::same_as<T, Cast> ||
    std::same_as<T, Conversion> || std::same_as<T, Language> || std::same_as<T, Transform> || std::same_as<T, AccessMethod> ||
    std::same_as<T, ForeignDataWrapper> || std::same_as<T, ForeignServer> || std::same_as<T, UserMapping> ||
    std::same_as<T, Publication> || std::same_as<T, Subscription> || std::same_as<T, DefaultPrivileges>;

} // namespace kilter
