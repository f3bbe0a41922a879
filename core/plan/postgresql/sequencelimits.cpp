#include "core/plan/postgresql/sequencelimits.h"

#include "core/dialect/postgresql/emittext.h"
#include "core/dialect/postgresql/quote.h"
#include "core/plan/postgresql/rules.h"

#include <algorithm>

namespace kilter::postgresql {
namespace {

int width(const std::string &type)
{
    return type == "smallint" ? 2 : type == "integer" ? 4 : 8;
}

std::string number(std::int64_t value)
{
    return '\'' + std::to_string(value) + "'::pg_catalog.int8";
}

} // namespace

LimitsMove limitsMove(const SequenceOptions &from, const SequenceOptions &to, const std::string &prefix, bool withType,
                      const std::string &qualifiedSequence)
{
    LimitsMove move{{}, {}, from};
    if (to.minimum <= from.minimum && to.maximum >= from.maximum)
        return move;
    move.widened.minimum = std::min(from.minimum, to.minimum);
    move.widened.maximum = std::max(from.maximum, to.maximum);
    if (width(to.type) > width(from.type) && withType) {
        move.widened.type = to.type;
        move.widening = prefix + "AS " + typeText(to.type) + ' ';
    }
    move.widening += prefix + "MINVALUE " + std::to_string(move.widened.minimum) + ' ' + prefix + "MAXVALUE " + std::to_string(move.widened.maximum);
    const std::string low = number(to.minimum);
    const std::string high = number(to.maximum);
    move.valueSql = "SELECT pg_catalog.setval(" + literal(qualifiedSequence) + "::pg_catalog.regclass, GREATEST(LEAST(last_value, " + high + "), " + low
                    + "), is_called AND last_value BETWEEN " + low + " AND " + high + ") FROM " + qualifiedSequence;
    return move;
}

Statement valueMove(const ObjectRef &object, const std::string &qualifiedSequence, const LimitsMove &move)
{
    return losing(statementFor(object, move.valueSql), "sequence-limits", "the last value of sequence " + qualifiedSequence + " is lost where it lies outside the new limits");
}

} // namespace kilter::postgresql
