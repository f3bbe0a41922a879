#include "app/cli/plansheet.h"

#include "app/cli/html.h"
#include "app/cli/output.h"
#include "core/base/text.h"
#include "core/comparison/source.h"

namespace kilter::cli {
namespace {

std::string sectionHtml(const PlanSheet &sheet, const PlannedSection &section)
{
    std::string html = "<h3>" + escapedHtml(std::string(keyword(sheet.direction)) + ", " + section.label) + " <small>"
                       + (section.section.transaction ? "one transaction" : "no transaction: each statement stands by itself") + "</small></h3>\n";
    for (const ScriptStatement &statement : section.statements)
        html += "<pre><code>" + escapedHtml(statement.text) + ";</code></pre>\n" + (statement.transactional ? "" : "<p class=\"alone\">runs alone</p>\n");
    return html;
}

} // namespace

Result<PlanSheet> planSheet(const Context &context, const Site &site, const std::vector<std::string> &ids, Direction direction)
{
    const Dialect &dialect = site.store->dialect();
    KILTER_TRY(const Catalog actual, dialect.inspect(*site.connection, inspectOptionsOf(site.target.store, context.stop)));
    PlanSheet sheet;
    KILTER_TRY(static_cast<RunPlan &>(sheet), planRun(site.project.graph, ids, direction, dialect, actual));
    sheet.place = site.connection->serverText() + ", database " + site.connection->databaseName();
    sheet.environment = keyword(site.target.connection.environment);
    return sheet;
}

Json toJson(const PlanSheet &sheet)
{
    Json migrations = Json::array();
    for (const PlannedMigration &migration : sheet.migrations) {
        Json sections = Json::array();
        for (const PlannedSection &section : migration.sections) {
            Json statements = Json::array();
            for (const ScriptStatement &statement : section.statements) {
                Json entry = Json::object();
                entry.set("sql", Json::of(statement.text));
                entry.set("transactional", Json::of(statement.transactional));
                statements.items.push_back(std::move(entry));
            }
            Json part = Json::object();
            part.set("section", Json::of(section.label));
            part.set("transaction", Json::of(section.section.transaction));
            part.set("statements", std::move(statements));
            sections.items.push_back(std::move(part));
        }
        Json item = Json::object();
        item.set("id", Json::of(migration.id));
        item.set("title", Json::of(migration.title));
        item.set("version", Json::of(migration.version));
        item.set("breaking", Json::of(migration.breaking));
        item.set("reversibility", Json::of(keyword(migration.reversibility)));
        item.set("sections", std::move(sections));
        migrations.items.push_back(std::move(item));
    }
    Json json = Json::object();
    json.set("place", Json::of(sheet.place));
    json.set("environment", Json::of(sheet.environment));
    json.set("direction", Json::of(keyword(sheet.direction)));
    json.set("hash", Json::of(sheet.hash));
    json.set("migrations", std::move(migrations));
    return json;
}

std::string toHtml(const PlanSheet &sheet)
{
    std::string body = "<p><strong class=\"" + escapedHtml(sheet.environment) + "\">" + escapedHtml(sheet.environment) + "</strong> "
                       + escapedHtml(sheet.place) + "</p>\n<p>Plan <code>" + escapedHtml(sheet.hash) + "</code>: "
                       + counted(sheet.migrations.size(), "migration") + ", " + counted(sheet.statements(), "statement")
                       + ". It runs only while the database and the files are as they are now: <code>kilter apply --expect "
                       + escapedHtml(sheet.hash) + "</code></p>\n";
    for (const PlannedMigration &migration : sheet.migrations) {
        body += "<h2>" + escapedHtml(migration.title) + "</h2>\n<p><code>" + escapedHtml(migration.id) + "</code>"
                + (migration.version.empty() ? std::string() : ", version " + escapedHtml(migration.version))
                + (migration.breaking ? ", <strong>breaking</strong>" : "") + ". Roll back: " + std::string(keyword(migration.reversibility))
                + (migration.reason.empty() ? std::string() : " (" + escapedHtml(migration.reason) + ')') + "</p>\n";
        for (const PlannedSection &section : migration.sections)
            body += sectionHtml(sheet, section);
    }
    body += "<h2>Sign-off</h2>\n<table class=\"sign\"><tr><th>Name</th><th>Date</th><th>Decision</th></tr>"
            "<tr><td>&nbsp;</td><td></td><td></td></tr><tr><td>&nbsp;</td><td></td><td></td></tr></table>\n";
    return htmlPage("Migration plan", body);
}

} // namespace kilter::cli
