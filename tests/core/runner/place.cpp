#include "tests/core/runner/place.h"

#include "core/base/text.h"

namespace kilter::test {

Place::Place(DialectKind kind) : m_kind(kind)
{
    if (kind == DialectKind::PostgreSql) {
        m_postgres.emplace();
        m_url = m_postgres->url();
        return;
    }
    auto folder = TemporaryFolder::create("kilter-test");
    if (!folder)
        throw std::runtime_error(folder.error().message);
    m_folder = std::move(*folder);
    m_url = "sqlite:" + (m_folder->path() / "store.db").string();
}

std::unique_ptr<Connection> Place::connect(const OpenOptions &options) const
{
    const auto url = parseUrl(m_url);
    auto connection =
        url ? Connection::open(*url, options) : Result<std::unique_ptr<Connection>>(tl::unexpected(url.error()));
    if (!connection)
        throw std::runtime_error(toText(connection.error()));
    return std::move(*connection);
}

std::string Place::query(const std::string &sql) const
{
    const auto rows = connect()->execute(sql);
    if (!rows)
        return "error: " + rows.error().message;
    std::vector<std::string> lines;
    for (const auto &row : rows->rows) {
        std::vector<std::string> cells;
        for (const Value &cell : row)
            cells.push_back(cell.value_or("NULL"));
        lines.push_back(joined(cells, "|"));
    }
    return joined(lines, "\n");
}

std::string Place::tables() const
{
    const std::string mine =
        " NOT IN ('migration_history', 'migration_event', 'migration_statement', 'schema_versions')";
    return replaced(
        query(m_kind == DialectKind::PostgreSql
                  ? "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename" + mine + " ORDER BY 1"
                  : "SELECT name FROM sqlite_schema WHERE type = 'table' AND name" + mine + " ORDER BY 1"),
        "\n", " ");
}

RevisionGraph graphOf(const Files &files, DialectKind kind)
{
    std::vector<Migration> migrations;
    for (const auto &[id, text] : files) {
        auto migration = parseMigration(text, id + ".sql", {"main", kind});
        if (!migration)
            throw std::runtime_error(toText(migration.error()));
        migrations.push_back(std::move(*migration));
    }
    auto graph = RevisionGraph::of(std::move(migrations));
    if (!graph)
        throw std::runtime_error(toText(graph.error()));
    return std::move(*graph);
}

template <class Function>
ApplyReport Runs::with(const Files &files, Function function)
{
    const RevisionGraph graph = graphOf(files, place.kind());
    OpenOptions open;
    open.role = storeOptions.role;
    open.lockTimeout = storeOptions.lockTimeout;
    const auto connection = place.connect(open);
    auto store = Store::open(*connection, storeOptions);
    if (!store)
        throw std::runtime_error(toText(store.error()));
    ApplyObserver silent;
    return function(*store, graph, observer ? *observer : silent);
}

ApplyReport Runs::apply(const Files &files, const std::string &target)
{
    return with(files, [&](Store &store, const RevisionGraph &graph, ApplyObserver &told) {
        return kilter::apply(store, graph, {target, only, options}, told);
    });
}

ApplyReport Runs::rollBack(const Files &files, const std::string &target)
{
    return with(files, [&](Store &store, const RevisionGraph &graph, ApplyObserver &told) {
        return kilter::rollBack(store, graph, {target, only, options}, told);
    });
}

ApplyReport Runs::repair(const Files &files, RepairAction action)
{
    return with(files, [&](Store &store, const RevisionGraph &graph, ApplyObserver &told) {
        return kilter::repair(store, graph, action, options, told);
    });
}

Ledger Runs::ledger() const
{
    const auto connection = place.connect();
    const auto store = Store::open(*connection, storeOptions);
    if (!store)
        throw std::runtime_error(toText(store.error()));
    auto ledger = store->ledger();
    if (!ledger)
        throw std::runtime_error(toText(ledger.error()));
    return std::move(*ledger);
}

std::string Runs::states() const
{
    std::vector<std::string> words;
    for (const LedgerRow &row : ledger().rows)
        words.push_back(row.migrationId + ' ' + std::string(keyword(row.state)));
    return joined(words, ", ");
}

std::string outcome(const ApplyReport &report)
{
    return report.ok() ? "ok" : std::to_string(exitCode(report.error->code)) + ": " + toText(*report.error);
}

} // namespace kilter::test
