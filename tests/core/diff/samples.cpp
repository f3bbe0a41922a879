#include "tests/core/diff/samples.h"

namespace kilter::test {

Object table(const std::string &name, std::vector<std::string> columns)
{
    Table body;
    body.columnOrder = std::move(columns);
    return {tableRef("public", name), body};
}

Object column(const std::string &table, const std::string &name, const std::string &type)
{
    Column body;
    body.type = type;
    return {columnRef("public", table, name), body};
}

Catalog sample()
{
    Catalog catalog;
    catalog.settled = true;
    PrimaryKey primary;
    primary.columns = {"id"};
    ForeignKey foreign;
    foreign.columns = {"a_id"};
    foreign.referencedTable = tableRef("public", "a");
    foreign.referencedColumns = {"id"};
    CheckConstraint check;
    check.expression = "((name)::text <> 'name'::text)";
    Index index;
    index.keys = {{"name", false, {}, {}, false, false}, {"lower(name)", true, {}, {}, false, false}};
    index.where = "(state = 'new'::public.state)";
    EnumType state;
    state.labels = {"new", "old"};
    View view;
    view.columns = {"id", "name"};
    view.definition = " SELECT a.id,\n    a.name\n   FROM public.a";
    catalog.addAll({
        {schemaRef("public"), Schema()},
        {{Kind::Enum, "public", {}, "state", {}}, state},
        table("a", {"id", "name", "state"}),
        column("a", "id"),
        column("a", "name", "text"),
        column("a", "state", "public.state"),
        table("b", {"id", "a_id"}),
        column("b", "id"),
        column("b", "a_id"),
        {{Kind::PrimaryKey, "public", "a", "a_pkey", {}}, primary},
        {{Kind::PrimaryKey, "public", "b", "b_pkey", {}}, primary},
        {{Kind::ForeignKey, "public", "b", "b_a_id_fkey", {}}, foreign},
        {{Kind::Check, "public", "a", "a_name_check", {}}, check},
        {{Kind::Index, "public", "a", "a_name_idx", {}}, index},
        {{Kind::View, "public", {}, "v", {}}, view},
    });
    return catalog;
}

} // namespace kilter::test
