#pragma once
#include "core/base/result.h"
#include "core/plan/postgresql/context.h"

namespace kilter::postgresql {

/// A circle of steps: nothing of it can run first.
struct Circle
{
    std::vector<ObjectRef> separable; ///< absorbed parts that keep it closed and can become steps of their own
    std::vector<ObjectRef> clashing;  ///< what occupies a name that another of the circle wants
    std::vector<StepKey> members;
};

/// Steps in an order that satisfies every dependency, stable: where there is a choice, by rank and name. Or the circle that prevents it.
tl::expected<std::vector<const Step *>, Circle> ordered(const Context &context, const std::vector<Step> &steps);

} // namespace kilter::postgresql
