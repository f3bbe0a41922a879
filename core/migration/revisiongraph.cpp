#include "core/migration/revisiongraph.h"

#include "core/base/text.h"

#include <charconv>

namespace kilter {

namespace {

const std::vector<std::string> nothing;

Diagnostic finding(const Migration &migration, std::string code, std::string message, std::string hint)
{
    return {Severity::Error, std::move(code), std::move(message), std::move(hint), {migration.path, 0, 0}};
}

Error broken(Diagnostics diagnostics)
{
    Error error{ErrorCode::Invalid, "the migrations do not fit together", {}, {}, std::move(diagnostics)};
    if (error.diagnostics.size() == 1)
        error.message += ": " + error.diagnostics.front().message;
    return error;
}

std::string nearText(std::string_view word, const std::vector<std::string> &candidates)
{
    const auto near = nearMisses(word, candidates);
    return near.empty() ? std::string() : "Did you mean " + joined(near, " or ") + "?";
}

/// N of "+N" or "-N".
std::optional<std::size_t> steps(std::string_view target, char sign)
{
    std::size_t n = 0;
    if (target.size() < 2 || target[0] != sign)
        return std::nullopt;
    const auto [end, error] = std::from_chars(target.data() + 1, target.data() + target.size(), n);
    if (error != std::errc() || end != target.data() + target.size())
        return std::nullopt;
    return n;
}

bool contains(const std::vector<std::string> &ids, std::string_view id)
{
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

} // namespace

Result<RevisionGraph> RevisionGraph::of(std::vector<Migration> migrations)
{
    RevisionGraph graph;
    std::stable_sort(migrations.begin(), migrations.end(),
                     [](const Migration &a, const Migration &b) { return idBefore(a.id, b.id); });
    graph.m_migrations = std::move(migrations);
    KILTER_CHECK(graph.link());
    KILTER_CHECK(graph.sort());
    return graph;
}

Result<> RevisionGraph::link()
{
    Diagnostics diagnostics;
    for (std::size_t i = 0; i < m_migrations.size(); ++i) {
        const Migration &m = m_migrations[i];
        if (!m_index.emplace(m.id, i).second)
            diagnostics.push_back(finding(m, "duplicate-id",
                                          "two migrations are called " + m.id + ": " +
                                              m_migrations[m_index.find(m.id)->second].path + " and " + m.path,
                                          "Rename one of the files."));
        m_nodes[m.id];
    }
    for (std::size_t i = 0; i < m_migrations.size(); ++i) {
        const Migration &m = m_migrations[i];
        std::vector<std::string> parents;
        if (m.depends)
            parents = *m.depends;
        else if (i > 0)
            parents = {m_migrations[i - 1].id};
        for (const std::string &parent : parents) {
            if (!m_index.contains(parent)) {
                diagnostics.push_back(finding(m, "missing-dependency",
                                              m.id + " depends on " + parent + ", which is not there",
                                              nearText(parent, ids())));
                continue;
            }
            if (contains(m_nodes[m.id].parents, parent))
                continue;
            m_nodes[m.id].parents.push_back(parent);
            m_nodes[parent].children.push_back(m.id);
        }
    }
    if (!diagnostics.empty())
        return tl::unexpected(broken(std::move(diagnostics)));
    return {};
}

/// Kahn's algorithm; of those that could come next, the least id does.
Result<> RevisionGraph::sort()
{
    std::map<std::string, std::size_t, std::less<>> waiting;
    const auto after = [](const std::string &a, const std::string &b) { return idBefore(a, b); };
    std::set<std::string, decltype(after)> ready(after);
    for (const auto &[id, node] : m_nodes) {
        waiting[id] = node.parents.size();
        if (node.parents.empty())
            ready.insert(id);
    }
    std::vector<Migration> sorted;
    while (!ready.empty()) {
        const std::string id = *ready.begin();
        ready.erase(ready.begin());
        waiting.erase(id);
        sorted.push_back(m_migrations[m_index.find(id)->second]);
        for (const std::string &child : m_nodes[id].children) {
            if (--waiting[child] == 0)
                ready.insert(child);
        }
    }
    if (!waiting.empty()) {
        std::vector<std::string> cycle;
        for (const auto &[id, count] : waiting)
            cycle.push_back(id);
        return tl::unexpected(broken({finding(
            *find(cycle.front()), "cycle", "migrations that depend on each other in a circle: " + joined(cycle, ", "),
            "Take one of the dependencies out.")}));
    }
    m_migrations = std::move(sorted);
    for (std::size_t i = 0; i < m_migrations.size(); ++i)
        m_index[m_migrations[i].id] = i;
    return {};
}

const Migration *RevisionGraph::find(std::string_view id) const
{
    const auto found = m_index.find(id);
    return found == m_index.end() ? nullptr : &m_migrations[found->second];
}

std::vector<std::string> RevisionGraph::ids() const
{
    std::vector<std::string> result;
    for (const Migration &m : m_migrations)
        result.push_back(m.id);
    return result;
}

const std::vector<std::string> &RevisionGraph::parents(std::string_view id) const
{
    const auto found = m_nodes.find(id);
    return found == m_nodes.end() ? nothing : found->second.parents;
}

const std::vector<std::string> &RevisionGraph::children(std::string_view id) const
{
    const auto found = m_nodes.find(id);
    return found == m_nodes.end() ? nothing : found->second.children;
}

std::vector<std::string> RevisionGraph::heads() const
{
    std::vector<std::string> result;
    for (const Migration &m : m_migrations) {
        if (children(m.id).empty())
            result.push_back(m.id);
    }
    return result;
}

std::vector<std::string> RevisionGraph::bases() const
{
    std::vector<std::string> result;
    for (const Migration &m : m_migrations) {
        if (parents(m.id).empty())
            result.push_back(m.id);
    }
    return result;
}

std::vector<std::string> RevisionGraph::branchPoints() const
{
    std::vector<std::string> result;
    for (const Migration &m : m_migrations) {
        if (children(m.id).size() > 1)
            result.push_back(m.id);
    }
    return result;
}

std::vector<std::string> RevisionGraph::reach(std::string_view id, std::vector<std::string> Node::*edges) const
{
    std::set<std::string, std::less<>> seen;
    std::vector<std::string> open{std::string(id)};
    while (!open.empty()) {
        const auto node = m_nodes.find(open.back());
        open.pop_back();
        if (node == m_nodes.end())
            continue;
        for (const std::string &next : node->second.*edges) {
            if (seen.insert(next).second)
                open.push_back(next);
        }
    }
    std::vector<std::string> result;
    for (const Migration &m : m_migrations) {
        if (seen.contains(m.id))
            result.push_back(m.id);
    }
    return result;
}

std::vector<std::string> RevisionGraph::ancestors(std::string_view id) const
{
    return reach(id, &Node::parents);
}

std::vector<std::string> RevisionGraph::dependants(std::string_view id) const
{
    return reach(id, &Node::children);
}

std::vector<std::string> RevisionGraph::frontier(const std::vector<std::string> &ids) const
{
    std::set<std::string> needed;
    for (const std::string &id : ids) {
        for (std::string &ancestor : ancestors(id))
            needed.insert(std::move(ancestor));
    }
    std::vector<std::string> result;
    for (const std::string &id : ids) {
        if (!needed.contains(id))
            result.push_back(id);
    }
    return result;
}

tl::unexpected<Error> RevisionGraph::unknown(std::string_view target) const
{
    std::vector<std::string> candidates = ids();
    std::string hint = nearText(target, candidates);
    if (hint.empty() && !candidates.empty())
        hint = "kilter history lists the revisions; the newest is " + candidates.back() + ".";
    return failure(ErrorCode::Invalid, "no such revision: " + std::string(target), hint);
}

Result<std::string> RevisionGraph::idOf(std::string_view text) const
{
    if (find(text))
        return std::string(text);
    std::vector<std::string> matches;
    for (const Migration &m : m_migrations) {
        if (!text.empty() && m.id.starts_with(text))
            matches.push_back(m.id);
    }
    if (matches.size() > 1)
        return failure(ErrorCode::Invalid,
                       "more than one revision begins with " + std::string(text) + ": " + joined(matches, ", "),
                       "Give more of the id.");
    if (matches.empty())
        return unknown(text);
    return matches.front();
}

Result<std::string> RevisionGraph::resolve(std::string_view target, const std::vector<std::string> &applied) const
{
    if (target == "base")
        return std::string();
    if (target == "head") {
        const auto all = heads();
        if (all.size() > 1)
            return failure(ErrorCode::Invalid,
                           "there are " + std::to_string(all.size()) + " heads: " + joined(all, ", "),
                           "Name one of them, or join them with kilter merge.");
        return all.empty() ? std::string() : all.front();
    }
    if (const auto n = steps(target, '+')) {
        KILTER_TRY(const std::vector<std::string> next, pendingFor(applied, target));
        return next.empty() ? (applied.empty() ? std::string() : applied.back()) : next.back();
    }
    if (const auto n = steps(target, '-'))
        return *n >= applied.size() ? std::string() : applied[applied.size() - 1 - *n];
    return idOf(target);
}

Result<std::vector<std::string>> RevisionGraph::pendingFor(const std::vector<std::string> &applied,
                                                           std::string_view target) const
{
    std::vector<std::string> pending;
    const auto take = [&](const std::vector<std::string> &wanted) {
        for (const Migration &m : m_migrations) {
            if (contains(wanted, m.id) && !contains(applied, m.id))
                pending.push_back(m.id);
        }
    };
    if (const auto n = steps(target, '+')) {
        take(ids());
        if (*n > pending.size())
            return failure(ErrorCode::Invalid, "no such revision: " + std::string(target),
                           "Only " + counted(pending.size(), "migration is", "migrations are") + " pending.");
        pending.resize(*n);
        return pending;
    }
    if (target == "heads") {
        take(ids());
        return pending;
    }
    if (target == "base" || steps(target, '-'))
        return failure(ErrorCode::Usage, "\"" + std::string(target) + "\" is no target for the way up",
                       "Give an id, head or +N; kilter rollback goes down.");
    KILTER_TRY(const std::string id, resolve(target, applied));
    std::vector<std::string> wanted = ancestors(id);
    wanted.push_back(id);
    take(wanted);
    return pending;
}

Result<std::vector<std::string>> RevisionGraph::rollbackFor(const std::vector<std::string> &applied,
                                                            std::string_view target) const
{
    std::vector<std::string> newestFirst(applied.rbegin(), applied.rend());
    // Newest first, but what depends on another goes before it, also when it was applied before it.
    std::stable_sort(newestFirst.begin(), newestFirst.end(), [this](const std::string &a, const std::string &b) {
        const auto left = m_index.find(a), right = m_index.find(b);
        return left != m_index.end() && right != m_index.end() && left->second > right->second;
    });
    if (target == "base")
        return newestFirst;
    if (const auto n = steps(target, '-')) {
        if (*n > newestFirst.size())
            return failure(ErrorCode::Invalid, "no such revision: " + std::string(target),
                           "Only " + counted(newestFirst.size(), "migration is", "migrations are") + " applied.");
        newestFirst.resize(*n);
        return newestFirst;
    }
    if (target == "head" || target == "heads" || steps(target, '+'))
        return failure(ErrorCode::Usage, "\"" + std::string(target) + "\" is no target for the way down",
                       "Give an id, -N or base; kilter apply goes up.");
    KILTER_TRY(const std::string id, idOf(target));
    if (!contains(applied, id))
        return failure(ErrorCode::Invalid, id + " is not applied, so there is no way down to it",
                       "kilter status shows where the store stands.");
    const auto later = dependants(id);
    std::erase_if(newestFirst, [&](const std::string &candidate) { return !contains(later, candidate); });
    return newestFirst;
}

} // namespace kilter
