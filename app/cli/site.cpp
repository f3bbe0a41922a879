#include "app/cli/site.h"

#include "app/cli/output.h"
#include "app/cli/source.h"
#include "core/base/text.h"

namespace kilter::cli {

Result<Project> openProject(const Context &context)
{
    Project project;
    KILTER_TRY(project.workspace, context.workspace());
    KILTER_TRY(project.store, context.storeConfig(project.workspace));
    KILTER_TRY(project.graph, graphOf(project.workspace, project.store));
    return project;
}

Result<Site> openSite(const Context &context, const OpenFor &purpose)
{
    Site site;
    KILTER_TRY(site.project.workspace, context.workspace());
    KILTER_TRY(Target target, context.target(&site.project.workspace));
    site.project.store = target.store;
    KILTER_TRY(site.project.graph, graphOf(site.project.workspace, target.store));
    const OpenWatch watch = context.openWatch(&target);
    KILTER_TRY(static_cast<StoreSite &>(site), kilter::openSite(target, purpose, watch));
    return site;
}

Result<> confirm(const Site &site, const std::string &what, bool saidYes)
{
    if (site.target.connection.environment != Environment::Production || saidYes)
        return {};
    const std::string name = site.connection->databaseName();
    const std::string place = site.connection->serverText();
    const auto answer = ask("This is PRODUCTION: " + place + ", database " + name + ".\nTo " + what + ", type the database's name:");
    if (answer && *answer == name)
        return {};
    return failure(ErrorCode::Refused, "production was not confirmed: nothing was done on " + place,
                   answer ? "The name typed is not \"" + name + "\"." : "Confirm with --yes, or run it on a terminal and type the database's name.");
}

std::string headline(std::string_view sql)
{
    const std::string_view line = trimmed(sql.substr(0, sql.find('\n')));
    const bool whole = line.size() == trimmed(sql).size() && line.size() <= 100;
    return std::string(cutUtf8(line, 100)) + (whole ? "" : " …");
}

void RunPrinter::migrationStarted(const Migration &migration, Direction, std::size_t ordinal, std::size_t of)
{
    if (!m_quiet)
        printLine(toned(m_verb + ' ' + migration.id, Tone::Strong) + "  " + migration.title + "  (" + std::to_string(ordinal) + " of "
                  + std::to_string(of) + ')');
}

void RunPrinter::migrationFinished(const Migration &, Direction, bool ok, double ms)
{
    if (!m_quiet)
        printLine(ok ? toned("  done", Tone::Good) + " in " + milliseconds(ms) : toned("  failed", Tone::Bad) + " after " + milliseconds(ms));
}

void RunPrinter::statementFinished(const StatementRun &statement, bool ok)
{
    if (!m_quiet)
        printLine("  " + (ok ? toned("✓", Tone::Good) : toned("✗", Tone::Bad)) + ' ' + milliseconds(statement.ms) + "  " + headline(statement.sql));
}

void RunPrinter::noticed(const StatementRun &statement, const Notice &notice)
{
    std::string text = notice.severity + ": " + notice.message + "  (at: " + headline(statement.sql) + ')';
    if (!notice.detail.empty())
        text += "\n    " + notice.detail;
    if (m_quiet)
        warn(text);
    else
        printLine(toned("    " + text, Tone::Changed));
}

void RunPrinter::retrying(const StatementRun &statement, int attempt, std::chrono::milliseconds wait, const std::string &why)
{
    warn(headline(statement.sql) + ": " + why + "; try " + std::to_string(attempt + 1) + " in " + std::to_string(wait.count()) + " ms");
}

void RunPrinter::warned(const Diagnostic &diagnostic)
{
    printDiagnostics({diagnostic});
}

namespace {

Json runJson(const ApplyReport &report)
{
    Json migrations = Json::array();
    for (const MigrationRun &run : report.migrations) {
        Json item = Json::object();
        item.set("id", Json::of(run.id));
        item.set("direction", Json::of(keyword(run.direction)));
        item.set("ok", Json::of(run.ok));
        item.set("ms", Json::of(std::int64_t(run.ms)));
        Json sections = Json::array();
        for (const SectionRun &section : run.sections) {
            Json part = Json::object();
            part.set("section", Json::of(section.label));
            part.set("stands", Json::of(section.stands));
            part.set("skipped", Json::of(section.skipped));
            Json statements = Json::array();
            for (const StatementRun &statement : section.statements) {
                Json entry = Json::object();
                entry.set("sql", Json::of(statement.sql));
                entry.set("ms", Json::number(std::to_string(statement.ms)));
                statements.items.push_back(std::move(entry));
            }
            part.set("statements", std::move(statements));
            sections.items.push_back(std::move(part));
        }
        item.set("sections", std::move(sections));
        migrations.items.push_back(std::move(item));
    }
    Json json = Json::object();
    json.set("ok", Json::of(report.ok()));
    json.set("migrations", std::move(migrations));
    if (report.error)
        json.set("error", toJson(*report.error));
    return json;
}

void saySections(const MigrationRun &run)
{
    for (const SectionRun &section : run.sections) {
        if (section.skipped)
            continue;
        const std::string word = section.stands ? toned("stands", Tone::Good) : toned("does not stand: nothing of it is left", Tone::Bad);
        printLine("  " + std::string(keyword(run.direction)) + ", " + section.label + ": " + word
                  + (section.before ? " (from an earlier run)" : ""));
    }
}

} // namespace

Result<int> reportRun(const Context &context, const ApplyReport &report, const std::string &nothing)
{
    printDiagnostics(report.information);
    if (context.isJson()) {
        printJson(runJson(report));
        if (!report.error)
            return 0;
        reportError(*report.error, false);
        return exitCode(report.error->code);
    }
    if (!report.error) {
        printLine(report.migrations.empty() && report.planned.empty() ? nothing : counted(report.planned.size(), "migration") + " done");
        return 0;
    }
    if (!report.migrations.empty() && !report.migrations.back().ok)
        saySections(report.migrations.back());
    return tl::unexpected(*report.error);
}

} // namespace kilter::cli
