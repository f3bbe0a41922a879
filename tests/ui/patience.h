#pragma once
#include <QtTest>

/// How long a test waits for a state, in milliseconds. A state that comes ends the wait at once; the limit is for one that never comes, and is
/// long, because the machine may have ten other things to do. Nothing waits for time to pass.
inline constexpr int patience = 60000;

// Those of Qt give up after five seconds.
#undef QTRY_VERIFY
#undef QTRY_VERIFY2
#undef QTRY_COMPARE
#define QTRY_VERIFY(expression) QTRY_VERIFY_WITH_TIMEOUT((expression), patience)
#define QTRY_VERIFY2(expression, message) QTRY_VERIFY2_WITH_TIMEOUT((expression), (message), patience)
#define QTRY_COMPARE(expression, expected) QTRY_COMPARE_WITH_TIMEOUT((expression), (expected), patience)
