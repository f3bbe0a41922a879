#pragma once
#include "core/diagram/dictionary.h"

namespace kilter {

struct MarkdownOptions
{
    std::string title; ///< empty: "Data dictionary"
    std::string stamp; ///< one line about source and time; empty: none
};

/// The data dictionary as one Markdown file (GitHub's flavour: tables): contents, then a section a table. `entries` are parallel to the tables.
std::string toMarkdown(const DiagramGraph &graph, const std::vector<DictionaryEntry> &entries, const MarkdownOptions &options = {});

} // namespace kilter
