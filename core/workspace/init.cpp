#include "core/workspace/init.h"

#include "core/base/embedded.h"
#include "core/base/file.h"
#include "core/base/text.h"

namespace kilter {
namespace fs = std::filesystem;

namespace {

using Files = std::vector<std::pair<fs::path, std::string>>;

/// A workspace name from the folder's: letters, digits, _ and - only, so that it needs no quoting anywhere.
std::string nameFor(const fs::path &folder)
{
    std::error_code ec;
    std::string name;
    for (const char c : fs::absolute(folder, ec).lexically_normal().filename().string()) {
        const bool isPlain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
        name += isPlain ? c : '_';
    }
    return name.empty() ? "workspace" : name;
}

Files emptyWorkspace(const fs::path &folder)
{
    const std::string name = nameFor(folder);
    const std::string toml = "# A workspace of Kilter: what the databases of this system should look like.\n[workspace]\nname = \"" + name
                             + "\"\ndefault_store = \"main\"\n\n[store.main]\nkind = \"sqlite\"                    # or postgresql\ndefault_connection = \"dev\"\n\n"
                               "[store.main.connection.dev]\nurl = \"sqlite:" + name
                             + ".db\"               # or postgresql://user@host/db, env:DATABASE_URL; passwords never stand here\n"
                               "environment = \"development\"         # development, staging, production\n";
    return {{"kilter.toml", toml}, {".gitignore", std::string(embedded("sample/gitignore"))}};
}

Files sampleWorkspace()
{
    Files files;
    for (const std::string &path : embeddedFiles("sample")) {
        const std::string target = path == "gitignore" ? ".gitignore" : path;
        files.emplace_back(target, std::string(embedded("sample/" + path)));
    }
    return files;
}

Result<> checkFree(const fs::path &folder, const Files &files)
{
    std::error_code ec;
    if (fs::exists(folder / "kilter.toml", ec))
        return failure(ErrorCode::Refused, "there is a workspace in " + folder.string() + " already", "Nothing was changed. Choose another folder.");
    for (const auto &[path, text] : files) {
        if (fs::exists(folder / path, ec))
            return failure(ErrorCode::Refused, (folder / path).string() + " would be overwritten", "Nothing was changed. Choose another folder.");
    }
    if (fs::exists(folder, ec) && !fs::is_directory(folder, ec))
        return failure(ErrorCode::Invalid, folder.string() + " is a file, not a folder");
    return {};
}

} // namespace

Result<InitReport> initWorkspace(const fs::path &folder, bool sample)
{
    const Files files = sample ? sampleWorkspace() : emptyWorkspace(folder);
    KILTER_CHECK(checkFree(folder, files));
    InitReport report;
    for (const auto &[path, text] : files) {
        KILTER_CHECK(writeTextFile(folder / path, text));
        report.files.push_back(path);
    }
    std::error_code ec;
    for (const char *name : {"models", "sql", "migrations", "diagrams"})
        fs::create_directories(folder / name, ec);
    return report;
}

} // namespace kilter
