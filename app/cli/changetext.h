#pragma once
#include "app/cli/source.h"

namespace kilter::cli {

/// One line a change, grouped by table, with marks + - ~ »; a line for the children of an added or dropped table is left out.
std::string changesText(const ChangeList &changes);
Json changesJson(const ChangeList &changes);

/// Warns on standard error of each undecided rename, with the option to copy.
void warnOfCandidates(const ChangeList &changes);
std::string renameOptions(const std::vector<Rename> &candidates);

/// "3 changes: 1 added, 1 dropped, 1 altered".
std::string changesSummary(const ChangeList &changes);

/// The changes that count: without --strict those that are perhaps only spelled differently do not.
bool hasDifferences(const ChangeList &changes, bool strict);

/// A page for people: each change with its properties old → new, and the script. Everything is escaped.
std::string changesHtml(const Comparison &comparison, const std::string &from, const std::string &to, const std::string &script);

} // namespace kilter::cli
