#include "core/base/file.h"
#include "core/base/text.h"
#include "core/migration/parse.h"

namespace kilter {

namespace {

Error brokenFiles(Diagnostics diagnostics, std::string what)
{
    const auto errors = std::size_t(std::count_if(diagnostics.begin(), diagnostics.end(),
                                                  [](const Diagnostic &d) { return d.severity == Severity::Error; }));
    return {ErrorCode::Invalid, counted(errors, "error") + " in " + std::move(what), {}, {}, std::move(diagnostics)};
}

} // namespace

Result<Migration> parseMigration(std::string_view text, const std::string &path, const MigrationDefaults &defaults)
{
    ParsedMigration parsed = readMigrationText(text, path, defaults);
    if (hasErrors(parsed.diagnostics))
        return tl::unexpected(brokenFiles(std::move(parsed.diagnostics), path.empty() ? "a migration" : path));
    return std::move(parsed.migration);
}

Result<std::vector<Migration>> readMigrations(const std::filesystem::path &folder, const std::string &store,
                                              const MigrationDefaults &defaults)
{
    namespace fs = std::filesystem;
    std::vector<Migration> migrations;
    Diagnostics diagnostics;
    std::error_code ec;
    std::vector<fs::path> files;
    for (fs::recursive_directory_iterator it(folder, ec), end; !ec && it != end; it.increment(ec)) {
        if (it->path().extension() == ".sql" && !it->path().filename().string().starts_with('.') && !it->is_directory())
            files.push_back(it->path());
    }
    std::sort(files.begin(), files.end());
    for (const fs::path &file : files) {
        const auto text = readTextFile(file);
        if (!text) {
            diagnostics.insert(diagnostics.end(), text.error().diagnostics.begin(), text.error().diagnostics.end());
            continue;
        }
        ParsedMigration parsed = readMigrationText(*text, file.string(), defaults);
        if (parsed.migration.store != store)
            continue;
        if (!isMigrationId(parsed.migration.id))
            diagnostics.push_back({Severity::Error,
                                   "bad-id",
                                   "\"" + parsed.migration.id + "\" is no name of a migration",
                                   "Call the file NUMBER_NAME.sql, like 20261121101500_add_reading_time.sql.",
                                   {file.string(), 0, 0}});
        diagnostics.insert(diagnostics.end(), parsed.diagnostics.begin(), parsed.diagnostics.end());
        migrations.push_back(std::move(parsed.migration));
    }
    if (hasErrors(diagnostics))
        return tl::unexpected(brokenFiles(std::move(diagnostics), "the migrations of store " + store));
    std::stable_sort(migrations.begin(), migrations.end(),
                     [](const Migration &a, const Migration &b) { return idBefore(a.id, b.id); });
    return migrations;
}

} // namespace kilter
