#include "core/dialect/sqlite/canonical.h"
#include "core/dialect/sqlite/createtable.h"
#include "core/dialect/sqlite/references.h"
#include "tests/fuzz/property.h"

#include <string>

using namespace kilter;
using namespace kilter::sqlite;

namespace {

/// The one spelling of a text is itself in that spelling, and as good SQL tokens as the text.
template<class Canonical>
void checkFixedPoint(const std::string &sql, Canonical canonical)
{
    const std::string once = canonical(sql);
    KILTER_PROPERTY(canonical(once) == once);
    KILTER_PROPERTY(!tokensOf(sql) || tokensOf(once));
}

Catalog smallCatalog()
{
    Catalog catalog;
    catalog.dialect = DialectKind::Sqlite;
    catalog.add(Object(tableRef({}, "t"), Table{}));
    for (const char *name : {"a", "key", "b c"})
        catalog.add(Object(columnRef({}, "t", name), Column{}));
    return catalog;
}

} // namespace

/// What stands in sqlite_schema may be anything: the parsers end with a result or an error, and the canonicaliser is a fixed point.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const Catalog catalog = smallCatalog();
    static const CatalogNames names(catalog);
    static const NameScope table = names.tableScope(tableRef({}, "t"));
    const std::string sql(reinterpret_cast<const char *>(data), size);
    checkFixedPoint(sql, [](const std::string &text) { return canonicalExpression(text, table); });
    checkFixedPoint(sql, [](const std::string &text) { return canonicalQuery(text, names.queryScope()); });
    checkFixedPoint(sql, [](const std::string &text) { return canonicalTrigger(text, names.queryScope()); });
    checkFixedPoint(sql, [](const std::string &text) { return canonicalDefault(text); });
    checkFixedPoint(sql, [](const std::string &text) { return canonicalType(text); });
    static_cast<void>(parseTable(sql));
    static_cast<void>(parseIndex(sql));
    static_cast<void>(parseView(sql));
    static_cast<void>(parseTrigger(sql));
    static_cast<void>(relationsIn(sql, names));
    static_cast<void>(namesUnknownRelation(sql, names));
    return 0;
}
