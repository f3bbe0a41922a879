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

/// Lays out the constraints of one table.
class Layout
{
public:
    Layout(const Catalog &catalog, const ObjectRef &table) : m_catalog(catalog), m_table(table), m_columns(catalog.columnsOf(table))
    {
        for (const Kind kind : {Kind::PrimaryKey, Kind::Unique, Kind::Check, Kind::ForeignKey}) {
            const auto objects = catalog.partsOf(table, kind);
            for (const Object &object : objects)
                m_all.push_back(placed(object, int(objects.size())));
        }
        // Numbered names in the order of their numbers.
        std::ranges::stable_sort(m_all, {}, [](const Placed &p) { return std::pair(p.part.object->ref.kind, p.number); });
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
                std::ranges::find(m_all, ordered[i].object, [](const Placed &p) { return p.part.object; })->part.written = true;
                fits = fits && ordered[i].written; // two equal written names cannot be helped
            }
            if (fits)
                return ordered;
        }
    }

private:
    /// A constraint with the column at which it stands if its name stays unwritten.
    struct Placed
    {
        TablePart part;
        int number = 0; ///< of its default name
    };

    std::vector<TablePart> ordered() const
    {
        std::vector<TablePart> parts;
        for (const Object *column : m_columns) {
            for (const Placed &placed : m_all) {
                if (placed.part.column == column->ref.name && (!placed.part.written || countsUp(placed.part)))
                    parts.push_back(placed.part);
            }
        }
        for (const Placed &placed : m_all) {
            if (std::ranges::find(parts, placed.part.object, &TablePart::object) != parts.end())
                continue;
            parts.push_back(placed.part);
            parts.back().column.clear();
        }
        return parts;
    }

    /// AUTOINCREMENT stands with its column's PRIMARY KEY.
    bool countsUp(const TablePart &part) const
    {
        const Object *column = m_catalog.find(columnRef(m_table.schema, m_table.name, part.column));
        return part.object->ref.kind == Kind::PrimaryKey && column && column->as<Column>().autoIncrement;
    }

    Placed placed(const Object &object, int highest) const
    {
        Placed result{{&object, {}, !isUnnamed(object)}, 0};
        NamedConstraint named = namedConstraint(result.part);
        if (named.kind != Kind::Check) {
            if (named.columns.size() == 1 && m_catalog.contains(columnRef(m_table.schema, m_table.name, named.columns[0])))
                result.part.column = named.columns[0];
            const auto number = defaultNumber(m_table.name, named, object.ref.name, highest);
            result.number = number.value_or(0);
            result.part.written = result.part.written || !number;
            return result;
        }
        // A name that no place gives has to be written: left to parts(), it would first take a number from another.
        bool isDefault = false;
        std::vector<std::string> columns{{}};
        std::ranges::transform(m_columns, std::back_inserter(columns), [](const Object *column) { return column->ref.name; });
        for (const std::string &column : columns) {
            named.column = column;
            const auto number = result.part.written ? std::nullopt : defaultNumber(m_table.name, named, object.ref.name, highest);
            if (!number)
                continue;
            result.part.column = column;
            result.number = *number;
            isDefault = true;
            break;
        }
        result.part.written = result.part.written || !isDefault;
        return result;
    }

    const Catalog &m_catalog;
    ObjectRef m_table;
    std::vector<const Object *> m_columns;
    std::vector<Placed> m_all;
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
        setUnnamed(*catalog.edit(part->ref), true);
    for (const TablePart &part : tableParts(catalog, table)) {
        if (part.written)
            setUnnamed(*catalog.edit(part.object->ref), false);
    }
}

} // namespace kilter::sqlite
