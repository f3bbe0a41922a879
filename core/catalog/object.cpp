#include "core/catalog/object.h"

#include "core/catalog/traits.h"

namespace kilter {
namespace {

/// The kind of each alternative must be the alternative's place.
template<std::size_t... I>
constexpr bool kindsMatch(std::index_sequence<I...>)
{
    return ((Traits<std::variant_alternative_t<I, Body>>::kind == Kind(I)) && ...);
}
static_assert(kindsMatch(std::make_index_sequence<std::variant_size_v<Body>>()));

} // namespace
} // namespace kilter
