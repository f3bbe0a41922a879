#include "core/dialect/ledgertables.h"

#include "core/base/text.h"

#include <algorithm>

namespace kilter {
namespace {

struct Ledger
{
    std::string_view schema; ///< empty: any
    std::string_view name;
    std::string_view columns; ///< which it must have, in any case of letters
    bool onlyThese = false;   ///< and no others: for names that a person could choose too
};

/// History tables of migration tools, by name and columns.
constexpr Ledger ledgers[] = {
    {"", "migration_event", "migration_id action started_at ok"},
    {"", "migration_statement", "migration_id direction section ordinal"},
    {"", "schema_versions", "version applied_at breaking_changes"},
    {"", "_migrations", "id filename applied_at", true},
    {"", "schema_migrations", "version", true}, // dbmate, Rails
    {"", "schema_migrations", "version dirty", true}, // golang-migrate
    {"", "schema_migrations", "version inserted_at", true}, // Ecto
    {"", "ar_internal_metadata", "key value created_at updated_at", true},
    {"", "flyway_schema_history", "installed_rank version script checksum success"},
    {"", "goose_db_version", "version_id is_applied tstamp"},
    {"", "alembic_version", "version_num", true},
    {"", "databasechangelog", "id author filename orderexecuted md5sum"},
    {"", "databasechangeloglock", "id locked lockgranted lockedby"},
    {"", "__diesel_schema_migrations", "version run_on"},
    {"", "atlas_schema_revisions", "version description hash operator_version"},
    {"", "_prisma_migrations", "id checksum migration_name applied_steps_count"},
    {"", "__drizzle_migrations", "id hash created_at"},
    {"", "_sqlx_migrations", "version description installed_on checksum"},
    {"", "refinery_schema_history", "version name applied_on checksum"},
    {"", "django_migrations", "id app name applied", true},
    {"", "knex_migrations", "id name batch migration_time", true},
    {"", "knex_migrations_lock", "index is_locked", true},
    {"", "sequelizemeta", "name", true},
    {"", "__efmigrationshistory", "migrationid productversion", true},
    {"sqitch", "releases", "version installed_at"},
    {"sqitch", "projects", "project uri creator_name"},
    {"sqitch", "changes", "change_id change project planner_name"},
    {"sqitch", "tags", "tag_id tag project change_id"},
    {"sqitch", "dependencies", "change_id type dependency"},
    {"sqitch", "events", "event change_id change project"},
};

bool matches(const Ledger &ledger, const std::string &schema, const std::string &name, const std::vector<std::string> &columns)
{
    if (lowered(name) != ledger.name || (!ledger.schema.empty() && schema != ledger.schema))
        return false;
    const auto wanted = split(ledger.columns, ' ');
    const auto has = [&](const std::string &column) {
        return std::any_of(columns.begin(), columns.end(), [&](const std::string &one) { return equalsIgnoringCase(one, column); });
    };
    return std::all_of(wanted.begin(), wanted.end(), has) && (!ledger.onlyThese || columns.size() == wanted.size());
}

} // namespace

bool isLedgerTable(const std::string &schema, const std::string &name, const std::vector<std::string> &columns, const std::string &ownLedger)
{
    // "schema.table" is a ledger of its own place; another name than the default has its other tables behind it.
    const std::string own = lowered(ownLedger.substr(ownLedger.find('.') + 1));
    const std::string event = own + "_event", statement = own + "_statement", versions = own + "_versions";
    for (const Ledger &mine : {Ledger{"", own, "migration_id checksum applied_at"}, Ledger{"", event, "migration_id action started_at ok"},
                               Ledger{"", statement, "migration_id direction section ordinal"}, Ledger{"", versions, "version applied_at breaking_changes"}}) {
        if (matches(mine, schema, name, columns))
            return true;
    }
    return std::any_of(std::begin(ledgers), std::end(ledgers), [&](const Ledger &ledger) { return matches(ledger, schema, name, columns); });
}

} // namespace kilter
