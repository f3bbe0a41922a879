#include "core/catalog/catalog.h"

#include <algorithm>
#include <atomic>

namespace kilter {
namespace {

struct ByRef
{
    bool operator()(const SharedObject &a, const SharedObject &b) const { return a->ref < b->ref; }
    bool operator()(const SharedObject &a, const ObjectRef &b) const { return a->ref < b; }
};

} // namespace

std::string_view keyword(DialectKind kind)
{
    return kind == DialectKind::PostgreSql ? "postgresql" : "sqlite";
}

std::optional<DialectKind> dialectKindOf(std::string_view keyword)
{
    if (keyword == "postgresql")
        return DialectKind::PostgreSql;
    if (keyword == "sqlite")
        return DialectKind::Sqlite;
    return std::nullopt;
}

const Object *Catalog::find(const ObjectRef &ref) const
{
    const auto at = std::lower_bound(m_objects.begin(), m_objects.end(), ref, ByRef());
    return at != m_objects.end() && (*at)->ref == ref ? &**at : nullptr;
}

SharedObject Catalog::shared(const ObjectRef &ref) const
{
    const auto at = std::lower_bound(m_objects.begin(), m_objects.end(), ref, ByRef());
    return at != m_objects.end() && (*at)->ref == ref ? *at : SharedObject();
}

Object *Catalog::edit(const ObjectRef &ref)
{
    const auto at = std::lower_bound(m_objects.begin(), m_objects.end(), ref, ByRef());
    if (at == m_objects.end() || (*at)->ref != ref)
        return nullptr;
    if (at->m_object.use_count() > 1)
        at->m_object = std::make_shared<Object>(**at);
    else
        std::atomic_thread_fence(std::memory_order_acquire); // whoever let go of it last has read it before
    return at->m_object.get();
}

bool Catalog::add(SharedObject object)
{
    const auto at = std::lower_bound(m_objects.begin(), m_objects.end(), object, ByRef());
    if (at != m_objects.end() && (*at)->ref == object->ref)
        return false;
    m_objects.insert(at, std::move(object));
    return true;
}

void Catalog::addAll(std::vector<Object> objects)
{
    addShared(std::vector<SharedObject>(std::make_move_iterator(objects.begin()), std::make_move_iterator(objects.end())));
}

void Catalog::addShared(std::vector<SharedObject> objects)
{
    std::stable_sort(objects.begin(), objects.end(), ByRef());
    const auto present = std::ptrdiff_t(m_objects.size());
    m_objects.insert(m_objects.end(), std::make_move_iterator(objects.begin()), std::make_move_iterator(objects.end()));
    std::inplace_merge(m_objects.begin(), m_objects.begin() + present, m_objects.end(), ByRef());
    const auto sameRef = [](const SharedObject &a, const SharedObject &b) { return a->ref == b->ref; };
    m_objects.erase(std::unique(m_objects.begin(), m_objects.end(), sameRef), m_objects.end());
}

bool Catalog::remove(const ObjectRef &ref)
{
    const auto at = std::lower_bound(m_objects.begin(), m_objects.end(), ref, ByRef());
    if (at == m_objects.end() || (*at)->ref != ref)
        return false;
    m_objects.erase(at);
    return true;
}

Objects Catalog::all(Kind kind) const
{
    const auto begin = std::partition_point(m_objects.begin(), m_objects.end(), [&](const SharedObject &o) { return o->ref.kind < kind; });
    const auto end = std::partition_point(begin, m_objects.end(), [&](const SharedObject &o) { return o->ref.kind <= kind; });
    return Objects({begin, end});
}

Objects Catalog::partsOf(const ObjectRef &table, Kind kind) const
{
    const auto key = [&](const SharedObject &o) { return std::tie(o->ref.kind, o->ref.schema, o->ref.parent); };
    const auto wanted = std::tie(kind, table.schema, table.name);
    const auto begin = std::partition_point(m_objects.begin(), m_objects.end(), [&](const SharedObject &o) { return key(o) < wanted; });
    const auto end = std::partition_point(begin, m_objects.end(), [&](const SharedObject &o) { return key(o) <= wanted; });
    return Objects({begin, end});
}

std::vector<const Object *> Catalog::partsOf(const ObjectRef &table) const
{
    std::vector<const Object *> parts;
    for (int i = 0; i < kindCount; ++i) {
        if (!isPartOfTable(Kind(i)))
            continue;
        for (const Object &part : partsOf(table, Kind(i)))
            parts.push_back(&part);
    }
    return parts;
}

std::vector<const Object *> Catalog::columnsOf(const ObjectRef &table) const
{
    std::vector<const Object *> columns;
    const Object *object = find(table);
    const std::vector<std::string> *order = object && object->get<Table>() ? &object->as<Table>().columnOrder : nullptr;
    const auto place = [&](const Object *column) {
        return order ? std::find(order->begin(), order->end(), column->ref.name) - order->begin() : 0;
    };
    for (const Object &column : partsOf(table, Kind::Column))
        columns.push_back(&column);
    std::stable_sort(columns.begin(), columns.end(), [&](const Object *a, const Object *b) { return place(a) < place(b); });
    return columns;
}

const Object *Catalog::primaryKeyOf(const ObjectRef &table) const
{
    const auto keys = partsOf(table, Kind::PrimaryKey);
    return keys.empty() ? nullptr : &keys.front();
}

bool Catalog::operator==(const Catalog &other) const
{
    return dialect == other.dialect && m_objects.size() == other.m_objects.size()
           && std::equal(m_objects.begin(), m_objects.end(), other.m_objects.begin(),
                         [](const SharedObject &a, const SharedObject &b) { return a->ref == b->ref && sameContent(*a, *b); });
}

} // namespace kilter
