#pragma once
#include "core/catalog/objectref.h"

namespace kilter {

/// "kind:schema.name" with globs (kind and schema may be left out), taken apart once to be asked about many objects.
class Pattern
{
public:
    explicit Pattern(std::string_view text);

    /// Whether it names the object or the table it is part of.
    bool matches(const ObjectRef &ref) const;

private:
    bool matchesName(const ObjectRef &ref) const;

    std::optional<Kind> m_kind; ///< none: any
    std::string m_name;
};

} // namespace kilter
