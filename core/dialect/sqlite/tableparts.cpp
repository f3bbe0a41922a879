#include "core/dialect/sqlite/tableparts.h"

#include "core/dialect/sqlite/constraintnames.h"

#include <algorithm>

namespace kilter::sqlite {
namespace {

NamedConstraint namedConstraint(const TablePart &part)
{
    NamedConstraint named;
    named.kind = part.object->ref.kind;
    named.column = part.column;
    if (part.written)
        named.name = part.object->ref.name;
    if (const PrimaryKey *primary = part.object->get<PrimaryKey>())
        named.columns = primary->columns;
    else if (const UniqueKey *unique = part.object->get<UniqueKey>())
        named.columns = unique->columns;
    else if (const ForeignKey *foreign = part.object->get<ForeignKey>())
        named.columns = foreign->columns;
    return named;
}

/// Whether the name is the base or the base with a number.
bool isNumbered(std::string_view name, std::string_view base)
{
    return name.starts_with(base) && std::ranges::all_of(name.substr(base.size()), [](char c) { return c >= '0' && c <= '9'; });
}

/// Lays out the constraints of one table.
class Layout
{
public:
    Layout(const Catalog &catalog, const ObjectRef &table) : m_catalog(catalog), m_table(table), m_columns(catalog.columnsOf(table))
    {
        for (const Kind kind : {Kind::PrimaryKey, Kind::Unique, Kind::Check, Kind::ForeignKey}) {
            std::vector<const Object *> objects;
            for (const Object &object : catalog.partsOf(table, kind))
                objects.push_back(&object);
            // Numbered names in the order of their numbers: …_check2 before …_check10.
            std::ranges::sort(objects, {}, [](const Object *o) { return std::pair(o->ref.name.size(), std::string_view(o->ref.name)); });
            for (const Object *object : objects)
                m_all.push_back({object, {}, !isUnnamed(*object)});
        }
    }

    std::vector<TablePart> parts()
    {
        while (true) {
            std::vector<TablePart> ordered = this->ordered();
            std::vector<NamedConstraint> named;
            std::ranges::transform(ordered, std::back_inserter(named), namedConstraint);
            const std::vector<std::string> names = constraintNames(m_table.name, named);
            bool fits = true;
            for (std::size_t i = 0; i < ordered.size(); ++i) {
                if (names[i] == ordered[i].object->ref.name)
                    continue;
                std::ranges::find(m_all, ordered[i].object, &TablePart::object)->written = true;
                fits = fits && ordered[i].written; // two equal written names cannot be helped
            }
            if (fits)
                return ordered;
        }
    }

private:
    std::vector<TablePart> ordered() const
    {
        std::vector<TablePart> placed = m_all;
        for (TablePart &part : placed)
            part.column = columnOf(part);
        std::vector<TablePart> ordered;
        for (const Object *column : m_columns)
            std::ranges::copy_if(placed, std::back_inserter(ordered), [&](const TablePart &part) { return part.column == column->ref.name; });
        std::ranges::copy_if(placed, std::back_inserter(ordered), [](const TablePart &part) { return part.column.empty(); });
        return ordered;
    }

    /// The column at which the part stands best.
    std::string columnOf(const TablePart &part) const
    {
        const NamedConstraint named = namedConstraint(part);
        const bool isSingle = named.columns.size() == 1 && m_catalog.contains(columnRef(m_table.schema, m_table.name, named.columns[0]));
        if (named.kind == Kind::PrimaryKey && isSingle) {
            const Column &column = m_catalog.find(columnRef(m_table.schema, m_table.name, named.columns[0]))->as<Column>();
            if (column.autoIncrement)
                return named.columns[0];
        }
        if (part.written)
            return {};
        if (named.kind != Kind::Check)
            return isSingle ? named.columns[0] : std::string();
        if (isNumbered(part.object->ref.name, defaultName(m_table.name, {Kind::Check, {}, {}, {}})))
            return {};
        for (const Object *column : m_columns) {
            if (isNumbered(part.object->ref.name, defaultName(m_table.name, {Kind::Check, {}, column->ref.name, {}})))
                return column->ref.name;
        }
        return {};
    }

    const Catalog &m_catalog;
    ObjectRef m_table;
    std::vector<const Object *> m_columns;
    std::vector<TablePart> m_all;
};

} // namespace

bool isUnnamed(const Object &constraint)
{
    if (const PrimaryKey *primary = constraint.get<PrimaryKey>())
        return primary->unnamed;
    if (const UniqueKey *unique = constraint.get<UniqueKey>())
        return unique->unnamed;
    if (const CheckConstraint *check = constraint.get<CheckConstraint>())
        return check->unnamed;
    const ForeignKey *foreign = constraint.get<ForeignKey>();
    return foreign && foreign->unnamed;
}

void setUnnamed(Object &constraint, bool unnamed)
{
    if (constraint.get<PrimaryKey>())
        constraint.as<PrimaryKey>().unnamed = unnamed;
    else if (constraint.get<UniqueKey>())
        constraint.as<UniqueKey>().unnamed = unnamed;
    else if (constraint.get<CheckConstraint>())
        constraint.as<CheckConstraint>().unnamed = unnamed;
    else if (constraint.get<ForeignKey>())
        constraint.as<ForeignKey>().unnamed = unnamed;
}

std::vector<TablePart> tableParts(const Catalog &catalog, const ObjectRef &table)
{
    return Layout(catalog, table).parts();
}

void leaveDefaultNamesUnwritten(Catalog &catalog, const ObjectRef &table)
{
    for (const Object *part : catalog.partsOf(table))
        setUnnamed(*catalog.find(part->ref), true);
    for (const TablePart &part : tableParts(catalog, table)) {
        if (part.written)
            setUnnamed(*catalog.find(part.object->ref), false);
    }
}

} // namespace kilter::sqlite
