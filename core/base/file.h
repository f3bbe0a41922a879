#pragma once
#include "core/base/result.h"

#include <cstddef>
#include <filesystem>

namespace kilter {

/// Text files larger than this are refused: no model, script or configuration of a person is near it.
inline constexpr std::size_t largestTextFile = 64u << 20;

/// The whole text of a UTF-8 file, without a byte order mark. Errors (Invalid): not there, unreadable, a folder, over
/// `limit` bytes, not UTF-8 (with line and column of the first bad byte), a NUL byte.
[[nodiscard]] Result<std::string> readTextFile(const std::filesystem::path &path, std::size_t limit = largestTextFile);

/// Replaces or creates the file as a whole: a reader sees the old or the new content, also after a crash. Makes missing folders.
[[nodiscard]] Result<> writeTextFile(const std::filesystem::path &path, std::string_view text);

/// A fresh folder, removed with its content on destruction.
class TemporaryFolder
{
public:
    [[nodiscard]] static Result<TemporaryFolder> create(std::string_view prefix = "kilter");
    TemporaryFolder(TemporaryFolder &&other) noexcept;
    TemporaryFolder &operator=(TemporaryFolder &&other) noexcept;
    ~TemporaryFolder();

    const std::filesystem::path &path() const { return m_path; }

private:
    explicit TemporaryFolder(std::filesystem::path path);
    std::filesystem::path m_path;
};

} // namespace kilter
