#include "ui/welcome/recent.h"

#include "ui/preferences/preferences.h"
#include "ui/text/text.h"

#include <QSettings>

namespace kilter::ui {
namespace {

constexpr std::size_t most = 12;

QString textOf(const std::vector<Environment> &environments)
{
    QStringList words;
    for (const Environment environment : environments)
        words += qtText(keyword(environment));
    return words.join(QLatin1Char(' '));
}

std::vector<Environment> environmentsOf(const QString &text)
{
    std::vector<Environment> environments;
    for (const Environment environment : {Environment::Development, Environment::Staging, Environment::Production}) {
        if (text.split(QLatin1Char(' ')).contains(qtText(keyword(environment))))
            environments.push_back(environment);
    }
    return environments;
}

void write(const std::vector<RecentWorkspace> &all)
{
    const auto settings = Preferences::instance().file();
    settings->beginWriteArray(QStringLiteral("recent"), int(all.size()));
    for (std::size_t i = 0; i < all.size(); ++i) {
        settings->setArrayIndex(int(i));
        settings->setValue(QStringLiteral("folder"), all[i].folder);
        settings->setValue(QStringLiteral("name"), all[i].name);
        settings->setValue(QStringLiteral("environments"), textOf(all[i].environments));
        settings->setValue(QStringLiteral("words"), all[i].words);
        settings->setValue(QStringLiteral("opened"), all[i].opened.toUTC().toString(Qt::ISODate));
    }
    settings->endArray();
}

} // namespace

std::vector<RecentWorkspace> recentWorkspaces()
{
    std::vector<RecentWorkspace> all;
    const auto settings = Preferences::instance().file();
    const int count = settings->beginReadArray(QStringLiteral("recent"));
    for (int i = 0; i < count; ++i) {
        settings->setArrayIndex(i);
        const QString folder = settings->value(QStringLiteral("folder")).toString();
        if (folder.isEmpty())
            continue;
        all.push_back({folder, settings->value(QStringLiteral("name")).toString(),
                       environmentsOf(settings->value(QStringLiteral("environments")).toString()), settings->value(QStringLiteral("words")).toString(),
                       QDateTime::fromString(settings->value(QStringLiteral("opened")).toString(), Qt::ISODate).toLocalTime()});
    }
    settings->endArray();
    return all;
}

void rememberRecent(const RecentWorkspace &workspace)
{
    std::vector<RecentWorkspace> all = recentWorkspaces();
    std::erase_if(all, [&](const RecentWorkspace &other) { return other.folder == workspace.folder; });
    all.insert(all.begin(), workspace);
    if (all.size() > most)
        all.resize(most);
    write(all);
}

void forgetRecent(const QString &folder)
{
    std::vector<RecentWorkspace> all = recentWorkspaces();
    std::erase_if(all, [&](const RecentWorkspace &other) { return other.folder == folder; });
    write(all);
}

} // namespace kilter::ui
