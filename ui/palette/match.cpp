#include "ui/palette/match.h"

namespace kilter::ui {
namespace {

bool startsWord(const QString &text, int i)
{
    if (i == 0)
        return true;
    const QChar before = text[i - 1];
    return !before.isLetterOrNumber() || (text[i].isUpper() && before.isLower());
}

/// The letters in one piece, best at the start of a word.
std::optional<Match> inOnePiece(const QString &query, const QString &text)
{
    int best = -1;
    for (int at = int(text.indexOf(query, 0, Qt::CaseInsensitive)); at >= 0; at = int(text.indexOf(query, at + 1, Qt::CaseInsensitive))) {
        if (best < 0)
            best = at;
        if (startsWord(text, at)) {
            best = at;
            break;
        }
    }
    if (best < 0)
        return std::nullopt;
    Match match{1000 + (startsWord(text, best) ? 500 : 0) + (best == 0 ? 250 : 0) - int(text.size()), {}};
    for (int i = 0; i < query.size(); ++i)
        match.letters.push_back(best + i);
    return match;
}

} // namespace

std::optional<Match> matched(const QString &query, const QString &text)
{
    QString wanted = query;
    wanted.remove(QLatin1Char(' '));
    if (wanted.isEmpty())
        return Match{};
    if (auto whole = inOnePiece(query.trimmed(), text))
        return whole;
    Match match;
    int at = 0;
    int last = -2;
    for (const QChar letter : wanted) {
        while (at < text.size() && text[at].toCaseFolded() != letter.toCaseFolded())
            ++at;
        if (at == text.size())
            return std::nullopt;
        match.score += startsWord(text, at) ? 30 : at == last + 1 ? 20 : 1;
        match.letters.push_back(at);
        last = at++;
    }
    if (match.score < int(wanted.size()) * 10) // scattered letters are no answer
        return std::nullopt;
    match.score -= int(text.size()) / 4;
    return match;
}

} // namespace kilter::ui
