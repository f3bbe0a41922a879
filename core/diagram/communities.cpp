#include "core/diagram/communities.h"

#include <numeric>

namespace kilter {
namespace {

constexpr std::size_t largestWhole = 60;     ///< tables: a part of so many keeps all its lines
constexpr std::size_t largestCommunity = 32; ///< tables of a neighbourhood in a larger part

/// Joins tables to neighbourhoods as long as that gains modularity (Newman 2004: lines inside against those expected by chance), best pair first.
class Communities
{
public:
    Communities(std::size_t tables, const std::vector<std::pair<std::size_t, std::size_t>> &lines) : m_of(tables), m_size(tables, 1), m_degree(tables), m_lines(double(lines.size()))
    {
        std::iota(m_of.begin(), m_of.end(), std::size_t(0));
        m_between.resize(tables);
        for (const auto &[a, b] : lines) {
            m_degree[a]++;
            m_degree[b]++;
            m_between[a][b]++;
            m_between[b][a]++;
        }
    }

    std::vector<std::size_t> find()
    {
        while (const auto pair = best())
            join(pair->first, pair->second);
        return m_of;
    }

private:
    std::optional<std::pair<std::size_t, std::size_t>> best() const
    {
        std::optional<std::pair<std::size_t, std::size_t>> pair;
        double most = 1e-9;
        for (std::size_t a = 0; a < m_between.size(); a++) {
            for (const auto &[b, lines] : m_between[a]) {
                if (b <= a || m_size[a] + m_size[b] > largestCommunity)
                    continue;
                // Small ones first among those alike, so that no neighbourhood swallows all.
                const double gain = (lines / m_lines - m_degree[a] * m_degree[b] / (2 * m_lines * m_lines)) / double(m_size[a] + m_size[b]);
                if (gain > most) {
                    most = gain;
                    pair = {a, b};
                }
            }
        }
        return pair;
    }

    void join(std::size_t a, std::size_t b)
    {
        for (std::size_t &of : m_of)
            of = of == b ? a : of;
        m_size[a] += m_size[b];
        m_degree[a] += m_degree[b];
        for (const auto &[other, lines] : m_between[b]) {
            m_between[other].erase(b);
            if (other != a) {
                m_between[a][other] += lines;
                m_between[other][a] += lines;
            }
        }
        m_between[b].clear();
    }

    std::vector<std::size_t> m_of; ///< table → neighbourhood
    std::vector<std::size_t> m_size;
    std::vector<double> m_degree;
    std::vector<std::map<std::size_t, double>> m_between;
    double m_lines;
};

/// Sizes of the parts that lines join, by table.
std::vector<std::size_t> partSizes(std::size_t tables, const std::vector<std::pair<std::size_t, std::size_t>> &lines)
{
    std::vector<std::size_t> root(tables);
    std::iota(root.begin(), root.end(), std::size_t(0));
    const auto of = [&](std::size_t i) {
        while (root[i] != i)
            i = root[i] = root[root[i]];
        return i;
    };
    for (const auto &[a, b] : lines)
        root[of(a)] = of(b);
    std::vector<std::size_t> count(tables);
    for (std::size_t i = 0; i < tables; i++)
        count[of(i)]++;
    std::vector<std::size_t> sizes(tables);
    for (std::size_t i = 0; i < tables; i++)
        sizes[i] = count[of(i)];
    return sizes;
}

} // namespace

void shortenFarLines(const DiagramGraph &graph, const LayoutOptions &options, std::vector<LineForm> &forms)
{
    std::set<std::string> grouped;
    for (const auto &group : options.groups)
        grouped.insert(group.begin(), group.end());
    const auto isFree = [&](std::size_t table) { return !grouped.contains(graph.tables[table].id) && graph.tables[table].id != options.middle; };
    std::vector<std::pair<std::size_t, std::size_t>> lines;
    for (std::size_t i = 0; i < forms.size(); i++) {
        if (forms[i] == LineForm::Line && isFree(graph.edges[i].from) && isFree(graph.edges[i].to))
            lines.emplace_back(graph.edges[i].from, graph.edges[i].to);
    }
    const std::vector<std::size_t> sizes = partSizes(graph.tables.size(), lines);
    std::erase_if(lines, [&](const auto &line) { return sizes[line.first] <= largestWhole; });
    if (lines.empty())
        return;
    const std::vector<std::size_t> community = Communities(graph.tables.size(), lines).find();
    for (std::size_t i = 0; i < forms.size(); i++) {
        const std::size_t from = graph.edges[i].from, to = graph.edges[i].to;
        if (forms[i] == LineForm::Line && isFree(from) && isFree(to) && sizes[from] > largestWhole && community[from] != community[to])
            forms[i] = LineForm::Badge;
    }
}

} // namespace kilter
