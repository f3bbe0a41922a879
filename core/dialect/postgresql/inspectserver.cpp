#include "core/dialect/postgresql/inspection.h"

#include <algorithm>

/// Collations, text search, operators, casts, conversions, languages, transforms, access methods.
namespace kilter::postgresql {
namespace {

/// Text of an expression of a reg… type; NULL for none.
std::string reg(std::string_view column, std::string_view type = "regproc")
{
    return "NULLIF(" + std::string(column) + "::pg_catalog." + std::string(type) + "::pg_catalog.text, '-')";
}

std::string qualifiedName(std::string_view schema, std::string_view name)
{
    return "pg_catalog.format('%I.%I', " + std::string(schema) + ", " + std::string(name) + ")";
}

/// "FROM … o JOIN pg_namespace n … WHERE" of own objects in the schemas that are read.
std::string own(std::string_view catalog, std::string_view prefix, std::string_view joins = {}, std::string_view condition = "true")
{
    const std::string name(catalog);
    return " FROM pg_catalog." + name + " o JOIN pg_catalog.pg_namespace n ON n.oid = o." + std::string(prefix) + "namespace " + std::string(joins)
           + " WHERE n.oid = ANY ($1::pg_catalog.oid[]) AND (" + std::string(condition) + ") AND " + isOwn(catalog, "o.oid");
}

/// Of objects outside schemas.
std::string ownGlobal(std::string_view catalog)
{
    return " FROM pg_catalog." + std::string(catalog) + " o WHERE o.oid >= 16384 AND " + isOwn(catalog, "o.oid");
}

/// Rows that begin with oid, schema, name and owner: `read` takes the rest of each.
template<class T, class Read>
Result<> readObjects(Inspection &inspection, Kind kind, char letter, const char *catalog, const std::string &sql, bool ofSchemas, Read read)
{
    if (!inspection.has(catalog))
        return {};
    KILTER_TRY(const Rows rows, inspection.query(sql, ofSchemas));
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
        Cells cells(rows, i);
        const std::string oid = cells.text();
        const std::string schema = cells.text();
        Object object({kind, schema, {}, cells.text(), {}}, T());
        object.owner = cells.text();
        read(cells, object, object.as<T>());
        inspection.add(std::move(object), {address(letter, oid)});
    }
    return {};
}

std::string head(std::string_view prefix, std::string_view owner)
{
    const std::string p(prefix);
    return "SELECT o.oid, n.nspname, o." + p + "name, " + (owner.empty() ? "NULL" : "pg_catalog.pg_get_userbyid(o." + std::string(owner) + ')') + ", ";
}

std::string globalHead(std::string_view name, std::string_view owner)
{
    return "SELECT o.oid, NULL, " + std::string(name) + ", " + (owner.empty() ? "NULL" : "pg_catalog.pg_get_userbyid(o." + std::string(owner) + ')') + ", ";
}

} // namespace

Result<> readCollations(Inspection &inspection)
{
    const std::string locale = inspection.version >= 170000 ? "o.colllocale" : inspection.version >= 150000 ? "o.colliculocale" : "CASE o.collprovider WHEN 'i' THEN o.collcollate END";
    const std::string isIcu = inspection.version >= 150000 ? "false" : "o.collprovider = 'i'";
    const std::string sql = head("coll", "collowner") + "CASE o.collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END, o.collisdeterministic, "
                            + "CASE WHEN NOT " + isIcu + " THEN o.collcollate END, CASE WHEN NOT " + isIcu + " THEN o.collctype END, " + locale + ", "
                            + (inspection.version >= 160000 ? "o.collicurules" : "NULL") + own("pg_collation", "coll");
    return readObjects<Collation>(inspection, Kind::Collation, 'l', "pg_collation", sql, true, [](Cells &cells, Object &, Collation &collation) {
        collation.provider = cells.text();
        collation.deterministic = cells.isTrue();
        collation.collate = cells.text();
        collation.ctype = cells.text();
        collation.locale = cells.text();
        collation.rules = cells.text();
    });
}

namespace {

Result<> readMappings(Inspection &inspection)
{
    KILTER_TRY(const Rows rows, inspection.query(R"(
        SELECT m.mapcfg, t.alias, pg_catalog.string_agg(m.mapdict::pg_catalog.regdictionary::pg_catalog.text, E'\x1f' ORDER BY m.mapseqno)
        FROM pg_catalog.pg_ts_config c
        JOIN pg_catalog.pg_ts_config_map m ON m.mapcfg = c.oid
        CROSS JOIN LATERAL pg_catalog.ts_token_type(c.cfgparser) t
        WHERE t.tokid = m.maptokentype AND c.cfgnamespace = ANY ($1::pg_catalog.oid[])
        GROUP BY m.mapcfg, t.alias)"));
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
        Cells cells(rows, i);
        Object *object = inspection.at(address('4', cells.text()));
        if (!object)
            continue;
        const std::string token = cells.text();
        object->as<TextSearchConfiguration>().mappings.push_back({token, cells.list()});
    }
    for (Object &object : inspection.objects) {
        if (TextSearchConfiguration *configuration = std::get_if<TextSearchConfiguration>(&object.body))
            std::sort(configuration->mappings.begin(), configuration->mappings.end(), [](const auto &a, const auto &b) { return a.token < b.token; });
    }
    return {};
}

} // namespace

Result<> readTextSearch(Inspection &inspection)
{
    const std::string parsers = head("prs", "") + reg("o.prsstart") + ", " + reg("o.prstoken") + ", " + reg("o.prsend") + ", " + reg("o.prsheadline") + ", " + reg("o.prslextype")
                                + own("pg_ts_parser", "prs");
    KILTER_CHECK(readObjects<TextSearchParser>(inspection, Kind::TextSearchParser, '1', "pg_ts_parser", parsers, true, [](Cells &cells, Object &, TextSearchParser &parser) {
        parser.start = cells.text();
        parser.token = cells.text();
        parser.end = cells.text();
        parser.headline = cells.text();
        parser.lexTypes = cells.text();
    }));
    const std::string templates = head("tmpl", "") + reg("o.tmplinit") + ", " + reg("o.tmpllexize") + own("pg_ts_template", "tmpl");
    KILTER_CHECK(readObjects<TextSearchTemplate>(inspection, Kind::TextSearchTemplate, '2', "pg_ts_template", templates, true, [](Cells &cells, Object &, TextSearchTemplate &object) {
        object.init = cells.text();
        object.lexize = cells.text();
    }));
    const std::string dictionaries = head("dict", "dictowner") + qualifiedName("tn.nspname", "t.tmplname") + ", o.dictinitoption"
                                     + own("pg_ts_dict", "dict", "JOIN pg_catalog.pg_ts_template t ON t.oid = o.dicttemplate JOIN pg_catalog.pg_namespace tn ON tn.oid = t.tmplnamespace");
    KILTER_CHECK(readObjects<TextSearchDictionary>(inspection, Kind::TextSearchDictionary, '3', "pg_ts_dict", dictionaries, true, [](Cells &cells, Object &, TextSearchDictionary &dictionary) {
        dictionary.templateName = cells.text();
        dictionary.options = cells.text();
    }));
    const std::string configurations = head("cfg", "cfgowner") + qualifiedName("pn.nspname", "p.prsname")
                                       + own("pg_ts_config", "cfg", "JOIN pg_catalog.pg_ts_parser p ON p.oid = o.cfgparser JOIN pg_catalog.pg_namespace pn ON pn.oid = p.prsnamespace");
    const std::size_t before = inspection.objects.size();
    KILTER_CHECK(readObjects<TextSearchConfiguration>(inspection, Kind::TextSearchConfiguration, '4', "pg_ts_config", configurations, true,
                                                      [](Cells &cells, Object &, TextSearchConfiguration &configuration) { configuration.parser = cells.text(); }));
    return inspection.objects.size() == before ? Result<>() : readMappings(inspection);
}

namespace {

/// Members of classes and families: letter of the owner, its oid, text. The dependency says whose they are.
Result<> readMembers(Inspection &inspection)
{
    KILTER_TRY(const Rows rows, inspection.query(R"(
        SELECT * FROM (
            SELECT 'A' AS letter, a.oid, CASE d.refclassid WHEN 'pg_catalog.pg_opclass'::pg_catalog.regclass THEN 'q' ELSE 'f' END AS owner, d.refobjid,
                   pg_catalog.format('OPERATOR %s %s', a.amopstrategy, a.amopopr::pg_catalog.regoperator)
                   || CASE WHEN f.oid IS NULL THEN '' ELSE pg_catalog.format(' FOR ORDER BY %I.%I', fn.nspname, f.opfname) END AS member
            FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_amop a ON a.oid = d.objid
            LEFT JOIN pg_catalog.pg_opfamily f ON f.oid = NULLIF(a.amopsortfamily, 0) LEFT JOIN pg_catalog.pg_namespace fn ON fn.oid = f.opfnamespace
            WHERE d.classid = 'pg_catalog.pg_amop'::pg_catalog.regclass
              AND d.refclassid IN ('pg_catalog.pg_opclass'::pg_catalog.regclass, 'pg_catalog.pg_opfamily'::pg_catalog.regclass) AND d.objid >= 16384
              AND d.refobjid <> COALESCE(NULLIF(a.amopsortfamily, a.amopfamily), 0)
            UNION ALL
            SELECT 'P', p.oid, CASE d.refclassid WHEN 'pg_catalog.pg_opclass'::pg_catalog.regclass THEN 'q' ELSE 'f' END, d.refobjid,
                   pg_catalog.format('FUNCTION %s (%s, %s) %s', p.amprocnum, pg_catalog.format_type(p.amproclefttype, NULL),
                                     pg_catalog.format_type(p.amprocrighttype, NULL), p.amproc::pg_catalog.regprocedure)
            FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_amproc p ON p.oid = d.objid
            WHERE d.classid = 'pg_catalog.pg_amproc'::pg_catalog.regclass
              AND d.refclassid IN ('pg_catalog.pg_opclass'::pg_catalog.regclass, 'pg_catalog.pg_opfamily'::pg_catalog.regclass) AND d.objid >= 16384) found
        ORDER BY member)",
                                                 false));
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
        Cells cells(rows, i);
        const char letter = cells.text().at(0);
        const std::string oid = cells.text();
        const char owner = cells.text().at(0);
        const std::string place = address(owner, cells.text());
        Object *object = inspection.at(place);
        if (!object)
            continue;
        (owner == 'q' ? object->as<OperatorClass>().members : object->as<OperatorFamily>().members).push_back(cells.text());
        inspection.alias(address(letter, oid), place);
    }
    return {};
}

} // namespace

Result<> readOperators(Inspection &inspection)
{
    const std::string operators = head("opr", "oprowner") + reg("o.oprcode")
                                  + R"(, CASE WHEN o.oprleft <> 0 THEN pg_catalog.format_type(o.oprleft, NULL) END, pg_catalog.format_type(o.oprright, NULL),
            'OPERATOR(' || pg_catalog.quote_ident(cn.nspname) || '.' || c.oprname || ')', 'OPERATOR(' || pg_catalog.quote_ident(nn.nspname) || '.' || g.oprname || ')', )"
                                  + reg("o.oprrest") + ", " + reg("o.oprjoin") + ", o.oprcanhash, o.oprcanmerge"
                                  + own("pg_operator", "opr", R"(LEFT JOIN pg_catalog.pg_operator c ON c.oid = NULLIF(o.oprcom, 0) LEFT JOIN pg_catalog.pg_namespace cn ON cn.oid = c.oprnamespace
            LEFT JOIN pg_catalog.pg_operator g ON g.oid = NULLIF(o.oprnegate, 0) LEFT JOIN pg_catalog.pg_namespace nn ON nn.oid = g.oprnamespace)",
                                        "o.oprcode <> 0");
    KILTER_CHECK(readObjects<Operator>(inspection, Kind::Operator, 'o', "pg_operator", operators, true, [](Cells &cells, Object &object, Operator &one) {
        one.function = cells.text();
        one.left = cells.text();
        one.right = cells.text();
        one.commutator = cells.text();
        one.negator = cells.text();
        one.restrictEstimator = cells.text();
        one.joinEstimator = cells.text();
        one.hashes = cells.isTrue();
        one.merges = cells.isTrue();
        object.ref.signature = (one.left.empty() ? "NONE" : one.left) + ", " + (one.right.empty() ? "NONE" : one.right);
    }));
    const std::size_t before = inspection.objects.size();
    const std::string families = head("opf", "opfowner") + "m.amname" + own("pg_opfamily", "opf", "JOIN pg_catalog.pg_am m ON m.oid = o.opfmethod");
    KILTER_CHECK(readObjects<OperatorFamily>(inspection, Kind::OperatorFamily, 'f', "pg_opfamily", families, true,
                                             [](Cells &cells, Object &object, OperatorFamily &) { object.ref.signature = cells.text(); }));
    const std::string classes = head("opc", "opcowner") + "m.amname, pg_catalog.format_type(o.opcintype, NULL), o.opcdefault, " + qualifiedName("fn.nspname", "f.opfname")
                                + ", CASE WHEN o.opckeytype <> 0 THEN pg_catalog.format_type(o.opckeytype, NULL) END"
                                + own("pg_opclass", "opc", R"(JOIN pg_catalog.pg_am m ON m.oid = o.opcmethod JOIN pg_catalog.pg_opfamily f ON f.oid = o.opcfamily
            JOIN pg_catalog.pg_namespace fn ON fn.oid = f.opfnamespace)");
    KILTER_CHECK(readObjects<OperatorClass>(inspection, Kind::OperatorClass, 'q', "pg_opclass", classes, true, [](Cells &cells, Object &object, OperatorClass &one) {
        object.ref.signature = cells.text();
        one.type = cells.text();
        one.isDefault = cells.isTrue();
        one.family = cells.text();
        one.storage = cells.text();
    }));
    return inspection.objects.size() == before ? Result<>() : readMembers(inspection);
}

Result<> readCasts(Inspection &inspection)
{
    const std::string casts = globalHead("pg_catalog.format_type(o.castsource, NULL) || ' AS ' || pg_catalog.format_type(o.casttarget, NULL)", "") + R"(
            CASE o.castmethod WHEN 'i' THEN 'inout' WHEN 'b' THEN 'binary' ELSE 'function' END, CASE WHEN o.castfunc <> 0 THEN o.castfunc::pg_catalog.regprocedure::pg_catalog.text END,
            CASE o.castcontext WHEN 'i' THEN 'implicit' WHEN 'a' THEN 'assignment' ELSE 'explicit' END)"
                              + ownGlobal("pg_cast");
    KILTER_CHECK(readObjects<Cast>(inspection, Kind::Cast, 'a', "pg_cast", casts, false, [](Cells &cells, Object &, Cast &cast) {
        cast.method = cells.text();
        cast.function = cells.text();
        cast.context = cells.text();
    }));
    const std::string conversions = head("con", "conowner") + "pg_catalog.pg_encoding_to_char(o.conforencoding), pg_catalog.pg_encoding_to_char(o.contoencoding), " + reg("o.conproc")
                                    + ", o.condefault" + own("pg_conversion", "con");
    return readObjects<Conversion>(inspection, Kind::Conversion, 'v', "pg_conversion", conversions, true, [](Cells &cells, Object &, Conversion &conversion) {
        conversion.source = cells.text();
        conversion.target = cells.text();
        conversion.function = cells.text();
        conversion.isDefault = cells.isTrue();
    });
}

Result<> readLanguages(Inspection &inspection)
{
    const std::string languages = globalHead("o.lanname", "lanowner") + "o.lanpltrusted, " + reg("NULLIF(o.lanplcallfoid, 0)") + ", " + reg("NULLIF(o.laninline, 0)") + ", "
                                  + reg("NULLIF(o.lanvalidator, 0)") + ownGlobal("pg_language");
    KILTER_CHECK(readObjects<Language>(inspection, Kind::Language, 'g', "pg_language", languages, false, [](Cells &cells, Object &, Language &language) {
        language.trusted = cells.isTrue();
        language.handler = cells.text();
        language.inlineHandler = cells.text();
        language.validator = cells.text();
    }));
    const std::string transforms = globalHead("pg_catalog.format_type(o.trftype, NULL)", "")
                                   + "(SELECT l.lanname FROM pg_catalog.pg_language l WHERE l.oid = o.trflang), "
                                     "CASE WHEN o.trffromsql <> 0 THEN o.trffromsql::pg_catalog.regprocedure::pg_catalog.text END, "
                                     "CASE WHEN o.trftosql <> 0 THEN o.trftosql::pg_catalog.regprocedure::pg_catalog.text END"
                                   + ownGlobal("pg_transform");
    KILTER_CHECK(readObjects<Transform>(inspection, Kind::Transform, 'm', "pg_transform", transforms, false, [](Cells &cells, Object &object, Transform &transform) {
        object.ref.signature = cells.text();
        transform.fromSql = cells.text();
        transform.toSql = cells.text();
    }));
    const std::string methods = globalHead("o.amname", "") + "CASE o.amtype WHEN 't' THEN 'table' ELSE 'index' END, " + reg("o.amhandler") + ownGlobal("pg_am");
    return readObjects<AccessMethod>(inspection, Kind::AccessMethod, 'h', "pg_am", methods, false, [](Cells &cells, Object &, AccessMethod &method) {
        method.type = cells.text();
        method.handler = cells.text();
    });
}

} // namespace kilter::postgresql
