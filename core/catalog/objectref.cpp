#include "core/catalog/objectref.h"

#include "core/base/text.h"
#include "core/catalog/pattern.h"

#include <array>

namespace kilter {
namespace {

constexpr std::array<std::string_view, kindCount> keywords{"schema", "enum",  "sequence",    "table", "column", "primary-key",
                                                           "unique", "check", "foreign-key", "index",
                                                           "exclusion",
                                                           "domain",
                                                           "composite",
                                                           "range",
                                                           "base-type",
                                                           "function",
                                                           "procedure",
                                                           "aggregate",
                                                           "materialized-view",
                                                           "rule",
                                                           "event-trigger",
                                                           "statistics",
                                                           "view",   "trigger",
                                                           "extension",
                                                           "policy",
                                                           "collation",
                                                           "text-search-parser",
                                                           "text-search-template",
                                                           "text-search-dictionary",
                                                           "text-search-configuration",
                                                           "operator",
                                                           "operator-family",
                                                           "operator-class",
                                                           "cast",
                                                           "conversion",
                                                           "language",
                                                           "transform",
                                                           "access-method",
                                                           "foreign-data-wrapper",
                                                           "foreign-server",
                                                           "user-mapping",
                                                           "publication",
                                                           "subscription",
                                                           "default-privileges"};

} // namespace

std::string_view keyword(Kind kind)
{
    return keywords[std::size_t(kind)];
}

std::optional<Kind> kindOf(std::string_view keyword)
{
    for (std::size_t i = 0; i < keywords.size(); ++i) {
        if (keywords[i] == keyword)
            return Kind(i);
    }
    return std::nullopt;
}

bool isPartOfTable(Kind kind)
{
    switch (kind) {
    case Kind::Column:
    case Kind::PrimaryKey:
    case Kind::Unique:
    case Kind::Check:
    case Kind::ForeignKey:
    case Kind::Exclusion:
    case Kind::Index:
    case Kind::Rule:
    case Kind::Trigger:
    case Kind::Policy:
        return true;
    case Kind::Schema:
    case Kind::Enum:
    case Kind::Sequence:
    case Kind::Domain:
    case Kind::Composite:
    case Kind::Range:
    case Kind::BaseType:
    case Kind::Function:
    case Kind::Procedure:
    case Kind::Aggregate:
    case Kind::MaterializedView:
    case Kind::EventTrigger:
    case Kind::Statistics:
    case Kind::Table:
    case Kind::View:
    case Kind::Extension:
    case Kind::Collation:
    case Kind::TextSearchParser:
    case Kind::TextSearchTemplate:
    case Kind::TextSearchDictionary:
    case Kind::TextSearchConfiguration:
    case Kind::Operator:
    case Kind::OperatorFamily:
    case Kind::OperatorClass:
    case Kind::Cast:
    case Kind::Conversion:
    case Kind::Language:
    case Kind::Transform:
    case Kind::AccessMethod:
    case Kind::ForeignDataWrapper:
    case Kind::ForeignServer:
    case Kind::UserMapping:
    case Kind::Publication:
    case Kind::Subscription:
    case Kind::DefaultPrivileges:
        return false;
    }
    return false;
}

ObjectRef tableOf(const ObjectRef &part)
{
    return tableRef(part.schema, part.parent);
}

std::string qualifiedName(const ObjectRef &ref)
{
    std::string text;
    for (const std::string *part : {&ref.schema, &ref.parent, &ref.name}) {
        if (part->empty())
            continue;
        if (!text.empty())
            text += '.';
        text += *part;
    }
    return ref.signature.empty() ? text : text + '(' + ref.signature + ')';
}

std::string toText(const ObjectRef &ref)
{
    return std::string(keyword(ref.kind)) + ':' + qualifiedName(ref);
}

Pattern::Pattern(std::string_view text)
{
    const auto colon = text.find(':');
    const std::string_view kind = text.substr(0, std::min(colon, text.size()));
    m_kind = colon == std::string_view::npos ? std::nullopt : kindOf(kind);
    const bool hasKind = colon != std::string_view::npos && (m_kind || kind == "*");
    m_name = hasKind ? text.substr(colon + 1) : text;
}

bool Pattern::matchesName(const ObjectRef &ref) const
{
    if (m_name == "*" || matchesGlob(m_name, qualifiedName(ref)))
        return true;
    if (ref.schema.empty())
        return false;
    ObjectRef bare = ref;
    bare.schema.clear();
    return matchesGlob(m_name, qualifiedName(bare));
}

bool Pattern::matches(const ObjectRef &ref) const
{
    if ((!m_kind || *m_kind == ref.kind) && matchesName(ref))
        return true;
    return isPartOfTable(ref.kind) && (!m_kind || *m_kind == Kind::Table) && matchesName(tableOf(ref));
}

bool matchesPattern(std::string_view pattern, const ObjectRef &ref)
{
    return Pattern(pattern).matches(ref);
}

} // namespace kilter
