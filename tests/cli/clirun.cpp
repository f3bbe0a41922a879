#include "tests/cli/clirun.h"

#include "core/base/file.h"
#include "core/base/process.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace kilter::test {
namespace fs = std::filesystem;

Json CliOutput::json() const
{
    const auto parsed = parseJson(out);
    EXPECT_TRUE(parsed) << *this;
    return parsed ? *parsed : Json();
}

std::ostream &operator<<(std::ostream &stream, const CliOutput &output)
{
    return stream << "exit code " << output.exitCode << "\nout:\n" << output.out << "\nerr:\n" << output.err;
}

CliFolder::CliFolder()
{
    std::string name = (fs::temp_directory_path() / "kilter-cli-XXXXXX").string();
    if (!mkdtemp(name.data()))
        throw std::runtime_error("no temporary folder");
    m_path = name;
    environment = {{"XDG_CONFIG_HOME", name + "/config"}, {"NO_COLOR", "1"}};
}

CliFolder::~CliFolder()
{
    std::error_code ec;
    fs::remove_all(m_path, ec);
}

CliOutput CliFolder::runAnywhere(std::vector<std::string> arguments) const
{
    ProcessRequest request;
    request.program = KILTER_PROGRAM;
    request.arguments = std::move(arguments);
    request.environment = environment;
    const auto output = kilter::run(request);
    if (!output) {
        ADD_FAILURE() << toText(output.error());
        return {};
    }
    return {output->exitCode, output->standardOutput, output->standardError};
}

CliOutput CliFolder::run(std::vector<std::string> arguments) const
{
    arguments.insert(arguments.begin(), {"-C", m_path.string()});
    return runAnywhere(std::move(arguments));
}

void CliFolder::write(const std::string &file, std::string_view text) const
{
    const auto written = writeTextFile(m_path / file, text);
    ASSERT_TRUE(written) << toText(written.error());
}

std::string CliFolder::read(const std::string &file) const
{
    std::ifstream stream(m_path / file, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

std::vector<std::string> CliFolder::files(const std::string &folder) const
{
    std::vector<std::string> found;
    std::error_code ec;
    for (const auto &entry : fs::recursive_directory_iterator(m_path / folder, ec)) {
        if (entry.is_regular_file())
            found.push_back(fs::relative(entry.path(), m_path).string());
    }
    std::sort(found.begin(), found.end());
    return found;
}

std::string workspaceToml(const std::string &postgresUrl)
{
    std::string text = "[workspace]\nname = \"test\"\ndefault_store = \"main\"\n\n[store.main]\nkind = \"sqlite\"\nconnection = \"dev\"\n\n"
                       "[store.main.connection.dev]\nurl = \"sqlite:data.db\"\nenvironment = \"development\"\n";
    if (!postgresUrl.empty())
        text += "\n[store.pg]\nkind = \"postgresql\"\nschemas = [\"public\"]\nconnection = \"dev\"\n\n[store.pg.connection.dev]\nurl = \""
                + postgresUrl + "\"\nenvironment = \"development\"\nretries = 0\n";
    return text;
}

std::string model(const std::string &title, const std::string &properties, const std::string &more)
{
    return "{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n  \"title\": \"" + title
           + "\",\n  \"x-model\": { \"level\": \"alpha\" },\n  \"type\": \"object\",\n  \"properties\": {" + properties + "}"
           + (more.empty() ? std::string() : ",\n  " + more) + "\n}\n";
}

} // namespace kilter::test
