#include "core/diagram/answercache.h"

#include "core/base/hash.h"

#include <list>
#include <mutex>

namespace kilter {
namespace {

constexpr std::size_t mostKept = 16u << 20; ///< bytes of answers

struct Kept
{
    std::string hash;
    std::string answer;
};

struct Cache
{
    std::mutex mutex;
    std::list<Kept> answers; ///< the latest first
    std::size_t size = 0;
};

Cache &cache()
{
    static Cache kept;
    return kept;
}

std::optional<std::string> kept(const std::string &hash)
{
    Cache &all = cache();
    const std::scoped_lock lock(all.mutex);
    const auto found = std::ranges::find(all.answers, hash, &Kept::hash);
    if (found == all.answers.end())
        return std::nullopt;
    all.answers.splice(all.answers.begin(), all.answers, found);
    return found->answer;
}

void keep(std::string hash, const std::string &answer)
{
    Cache &all = cache();
    const std::scoped_lock lock(all.mutex);
    all.size += answer.size();
    all.answers.push_front({std::move(hash), answer});
    while (all.size > mostKept && all.answers.size() > 1) {
        all.size -= all.answers.back().answer.size();
        all.answers.pop_back();
    }
}

} // namespace

Result<std::string> cachedLayout(const LayoutQuestion &question, const std::stop_token &stop)
{
    std::string hash = sha256(question.engine + '\n' + question.program + '\n' + question.dot);
    if (auto answer = kept(hash))
        return *answer;
    KILTER_TRY(std::string answer, askLayout(question, stop));
    keep(std::move(hash), answer);
    return answer;
}

} // namespace kilter
