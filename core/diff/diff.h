#pragma once
#include "core/catalog/catalog.h"

namespace kilter {

enum class ChangeType { Add, Drop, Alter, Rename };

/// One difference between two catalogs, with the objects themselves, so that a choice of changes is a value of its own.
struct Change
{
    ChangeType type = ChangeType::Alter;
    SharedObject before; ///< not for Add
    SharedObject after;  ///< not for Drop
    std::vector<FieldChange> fields; ///< Alter: what differs (an Alter of a renamed object has its new name in both refs)
    bool perhapsSpelling = false; ///< only texts differ that were not read back in the server's words: perhaps no difference

    const ObjectRef &ref() const { return after ? after->ref : before->ref; }
};

/// A decided rename, or a candidate that a person must decide. Only the last name differs: same kind, schema and (after renames of tables) parent.
struct Rename
{
    ObjectRef from;
    std::string to;
    bool operator==(const Rename &) const = default;
    auto operator<=>(const Rename &) const = default;
};

/// A label of an enum type is named like a part of it: kind Enum with the type as parent. It is no object; only renames name it.
inline bool isEnumLabel(const ObjectRef &ref) { return ref.kind == Kind::Enum && !ref.parent.empty(); }
/// The type of such a label, where the catalog has both.
const Object *enumWithLabel(const Catalog &catalog, const ObjectRef &label);

/// Parses "column:public.t.old=new" (schema may be left out: the catalog's only match); Usage error otherwise.
[[nodiscard]] Result<Rename> parseRename(std::string_view text, const Catalog &from);

/// "column:public.t.old=new": what --rename takes.
std::string toText(const Rename &rename);

struct DiffOptions
{
    std::vector<Rename> renames;      ///< decided: applied to `from` before comparing
    bool findRenames = true;          ///< fill ChangeList::candidates
    std::vector<std::string> include; ///< patterns; empty: all
    std::vector<std::string> exclude; ///< patterns
    bool compareOwners = true;
    bool comparePrivileges = true; ///< grants, and default privileges
};

struct ChangeList
{
    std::vector<Change> changes;     ///< in stable order: renames, then by ref of what they concern
    std::vector<Rename> candidates;  ///< undecided: shown as drop and add
    Diagnostics information;         ///< e.g. another order of columns, what patterns left out (counted)

    bool empty() const { return changes.empty(); }
    bool onlyPerhapsSpelling() const;
};

/// What turns `from` into `to`. diff(a, a) is empty. Texts of renamed columns and tables inside expressions are followed.
ChangeList diff(const Catalog &from, const Catalog &to, const DiffOptions &options = {});

/// `from` with the chosen changes, closed over what they need (a column's type, a key's unique index, a table's own columns);
/// what was added for that is said in `added`.
struct Applied
{
    Catalog catalog;
    std::vector<ObjectRef> added;
};
[[nodiscard]] Result<Applied> applied(const Catalog &from, const Catalog &to, const ChangeList &chosen);

/// The decided renames, and those of constraints, indexes and sequences that follow from them: whose names PostgreSQL made of the old
/// names of tables and columns, and which are in `to` under the names that it makes of the new ones; or which implement a key or index
/// of a partitioned table on a partition (such a one cannot be dropped alone).
std::vector<Rename> withFollowing(const Catalog &from, const Catalog &to, std::vector<Rename> renames);

/// `catalog` with renames carried out: refs, references to them, and names inside expressions.
Catalog renamed(Catalog catalog, const std::vector<Rename> &renames);

/// The renames that undo these, as `renamed(from, renames)` needs them; those that concern nothing are left out.
std::vector<Rename> inverted(const std::vector<Rename> &renames, const Catalog &from);

/// Undecided renames between what `from` loses and what `to` adds: same kind, schema and table, alike by structure; one to one, best first.
std::vector<Rename> renameCandidates(const Catalog &from, const Catalog &to);

/// One line for people: "add column public.t.c (integer, not null)", "alter column public.t.c: type integer → bigint".
std::string wordsFor(const Change &change);

} // namespace kilter
