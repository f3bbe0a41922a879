#include "core/plan/postgresql/order.h"

#include "core/plan/postgresql/rules.h"

#include <algorithm>
#include <queue>

namespace kilter::postgresql {
namespace {

struct Edge
{
    std::size_t first; ///< steps by number, as they were before absorption
    std::size_t second;
    bool clash = false;
};

class Graph
{
public:
    Graph(const Context &context, const std::vector<Step> &steps) : m_context(context), m_steps(steps)
    {
        for (std::size_t i = 0; i < steps.size(); ++i)
            m_byKey.emplace(steps[i].key, i);
        for (std::size_t i = 0; i < steps.size(); ++i)
            m_target.push_back(targetOf(i));
        for (std::size_t i = 0; i < steps.size(); ++i) {
            addOwn(i);
            addLosses(i);
            addUses(i);
            for (const StepKey &key : steps[i].after)
                link(find(key.object, key.phase), i);
        }
        addClashes();
    }

    tl::expected<std::vector<const Step *>, Circle> sorted() const
    {
        std::vector<std::vector<std::size_t>> after(m_steps.size());
        std::vector<std::size_t> waiting(m_steps.size(), 0);
        for (const Edge &edge : m_edges) {
            after[m_target[edge.first]].push_back(m_target[edge.second]);
            ++waiting[m_target[edge.second]];
        }
        const auto later = [this](std::size_t a, std::size_t b) { return isBefore(b, a); };
        std::priority_queue<std::size_t, std::vector<std::size_t>, decltype(later)> ready(later);
        std::size_t open = 0;
        for (std::size_t i = 0; i < m_steps.size(); ++i) {
            if (m_target[i] != i)
                continue;
            ++open;
            if (waiting[i] == 0)
                ready.push(i);
        }
        std::vector<const Step *> result;
        while (!ready.empty()) {
            const std::size_t step = ready.top();
            ready.pop();
            result.push_back(&m_steps[step]);
            for (const std::size_t next : after[step]) {
                if (--waiting[next] == 0)
                    ready.push(next);
            }
        }
        if (result.size() == open)
            return result;
        return tl::unexpected<Circle>(circle());
    }

private:
    /// The step that absorbs this one, at the end of the chain; the step itself where that is not planned.
    std::size_t targetOf(std::size_t step) const
    {
        for (std::size_t hops = 0; m_steps[step].within && hops < m_steps.size(); ++hops) {
            const auto found = m_byKey.find(*m_steps[step].within);
            if (found == m_byKey.end() || found->second == step)
                break;
            step = found->second;
        }
        return step;
    }

    std::optional<std::size_t> find(const ObjectRef &ref, Phase phase) const
    {
        const auto found = m_byKey.find({ref, phase});
        return found == m_byKey.end() ? std::nullopt : std::optional(found->second);
    }

    void link(std::optional<std::size_t> first, std::optional<std::size_t> second, bool clash = false)
    {
        if (first && second && m_target[*first] != m_target[*second])
            m_edges.push_back({*first, *second, clash});
    }

    void addOwn(std::size_t i)
    {
        const StepKey &key = m_steps[i].key;
        for (int phase = 0; phase < int(key.phase); ++phase)
            link(find(key.object, Phase(phase)), i);
        if (!isPartOfTable(key.object.kind))
            return;
        // A table leaves its parent before its parts are touched.
        link(find(tableOf(key.object), Phase::Release), i);
    }

    void addLosses(std::size_t i)
    {
        const StepKey &key = m_steps[i].key;
        const bool takesAway = key.phase == Phase::Drop || key.phase == Phase::Release;
        for (const ObjectRef &need : m_steps[i].loses) {
            link(i, find(need, Phase::Drop));
            link(i, find(need, Phase::Discard));
            if (takesAway && need.kind != Kind::Table)
                link(i, find(need, Phase::Change));
            if (key.phase == Phase::Drop && need.kind != Kind::Table)
                link(i, find(need, Phase::Settle));
            // Once the new type has the name, a signature would mean that one.
            if (key.phase == Phase::Drop && isReplacedType(need.kind))
                link(i, find(need, Phase::Create));
        }
    }

    void addUses(std::size_t i)
    {
        for (const ObjectRef &need : m_steps[i].uses) {
            for (const Phase phase : {Phase::Change, Phase::Create})
                link(find(need, phase), i);
            // What is done with the need's own step (a partition's column or index with its parent's) cannot wait for that to be completed.
            const auto doneWith = [&](Phase phase) {
                const auto step = find(need, phase);
                return step && m_target[*step] == m_target[i];
            };
            const bool makesNeed = (need.kind == Kind::Range || need.kind == Kind::BaseType) && isNeededBy(m_steps[i].key.object, need);
            // A view of NULLs does for all but what reads it at once.
            const bool provisional = need.kind == Kind::View && m_context.separate.contains(need) && m_steps[i].key.object.kind != Kind::MaterializedView;
            if (need.kind != Kind::Table && !makesNeed && !provisional && !doneWith(Phase::Change) && !doneWith(Phase::Create))
                link(find(need, Phase::Settle), i);
        }
    }

    /// A function that a type, which begins as a shell, is made with.
    bool isNeededBy(const ObjectRef &function, const ObjectRef &type) const
    {
        const auto &needs = m_context.needsAfter(type);
        return std::find(needs.begin(), needs.end(), function) != needs.end();
    }

    void addClashes()
    {
        std::map<std::string, std::vector<std::size_t>> freeing;
        for (std::size_t i = 0; i < m_steps.size(); ++i) {
            for (const std::string &name : m_steps[i].frees)
                freeing[name].push_back(i);
        }
        for (std::size_t i = 0; i < m_steps.size(); ++i) {
            for (const std::string &name : m_steps[i].claims) {
                const auto found = freeing.find(name);
                for (const std::size_t occupant : found == freeing.end() ? std::vector<std::size_t>() : found->second)
                    link(occupant, i, true);
            }
        }
    }

    /// Drops from the outside in, then all else by rank; steps of one table together.
    bool isBefore(std::size_t left, std::size_t right) const
    {
        const auto place = [this](std::size_t i) {
            const Step &step = m_steps[i];
            const ObjectRef &ref = step.key.object;
            const bool drops = step.key.phase == Phase::Drop || step.key.phase == Phase::Release;
            const int stage = step.first ? 0 : drops ? 1 : step.key.phase == Phase::Discard ? 3 : 2;
            const std::string &relation = ref.parent.empty() ? ref.name : ref.parent;
            return std::tuple(stage, drops ? -step.rank : step.rank, std::string_view(ref.schema), std::string_view(relation), step.key.phase,
                              columnPlace(ref), ref.kind, std::string_view(ref.name), i);
        };
        return place(left) < place(right);
    }

    /// Columns in the order in which people wrote them.
    std::size_t columnPlace(const ObjectRef &ref) const
    {
        const Object *table = ref.kind == Kind::Column ? m_context.to().find(tableOf(ref)) : nullptr;
        if (!table || !table->get<Table>())
            return 0;
        const auto &order = table->as<Table>().columnOrder;
        return std::size_t(std::find(order.begin(), order.end(), ref.name) - order.begin());
    }

    /// Steps from which a step can be reached again, by stripping all that cannot.
    std::vector<bool> inCircle() const
    {
        std::vector<bool> inside(m_steps.size(), true);
        for (bool changed = true; changed;) {
            changed = false;
            std::vector<bool> hasBefore(m_steps.size(), false);
            std::vector<bool> hasAfter(m_steps.size(), false);
            for (const Edge &edge : m_edges) {
                const std::size_t a = m_target[edge.first];
                const std::size_t b = m_target[edge.second];
                if (!inside[a] || !inside[b])
                    continue;
                hasAfter[a] = true;
                hasBefore[b] = true;
            }
            for (std::size_t i = 0; i < m_steps.size(); ++i) {
                if (inside[i] && !(hasBefore[i] && hasAfter[i])) {
                    inside[i] = false;
                    changed = true;
                }
            }
        }
        return inside;
    }

    Circle circle() const
    {
        const std::vector<bool> inside = inCircle();
        Circle result;
        std::set<ObjectRef> separable;
        std::set<ObjectRef> clashing;
        for (const Edge &edge : m_edges) {
            if (!inside[m_target[edge.first]] || !inside[m_target[edge.second]])
                continue;
            for (const std::size_t end : {edge.first, edge.second}) {
                if (m_target[end] != end && m_steps[end].separable)
                    separable.insert(m_steps[end].key.object);
            }
            if (edge.clash && m_steps[edge.first].key.phase == Phase::Drop)
                clashing.insert(m_steps[edge.first].key.object);
        }
        result.separable.assign(separable.begin(), separable.end());
        result.clashing.assign(clashing.begin(), clashing.end());
        for (std::size_t i = 0; i < m_steps.size(); ++i) {
            if (inside[i] && m_target[i] == i)
                result.members.push_back(m_steps[i].key);
        }
        return result;
    }

    const Context &m_context;
    const std::vector<Step> &m_steps;
    std::map<StepKey, std::size_t> m_byKey;
    std::vector<std::size_t> m_target;
    std::vector<Edge> m_edges;
};

} // namespace

tl::expected<std::vector<const Step *>, Circle> ordered(const Context &context, const std::vector<Step> &steps)
{
    return Graph(context, steps).sorted();
}

} // namespace kilter::postgresql
