#include "core/base/hash.h"
#include "core/catalog/catalog.h"
#include "core/catalog/traits.h"

#include <type_traits>

namespace kilter {
namespace {

/// Unambiguous bytes of values: each with a type letter, strings with their length.
void append(std::string &out, const std::string &value)
{
    out += 's' + std::to_string(value.size()) + ':' + value;
}

void append(std::string &out, bool value)
{
    out += value ? "t" : "f";
}

void append(std::string &out, std::int64_t value)
{
    out += 'i' + std::to_string(value) + ';';
}

void append(std::string &out, const ObjectRef &value)
{
    out += 'r' + std::to_string(int(value.kind));
    for (const std::string *part : {&value.schema, &value.parent, &value.name, &value.signature})
        append(out, *part);
}

template<class T>
void append(std::string &out, const std::optional<T> &value);
template<class T>
void append(std::string &out, const std::vector<T> &values);

template<class T>
    requires requires { Traits<T>::fields; }
void append(std::string &out, const T &value)
{
    forEachField<T>([&](const auto &f) {
        if (f.use == FieldUse::Compared)
            append(out, value.*f.member);
    });
}

template<class T>
void append(std::string &out, const std::optional<T> &value)
{
    out += value ? 'o' : 'n';
    if (value)
        append(out, *value);
}

template<class T>
void append(std::string &out, const std::vector<T> &values)
{
    out += 'v' + std::to_string(values.size()) + ':';
    for (const T &value : values)
        append(out, value);
}

std::string bytesOf(const Object &object)
{
    std::string bytes = std::to_string(int(object.ref.kind)) + ';';
    std::visit([&](const auto &body) { append(bytes, body); }, object.body);
    append(bytes, object.comment);
    return bytes;
}

} // namespace

std::string contentHash(const Object &object)
{
    std::string bytes;
    append(bytes, object.ref);
    return sha256(bytes + bytesOf(object)).substr(0, 32);
}

std::string shapeHash(const Object &object)
{
    return sha256(bytesOf(object)).substr(0, 32);
}

std::string catalogHash(const Catalog &catalog)
{
    std::string bytes(keyword(catalog.dialect));
    for (const Object &object : catalog.objects()) {
        append(bytes, object.ref);
        bytes += bytesOf(object);
    }
    for (const UnreadSql &unread : catalog.unread)
        append(bytes, unread.sql);
    return std::to_string(traitsVersion) + ':' + sha256(bytes).substr(0, 32);
}

} // namespace kilter
