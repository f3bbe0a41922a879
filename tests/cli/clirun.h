#pragma once
#include "core/base/json.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace kilter::test {

struct CliOutput
{
    int exitCode = 0;
    std::string out;
    std::string err;

    Json json() const; ///< standard output; a test failure when it is none
    bool says(std::string_view text) const { return out.find(text) != std::string::npos || err.find(text) != std::string::npos; }
};

/// For EXPECT_…(…) << of a run.
std::ostream &operator<<(std::ostream &stream, const CliOutput &output);

/// A folder of its own in which the program runs; removed at the end.
class CliFolder
{
public:
    CliFolder();
    ~CliFolder();
    CliFolder(const CliFolder &) = delete;
    CliFolder &operator=(const CliFolder &) = delete;

    CliOutput run(std::vector<std::string> arguments) const; ///< with -C and the folder before them
    CliOutput runAnywhere(std::vector<std::string> arguments) const;

    void write(const std::string &file, std::string_view text) const;
    std::string read(const std::string &file) const;
    std::vector<std::string> files(const std::string &folder) const; ///< relative paths, sorted
    std::string path(const std::string &file = {}) const { return (m_path / file).string(); }

    std::vector<std::pair<std::string, std::string>> environment; ///< added to this process's

private:
    std::filesystem::path m_path;
};

/// kilter.toml with a SQLite store `main` in data.db and, when a URL is given, a PostgreSQL store `pg`.
std::string workspaceToml(const std::string &postgresUrl = {});

/// A model definition; `properties` and `more` are JSON members.
std::string model(const std::string &title, const std::string &properties, const std::string &more = {});

} // namespace kilter::test
