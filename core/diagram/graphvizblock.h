#pragma once
#include "core/diagram/lines.h"

namespace kilter {

/// A part of a diagram that is laid out by itself.
struct LayoutBlock
{
    std::vector<std::size_t> tables; ///< of the graph
    std::vector<std::size_t> edges;  ///< of the graph: the lines with both ends in it
    std::vector<int> columns;        ///< parallel to tables
    DiagramRect extent;              ///< with the footprints of its tables
};

/// A question for Graphviz about a block, and what its answer means.
class GraphvizBlock
{
public:
    /// `footprints`: of each table of the graph, at 0, 0.
    GraphvizBlock(const DiagramGraph &graph, const DiagramLayout &layout, const LayoutBlock &block, const std::vector<DiagramRect> &footprints);

    /// Left to right, columns as the block says; every row is a port.
    std::string dotText() const;
    /// For a force-directed engine: boxes and straight lines.
    std::string sfdpText() const;

    /// Puts the block's tables (and, with lines, its lines) where the answer says, from 0, 0 on. False: the answer misses some, or boxes overlap.
    bool read(const std::string &answer, bool withLines, DiagramLayout &layout) const;

private:
    struct Box
    {
        double left = 0;  ///< px reserved left of the table, for badges of its column
        double width = 0; ///< of all
        double height = 0;
    };

    std::string nodeText(std::size_t node) const;
    void readEdge(std::size_t edge, const std::vector<DiagramPoint> &points, DiagramLayout &layout) const;
    bool overlaps(const std::vector<DiagramPoint> &centres) const;

    const DiagramGraph &m_graph;
    const DiagramLayout &m_layout;
    const LayoutBlock &m_block;
    std::vector<Box> m_boxes;                       ///< parallel to the block's tables
    std::map<std::size_t, std::size_t> m_nodes;     ///< table → its place in the block
};

} // namespace kilter
