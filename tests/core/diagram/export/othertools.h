#pragma once
#include "core/base/json.h"
#include "core/base/process.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

/// The programs that read exports of diagrams, as judges of what is written.
namespace kilter::test {

/// Why the tool cannot be asked here; empty: it can.
std::string dotMissing();
std::string plantUmlMissing();
std::string nodeMissing();
std::string parsersMissing(); ///< those of Mermaid and DBML, in node; packaging/test installs them
std::string chromiumMissing();
std::string rsvgMissing();

/// packaging/test tried to install those parsers and could not reach them: their tests are skipped then, whatever else is required.
bool parsersAreUnreachable();
bool toolsAreRequired(); ///< KILTER_REQUIRE_SERVICES=1: what is missing is a failure, not a skip

std::string temporaryFolder(); ///< new, below the folder for temporary files; removed at the end of the program

/// Runs a program to its end; throws std::runtime_error when it cannot be started or does not end.
ProcessOutput outputOf(const std::string &program, std::vector<std::string> arguments, std::string input = {});

/// What Mermaid's and DBML's own parsers made of the texts (name of a file, its content), see parse.mjs; {"error"} where they refused.
std::vector<Json> parsed(const std::vector<std::pair<std::string, std::string>> &files);

} // namespace kilter::test

/// First line of a test that needs a tool: requireTool(dotMissing()).
#define requireTool(why)                                                                                               \
    do {                                                                                                               \
        if (const std::string missing = (why); !missing.empty()) {                                                     \
            if (::kilter::test::toolsAreRequired())                                                                    \
                FAIL() << missing;                                                                                     \
            GTEST_SKIP() << missing;                                                                                   \
        }                                                                                                              \
    } while (false)
