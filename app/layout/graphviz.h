#pragma once
#include <memory>
#include <string>

namespace kilter::layout {

/// Graphviz as this program uses it: one context for its life; a layout at a time.
class Graphviz
{
public:
    Graphviz();
    ~Graphviz();
    Graphviz(const Graphviz &) = delete;
    Graphviz &operator=(const Graphviz &) = delete;

    /// Lays out DOT text whose nodes are named n0, n1 … and whose edges carry the attribute "i", their number. Lines of the answer:
    ///   n NUMBER X Y            centre of a node, in points, y grows upwards
    ///   e NUMBER X Y X Y …      the points of an edge's Béziers, from its tail to its head
    /// False: the text is no graph, or the engine refused; `answer` is then the reason.
    bool layOut(const std::string &engine, const std::string &dot, std::string &answer);

private:
    struct Context;
    std::unique_ptr<Context> m_context;
};

} // namespace kilter::layout
