#include "core/runner/status.h"

#include "core/base/text.h"
#include "core/diff/diff.h"
#include "core/runner/linediff.h"
#include "core/runner/progress.h"

namespace kilter {

namespace {

constexpr std::tuple<RevisionState, std::string_view, std::string_view> stateWords[] = {
    {RevisionState::Applied, "applied", "applied"}, {RevisionState::Current, "current", "current"},
    {RevisionState::Pending, "pending", "pending"}, {RevisionState::Failed, "failed", "failed"},
    {RevisionState::Running, "running", "running"}, {RevisionState::Changed, "changed", "changed"},
    {RevisionState::Missing, "missing", "missing"}, {RevisionState::OutOfOrder, "out-of-order", "out of order"},
};

bool contains(const std::vector<std::string> &ids, const std::string &id)
{
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

bool isChanged(const Migration &migration, const LedgerRow &row)
{
    return !row.checksum.empty() && row.checksum != checksum(migration);
}

/// What the texts of an applied file and the ledger differ in.
Diagnostic changeOf(const Migration &migration, const LedgerRow &row)
{
    return {Severity::Error,
            "changed-checksum",
            migration.id + " was changed after it was applied on " + row.appliedAt + ":\n" +
                lineDiff(row.script, withoutPasswords(migration.text)),
            "Put the file back as it was, or take the new text over with kilter repair --accept " + migration.id + ".",
            {migration.path, 0, 0}};
}

class StatusBuilder
{
public:
    StatusBuilder(const RevisionGraph &graph, const Ledger &ledger)
        : m_graph(graph), m_ledger(ledger), m_standing(standingIds(ledger))
    {}

    StoreStatus build()
    {
        m_status.current = m_graph.frontier(m_standing);
        m_status.heads = m_graph.heads();
        m_status.version = m_ledger.version();
        addMissing({});
        for (const Migration &migration : m_graph.migrations()) {
            m_status.rows.push_back(rowOf(migration));
            if (!contains(m_standing, migration.id))
                ++m_status.pending;
            addMissing(migration.id);
        }
        return std::move(m_status);
    }

private:
    /// Applied ones without a file stand behind the one that was applied before them.
    void addMissing(const std::string &after)
    {
        std::string before;
        for (const std::string &id : m_standing) {
            if (m_graph.find(id)) {
                before = id;
                continue;
            }
            if (before == after)
                m_status.rows.push_back(missingRow(*m_ledger.find(id)));
        }
    }

    StatusRow missingRow(const LedgerRow &row) const
    {
        return {row.migrationId,
                row.name,
                row.version,
                RevisionState::Missing,
                row.appliedAt,
                row.appliedBy,
                "applied, but its file is not there"};
    }

    StatusRow rowOf(const Migration &migration) const
    {
        StatusRow status{migration.id, migration.title, migration.version, RevisionState::Pending, {}, {}, {}};
        const LedgerRow *row = m_ledger.find(migration.id);
        if (contains(m_standing, migration.id)) {
            status.appliedAt = row->appliedAt;
            status.appliedBy = row->appliedBy;
            status.state = contains(m_status.current, migration.id) ? RevisionState::Current : RevisionState::Applied;
            if (isChanged(migration, *row)) {
                status.state = RevisionState::Changed;
                status.note = "its up section was changed after it was applied";
            }
        } else if (isOutOfOrder(migration)) {
            status.state = RevisionState::OutOfOrder;
            status.note = "pending, but a later one is applied";
        }
        if (row && (row->state == LedgerState::Failed || row->state == LedgerState::Running)) {
            status.state = row->state == LedgerState::Failed ? RevisionState::Failed : RevisionState::Running;
            status.note = row->state == LedgerState::Failed ? row->errorMessage : "runs, or was interrupted";
        }
        return status;
    }

    bool isOutOfOrder(const Migration &migration) const
    {
        return std::any_of(m_standing.begin(), m_standing.end(),
                           [&](const std::string &id) { return idBefore(migration.id, id); });
    }

    const RevisionGraph &m_graph;
    const Ledger &m_ledger;
    std::vector<std::string> m_standing;
    StoreStatus m_status;
};

} // namespace

std::string_view keyword(RevisionState state)
{
    return std::get<1>(stateWords[std::size_t(state)]);
}

std::string_view wordFor(RevisionState state)
{
    return std::get<2>(stateWords[std::size_t(state)]);
}

StoreStatus status(const RevisionGraph &graph, const Ledger &ledger)
{
    return StatusBuilder(graph, ledger).build();
}

Result<> checkUpToDate(const StoreStatus &status)
{
    if (status.upToDate())
        return {};
    return failure(ErrorCode::Refused, "target database is not up to date: " + std::to_string(status.pending) +
                                           " pending; apply them, or give --from revision:head");
}

Result<Diagnostics> checkChecksums(const RevisionGraph &graph, const Ledger &ledger)
{
    Diagnostics changed, information;
    for (const LedgerRow &row : ledger.rows) {
        const Migration *migration = row.state == LedgerState::Applied ? graph.find(row.migrationId) : nullptr;
        if (!migration)
            continue;
        if (isChanged(*migration, row))
            changed.push_back(changeOf(*migration, row));
        else if (!row.checksumDown.empty() && row.checksumDown != checksumDown(*migration))
            information.push_back(
                {Severity::Info,
                 "changed-down",
                 "the way down of " + row.migrationId + " was changed since it was applied; the new one is taken over",
                 {},
                 {migration->path, 0, 0}});
    }
    if (changed.empty())
        return information;
    Error error{ErrorCode::Refused,
                counted(changed.size(), "applied migration was", "applied migrations were") +
                    " changed: " + changed.front().message.substr(0, changed.front().message.find(' ')),
                {},
                {},
                std::move(changed)};
    return tl::unexpected(std::move(error));
}

Result<> checkDrift(const Store &store, const Ledger &ledger, const Catalog &actual)
{
    const LedgerRow *newest = ledger.newest();
    if (!newest || newest->catalogHash.empty() || newest->catalogHash == catalogHash(actual))
        return {};
    KILTER_TRY(const std::optional<Catalog> remembered, store.rememberedCatalog(ledger));
    if (!remembered)
        return {};
    // Another major version prints the same objects in other words.
    if (actual.dialect == DialectKind::PostgreSql && remembered->serverVersion / 10000 != actual.serverVersion / 10000)
        return {};
    DiffOptions options;
    options.findRenames = false;
    const ChangeList changes = diff(*remembered, actual, options);
    if (changes.empty())
        return {};
    Diagnostics diagnostics;
    for (const Change &change : changes.changes)
        diagnostics.push_back({Severity::Error, "drift", wordsFor(change), {}, {}});
    return tl::unexpected(Error{ErrorCode::Refused,
                                "the database has drifted: " + counted(changes.changes.size(), "difference") +
                                    " from what the ledger says it should be after " + newest->migrationId,
                                "Bring the models in line (kilter import, then generate), undo the change in the "
                                "database, or go on regardless with --allow drift.",
                                {},
                                std::move(diagnostics)});
}

} // namespace kilter
