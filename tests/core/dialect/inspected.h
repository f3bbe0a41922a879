#pragma once
#include "core/base/text.h"
#include "core/dialect/postgresql/inspect.h"
#include "tests/support/postgres.h"

#include <gtest/gtest.h>

#include <algorithm>

/// Catalogs of PostgreSQL databases as short texts, for the tests of the inspector.
namespace kilter::test {

inline std::unique_ptr<Connection> opened(const std::string &url)
{
    auto parsed = parseUrl(url);
    EXPECT_TRUE(parsed);
    auto connection = Connection::open(*parsed);
    EXPECT_TRUE(connection) << toText(connection.error());
    return std::move(*connection);
}

inline Catalog inspected(const TestDatabase &database, const InspectOptions &options = {})
{
    const auto connection = opened(database.url());
    auto catalog = postgresql::inspect(*connection, options);
    EXPECT_TRUE(catalog) << (catalog ? "" : toText(catalog.error()));
    return catalog ? std::move(*catalog) : Catalog();
}

/// "kind:schema.parent.name", as toText(ObjectRef).
inline const Object *objectOf(const Catalog &catalog, const std::string &name)
{
    for (const Object &object : catalog.objects()) {
        if (toText(object.ref) == name)
            return &object;
    }
    return nullptr;
}

/// The fields that are not at their default, as JSON; "none" when there is no such object.
inline std::string fieldsOf(const Catalog &catalog, const std::string &name)
{
    const Object *object = objectOf(catalog, name);
    if (!object)
        return "none";
    const Json json = toJson(*object);
    const Json *fields = json.find("fields");
    return fields ? replaced(toText(*fields), "\"", "'") : "{}";
}

/// What an object needs, one after the other.
inline std::string needsOf(const Catalog &catalog, const std::string &name)
{
    const Object *object = objectOf(catalog, name);
    std::string text;
    for (const ObjectRef &need : object ? object->needs : std::vector<ObjectRef>())
        text += (text.empty() ? "" : " ") + toText(need);
    return text;
}

inline std::vector<std::string> names(const Catalog &catalog)
{
    std::vector<std::string> result;
    for (const Object &object : catalog.objects())
        result.push_back(toText(object.ref));
    return result;
}

inline bool notes(const Catalog &catalog, const std::string &what, const std::string &code = "not-modelled")
{
    return std::any_of(catalog.notes.begin(), catalog.notes.end(), [&](const Diagnostic &note) {
        return note.code == code &&
               (code != "not-modelled"
                    ? note.message.find(what) != std::string::npos
                    : note.message == what + " is not modelled yet: it is neither compared nor planned");
    });
}

inline std::string allNotes(const Catalog &catalog)
{
    std::string text;
    for (const Diagnostic &note : catalog.notes)
        text += toText(note) + '\n';
    return text;
}

using Names = std::vector<std::string>;

} // namespace kilter::test
