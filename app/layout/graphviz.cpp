#include "app/layout/graphviz.h"

#include <charconv>
#include <cstdlib>
#include <cstring>

#include <gvc.h>

namespace kilter::layout {
namespace {

void append(std::string &text, double value)
{
    std::array<char, 40> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed, 3).ptr;
    text.append(1, ' ').append(digits.data(), std::size_t(end - digits.data()));
}

void appendEdge(std::string &answer, Agedge_t *edge)
{
    const splines *curves = ED_spl(edge);
    const char *number = agget(edge, const_cast<char *>("i"));
    if (!curves || curves->size == 0 || !number || !*number)
        return;
    answer += std::string("e ") + number;
    for (int i = 0; i < curves->size; i++) {
        const bezier &curve = curves->list[i];
        for (int point = i == 0 ? 0 : 1; point < curve.size; point++) { // a further piece begins where the last one ended
            append(answer, curve.list[point].x);
            append(answer, curve.list[point].y);
        }
    }
    answer += '\n';
}

std::string written(Agraph_t *graph)
{
    std::string answer;
    for (Agnode_t *node = agfstnode(graph); node; node = agnxtnode(graph, node)) {
        answer += std::string("n ") + (agnameof(node) + 1);
        append(answer, ND_coord(node).x);
        append(answer, ND_coord(node).y);
        answer += '\n';
        for (Agedge_t *edge = agfstout(graph, node); edge; edge = agnxtout(graph, edge))
            appendEdge(answer, edge);
    }
    return answer;
}

} // namespace

struct Graphviz::Context
{
    GVC_t *context = gvContext();
};

Graphviz::Graphviz() : m_context(std::make_unique<Context>())
{
    agseterr(AGMAX); // its warnings have no reader
}

Graphviz::~Graphviz()
{
    gvFreeContext(m_context->context);
}

bool Graphviz::layOut(const std::string &engine, const std::string &dot, std::string &answer)
{
    Agraph_t *graph = agmemread(dot.c_str());
    if (!graph) {
        answer = "the text is no graph";
        return false;
    }
    const bool isDone = gvLayout(m_context->context, graph, engine.c_str()) == 0;
    answer = isDone ? written(graph) : "the engine " + engine + " refused the graph";
    if (isDone)
        gvFreeLayout(m_context->context, graph);
    agclose(graph);
    return isDone;
}

} // namespace kilter::layout
