#include "core/base/hash.h"
#include "core/base/text.h"
#include "core/dialect/postgresql/inspection.h"

#include <algorithm>
#include <random>

/// Extensions, foreign data, publications and subscriptions.
namespace kilter::postgresql {
namespace {

/// Different in every process, so that a fingerprint tells nothing about a value to anybody else.
const std::string &salt()
{
    static const std::string random = [] {
        std::random_device device;
        std::string text;
        for (int i = 0; i < 8; ++i)
            text += std::to_string(device()) + '.';
        return text;
    }();
    return random;
}

std::string fingerprint(const std::string &value)
{
    return sha256(salt() + value);
}

bool isSecret(const std::string &option)
{
    constexpr std::string_view words[] = {"password", "passwd", "passphrase", "passcode", "secret", "token", "credential", "apikey", "api_key", "access_key", "private_key"};
    const std::string name = lowered(option);
    // postgres_fdw: whether one is required is no secret.
    return name != "password_required" && std::any_of(std::begin(words), std::end(words), [&](std::string_view word) { return name.find(word) != std::string::npos; });
}

ForeignOptions foreignOptions(std::vector<std::string> list)
{
    ForeignOptions options;
    std::sort(list.begin(), list.end());
    for (std::string &option : list) {
        const std::size_t at = option.find('=');
        const std::string name = option.substr(0, at);
        if (!isSecret(name)) {
            options.plain.push_back(std::move(option));
            continue;
        }
        options.secretNames.push_back(name);
        options.secrets.push_back(fingerprint(option.substr(at + 1)));
    }
    return options;
}

std::string optionsOf(std::string_view column)
{
    return "pg_catalog.array_to_string(" + std::string(column) + ", E'\\x1f')";
}

std::string functionText(std::string_view column)
{
    return "NULLIF(" + std::string(column) + "::pg_catalog.regproc::pg_catalog.text, '-')";
}

} // namespace

Result<> readExtensions(Inspection &inspection)
{
    if (!inspection.has("pg_extension"))
        return {};
    KILTER_TRY(const Rows rows, inspection.query(R"(
        SELECT e.oid, e.extname, e.extversion, n.nspname, e.extrelocatable
        FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace WHERE e.oid >= 16384)",
                                                 false));
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
        Cells cells(rows, i);
        const std::string oid = cells.text();
        ObjectRef ref{Kind::Extension, {}, {}, cells.text(), {}};
        Extension extension;
        extension.version = cells.text();
        extension.schema = cells.text();
        extension.relocatable = cells.isTrue();
        inspection.add(Object(std::move(ref), std::move(extension)), {address('x', oid)});
    }
    if (rows.rows.empty())
        return {};
    // Array types come with their element types.
    KILTER_TRY(const Rows members, inspection.query("SELECT letter, objid, refobjid, typarray FROM (SELECT " + letterOf("d.classid") + R"( AS letter, d.objid, d.refobjid, t.typarray
        FROM pg_catalog.pg_depend d LEFT JOIN pg_catalog.pg_type t ON d.classid = 'pg_catalog.pg_type'::pg_catalog.regclass AND t.oid = d.objid
        WHERE d.deptype = 'e' AND d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass AND d.refobjid >= 16384) found WHERE letter IS NOT NULL)",
                                                    false));
    for (std::size_t i = 0; i < members.rows.size(); ++i) {
        Cells cells(members, i);
        const char letter = cells.text().at(0);
        const std::string oid = cells.text();
        const std::string extension = address('x', cells.text());
        inspection.memberOf.emplace(address(letter, oid), extension);
        if (const auto array = cells.optional(); array && letter == 't')
            inspection.memberOf.emplace(address('t', *array), extension);
    }
    return {};
}

Result<> readForeignData(Inspection &inspection)
{
    if (!inspection.has("pg_foreign_data_wrapper") && !inspection.has("pg_foreign_server"))
        return {};
    KILTER_TRY(const Rows wrappers, inspection.query("SELECT w.oid, w.fdwname, pg_catalog.pg_get_userbyid(w.fdwowner), " + functionText("w.fdwhandler") + ", "
                                                         + functionText("w.fdwvalidator") + ", " + optionsOf("w.fdwoptions")
                                                         + " FROM pg_catalog.pg_foreign_data_wrapper w WHERE w.oid >= 16384 AND "
                                                         + isOwn("pg_foreign_data_wrapper", "w.oid"),
                                                     false));
    for (std::size_t i = 0; i < wrappers.rows.size(); ++i) {
        Cells cells(wrappers, i);
        const std::string oid = cells.text();
        Object object({Kind::ForeignDataWrapper, {}, {}, cells.text(), {}}, ForeignDataWrapper());
        object.owner = cells.text();
        ForeignDataWrapper &wrapper = object.as<ForeignDataWrapper>();
        wrapper.handler = cells.text();
        wrapper.validator = cells.text();
        wrapper.options = foreignOptions(cells.list());
        inspection.add(std::move(object), {address('w', oid)});
    }
    KILTER_TRY(const Rows servers, inspection.query("SELECT s.oid, s.srvname, pg_catalog.pg_get_userbyid(s.srvowner), w.fdwname, s.srvtype, s.srvversion, "
                                                        + optionsOf("s.srvoptions")
                                                        + R"( FROM pg_catalog.pg_foreign_server s JOIN pg_catalog.pg_foreign_data_wrapper w ON w.oid = s.srvfdw WHERE )"
                                                        + isOwn("pg_foreign_server", "s.oid"),
                                                    false));
    for (std::size_t i = 0; i < servers.rows.size(); ++i) {
        Cells cells(servers, i);
        const std::string oid = cells.text();
        Object object({Kind::ForeignServer, {}, {}, cells.text(), {}}, ForeignServer());
        object.owner = cells.text();
        ForeignServer &server = object.as<ForeignServer>();
        server.wrapper = cells.text();
        server.type = cells.text();
        server.version = cells.text();
        server.options = foreignOptions(cells.list());
        inspection.add(std::move(object), {address('s', oid)});
    }
    // The view shows options to those who may see them.
    KILTER_TRY(const Rows mappings, inspection.query("SELECT u.umid, u.usename, u.srvname, " + optionsOf("u.umoptions") + " FROM pg_catalog.pg_user_mappings u", false));
    for (std::size_t i = 0; i < mappings.rows.size(); ++i) {
        Cells cells(mappings, i);
        const std::string oid = cells.text();
        ObjectRef ref{Kind::UserMapping, {}, {}, cells.text(), {}};
        ref.signature = cells.text();
        inspection.add(Object(std::move(ref), UserMapping{foreignOptions(cells.list())}), {address('u', oid)});
    }
    return {};
}

Result<> readForeignTables(Inspection &inspection)
{
    if (!inspection.has("pg_foreign_table"))
        return {};
    KILTER_TRY(const Rows tables, inspection.query("SELECT f.ftrelid, s.srvname, " + optionsOf("f.ftoptions")
                                                       + " FROM pg_catalog.pg_foreign_table f JOIN pg_catalog.pg_foreign_server s ON s.oid = f.ftserver",
                                                   false));
    for (std::size_t i = 0; i < tables.rows.size(); ++i) {
        Cells cells(tables, i);
        Object *object = inspection.at(address('c', cells.text()));
        if (!object || !object->get<Table>())
            continue;
        object->as<Table>().foreignServer = cells.text();
        object->as<Table>().foreignOptions = foreignOptions(cells.list());
    }
    if (tables.rows.empty())
        return {};
    KILTER_TRY(const Rows columns, inspection.query("SELECT a.attrelid, a.attnum, " + optionsOf("a.attfdwoptions")
                                                        + " FROM pg_catalog.pg_attribute a WHERE a.attfdwoptions IS NOT NULL AND NOT a.attisdropped",
                                                    false));
    for (std::size_t i = 0; i < columns.rows.size(); ++i) {
        Cells cells(columns, i);
        const std::string relation = cells.text();
        Object *object = inspection.at(address('c', relation, cells.text()));
        if (object && object->get<Column>())
            object->as<Column>().foreignOptions = foreignOptions(cells.list());
    }
    return {};
}

namespace {

Result<> readPublishedTables(Inspection &inspection)
{
    const bool hasFilters = inspection.version >= 150000;
    KILTER_TRY(const Rows rows, inspection.query(std::string("SELECT r.oid, r.prpubid, r.prrelid, ")
                                                     + (hasFilters ? "r.prattrs, pg_catalog.pg_get_expr(r.prqual, r.prrelid)" : "NULL, NULL")
                                                     + " FROM pg_catalog.pg_publication_rel r",
                                                 false));
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
        Cells cells(rows, i);
        const std::string oid = cells.text();
        const std::string publication = address('b', cells.text());
        const std::string table = cells.text();
        const Relation *relation = inspection.relation(table);
        Object *object = inspection.at(publication);
        if (!object || !relation)
            continue;
        PublishedTable published;
        published.table = relation->object.ref;
        published.columns = inspection.columnNames(table, cells.text());
        published.where = withoutOuterParentheses(cells.text());
        object->as<Publication>().tables.push_back(std::move(published));
        inspection.alias(address('B', oid), publication);
    }
    if (!hasFilters)
        return {};
    KILTER_TRY(const Rows schemas, inspection.query(R"(SELECT p.oid, p.pnpubid, n.nspname
        FROM pg_catalog.pg_publication_namespace p JOIN pg_catalog.pg_namespace n ON n.oid = p.pnnspid)",
                                                    false));
    for (std::size_t i = 0; i < schemas.rows.size(); ++i) {
        Cells cells(schemas, i);
        const std::string oid = cells.text();
        const std::string publication = address('b', cells.text());
        if (Object *object = inspection.at(publication))
            object->as<Publication>().schemas.push_back(cells.text());
        inspection.alias(address('N', oid), publication);
    }
    return {};
}

struct SubscriptionRights
{
    bool all = false;        ///< the server lets only some roles see subscriptions
    bool connection = false; ///< and fewer how they connect
};

Result<SubscriptionRights> subscriptionRights(Inspection &inspection)
{
    // Servers before 14 let others see only some of the columns.
    KILTER_TRY(const Rows rows, inspection.query(R"(
        SELECT pg_catalog.bool_and(pg_catalog.has_column_privilege('pg_catalog.pg_subscription', name, 'SELECT')),
               pg_catalog.has_column_privilege('pg_catalog.pg_subscription', 'subconninfo', 'SELECT')
        FROM pg_catalog.unnest('{oid,subdbid,subname,subowner,subenabled,subslotname,subsynccommit,subpublications}'::pg_catalog.text[]) name)",
                                                 false));
    if (!rows.isTrue(0, 0))
        inspection.note("not-readable", "subscriptions are not readable for this role: there may be some");
    return SubscriptionRights{rows.isTrue(0, 0), rows.isTrue(0, 1)};
}

/// "'name=value'" of each option that is not the default, by version.
std::string subscriptionOptions(int version)
{
    std::vector<std::string> options{
        "CASE WHEN s.subslotname IS NULL THEN 'slot_name=NONE' WHEN s.subslotname <> s.subname THEN 'slot_name=' || pg_catalog.quote_literal(s.subslotname) END",
        "CASE WHEN s.subsynccommit <> 'off' THEN 'synchronous_commit=' || pg_catalog.quote_literal(s.subsynccommit) END"};
    if (version >= 140000)
        options.push_back("CASE WHEN s.subbinary THEN 'binary=on' END");
    if (version >= 180000)
        options.push_back("CASE s.substream WHEN 'f' THEN 'streaming=off' WHEN 't' THEN 'streaming=on' END");
    else if (version >= 160000)
        options.push_back("CASE s.substream WHEN 'p' THEN 'streaming=parallel' WHEN 't' THEN 'streaming=on' END");
    else if (version >= 140000)
        options.push_back("CASE WHEN s.substream THEN 'streaming=on' END");
    if (version >= 150000) {
        options.push_back("CASE WHEN s.subtwophasestate <> 'd' THEN 'two_phase=on' END");
        options.push_back("CASE WHEN s.subdisableonerr THEN 'disable_on_error=on' END");
    }
    if (version >= 160000) {
        options.push_back("CASE WHEN NOT s.subpasswordrequired THEN 'password_required=false' END");
        options.push_back("CASE WHEN s.subrunasowner THEN 'run_as_owner=on' END");
        options.push_back("CASE WHEN s.suborigin <> 'any' THEN 'origin=' || s.suborigin END");
    }
    if (version >= 170000)
        options.push_back("CASE WHEN s.subfailover THEN 'failover=on' END");
    return "pg_catalog.concat_ws(E'\\x1f', " + joined(options, ", ") + ')';
}

} // namespace

Result<> readPublications(Inspection &inspection)
{
    if (!inspection.has("pg_publication"))
        return {};
    KILTER_TRY(const Rows rows, inspection.query(std::string("SELECT p.oid, p.pubname, pg_catalog.pg_get_userbyid(p.pubowner), p.puballtables, p.pubviaroot,"
                                                             " pg_catalog.concat_ws(E'\\x1f', CASE WHEN p.pubinsert THEN 'insert' END, CASE WHEN p.pubupdate THEN 'update' END,"
                                                             " CASE WHEN p.pubdelete THEN 'delete' END, CASE WHEN p.pubtruncate THEN 'truncate' END), ")
                                                     + (inspection.version >= 180000 ? "CASE p.pubgencols WHEN 's' THEN 'stored' ELSE '' END" : "''")
                                                     + " FROM pg_catalog.pg_publication p WHERE " + isOwn("pg_publication", "p.oid"),
                                                 false));
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
        Cells cells(rows, i);
        const std::string oid = cells.text();
        Object object({Kind::Publication, {}, {}, cells.text(), {}}, Publication());
        object.owner = cells.text();
        Publication &publication = object.as<Publication>();
        publication.allTables = cells.isTrue();
        publication.viaRoot = cells.isTrue();
        publication.operations = cells.list();
        publication.generatedColumns = cells.text();
        inspection.add(std::move(object), {address('b', oid)});
    }
    if (rows.rows.empty())
        return {};
    KILTER_CHECK(readPublishedTables(inspection));
    for (Object &object : inspection.objects) {
        if (Publication *publication = std::get_if<Publication>(&object.body)) {
            std::sort(publication->tables.begin(), publication->tables.end(), [](const auto &a, const auto &b) { return a.table < b.table; });
            std::sort(publication->schemas.begin(), publication->schemas.end());
        }
    }
    return {};
}

Result<> readSubscriptions(Inspection &inspection)
{
    KILTER_TRY(const SubscriptionRights rights, subscriptionRights(inspection));
    if (!rights.all)
        return {};
    KILTER_TRY(const Rows rows, inspection.query(std::string("SELECT s.oid, s.subname, pg_catalog.pg_get_userbyid(s.subowner), s.subenabled, "
                                                             "pg_catalog.array_to_string(s.subpublications, E'\\x1f'), ")
                                                     + subscriptionOptions(inspection.version) + (rights.connection ? ", s.subconninfo" : ", NULL")
                                                     + R"( FROM pg_catalog.pg_subscription s
        WHERE s.subdbid = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()))",
                                                 false));
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
        Cells cells(rows, i);
        const std::string oid = cells.text();
        Object object({Kind::Subscription, {}, {}, cells.text(), {}}, Subscription());
        object.owner = cells.text();
        Subscription &subscription = object.as<Subscription>();
        subscription.enabled = cells.isTrue();
        subscription.publications = cells.list();
        subscription.options = cells.list();
        std::sort(subscription.options.begin(), subscription.options.end());
        subscription.connection.secretNames = {"connection"};
        // Without one it was written by a script like ours: nobody has set it yet.
        if (const auto connection = cells.optional(); connection && !connection->empty())
            subscription.connection.secrets = {fingerprint(*connection)};
        inspection.add(std::move(object), {address('S', oid)});
    }
    return {};
}

} // namespace kilter::postgresql
