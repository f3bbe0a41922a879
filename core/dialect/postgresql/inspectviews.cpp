#include "core/dialect/postgresql/inspection.h"

#include <algorithm>

namespace kilter::postgresql {

Result<> readViews(Inspection &inspection)
{
    KILTER_TRY(const Rows rows, inspection.query(R"(
        SELECT c.oid, r.oid, pg_catalog.pg_get_viewdef(c.oid), pg_catalog.array_to_string(c.reloptions, E'\x1f')
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_rewrite r ON r.ev_class = c.oid AND r.rulename = '_RETURN'
        WHERE c.relnamespace = ANY ($1::pg_catalog.oid[]) AND c.relkind = 'v')"));
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
        Cells cells(rows, i);
        const std::string place = address('c', cells.text());
        Object *object = inspection.at(place);
        if (!object)
            continue;
        inspection.alias(address('r', cells.text()), place);
        View &view = object->as<View>();
        view.definition = withoutSemicolon(inspection.definition(cells));
        for (std::string &option : cells.list()) {
            if (option.starts_with("check_option="))
                view.checkOption = option.substr(option.find('=') + 1);
            else
                view.options.push_back(std::move(option));
        }
        std::sort(view.options.begin(), view.options.end());
    }
    return {};
}

} // namespace kilter::postgresql
