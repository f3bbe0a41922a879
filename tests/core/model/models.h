#pragma once
#include "core/model/catalogof.h"
#include "core/model/model.h"

#include <gtest/gtest.h>

/// Models and catalogs for tests, from short texts; a text that does not hold ends the test with its reasons.
namespace kilter::test {

inline Model modelOf(const std::string &text, const std::string &file = "models/test.json")
{
    auto model = parseModel(text, file);
    if (!model)
        throw std::runtime_error(toText(model.error()));
    return std::move(*model);
}

inline Catalog catalogFrom(const std::vector<Model> &models, DialectKind dialect, const MappingOptions &options = {})
{
    auto catalog = catalogOf(models, dialect, options);
    if (!catalog)
        throw std::runtime_error(toText(catalog.error()));
    return std::move(*catalog);
}

/// A model "Thing" (table things) with these properties and more members, both as JSON text.
inline Model thing(const std::string &properties, const std::string &more = {})
{
    return modelOf(R"({"title":"Thing","type":"object","properties":{)" + properties + '}' + (more.empty() ? "" : ',' + more) + '}');
}

template<class T>
const T &part(const Catalog &catalog, Kind kind, const std::string &name, const std::string &table = "things")
{
    const std::string schema = catalog.dialect == DialectKind::PostgreSql ? "public" : "";
    const Object *object = catalog.find(ObjectRef{kind, schema, kind == Kind::Table ? "" : table, name, {}});
    if (!object) {
        std::string all;
        for (const Object &one : catalog.objects())
            all += "\n  " + toText(one.ref);
        throw std::runtime_error("no " + std::string(keyword(kind)) + ' ' + name + " in:" + all);
    }
    return object->as<T>();
}

inline const Column &column(const Catalog &catalog, const std::string &name, const std::string &table = "things")
{
    return part<Column>(catalog, Kind::Column, name, table);
}

/// The expression of a check; empty: there is none of that name.
inline std::string check(const Catalog &catalog, const std::string &name, const std::string &table = "things")
{
    const std::string schema = catalog.dialect == DialectKind::PostgreSql ? "public" : "";
    const Object *object = catalog.find(ObjectRef{Kind::Check, schema, table, name, {}});
    return object ? object->as<CheckConstraint>().expression : std::string();
}

} // namespace kilter::test
