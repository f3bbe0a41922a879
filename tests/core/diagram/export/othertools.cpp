#include "tests/core/diagram/export/othertools.h"

#include "core/base/file.h"
#include "core/base/text.h"

#include <cstdlib>
#include <filesystem>
#include <stdexcept>

namespace kilter::test {
namespace {

std::string missing(const std::string &program, const std::string &package)
{
    return findProgram(program).empty() ? program + " is not installed (package " + package + ")" : std::string();
}

std::string variable(const char *name)
{
    const char *value = std::getenv(name);
    return value ? value : "";
}

/// Where packaging/lib.sh installs the parsers.
std::string parserFolder()
{
    if (const std::string folder = variable("KILTER_DIAGRAM_PARSERS"); !folder.empty())
        return folder;
    const std::string cache = variable("XDG_CACHE_HOME");
    return (cache.empty() ? variable("HOME") + "/.cache" : cache) + "/kilter/diagram-parsers";
}

} // namespace

std::string dotMissing()
{
    return missing("dot", "graphviz");
}

std::string plantUmlMissing()
{
    return missing("plantuml", "plantuml");
}

std::string chromiumMissing()
{
    return missing("chromium", "chromium");
}

std::string rsvgMissing()
{
    return missing("rsvg-convert", "librsvg2-bin");
}

std::string nodeMissing()
{
    return missing("node", "nodejs");
}

std::string parsersMissing()
{
    if (const std::string node = nodeMissing(); !node.empty())
        return node;
    return std::filesystem::exists(parserFolder() + "/node_modules/mermaid") ? std::string() : "no parsers in " + parserFolder() + ": packaging/test installs them";
}

bool parsersAreUnreachable()
{
    return std::filesystem::exists(parserFolder() + "/unreachable");
}

bool toolsAreRequired()
{
    return variable("KILTER_REQUIRE_SERVICES") == "1";
}

std::string temporaryFolder()
{
    static std::vector<TemporaryFolder> folders;
    auto folder = TemporaryFolder::create("kilter-exports");
    if (!folder)
        throw std::runtime_error(toText(folder.error()));
    folders.push_back(std::move(*folder));
    return folders.back().path().string();
}

ProcessOutput outputOf(const std::string &program, std::vector<std::string> arguments, std::string input)
{
    ProcessRequest request;
    request.program = program;
    request.arguments = std::move(arguments);
    request.input = std::move(input);
    request.timeout = std::chrono::minutes(4);
    auto output = run(request);
    if (!output)
        throw std::runtime_error(toText(output.error()));
    return std::move(*output);
}

std::vector<Json> parsed(const std::vector<std::pair<std::string, std::string>> &files)
{
    const std::string folder = temporaryFolder();
    std::vector<std::string> arguments = {KILTER_PARSE_SCRIPT, parserFolder()};
    for (const auto &[name, text] : files) {
        if (const auto written = writeTextFile(folder + '/' + name, text); !written)
            throw std::runtime_error(toText(written.error()));
        arguments.push_back(folder + '/' + name);
    }
    const ProcessOutput output = outputOf("node", std::move(arguments));
    std::vector<Json> result;
    for (const std::string &line : split(output.standardOutput, '\n')) {
        if (auto json = parseJson(line))
            result.push_back(std::move(*json));
    }
    if (result.size() != files.size())
        throw std::runtime_error("the parsers said: " + output.standardOutput + output.standardError);
    return result;
}

} // namespace kilter::test
