#pragma once
#include "core/diff/diff.h"
#include "core/scratch/scratch.h"

#include <filesystem>

namespace kilter {

/// An object that could not be built, with the server's words.
struct Unsettled
{
    ObjectRef object;
    Error error;
};

struct SettleOptions
{
    std::filesystem::path cacheFolder; ///< e.g. .kilter/cache; empty: nothing is kept
    bool tolerant = false;             ///< what cannot be built keeps its own text and is listed; else it is an error
};

struct Settled
{
    Catalog catalog;
    std::vector<Unsettled> unsettled;
};

/// The catalog in the server's own words: built in the scratch place and read back; what changed by that is built and
/// read again until it stays (three rounds at most). Owners, places in files and the order of columns stay those of the
/// given catalog. Kept by the catalog's hash and the server's major, so that the same catalog never needs the place
/// again. An object that cannot be built is Invalid, with its name and its place in a file.
[[nodiscard]] Result<Settled> settled(const Catalog &catalog, ScratchOnDemand &scratch,
                                      const SettleOptions &options = {});

/// Two catalogs of which one server may spell the same thing differently (created, or dumped and restored; other
/// majors).
struct Spelled
{
    Catalog to; ///< texts that mean the same as in `from` are written as there
    std::vector<ObjectRef>
        open;          ///< objects of `to` of which that is not known: perhaps only spelled differently; sorted
    Diagnostics notes; ///< why not known
};

/// `to` with each text that only spells differently written as in `from` (after the renames), so that neither diff nor
/// plan sees it. Only texts that look alike but for casts and spelling are built, with what they need; nothing is
/// opened when there are none. Without a scratch place (null) they stay open. SQLite keeps texts as they were given:
/// nothing to do there.
[[nodiscard]] Result<Spelled> spelledLike(const Catalog &from, const Catalog &to, const std::vector<Rename> &renames,
                                          ScratchOnDemand *scratch, const std::filesystem::path &cacheFolder = {});

/// diff(from, to), with texts compared once more in settled form; what stays open has perhapsSpelling.
[[nodiscard]] Result<ChangeList> settledDiff(const Catalog &from, const Catalog &to, const DiffOptions &options,
                                             ScratchOnDemand *scratch, const std::filesystem::path &cacheFolder = {});

} // namespace kilter
