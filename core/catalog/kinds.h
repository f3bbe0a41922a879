#pragma once
#include "core/catalog/programkinds.h"
#include "core/catalog/serverkinds.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// One plain struct an object kind. Names are unquoted; expressions, types and definitions are SQL text of the catalog's dialect, in
/// the server's own words where the catalog was inspected (PostgreSQL: read with an empty search_path, so every name that is not of
/// pg_catalog is qualified). What all kinds have in common (owner, comment, dependencies) is in Object.
namespace kilter {

struct Schema
{
    bool operator==(const Schema &) const = default;
};

struct EnumType
{
    std::vector<std::string> labels; ///< in sort order
    bool operator==(const EnumType &) const = default;
};

/// PostgreSQL manual, CREATE SEQUENCE.
struct SequenceOptions
{
    std::string type = "bigint"; ///< smallint | integer | bigint
    std::int64_t start = 1;
    std::int64_t increment = 1;
    std::int64_t minimum = 1;
    std::int64_t maximum = INT64_MAX;
    std::int64_t cache = 1;
    bool cycle = false;
    bool operator==(const SequenceOptions &) const = default;
};

/// The sequence of an identity column is not an object of its own: it is the column's identityOptions.
struct Sequence
{
    SequenceOptions options;
    std::optional<ObjectRef> ownedBy; ///< a column
    bool unlogged = false;
    bool operator==(const Sequence &) const = default;
};

struct Table
{
    std::vector<std::string> columnOrder; ///< information; never a difference
    std::string partitionBy;              ///< PostgreSQL: as pg_get_partkeydef, e.g. "RANGE (created_at)"; empty: not partitioned
    std::optional<ObjectRef> partitionOf; ///< the partitioned table it is a partition of
    std::string partitionBound;           ///< "FOR VALUES FROM … TO …" or "DEFAULT"
    bool unlogged = false;
    std::vector<ObjectRef> inherits;     ///< INHERITS, in order
    std::string ofType;                  ///< typed table: the composite type, as SQL
    OptionList storage;                  ///< "fillfactor=70", "toast.autovacuum_enabled=false"
    std::string accessMethod;            ///< empty: heap
    std::string tablespace;              ///< empty: the database's
    std::string replicaIdentity;         ///< "" | "full" | "nothing" | "index NAME"
    std::string clusteredOn;             ///< name of an index
    bool strict = false;       ///< SQLite: STRICT
    bool withoutRowid = false; ///< SQLite: WITHOUT ROWID
    bool rowSecurity = false;
    bool forceRowSecurity = false; ///< also for its owner
    std::string foreignServer;     ///< a foreign table; empty: a table of this database
    ForeignOptions foreignOptions;
    bool operator==(const Table &) const = default;
};

struct Column
{
    std::string type; ///< PostgreSQL: as format_type; SQLite: as declared, may be empty
    bool notNull = false;
    std::string notNullName; ///< PostgreSQL 18: of its NOT NULL, where that is not the parent's or, without one, <table>_<column>_not_null
    bool notNullValid = true;      ///< PostgreSQL 18: false for NOT NULL … NOT VALID, which rows from before may break
    bool notNullNoInherit = false; ///< PostgreSQL 18: the table's heirs do without it
    std::optional<std::string> defaultExpression;
    std::string identity; ///< "" | "always" | "by default"
    std::optional<SequenceOptions> identityOptions;
    std::string identitySequence; ///< name of the identity's sequence where it is not <table>_<column>_seq; else empty
    std::string identityPersistence; ///< PostgreSQL 15: logged | unlogged where its sequence is not as the table
    std::string generated;        ///< "" | "stored" | "virtual"
    std::string generationExpression;
    std::string collation;      ///< qualified and quoted as SQL; empty: that of the type
    std::string storage;        ///< plain | external | extended | main where it is not the type's own
    std::string compression;    ///< pglz | lz4; empty: the server's default
    std::int64_t statistics = -1;     ///< target; -1: the default
    std::vector<std::string> options; ///< "n_distinct=5", sorted
    bool autoIncrement = false; ///< SQLite: INTEGER PRIMARY KEY AUTOINCREMENT
    bool inherited = false;     ///< comes from the partitioned parent: made and dropped there
    ForeignOptions foreignOptions; ///< of a foreign table's column
    bool operator==(const Column &) const = default;
};

struct PrimaryKey
{
    std::vector<std::string> columns;
    std::vector<std::string> include;
    bool deferrable = false;
    bool initiallyDeferred = false;
    std::string conflict;   ///< SQLite: ON CONFLICT action, lower case; empty: the default (abort)
    std::string attachedTo; ///< PostgreSQL partition: name of the parent's constraint that it implements; else empty
    OptionList storage;               ///< of its index: "fillfactor=70"
    std::string tablespace;           ///< of its index
    std::string indexComment{};       ///< COMMENT ON INDEX
    bool unnamed = false; ///< SQLite: the name is not written in the SQL; it is what PostgreSQL would have chosen, and follows the table's
    bool withoutOverlaps = false; ///< PostgreSQL 18: of the last column, a range
    bool operator==(const PrimaryKey &) const = default;
};

struct UniqueKey
{
    std::vector<std::string> columns;
    std::vector<std::string> include;
    bool nullsNotDistinct = false;
    bool deferrable = false;
    bool initiallyDeferred = false;
    std::string conflict;
    std::string attachedTo;
    OptionList storage;
    std::string tablespace;
    std::string indexComment{};
    bool unnamed = false;
    bool withoutOverlaps = false; ///< PostgreSQL 18: of the last column, a range
    bool operator==(const UniqueKey &) const = default;
};

struct CheckConstraint
{
    std::string expression; ///< without the outer CHECK ( )
    bool noInherit = false;
    bool valid = true;
    bool inherited = false;
    bool unnamed = false;
    bool enforced = true; ///< PostgreSQL 18; one that is not enforced counts as valid
    bool operator==(const CheckConstraint &) const = default;
};

struct ForeignKey
{
    std::vector<std::string> columns;
    ObjectRef referencedTable;
    std::vector<std::string> referencedColumns; ///< SQLite: may be empty: the primary key
    std::string onDelete = "no action";         ///< no action | restrict | cascade | set null | set default
    std::string onUpdate = "no action";
    std::vector<std::string> onDeleteColumns; ///< PostgreSQL 15: SET NULL (…) / SET DEFAULT (…) of these only
    std::string match = "simple";             ///< simple | full
    bool deferrable = false;
    bool initiallyDeferred = false;
    bool valid = true;
    bool inherited = false;
    bool unnamed = false;
    bool enforced = true; ///< PostgreSQL 18; one that is not enforced counts as valid
    bool period = false;  ///< PostgreSQL 18: PERIOD before the last column of both sides
    bool operator==(const ForeignKey &) const = default;
};

struct IndexKey
{
    std::string expression; ///< a column's name, or SQL text when isExpression
    bool isExpression = false;
    std::string collation;     ///< where it is not the column's own; SQL text
    std::string operatorClass; ///< where it is not the type's default, with parameters; SQL text
    bool descending = false;
    bool nullsFirst = false; ///< PostgreSQL's default is true for descending keys
    bool operator==(const IndexKey &) const = default;
};

/// An index that no constraint owns.
struct Index
{
    std::string method = "btree";
    std::vector<IndexKey> keys;
    std::vector<std::string> include;
    bool unique = false;
    bool nullsNotDistinct = false;
    std::string where; ///< predicate of a partial index; empty: none
    OptionList storage;               ///< "fillfactor=70"
    std::string tablespace;
    std::vector<std::string> statistics; ///< targets of expression keys: "2=100"
    bool onlyParent = false;          ///< PostgreSQL: made with ON ONLY, children attached one by one or not yet
    std::string attachedTo;           ///< partition: name of the parent's index that it implements
    bool operator==(const Index &) const = default;
};

struct View
{
    std::string definition;           ///< the query, without the final semicolon
    std::vector<std::string> columns; ///< names, in order
    OptionList options;               ///< "security_barrier=true"
    std::string checkOption;          ///< "" | "local" | "cascaded"
    std::vector<NamedText> columnDefaults{};
    std::vector<NamedText> columnComments{};
    std::vector<std::string> columnTypes{}; ///< PostgreSQL, information: of `columns`, where a server has told them
    bool operator==(const View &) const = default;
};

/// SQLite: the whole CREATE TRIGGER statement, without the final semicolon. PostgreSQL: what follows the name in it.
struct Trigger
{
    std::string definition;
    bool constraint = false; ///< CREATE CONSTRAINT TRIGGER
    std::string enabled{};   ///< "" | "disabled" | "replica" | "always"
    bool inherited = false;  ///< of a partition: made and dropped with that of the parent
    bool operator==(const Trigger &) const = default;
};

} // namespace kilter
