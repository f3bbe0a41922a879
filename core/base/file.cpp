#include "core/base/file.h"

#include "core/base/text.h"

#include <QSaveFile>
#include <QString>

#include <cstdlib>
#include <fstream>
#include <system_error>

namespace kilter {
namespace fs = std::filesystem;

namespace {

tl::unexpected<Error> cannotRead(const fs::path &path, std::string reason, std::string hint = {}, TextPlace place = {})
{
    Diagnostic diagnostic{Severity::Error, "unreadable-file", reason, hint, {path.string(), place.line, place.column}};
    Error error{ErrorCode::Invalid, "cannot read " + path.string() + ": " + reason, {}, {}, {std::move(diagnostic)}};
    return tl::unexpected(std::move(error));
}

Result<> checkText(const fs::path &path, const std::string &text)
{
    if (const auto bad = firstInvalidUtf8(text))
        return cannotRead(path, "it is not UTF-8 text", "Save the file in the encoding UTF-8.", placeAt(text, *bad));
    if (const auto nul = text.find('\0'); nul != std::string::npos)
        return cannotRead(path, "it holds a NUL byte, so it is not a text file", {}, placeAt(text, nul));
    return {};
}

} // namespace

Result<std::string> readTextFile(const fs::path &path, std::size_t limit)
{
    std::error_code ec;
    const auto status = fs::status(path, ec);
    if (!fs::exists(status))
        return cannotRead(path, "there is no such file");
    if (fs::is_directory(status))
        return cannotRead(path, "it is a folder");
    std::ifstream stream(path, std::ios::binary);
    if (!stream)
        return cannotRead(path, "it cannot be opened; check its permissions");
    std::string text;
    std::string block(1 << 16, '\0');
    while (stream.read(block.data(), std::streamsize(block.size())) || stream.gcount() > 0) {
        text.append(block, 0, std::size_t(stream.gcount()));
        if (text.size() > limit)
            return cannotRead(path, "it is larger than " + std::to_string(limit >> 20) + " MiB",
                              "Such a file is hardly written by a person; is it in the right folder?");
    }
    if (stream.bad())
        return cannotRead(path, "reading failed");
    if (text.starts_with("\xEF\xBB\xBF"))
        text.erase(0, 3);
    KILTER_CHECK(checkText(path, text));
    return text;
}

Result<> writeTextFile(const fs::path &path, std::string_view text)
{
    std::error_code ec;
    if (path.has_parent_path())
        fs::create_directories(path.parent_path(), ec);
    QSaveFile file(QString::fromStdString(path.string()));
    const auto fails = [&] {
        return failure(ErrorCode::Invalid,
                       "cannot write " + path.string() + ": " + file.errorString().toStdString(),
                       "Nothing was changed; check the folder's permissions and the free space.");
    };
    if (!file.open(QIODevice::WriteOnly))
        return fails();
    if (file.write(text.data(), qint64(text.size())) != qint64(text.size()) || !file.commit())
        return fails();
    return {};
}

Result<TemporaryFolder> TemporaryFolder::create(std::string_view prefix)
{
    std::error_code ec;
    std::string name = (fs::temp_directory_path(ec) / std::string(prefix)).string() + "-XXXXXX";
    if (ec || !mkdtemp(name.data()))
        return failure(ErrorCode::Invalid, "cannot make a temporary folder like " + name, "Check TMPDIR and the free space.");
    return TemporaryFolder(name);
}

TemporaryFolder::TemporaryFolder(fs::path path) : m_path(std::move(path)) {}

TemporaryFolder::TemporaryFolder(TemporaryFolder &&other) noexcept : m_path(std::exchange(other.m_path, {})) {}

TemporaryFolder &TemporaryFolder::operator=(TemporaryFolder &&other) noexcept
{
    std::swap(m_path, other.m_path);
    return *this;
}

TemporaryFolder::~TemporaryFolder()
{
    std::error_code ec;
    if (!m_path.empty())
        fs::remove_all(m_path, ec);
}

} // namespace kilter
