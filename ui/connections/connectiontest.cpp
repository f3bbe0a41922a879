#include "ui/connections/connectiontest.h"

#include "core/base/text.h"
#include "core/store/store.h"
#include "ui/text/text.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QLocale>

namespace kilter::ui {
namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ConnectionTest)
};

QString sentence(const std::string &text)
{
    QString words = qtText(text);
    if (!words.isEmpty())
        words[0] = words[0].toUpper();
    return words;
}

/// One row, one column; nothing when the role may not ask.
std::optional<Rows> asked(Connection &connection, std::string_view sql)
{
    auto rows = connection.execute(sql);
    return rows && !rows->rows.empty() ? std::optional(std::move(*rows)) : std::nullopt;
}

void lookAtEncryption(Connection &connection, TestResult &result)
{
    const auto row = asked(connection, "SELECT ssl, version FROM pg_stat_ssl WHERE pid = pg_backend_pid()");
    if (!row)
        return;
    if (row->isTrue(0, 0))
        result.findings.push_back({Tone::Ok, Words::tr("The connection is encrypted: %1.").arg(qtText(row->text(0, 1)))});
    else if (!connection.url().isLocal)
        result.findings.push_back({Tone::Warn, Words::tr("The connection is not encrypted. Choose require or verify-full under Encryption.")});
}

void lookAtRights(Connection &connection, TestResult &result)
{
    const auto tables = asked(connection, "SELECT count(*), count(*) FILTER (WHERE pg_catalog.pg_has_role(c.relowner, 'USAGE')) "
                                          "FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
                                          "WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema')");
    const QString user = qtText(connection.userName());
    if (tables && tables->integer(0, 0) > tables->integer(0, 1))
        result.findings.push_back({Tone::Warn, Words::tr("%1 owns %2 of %3 tables. Only an owner may alter a table.")
                                                   .arg(user, QLocale().toString(tables->integer(0, 1)), QLocale().toString(tables->integer(0, 0)))});
    else if (tables && tables->integer(0, 0) > 0)
        result.findings.push_back({Tone::Ok, Words::tr("%1 owns all %2 tables.").arg(user, QLocale().toString(tables->integer(0, 0)))});
    const auto create = asked(connection, "SELECT bool_or(pg_catalog.has_schema_privilege(oid, 'CREATE')) FROM pg_catalog.pg_namespace "
                                          "WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'");
    if (create && !create->isTrue(0, 0))
        result.findings.push_back({Tone::Warn, Words::tr("%1 may not create tables in any schema. Migrations that add tables will fail.").arg(user)});
    const auto databases = asked(connection, "SELECT rolcreatedb OR rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user");
    if (databases && !databases->isTrue(0, 0))
        result.findings.push_back({Tone::Info, Words::tr("It may not create databases: what is settled or rehearsed needs a scratch URL or a server of "
                                                     "this version on this machine.")});
}

void lookAtLedger(Connection &connection, const StoreConfig &config, TestResult &result)
{
    StoreOptions options;
    options.ledger = config.ledger;
    const auto store = Store::open(connection, options);
    const auto ledger = store ? store->ledger() : tl::unexpected(store.error());
    if (!ledger) {
        result.findings.push_back({Tone::Warn, Words::tr("The ledger cannot be read: %1").arg(errorHeadline(ledger.error()))});
        return;
    }
    const int count = int(ledger->applied().size());
    if (count == 0)
        result.findings.push_back({Tone::Info, Words::tr("There is no ledger yet, or it is empty: Kilter has applied nothing here.")});
    else
        result.findings.push_back({Tone::Ok, Words::tr("The ledger is there: %Ln migration(s) applied.", nullptr, count)});
}

void lookAtFile(const Target &target, TestResult &result)
{
    const QFileInfo file(qtText(target.url.path));
    if (!file.exists())
        result.findings.push_back({Tone::Info, Words::tr("%1 is not there yet: an empty database. The first migration makes it.").arg(file.filePath())});
    else if (!file.isWritable())
        result.findings.push_back({Tone::Warn, Words::tr("%1 may only be read by you.").arg(file.filePath())});
}

void lookAtEnvironment(const Target &target, TestResult &result)
{
    if (target.connection.environment == Environment::Production)
        result.findings.push_back({Tone::Info, Words::tr("Marked as production: Kilter asks for the database's name before it applies.")});
    else if (target.connection.environment == Environment::Development && !target.url.isLocal)
        result.findings.push_back({Tone::Warn, Words::tr("Marked as development, but it is on another machine. Is it nobody's production?")});
}

void finish(TestResult &result, const QString &first)
{
    const auto worst = std::count_if(result.findings.begin(), result.findings.end(), [](const Finding &finding) { return finding.tone == Tone::Warn; });
    result.tone = worst > 0 ? Tone::Warn : Tone::Ok;
    result.headline = first + QLatin1Char(' ')
                      + (worst > 0 ? Words::tr("%Ln thing(s) to look at.", nullptr, int(worst)) : Words::tr("All is well."));
    QStringList lines{result.headline};
    for (const Finding &finding : result.findings)
        lines += finding.words;
    result.copyText = lines.join(QLatin1Char('\n'));
}

TestResult failed(const Error &error)
{
    TestResult result;
    result.tone = Tone::Danger;
    result.headline = error.code == ErrorCode::CannotConnect ? Words::tr("It cannot be reached.") : Words::tr("It does not work.");
    result.findings.push_back({Tone::Danger, sentence(error.message)});
    if (!error.hint.empty())
        result.findings.push_back({Tone::Info, sentence(error.hint)});
    result.copyText = errorText(error);
    result.needsPassword = wantsPassword(error);
    return result;
}

} // namespace

bool wantsPassword(const Error &error)
{
    const std::string text = lowered(toText(error));
    return text.find("no password supplied") != std::string::npos || text.find("password authentication failed") != std::string::npos
           || (error.sql && error.sql->sqlState == "28P01");
}

TestResult testConnection(const Workspace &workspace, const std::string &store, const std::string &name, const std::string &password,
                          const std::stop_token &stop)
{
    auto target = targetOf(workspace, store, name);
    if (!target)
        return failed(target.error());
    target->connection.retries = 0;
    target->connection.fallback.clear();
    if (!password.empty())
        target->url.password = password;
    QElapsedTimer timer;
    timer.start();
    OpenWatch watch;
    watch.stop = stop;
    const auto connection = openTarget(*target, {.writing = false, .mustExist = false}, watch);
    if (!connection)
        return failed(connection.error());
    const qint64 took = qMax<qint64>(1, timer.elapsed());
    TestResult result;
    result.findings.push_back({Tone::Ok, Words::tr("%1, database %2.").arg(qtText((*connection)->serverText()), qtText((*connection)->databaseName()))});
    if ((*connection)->dialect() == DialectKind::PostgreSql) {
        lookAtEncryption(**connection, result);
        lookAtRights(**connection, result);
    } else {
        lookAtFile(*target, result);
    }
    lookAtLedger(**connection, target->store, result);
    lookAtEnvironment(*target, result);
    finish(result, Words::tr("Connected in %1 ms.").arg(QLocale().toString(took)));
    return result;
}

} // namespace kilter::ui
