#include "tests/support/sqlite.h"

#include <sqlite3.h>

#include <atomic>
#include <filesystem>
#include <stdexcept>
#include <unistd.h>

namespace kilter::test {
namespace fs = std::filesystem;

void SqliteFile::Close::operator()(sqlite3 *handle) const
{
    sqlite3_close_v2(handle);
}

SqliteFile::SqliteFile(const std::string &path)
{
    sqlite3 *handle = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
    m_handle.reset(handle);
    if (code != SQLITE_OK)
        throw std::runtime_error("cannot open " + path + ": " + sqlite3_errmsg(handle));
    sqlite3_exec(handle, "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF", nullptr, nullptr, nullptr);
}

void SqliteFile::run(const std::string &script)
{
    const char *rest = script.c_str();
    while (*rest) {
        sqlite3_stmt *statement = nullptr;
        const char *begin = rest;
        int code = sqlite3_prepare_v2(m_handle.get(), begin, -1, &statement, &rest);
        while (code == SQLITE_OK && statement && (code = sqlite3_step(statement)) == SQLITE_ROW)
            code = SQLITE_OK;
        const std::string message = sqlite3_errmsg(m_handle.get());
        sqlite3_finalize(statement);
        if (code != SQLITE_OK && code != SQLITE_DONE)
            throw std::runtime_error(message + ": " + std::string(begin, std::size_t(rest > begin ? rest - begin : 0)));
        if (rest == begin)
            break;
    }
}

std::vector<std::vector<std::string>> SqliteFile::rows(const std::string &query)
{
    sqlite3_stmt *statement = nullptr;
    if (sqlite3_prepare_v2(m_handle.get(), query.c_str(), -1, &statement, nullptr) != SQLITE_OK)
        throw std::runtime_error(std::string(sqlite3_errmsg(m_handle.get())) + ": " + query);
    std::vector<std::vector<std::string>> result;
    int code = SQLITE_OK;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        std::vector<std::string> &row = result.emplace_back();
        for (int i = 0; i < sqlite3_column_count(statement); ++i) {
            const auto *text = reinterpret_cast<const char *>(sqlite3_column_text(statement, i));
            row.emplace_back(text ? text : "");
        }
    }
    const std::string message = sqlite3_errmsg(m_handle.get());
    sqlite3_finalize(statement);
    if (code != SQLITE_DONE)
        throw std::runtime_error(message + ": " + query);
    return result;
}

std::string SqliteFile::value(const std::string &query)
{
    const auto found = rows(query);
    return found.empty() || found[0].empty() ? std::string() : found[0][0];
}

TestFile::TestFile(const std::string &script)
{
    static std::atomic<int> counter = 0;
    const fs::path place = access("/dev/shm", W_OK) == 0 ? fs::path("/dev/shm") : fs::temp_directory_path();
    m_path = (place / ("kilter-test-" + std::to_string(getpid()) + "-" + std::to_string(++counter) + ".db")).string();
    fs::remove(m_path);
    try {
        SqliteFile(m_path).run(script);
    } catch (...) {
        fs::remove(m_path);
        throw;
    }
}

TestFile::TestFile(TestFile &&other) noexcept : m_path(std::exchange(other.m_path, {})) {}

TestFile::~TestFile()
{
    std::error_code ignored;
    if (!m_path.empty())
        fs::remove(m_path, ignored);
}

TestFile TestFile::copy() const
{
    TestFile result;
    fs::copy_file(m_path, result.m_path, fs::copy_options::overwrite_existing);
    return result;
}

} // namespace kilter::test
