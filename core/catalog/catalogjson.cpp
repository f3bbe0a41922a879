#include "core/catalog/catalog.h"
#include "core/catalog/traits.h"

#include <algorithm>
#include <type_traits>

namespace kilter {
namespace {

Json write(const std::string &value) { return Json::of(value); }
Json write(bool value) { return Json::of(value); }
Json write(std::int64_t value) { return Json::of(value); }

Json write(const ObjectRef &ref)
{
    Json json = Json::object();
    json.set("kind", Json::of(keyword(ref.kind)));
    const std::pair<const char *, const std::string *> parts[] = {
        {"schema", &ref.schema}, {"parent", &ref.parent}, {"name", &ref.name}, {"signature", &ref.signature}};
    for (const auto &[key, value] : parts) {
        if (!value->empty())
            json.set(key, Json::of(*value));
    }
    return json;
}

template<class T>
Json write(const std::optional<T> &value);
template<class T>
Json write(const std::vector<T> &values);

template<class T>
    requires requires { Traits<T>::fields; }
Json write(const T &value)
{
    Json json = Json::object();
    const T standard{};
    forEachField<T>([&](const auto &f) {
        if (f.use != FieldUse::Secret && !(value.*f.member == standard.*f.member))
            json.set(f.name, write(value.*f.member));
    });
    return json;
}

template<class T>
Json write(const std::optional<T> &value)
{
    return value ? write(*value) : Json::null();
}

template<class T>
Json write(const std::vector<T> &values)
{
    Json json = Json::array();
    for (const T &value : values)
        json.items.push_back(write(value));
    return json;
}

tl::unexpected<Error> mistyped(const std::string &expected)
{
    return failure(ErrorCode::Invalid, "a catalog's JSON holds a value that should be " + expected);
}

Result<> read(const Json &json, std::string &value)
{
    if (!json.isString())
        return mistyped("a text");
    value = json.text;
    return {};
}

Result<> read(const Json &json, bool &value)
{
    if (!json.isBoolean())
        return mistyped("true or false");
    value = json.boolean;
    return {};
}

Result<> read(const Json &json, std::int64_t &value)
{
    if (!json.isNumber())
        return mistyped("a number");
    value = json.integer();
    return {};
}

Result<> read(const Json &json, ObjectRef &ref)
{
    const Json *kind = json.find("kind");
    const auto known = kind ? kindOf(kind->text) : std::nullopt;
    if (!json.isObject() || !known)
        return mistyped("an object's name with its kind");
    ref = {*known, {}, {}, {}, {}};
    const std::pair<const char *, std::string *> parts[] = {
        {"schema", &ref.schema}, {"parent", &ref.parent}, {"name", &ref.name}, {"signature", &ref.signature}};
    for (const auto &[key, target] : parts) {
        if (const Json *value = json.find(key))
            KILTER_CHECK(read(*value, *target));
    }
    return {};
}

template<class T>
Result<> read(const Json &json, std::optional<T> &value);
template<class T>
Result<> read(const Json &json, std::vector<T> &values);

template<class T>
    requires requires { Traits<T>::fields; }
Result<> read(const Json &json, T &value)
{
    if (!json.isObject())
        return mistyped("an object");
    Result<> result;
    std::size_t known = 0;
    forEachField<T>([&](const auto &f) {
        const Json *member = json.find(f.name);
        if (!member || !result || f.use == FieldUse::Secret)
            return;
        ++known;
        result = read(*member, value.*f.member);
    });
    if (result && known != json.members.size())
        return failure(ErrorCode::Invalid, "a catalog's JSON holds a field that this version does not know");
    return result;
}

template<class T>
Result<> read(const Json &json, std::optional<T> &value)
{
    value.reset();
    return json.isNull() ? Result<>() : read(json, value.emplace());
}

template<class T>
Result<> read(const Json &json, std::vector<T> &values)
{
    if (!json.isArray())
        return mistyped("an array");
    values.clear();
    for (const Json &item : json.items)
        KILTER_CHECK(read(item, values.emplace_back()));
    return {};
}

/// An inspected catalog: what has no privileges listed has the default ones, which is not written.
bool knowsPrivileges(const Catalog &catalog)
{
    return !catalog.empty() && std::all_of(catalog.objects().begin(), catalog.objects().end(), [](const Object &o) { return o.grants && o.labels; });
}

template<std::size_t... I>
Body emptyBody(Kind kind, std::index_sequence<I...>)
{
    Body body;
    ((Kind(I) == kind ? void(body.emplace<I>()) : void()), ...);
    return body;
}

} // namespace

Json toJson(const Object &object)
{
    Json json = write(object.ref);
    if (Json fields = std::visit([](const auto &body) { return write(body); }, object.body); !fields.members.empty())
        json.set("fields", std::move(fields));
    if (!object.comment.empty())
        json.set("comment", Json::of(object.comment));
    if (!object.owner.empty())
        json.set("owner", Json::of(object.owner));
    if (object.grants && !object.grants->empty())
        json.set("privileges", write(*object.grants));
    if (object.labels && !object.labels->empty())
        json.set("labels", write(*object.labels));
    if (!object.needs.empty())
        json.set("needs", write(object.needs));
    return json;
}

Result<Object> objectFromJson(const Json &json)
{
    Object object;
    KILTER_CHECK(read(json, object.ref));
    object.body = emptyBody(object.ref.kind, std::make_index_sequence<std::variant_size_v<Body>>());
    if (const Json *fields = json.find("fields"))
        KILTER_CHECK(std::visit([&](auto &body) { return read(*fields, body); }, object.body));
    if (const Json *comment = json.find("comment"))
        KILTER_CHECK(read(*comment, object.comment));
    if (const Json *owner = json.find("owner"))
        KILTER_CHECK(read(*owner, object.owner));
    if (const Json *grants = json.find("privileges"))
        KILTER_CHECK(read(*grants, object.grants.emplace()));
    if (const Json *labels = json.find("labels"))
        KILTER_CHECK(read(*labels, object.labels.emplace()));
    if (const Json *needs = json.find("needs"))
        KILTER_CHECK(read(*needs, object.needs));
    return object;
}

Json toJson(const Catalog &catalog)
{
    Json json = Json::object();
    json.set("dialect", Json::of(keyword(catalog.dialect)));
    json.set("serverVersion", Json::of(std::int64_t(catalog.serverVersion)));
    json.set("settled", Json::of(catalog.settled));
    if (knowsPrivileges(catalog))
        json.set("privileges", Json::of(true));
    Json objects = Json::array();
    for (const Object &object : catalog.objects())
        objects.items.push_back(toJson(object));
    json.set("objects", std::move(objects));
    Json notes = Json::array();
    for (const Diagnostic &note : catalog.notes) {
        Json item = Json::object();
        item.set("code", Json::of(note.code));
        item.set("message", Json::of(note.message));
        notes.items.push_back(std::move(item));
    }
    json.set("notes", std::move(notes));
    return json;
}

Result<Catalog> catalogFromJson(const Json &json)
{
    const Json *dialect = json.find("dialect");
    const Json *objects = json.find("objects");
    const auto kind = dialect ? dialectKindOf(dialect->text) : std::nullopt;
    if (!kind || !objects || !objects->isArray())
        return failure(ErrorCode::Invalid, "this JSON is no catalog: it needs \"dialect\" and \"objects\"");
    Catalog catalog;
    catalog.dialect = *kind;
    if (const Json *version = json.find("serverVersion"))
        catalog.serverVersion = int(version->integer());
    if (const Json *settled = json.find("settled"))
        catalog.settled = settled->boolean;
    const Json *privileges = json.find("privileges");
    std::vector<Object> read;
    for (const Json &item : objects->items) {
        KILTER_TRY(Object object, objectFromJson(item));
        if (privileges && privileges->boolean) {
            object.grants = std::move(object.grants).value_or(std::vector<Grant>());
            object.labels = std::move(object.labels).value_or(std::vector<SecurityLabel>());
        }
        read.push_back(std::move(object));
    }
    catalog.addAll(std::move(read));
    if (const Json *notes = json.find("notes")) {
        for (const Json &note : notes->items) {
            const Json *code = note.find("code");
            const Json *message = note.find("message");
            catalog.notes.push_back({Severity::Info, code ? code->text : "", message ? message->text : "", {}, {}});
        }
    }
    return catalog;
}

} // namespace kilter
