#pragma once
#include "core/plan/postgresql/context.h"

#include <functional>

namespace kilter::postgresql {

enum class Way { InPlace, Recreate };

/// What happens to something that an object needs.
enum class Disturbance {
    Goes,    ///< dropped, perhaps created anew
    Retyped, ///< a column gets another type
};

/// What the object must do then.
enum class Response { Nothing, Change, Recreate };

/// Steps of one object, as its rules collect them.
class Steps
{
public:
    Steps(const Context &context, std::vector<Step> &list, int rank) : m_context(context), m_list(list), m_rank(rank) {}

    const Context &context() const { return m_context; }

    /// A step with what the object needs on the side (before or after) that the phase belongs to.
    Step &add(const ObjectRef &object, Phase phase);
    /// What every new object may have beyond its own SQL: comment and owner.
    void describe(const Object &after);
    /// The same for one that was there.
    void describe(const Object &before, const Object &after);
    /// States the comment, also an empty one, of an object that the server makes anew by itself in an earlier step.
    void restateComment(const Object &after);

private:
    const Context &m_context;
    std::vector<Step> &m_list;
    int m_rank;
};

/// What the planner must know about one kind of object. A new kind adds a class of these and its line in rulesOf().
class Rules
{
public:
    virtual ~Rules() = default;

    /// Order of kinds where dependencies leave a choice: lower is created earlier and dropped later.
    virtual int rank() const = 0;
    virtual Way way(const Context &context, const Object &before, const Object &after) const = 0;
    /// `object` (with its state on both sides) needs `need`, which is disturbed.
    virtual Response response(const Context &context, const Object &before, const Object &after, const ObjectRef &need,
                              Disturbance disturbance) const;

    virtual void create(Steps &steps, const Object &after) const = 0;
    virtual void drop(Steps &steps, const Object &before) const = 0;
    virtual void change(Steps &steps, const Object &before, const Object &after) const = 0;
    virtual void recreate(Steps &steps, const Object &before, const Object &after) const;
    /// A dropped object that must make room first: renamed in the Release phase, dropped in Discard. Without one it cannot.
    virtual bool setAside(Steps &steps, const Object &before) const;
    /// Whether a change in place may be made a drop and create instead, to break a circle.
    virtual bool mayRecreate() const { return false; }
};

const Rules &rulesOf(Kind kind);

const Rules &schemaRules();
const Rules &enumRules();
const Rules &sequenceRules();
const Rules &tableRules();
const Rules &columnRules();
const Rules &keyRules(); ///< primary and unique keys
const Rules &checkRules();
const Rules &foreignKeyRules();
const Rules &indexRules();
const Rules &viewRules();
const Rules &triggerRules();
const Rules &ruleRules(); ///< CREATE RULE
const Rules &eventTriggerRules();
const Rules &routineRules(); ///< functions and procedures
const Rules &aggregateRules();
const Rules &domainRules();
const Rules &compositeRules();
const Rules &rangeRules();
const Rules &baseTypeRules();
const Rules &materializedViewRules();
const Rules &statisticsRules();
const Rules &exclusionRules();
const Rules &extensionRules();
const Rules &policyRules();
const Rules &definitionRules(Kind kind); ///< kinds that are created anew wherever more than owner, comment and privileges differ
const Rules &textSearchConfigurationRules();
const Rules &foreignRules(Kind kind); ///< wrappers, servers, user mappings
const Rules &publicationRules();
const Rules &subscriptionRules();
const Rules &defaultPrivilegesRules();

/// Whether a view that comes or goes can be one of NULLs meanwhile, so that what it needs, and what needs it, can come or go (as pg_dump does).
bool canBeProvisional(const Context &context, const ObjectRef &view);

/// A statement with the lock it takes on a table (empty: none).
Statement statementFor(const ObjectRef &object, std::string sql, std::string lock = {});

/// Marks what is gone for good after the statement.
Statement losing(Statement statement, const std::string &hazard, const std::string &reason);

/// The table, view or materialized view that a part stands on.
ObjectRef relationOf(const Context &context, const ObjectRef &part);

/// Whether the kind is a type that is made anew beside its users, and the columns change over.
bool isReplacedType(Kind kind);

/// Whether the table of this part is created or dropped as a whole in the plan.
bool comesWithTable(const Context &context, const ObjectRef &part);
bool goesWithTable(const Context &context, const ObjectRef &part);

/// The step that drops the table of a part, under its own or another name.
StepKey tableDrop(const Context &context, const ObjectRef &part);

inline constexpr const char *accessExclusive = "ACCESS EXCLUSIVE";
inline constexpr const char *shareRowExclusive = "SHARE ROW EXCLUSIVE";
inline constexpr const char *shareLock = "SHARE";

/// The column gets another type, or the same type made anew.
bool isRetyped(const Context &context, const ObjectRef &column);

/// The composite type of a typed table that stays, whose statement adds, drops or retypes this column too.
std::optional<ObjectRef> changedThroughType(const Context &context, const ObjectRef &column);

/// Columns of other tables that hold rows of this one, or arrays of them: while there are any, the server does not rewrite the table
/// (tablecmds.c, find_composite_type_dependencies).
std::vector<ObjectRef> holdersOfRows(const Context &context, const ObjectRef &table);

/// The type that needs the function that needs it, the CANONICAL one of a range or one of a base type: the type begins as a shell.
std::optional<ObjectRef> typeMadeWith(const std::vector<ObjectRef> &needsOfFunction, const ObjectRef &function,
                                      const std::function<const std::vector<ObjectRef> &(const ObjectRef &)> &needsOf);

/// The part of the partitioned table that this inherited or attached part comes from; none when its table has no parent in `catalog`. For a
/// key it can be a plain index.
std::optional<ObjectRef> parentPart(const Catalog &catalog, const ObjectRef &part, const std::string &name);

/// The foreign key of the partitioned table that this inherited one of a partition comes from; its name may be another.
std::optional<ObjectRef> foreignKeyAbove(const Catalog &catalog, const Object &key);
/// Whether the new inherited foreign key has another name than the server would give it: it is made before the parent's, or before the
/// partition is attached, and adopted there.
bool isNamedApart(const Context &context, const Object &key);

/// Name of the parent's key or index that this one of a partition implements; empty: none.
const std::string &attachedTo(const Object &part);

/// Whether a table that is there stays a partition or heir of the other all the time: what goes there goes here too.
bool staysUnder(const Context &context, const ObjectRef &table, const ObjectRef &parent);

/// An inherited column or check that comes to a table that is there with its parent's of the same name, which comes too: the statement about
/// the parent makes both, also when the table becomes the parent's heir in this plan.
bool comesThroughParent(const Context &context, const Object &part);

/// The new column or check of a parent waits until the tables that get it from there are its heirs.
void waitForHeirs(const Context &context, const Object &part, Step &step);

/// Names that an object takes in the server's namespaces: relations of a schema, types of a schema, constraints of a table.
std::vector<std::string> namesTaken(const Object &object);

/// Partitions: whether the server itself makes the attached index or key of a partition when the parent's is made, under the very name
/// that is wanted, for the whole tree below `part`.
bool namedByServer(const Context &context, const Object &part);
/// Whether a new partition is created as a table of its own and attached afterwards, because of the names of its indexes or
/// foreign keys, of what its columns are generated from, or of their order; an heir because of the order of its columns.
bool isAttachedLater(const Context &context, const ObjectRef &table);
/// Whether a partition that stays has NOT NULL under another name, which only a table that stands alone can be given (PostgreSQL 18).
bool renamesNotNull(const Context &context, const ObjectRef &table);
/// Whether a partition gets its place under the parent in this plan, by a statement of its own.
bool becomesPartition(const Context &context, const ObjectRef &table);
/// Whether the attached key or index on a partition is made by the server together with something else; that step.
std::optional<StepKey> madeWith(const Context &context, const Object &part);
/// Whether a key or index of a partition that stays attached is put under the parent's by a statement of its own.
bool isAttachedAlone(const Context &context, const Object &part);
/// Whether a partition's index or key goes with the parent's that it implements, also where it is to stay: the partition keeps its place.
bool goesWithParent(const Context &context, const Object &before, const ObjectRef &parent);
/// Whether keys of partitions that stay implement the plain index and so go with it, which the server only does with CASCADE: it lets
/// go neither of the index nor of the key alone.
bool takesKeysAlong(const Context &context, const Object &index);
/// Whether the index or key is that of a partitioned table, whose storage parameters no statement alters.
bool keepsStorage(const Context &context, const Object &part);
/// Whether an index or key of a partitioned table must be made without its partitions (ON ONLY).
bool isMadeAlone(const Context &context, const Object &part);

} // namespace kilter::postgresql
