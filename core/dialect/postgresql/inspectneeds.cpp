#include "core/dialect/postgresql/inspection.h"

#include <algorithm>

namespace kilter::postgresql {
namespace {

/// An address's object; a column that is no object of its own stands for its relation (a view's columns), a member for its extension.
Object *objectAt(Inspection &inspection, const std::string &catalog, const std::string &oid, const std::string &column)
{
    Object *object = inspection.at(address(catalog.at(0), oid, column));
    if (!object && column != "0") {
        object = inspection.at(address(catalog.at(0), oid));
        object = object && object->ref.kind != Kind::Table ? object : nullptr;
    }
    if (object)
        return object;
    const auto member = inspection.memberOf.find(address(catalog.at(0), oid));
    return member == inspection.memberOf.end() ? nullptr : inspection.at(member->second);
}

bool isOwnTable(const ObjectRef &part, const ObjectRef &other)
{
    return isPartOfTable(part.kind) && other.kind == Kind::Table && tableOf(part) == other;
}

void takeNeed(Object &object, const ObjectRef &needed)
{
    if (object.ref == needed || isOwnTable(object.ref, needed))
        return;
    // OWNED BY is set once both are there; the column's default needs the sequence before.
    if (object.ref.kind == Kind::Sequence && needed.kind == Kind::Column)
        return;
    object.needs.push_back(needed);
    if (needed.kind == Kind::Column && tableOf(needed) != object.ref && !isOwnTable(object.ref, tableOf(needed)))
        object.needs.push_back(tableOf(needed));
}

} // namespace

Result<> readNeeds(Inspection &inspection)
{
    // 16384 is the first oid that is not the server's own (FirstNormalObjectId).
    KILTER_TRY(const Rows rows, inspection.query("SELECT * FROM (SELECT " + letterOf("d.classid") +
                                                     " AS catalog, d.objid, d.objsubid, " + letterOf("d.refclassid") +
                                                     R"( AS needed, d.refobjid, d.refobjsubid
        FROM pg_catalog.pg_depend d
        WHERE d.objid >= 16384 AND d.refobjid >= 16384 AND d.deptype <> 'e'
          AND NOT (d.deptype = 'i' AND d.classid = 'pg_catalog.pg_type'::pg_catalog.regclass)) found
        WHERE found.catalog IS NOT NULL AND found.needed IS NOT NULL)",
                                                 false));
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
        Cells cells(rows, i);
        const std::string catalog = cells.text();
        const std::string oid = cells.text();
        const std::string column = cells.text();
        const std::string neededCatalog = cells.text();
        const std::string neededOid = cells.text();
        Object *object = objectAt(inspection, catalog, oid, column);
        const Object *needed = objectAt(inspection, neededCatalog, neededOid, cells.text());
        if (object && needed)
            takeNeed(*object, needed->ref);
    }
    for (Object &object : inspection.objects) {
        std::sort(object.needs.begin(), object.needs.end());
        object.needs.erase(std::unique(object.needs.begin(), object.needs.end()), object.needs.end());
    }
    return {};
}

} // namespace kilter::postgresql
