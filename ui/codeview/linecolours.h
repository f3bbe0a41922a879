#pragma once
#include "ui/look/tokens.h"

#include <QString>

#include <memory>
#include <vector>

namespace kilter::ui {

enum class Language { Plain, Json, Sql, PostgreSql };

/// A run of one colour in a line.
struct ColouredRun
{
    int begin = 0;
    int length = 0;
    Token token = Token::Text;
};

/// Splits lines into coloured runs, one after the other, carrying what a line leaves open (a comment, a string) to the next.
class LineColours
{
public:
    virtual ~LineColours() = default;

    /// What is open at the end of a line; comparable, cheap to copy.
    struct State
    {
        std::shared_ptr<const void> value;
        bool (*equal)(const void *, const void *) = nullptr;
        bool operator==(const State &other) const
        {
            return value == other.value || (value && other.value && equal == other.equal && equal(value.get(), other.value.get()));
        }
    };
    virtual State colour(const QString &line, const State &before, std::vector<ColouredRun> &runs) = 0;
};

/// None: the language is plain, or the build has no highlighting.
std::unique_ptr<LineColours> lineColours(Language language);
bool hasHighlighting();

} // namespace kilter::ui
