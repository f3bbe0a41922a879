#pragma once
#include <memory>
#include <string>
#include <vector>

struct sqlite3;

namespace kilter::test {

/// An open SQLite file for tests, spoken to directly. Throws std::runtime_error with SQLite's words where something fails.
class SqliteFile
{
public:
    explicit SqliteFile(const std::string &path);

    void run(const std::string &script); ///< all statements; stops at the first error, as sqlite3 -bail
    std::vector<std::vector<std::string>> rows(const std::string &query); ///< NULL as an empty text
    std::string value(const std::string &query); ///< first column of the first row; empty: none
    sqlite3 *handle() { return m_handle.get(); }

private:
    struct Close
    {
        void operator()(sqlite3 *handle) const;
    };
    std::unique_ptr<sqlite3, Close> m_handle;
};

/// A fresh database file in memory (/dev/shm where there is one), removed at the end.
class TestFile
{
public:
    explicit TestFile(const std::string &script = {});
    TestFile(TestFile &&other) noexcept;
    TestFile &operator=(TestFile &&) = delete;
    ~TestFile();

    const std::string &path() const { return m_path; }
    std::string url() const { return "sqlite:" + m_path; }
    TestFile copy() const;
    void run(const std::string &script) const { SqliteFile(m_path).run(script); }

private:
    std::string m_path;
};

} // namespace kilter::test
