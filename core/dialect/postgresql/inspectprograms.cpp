#include "core/dialect/postgresql/inspection.h"

#include <algorithm>

namespace kilter::postgresql {
namespace {

/// tgenabled, ev_enabled, evtenabled.
std::string enabledOf(const std::string &letter)
{
    return letter == "D" ? "disabled" : letter == "R" ? "replica" : letter == "A" ? "always" : "";
}

std::string afterPrefix(std::string text, const std::string &prefix)
{
    if (text.starts_with(prefix))
        text.erase(0, prefix.size());
    const std::size_t begin = text.find_first_not_of(" \n\t");
    return begin == std::string::npos ? std::string() : text.substr(begin);
}

Object *addType(Inspection &inspection, Cells &cells, Kind kind, Body body, const std::vector<std::string> &more = {})
{
    std::vector<std::string> addresses{address('t', cells.text()), address('t', cells.text())};
    const std::string place = addresses.front();
    addresses.insert(addresses.end(), more.begin(), more.end());
    Object object;
    object.ref.kind = kind;
    object.ref.schema = cells.text();
    object.ref.name = cells.text();
    object.owner = cells.text();
    object.body = std::move(body);
    inspection.add(std::move(object), addresses);
    return inspection.at(place);
}

const std::string typeColumns = "t.oid, t.typarray, n.nspname, t.typname, pg_catalog.pg_get_userbyid(t.typowner), ";

const std::string typeTables = R"(
        FROM pg_catalog.pg_type t
        JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace )";

const std::string ofSchemas = " WHERE t.typnamespace = ANY ($1::pg_catalog.oid[]) AND ";

/// SQL: a collation by name, where it is not the one that the type has by itself.
std::string collationSql(const std::string &oid, const std::string &standard)
{
    return "CASE WHEN " + oid + " <> " + standard + " THEN (SELECT pg_catalog.quote_ident(ln.nspname) || '.' || pg_catalog.quote_ident(l.collname)"
           " FROM pg_catalog.pg_collation l JOIN pg_catalog.pg_namespace ln ON ln.oid = l.collnamespace WHERE l.oid = " + oid + ") END";
}

Result<> readDomains(Inspection &inspection)
{
    if (!inspection.has("pg_type.d"))
        return {};
    KILTER_TRY(const Rows rows, inspection.query("SELECT " + typeColumns + "pg_catalog.format_type(t.typbasetype, t.typtypmod), "
                                                 + collationSql("t.typcollation", "b.typcollation") + R"(, t.typnotnull,
               COALESCE(pg_catalog.pg_get_expr(t.typdefaultbin, 0), pg_catalog.quote_literal(t.typdefault)),
               (SELECT pg_catalog.string_agg(k.conname || E'\x1f' || pg_catalog.pg_get_expr(k.conbin, 0) || E'\x1f' || CASE WHEN k.convalidated THEN 't' ELSE 'f' END
                       || E'\x1f' || COALESCE(d.description, ''), E'\x1f' ORDER BY k.conname)
                FROM pg_catalog.pg_constraint k
                LEFT JOIN pg_catalog.pg_description d ON d.objoid = k.oid AND d.classoid = 'pg_catalog.pg_constraint'::pg_catalog.regclass
                WHERE k.contypid = t.oid AND k.contype = 'c'),
               (SELECT pg_catalog.string_agg(k.oid::pg_catalog.text, E'\x1f') FROM pg_catalog.pg_constraint k WHERE k.contypid = t.oid AND k.contype = 'c'))"
                                                 + typeTables + "JOIN pg_catalog.pg_type b ON b.oid = t.typbasetype" + ofSchemas + "t.typtype = 'd' AND " + isOwn("pg_type", "t.oid")));
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
        Cells cells(rows, i);
        const std::string place = address('t', *rows.rows[i][0]);
        Domain &domain = addType(inspection, cells, Kind::Domain, Domain())->as<Domain>();
        domain.type = cells.text();
        domain.collation = cells.text();
        domain.notNull = cells.isTrue();
        domain.defaultExpression = cells.optional();
        const auto texts = cells.list();
        for (std::size_t k = 0; k + 3 < texts.size(); k += 4)
            domain.constraints.push_back({texts[k], texts[k + 1], texts[k + 2] == "t", texts[k + 3]});
        for (const std::string &constraint : cells.list())
            inspection.alias(address('k', constraint), place);
    }
    return {};
}

Result<> readComposites(Inspection &inspection)
{
    if (!inspection.has("pg_class.c"))
        return {};
    KILTER_TRY(const Rows rows, inspection.query("SELECT " + typeColumns + R"(t.typrelid,
               (SELECT pg_catalog.string_agg(a.attname || E'\x1f' || pg_catalog.format_type(a.atttypid, a.atttypmod) || E'\x1f' || COALESCE()"
                                                 + collationSql("a.attcollation", "at.typcollation") + R"(, '') || E'\x1f' || COALESCE(d.description, ''),
                       E'\x1f' ORDER BY a.attnum)
                FROM pg_catalog.pg_attribute a
                JOIN pg_catalog.pg_type at ON at.oid = a.atttypid
                LEFT JOIN pg_catalog.pg_description d ON d.objoid = a.attrelid AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objsubid = a.attnum
                WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped))"
                                                 + typeTables + "JOIN pg_catalog.pg_class c ON c.oid = t.typrelid AND c.relkind = 'c'" + ofSchemas + isOwn("pg_type", "t.oid")));
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
        Cells cells(rows, i);
        const std::string place = address('t', *rows.rows[i][0]);
        CompositeType &type = addType(inspection, cells, Kind::Composite, CompositeType())->as<CompositeType>();
        inspection.alias(address('c', cells.text()), place);
        const auto texts = cells.list();
        for (std::size_t k = 0; k + 3 < texts.size(); k += 4)
            type.attributes.push_back({texts[k], texts[k + 1], texts[k + 2], texts[k + 3]});
    }
    return {};
}

Result<> readRanges(Inspection &inspection)
{
    if (!inspection.has("pg_type.r"))
        return {};
    const bool hasMultiranges = inspection.version >= 140000;
    KILTER_TRY(const Rows rows, inspection.query("SELECT " + typeColumns + R"(pg_catalog.format_type(r.rngsubtype, NULL),
               pg_catalog.concat_ws(E'\x1f',
                   CASE WHEN NOT o.opcdefault THEN 'SUBTYPE_OPCLASS = ' || pg_catalog.quote_ident(q.nspname) || '.' || pg_catalog.quote_ident(o.opcname) END,
                   'COLLATION = ' || )" + collationSql("r.rngcollation", "s.typcollation") + R"(,
                   CASE WHEN r.rngcanonical::pg_catalog.oid <> 0 THEN 'CANONICAL = ' || r.rngcanonical::pg_catalog.text END,
                   CASE WHEN r.rngsubdiff::pg_catalog.oid <> 0 THEN 'SUBTYPE_DIFF = ' || r.rngsubdiff::pg_catalog.text END), )"
                                                 + (hasMultiranges ? "m.typname, m.oid, m.typarray" : "NULL, NULL, NULL") + typeTables + R"(
        JOIN pg_catalog.pg_range r ON r.rngtypid = t.oid
        JOIN pg_catalog.pg_type s ON s.oid = r.rngsubtype
        JOIN pg_catalog.pg_opclass o ON o.oid = r.rngsubopc
        JOIN pg_catalog.pg_namespace q ON q.oid = o.opcnamespace )"
                                                 + (hasMultiranges ? "JOIN pg_catalog.pg_type m ON m.oid = r.rngmultitypid" : "") + ofSchemas + isOwn("pg_type", "t.oid")));
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
        Cells cells(rows, i);
        const std::string place = address('t', *rows.rows[i][0]);
        RangeType &range = addType(inspection, cells, Kind::Range, RangeType())->as<RangeType>();
        range.subtype = cells.text();
        range.options = cells.list();
        range.multirange = cells.text();
        for (int type = 0; type < 2; ++type) {
            if (const std::string oid = cells.text(); !oid.empty())
                inspection.alias(address('t', oid), place);
        }
    }
    return {};
}

} // namespace

Result<> readTypes(Inspection &inspection)
{
    KILTER_CHECK(readDomains(inspection));
    KILTER_CHECK(readComposites(inspection));
    return readRanges(inspection);
}

Result<> readTriggers(Inspection &inspection)
{
    if (!inspection.has("pg_trigger"))
        return {};
    // Those of foreign keys and deferrable keys are the server's own; a partition's clones have a parent.
    KILTER_TRY(const Rows rows, inspection.query(R"(
        SELECT t.oid, t.tgrelid, t.tgname, pg_catalog.quote_ident(t.tgname), t.tgconstraint <> 0, t.tgenabled, t.tgparentid <> 0,
               pg_catalog.pg_get_triggerdef(t.oid, false), t.tgconstraint
        FROM pg_catalog.pg_trigger t
        JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
        WHERE c.relnamespace = ANY ($1::pg_catalog.oid[]) AND (NOT t.tgisinternal OR t.tgparentid <> 0)
          AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint k WHERE k.oid = t.tgconstraint AND k.contype <> 't') AND )"
                                                 + isNoMember("pg_trigger", "t.oid")));
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
        Cells cells(rows, i);
        const std::string oid = cells.text();
        const Relation *relation = inspection.relation(cells.text());
        if (!relation)
            continue;
        const ObjectRef &table = relation->object.ref;
        Object object({Kind::Trigger, table.schema, table.name, cells.text(), {}}, Trigger());
        const std::string quotedName = cells.text();
        Trigger &trigger = object.as<Trigger>();
        trigger.constraint = cells.isTrue();
        trigger.enabled = enabledOf(cells.text());
        trigger.inherited = cells.isTrue();
        trigger.definition = afterPrefix(inspection.definition(cells), std::string("CREATE ") + (trigger.constraint ? "CONSTRAINT " : "") + "TRIGGER " + quotedName);
        inspection.add(std::move(object), {address('T', oid), address('k', cells.text())});
    }
    return {};
}

Result<> readRules(Inspection &inspection)
{
    if (!inspection.has("pg_rewrite"))
        return {};
    KILTER_TRY(const Rows rows, inspection.query(R"(
        SELECT r.oid, r.ev_class, r.rulename, pg_catalog.quote_ident(r.rulename), r.ev_enabled, pg_catalog.pg_get_ruledef(r.oid)
        FROM pg_catalog.pg_rewrite r
        JOIN pg_catalog.pg_class c ON c.oid = r.ev_class
        WHERE c.relnamespace = ANY ($1::pg_catalog.oid[]) AND r.rulename <> '_RETURN' AND )" + isNoMember("pg_rewrite", "r.oid")));
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
        Cells cells(rows, i);
        const std::string oid = cells.text();
        const Relation *relation = inspection.relation(cells.text());
        if (!relation)
            continue;
        const ObjectRef &table = relation->object.ref;
        Object object({Kind::Rule, table.schema, table.name, cells.text(), {}}, Rule());
        const std::string head = "CREATE RULE " + cells.text() + " AS";
        object.as<Rule>().enabled = enabledOf(cells.text());
        object.as<Rule>().definition = withoutSemicolon(afterPrefix(inspection.definition(cells), head));
        inspection.add(std::move(object), {address('r', oid)});
    }
    return {};
}

/// They watch the whole database; one belongs to what is read when its function does.
Result<> readEventTriggers(Inspection &inspection)
{
    if (!inspection.has("pg_event_trigger"))
        return {};
    KILTER_TRY(const Rows rows, inspection.query(R"(
        SELECT v.oid, v.evtname, v.evtevent, pg_catalog.array_to_string(v.evttags, E'\x1f'), n.nspname, p.proname, v.evtenabled,
               pg_catalog.pg_get_userbyid(v.evtowner)
        FROM pg_catalog.pg_event_trigger v
        JOIN pg_catalog.pg_proc p ON p.oid = v.evtfoid
        JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
        WHERE n.oid = ANY ($1::pg_catalog.oid[]) AND )" + isOwn("pg_event_trigger", "v.oid")));
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
        Cells cells(rows, i);
        const std::string oid = cells.text();
        Object object({Kind::EventTrigger, {}, {}, cells.text(), {}}, EventTrigger());
        EventTrigger &trigger = object.as<EventTrigger>();
        trigger.event = cells.text();
        trigger.tags = cells.list();
        const std::string schema = cells.text();
        trigger.function = {Kind::Function, schema, {}, cells.text(), {}};
        trigger.enabled = enabledOf(cells.text());
        object.owner = cells.text();
        inspection.add(std::move(object), {address('E', oid)});
    }
    return {};
}

Result<> readStatistics(Inspection &inspection)
{
    if (!inspection.has("pg_statistic_ext"))
        return {};
    KILTER_TRY(const Rows rows, inspection.query(R"(
        SELECT s.oid, s.stxrelid, n.nspname, s.stxname, pg_catalog.pg_get_userbyid(s.stxowner),
               'CREATE STATISTICS ' || pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(s.stxname),
               pg_catalog.pg_get_statisticsobjdef(s.oid), COALESCE(s.stxstattarget, -1)
        FROM pg_catalog.pg_statistic_ext s
        JOIN pg_catalog.pg_namespace n ON n.oid = s.stxnamespace
        WHERE s.stxnamespace = ANY ($1::pg_catalog.oid[]) AND )" + isOwn("pg_statistic_ext", "s.oid")));
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
        Cells cells(rows, i);
        const std::string oid = cells.text();
        if (inspection.leftOut.contains(cells.text()))
            continue;
        const std::string schema = cells.text();
        Object object({Kind::Statistics, schema, {}, cells.text(), {}}, Statistics());
        object.owner = cells.text();
        const std::string head = cells.text();
        object.as<Statistics>().definition = afterPrefix(inspection.definition(cells), head);
        object.as<Statistics>().target = cells.integer();
        inspection.add(std::move(object), {address('X', oid)});
    }
    return {};
}

} // namespace kilter::postgresql
