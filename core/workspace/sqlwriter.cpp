#include "core/workspace/sqlwriter.h"

#include "core/dialect/dialect.h"

namespace kilter {
namespace {

std::string_view wordsOf(Kind kind)
{
    switch (kind) {
    case Kind::Schema:
        return "SCHEMA";
    case Kind::Enum:
        return "TYPE";
    case Kind::Sequence:
        return "SEQUENCE";
    default:
        return "VIEW";
    }
}

} // namespace

SqlWriter::SqlWriter(const Catalog &catalog, std::string defaultSchema) : m_catalog(catalog), m_defaultSchema(std::move(defaultSchema))
{
    std::map<std::string, int> counts;
    for (const Object &object : catalog.objects())
        counts[object.owner] += object.owner.empty() ? 0 : 1;
    int most = 0;
    for (const auto &[owner, count] : counts) {
        if (count > most) {
            most = count;
            m_commonOwner = owner;
        }
    }
}

bool SqlWriter::isWritten(const Object &object) const
{
    if (object.ref.kind != Kind::Schema)
        return true;
    const bool isForeign = !object.owner.empty() && object.owner != m_commonOwner;
    return object.ref.name != m_defaultSchema || !object.comment.empty() || isForeign;
}

std::string SqlWriter::text(const Object &object) const
{
    const Dialect &dialect = Dialect::of(m_catalog.dialect);
    std::string sql;
    for (const Statement &statement : dialect.createStatements(m_catalog, object))
        sql += statement.sql + ";\n";
    if (m_catalog.dialect == DialectKind::Sqlite)
        return sql;
    const std::string named = std::string(wordsOf(object.ref.kind)) + ' ' + dialect.qualified(object.ref);
    const Sequence *sequence = object.get<Sequence>();
    if (sequence && sequence->ownedBy && sql.find("OWNED BY") == std::string::npos) {
        const ObjectRef &column = *sequence->ownedBy;
        sql += "\nALTER " + named + " OWNED BY " + dialect.qualified(tableOf(column)) + '.' + dialect.quoted(column.name) + ";\n";
    }
    if (!object.owner.empty() && object.owner != m_commonOwner)
        sql += "\nALTER " + named + " OWNER TO " + dialect.quoted(object.owner) + ";\n";
    if (!object.comment.empty())
        sql += "\nCOMMENT ON " + named + " IS " + dialect.literal(object.comment) + ";\n";
    return sql;
}

} // namespace kilter
