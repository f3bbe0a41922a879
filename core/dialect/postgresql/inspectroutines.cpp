#include "core/dialect/postgresql/inspection.h"

namespace kilter::postgresql {
namespace {

std::string modeOf(const std::string &letter)
{
    switch (letter.empty() ? 'i' : letter.front()) {
    case 'o':
        return "out";
    case 'b':
        return "inout";
    case 'v':
        return "variadic";
    case 't':
        return "table";
    default:
        return "in";
    }
}

/// Four texts an argument: mode, name, type, and the default behind "=" where there is one.
std::vector<RoutineArgument> argumentsOf(const std::vector<std::string> &texts)
{
    std::vector<RoutineArgument> arguments;
    for (std::size_t i = 0; i + 3 < texts.size(); i += 4) {
        RoutineArgument argument;
        argument.mode = modeOf(texts[i]);
        argument.name = texts[i + 1];
        argument.type = texts[i + 2];
        if (!texts[i + 3].empty())
            argument.defaultExpression = texts[i + 3].substr(1);
        arguments.push_back(std::move(argument));
    }
    return arguments;
}

Routine routineOfRow(Cells &cells)
{
    Routine routine;
    routine.arguments = argumentsOf(cells.list());
    routine.result = cells.text();
    routine.language = cells.text();
    routine.body = cells.text();
    routine.sqlBody = cells.text();
    routine.libraryFile = cells.text();
    const std::string volatility = cells.text();
    routine.volatility = volatility == "i" ? "immutable" : volatility == "s" ? "stable" : "volatile";
    routine.strict = cells.isTrue();
    routine.securityDefiner = cells.isTrue();
    routine.leakproof = cells.isTrue();
    const std::string parallel = cells.text();
    routine.parallel = parallel == "s" ? "safe" : parallel == "r" ? "restricted" : "unsafe";
    routine.cost = cells.text();
    routine.rows = cells.text();
    routine.support = cells.text();
    routine.transforms = cells.list();
    routine.settings = cells.list();
    return routine;
}

/// What a call gives tells overloaded routines apart.
const std::string signatureSql = R"((SELECT pg_catalog.string_agg(pg_catalog.format_type(a.type, NULL), ', ' ORDER BY a.n)
                FROM pg_catalog.unnest(p.proargtypes::pg_catalog.oid[]) WITH ORDINALITY a(type, n)))";

const std::string argumentsSql = R"((SELECT pg_catalog.string_agg(COALESCE(p.proargmodes[a.n]::pg_catalog.text, 'i') || E'\x1f' || COALESCE(p.proargnames[a.n], '') || E'\x1f'
                       || pg_catalog.format_type(a.type, NULL) || E'\x1f'
                       || COALESCE('=' || pg_catalog.pg_get_function_arg_default(p.oid, a.n::pg_catalog.int4), ''), E'\x1f' ORDER BY a.n)
                FROM pg_catalog.unnest(COALESCE(p.proallargtypes, p.proargtypes::pg_catalog.oid[])) WITH ORDINALITY a(type, n)))";

std::string routinesSql(int version)
{
    const bool hasSqlBodies = version >= 140000;
    return "SELECT p.oid, p.prokind, n.nspname, p.proname, " + signatureSql + ", pg_catalog.pg_get_userbyid(p.proowner), " + argumentsSql + R"(,
               pg_catalog.pg_get_function_result(p.oid), l.lanname, )"
           + (hasSqlBodies ? "CASE WHEN p.prosqlbody IS NULL THEN p.prosrc END, CASE WHEN p.prosqlbody IS NOT NULL THEN pg_catalog.pg_get_function_sqlbody(p.oid) END"
                           : "p.prosrc, NULL")
           + R"(,
               p.probin, p.provolatile, p.proisstrict, p.prosecdef, p.proleakproof, p.proparallel,
               CASE WHEN p.procost <> CASE WHEN l.lanname IN ('c', 'internal') THEN 1 ELSE 100 END THEN p.procost::pg_catalog.text END,
               CASE WHEN p.proretset AND p.prorows <> 1000 THEN p.prorows::pg_catalog.text END,
               CASE WHEN p.prosupport <> 0 THEN p.prosupport::pg_catalog.regproc::pg_catalog.text END,
               (SELECT pg_catalog.string_agg(pg_catalog.format_type(t.type, NULL), E'\x1f' ORDER BY t.n)
                FROM pg_catalog.unnest(p.protrftypes) WITH ORDINALITY t(type, n)),
               pg_catalog.array_to_string(p.proconfig, E'\x1f')
        FROM pg_catalog.pg_proc p
        JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
        JOIN pg_catalog.pg_language l ON l.oid = p.prolang
        WHERE p.pronamespace = ANY ($1::pg_catalog.oid[]) AND p.prokind IN ('f', 'p', 'w') AND )"
           + isOwn("pg_proc", "p.oid");
}

/// A function of an aggregate as its option; 0 is none.
std::string functionOption(std::string_view option, std::string_view column)
{
    const std::string c = "g." + std::string(column);
    return "CASE WHEN " + c + "::pg_catalog.oid <> 0 THEN '" + std::string(option) + " = ' || " + c + "::pg_catalog.text END";
}

std::string textOption(std::string_view option, std::string_view condition, std::string_view value)
{
    return "CASE WHEN " + std::string(condition) + " THEN '" + std::string(option) + " = ' || " + std::string(value) + " END";
}

/// FINALFUNC_MODIFY: the default depends on the aggregate's kind.
std::string modifyOption(std::string_view option, std::string_view function, std::string_view column)
{
    const std::string c = "g." + std::string(column);
    return textOption(option, "g." + std::string(function) + "::pg_catalog.oid <> 0 AND " + c + " <> CASE WHEN g.aggkind = 'n' THEN 'r' ELSE 'w' END",
                      "CASE " + c + " WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END");
}

std::string aggregateOptionsSql()
{
    const std::string options[] = {
        functionOption("SFUNC", "aggtransfn"),
        "'STYPE = ' || pg_catalog.format_type(g.aggtranstype, NULL)",
        textOption("SSPACE", "g.aggtransspace <> 0", "g.aggtransspace"),
        functionOption("FINALFUNC", "aggfinalfn"),
        textOption("FINALFUNC_EXTRA", "g.aggfinalextra", "'true'"),
        modifyOption("FINALFUNC_MODIFY", "aggfinalfn", "aggfinalmodify"),
        functionOption("COMBINEFUNC", "aggcombinefn"),
        functionOption("SERIALFUNC", "aggserialfn"),
        functionOption("DESERIALFUNC", "aggdeserialfn"),
        textOption("INITCOND", "g.agginitval IS NOT NULL", "pg_catalog.quote_literal(g.agginitval)"),
        functionOption("MSFUNC", "aggmtransfn"),
        functionOption("MINVFUNC", "aggminvtransfn"),
        textOption("MSTYPE", "g.aggmtranstype <> 0", "pg_catalog.format_type(g.aggmtranstype, NULL)"),
        textOption("MSSPACE", "g.aggmtransspace <> 0", "g.aggmtransspace"),
        functionOption("MFINALFUNC", "aggmfinalfn"),
        textOption("MFINALFUNC_EXTRA", "g.aggmfinalextra", "'true'"),
        modifyOption("MFINALFUNC_MODIFY", "aggmfinalfn", "aggmfinalmodify"),
        textOption("MINITCOND", "g.aggminitval IS NOT NULL", "pg_catalog.quote_literal(g.aggminitval)"),
        textOption("SORTOP", "g.aggsortop <> 0", "(SELECT 'OPERATOR(' || pg_catalog.quote_ident(s.nspname) || '.' || o.oprname || ')' FROM pg_catalog.pg_operator o "
                                                 "JOIN pg_catalog.pg_namespace s ON s.oid = o.oprnamespace WHERE o.oid = g.aggsortop)"),
        textOption("PARALLEL", "p.proparallel <> 'u'", "CASE p.proparallel WHEN 's' THEN 'SAFE' ELSE 'RESTRICTED' END"),
        "CASE WHEN g.aggkind = 'h' THEN 'HYPOTHETICAL' END"};
    std::string sql = "pg_catalog.concat_ws(E'\\x1f'";
    for (const std::string &option : options)
        sql += ", " + option;
    return sql + ')';
}

Result<> readAggregates(Inspection &inspection)
{
    if (!inspection.has("pg_proc.a"))
        return {};
    KILTER_TRY(const Rows rows, inspection.query("SELECT p.oid, n.nspname, p.proname, " + signatureSql + R"(, pg_catalog.pg_get_userbyid(p.proowner),
               pg_catalog.pg_get_function_arguments(p.oid), )" + aggregateOptionsSql() + R"(
        FROM pg_catalog.pg_aggregate g
        JOIN pg_catalog.pg_proc p ON p.oid = g.aggfnoid
        JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
        WHERE p.pronamespace = ANY ($1::pg_catalog.oid[]) AND )" + isOwn("pg_proc", "p.oid")));
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
        Cells cells(rows, i);
        const std::string oid = cells.text();
        Object object;
        object.ref.kind = Kind::Aggregate;
        object.ref.schema = cells.text();
        object.ref.name = cells.text();
        object.ref.signature = cells.text();
        object.owner = cells.text();
        Aggregate aggregate;
        aggregate.arguments = cells.text();
        if (aggregate.arguments.empty())
            aggregate.arguments = "*";
        aggregate.options = cells.list();
        object.body = std::move(aggregate);
        inspection.add(std::move(object), {address('p', oid)});
    }
    return {};
}

} // namespace

Result<> readRoutines(Inspection &inspection)
{
    if (!inspection.has("pg_proc.f") && !inspection.has("pg_proc.p") && !inspection.has("pg_proc.w"))
        return readAggregates(inspection);
    KILTER_TRY(const Rows rows, inspection.query(routinesSql(inspection.version)));
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
        Cells cells(rows, i);
        const std::string oid = cells.text();
        const std::string kind = cells.text();
        Object object;
        object.ref.kind = kind == "p" ? Kind::Procedure : Kind::Function;
        object.ref.schema = cells.text();
        object.ref.name = cells.text();
        object.ref.signature = cells.text();
        object.owner = cells.text();
        Routine routine = routineOfRow(cells);
        routine.window = kind == "w";
        if (kind == "p")
            object.body = Procedure{std::move(routine)};
        else
            object.body = Function{std::move(routine)};
        inspection.add(std::move(object), {address('p', oid)});
    }
    return readAggregates(inspection);
}

} // namespace kilter::postgresql
