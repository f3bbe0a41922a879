#include "core/diff/diff.h"

#include "core/base/text.h"
#include "core/catalog/pattern.h"
#include "core/diff/renamer.h"

#include <algorithm>

namespace kilter {
namespace {

/// Fields whose text a server may spell otherwise.
bool isSpelt(std::string_view field)
{
    constexpr std::string_view names[] = {"default", "generationExpression", "expression", "where", "keys", "definition", "type",
                                          "partitionBy", "partitionBound"};
    return std::find(std::begin(names), std::end(names), field) != std::end(names);
}

class Comparison
{
public:
    Comparison(const Catalog &from, const Catalog &to, const DiffOptions &options)
        : m_from(from), m_to(to), m_options(options), m_include(options.include.begin(), options.include.end()), m_exclude(options.exclude.begin(), options.exclude.end())
    {
    }

    /// One walk over both sorted lists.
    void run(ChangeList &list)
    {
        const Objects before = m_from.objects();
        const Objects after = m_to.objects();
        auto a = before.begin();
        auto b = after.begin();
        while (a != before.end() || b != after.end()) {
            const auto order = a == before.end() ? std::strong_ordering::greater
                               : b == after.end() ? std::strong_ordering::less
                                                  : a->ref <=> b->ref;
            if (order == 0)
                compare(list, (a++).shared(), (b++).shared());
            else if (order < 0)
                add(list, {ChangeType::Drop, (a++).shared(), std::nullopt, {}, false});
            else
                add(list, {ChangeType::Add, std::nullopt, (b++).shared(), {}, false});
        }
        if (m_leftOut > 0)
            list.information.push_back({Severity::Info, "left-out", counted(m_leftOut, "difference") + " left out by patterns", {}, {}});
    }

    bool isIncluded(const ObjectRef &ref) const
    {
        const auto names = [&](const Pattern &pattern) { return pattern.matches(ref); };
        return (m_include.empty() || std::any_of(m_include.begin(), m_include.end(), names)) && std::none_of(m_exclude.begin(), m_exclude.end(), names);
    }

private:
    void add(ChangeList &list, Change change)
    {
        if (!m_options.comparePrivileges && change.ref().kind == Kind::DefaultPrivileges)
            return;
        if (isIncluded(change.ref()))
            list.changes.push_back(std::move(change));
        else
            ++m_leftOut;
    }

    void compare(ChangeList &list, const SharedObject &before, const SharedObject &after)
    {
        if (before->ref.kind == Kind::Table)
            compareOrder(list, *before, *after);
        if (sameContent(*before, *after))
            return;
        auto fields = changedFields(*before, *after);
        if (!m_options.compareOwners)
            std::erase_if(fields, [](const FieldChange &field) { return field.field == "owner"; });
        if (!m_options.comparePrivileges)
            std::erase_if(fields, [](const FieldChange &field) { return field.field == "grant" || field.field == "revoke"; });
        if (fields.empty())
            return;
        const bool perhaps = maybeSpelling(fields);
        add(list, {ChangeType::Alter, before, after, std::move(fields), perhaps});
    }

    bool maybeSpelling(const std::vector<FieldChange> &fields) const
    {
        if (m_from.settled && m_to.settled)
            return false;
        return std::all_of(fields.begin(), fields.end(), [&](const FieldChange &field) {
            return isSpelt(field.field) && !field.from.empty() && !field.to.empty()
                   && maybeSameSql(field.from, field.to, m_to.dialect);
        });
    }

    void compareOrder(ChangeList &list, const Object &before, const Object &after)
    {
        const auto &old = before.as<Table>().columnOrder;
        const auto &wanted = after.as<Table>().columnOrder;
        if (old == wanted || !isIncluded(before.ref))
            return;
        std::vector<std::string> kept;
        std::vector<std::string> keptWanted;
        std::copy_if(old.begin(), old.end(), std::back_inserter(kept),
                     [&](const std::string &name) { return std::find(wanted.begin(), wanted.end(), name) != wanted.end(); });
        std::copy_if(wanted.begin(), wanted.end(), std::back_inserter(keptWanted),
                     [&](const std::string &name) { return std::find(old.begin(), old.end(), name) != old.end(); });
        if (kept != keptWanted) {
            list.information.push_back({Severity::Info, "column-order",
                                        "the columns of " + qualifiedName(before.ref) + " stand in another order: " + joined(kept, ", ")
                                            + " instead of " + joined(keptWanted, ", "),
                                        "the order is left as it is", before.source});
        }
    }

    const Catalog &m_from;
    const Catalog &m_to;
    const DiffOptions &m_options;
    std::vector<Pattern> m_include;
    std::vector<Pattern> m_exclude;
    std::size_t m_leftOut = 0;
};

void addRenames(ChangeList &list, const Catalog &from, const Catalog &after, const std::vector<Rename> &renames)
{
    const Renamer renamer(from, renames);
    for (const auto &[ref, to] : renamer.known()) {
        if (isEnumLabel(ref)) {
            list.changes.push_back({ChangeType::Rename, Object(ref, EnumType()), Object(renamer.mapped(ref), EnumType()), {{"name", ref.name, to}}, false});
            continue;
        }
        if (const SharedObject object = after.shared(renamer.mapped(ref)))
            list.changes.push_back({ChangeType::Rename, from.shared(ref), object, {{"name", ref.name, to}}, false});
    }
    for (const ObjectRef &ref : renamer.occupants())
        list.changes.push_back({ChangeType::Drop, from.shared(ref), std::nullopt, {}, false});
}

} // namespace

bool ChangeList::onlyPerhapsSpelling() const
{
    return !changes.empty() && std::all_of(changes.begin(), changes.end(), [](const Change &change) { return change.perhapsSpelling; });
}

ChangeList diff(const Catalog &from, const Catalog &to, const DiffOptions &options)
{
    ChangeList list;
    std::optional<Catalog> after;
    if (const std::vector<Rename> renames = withFollowing(from, to, options.renames); !renames.empty()) {
        after = renamed(from, renames);
        addRenames(list, from, *after, renames);
    }
    const Catalog &base = after ? *after : from;
    Comparison comparison(base, to, options);
    comparison.run(list);
    if (options.findRenames) {
        list.candidates = renameCandidates(base, to);
        std::erase_if(list.candidates, [&](const Rename &rename) { return !comparison.isIncluded(rename.from); });
    }
    return list;
}

} // namespace kilter
