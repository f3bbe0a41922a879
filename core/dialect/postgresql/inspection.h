#pragma once
#include "core/dialect/dialect.h"
#include "core/dialect/ledgertables.h"

#include <unordered_map>
#include <unordered_set>

/// What the readers of one inspection share. Each reader is a small query over everything at once and a function that
/// makes objects of its rows; a new kind is one more reader. Oids are kept as the text in which they came: they never
/// leave the inspection.
namespace kilter::postgresql {

/// Reads the cells of a row from left to right, in the order of the query's select list.
class Cells
{
public:
    Cells(const Rows &rows, std::size_t row) : m_cells(rows.rows[row]) {}

    bool isNull() const { return !m_cells[m_next].has_value(); } ///< the next cell; does not move on
    std::string text();                                          ///< empty for NULL
    std::optional<std::string> optional();
    bool isTrue() { return text() == "t"; }
    std::int64_t integer();
    OptionList options(); ///< the same, of settings
    std::vector<std::string> list(); ///< of array_to_string(…, E'\x1f')

private:
    const std::vector<Value> &m_cells;
    std::size_t m_next = 0;
};

/// A table, partitioned table, view or sequence that is not an extension's.
struct Relation
{
    std::string oid;
    char kind = 'r'; ///< pg_class.relkind
    bool isPartition = false;
    std::vector<std::string> typeOids; ///< of its rows, and of arrays of them
    Object object;
    std::unordered_map<std::string, std::string> columns; ///< pg_attribute.attnum to name
};

struct Inspection
{
    Inspection(Connection &c, const InspectOptions &o) : connection(c), options(o), version(c.serverVersion()) {}

    Connection &connection;
    const InspectOptions &options;
    const int version;
    std::string schemas; ///< oids of the schemas that are read: "{2200,16390}"
    std::string role;                        ///< current_user
    std::unordered_set<std::string> present; ///< see readPresence
    std::vector<Object> objects;
    Diagnostics notes;
    bool torn = false; ///< a pg_get_* knew nothing of what the snapshot holds: something changed meanwhile
    std::vector<std::pair<std::string, Object>>
        schemaObjects; ///< with their oids, until it is known which only hold ledgers
    std::vector<Relation> relations;
    std::unordered_map<std::string, std::size_t> relationOf; ///< oid to its place in relations
    std::unordered_set<std::string> leftOut;                 ///< oids of ledgers' tables
    std::unordered_map<std::string, std::size_t> places;     ///< address to place in objects
    std::unordered_map<std::string, std::string> memberOf;   ///< address of an extension's member to the extension's
    std::unordered_map<std::string, std::string> identityOf; ///< oid of an identity's sequence to the column's address

    /// Whether a system catalog ("pg_cast"), or a kind in one ("pg_class.v" by relkind), holds anything that is not the server's own.
    bool has(const std::string &catalog) const { return present.contains(catalog); }
    /// One query; $1, where it uses that, is `schemas`.
    [[nodiscard]] Result<Rows> query(const std::string &sql, bool ofSchemas = true);
    void add(Object object, const std::vector<std::string> &addresses);
    void alias(const std::string &address, const std::string &of); ///< another address of the same object
    Object *at(const std::string &address);
    const Relation *relation(const std::string &oid) const;
    /// A column's name by pg_attribute.attnum; empty when it is not known.
    std::string columnName(const std::string &relation, const std::string &number) const;
    /// Names for "1 2 5".
    std::vector<std::string> columnNames(const std::string &relation, const std::string &numbers) const;
    /// Text of a pg_get_* function that must not be NULL.
    std::string definition(Cells &cells);
    void note(std::string code, std::string message, std::string hint = {});
    void noteNotModelled(const std::string &what);
};

/// As rows of pg_depend and pg_description name things: a letter for the system catalog (see letterOf), oid and column.
std::string address(char catalog, const std::string &oid, const std::string &column = "0");

/// SQL: the letter of address() for a system catalog; NULL for one that nothing is read from.
std::string letterOf(std::string_view catalogOid);

/// "a = 1" of "(a = 1)".
std::string withoutOuterParentheses(std::string expression);

/// SQL condition: the object is no member of an extension.
std::string isNoMember(std::string_view systemCatalog, std::string_view oid);

/// SQL condition: the object is no member of an extension, and not internal to another object.
std::string isOwn(std::string_view systemCatalog, std::string_view oid);

/// The name that the server gives by itself to something of a table (makeObjectName): "<table>_<column>_<label>" cut to
/// 63 bytes.
std::string generatedName(std::string table, std::string column, std::string_view label);

/// The query is without a final semicolon, blanks and line ends.
std::string withoutSemicolon(std::string definition);

Result<> readSchemas(Inspection &inspection);
Result<> readPresence(Inspection &inspection); ///< what there is at all: the other readers do not ask for the rest
Result<> readRelations(Inspection &inspection);
Result<> readColumns(Inspection &inspection); ///< also leaves out the ledgers, and adds schemas, tables and views
Result<> readEnums(Inspection &inspection);
Result<> readTypes(Inspection &inspection); ///< domains, composite and range types
Result<> readBaseTypes(Inspection &inspection); ///< and shells
Result<> readSequences(Inspection &inspection);
Result<> readConstraints(Inspection &inspection);
Result<> readIndexes(Inspection &inspection);
Result<> readViews(Inspection &inspection);
Result<> readRoutines(Inspection &inspection);
Result<> readTriggers(Inspection &inspection);
Result<> readRules(Inspection &inspection);
Result<> readEventTriggers(Inspection &inspection);
Result<> readStatistics(Inspection &inspection);
Result<> readExtensions(Inspection &inspection);
Result<> readPolicies(Inspection &inspection);
Result<> readCollations(Inspection &inspection);
Result<> readTextSearch(Inspection &inspection);
Result<> readOperators(Inspection &inspection);
Result<> readCasts(Inspection &inspection);     ///< and conversions
Result<> readLanguages(Inspection &inspection); ///< and transforms, access methods
Result<> readForeignData(Inspection &inspection);
Result<> readForeignTables(Inspection &inspection); ///< what foreign tables and their columns have beyond others
Result<> readPublications(Inspection &inspection);
Result<> readSubscriptions(Inspection &inspection);
Result<> readDefaultPrivileges(Inspection &inspection);
Result<> readPrivileges(Inspection &inspection);
Result<> readSecurityLabels(Inspection &inspection);
Result<> readComments(Inspection &inspection);
Result<> readNeeds(Inspection &inspection);
Result<> readNotModelled(Inspection &inspection);

} // namespace kilter::postgresql
