#pragma once
#include "core/catalog/objects.h"

namespace kilter {

enum class DialectKind { PostgreSql, Sqlite };
std::string_view keyword(DialectKind kind); ///< "postgresql" | "sqlite"
std::optional<DialectKind> dialectKindOf(std::string_view keyword);

/// SQL of a file that describes objects which only a server can read: a function, a policy, an ALTER TABLE … ENABLE ROW LEVEL SECURITY.
struct UnreadSql
{
    std::string sql;
    SourcePlace source;
};

/// Every object of a database schema, sorted by ref. Desired when it comes from files, actual when it was inspected. A value: copies share the
/// objects until one of them is edited.
class Catalog
{
public:
    DialectKind dialect = DialectKind::PostgreSql;
    int serverVersion = 0; ///< server_version_num (150004) or sqlite3_libversion_number (3040001); 0: not from a server
    bool settled = false;  ///< every text is in the server's own words
    std::string role;      ///< of the session that read it: it owns what it makes; empty: not from a session
    Diagnostics notes;     ///< what is there but not modelled, not readable, invalid …; never compared
    std::vector<UnreadSql> unread; ///< what belongs to it too; settling reads it. Never compared, but part of the hash

    Objects objects() const { return Objects(m_objects); }
    bool empty() const { return m_objects.empty(); }
    std::size_t size() const { return m_objects.size(); }

    const Object *find(const ObjectRef &ref) const;
    SharedObject shared(const ObjectRef &ref) const; ///< none: not here
    Object *edit(const ObjectRef &ref); ///< change the body, never the ref; what find() gave of it before may be another's by then
    bool contains(const ObjectRef &ref) const { return find(ref) != nullptr; }

    bool add(SharedObject object); ///< false, and nothing done, when the ref is there already
    bool add(Object object) { return add(SharedObject(std::move(object))); }
    void addAll(std::vector<Object> objects); ///< sorts once; of two with one ref the first stays
    void addShared(std::vector<SharedObject> objects); ///< the same
    bool remove(const ObjectRef &ref);
    template<class Predicate>
    void removeIf(Predicate predicate)
    {
        std::erase_if(m_objects, [&](const SharedObject &object) { return predicate(*object); });
    }

    Objects all(Kind kind) const;
    Objects partsOf(const ObjectRef &table, Kind kind) const; ///< columns, constraints … of a table, by name
    std::vector<const Object *> partsOf(const ObjectRef &table) const;        ///< all of them

    /// The table's columns in its columnOrder.
    std::vector<const Object *> columnsOf(const ObjectRef &table) const;
    const Object *primaryKeyOf(const ObjectRef &table) const;

    /// Equality of what is compared: the same refs with the same content, and one dialect.
    bool operator==(const Catalog &other) const;

private:
    std::vector<SharedObject> m_objects;
};

/// Roll-up of all content hashes: "still the database that was reviewed". Carries the traits' version: "1:…".
std::string catalogHash(const Catalog &catalog);

/// JSON both ways: {"dialect", "serverVersion", "objects": […], "notes": […]}; stable order.
Json toJson(const Catalog &catalog);
[[nodiscard]] Result<Catalog> catalogFromJson(const Json &json);

} // namespace kilter
