#pragma once
#include <cstddef>
#include <utility>
#include <vector>

namespace kilter {

struct RankRequest
{
    std::vector<double> heights;                            ///< of the nodes, with the space between them
    std::vector<std::pair<std::size_t, std::size_t>> arcs;  ///< parent, child; cycles are broken
    double columnHeight = 0;                                ///< a column is to be no higher: a rank then takes several
};

/// The column of each node, from 0: parents left of their children wherever no cycle forbids it, and no two ends of an arc in one column.
std::vector<int> columnsOfNodes(const RankRequest &request);

} // namespace kilter
