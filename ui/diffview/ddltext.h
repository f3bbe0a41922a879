#pragma once
#include "core/diff/diff.h"
#include "ui/look/badges.h"

#include <QString>

#include <vector>

namespace kilter::ui {

/// The definition of a table with its indexes, keys and comments, or of another object, as SQL; empty when the catalog does not have it.
QString ddlOf(const Catalog &catalog, const ObjectRef &object);

/// A piece of a line; the strong ones are what differs.
struct DdlSpan
{
    int begin = 0;
    int length = 0;
};

/// Two lines side by side; -1: the side has none there.
struct DdlPair
{
    int left = -1;
    int right = -1;
    Sign sign = Sign::None;
    std::vector<DdlSpan> leftMarks, rightMarks;
};

struct DdlComparison
{
    QStringList left, right;
    std::vector<DdlPair> pairs;
    std::vector<int> hunks; ///< first pair of each run of differences
};

/// Lines that are the same, and those that define the same thing, side by side.
DdlComparison comparedDdl(const QString &left, const QString &right);

} // namespace kilter::ui
