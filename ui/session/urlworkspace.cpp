#include "ui/session/urlworkspace.h"

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/workspace/configedit.h"
#include "ui/text/text.h"

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QStandardPaths>

namespace kilter::ui {
namespace {

std::string configText(const std::string &name, const Target &target, const std::string &url)
{
    return "# Made by the workbench for a database that was opened by its URL. Move the folder into version control to share what is in it.\n"
           "[workspace]\nname = "
           + tomlText(name) + "\ndefault_store = \"main\"\n\n[store.main]\nkind = " + tomlText(keyword(target.url.kind))
           + "\ndefault_connection = \"here\"\n\n[store.main.connection.here]\nurl = " + tomlText(url)
           + "\nenvironment = " + tomlText(keyword(target.connection.environment)) + '\n';
}

/// A SQLite path means the same wherever the workspace lies.
QString anchored(const QString &url)
{
    const QString path = url.startsWith(QStringLiteral("sqlite:")) ? url.mid(7) : url;
    const bool isFile = url.startsWith(QStringLiteral("sqlite:")) ? !path.startsWith(QStringLiteral(":memory:")) : QFileInfo(url).isFile();
    return isFile ? QStringLiteral("sqlite:") + QFileInfo(path).absoluteFilePath() : url;
}

} // namespace

bool namesDatabase(const QString &text)
{
    static const QRegularExpression url(QStringLiteral("^(postgresql|postgres)://|^(sqlite|env):"));
    if (url.match(text).hasMatch())
        return true;
    QFile file(text);
    return QFileInfo(text).isFile() && file.open(QIODevice::ReadOnly) && file.read(15) == QByteArrayLiteral("SQLite format 3");
}

Result<UrlWorkspace> workspaceForUrl(const QString &url)
{
    const QString text = anchored(url);
    KILTER_TRY(const Target target, targetOfUrl(utf8(text), {}));
    if (target.url.kind != StoreKind::PostgreSql && target.url.kind != StoreKind::Sqlite)
        return failure(ErrorCode::Usage, "the workbench opens databases of PostgreSQL and SQLite");
    const std::string written = text.startsWith(QStringLiteral("env:")) ? utf8(text) : target.url.text;
    const std::string name = target.url.database.empty() ? std::string("database") : target.url.database;
    QString folder = qtText(name);
    folder.replace(QRegularExpression(QStringLiteral("[^A-Za-z0-9_.-]")), QStringLiteral("_"));
    folder = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/databases/") + folder.left(40) + QLatin1Char('-')
             + qtText(sha256(written).substr(0, 8));
    const auto config = std::filesystem::path(utf8(folder)) / "kilter.toml";
    std::error_code ec;
    std::filesystem::create_directories(config.parent_path() / "models", ec);
    if (!std::filesystem::exists(config, ec))
        KILTER_CHECK(writeTextFile(config, configText(name, target, written)));
    const bool isEnvironment = text.startsWith(QStringLiteral("env:")); // which is read again when it connects
    return UrlWorkspace{folder, {"main", "here"}, isEnvironment ? QString() : qtText(target.url.password)};
}

} // namespace kilter::ui
