#include "core/connection/secrets.h"

#include "core/base/text.h"
#include "core/connection/url.h"

#include <cstring>

namespace kilter {
namespace {

constexpr auto npos = std::string_view::npos;

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

std::size_t endOfWord(std::string_view text, std::size_t at)
{
    while (at < text.size() && !isBlank(text[at]))
        ++at;
    return at;
}

bool isPort(std::string_view text)
{
    return text.find_first_not_of("0123456789,") == npos;
}

/// The password of the user part that starts at `begin` (after "://"), if there is one. An '@' that was not
/// percent-encoded in the password makes the last one before the query count; so does a '?' or '/' that cannot be the
/// end of host:port.
std::optional<SecretSpan> userPassword(std::string_view text, std::size_t begin)
{
    const std::string_view run = text.substr(begin, endOfWord(text, begin) - begin);
    const std::size_t colon = run.find(':');
    const std::size_t query = run.find('?');
    std::size_t at = run.substr(0, query).rfind('@');
    if (at == npos && colon != npos && run.front() != '[' &&
        !isPort(run.substr(colon + 1, run.find_first_of("/?", colon) - colon - 1)))
        at = run.rfind('@');
    if (at == npos || colon == npos || colon > at)
        return {};
    return SecretSpan{begin + colon + 1, begin + at};
}

/// End of a quoted text that opens at `at`; a doubled quote or a backslash before it does not end it.
std::size_t endOfQuoted(std::string_view text, std::size_t at)
{
    const char quote = text[at++];
    for (; at < text.size(); ++at) {
        if (text[at] == '\\' && at + 1 < text.size())
            ++at;
        else if (text[at] == quote && at + 1 < text.size() && text[at + 1] == quote)
            ++at;
        else if (text[at] == quote)
            return at + 1;
    }
    return at;
}

std::size_t skipBlanks(std::string_view text, std::size_t at)
{
    while (at < text.size() && isBlank(text[at]))
        ++at;
    return at;
}

/// End of a dollar-quoted text that opens at `at`, or `at` when none does.
std::size_t endOfDollarQuoted(std::string_view text, std::size_t at)
{
    const std::size_t tagEnd = text.find('$', at + 1);
    if (tagEnd == npos)
        return at;
    const std::string_view tag = text.substr(at, tagEnd - at + 1);
    const std::size_t close = text.find(tag, tagEnd + 1);
    return close == npos ? text.size() : close + tag.size();
}

/// The value behind the word "password" that ends at `at`: = or : and a word or a quoted text, or at once a quoted text
/// (SQL).
std::optional<SecretSpan> keywordPassword(std::string_view text, std::size_t at)
{
    if (at < text.size() && (text[at] == '"' || text[at] == '\''))
        ++at;
    at = skipBlanks(text, at);
    const bool assigned = at < text.size() && (text[at] == '=' || text[at] == ':');
    if (assigned)
        at = skipBlanks(text, at + 1);
    if (at + 1 < text.size() && (text[at] == 'E' || text[at] == 'e' || text[at] == 'U') && text[at + 1] == '\'')
        ++at;
    if (at >= text.size())
        return {};
    if (text[at] == '\'' || (assigned && text[at] == '"'))
        return SecretSpan{at, endOfQuoted(text, at)};
    if (text[at] == '$' && !assigned)
        return SecretSpan{at, endOfDollarQuoted(text, at)};
    if (!assigned)
        return {};
    std::size_t end = at;
    while (end < text.size() && !isBlank(text[end]) && text[end] != '&') {
        if (text[end] == '\\' && end + 1 < text.size()) // libpq: the next character stands for itself, a blank too
            ++end;
        ++end;
    }
    return SecretSpan{at, std::min(end, text.size())};
}

} // namespace

std::vector<SecretSpan> secretSpans(std::string_view text)
{
    std::vector<SecretSpan> found;
    for (std::size_t at = 0; (at = text.find("://", at)) != npos; at += 3) {
        if (const auto span = userPassword(text, at + 3))
            found.push_back(*span);
    }
    const std::string low = lowered(text);
    for (std::size_t at = 0; (at = low.find("password", at)) != npos; at += 8) {
        if (const auto span = keywordPassword(text, at + 8))
            found.push_back(*span);
    }
    std::sort(found.begin(), found.end(), [](const SecretSpan &a, const SecretSpan &b) { return a.begin < b.begin; });
    std::vector<SecretSpan> apart;
    for (const SecretSpan &span : found) {
        if (span.begin >= span.end)
            continue;
        if (!apart.empty() && span.begin <= apart.back().end)
            apart.back().end = std::max(apart.back().end, span.end);
        else
            apart.push_back(span);
    }
    return apart;
}

std::string withoutPasswords(std::string text)
{
    const std::vector<SecretSpan> spans = secretSpans(text);
    for (auto span = spans.rbegin(); span != spans.rend(); ++span)
        text.replace(span->begin, span->end - span->begin, "***");
    return text;
}

void wipe(std::string &secret)
{
    explicit_bzero(secret.data(), secret.capacity());
    secret.clear();
}

} // namespace kilter
