#pragma once
#include <cstdio>
#include <cstdlib>

/// Ends the process when a property does not hold, so that libFuzzer keeps the input that shows it.
#define KILTER_PROPERTY(condition)                                                                                     \
    do {                                                                                                               \
        if (!(condition)) {                                                                                            \
            std::fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #condition);                        \
            std::abort();                                                                                              \
        }                                                                                                              \
    } while (false)
