#include "core/dialect/postgresql/inspection.h"

namespace kilter::postgresql {

Result<> readPolicies(Inspection &inspection)
{
    if (!inspection.has("pg_policy"))
        return {};
    KILTER_TRY(const Rows rows, inspection.query(R"(
        SELECT p.oid, p.polrelid, p.polname,
               CASE p.polcmd WHEN 'r' THEN 'select' WHEN 'a' THEN 'insert' WHEN 'w' THEN 'update' WHEN 'd' THEN 'delete' ELSE 'all' END, p.polpermissive,
               (SELECT pg_catalog.string_agg(name, E'\x1f' ORDER BY name COLLATE "C")
                FROM (SELECT CASE role WHEN 0 THEN 'public' ELSE pg_catalog.pg_get_userbyid(role)::pg_catalog.text END AS name FROM pg_catalog.unnest(p.polroles) role) roles),
               pg_catalog.pg_get_expr(p.polqual, p.polrelid), pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid)
        FROM pg_catalog.pg_policy p)",
                                                 false));
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
        Cells cells(rows, i);
        const std::string oid = cells.text();
        const Relation *relation = inspection.relation(cells.text());
        if (!relation)
            continue;
        ObjectRef ref{Kind::Policy, relation->object.ref.schema, relation->object.ref.name, cells.text(), {}};
        Policy policy;
        policy.command = cells.text();
        policy.permissive = cells.isTrue();
        policy.roles = cells.list();
        policy.usingExpression = withoutOuterParentheses(cells.text());
        policy.checkExpression = withoutOuterParentheses(cells.text());
        inspection.add(Object(std::move(ref), std::move(policy)), {address('y', oid)});
    }
    return {};
}

} // namespace kilter::postgresql
