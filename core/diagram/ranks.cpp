#include "core/diagram/ranks.h"

namespace kilter {
namespace {

constexpr double lineHeight = 12; ///< what a line takes that passes a column

class Ranking
{
public:
    explicit Ranking(const RankRequest &request) : m_request(request), m_size(request.heights.size()), m_out(m_size), m_in(m_size), m_rank(m_size), m_column(m_size)
    {
    }

    std::vector<int> columns()
    {
        breakCycles();
        rankByLongestPath();
        pullParents();
        fold();
        return m_column;
    }

private:
    /// Follows the arcs depth first, from nodes without parents first; an arc back to a node on the way is turned round.
    void breakCycles()
    {
        std::vector<std::vector<std::size_t>> children(m_size);
        std::vector<std::size_t> parents(m_size);
        for (const auto &[parent, child] : m_request.arcs) {
            children[parent].push_back(child);
            parents[child]++;
        }
        std::vector<int> state(m_size); // 0: not seen, 1: on the way, 2: done
        std::vector<std::pair<std::size_t, std::size_t>> way;
        const auto visit = [&](std::size_t start) {
            if (state[start] != 0)
                return;
            state[start] = 1;
            way.emplace_back(start, 0);
            while (!way.empty()) {
                auto &[node, next] = way.back();
                if (next == children[node].size()) {
                    state[node] = 2;
                    way.pop_back();
                    continue;
                }
                const std::size_t from = node;
                const std::size_t child = children[from][next++];
                addArc(state[child] == 1 ? child : from, state[child] == 1 ? from : child);
                if (state[child] == 0) {
                    state[child] = 1;
                    way.emplace_back(child, 0);
                }
            }
        };
        for (std::size_t i = 0; i < m_size; i++) {
            if (parents[i] == 0)
                visit(i);
        }
        for (std::size_t i = 0; i < m_size; i++)
            visit(i);
    }

    void addArc(std::size_t from, std::size_t to)
    {
        m_out[from].push_back(to);
        m_in[to].push_back(from);
    }

    void rankByLongestPath()
    {
        std::vector<std::size_t> open(m_size);
        for (std::size_t i = 0; i < m_size; i++) {
            open[i] = m_in[i].size();
            if (open[i] == 0)
                m_order.push_back(i);
        }
        for (std::size_t at = 0; at < m_order.size(); at++) {
            for (const std::size_t child : m_out[m_order[at]]) {
                m_rank[child] = std::max(m_rank[child], m_rank[m_order[at]] + 1);
                if (--open[child] == 0)
                    m_order.push_back(child);
            }
        }
    }

    /// A node with more children than parents stands right before its children.
    void pullParents()
    {
        for (auto at = m_order.rbegin(); at != m_order.rend(); at++) {
            const std::size_t node = *at;
            if (m_out[node].empty() || m_out[node].size() <= m_in[node].size())
                continue;
            int nearest = m_rank[m_out[node].front()];
            for (const std::size_t child : m_out[node])
                nearest = std::min(nearest, m_rank[child]);
            m_rank[node] = std::max(m_rank[node], nearest - 1);
        }
    }

    /// How many lines pass each rank without ending there.
    std::vector<int> passing(int ranks) const
    {
        std::vector<int> lines(std::size_t(ranks) + 1);
        for (std::size_t node = 0; node < m_size; node++) {
            for (const std::size_t child : m_out[node]) {
                for (int rank = m_rank[node] + 1; rank < m_rank[child]; rank++)
                    lines[std::size_t(rank)]++;
            }
        }
        return lines;
    }

    /// Ranks that are too high take several columns; siblings stay together.
    void fold()
    {
        const int ranks = m_size == 0 ? 0 : *std::ranges::max_element(m_rank) + 1;
        std::vector<std::vector<std::size_t>> members(static_cast<std::size_t>(ranks));
        for (const std::size_t node : m_order)
            members[std::size_t(m_rank[node])].push_back(node);
        const std::vector<int> lines = passing(ranks);
        std::vector<double> key(m_size);
        int column = 0;
        for (std::size_t rank = 0; rank < members.size(); rank++) {
            auto &nodes = members[rank];
            for (const std::size_t node : nodes) {
                for (const std::size_t parent : m_in[node])
                    key[node] += key[parent] / double(m_in[node].size());
            }
            // Whoever has children stands right, so that its lines pass less.
            std::ranges::stable_sort(nodes, [&](std::size_t a, std::size_t b) {
                const bool aParent = !m_out[a].empty(), bParent = !m_out[b].empty();
                return aParent != bParent ? bParent : key[a] < key[b];
            });
            column = fill(nodes, lines[rank] * lineHeight, column) + 1;
            for (std::size_t i = 0; i < nodes.size(); i++)
                key[nodes[i]] = (key[nodes[i]] + double(i) / double(nodes.size())) / 2;
        }
    }

    /// Spreads the nodes evenly over as many columns as they need, from `first` on; the last one.
    int fill(const std::vector<std::size_t> &nodes, double taken, int first)
    {
        double all = 0;
        for (const std::size_t node : nodes)
            all += m_request.heights[node];
        const double room = std::max(m_request.columnHeight - taken, m_request.columnHeight / 3);
        const int count = m_request.columnHeight > 0 ? std::max(1, int(all / room + 0.5)) : 1;
        double done = 0;
        for (const std::size_t node : nodes) {
            m_column[node] = first + std::min(count - 1, int((done + m_request.heights[node] / 2) * count / all));
            done += m_request.heights[node];
        }
        return first + count - 1;
    }

    const RankRequest &m_request;
    std::size_t m_size;
    std::vector<std::vector<std::size_t>> m_out; ///< without cycles
    std::vector<std::vector<std::size_t>> m_in;
    std::vector<int> m_rank;
    std::vector<int> m_column;
    std::vector<std::size_t> m_order; ///< parents before children
};

} // namespace

std::vector<int> columnsOfNodes(const RankRequest &request)
{
    return Ranking(request).columns();
}

} // namespace kilter
