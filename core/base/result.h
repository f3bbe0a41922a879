#pragma once
#include "core/base/error.h"

#include <tl/expected.hpp>

namespace kilter {

/// A value, or the reason why there is none. Functions that return it are [[nodiscard]].
template<class T = void>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> failure(ErrorCode code, std::string message, std::string hint = {})
{
    return tl::unexpected<Error>(Error{code, std::move(message), std::move(hint), {}, {}});
}

} // namespace kilter

#define KILTER_CONCAT_(a, b) a##b
#define KILTER_CONCAT(a, b) KILTER_CONCAT_(a, b)

/// KILTER_TRY(auto value, expression): declares or assigns the value of a Result, or returns its error from this function.
#define KILTER_TRY(target, ...) KILTER_TRY_(target, KILTER_CONCAT(kilterTry, __COUNTER__), __VA_ARGS__)
#define KILTER_TRY_(target, name, ...)                                                                                 \
    auto name = (__VA_ARGS__);                                                                                         \
    if (!name)                                                                                                         \
        return tl::unexpected<::kilter::Error>(std::move(name).error());                                               \
    target = std::move(*name)

/// KILTER_CHECK(expression): returns the error of a Result from this function, if it has one.
#define KILTER_CHECK(...)                                                                                              \
    do {                                                                                                               \
        if (auto kilterChecked = (__VA_ARGS__); !kilterChecked)                                                        \
            return tl::unexpected<::kilter::Error>(std::move(kilterChecked).error());                                  \
    } while (false)
