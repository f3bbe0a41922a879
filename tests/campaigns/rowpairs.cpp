#include "tests/campaigns/rowpairs.h"

#include "core/base/file.h"
#include "core/base/process.h"
#include "core/base/text.h"
#include "tests/campaigns/random.h"
#include "tests/cases/casefile.h"

#include <algorithm>

namespace kilter::campaign {
namespace fs = std::filesystem;

namespace {

fs::path version(const fs::path &folder, int number)
{
    const fs::path plain = folder / ("raw_" + std::to_string(number) + ".sql");
    return fs::exists(plain) ? plain : fs::path(plain.string() + ".gz");
}

template<class T>
void shuffle(std::vector<T> &items, std::uint64_t seed)
{
    Random random(seed);
    for (int i = int(items.size()) - 1; i > 0; --i)
        std::swap(items[std::size_t(i)], items[std::size_t(random.between(0, i))]);
}

void cut(std::vector<SchemaPair> &pairs, int sample)
{
    shuffle(pairs, 1);
    if (sample > 0 && pairs.size() > std::size_t(sample))
        pairs.resize(std::size_t(sample));
}

SchemaPair step(const fs::path &folder, int from, int to)
{
    return {folder.filename().string() + ' ' + std::to_string(from) + ".." + std::to_string(to), version(folder, from), version(folder, to)};
}

void addHistory(const fs::path &folder, const PairChoice &choice, std::vector<SchemaPair> &pairs)
{
    int last = 0;
    while (fs::exists(version(folder, last + 1)))
        ++last;
    std::vector<SchemaPair> neighbours;
    for (int k = 0; k < last; ++k)
        neighbours.push_back(step(folder, k, k + 1));
    cut(neighbours, choice.sample);
    pairs.insert(pairs.end(), neighbours.begin(), neighbours.end());
    Random random(2);
    for (int jump = 0; jump < choice.jumps && last > 4; ++jump) {
        const int from = jump == 0 ? 0 : random.between(0, last - 3);
        const int to = jump == 0 ? last : random.between(from + 3, last);
        pairs.push_back(step(folder, from, to));
    }
}

/// The two scripts of a folder of one pair; none when it is no such folder.
std::optional<SchemaPair> pairIn(const fs::path &folder)
{
    std::vector<fs::path> scripts;
    for (const fs::directory_entry &entry : fs::directory_iterator(folder))
        if (entry.path().extension() == ".sql" && !entry.path().filename().string().starts_with("seed"))
            scripts.push_back(entry.path());
    std::sort(scripts.begin(), scripts.end());
    if (fs::exists(folder / "from.sql") && fs::exists(folder / "to.sql"))
        scripts = {folder / "from.sql", folder / "to.sql"};
    if (scripts.size() != 2)
        return std::nullopt;
    return SchemaPair{folder.parent_path().filename().string() + '/' + folder.filename().string(), scripts[0], scripts[1]};
}

Result<std::string> scriptIn(const fs::path &file)
{
    if (file.extension() != ".gz")
        return readTextFile(file);
    ProcessRequest request;
    request.program = "gzip";
    request.arguments = {"-dc", file.string()};
    KILTER_TRY(const ProcessOutput output, run(request));
    if (output.exitCode != 0)
        return failure(ErrorCode::Invalid, "gzip: " + output.standardError);
    return output.standardOutput;
}

} // namespace

std::vector<SchemaPair> schemaPairs(const fs::path &folder, const PairChoice &choice)
{
    std::vector<fs::path> folders{folder};
    std::vector<SchemaPair> pairs, histories;
    for (const fs::directory_entry &entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_directory())
            folders.push_back(entry.path());
        else if (entry.path().extension() == ".case")
            pairs.push_back({entry.path().lexically_relative(folder).string(), entry.path(), entry.path()});
    }
    std::sort(folders.begin(), folders.end());
    for (const fs::path &place : folders) {
        if (fs::exists(version(place, 0)))
            addHistory(place, choice, histories);
        else if (const auto pair = pairIn(place))
            pairs.push_back(*pair);
    }
    std::sort(pairs.begin(), pairs.end(), [](const SchemaPair &a, const SchemaPair &b) { return a.name < b.name; });
    cut(pairs, choice.sample);
    pairs.insert(pairs.end(), histories.begin(), histories.end());
    return pairs;
}

Result<PairScripts> readPair(const SchemaPair &pair)
{
    PairScripts scripts;
    if (pair.from.extension() != ".case") {
        KILTER_TRY(scripts.from, scriptIn(pair.from));
        KILTER_TRY(scripts.to, scriptIn(pair.to));
        return scripts;
    }
    KILTER_TRY(const test::CaseFile file, test::CaseFile::read(pair.from));
    const auto &dialects = file.dialects();
    if (std::find(dialects.begin(), dialects.end(), DialectKind::PostgreSql) == dialects.end())
        return failure(ErrorCode::Invalid, "not of PostgreSQL");
    scripts.from = file.section("from", DialectKind::PostgreSql);
    scripts.to = file.section("to", DialectKind::PostgreSql);
    for (const std::string &line : split(file.section("options", DialectKind::PostgreSql), '\n'))
        if (line.starts_with("rename "))
            scripts.renames.push_back(line.substr(7));
    return scripts;
}

} // namespace kilter::campaign
