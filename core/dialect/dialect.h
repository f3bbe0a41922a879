#pragma once
#include "core/base/result.h"
#include "core/catalog/catalog.h"
#include "core/connection/connection.h"
#include "core/dialect/statement.h"

namespace kilter {

/// One statement of a script, with its place.
struct ScriptStatement
{
    std::string text;       ///< without the final semicolon and without surrounding comments
    std::size_t offset = 0; ///< byte in the script
    int line = 1;
    bool transactional = true; ///< false: CREATE INDEX CONCURRENTLY, VACUUM, ALTER TYPE … ADD VALUE (before 12), ALTER SYSTEM …
};

struct InspectOptions
{
    std::vector<std::string> schemas; ///< empty: all that are not the system's
    std::string ledgerTable = "migration_history"; ///< Kilter's own tables of that prefix and other tools' history tables are left out
    bool leaveOutLedgers = true;
    std::stop_token stop;
};

struct EmitOptions
{
    bool ifNotExists = false;
};

/// What is special about one database product. Stateless; two instances live for the whole program.
class Dialect
{
public:
    static const Dialect &of(DialectKind kind);
    virtual ~Dialect() = default;

    virtual DialectKind kind() const = 0;

    /// Identifier as SQL: quoted when it must be (keywords, capitals, anything special).
    virtual std::string quoted(std::string_view identifier) const = 0;
    /// Text as a string literal.
    virtual std::string literal(std::string_view text) const = 0;
    /// "schema"."name" as SQL; for parts of a table the name alone where SQL wants that.
    std::string qualified(const ObjectRef &ref) const;

    /// Statements of a script in order. Invalid, with line and column, where it cannot be split (an open quote …).
    [[nodiscard]] virtual Result<std::vector<ScriptStatement>> split(std::string_view script) const = 0;

    /// The script without comments and with line ends and runs of blanks outside quotes unchanged: what checksums are made of.
    virtual std::string withoutComments(std::string_view script) const = 0;

    /// Types, simple literals and simple expressions in the server's canonical form, as far as that can be known locally.
    virtual Catalog normalised(Catalog catalog) const = 0;

    /// The catalog of a database, in one snapshot, by set-based queries; what is not modelled is noted.
    [[nodiscard]] virtual Result<Catalog> inspect(Connection &connection, const InspectOptions &options) const = 0;

    /// CREATE SQL of one object as people write it: a table with its columns and constraints inline where the dialect can.
    /// Foreign keys that cannot be inline, indexes, comments and partitions are objects of their own and not included.
    virtual std::vector<Statement> createStatements(const Catalog &catalog, const Object &object, const EmitOptions &options = {}) const = 0;
};

} // namespace kilter
