#include "core/dialect/postgresql/inspection.h"

namespace kilter::postgresql {
namespace {

/// What each new database says about public.
constexpr std::string_view initialComment = "standard public schema";

std::string &indexCommentOf(Object &key)
{
    if (key.get<PrimaryKey>())
        return key.as<PrimaryKey>().indexComment;
    return key.get<UniqueKey>() ? key.as<UniqueKey>().indexComment : key.as<ExclusionConstraint>().indexComment;
}

void noteCommentOfIdentity(Inspection &inspection, const std::string &column)
{
    if (const Object *object = inspection.at(column))
        inspection.noteNotModelled("the comment on the identity sequence of column " + qualifiedName(object->ref));
}

void takeComment(Inspection &inspection, const std::string &catalog, const std::string &oid, const std::string &column,
                 std::string comment)
{
    Object *object = inspection.at(address(catalog.at(0), oid, column));
    if (!object) {
        // A view's columns are no objects of their own.
        Object *view = catalog == "c" ? inspection.at(address('c', oid)) : nullptr;
        if (view && view->get<View>())
            view->as<View>().columnComments.push_back({inspection.columnName(oid, column), std::move(comment)});
        else if (view && view->get<MaterializedView>())
            view->as<MaterializedView>().columnComments.push_back({inspection.columnName(oid, column), std::move(comment)});
        else if (const auto identity = inspection.identityOf.find(oid); catalog == "c" && identity != inspection.identityOf.end())
            noteCommentOfIdentity(inspection, identity->second);
        return;
    }
    if (catalog == "k" && object->ref.kind == Kind::Domain)
        return; // read with the domain
    const bool isKey = object->ref.kind == Kind::PrimaryKey || object->ref.kind == Kind::Unique || object->ref.kind == Kind::Exclusion;
    if (catalog == "c" && isKey)
        indexCommentOf(*object) = std::move(comment);
    else if (catalog == "t" && (object->ref.kind == Kind::Table || object->ref.kind == Kind::View || object->ref.kind == Kind::MaterializedView))
        inspection.noteNotModelled("the comment on the row type of " + qualifiedName(object->ref));
    else if (object->ref.kind != Kind::Schema || object->ref.name != "public" || comment != initialComment)
        object->comment = std::move(comment);
}

} // namespace

Result<> readComments(Inspection &inspection)
{
    KILTER_TRY(const Rows rows, inspection.query("SELECT * FROM (SELECT " + letterOf("d.classoid") + R"( AS letter, d.objoid, d.objsubid, d.description
        FROM pg_catalog.pg_description d
        WHERE d.objoid >= 16384 OR d.classoid = 'pg_catalog.pg_namespace'::pg_catalog.regclass) found WHERE letter IS NOT NULL
        ORDER BY letter, objoid, objsubid)",
                                                 false));
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
        Cells cells(rows, i);
        const std::string catalog = cells.text();
        const std::string oid = cells.text();
        const std::string column = cells.text();
        takeComment(inspection, catalog, oid, column, cells.text());
    }
    return {};
}

} // namespace kilter::postgresql
