#include "tests/support/postgres.h"

#include "core/base/process.h"
#include "core/base/text.h"

#include <libpq-fe.h>

#include <atomic>
#include <csignal>
#include <fstream>
#include <mutex>
#include <stdexcept>
#include <unistd.h>

namespace kilter::test {

namespace {

/// The server that ctest's fixture keeps for the whole run, when it is there and alive.
std::optional<std::string> sharedServerUrl()
{
    std::ifstream file(KILTER_TEST_SERVER_FILE);
    pid_t keeper = 0;
    std::string url;
    if (!(file >> keeper >> url) || keeper <= 0 || kill(keeper, 0) != 0)
        return {};
    return PQping(url.c_str()) == PQPING_OK ? std::optional(url) : std::nullopt;
}

Result<std::string> findServer()
{
    if (const char *given = std::getenv("KILTER_TEST_SERVER"); given && *given)
        return std::string(given);
    if (auto shared = sharedServerUrl())
        return *shared;
    static Result<std::unique_ptr<PostgresServer>> own = PostgresServer::start();
    if (!own)
        return tl::unexpected(own.error());
    return own.value()->url();
}

} // namespace

Result<std::string> testServerUrl()
{
    static std::mutex mutex;
    static std::optional<Result<std::string>> found;
    const std::lock_guard lock(mutex);
    if (!found)
        found = findServer();
    return *found;
}

std::string urlOfDatabase(const std::string &serverUrl, std::string_view database)
{
    return serverUrl.substr(0, serverUrl.rfind('/') + 1) + std::string(database);
}

std::string execute(const std::string &url, const std::string &sql)
{
    const std::unique_ptr<PGconn, decltype(&PQfinish)> connection(PQconnectdb(url.c_str()), PQfinish);
    if (PQstatus(connection.get()) != CONNECTION_OK)
        throw std::runtime_error(PQerrorMessage(connection.get()));
    PQsetNoticeProcessor(connection.get(), [](void *, const char *) {}, nullptr);
    PQsetClientEncoding(connection.get(), "UTF8");
    const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexec(connection.get(), sql.c_str()), PQclear);
    const ExecStatusType status = PQresultStatus(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_EMPTY_QUERY)
        throw std::runtime_error(PQerrorMessage(connection.get()) + sql.substr(0, 4000));
    std::string text;
    for (int row = 0; row < PQntuples(result.get()); ++row)
        text += (row ? "\n" : "") + std::string(PQgetvalue(result.get(), row, 0));
    return text;
}

TestDatabase::TestDatabase(std::string_view script, const std::string &serverUrl) : m_server(serverUrl)
{
    if (m_server.empty()) {
        const Result<std::string> server = testServerUrl();
        if (!server)
            throw std::runtime_error(toText(server.error()));
        m_server = *server;
    }
    create("template0");
    try {
        if (!script.empty())
            run(std::string(script));
    } catch (...) {
        execute(m_server, "DROP DATABASE " + m_name + " WITH (FORCE)");
        throw;
    }
}

TestDatabase::TestDatabase(Copied, const TestDatabase &other) : m_server(other.m_server)
{
    create(other.m_name);
}

void TestDatabase::create(std::string_view templateName)
{
    static std::atomic<int> counter = 0;
    m_name = "kilter_test_" + std::to_string(getpid()) + "_" + std::to_string(++counter);
    execute(m_server, "DROP DATABASE IF EXISTS " + m_name); // a killed process of the same id may have left one
    execute(m_server, "CREATE DATABASE " + m_name + " TEMPLATE " + std::string(templateName));
    m_url = urlOfDatabase(m_server, m_name);
}

TestDatabase::TestDatabase(TestDatabase &&other) noexcept
    : m_server(std::move(other.m_server)), m_name(std::exchange(other.m_name, {})), m_url(std::move(other.m_url))
{
}

TestDatabase::~TestDatabase()
{
    if (m_name.empty())
        return;
    try {
        execute(m_server, "DROP DATABASE IF EXISTS " + m_name + " WITH (FORCE)");
    } catch (const std::exception &) {
        // The server ended first: the database went with it.
    }
}

TestDatabase TestDatabase::copy() const
{
    return TestDatabase(Copied{}, *this);
}

Result<std::string> psql(const std::string &url, const std::string &script)
{
    ProcessRequest request;
    request.program = findProgram("psql", {postgresFolder()});
    if (request.program.empty())
        return failure(ErrorCode::Invalid, "psql is not installed");
    request.arguments = {"--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1", "--dbname=" + url, "--file=-"};
    request.environment = {{"PGCLIENTENCODING", "UTF8"}, {"PGOPTIONS", "-c client_min_messages=warning"}};
    request.input = script;
    KILTER_TRY(const ProcessOutput output, run(request));
    if (output.exitCode != 0)
        return failure(ErrorCode::Failed, std::string(trimmed(output.standardError)));
    return output.standardOutput;
}

std::string postgresMissing()
{
    const Result<std::string> server = testServerUrl();
    return server ? std::string() : server.error().message;
}

bool servicesAreRequired()
{
    const char *value = std::getenv("KILTER_REQUIRE_SERVICES");
    return value && std::string_view(value) == "1";
}

} // namespace kilter::test
