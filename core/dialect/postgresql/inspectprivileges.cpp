#include "core/dialect/postgresql/inspection.h"

#include <algorithm>

/// Access lists, default privileges and security labels.
namespace kilter::postgresql {
namespace {

/// Rows of everything that has an access list of its own: letter, oid, column, list, owner, and the list that it would have by default. For
/// public, also one made anew, that is what initdb gives it, as for pg_dump.
constexpr std::string_view listsSql = R"(
    SELECT 'c' AS letter, c.oid, 0 AS part, c.relacl AS acl, c.relowner AS owner,
           pg_catalog.acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner) AS standard
    FROM pg_catalog.pg_class c WHERE c.relacl IS NOT NULL AND c.relnamespace = ANY ($1::pg_catalog.oid[])
    UNION ALL
    SELECT 'c', a.attrelid, a.attnum, a.attacl, c.relowner, NULL
    FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
    WHERE a.attacl IS NOT NULL AND NOT a.attisdropped AND c.relnamespace = ANY ($1::pg_catalog.oid[])
    UNION ALL
    SELECT 't', t.oid, 0, t.typacl, t.typowner, pg_catalog.acldefault('T', t.typowner)
    FROM pg_catalog.pg_type t WHERE t.typacl IS NOT NULL AND t.typnamespace = ANY ($1::pg_catalog.oid[])
    UNION ALL
    SELECT 'p', p.oid, 0, p.proacl, p.proowner, pg_catalog.acldefault('f', p.proowner)
    FROM pg_catalog.pg_proc p WHERE p.proacl IS NOT NULL AND p.pronamespace = ANY ($1::pg_catalog.oid[])
    UNION ALL
    SELECT 'n', n.oid, 0, COALESCE(n.nspacl, pg_catalog.acldefault('n', n.nspowner)), n.nspowner,
           COALESCE(i.initprivs, pg_catalog.acldefault('n', n.nspowner) || CASE
               WHEN n.nspname <> 'public' THEN '{}'
               WHEN pg_catalog.current_setting('server_version_num')::int < 150000 THEN
                   ARRAY[pg_catalog.makeaclitem(0, n.nspowner, 'USAGE', false), pg_catalog.makeaclitem(0, n.nspowner, 'CREATE', false)]
               ELSE ARRAY[pg_catalog.makeaclitem(0, n.nspowner, 'USAGE', false)] END)
    FROM pg_catalog.pg_namespace n LEFT JOIN pg_catalog.pg_init_privs i ON i.objoid = n.oid AND i.objsubid = 0
         AND i.classoid = 'pg_catalog.pg_namespace'::pg_catalog.regclass
    WHERE (n.nspacl IS NOT NULL OR n.nspname = 'public') AND n.oid = ANY ($1::pg_catalog.oid[])
    UNION ALL
    SELECT 'g', l.oid, 0, l.lanacl, l.lanowner, pg_catalog.acldefault('l', l.lanowner)
    FROM pg_catalog.pg_language l WHERE l.lanacl IS NOT NULL
    UNION ALL
    SELECT 'w', w.oid, 0, w.fdwacl, w.fdwowner, pg_catalog.acldefault('F', w.fdwowner)
    FROM pg_catalog.pg_foreign_data_wrapper w WHERE w.fdwacl IS NOT NULL
    UNION ALL
    SELECT 's', s.oid, 0, s.srvacl, s.srvowner, pg_catalog.acldefault('S', s.srvowner)
    FROM pg_catalog.pg_foreign_server s WHERE s.srvacl IS NOT NULL)";

/// What lists (letter, oid, part, owner, acl, standard) hold beyond and below the standard. The owner is the empty text; an entry of
/// another grantor that only repeats the standard counts.
std::string differencesSql(const std::string &lists)
{
    return "WITH lists AS (" + lists + R"(),
        given AS (SELECT letter, oid, part, owner, e.grantee, e.grantor, e.privilege_type, e.is_grantable
                  FROM lists CROSS JOIN LATERAL pg_catalog.aclexplode(acl) e),
        standard AS (SELECT letter, oid, part, owner, e.grantee, e.grantor, e.privilege_type, e.is_grantable
                     FROM lists CROSS JOIN LATERAL pg_catalog.aclexplode(standard) e),
        entries AS (
            SELECT *, false AS revoked FROM (SELECT * FROM given EXCEPT SELECT * FROM standard) more
            UNION ALL
            SELECT *, true FROM standard s WHERE NOT EXISTS (
                SELECT FROM given g WHERE g.letter = s.letter AND g.oid = s.oid AND g.part = s.part AND g.grantee = s.grantee
                  AND g.grantor = s.grantor AND g.privilege_type = s.privilege_type))
        SELECT letter, oid, part, CASE grantee WHEN owner THEN '' WHEN 0 THEN 'public' ELSE pg_catalog.pg_get_userbyid(grantee) END,
               CASE grantor WHEN owner THEN '' ELSE pg_catalog.pg_get_userbyid(grantor) END, privilege_type, is_grantable, revoked
        FROM entries)";
}

Grant grantOf(Cells &cells)
{
    Grant grant;
    grant.grantee = cells.text();
    grant.grantor = cells.text();
    grant.privilege = cells.text();
    grant.grantable = cells.isTrue();
    grant.revoked = cells.isTrue();
    return grant;
}

struct Place
{
    Object *object = nullptr;
    std::string part; ///< as in Grant and SecurityLabel
};

/// The object of an address; a view's column and an identity's sequence are parts of one.
Place placeOf(Inspection &inspection, char letter, const std::string &oid, const std::string &column)
{
    if (Object *object = inspection.at(address(letter, oid, column)))
        return {object, {}};
    if (letter != 'c')
        return {};
    if (const auto identity = inspection.identityOf.find(oid); identity != inspection.identityOf.end())
        return {inspection.at(identity->second), "sequence"};
    Object *relation = inspection.at(address(letter, oid));
    return {column == "0" || !relation || relation->ref.kind == Kind::Table ? nullptr : relation, inspection.columnName(oid, column)};
}

std::string sortOf(const std::string &letter)
{
    constexpr std::pair<std::string_view, std::string_view> sorts[] = {
        {"r", "tables"}, {"S", "sequences"}, {"f", "functions"}, {"T", "types"}, {"n", "schemas"}, {"L", "large objects"}};
    for (const auto &[key, words] : sorts) {
        if (letter == key)
            return std::string(words);
    }
    return {};
}

} // namespace

Result<> readPrivileges(Inspection &inspection)
{
    for (Object &object : inspection.objects)
        object.grants.emplace();
    KILTER_TRY(const Rows rows, inspection.query(differencesSql(std::string(listsSql))));
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
        Cells cells(rows, i);
        const char letter = cells.text().at(0);
        const std::string oid = cells.text();
        const Place place = placeOf(inspection, letter, oid, cells.text());
        if (!place.object)
            continue;
        Grant grant = grantOf(cells);
        grant.part = place.part;
        place.object->grants->push_back(std::move(grant));
    }
    for (Object &object : inspection.objects)
        std::sort(object.grants->begin(), object.grants->end());
    return {};
}

Result<> readDefaultPrivileges(Inspection &inspection)
{
    if (!inspection.has("pg_default_acl"))
        return {};
    const std::string lists = R"(
        SELECT 'D' AS letter, d.oid, 0 AS part, d.defaclacl AS acl, d.defaclrole AS owner,
               CASE d.defaclnamespace WHEN 0
                    THEN pg_catalog.acldefault(CASE d.defaclobjtype WHEN 'S' THEN 's' ELSE d.defaclobjtype END::"char", d.defaclrole) END AS standard
        FROM pg_catalog.pg_default_acl d WHERE d.defaclnamespace = 0 OR d.defaclnamespace = ANY ($1::pg_catalog.oid[]))";
    KILTER_TRY(const Rows rows, inspection.query(R"(
        SELECT d.oid, pg_catalog.pg_get_userbyid(d.defaclrole), n.nspname, d.defaclobjtype
        FROM pg_catalog.pg_default_acl d LEFT JOIN pg_catalog.pg_namespace n ON n.oid = d.defaclnamespace
        WHERE d.defaclnamespace = 0 OR d.defaclnamespace = ANY ($1::pg_catalog.oid[]))"));
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
        Cells cells(rows, i);
        const std::string oid = cells.text();
        ObjectRef ref{Kind::DefaultPrivileges, {}, {}, cells.text(), {}};
        ref.schema = cells.text();
        ref.signature = sortOf(cells.text());
        inspection.add(Object(std::move(ref), DefaultPrivileges()), {address('D', oid)});
    }
    KILTER_TRY(const Rows entries, inspection.query(differencesSql(lists)));
    for (std::size_t i = 0; i < entries.rows.size(); ++i) {
        Cells cells(entries, i);
        cells.text();
        Object *object = inspection.at(address('D', cells.text()));
        cells.text();
        if (object)
            object->as<DefaultPrivileges>().grants.push_back(grantOf(cells));
    }
    for (Object &object : inspection.objects) {
        if (object.get<DefaultPrivileges>())
            std::sort(object.as<DefaultPrivileges>().grants.begin(), object.as<DefaultPrivileges>().grants.end());
    }
    return {};
}

Result<> readSecurityLabels(Inspection &inspection)
{
    for (Object &object : inspection.objects)
        object.labels.emplace();
    if (!inspection.has("pg_seclabel"))
        return {};
    KILTER_TRY(const Rows rows, inspection.query("SELECT * FROM (SELECT " + letterOf("l.classoid") + R"( AS letter, l.objoid, l.objsubid, l.provider, l.label
        FROM pg_catalog.pg_seclabel l) found WHERE letter IS NOT NULL)",
                                                 false));
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
        Cells cells(rows, i);
        const char letter = cells.text().at(0);
        const std::string oid = cells.text();
        const Place place = placeOf(inspection, letter, oid, cells.text());
        if (!place.object)
            continue;
        SecurityLabel label;
        label.part = place.part;
        label.provider = cells.text();
        label.label = cells.text();
        place.object->labels->push_back(std::move(label));
    }
    for (Object &object : inspection.objects)
        std::sort(object.labels->begin(), object.labels->end());
    return {};
}

} // namespace kilter::postgresql
