#include "ui/jobs/freememory.h"

#include <cstdlib>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace kilter::ui {

void giveBackFreeMemory()
{
#ifdef __GLIBC__
    constexpr std::size_t worthIt = std::size_t(32) << 20;
    if (mallinfo2().fordblks > worthIt)
        malloc_trim(0); // mallopt(3) trims the top only; blocks between live ones stay resident until this
#endif
}

} // namespace kilter::ui
