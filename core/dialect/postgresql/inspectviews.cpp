#include "core/dialect/postgresql/inspection.h"

#include <algorithm>

namespace kilter::postgresql {
namespace {

void takeMaterializedView(Inspection &inspection, MaterializedView &view, Cells &cells)
{
    view.definition = withoutSemicolon(inspection.definition(cells));
    view.storage = cells.options();
    view.populated = cells.isTrue();
    view.method = cells.text();
    view.tablespace = cells.text();
}

} // namespace

Result<> readViews(Inspection &inspection)
{
    if (!inspection.has("pg_class.v") && !inspection.has("pg_class.m"))
        return {};
    KILTER_TRY(const Rows rows, inspection.query(R"(
        SELECT c.oid, r.oid, pg_catalog.pg_get_viewdef(c.oid), pg_catalog.array_to_string(c.reloptions, E'\x1f'),
               c.relispopulated, m.amname, s.spcname
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_rewrite r ON r.ev_class = c.oid AND r.rulename = '_RETURN'
        LEFT JOIN pg_catalog.pg_am m ON m.oid = c.relam
        LEFT JOIN pg_catalog.pg_tablespace s ON s.oid = c.reltablespace
        WHERE c.relnamespace = ANY ($1::pg_catalog.oid[]) AND c.relkind IN ('v', 'm'))"));
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
        Cells cells(rows, i);
        const std::string place = address('c', cells.text());
        Object *object = inspection.at(place);
        if (!object)
            continue;
        inspection.alias(address('r', cells.text()), place);
        if (object->get<MaterializedView>()) {
            takeMaterializedView(inspection, object->as<MaterializedView>(), cells);
            continue;
        }
        View &view = object->as<View>();
        view.definition = withoutSemicolon(inspection.definition(cells));
        for (std::string &option : cells.list()) {
            if (option.starts_with("check_option="))
                view.checkOption = option.substr(option.find('=') + 1);
            else
                view.options.push_back(std::move(option));
        }
    }
    return {};
}

} // namespace kilter::postgresql
