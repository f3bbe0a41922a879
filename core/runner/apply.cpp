#include "core/base/text.h"
#include "core/runner/checks.h"
#include "core/runner/run.h"
#include "core/runner/status.h"

namespace kilter {

namespace {

bool contains(const std::vector<std::string> &ids, const std::string &id)
{
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

/// Just the one; what it needs must be applied.
Result<std::vector<std::string>> onlyThis(const RevisionGraph &graph, const std::vector<std::string> &standing,
                                          const std::string &only)
{
    KILTER_TRY(const std::string id, graph.idOf(only));
    std::vector<std::string> missing = graph.ancestors(id);
    std::erase_if(missing, [&](const std::string &each) { return contains(standing, each); });
    if (!missing.empty())
        return failure(ErrorCode::Invalid,
                       id + " depends on " + joined(missing, ", ") +
                           (missing.size() == 1 ? ", which is" : ", which are") + " not applied",
                       "Apply without --only, or those first.");
    return contains(standing, id) ? std::vector<std::string>() : std::vector{id};
}

class Apply
{
public:
    Apply(Store &store, const RevisionGraph &graph, const ApplyRequest &request, ApplyObserver &observer,
          ApplyReport &report)
        : m_store(store), m_graph(graph), m_request(request), m_observer(observer), m_report(report)
    {}

    Result<> run()
    {
        KILTER_CHECK(prepare());
        if (m_pending.empty())
            return {};
        KILTER_CHECK(m_store.checkWritable());
        KILTER_TRY(const StoreLock lock, m_store.lock(m_request.options.lockWait, m_request.options.stop));
        // What another run did while we waited counts.
        KILTER_CHECK(prepare());
        KILTER_CHECK(checkPrerequisites(m_store, m_pending, Direction::Up));
        for (const Diagnostic &each : m_report.information)
            m_observer.warned(each);
        if (m_pending.empty())
            return {};
        KILTER_CHECK(m_store.createLedger());
        KILTER_CHECK(takeOverDowns());
        return Run(m_store, m_request.options, m_observer, m_report).migrations(m_pending, Direction::Up);
    }

private:
    Result<> prepare()
    {
        m_report.information.clear();
        KILTER_TRY(m_ledger, m_store.ledger());
        const auto standing = standingIds(m_ledger);
        KILTER_TRY(m_report.planned, m_request.only.empty() ? m_graph.pendingFor(standing, m_request.target)
                                                            : onlyThis(m_graph, standing, m_request.only));
        KILTER_TRY(m_pending, migrationsOf(m_graph, m_report.planned));
        KILTER_CHECK(checkDialects(m_store, m_pending));
        KILTER_CHECK(checkUnfinished(m_ledger, Direction::Up));
        KILTER_TRY(Diagnostics changed, checkChecksums(m_graph, m_ledger));
        m_report.information = std::move(changed);
        sayWhatIsOdd(standing);
        KILTER_CHECK(checkVersions(m_pending, m_ledger.version(), m_report.information));
        return checkForDrift(m_store, m_ledger, m_request.options);
    }

    void sayWhatIsOdd(const std::vector<std::string> &standing)
    {
        for (const std::string &id : standing) {
            if (!m_graph.find(id))
                m_report.information.push_back(
                    {Severity::Warning, "missing-file", id + " is applied, but its file is not there", {}, {}});
        }
        for (const Migration *migration : m_pending) {
            const bool late = std::any_of(standing.begin(), standing.end(),
                                          [&](const std::string &id) { return idBefore(migration->id, id); });
            if (late)
                m_report.information.push_back({Severity::Warning,
                                                "out-of-order",
                                                migration->id + " runs after later ones that are applied already",
                                                {},
                                                {migration->path, 0, 0}});
        }
    }

    Result<> takeOverDowns()
    {
        return m_store.record([this]() -> Result<> {
            for (LedgerRow row : m_ledger.rows) {
                const Migration *migration =
                    row.state == LedgerState::Applied ? m_graph.find(row.migrationId) : nullptr;
                if (!migration || row.checksum.empty() || row.checksumDown == checksumDown(*migration))
                    continue;
                const LedgerRow fresh = ledgerRowOf(*migration, row.state);
                row.checksumDown = fresh.checksumDown;
                row.rollbackAvailable = fresh.rollbackAvailable;
                row.script = fresh.script;
                KILTER_CHECK(m_store.saveRow(row));
            }
            return {};
        });
    }

    Store &m_store;
    const RevisionGraph &m_graph;
    const ApplyRequest &m_request;
    ApplyObserver &m_observer;
    ApplyReport &m_report;
    Ledger m_ledger;
    MigrationList m_pending;
};

} // namespace

ApplyReport apply(Store &store, const RevisionGraph &graph, const ApplyRequest &request, ApplyObserver &observer)
{
    ApplyReport report;
    if (auto done = Apply(store, graph, request, observer, report).run(); !done)
        report.error = std::move(done).error();
    return report;
}

} // namespace kilter
