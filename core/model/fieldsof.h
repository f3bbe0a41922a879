#pragma once
#include "core/base/json.h"
#include "core/catalog/traits.h"

/// Fields of the traits from and to the members of our bags, by name.
namespace kilter {

inline void takeValue(std::string &target, const Json &json)
{
    if (json.isString())
        target = json.text;
}
inline void takeValue(bool &target, const Json &json)
{
    if (json.isBoolean())
        target = json.boolean;
}
inline void takeValue(std::int64_t &target, const Json &json) { target = json.integer(target); }
inline void takeValue(ObjectRef &target, const Json &json)
{
    const Json *schema = json.find("schema");
    const Json *name = json.find("name");
    target = tableRef(schema ? schema->text : std::string(), name ? name->text : std::string());
}
template<class T>
    requires requires { Traits<T>::fields; }
void takeValue(T &target, const Json &json);
template<class T>
void takeValue(std::optional<T> &target, const Json &json)
{
    if (!json.isNull())
        takeValue(target.emplace(), json);
}
template<class T>
void takeValue(std::vector<T> &target, const Json &json)
{
    target.clear();
    for (const Json &item : json.items)
        takeValue(target.emplace_back(), item);
}

/// Members of the bag that have a field's name and the right type; others are left alone.
template<class T>
void takeFields(T &target, const Json &bag)
{
    forEachField<T>([&](const auto &field) {
        if (const Json *value = field.use == FieldUse::Secret ? nullptr : bag.find(field.name))
            takeValue(target.*field.member, *value);
    });
}
template<class T>
    requires requires { Traits<T>::fields; }
void takeValue(T &target, const Json &json)
{
    takeFields(target, json);
}

inline Json fieldJson(const std::string &value) { return Json::of(value); }
inline Json fieldJson(bool value) { return Json::of(value); }
inline Json fieldJson(std::int64_t value) { return Json::of(value); }
inline Json fieldJson(const ObjectRef &value)
{
    Json json = Json::object();
    if (!value.schema.empty())
        json.set("schema", Json::of(value.schema));
    json.set("name", Json::of(value.name));
    return json;
}
template<class T>
    requires requires { Traits<T>::fields; }
Json fieldJson(const T &value);
template<class T>
Json fieldJson(const std::optional<T> &value)
{
    return value ? fieldJson(*value) : Json::null();
}
template<class T>
Json fieldJson(const std::vector<T> &values)
{
    Json json = Json::array();
    for (const T &value : values)
        json.items.push_back(fieldJson(value));
    return json;
}

/// The fields that are not at their default, but for those named.
template<class T>
Json fieldsJson(const T &value, std::initializer_list<std::string_view> without = {})
{
    Json json = Json::object();
    const T standard{};
    forEachField<T>([&](const auto &field) {
        const bool left = std::find(without.begin(), without.end(), field.name) != without.end();
        if (!left && field.use != FieldUse::Secret && !(value.*field.member == standard.*field.member))
            json.set(field.name, fieldJson(value.*field.member));
    });
    return json;
}
template<class T>
    requires requires { Traits<T>::fields; }
Json fieldJson(const T &value)
{
    return fieldsJson(value);
}

} // namespace kilter
