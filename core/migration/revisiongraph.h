#pragma once
#include "core/migration/migration.h"

namespace kilter {

/// The migrations of one store and what each depends on: a directed graph without cycles. Ids of the functions below
/// must be in it, except "applied" ones, which may be unknown (a file that is missing).
class RevisionGraph
{
public:
    RevisionGraph() = default;
    /// Invalid, with a diagnostic for each finding: two files of one id, a dependency that is not there (with near
    /// misses), cycles.
    [[nodiscard]] static Result<RevisionGraph> of(std::vector<Migration> migrations);

    const std::vector<Migration> &migrations() const
    {
        return m_migrations;
    } ///< in topological order; where the graph leaves a choice, by id
    const Migration *find(std::string_view id) const;
    std::vector<std::string> ids() const;
    const std::vector<std::string> &parents(std::string_view id) const;
    const std::vector<std::string> &children(std::string_view id) const;
    std::vector<std::string> heads() const;        ///< nothing depends on them
    std::vector<std::string> bases() const;        ///< depend on nothing
    std::vector<std::string> branchPoints() const; ///< several depend on them
    std::vector<std::string>
    ancestors(std::string_view id) const; ///< all that it needs, in topological order, without itself
    std::vector<std::string>
    dependants(std::string_view id) const; ///< all that need it, in topological order, without itself
    /// The given ones that no other given one needs: where a store stands.
    std::vector<std::string> frontier(const std::vector<std::string> &ids) const;

    /// An id, or the only one that begins with the text. Invalid (exit 6): "no such revision: x", with near misses; or
    /// the several it could be.
    [[nodiscard]] Result<std::string> idOf(std::string_view text) const;

    /// The one revision that a target names: an id (or its beginning), "head" (Invalid when there are several), "base"
    /// (empty),
    /// "+N" and "-N" counted from what is applied.
    [[nodiscard]] Result<std::string> resolve(std::string_view target, const std::vector<std::string> &applied) const;

    /// What must run, in order, to bring a store to the target: an id, "head", "+N", or "heads" for all there is.
    [[nodiscard]] Result<std::vector<std::string>> pendingFor(const std::vector<std::string> &applied,
                                                              std::string_view target) const;

    /// What must be rolled back, in order. The target is an id (it stays, all that need it go), "-N" (the N newest go)
    /// or "base" (all go). `applied` in the order in which it was applied.
    [[nodiscard]] Result<std::vector<std::string>> rollbackFor(const std::vector<std::string> &applied,
                                                               std::string_view target) const;

private:
    struct Node
    {
        std::vector<std::string> parents;
        std::vector<std::string> children;
    };
    [[nodiscard]] Result<> link();
    [[nodiscard]] Result<> sort();
    tl::unexpected<Error> unknown(std::string_view target) const;
    std::vector<std::string> reach(std::string_view id, std::vector<std::string> Node::*edges) const;

    std::vector<Migration> m_migrations;
    std::map<std::string, std::size_t, std::less<>> m_index; ///< place in m_migrations
    std::map<std::string, Node, std::less<>> m_nodes;
};

} // namespace kilter
