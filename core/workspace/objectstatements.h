#pragma once
#include "core/workspace/workspace.h"

namespace kilter {

/// A statement of sql/ that says something about an object.
struct ObjectStatement
{
    std::string file;       ///< its path
    std::size_t offset = 0; ///< first byte in the file
    int line = 1;
    std::string text;    ///< as it is written, without the semicolon
    bool creates = false; ///< else a comment, grant, owner …
};

/// Where sql/ says what an object of the store is: the statement that makes it first, then what else its file says of it. Empty: nowhere (a model
/// makes it, or only the database has it). `catalog` is the one that the object stands in: what Kilter would write tells which statement is
/// meant, overloaded routines by the number of arguments and the first that differs. Errors are those of reading the files.
[[nodiscard]] Result<std::vector<ObjectStatement>> statementsAbout(const Workspace &workspace, const StoreConfig &store, const Catalog &catalog, const Object &object);

/// Puts `text` in the place of the statement; every other byte of the file stays. Invalid, and nothing written, when the text is not exactly one
/// statement; Refused when the file does not hold the statement at that place any more. Gives the statement as it stands now.
[[nodiscard]] Result<ObjectStatement> replaceStatement(const ObjectStatement &statement, std::string_view text, DialectKind dialect);

} // namespace kilter
