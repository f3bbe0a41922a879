#include "ui/diffview/ddltext.h"

#include "core/dialect/dialect.h"
#include "ui/text/text.h"

#include <algorithm>
#include <set>

namespace kilter::ui {
namespace {

/// Longest common subsequence of two lists as pairs of places.
template<class List>
std::vector<std::pair<int, int>> commonPlaces(const List &a, const List &b)
{
    const int n = int(a.size()), m = int(b.size());
    std::vector<std::vector<int>> length(std::size_t(n) + 1, std::vector<int>(std::size_t(m) + 1));
    for (int i = n - 1; i >= 0; --i) {
        for (int j = m - 1; j >= 0; --j) {
            auto &here = length[std::size_t(i)][std::size_t(j)];
            here = a[i] == b[j] ? 1 + length[std::size_t(i) + 1][std::size_t(j) + 1] : std::max(length[std::size_t(i) + 1][std::size_t(j)], length[std::size_t(i)][std::size_t(j) + 1]);
        }
    }
    std::vector<std::pair<int, int>> places;
    for (int i = 0, j = 0; i < n && j < m;) {
        if (a[i] == b[j])
            places.emplace_back(i++, j++);
        else if (length[std::size_t(i) + 1][std::size_t(j)] >= length[std::size_t(i)][std::size_t(j) + 1])
            ++i;
        else
            ++j;
    }
    return places;
}

/// Words, numbers and single signs.
QStringList tokensOf(const QString &line)
{
    QStringList tokens;
    for (const QChar c : line) {
        const bool isWord = c.isLetterOrNumber() || c == QLatin1Char('_');
        const bool continues = isWord && !tokens.isEmpty() && (tokens.last().back().isLetterOrNumber() || tokens.last().back() == QLatin1Char('_'));
        if (continues)
            tokens.last() += c;
        else
            tokens += QString(c);
    }
    return tokens;
}

std::vector<DdlSpan> marksOf(const QStringList &tokens, const std::set<int> &same)
{
    std::vector<DdlSpan> marks;
    int at = 0;
    for (int i = 0; i < tokens.size(); ++i) {
        const int length = int(tokens[i].size());
        if (!same.contains(i)) {
            if (!marks.empty() && marks.back().begin + marks.back().length == at)
                marks.back().length += length;
            else
                marks.push_back({at, length});
        }
        at += length;
    }
    return marks;
}

void markDifference(DdlPair &pair, const QString &left, const QString &right)
{
    const QStringList a = tokensOf(left), b = tokensOf(right);
    std::set<int> sameLeft, sameRight;
    for (const auto &[i, j] : commonPlaces(a, b)) {
        sameLeft.insert(i);
        sameRight.insert(j);
    }
    pair.leftMarks = marksOf(a, sameLeft);
    pair.rightMarks = marksOf(b, sameRight);
}

/// What a line is about: its first word, with that after CONSTRAINT.
QString subjectOf(const QString &line)
{
    const QStringList words = line.simplified().split(QLatin1Char(' '));
    return words.first() == QStringLiteral("CONSTRAINT") && words.size() > 1 ? words[1] : words.first();
}

/// The lines between two equal ones: those with one subject beside each other.
void addHunk(DdlComparison &comparison, int left, int leftEnd, int right, int rightEnd)
{
    if (left == leftEnd && right == rightEnd)
        return;
    comparison.hunks.push_back(int(comparison.pairs.size()));
    QStringList a, b;
    for (int i = left; i < leftEnd; ++i)
        a += subjectOf(comparison.left[i]);
    for (int i = right; i < rightEnd; ++i)
        b += subjectOf(comparison.right[i]);
    const auto removed = [&](int to) {
        for (; left < to; ++left)
            comparison.pairs.push_back({left, -1, Sign::Remove, {}, {}});
    };
    const auto added = [&](int to) {
        for (; right < to; ++right)
            comparison.pairs.push_back({-1, right, Sign::Add, {}, {}});
    };
    const int leftBegin = left, rightBegin = right;
    for (const auto &[i, j] : commonPlaces(a, b)) {
        removed(leftBegin + i);
        added(rightBegin + j);
        DdlPair pair{left, right, Sign::Change, {}, {}};
        markDifference(pair, comparison.left[left++], comparison.right[right++]);
        comparison.pairs.push_back(std::move(pair));
    }
    removed(leftEnd);
    added(rightEnd);
}

void add(QString &text, const Catalog &catalog, const Object &object)
{
    for (const Statement &statement : Dialect::of(catalog.dialect).createStatements(catalog, object))
        text += qtText(statement.sql) + QStringLiteral(";\n");
}

} // namespace

QString ddlOf(const Catalog &catalog, const ObjectRef &object)
{
    const Object *own = catalog.find(object);
    if (!own)
        return {};
    QString text;
    add(text, catalog, *own);
    if (object.kind != Kind::Table)
        return text;
    for (const Kind kind : {Kind::ForeignKey, Kind::Index, Kind::Trigger}) {
        if (kind == Kind::ForeignKey && catalog.dialect == DialectKind::Sqlite)
            continue; // stand in the table
        for (const Object &part : catalog.partsOf(object, kind))
            add(text, catalog, part);
    }
    return text;
}

DdlComparison comparedDdl(const QString &left, const QString &right)
{
    DdlComparison comparison;
    comparison.left = left.trimmed().isEmpty() ? QStringList() : left.trimmed().split(QLatin1Char('\n'));
    comparison.right = right.trimmed().isEmpty() ? QStringList() : right.trimmed().split(QLatin1Char('\n'));
    const auto bare = [](const QStringList &lines) { // a comma at the end is no difference of the line
        QStringList texts;
        for (const QString &line : lines)
            texts += line.endsWith(QLatin1Char(',')) ? line.chopped(1) : line;
        return texts;
    };
    int i = 0, j = 0;
    for (const auto &[a, b] : commonPlaces(bare(comparison.left), bare(comparison.right))) {
        addHunk(comparison, i, a, j, b);
        comparison.pairs.push_back({a, b, Sign::None, {}, {}});
        i = a + 1;
        j = b + 1;
    }
    addHunk(comparison, i, int(comparison.left.size()), j, int(comparison.right.size()));
    return comparison;
}

} // namespace kilter::ui
