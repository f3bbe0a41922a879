#include "core/connection/url.h"

#include "core/base/text.h"
#include "core/connection/secrets.h"

#include <libpq-fe.h>

#include <cstdlib>
#include <cstring>
#include <filesystem>

namespace kilter {
namespace {

constexpr std::string_view kindWords[] = {"postgresql", "sqlite", "redis", "neo4j"};
constexpr std::string_view percentAdvice =
    "write special characters of the password percent-encoded (@ as %40, / as %2F, ? as %3F, % as %25), "
    "or leave it out and use PGPASSWORD or ~/.pgpass";

/// The text without its passwords: those of the user part with their colon, those of keywords with the keyword.
std::string stripped(std::string_view text)
{
    std::string result(text);
    const std::vector<SecretSpan> spans = secretSpans(text);
    for (auto span = spans.rbegin(); span != spans.rend(); ++span) {
        std::size_t begin = span->begin;
        std::size_t end = span->end;
        if (end < result.size() && result[end] == '@' && begin > 0 && result[begin - 1] == ':') {
            --begin;
        } else {
            begin = lowered(result.substr(0, begin)).rfind("password");
            if (end < result.size() && result[end] == '&')
                ++end;
            else if (begin > 0 && (result[begin - 1] == '&' || result[begin - 1] == '?'))
                --begin;
        }
        result.erase(begin, end - begin);
    }
    return std::string(trimmed(result));
}

/// Fields of a libpq connection text, by keyword.
class ConnectionFields
{
public:
    explicit ConnectionFields(const std::string &text)
    {
        char *message = nullptr;
        m_options = PQconninfoParse(text.c_str(), &message);
        if (message)
            m_message = trimmed(message);
        PQfreemem(message);
    }
    ~ConnectionFields()
    {
        for (PQconninfoOption *option = m_options; option && option->keyword; ++option) {
            if (option->val && std::string_view(option->keyword) == "password")
                explicit_bzero(option->val, std::char_traits<char>::length(option->val));
        }
        PQconninfoFree(m_options);
    }
    ConnectionFields(const ConnectionFields &) = delete;
    ConnectionFields &operator=(const ConnectionFields &) = delete;

    bool isValid() const { return m_options != nullptr; }
    const std::string &message() const { return m_message; }

    std::string value(std::string_view keyword) const
    {
        for (const PQconninfoOption *option = m_options; option && option->keyword; ++option) {
            if (option->keyword == keyword && option->val)
                return option->val;
        }
        return {};
    }

    bool sameButPassword(const ConnectionFields &other) const
    {
        for (const PQconninfoOption *option = m_options; option && option->keyword; ++option) {
            if (std::string_view(option->keyword) != "password" &&
                value(option->keyword) != other.value(option->keyword))
                return false;
        }
        return true;
    }

private:
    PQconninfoOption *m_options = nullptr;
    std::string m_message;
};

/// What libpq takes where the text says nothing: PGHOST, PGDATABASE, PGSERVICE's file …
std::string libpqDefault(std::string_view keyword)
{
    PQconninfoOption *options = PQconndefaults();
    std::string value;
    for (const PQconninfoOption *option = options; option && option->keyword; ++option) {
        if (option->keyword == keyword && option->val)
            value = option->val;
    }
    PQconninfoFree(options);
    return value;
}

bool isLoopback(std::string_view host)
{
    return host.empty() || host.front() == '/' || host.front() == '@' || equalsIgnoringCase(host, "localhost") ||
           host == "::1" || host == "[::1]" || host.starts_with("127.") || host.starts_with("::ffff:127.");
}

/// On doubt (a service file that we do not read) the answer is no: what is not local is treated with more care.
bool isLocalServer(const ConnectionFields &fields)
{
    std::string hosts = fields.value("hostaddr").empty() ? fields.value("host") : fields.value("hostaddr");
    if (hosts.empty()) {
        if (!fields.value("service").empty())
            return false;
        hosts = libpqDefault("hostaddr").empty() ? libpqDefault("host") : libpqDefault("hostaddr");
    }
    const std::vector<std::string> all = split(hosts, ',');
    return std::all_of(all.begin(), all.end(), isLoopback);
}

Result<ConnectionUrl> parsePostgres(std::string_view text)
{
    const std::string shown = withoutPasswords(std::string(text));
    ConnectionUrl url;
    url.kind = StoreKind::PostgreSql;
    url.text = stripped(text);
    const ConnectionFields safe(url.text);
    if (!safe.isValid())
        return failure(ErrorCode::Usage, "not a PostgreSQL URL: " + shown + " (" + safe.message() + ")",
                       "write postgresql://user@host:port/database");
    if (!safe.value("password").empty() || !safe.value("sslpassword").empty())
        return failure(ErrorCode::Usage, "not a PostgreSQL URL: the password stands where it cannot be hidden",
                       std::string(percentAdvice));
    std::string whole(text);
    const ConnectionFields fields(whole);
    wipe(whole);
    if (!fields.isValid() || !fields.sameButPassword(safe)) {
        if (fields.isValid() && !fields.value("sslpassword").empty())
            return failure(ErrorCode::Usage, "sslpassword is not taken from a URL: " + shown,
                           "put it into a service of pg_service.conf");
        return failure(ErrorCode::Usage, "the password in " + shown + " cannot be read", std::string(percentAdvice));
    }
    url.password = fields.value("password");
    url.isLocal = isLocalServer(safe);
    url.database = safe.value("dbname");
    for (const char *keyword : {"dbname", "user"}) {
        if (url.database.empty() && safe.value("service").empty())
            url.database = std::string_view(keyword) == "user" && !safe.value("user").empty() ? safe.value("user")
                                                                                              : libpqDefault(keyword);
    }
    return url;
}

Result<ConnectionUrl> parseSqlite(std::string_view path)
{
    if (path.starts_with("//"))
        return failure(ErrorCode::Usage, "not a SQLite URL: sqlite:" + std::string(path),
                       "write sqlite:PATH, for example sqlite:data/app.db or sqlite:/var/lib/app.db");
    if (path.empty())
        return failure(ErrorCode::Usage, "a SQLite URL without a file",
                       "write sqlite:PATH, or sqlite::memory: for a database in memory");
    if (path.find('\0') != std::string_view::npos)
        return failure(ErrorCode::Usage, "the path of a SQLite file holds a NUL byte");
    ConnectionUrl url;
    url.kind = StoreKind::Sqlite;
    url.text = "sqlite:" + std::string(path);
    url.path = path;
    url.database = path == ":memory:" ? std::string(path) : std::filesystem::path(path).filename().string();
    return url;
}

std::string percentDecoded(std::string_view text)
{
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto hex = [&](std::size_t at) {
            return at < text.size() ? std::string_view("0123456789abcdef").find(lowered(text.substr(at, 1)))
                                    : std::string_view::npos;
        };
        if (text[i] == '%' && hex(i + 1) != std::string_view::npos && hex(i + 2) != std::string_view::npos) {
            result += char(hex(i + 1) * 16 + hex(i + 2));
            i += 2;
        } else {
            result += text[i];
        }
    }
    return result;
}

std::string percentEncoded(std::string_view text)
{
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string result;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
                           c == '-' || c == '.';
        result += plain ? std::string(1, c) : std::string{'%', digits[byte >> 4], digits[byte & 15]};
    }
    return result;
}

/// redis://[[user]:password@]host[:port][/db] and http(s)://[user:password@]host[:port][/database].
Result<ConnectionUrl> parseHostUrl(StoreKind kind, std::string_view text, std::string_view standardDatabase)
{
    ConnectionUrl url;
    url.kind = kind;
    const std::vector<SecretSpan> spans = secretSpans(text);
    if (!spans.empty())
        url.password = percentDecoded(text.substr(spans.front().begin, spans.front().end - spans.front().begin));
    url.text = stripped(text);
    std::string_view rest = std::string_view(url.text).substr(url.text.find("://") + 3);
    rest = rest.substr(0, rest.find_first_of("?#"));
    const std::size_t slash = rest.find('/');
    std::string_view host = rest.substr(0, slash);
    host = host.substr(host.rfind('@') == std::string_view::npos ? 0 : host.rfind('@') + 1);
    host = host.starts_with('[') ? host.substr(0, host.find(']') + 1) : host.substr(0, host.find(':'));
    if (host.empty())
        return failure(ErrorCode::Usage, "no host in " + url.text);
    url.isLocal = isLoopback(host);
    url.database = slash == std::string_view::npos ? std::string() : percentDecoded(trimmed(rest.substr(slash + 1)));
    if (url.database.empty())
        url.database = standardDatabase;
    return url;
}

/// The value of the environment variable; its content is a URL of another form.
Result<ConnectionUrl> parseEnvironment(std::string_view name)
{
    const std::string variable(name);
    const char *value = variable.empty() ? nullptr : std::getenv(variable.c_str());
    if (!value || trimmed(value).empty())
        return failure(ErrorCode::Usage,
                       "the environment variable " + variable + " is not set, and a connection takes its URL from it",
                       "set it, for example: export " + variable + "=postgresql://user@host:5432/database");
    if (trimmed(value).starts_with("env:"))
        return failure(ErrorCode::Usage,
                       "the environment variable " + variable + " names another variable instead of holding a URL");
    return parseUrl(value);
}

/// A libpq keyword string such as "host=db1 dbname=app".
bool isKeywordString(std::string_view text)
{
    static constexpr std::string_view keywords[] = {"host",     "hostaddr", "port",     "dbname", "user",
                                                    "password", "service",  "passfile", "sslmode"};
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos)
        return false;
    const std::string_view first = trimmed(text.substr(0, equals));
    return std::find(std::begin(keywords), std::end(keywords), first) != std::end(keywords);
}

/// The scheme before "://", in lower case; empty when there is none.
std::string schemeOf(std::string_view text)
{
    const std::size_t end = text.find("://");
    if (end == std::string_view::npos || end == 0)
        return {};
    const std::string scheme = lowered(text.substr(0, end));
    return scheme.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789+.-") == std::string::npos ? scheme
                                                                                                    : std::string();
}

Result<ConnectionUrl> parseScheme(const std::string &scheme, std::string_view text)
{
    const std::string_view rest = text.substr(scheme.size());
    if (scheme == "postgresql" || scheme == "postgres")
        return parsePostgres(scheme + std::string(rest));
    if (scheme == "redis" || scheme == "rediss")
        return parseHostUrl(StoreKind::Redis, text, "0");
    if (scheme == "http" || scheme == "https")
        return parseHostUrl(StoreKind::Neo4j, text, "neo4j");
    if (scheme == "sqlite" || scheme == "sqlite3")
        return parseSqlite(rest.substr(1));
    if (scheme.starts_with("neo4j") || scheme.starts_with("bolt"))
        return failure(ErrorCode::Usage, scheme + ":// is not supported: Kilter reaches Neo4j by its HTTP API",
                       "write http://user@host:7474/database, or https://user@host:7473/database");
    return failure(ErrorCode::Usage, "unknown kind of database: " + scheme + "://",
                   "known are postgresql://, sqlite:PATH, redis://, http:// and https:// (Neo4j)");
}

} // namespace

std::string_view keyword(StoreKind kind)
{
    return kindWords[std::size_t(kind)];
}

std::optional<StoreKind> storeKindOf(std::string_view keyword)
{
    const auto *found = std::find(std::begin(kindWords), std::end(kindWords), keyword);
    return found == std::end(kindWords) ? std::nullopt : std::optional(StoreKind(found - std::begin(kindWords)));
}

ConnectionUrl withDatabase(ConnectionUrl url, std::string_view database)
{
    url.database = database;
    const std::size_t host = url.text.find("://");
    if (host == std::string::npos) {
        // Of two keywords the later one counts. Backslashes and quotes are escaped by a backslash.
        url.text += " dbname='" + replaced(replaced(std::string(database), "\\", "\\\\"), "'", "\\'") + "'";
        return url;
    }
    const std::size_t query = std::min(url.text.find('?', host), url.text.size());
    const std::size_t path = std::min(url.text.find('/', host + 3), query);
    const std::string name = percentEncoded(database);
    std::string options = url.text.substr(query);
    if (lowered(options).find("dbname") != std::string::npos)
        options += "&dbname=" + name;
    url.text = url.text.substr(0, path) + "/" + name + options;
    return url;
}

Result<ConnectionUrl> parseUrl(std::string_view given)
{
    const std::string_view text = trimmed(given);
    if (text.empty())
        return failure(ErrorCode::Usage, "an empty URL",
                       "write for example sqlite:data/app.db or postgresql://user@host:5432/database");
    if (text.find('\0') != std::string_view::npos)
        return failure(ErrorCode::Usage, "a URL with a NUL byte");
    if (text.starts_with("env:"))
        return parseEnvironment(trimmed(text.substr(4)));
    if (const std::string scheme = schemeOf(text); !scheme.empty())
        return parseScheme(scheme, text);
    if (text.starts_with("sqlite:"))
        return parseSqlite(text.substr(7));
    if (isKeywordString(text))
        return parsePostgres(text);
    for (const std::string_view other : {"postgresql:", "postgres:", "redis:", "http:", "https:"}) {
        if (text.starts_with(other))
            return failure(ErrorCode::Usage, "a URL that begins with " + std::string(other) + " but has no //",
                           "write " + std::string(other) + "//host…");
    }
    for (const std::string_view other : {"workspace:", "sql:", "revision:"}) {
        if (text.starts_with(other))
            return failure(ErrorCode::Usage, std::string(text) + " is no database, and one is needed here");
    }
    return parseSqlite(text);
}

} // namespace kilter
