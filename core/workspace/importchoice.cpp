#include "core/workspace/importchoice.h"

#include "core/catalog/kinds.h"

namespace kilter {
namespace {

const std::optional<ObjectRef> *ownerOf(const Object &object)
{
    return object.ref.kind == Kind::Sequence ? &object.as<Sequence>().ownedBy : nullptr;
}

} // namespace

ObjectRef rowOf(const ObjectRef &ref)
{
    return isPartOfTable(ref.kind) ? tableOf(ref) : ref;
}

std::vector<ObjectRef> choicesOf(const Catalog &catalog)
{
    std::vector<ObjectRef> choices;
    for (const Object &object : catalog.objects()) {
        const auto *owner = ownerOf(object);
        const bool isOwned = owner && *owner;
        if (object.ref.kind != Kind::Schema && !isPartOfTable(object.ref.kind) && !isOwned)
            choices.push_back(object.ref);
    }
    return choices;
}

Catalog chosenFrom(const Catalog &catalog, const std::set<ObjectRef> &chosen)
{
    Catalog result = catalog;
    std::set<std::string> schemas;
    for (const ObjectRef &ref : chosen)
        schemas.insert(ref.schema);
    Diagnostics notes;
    result.removeIf([&](const Object &object) {
        if (object.ref.kind == Kind::Schema)
            return !schemas.contains(object.ref.name);
        const auto *owner = ownerOf(object);
        if (!chosen.contains(owner && *owner ? tableOf(**owner) : rowOf(object.ref)))
            return true;
        if (object.ref.kind != Kind::ForeignKey || chosen.contains(object.as<ForeignKey>().referencedTable))
            return false;
        notes.push_back({Severity::Warning, "reference-left-out",
                         "the foreign key " + qualifiedName(object.ref) + " is left out: " + qualifiedName(object.as<ForeignKey>().referencedTable)
                             + " was not chosen",
                         "Choose that table too.", {}});
        return true;
    });
    result.notes.insert(result.notes.end(), notes.begin(), notes.end());
    return result;
}

} // namespace kilter
