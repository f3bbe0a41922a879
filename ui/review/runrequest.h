#pragma once
#include "core/runner/runplan.h"
#include "core/runner/runner.h"
#include "ui/session/state.h"

#include <QString>

namespace kilter::ui {

/// What a review is about: which store, which way, how far. A value that names a page ("review:main@local/up/head").
struct RunSubject
{
    StoreChoice choice;
    Direction direction = Direction::Up;
    std::string target = "head"; ///< as of `kilter apply` and `kilter rollback`

    QString toKey() const; ///< without the kind
    static std::optional<RunSubject> fromKey(const QString &key);
    bool operator==(const RunSubject &) const = default;
};

/// What is needed to look at the store, or to run on it; handed to a worker.
struct RunRequest
{
    WorkspacePtr workspace;
    RunSubject subject;
    std::string password;
    std::string expectedHash; ///< of the plan that was reviewed; empty: do not check
    bool allowDrift = false;
    bool allowDataLoss = false;
    std::vector<std::string> allowedHazards;
    std::stop_token stop;
};

enum class CheckState { Passed, Warned, Refused };

/// One line of the preflight.
struct PreflightCheck
{
    QString name;
    CheckState state = CheckState::Passed;
    QString words;   ///< short, stands beside the name
    QString details; ///< whole text; empty: nothing more to say
    /// What a person may accept so that the run starts all the same: "drift", "data-loss", a protected hazard's id. Empty: nothing.
    std::string acceptable;
};

/// A place where data is lost or that kilter.toml protects.
struct PlannedHazard
{
    std::string migration;
    int line = 0; ///< in the file
    std::string id;
};

/// What a person reviews before a run: the plan, where it runs, what was checked.
struct Review
{
    RunPlan plan;
    std::vector<PlannedHazard> hazards;
    std::vector<PreflightCheck> checks;
    QString serverText, databaseName, userName, role, host, serverId;
    std::string fromVersion; ///< of the store now
    std::string toVersion;   ///< after the run; empty: none
    Environment environment = Environment::Development;
};

/// The target of the request with its password.
[[nodiscard]] Result<Target> targetOfRequest(const RunRequest &request);
[[nodiscard]] Result<const RevisionGraph *> graphOfRequest(const RunRequest &request);

/// Reads the store (read-only) and puts the review together; for a worker thread.
[[nodiscard]] Result<Review> makeReview(const RunRequest &request);

/// Checks again that the store is the one that was reviewed, and runs; for a worker thread.
[[nodiscard]] ApplyReport runMigrations(const RunRequest &request, ApplyObserver &observer, const std::function<void(int)> &onServerProcess);

/// Runs what is pending on a scratch copy of the schema; the store is only read. For a worker thread.
[[nodiscard]] ApplyReport tryMigrations(const RunRequest &request, ApplyObserver &observer);

} // namespace kilter::ui
