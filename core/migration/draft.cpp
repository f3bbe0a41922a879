#include "core/migration/draft.h"

#include "core/base/text.h"
#include "core/migration/scriptscanner.h"

namespace kilter {

namespace {

/// The statement with each comment that could be taken for a section line moved off the line's start.
std::string harmless(std::string_view sql, DialectKind dialect)
{
    std::string text;
    ScriptScanner scanner(sql, dialect);
    while (const auto span = scanner.next()) {
        if (span->kind == SpanKind::Comment && (span->begin == 0 || sql[span->begin - 1] == '\n'))
            text += ' ';
        text += sql.substr(span->begin, span->end - span->begin);
    }
    return text;
}

void appendComment(std::string &text, std::string_view label, std::string_view words)
{
    text.append("-- ").append(label).append(replaced(std::string(words), "\n", " ")) += '\n';
}

void appendStatement(std::string &text, const Statement &statement, DialectKind dialect)
{
    if (!text.empty())
        text += '\n';
    if (statement.losesData)
        appendComment(text, "loses data: ", statement.reason.empty() ? toText(statement.object) : statement.reason);
    for (const Hazard &hazard : statement.hazards) {
        if (!statement.losesData || hazard.message != statement.reason)
            appendComment(text, "hazard ", hazard.id + ": " + hazard.message);
    }
    text += harmless(statement.sql, dialect);
    // A statement that ends in a line comment would swallow the semicolon.
    ScriptScanner scanner(statement.sql, dialect);
    bool inLineComment = false;
    while (const auto span = scanner.next())
        inLineComment = span->kind == SpanKind::Comment && statement.sql.compare(span->begin, 2, "--") == 0;
    text += inLineComment ? "\n;" : ";";
}

std::vector<Section> sectionsFor(const std::vector<Statement> &statements, Direction direction, DialectKind dialect)
{
    std::vector<Section> sections;
    for (const Statement &statement : statements) {
        const bool fits =
            !sections.empty() && sections.back().transaction == statement.transactional && !statement.commitBefore;
        if (!fits) {
            sections.emplace_back();
            sections.back().direction = direction;
            sections.back().transaction = statement.transactional;
        }
        appendStatement(sections.back().text, statement, dialect);
    }
    return sections;
}

/// What up cannot be undone of is what the way down is labelled with.
void label(std::vector<Section> &down, const std::vector<Statement> &up)
{
    Reversibility worst = Reversibility::Exact;
    for (const Statement &statement : up)
        worst = std::max(worst, statement.reversibility);
    if (worst == Reversibility::Exact)
        return;
    if (down.empty())
        down.emplace_back().direction = Direction::Down;
    down.front().reversibility = worst;
    std::vector<std::string> reasons;
    for (const Statement &statement : up) {
        if (statement.reversibility == Reversibility::Exact)
            continue;
        std::string reason = statement.reason.empty() ? toText(statement.object) + " cannot be brought back as it was"
                                                      : statement.reason;
        if (std::find(reasons.begin(), reasons.end(), reason) == reasons.end())
            reasons.push_back(replaced(std::move(reason), "\n", " "));
    }
    down.front().reason = joined(reasons, "\n");
}

} // namespace

Migration draftMigration(const DraftRequest &request, const Plan &plan)
{
    Migration migration;
    migration.id = request.id;
    migration.title = request.title;
    migration.description = request.description;
    migration.store = request.store;
    migration.dialect = plan.dialect;
    migration.version = request.version;
    migration.depends = request.depends;
    migration.breaking = request.breaking;
    migration.sections = sectionsFor(plan.up, Direction::Up, plan.dialect);
    if (migration.sections.empty())
        migration.sections.emplace_back();
    std::vector<Section> down = sectionsFor(plan.down, Direction::Down, plan.dialect);
    label(down, plan.up);
    if (down.empty())
        down.emplace_back().direction = Direction::Down;
    migration.sections.insert(migration.sections.end(), std::make_move_iterator(down.begin()),
                              std::make_move_iterator(down.end()));
    migration.text = toText(migration);
    return migration;
}

} // namespace kilter
