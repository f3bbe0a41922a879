#include "ui/connections/connectionfields.h"

#include "core/workspace/configedit.h"
#include "ui/text/text.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QUrl>
#include <QUrlQuery>

namespace kilter::ui {
namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Connections)
};

QString taken(QUrlQuery &query, const QString &key)
{
    const QString value = query.queryItemValue(key, QUrl::FullyDecoded);
    query.removeAllQueryItems(key);
    return value;
}

/// A URL with one host is shown in parts; anything else as text.
void readPostgres(const QString &text, ConnectionFields &fields)
{
    const QUrl url(text, QUrl::StrictMode);
    const bool isUrl = text.startsWith(QStringLiteral("postgresql://")) || text.startsWith(QStringLiteral("postgres://"));
    if (!isUrl || !url.isValid() || url.authority().contains(QLatin1Char(','))) {
        fields.way = ConnectionFields::Way::Text;
        fields.text = text;
        return;
    }
    QUrlQuery query(url);
    fields.host = url.host(QUrl::FullyDecoded);
    fields.port = url.port() > 0 ? QString::number(url.port()) : QString();
    fields.user = url.userName(QUrl::FullyDecoded);
    fields.database = url.path(QUrl::FullyDecoded).mid(1);
    fields.sslMode = taken(query, QStringLiteral("sslmode"));
    fields.rootCertificate = taken(query, QStringLiteral("sslrootcert"));
    fields.service = taken(query, QStringLiteral("service"));
    if (fields.host.isEmpty())
        fields.host = taken(query, QStringLiteral("host"));
    fields.otherParameters = query.toString(QUrl::FullyEncoded);
    if (!fields.service.isEmpty())
        fields.way = ConnectionFields::Way::Service;
}

QString encoded(const QString &text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text));
}

QString postgresText(const ConnectionFields &fields)
{
    const bool isService = fields.way == ConnectionFields::Way::Service;
    const bool isSocket = fields.host.startsWith(QLatin1Char('/'));
    QString text = QStringLiteral("postgresql://");
    if (!fields.user.isEmpty())
        text += encoded(fields.user) + QLatin1Char('@');
    if (!isService && !isSocket)
        text += fields.host.contains(QLatin1Char(':')) ? QLatin1Char('[') + fields.host + QLatin1Char(']') : encoded(fields.host);
    if (!isService && !fields.port.isEmpty())
        text += QLatin1Char(':') + fields.port;
    if (!fields.database.isEmpty())
        text += QLatin1Char('/') + encoded(fields.database);
    QStringList parameters;
    const auto add = [&](const QString &key, const QString &value) {
        if (!value.isEmpty())
            parameters += key + QLatin1Char('=') + encoded(value);
    };
    if (isService)
        add(QStringLiteral("service"), fields.service);
    else if (isSocket)
        add(QStringLiteral("host"), fields.host);
    add(QStringLiteral("sslmode"), fields.sslMode);
    add(QStringLiteral("sslrootcert"), fields.rootCertificate);
    if (!fields.otherParameters.isEmpty())
        parameters += fields.otherParameters;
    return parameters.isEmpty() ? text : text + QLatin1Char('?') + parameters.join(QLatin1Char('&'));
}

} // namespace

ConnectionFields fieldsOf(const StoreConfig &store, const ConnectionConfig &connection)
{
    ConnectionFields fields;
    fields.store = qtText(store.name);
    fields.name = qtText(connection.name);
    fields.kind = store.kind;
    fields.environment = connection.environment;
    fields.readOnly = connection.readOnly;
    fields.retries = connection.retries;
    fields.lockTimeout = qtText(connection.lockTimeout);
    fields.statementTimeout = qtText(connection.statementTimeout);
    fields.fallback = qtText(connection.fallback);
    fields.scratch = qtText(connection.scratch);
    const QString url = qtText(connection.url);
    if (url.startsWith(QStringLiteral("env:"))) {
        fields.way = ConnectionFields::Way::Variable;
        fields.variable = url.mid(4);
    } else if (store.kind == StoreKind::PostgreSql) {
        readPostgres(url, fields);
    } else {
        fields.file = url.startsWith(QStringLiteral("sqlite:")) ? url.mid(7) : url;
    }
    return fields;
}

std::string urlText(const ConnectionFields &fields)
{
    if (fields.way == ConnectionFields::Way::Variable)
        return "env:" + utf8(fields.variable);
    if (fields.kind != StoreKind::PostgreSql)
        return "sqlite:" + utf8(fields.file);
    return utf8(fields.way == ConnectionFields::Way::Text ? fields.text : postgresText(fields));
}

namespace {

/// What is wrong with a second URL of a connection; empty: nothing.
QString problemOfUrl(const QString &text, const QString &name)
{
    if (text.isEmpty() || text.startsWith(QStringLiteral("env:")))
        return {};
    const auto url = parseUrl(utf8(text));
    if (!url)
        return name + QStringLiteral(": ") + qtText(withoutPasswords(url.error().message));
    if (!url->password.empty())
        return Words::tr("A password stands in the URL of %1. kilter.toml is shared: take it out, or name an environment variable as env:NAME.").arg(name);
    return {};
}

QString problemOfServer(const ConnectionFields &fields)
{
    static const QRegularExpression time(QStringLiteral("^\\d+ *(us|ms|s|min|h|d)?$"));
    for (const QString &timeOut : {fields.lockTimeout, fields.statementTimeout}) {
        if (!timeOut.isEmpty() && !time.match(timeOut).hasMatch())
            return Words::tr("A time-out is a number and a unit: 500ms, 4s, 2min; 0 is none.");
    }
    if (const QString problem = problemOfUrl(fields.fallback, Words::tr("the fallback")); !problem.isEmpty())
        return problem;
    return problemOfUrl(fields.scratch, Words::tr("the scratch database"));
}

} // namespace

QString problemOf(const ConnectionFields &fields)
{
    static const QRegularExpression name(QStringLiteral("^[A-Za-z0-9_-]+$"));
    if (!name.match(fields.store).hasMatch())
        return Words::tr("The store needs a name of letters, digits, - and _.");
    if (!name.match(fields.name).hasMatch())
        return Words::tr("The connection needs a name of letters, digits, - and _.");
    using Way = ConnectionFields::Way;
    if (const QString problem = fields.kind == StoreKind::PostgreSql ? problemOfServer(fields) : QString(); !problem.isEmpty())
        return problem;
    if (fields.way == Way::Variable)
        return fields.variable.isEmpty() ? Words::tr("Name the environment variable that holds the URL.") : QString();
    if (fields.kind == StoreKind::Sqlite)
        return fields.file.isEmpty() ? Words::tr("Name the file of the SQLite database.") : QString();
    if (fields.way == Way::Service && fields.service.isEmpty())
        return Words::tr("Name the service of pg_service.conf.");
    const int port = fields.port.toInt();
    if (fields.way == Way::Address && !fields.port.isEmpty() && (port < 1 || port > 65535))
        return Words::tr("The port is a number from 1 to 65535, or empty.");
    const auto url = parseUrl(urlText(fields));
    if (!url)
        return qtText(withoutPasswords(url.error().message));
    if (!url->password.empty())
        return Words::tr("A password stands in the URL. kilter.toml is shared: take it out and type it below.");
    return {};
}

Workspace withConnection(Workspace workspace, const ConnectionFields &fields)
{
    StoreConfig &store = workspace.stores[utf8(fields.store)];
    if (store.name.empty()) {
        store.name = utf8(fields.store);
        store.kind = fields.kind;
    }
    ConnectionConfig &connection = store.connections[utf8(fields.name)];
    connection.name = utf8(fields.name);
    connection.url = urlText(fields);
    connection.environment = fields.environment;
    connection.readOnly = fields.readOnly;
    connection.retries = fields.retries;
    const ConnectionConfig plain;
    connection.lockTimeout = fields.lockTimeout.isEmpty() ? plain.lockTimeout : utf8(fields.lockTimeout);
    connection.statementTimeout = fields.statementTimeout.isEmpty() ? plain.statementTimeout : utf8(fields.statementTimeout);
    connection.fallback = utf8(fields.fallback);
    connection.scratch = utf8(fields.scratch);
    return workspace;
}

Result<std::string> savedConnection(std::string config, const Workspace &workspace, const ConnectionFields &fields)
{
    const std::string storeName = utf8(fields.store);
    const std::vector<std::string> storeTable{"store", storeName};
    const std::vector<std::string> table{"store", storeName, "connection", utf8(fields.name)};
    const StoreConfig *store = workspace.store(storeName);
    const auto known = store ? store->connections.find(utf8(fields.name)) : decltype(store->connections.end())();
    const bool isNew = !store || known == store->connections.end();
    std::vector<ConfigEdit> edits;
    if (!store) {
        edits.push_back({storeTable, "kind", tomlText(keyword(fields.kind))});
        edits.push_back({storeTable, "default_connection", tomlText(utf8(fields.name))});
    }
    const ConnectionConfig before = isNew ? ConnectionConfig{} : known->second;
    if (isNew || before.url != urlText(fields))
        edits.push_back({table, "url", tomlText(urlText(fields))});
    if (isNew || before.environment != fields.environment)
        edits.push_back({table, "environment", tomlText(keyword(fields.environment))});
    if (before.readOnly != fields.readOnly)
        edits.push_back({table, "read_only", std::string(fields.readOnly ? "true" : "false")});
    if (before.retries != fields.retries)
        edits.push_back({table, "retries", std::to_string(fields.retries)});
    const auto text = [&](const char *key, const std::string &was, const QString &now) {
        if (was != utf8(now))
            edits.push_back({table, key, now.isEmpty() ? std::nullopt : std::optional(tomlText(utf8(now)))});
    };
    text("lock_timeout", before.lockTimeout, fields.lockTimeout);
    text("statement_timeout", before.statementTimeout, fields.statementTimeout);
    text("fallback", before.fallback, fields.fallback);
    text("scratch", before.scratch, fields.scratch);
    return editedConfig(std::move(config), edits);
}

} // namespace kilter::ui
