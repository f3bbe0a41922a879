#include "core/base/json.h"
#include "tests/fuzz/property.h"

#include <string>

using namespace kilter;

namespace {

/// Every value that was read lies inside its source and inside the value that holds it.
void checkPlaces(const Json &json, std::size_t begin, std::size_t end)
{
    KILTER_PROPERTY(begin <= json.begin && json.begin < json.end && json.end <= end);
    for (const Json &item : json.items)
        checkPlaces(item, json.begin, json.end);
    for (const JsonMember &member : json.members) {
        KILTER_PROPERTY(json.begin < member.keyBegin && member.keyBegin < member.value.begin);
        checkPlaces(member.value, json.begin, json.end);
    }
}

} // namespace

/// What parses is written and read back as the same value, in each layout; places lie inside the text.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string text(reinterpret_cast<const char *>(data), size);
    const auto json = parseJson(text, "fuzz.json");
    if (!json) {
        KILTER_PROPERTY(!json.error().message.empty());
        return 0;
    }
    checkPlaces(*json, 0, size);
    for (const int indent : {0, 2}) {
        const auto again = parseJson(toText(*json, indent, indent != 0));
        KILTER_PROPERTY(again && *again == *json);
    }
    return 0;
}
