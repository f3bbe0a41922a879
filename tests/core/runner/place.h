#pragma once
#include "core/base/file.h"
#include "core/runner/repair.h"
#include "core/runner/runner.h"
#include "core/runner/status.h"
#include "tests/support/postgres.h"

#include <gtest/gtest.h>

namespace kilter::test {

/// An empty database of one kind, for the time of a test.
class Place
{
public:
    explicit Place(DialectKind kind);

    std::unique_ptr<Connection> connect(const OpenOptions &options = {}) const;
    DialectKind kind() const { return m_kind; }
    const std::string &url() const { return m_url; }
    std::string
    query(const std::string &sql) const; ///< the rows of a connection of its own: cells by "|", rows by "\n"
    std::string tables() const;          ///< names of all tables but the ledger's, by blank

private:
    DialectKind m_kind;
    std::optional<TestDatabase> m_postgres;
    std::optional<TemporaryFolder> m_folder;
    std::string m_url;
};

using Files = std::vector<std::pair<std::string, std::string>>; ///< id, text

RevisionGraph graphOf(const Files &files, DialectKind kind);

/// A store that is migrated by the runner as the command line would: a new connection each time.
class Runs
{
public:
    explicit Runs(DialectKind kind) : place(kind) { options.retries = 0; }

    ApplyReport apply(const Files &files, const std::string &target = "head");
    ApplyReport rollBack(const Files &files, const std::string &target);
    ApplyReport repair(const Files &files, RepairAction action);
    Ledger ledger() const;
    std::string states() const; ///< "1_a applied, 2_b failed"

    Place place;
    StoreOptions storeOptions;
    RunOptions options;
    std::string only;
    ApplyObserver *observer = nullptr;

private:
    template <class Function>
    ApplyReport with(const Files &files, Function function);
};

/// "ok", or exit code and message.
std::string outcome(const ApplyReport &report);

} // namespace kilter::test
