#include "core/migration/version.h"

#include "core/base/text.h"

#include <charconv>

namespace kilter {

namespace {

bool isNumeric(std::string_view text)
{
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::optional<int> number(std::string_view text)
{
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (!isNumeric(text) || error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

/// Identifiers of a pre-release compare by number when both are numbers; numbers stand below words.
std::strong_ordering compareIdentifiers(const std::string &a, const std::string &b)
{
    const bool aNumber = isNumeric(a), bNumber = isNumeric(b);
    if (aNumber != bNumber)
        return aNumber ? std::strong_ordering::less : std::strong_ordering::greater;
    if (aNumber && a.size() != b.size())
        return a.size() <=> b.size();
    return a.compare(b) <=> 0;
}

std::strong_ordering comparePreRelease(const std::string &a, const std::string &b)
{
    if (a.empty() || b.empty())
        return a.empty() <=> b.empty();
    const auto left = split(a, '.'), right = split(b, '.');
    for (std::size_t i = 0; i < std::min(left.size(), right.size()); ++i) {
        if (const auto order = compareIdentifiers(left[i], right[i]); order != 0)
            return order;
    }
    return left.size() <=> right.size();
}

bool isConstraint(Kind kind)
{
    return kind == Kind::PrimaryKey || kind == Kind::Unique || kind == Kind::Check || kind == Kind::ForeignKey
           || kind == Kind::Exclusion;
}

/// What readers and writers of the database see; indexes and constraints are not part of it.
bool isInterface(Kind kind)
{
    return !isConstraint(kind) && kind != Kind::Index && kind != Kind::Rule && kind != Kind::EventTrigger
           && kind != Kind::Statistics && kind != Kind::Trigger && kind != Kind::Policy;
}

bool hasField(const Change &change, std::string_view field)
{
    return std::any_of(change.fields.begin(), change.fields.end(),
                       [&](const FieldChange &f) { return f.field == field; });
}

/// A new column that every writer must fill.
bool mustBeFilled(const Object &object)
{
    const Column *column = object.get<Column>();
    return column && column->notNull && !column->defaultExpression && column->generated.empty() &&
           column->identity.empty();
}

bool losesValues(const Change &change)
{
    const EnumType *before = change.before->get<EnumType>();
    const EnumType *after = change.after->get<EnumType>();
    return before && after && std::any_of(before->labels.begin(), before->labels.end(), [&](const std::string &value) {
               return std::find(after->labels.begin(), after->labels.end(), value) == after->labels.end();
           });
}

VersionStep stepOfAlter(const Change &change)
{
    if (change.perhapsSpelling)
        return VersionStep::Patch;
    switch (change.ref().kind) {
    case Kind::Column:
        return hasField(change, "type") ? VersionStep::Major : VersionStep::Patch;
    case Kind::Enum:
        return losesValues(change) ? VersionStep::Major : VersionStep::Minor;
    case Kind::MaterializedView:
    case Kind::View:
        return hasField(change, "definition") ? VersionStep::Minor : VersionStep::Patch;
    default:
        return VersionStep::Patch;
    }
}

VersionStep stepOf(const Change &change, const std::set<ObjectRef> &newTables)
{
    const Kind kind = change.ref().kind;
    switch (change.type) {
    case ChangeType::Add:
        if (isPartOfTable(kind) && newTables.contains(tableOf(change.ref())))
            return VersionStep::Patch;
        if (mustBeFilled(*change.after))
            return VersionStep::Major;
        return isConstraint(kind) ? VersionStep::Patch : VersionStep::Minor;
    case ChangeType::Drop:
    case ChangeType::Rename:
        return isInterface(kind) ? VersionStep::Major : VersionStep::Patch;
    case ChangeType::Alter:
        return stepOfAlter(change);
    }
    return VersionStep::Patch;
}

std::string raised(const SemVer &from, VersionStep step)
{
    switch (step) {
    case VersionStep::Major:
        return toText(SemVer{from.major + 1, 0, 0, {}});
    case VersionStep::Minor:
        return toText(SemVer{from.major, from.minor + 1, 0, {}});
    case VersionStep::Patch:
        break;
    }
    return toText(SemVer{from.major, from.minor, from.patch + (from.preRelease.empty() ? 1 : 0), {}});
}

} // namespace

std::optional<SemVer> parseSemVer(std::string_view text)
{
    if (text.starts_with('v') || text.starts_with('V'))
        text.remove_prefix(1);
    text = text.substr(0, text.find('+'));
    SemVer version;
    if (const auto dash = text.find('-'); dash != std::string_view::npos) {
        version.preRelease = text.substr(dash + 1);
        text = text.substr(0, dash);
        if (version.preRelease.empty())
            return std::nullopt;
    }
    const auto parts = split(text, '.');
    if (parts.size() > 3)
        return std::nullopt;
    int *fields[] = {&version.major, &version.minor, &version.patch};
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto value = number(parts[i]);
        if (!value)
            return std::nullopt;
        *fields[i] = *value;
    }
    return version;
}

std::string toText(const SemVer &version)
{
    std::string text =
        std::to_string(version.major) + '.' + std::to_string(version.minor) + '.' + std::to_string(version.patch);
    return version.preRelease.empty() ? text : text + '-' + version.preRelease;
}

std::strong_ordering compare(const SemVer &a, const SemVer &b)
{
    const auto left = std::tie(a.major, a.minor, a.patch), right = std::tie(b.major, b.minor, b.patch);
    if (const auto order = left <=> right; order != 0)
        return order;
    return comparePreRelease(a.preRelease, b.preRelease);
}

bool isAbove(std::string_view version, std::string_view present)
{
    const auto a = parseSemVer(version);
    const auto b = parseSemVer(present);
    return a && (!b || compare(*a, *b) > 0);
}

std::string_view keyword(VersionStep step)
{
    switch (step) {
    case VersionStep::Patch:
        return "patch";
    case VersionStep::Minor:
        return "minor";
    case VersionStep::Major:
        return "major";
    }
    return {};
}

ProposedVersion proposedVersion(std::string_view current, const ChangeList &changes)
{
    std::set<ObjectRef> newTables;
    for (const Change &change : changes.changes) {
        if (change.type == ChangeType::Add && !isPartOfTable(change.ref().kind))
            newTables.insert(change.ref());
    }
    ProposedVersion proposed;
    std::vector<std::string> reasons;
    for (const Change &change : changes.changes) {
        const VersionStep step = stepOf(change, newTables);
        if (step > proposed.step)
            reasons.clear();
        proposed.step = std::max(proposed.step, step);
        if (step == proposed.step)
            reasons.push_back(wordsFor(change));
    }
    proposed.breaking = proposed.step == VersionStep::Major;
    const auto present = parseSemVer(current);
    proposed.version = present ? raised(*present, proposed.step) : "1.0.0";
    proposed.reason = present ? std::string(keyword(proposed.step)) : "first version";
    if (!reasons.empty())
        proposed.reason +=
            ": " + reasons.front() + (reasons.size() > 1 ? " and " + std::to_string(reasons.size() - 1) + " more" : "");
    return proposed;
}

Diagnostics sharedVersions(const std::vector<Migration> &pending)
{
    std::map<std::string, std::vector<const Migration *>> byVersion;
    for (const Migration &migration : pending) {
        if (const auto version = parseSemVer(migration.version))
            byVersion[toText(*version)].push_back(&migration);
    }
    Diagnostics diagnostics;
    for (const auto &[version, migrations] : byVersion) {
        if (migrations.size() < 2)
            continue;
        std::vector<std::string> ids;
        for (const Migration *migration : migrations)
            ids.push_back(migration->id);
        diagnostics.push_back({Severity::Error,
                               "shared-version",
                               "version " + version + " is that of " + counted(ids.size(), "pending migration") + ": " +
                                   joined(ids, ", "),
                               "Give each its own version; kilter merge renumbers.",
                               {migrations.back()->path, 0, 0}});
    }
    return diagnostics;
}

} // namespace kilter
