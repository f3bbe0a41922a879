#include "core/workspace/filetree.h"

#include <set>

namespace kilter {
namespace fs = std::filesystem;

namespace {

class Walk
{
public:
    explicit Walk(std::string ending) : m_ending(std::move(ending)) {}

    Result<> enter(const fs::path &folder)
    {
        std::error_code ec;
        const fs::path real = fs::canonical(folder, ec);
        if (ec || !m_entered.insert(real).second)
            return {};
        fs::directory_iterator entries(folder, ec);
        if (ec)
            return failure(ErrorCode::Invalid, "cannot read the folder " + folder.string() + ": " + ec.message(), "Check its permissions.");
        for (const fs::directory_entry &entry : entries) {
            const std::string name = entry.path().filename().string();
            if (name.starts_with('.'))
                continue;
            if (entry.is_directory(ec))
                KILTER_CHECK(enter(entry.path()));
            else if (name.ends_with(m_ending))
                files.push_back(entry.path());
        }
        return {};
    }

    std::vector<fs::path> files;

private:
    std::string m_ending;
    std::set<fs::path> m_entered;
};

} // namespace

Result<std::vector<fs::path>> filesBelow(const fs::path &folder, const std::string &ending)
{
    std::error_code ec;
    if (!fs::exists(folder, ec))
        return std::vector<fs::path>();
    Walk walk(ending);
    KILTER_CHECK(walk.enter(folder));
    std::sort(walk.files.begin(), walk.files.end());
    return std::move(walk.files);
}

} // namespace kilter
