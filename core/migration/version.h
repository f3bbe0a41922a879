#pragma once
#include "core/base/result.h"
#include "core/diff/diff.h"
#include "core/migration/migration.h"

namespace kilter {

/// A semantic version (semver.org 2.0.0), "1.2.3" or "1.2.3-rc.1"; a leading v and missing parts are accepted when read
/// ("v1.2" is 1.2.0).
struct SemVer
{
    int major = 0;
    int minor = 0;
    int patch = 0;
    std::string preRelease;

    bool operator==(const SemVer &) const = default;
};

std::optional<SemVer> parseSemVer(std::string_view text);
std::string toText(const SemVer &version);
/// Precedence of semver.org, 11.
std::strong_ordering compare(const SemVer &a, const SemVer &b);
bool isAbove(std::string_view version, std::string_view present); ///< false when `version` is none

/// How far a version must rise.
enum class VersionStep
{
    Patch,
    Minor,
    Major
};
std::string_view keyword(VersionStep step); ///< "patch" | "minor" | "major"

struct ProposedVersion
{
    std::string version;
    VersionStep step = VersionStep::Patch;
    std::string reason; ///< "minor: add column public.t.c"
    bool breaking = false;
};

/// Breaking changes raise major, additive ones minor, constraint and comment fixes patch. `current` empty: the first
/// version, 1.0.0.
ProposedVersion proposedVersion(std::string_view current, const ChangeList &changes);

/// A diagnostic for each version that several of the migrations have.
Diagnostics sharedVersions(const std::vector<Migration> &pending);

} // namespace kilter
