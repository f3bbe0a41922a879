#pragma once
#include "core/model/sqltype.h"

#include <functional>

namespace kilter {

/// How a keyword is looked up: in the property itself, then in what it refers to. Null: it is not there.
using KeywordLookup = std::function<const Json *(std::string_view keyword)>;

/// A CHECK that a JSON Schema keyword becomes; its name is <table>_<column>_<suffix>.
struct KeywordCheck
{
    std::string suffix; ///< min | max | minlen | maxlen | pattern | in | const | multiple | json
    std::string expression;
};

/// The checks of a property, with the expression as the server prints it. `column` is quoted as SQL where that is needed.
std::vector<KeywordCheck> keywordChecks(const KeywordLookup &lookup, const std::string &column, const SqlType &type);

/// A pattern that PostgreSQL's ~ does not understand as ECMA 262 does (\p{…}): said, not enforced.
bool isPatternForServer(std::string_view pattern);

/// The other way: keywords (name and value) that may have given a check of this suffix. They are right when keywordChecks() of them gives
/// the same expression again.
std::vector<std::pair<std::string, Json>> keywordsOfCheck(std::string_view suffix, const std::string &expression, const SqlType &type);

} // namespace kilter
