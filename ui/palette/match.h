#pragma once
#include <QString>

#include <optional>
#include <vector>

namespace kilter::ui {

/// How well a text answers a query, and which of its characters do.
struct Match
{
    int score = 0; ///< higher is better
    std::vector<int> letters; ///< positions, ascending
};

/// All letters of the query in order, case ignored, blanks in the query skipped. Letters at the start of a word (also "aB", "a_b", "a.b") and
/// in a row count more; a shorter text wins. None: no match. An empty query matches everything alike.
std::optional<Match> matched(const QString &query, const QString &text);

} // namespace kilter::ui
