// bench_core: ratios of what Kilter takes to what cannot be avoided, one figure a line. Not part of ctest; see tests/bench/run.
#include "core/connection/connection.h"
#include "core/diff/diff.h"
#include "core/dialect/dialect.h"
#include "tests/bench/benchparts.h"
#include "tests/support/postgres.h"

using namespace kilter;
using namespace kilter::bench;

namespace {

void benchInspect()
{
    if (const std::string missing = test::postgresMissing(); !missing.empty()) {
        std::printf("# SKIP inspect: %s\n", missing.c_str());
        return;
    }
    const test::TestDatabase database(tablesScript(1000));
    database.run("ANALYZE");
    const auto connection = valueOf(Connection::open(valueOf(parseUrl(database.url()))));
    const Dialect &dialect = Dialect::of(DialectKind::PostgreSql);
    const auto inspect = [&] { return valueOf(dialect.inspect(*connection, {})); };
    const double ours = leastMilliseconds([&] { (void)inspect(); });
    const Catalog catalog = inspect();
    // Read twice: copies of one catalog share their objects, which nobody has to look into.
    const Catalog again = inspect();
    const double difference = leastMilliseconds([&] { (void)diff(catalog, again).empty(); });
    const double writing = leastMilliseconds([&] { (void)catalogHash(catalog); });
    std::printf("diff-identical-%zu-objects/hash-of-one %.2f # %.1f ms / %.1f ms\n", catalog.size(), difference / writing, difference, writing);
    const std::string script = loggedStatements(inspect);
    const double theirs = leastMilliseconds([&] { valueOf(test::psql(database.url(), script)); });
    std::printf("inspect-1000-tables/psql-same-queries %.2f # %.0f ms / %.0f ms\n", ours / theirs, ours, theirs);
}

} // namespace

int main()
{
    benchInspect();
    return 0;
}
