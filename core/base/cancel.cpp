#include "core/base/cancel.h"

namespace kilter {

Error cancelled(std::string_view what)
{
    return Error{ErrorCode::Interrupted, std::string(what) + " was cancelled", {}, {}, {}};
}

Result<> checkCancelled(const std::stop_token &token, std::string_view what)
{
    if (token.stop_requested())
        return tl::unexpected(cancelled(what));
    return {};
}

} // namespace kilter
