#include "ui/document/merge.h"

#include <algorithm>
#include <set>

namespace kilter::ui {
namespace {

using Side = const Json *;

bool same(Side a, Side b)
{
    return a && b ? *a == *b : a == b;
}

std::optional<Json> valueOf(Side side)
{
    return side ? std::optional(*side) : std::nullopt;
}

bool contains(const Json &list, const Json &item)
{
    return std::find(list.items.begin(), list.items.end(), item) != list.items.end();
}

class Merger
{
public:
    void merge(Side base, Side mine, Side theirs, const std::string &at)
    {
        if (same(mine, theirs) || same(base, theirs))
            return;
        if (same(base, mine)) {
            takeTheirs(mine, theirs, at);
        } else if (mine && theirs && mine->isObject() && theirs->isObject() && (!base || base->isObject())) {
            mergeMembers(base, *mine, *theirs, at);
        } else if (!isSet(at) || !base || !mine || !theirs || !mergeItems(*base, *mine, *theirs, at)) {
            result.conflicts.push_back({at, valueOf(base), valueOf(mine), valueOf(theirs)});
        }
    }

    Merge result;

private:
    static bool isSet(const std::string &at)
    {
        return at == "/required" || at == "/x-constraints" || at == "/x-indexes" || at == "/x-model/organizes";
    }

    void takeTheirs(Side mine, Side theirs, const std::string &at)
    {
        if (!mine || !theirs) {
            result.edits.push_back({at, valueOf(theirs)});
            return;
        }
        auto edits = editsBetween(*mine, *theirs, at);
        std::move(edits.begin(), edits.end(), std::back_inserter(result.edits));
    }

    void mergeMembers(Side base, const Json &mine, const Json &theirs, const std::string &at)
    {
        static const Json nothing = Json::object();
        const Json &common = base ? *base : nothing;
        std::vector<std::string> keys;
        for (const Json *side : {&mine, &theirs, &common}) {
            for (const JsonMember &member : side->members) {
                if (std::find(keys.begin(), keys.end(), member.key) == keys.end())
                    keys.push_back(member.key);
            }
        }
        for (const std::string &key : keys)
            merge(common.find(key), mine.find(key), theirs.find(key), pointerTo(at, key));
    }

    /// False: both took the same item away, which may be one item changed in two ways.
    bool mergeItems(const Json &base, const Json &mine, const Json &theirs, const std::string &at)
    {
        if (!base.isArray() || !mine.isArray() || !theirs.isArray())
            return false;
        Json list = mine;
        for (const Json &item : base.items) {
            if (contains(theirs, item))
                continue;
            if (!contains(mine, item))
                return false;
            std::erase(list.items, item);
        }
        for (const Json &item : theirs.items) {
            if (!contains(base, item) && !contains(list, item))
                list.items.push_back(item);
        }
        takeTheirs(&mine, &list, at);
        return true;
    }
};

} // namespace

Merge merged(const Json &base, const Json &mine, const Json &theirs)
{
    Merger merger;
    merger.merge(&base, &mine, &theirs, {});
    return std::move(merger.result);
}

JsonEdit taking(const MergeConflict &conflict)
{
    return {conflict.pointer, conflict.theirs};
}

} // namespace kilter::ui
