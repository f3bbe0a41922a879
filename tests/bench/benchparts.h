#pragma once
#include "core/base/error.h"
#include "core/base/log.h"
#include "core/base/result.h"
#include "core/base/text.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <regex>
#include <unistd.h>

/// What the benches of core have in common.
namespace kilter::bench {

/// Least of `rounds`, in milliseconds: what disturbs only adds.
template<class Work>
double leastMilliseconds(Work work, int rounds = 3)
{
    double least = 1e9;
    for (int i = 0; i < rounds; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        work();
        least = std::min(least, std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
    }
    return least;
}

template<class T>
T valueOf(Result<T> result)
{
    if (!result) {
        std::puts(toText(result.error()).c_str());
        std::exit(1);
    }
    return std::move(*result);
}

/// Tables as they are in practice: a key, a few columns, a check, an index, a reference to the table before.
inline std::string tablesScript(int count)
{
    std::string script;
    for (int i = 0; i < count; ++i) {
        const std::string n = std::to_string(i);
        script += "CREATE TABLE t" + n + " (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a text NOT NULL DEFAULT 'x', b integer CHECK (b > 0), "
                  "c timestamptz DEFAULT now(), d jsonb, e numeric(10,2), f boolean, g uuid, h text" +
                  (i ? ", parent bigint REFERENCES t" + std::to_string(i - 1) : "") + "); CREATE INDEX t" + n + "_a ON t" + n + " (a, b);";
    }
    return script;
}

/// The statements that `work` sends, as one script: taken from the log, which stays on.
template<class Work>
std::string loggedStatements(Work work)
{
    const std::string file = (std::filesystem::temp_directory_path() / ("kilter-bench-" + std::to_string(getpid()))).string();
    const int kept = dup(STDERR_FILENO);
    const int log = open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    dup2(log, STDERR_FILENO);
    enableLog("sql");
    work();
    dup2(kept, STDERR_FILENO);
    close(log);
    close(kept);
    std::ifstream text(file);
    const std::string lines{std::istreambuf_iterator<char>(text), {}};
    std::filesystem::remove(file);
    static const std::regex begin("^ *[0-9.]+ ms sql: ");
    static const std::regex end(" -- [0-9.e+-]+ ms$");
    std::string script;
    for (const std::string &line : split(lines, '\n'))
        script += std::regex_replace(std::regex_replace(line, begin, ""), end, ";") + "\n";
    // The bound values, which the log does not tell: all schemas, and the one there is (public's oid is fixed).
    script = replaced(script, "$1::pg_catalog.text[]", "'{}'::pg_catalog.text[]");
    return replaced(script, "$1::pg_catalog.oid[]", "'{2200}'::pg_catalog.oid[]");
}

} // namespace kilter::bench
