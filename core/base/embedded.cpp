#include "core/base/embedded.h"

#include <QDirIterator>
#include <QFile>
#include <QResource>

#include <algorithm>
#include <map>
#include <mutex>

/// Resources of a static library are registered only when this is called, outside of any namespace.
static void registerResources()
{
    Q_INIT_RESOURCE(kilter);
}

namespace kilter {
namespace {

QString resourcePath(std::string_view path)
{
    static std::once_flag once;
    std::call_once(once, registerResources);
    return QLatin1String(":/kilter/") + QString::fromUtf8(path.data(), qsizetype(path.size()));
}

} // namespace

std::string_view embedded(std::string_view path)
{
    static std::map<std::string, std::string, std::less<>> read; // the bytes may be compressed in the program: unpacked once
    static std::mutex mutex;
    const std::scoped_lock lock(mutex);
    if (const auto at = read.find(path); at != read.end())
        return at->second;
    QFile file(resourcePath(path));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return read.emplace(path, file.readAll().toStdString()).first->second;
}

std::vector<std::string> embeddedFiles(std::string_view folder)
{
    std::vector<std::string> paths;
    const QString root = resourcePath(folder);
    QDirIterator files(root, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext())
        paths.push_back(files.next().mid(root.size() + 1).toStdString());
    std::sort(paths.begin(), paths.end());
    return paths;
}

} // namespace kilter
