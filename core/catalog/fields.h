#pragma once
#include "core/base/text.h"
#include "core/catalog/traits.h"

#include <type_traits>

/// Text of a field's value for people; for the templates over Traits.
namespace kilter {

template<class T>
concept HasTraits = requires { Traits<T>::fields; };

inline std::string valueText(const std::string &value) { return value; }
inline std::string valueText(bool value) { return value ? "yes" : "no"; }
inline std::string valueText(std::int64_t value) { return std::to_string(value); }
inline std::string valueText(const ObjectRef &value) { return qualifiedName(value); }
template<HasTraits T>
std::string valueText(const T &value);

inline std::string valueText(const ForeignOptions &value)
{
    std::string text;
    for (const std::string &option : value.plain)
        text += (text.empty() ? "" : ", ") + option;
    for (const std::string &name : value.secretNames)
        text += (text.empty() ? "" : ", ") + name + "=(secret)";
    return text;
}

template<class T>
std::string valueText(const std::vector<T> &values)
{
    std::string text;
    for (const T &value : values)
        text += (text.empty() ? "" : ", ") + valueText(value);
    return text;
}

template<class T>
std::string valueText(const std::optional<T> &value)
{
    return value ? valueText(*value) : std::string();
}

template<HasTraits T>
std::string valueText(const T &value)
{
    std::string text;
    const T standard{};
    forEachField<T>([&](const auto &f) {
        if (value.*f.member == standard.*f.member)
            return;
        text += (text.empty() ? "" : " ") + std::string(f.name) + '=' + valueText(value.*f.member);
    });
    return text.empty() ? std::string("default") : text;
}

template<>
inline std::string valueText(const IndexKey &key)
{
    std::string text = key.isExpression ? '(' + key.expression + ')' : key.expression;
    if (!key.collation.empty())
        text += " collate " + key.collation;
    if (!key.operatorClass.empty())
        text += ' ' + key.operatorClass;
    if (key.descending)
        text += " desc";
    if (key.nullsFirst != key.descending)
        text += key.nullsFirst ? " nulls first" : " nulls last";
    return text;
}

} // namespace kilter
