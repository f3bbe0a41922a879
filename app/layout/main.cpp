#include "app/layout/graphviz.h"

#include <cstdio>
#include <cstdlib>
#include <unistd.h>

/// kilter-layout: lays out graphs with Graphviz for the programs beside it, in a process of its own, because Graphviz can neither be
/// cancelled nor be trusted not to abort. It reads requests from standard input until that ends:
///   layout ENGINE SECONDS BYTES\n and so many bytes of DOT
/// and answers each one with "ok BYTES\n" or "failed BYTES\n" and so many bytes. A request that takes longer than SECONDS ends the program:
/// so does nobody's request after its reader has gone.
namespace {

constexpr std::size_t largestRequest = 64u << 20;

bool answer(const char *word, const std::string &text)
{
    std::printf("%s %zu\n", word, text.size());
    std::fwrite(text.data(), 1, text.size(), stdout);
    return std::fflush(stdout) == 0;
}

/// False at the end of the input, and when it is no request.
bool readRequest(std::string &engine, unsigned &seconds, std::string &dot)
{
    std::array<char, 16> name{};
    std::size_t size = 0;
    if (std::scanf("layout %15s %u %zu", name.data(), &seconds, &size) != 3 || std::getchar() != '\n' || size > largestRequest)
        return false;
    engine = name.data();
    dot.resize(size);
    return std::fread(dot.data(), 1, size, stdin) == size;
}

} // namespace

int main()
{
    kilter::layout::Graphviz graphviz;
    std::string engine;
    std::string dot;
    unsigned seconds = 0;
    while (readRequest(engine, seconds, dot)) {
        alarm(seconds);
        std::string text;
        const bool isDone = graphviz.layOut(engine, dot, text);
        alarm(0);
        if (!answer(isDone ? "ok" : "failed", text))
            break;
    }
    std::_Exit(std::feof(stdin) ? 0 : 1); // what Graphviz has lost on the way is not looked for
}
