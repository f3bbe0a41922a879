#include "core/scratch/unread.h"

#include "core/base/text.h"
#include "core/diff/sqltext.h"

#include <algorithm>

namespace kilter {
namespace {

constexpr int rankOfGrants = 7;
constexpr int rankOfOthers = 5;

} // namespace

int runningRank(const std::string &sql)
{
    static constexpr std::pair<std::string_view, int> ranks[] = {
        {"create extension", 0},  {"create schema", 0},   {"create language", 0}, {"create trusted", 0},
        {"create type", 1},       {"create domain", 1},   {"create collation", 1}, {"create function", 2},
        {"create procedure", 2},  {"create or replace", 2}, {"create aggregate", 3}, {"comment", 6},
        {"grant", rankOfGrants},  {"revoke", rankOfGrants}, {"alter default", rankOfDefaultPrivileges}, {"create event", 11},
        {"alter event", 11}};
    std::string start = lowered(std::string_view(sql).substr(0, 40));
    std::replace_if(start.begin(), start.end(), [](char c) { return c == '\n' || c == '\t' || c == '\r'; }, ' ');
    for (const auto &[words, rank] : ranks) {
        if (start.starts_with(words))
            return rank;
    }
    return rankOfOthers;
}

bool statesPrivileges(const std::vector<UnreadSql> &unread)
{
    return std::any_of(unread.begin(), unread.end(), [](const UnreadSql &one) {
        const int rank = runningRank(one.sql);
        return rank == rankOfGrants || rank == rankOfDefaultPrivileges;
    });
}

bool grantsToRole(const UnreadSql &unread, const std::string &role)
{
    if (runningRank(unread.sql) != rankOfGrants)
        return false;
    const auto tokens = sqlTokens(unread.sql, DialectKind::PostgreSql);
    return std::any_of(tokens.begin(), tokens.end(), [&](const SqlToken &token) { return token.kind == SqlTokenKind::Name && token.text == role; });
}

std::string handToStandInSql()
{
    return R"(DO $kilter$
DECLARE command pg_catalog.text;
BEGIN
    FOR command IN
        WITH own AS (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = current_user),
             schemas AS (SELECT oid, nspname, nspowner FROM pg_catalog.pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema')
        SELECT pg_catalog.format('SCHEMA %I', s.nspname) FROM schemas s, own WHERE s.nspowner = own.oid
        UNION ALL
        SELECT pg_catalog.format('%s %I.%I', CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE'
                                                   WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'TABLE' END, s.nspname, c.relname)
        FROM pg_catalog.pg_class c JOIN schemas s ON s.oid = c.relnamespace, own
        WHERE c.relowner = own.oid AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND NOT EXISTS (
            SELECT FROM pg_catalog.pg_depend d WHERE c.relkind = 'S' AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid
              AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i'))
        UNION ALL
        SELECT pg_catalog.format('ROUTINE %s', p.oid::pg_catalog.regprocedure) FROM pg_catalog.pg_proc p JOIN schemas s ON s.oid = p.pronamespace, own
        WHERE p.proowner = own.oid
        UNION ALL
        SELECT pg_catalog.format('TYPE %I.%I', s.nspname, t.typname) FROM pg_catalog.pg_type t JOIN schemas s ON s.oid = t.typnamespace
        LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid, own
        WHERE t.typowner = own.oid AND (t.typtype IN ('e', 'd', 'r') OR c.relkind = 'c')
    LOOP
        EXECUTE 'ALTER ' || command || ' OWNER TO )" + std::string(standInOwner) + R"(';
    END LOOP;
EXCEPTION WHEN OTHERS THEN NULL;
END $kilter$)";
}

} // namespace kilter
