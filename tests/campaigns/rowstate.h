#pragma once
#include "core/connection/connection.h"
#include "core/diff/diff.h"
#include "core/dialect/statement.h"

#include <map>
#include <string>
#include <vector>

/// What a schema dump does not show: rows, sequences' positions, whether materialized views hold anything.
namespace kilter::campaign {

struct StoredColumn
{
    std::string name;
    std::string type;
    std::string generation; ///< expression of a generated column
    bool operator==(const StoredColumn &) const = default;
};

struct StoredTable
{
    bool partitioned = false;
    std::vector<ObjectRef> parents; ///< that it inherits from, is a partition of, or is typed by
    std::vector<StoredColumn> columns;
    std::vector<std::vector<Value>> rows; ///< as text, sorted; of a partitioned table those of its partitions, else its own only
    bool operator==(const StoredTable &) const = default;
};

struct StoredSequence
{
    Value last;                     ///< none: not used yet
    std::optional<ObjectRef> owner; ///< the column that owns it
    bool operator==(const StoredSequence &) const = default;
};

struct StoredState
{
    std::map<ObjectRef, StoredTable> tables;
    std::map<ObjectRef, StoredSequence> sequences;
    std::map<ObjectRef, bool> populated; ///< materialized views
    bool operator==(const StoredState &) const = default;
};

/// Throws std::runtime_error with the server's words.
StoredState stateOf(Connection &connection);

/// What is wrong with `after`, given what the statements between say of loss, a line each; and notes: losses that were said although both
/// sides have the object. `connection` is to the database of `after`: it casts values of columns that have another type now.
struct Comparison
{
    std::vector<std::string> faults;
    std::vector<std::string> notes;
};
Comparison compareStates(const StoredState &before, const StoredState &after, const std::vector<Statement> &statements, const std::vector<Rename> &renames,
                         Connection &connection);

} // namespace kilter::campaign
