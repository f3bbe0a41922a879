#include "core/runner/linediff.h"

#include "core/base/text.h"

namespace kilter {

namespace {

std::vector<std::string> linesOf(std::string_view text)
{
    std::vector<std::string> lines = split(replaced(std::string(text), "\r\n", "\n"), '\n');
    while (!lines.empty() && lines.back().empty())
        lines.pop_back();
    return lines;
}

/// Longest common subsequence by the classic table; texts too large for it are told apart by their common beginning and
/// end only.
std::vector<std::pair<char, std::string>> edits(const std::vector<std::string> &a, const std::vector<std::string> &b,
                                                std::size_t begin, std::size_t endA, std::size_t endB)
{
    std::vector<std::pair<char, std::string>> result;
    const std::size_t n = endA - begin, m = endB - begin;
    const bool small = n * m <= 4'000'000;
    std::vector<std::vector<std::uint32_t>> length(small ? n + 1 : 0, std::vector<std::uint32_t>(small ? m + 1 : 0));
    for (std::size_t i = small ? n : 0; i-- > 0;) {
        for (std::size_t j = m; j-- > 0;)
            length[i][j] =
                a[begin + i] == b[begin + j] ? length[i + 1][j + 1] + 1 : std::max(length[i + 1][j], length[i][j + 1]);
    }
    std::size_t i = 0, j = 0;
    while (i < n || j < m) {
        if (small && i < n && j < m && a[begin + i] == b[begin + j]) {
            result.emplace_back(' ', a[begin + i]);
            ++i;
            ++j;
        } else if (i < n && (j == m || !small || length[i + 1][j] >= length[i][j + 1])) {
            result.emplace_back('-', a[begin + i++]);
        } else {
            result.emplace_back('+', b[begin + j++]);
        }
    }
    return result;
}

} // namespace

std::string lineDiff(std::string_view from, std::string_view to, std::size_t limit)
{
    constexpr std::size_t around = 2;
    const auto a = linesOf(from), b = linesOf(to);
    std::size_t begin = 0, endA = a.size(), endB = b.size();
    while (begin < endA && begin < endB && a[begin] == b[begin])
        ++begin;
    while (endA > begin && endB > begin && a[endA - 1] == b[endB - 1]) {
        --endA;
        --endB;
    }
    auto all = edits(a, b, begin, endA, endB);
    std::vector<std::string> lines;
    for (std::size_t i = begin - std::min(begin, around); i < begin; ++i)
        lines.push_back("  " + a[i]);
    for (const auto &[sign, text] : all)
        lines.push_back(std::string(1, sign) + ' ' + text);
    for (std::size_t i = endA; i < std::min(endA + around, a.size()); ++i)
        lines.push_back("  " + a[i]);
    if (lines.size() > limit) {
        const std::size_t more = lines.size() - limit;
        lines.resize(limit);
        lines.push_back("… " + counted(more, "more line"));
    }
    return joined(lines, "\n");
}

} // namespace kilter
