// campaign_import: made-up databases imported into an empty workspace. Held against each seed: nothing is left out; what the workspace
// then describes, built in an empty database, is the same by pg_dump or SQLite's own pragmas, and the inspector finds no difference
// (what verify says once texts are in the server's words); a second import changes no file.
#include "core/base/file.h"
#include "core/diff/diff.h"
#include "core/plan/plan.h"
#include "core/workspace/import.h"
#include "tests/campaigns/campaign.h"
#include "tests/campaigns/model.h"
#include "tests/support/testplace.h"

#include <stdexcept>

using namespace kilter;
using namespace kilter::campaign;

namespace {

using test::TestPlace;

template<class T>
T valueOf(Result<T> result, const std::string &step)
{
    if (!result)
        throw std::runtime_error(step + ": " + kilter::toText(result.error()));
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

void hold(bool condition, const std::string &words)
{
    if (!condition)
        throw std::runtime_error(words);
}

Workspace workspaceFor(const std::filesystem::path &folder, const TestPlace &place, DialectKind dialect)
{
    const std::string text = "[workspace]\nname = \"campaign\"\ndefault_store = \"main\"\n\n[store.main]\nkind = \"" + std::string(keyword(dialect)) +
                             "\"\nconnection = \"dev\"\n\n[store.main.connection.dev]\nurl = \"" + place.url() + "\"\n";
    valueOf(writeTextFile(folder / "kilter.toml", text), "write kilter.toml");
    return valueOf(Workspace::open(folder), "open");
}

void holdNothingLeftOut(const ImportReport &report)
{
    std::string words;
    for (const Diagnostic &note : report.notes)
        words += kilter::toText(note) + "\n";
    hold(words.empty(), "import leaves something out: " + words);
}

void runImport(DialectKind kind, const std::string &script, Outcome &outcome)
{
    const auto place = TestPlace::make(kind, script);
    const Catalog catalog = place->catalog();
    outcome.objects = catalog.size();
    const TemporaryFolder folder = valueOf(TemporaryFolder::create(), "folder");
    const Workspace workspace = workspaceFor(folder.path(), *place, kind);
    const StoreConfig &store = *workspace.store("main");
    holdNothingLeftOut(valueOf(importCatalog(workspace, store, catalog), "import"));
    const Catalog desired = valueOf(readWorkspace(workspace, store), "read the workspace");

    const auto empty = TestPlace::make(kind);
    const Dialect &dialect = Dialect::of(kind);
    const Plan made = valueOf(plan(empty->catalog(), desired, dialect), "plan");
    outcome.statements = made.up.size();
    const std::string up = scriptOf(made.up, dialect);
    outcome.report += "\n---- what the workspace builds\n" + up;
    empty->run(up);
    const std::string difference = test::factDifference(place->facts(), empty->facts());
    hold(difference.empty(), "another schema\n" + difference);
    std::string words;
    for (const Change &change : diff(catalog, empty->catalog()).changes)
        words += wordsFor(change) + "\n";
    hold(words.empty(), "verify would say\n" + words);

    const ImportReport again = valueOf(importCatalog(workspace, store, empty->catalog()), "import again");
    hold(again.created.empty() && again.updated.empty(), "a second import writes again");
}

Outcome tryOne(const Options &options, std::uint64_t seed)
{
    Random random(seed);
    const std::string script = scriptOf(randomSchema(options.dialect, random));
    Outcome outcome;
    outcome.report = "\n---- the database\n" + script;
    try {
        runImport(options.dialect, script, outcome);
    } catch (const std::exception &error) {
        outcome.reason = error.what();
    }
    return outcome;
}

} // namespace

int main(int argc, char **argv)
{
    return runCampaign(argc, argv, "import", tryOne);
}
