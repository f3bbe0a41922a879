#pragma once
#include "core/catalog/objectref.h"

#include <string>
#include <vector>

namespace kilter {

enum class Reversibility { Exact, StructureOnly, Impossible };
std::string_view keyword(Reversibility reversibility); ///< "exact" | "structure" | "impossible"

/// A risk of a statement: stable id ("drop-table"), and a message that names the object and the lock.
struct Hazard
{
    std::string id;
    std::string message;
    bool operator==(const Hazard &) const = default;
};

/// One SQL statement of a plan, without the final semicolon, with what is known about running it.
struct Statement
{
    std::string sql;
    ObjectRef object;          ///< what it is about
    bool transactional = true; ///< false: cannot run in a transaction block
    bool commitBefore = false; ///< what stands before must be committed first (a new enum value before its use)
    std::string lock;          ///< strongest table lock, e.g. "ACCESS EXCLUSIVE"; empty: none
    bool rewrites = false;     ///< rewrites the table
    bool scans = false;        ///< reads the whole table while the lock is held
    bool losesData = false;
    Reversibility reversibility = Reversibility::Exact;
    std::string reason;          ///< why not exact, or what is lost
    std::vector<Hazard> hazards; ///< at this stage: data loss and what the emitter knows
    bool operator==(const Statement &) const = default;
};

} // namespace kilter
