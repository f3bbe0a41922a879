#include "core/dialect/postgresql/inspection.h"

namespace kilter::postgresql {
namespace {

SequenceOptions optionsOf(Cells &cells)
{
    SequenceOptions options;
    options.type = cells.text();
    options.start = cells.integer();
    options.increment = cells.integer();
    options.minimum = cells.integer();
    options.maximum = cells.integer();
    options.cache = cells.integer();
    options.cycle = cells.isTrue();
    return options;
}

/// The sequence of an identity column is the column's own.
void giveToIdentity(Inspection &inspection, const Relation &of, const std::string &relation,
                    const std::string &column, SequenceOptions options)
{
    const ObjectRef &sequence = of.object.ref;
    Object *object = inspection.at(address('c', relation, column));
    if (!object || !object->get<Column>())
        return;
    object->as<Column>().identityOptions = std::move(options);
    if (sequence.name != generatedName(object->ref.parent, object->ref.name, "seq"))
        object->as<Column>().identitySequence = sequence.name;
    // Before PostgreSQL 15 sequences are never unlogged.
    const Relation *table = inspection.relation(relation);
    const bool unlogged = of.object.as<Sequence>().unlogged;
    if (inspection.version >= 150000 && table && table->object.as<Table>().unlogged != unlogged)
        object->as<Column>().identityPersistence = unlogged ? "unlogged" : "logged";
    if (sequence.schema != object->ref.schema)
        inspection.noteNotModelled("the other schema of identity sequence " + qualifiedName(sequence));
}

} // namespace

Result<> readEnums(Inspection &inspection)
{
    if (!inspection.has("pg_type.e"))
        return {};
    KILTER_TRY(const Rows rows, inspection.query(R"(
        SELECT t.oid, t.typarray, n.nspname, t.typname, pg_catalog.pg_get_userbyid(t.typowner),
               (SELECT pg_catalog.string_agg(e.enumlabel, E'\x1f' ORDER BY e.enumsortorder) FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid)
        FROM pg_catalog.pg_type t
        JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
        WHERE t.typnamespace = ANY ($1::pg_catalog.oid[]) AND t.typtype = 'e' AND )" +
                                                 isOwn("pg_type", "t.oid")));
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
        Cells cells(rows, i);
        const std::vector<std::string> addresses{address('t', cells.text()), address('t', cells.text())};
        const std::string schema = cells.text();
        Object object({Kind::Enum, schema, {}, cells.text(), {}}, EnumType());
        object.owner = cells.text();
        object.as<EnumType>().labels = cells.list();
        inspection.add(std::move(object), addresses);
    }
    return {};
}

Result<> readSequences(Inspection &inspection)
{
    if (!inspection.has("pg_class.S"))
        return {};
    KILTER_TRY(const Rows rows, inspection.query(R"(
        SELECT c.oid, d.deptype, d.refobjid, d.refobjsubid, n.nspname, t.relname, a.attname,
               pg_catalog.format_type(s.seqtypid, NULL), s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle
        FROM pg_catalog.pg_sequence s
        JOIN pg_catalog.pg_class c ON c.oid = s.seqrelid
        LEFT JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.objsubid = 0
             AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
        LEFT JOIN pg_catalog.pg_class t ON t.oid = d.refobjid
        LEFT JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
        LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
        WHERE c.relnamespace = ANY ($1::pg_catalog.oid[]))"));
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
        Cells cells(rows, i);
        const std::string oid = cells.text();
        const Relation *relation = inspection.relation(oid);
        const std::string dependency = cells.text();
        const std::string owner = cells.text();
        const std::string ownerColumn = cells.text();
        const std::string schema = cells.text();
        const std::string table = cells.text();
        const std::string column = cells.text();
        if (inspection.leftOut.contains(owner))
            inspection.leftOut.insert(oid);
        if (!relation || inspection.leftOut.contains(oid))
            continue;
        SequenceOptions options = optionsOf(cells);
        if (dependency == "i") {
            giveToIdentity(inspection, *relation, owner, ownerColumn, std::move(options));
            inspection.identityOf.emplace(oid, address('c', owner, ownerColumn));
            continue;
        }
        Object object = relation->object;
        object.as<Sequence>().options = std::move(options);
        if (!column.empty())
            object.as<Sequence>().ownedBy = columnRef(schema, table, column);
        inspection.add(std::move(object), {address('c', oid)});
    }
    return {};
}

} // namespace kilter::postgresql
