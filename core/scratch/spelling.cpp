#include "core/dialect/postgresql/emittext.h"
#include "core/diff/sqltext.h"
#include "core/scratch/settle.h"
#include "core/scratch/subcatalog.h"
#include "core/scratch/texts.h"

namespace kilter {
namespace {

/// Whether two texts are worth building: they look alike, or one was never read back and is a query, whose spelling may
/// differ freely.
bool mayMeanTheSame(const Object &a, const Object &b, bool settledBoth, DialectKind dialect)
{
    if (a.ref.kind == Kind::View && !settledBoth)
        return true;
    const std::vector<const std::string *> ours = serverTexts(a);
    const std::vector<const std::string *> theirs = serverTexts(b);
    return std::equal(ours.begin(), ours.end(), theirs.begin(), theirs.end(),
                      [&](const std::string *x, const std::string *y) {
                          return x && y ? *x == *y || maybeSameSql(*x, *y, dialect) : x == y;
                      });
}

std::set<ObjectRef> candidates(const Catalog &from, const Catalog &to)
{
    const bool settledBoth = from.settled && to.settled && from.serverVersion / 10000 == to.serverVersion / 10000;
    std::set<ObjectRef> refs;
    for (const Object &object : to.objects()) {
        const Object *before = from.find(object.ref);
        if (before && !sameTexts(*before, object) && mayMeanTheSame(*before, object, settledBoth, to.dialect))
            refs.insert(object.ref);
    }
    return refs;
}

/// The candidates of one side in the server's words, with what could not be built. Texts are read as a restored dump's would be: what was created and
/// what was restored from it is the same then.
Result<Settled> settledSide(const Catalog &catalog, const std::set<ObjectRef> &refs, ScratchOnDemand &scratch,
                            const std::filesystem::path &cacheFolder)
{
    SettleOptions options;
    options.cacheFolder = cacheFolder;
    options.tolerant = true;
    Catalog asked = subCatalog(catalog, refs);
    for (const ObjectRef &ref : refs) {
        Object *object = asked.edit(ref);
        for (std::string *text : object ? serverTexts(*object) : std::vector<std::string *>()) {
            if (text)
                *text = postgresql::rereadText(std::move(*text));
        }
    }
    return settled(asked, scratch, options);
}

/// Whether the object, or the table that it is part of, could not be built.
const Error *whyUnsettled(const Settled &side, const ObjectRef &ref)
{
    for (const Unsettled &one : side.unsettled) {
        if (one.object == ref || (isPartOfTable(ref.kind) && one.object == tableOf(ref)))
            return &one.error;
    }
    return nullptr;
}

void leaveOpen(Spelled &result, const ObjectRef &ref, const std::string &why)
{
    result.open.push_back(ref);
    result.notes.push_back(
        {Severity::Info, "perhaps-spelling", toText(ref) + " is perhaps only spelled differently: " + why, {}, {}});
}

} // namespace

Result<Spelled> spelledLike(const Catalog &from, const Catalog &to, const std::vector<Rename> &renames,
                            ScratchOnDemand *scratch, const std::filesystem::path &cacheFolder)
{
    Spelled result{to, {}, {}};
    if (to.dialect == DialectKind::Sqlite || from.dialect != to.dialect)
        return result;
    const Catalog before = renames.empty() ? from : renamed(from, renames);
    const std::set<ObjectRef> refs = candidates(before, to);
    if (refs.empty())
        return result;
    Result<Settled> ours = scratch ? settledSide(before, refs, *scratch, cacheFolder)
                                   : failure(ErrorCode::CannotConnect, "there is no scratch place to read it back");
    Result<Settled> theirs = ours ? settledSide(to, refs, *scratch, cacheFolder) : ours;
    if (!theirs && theirs.error().code == ErrorCode::Interrupted)
        return tl::unexpected(std::move(theirs).error());
    for (const ObjectRef &ref : refs) {
        if (!theirs) {
            leaveOpen(result, ref, theirs.error().message);
            continue;
        }
        const Error *why = whyUnsettled(*ours, ref) ? whyUnsettled(*ours, ref) : whyUnsettled(*theirs, ref);
        const Object *a = ours->catalog.find(ref);
        const Object *b = theirs->catalog.find(ref);
        if (why || !a || !b)
            leaveOpen(result, ref, why ? why->message : "it was not read back");
        else if (sameTexts(*a, *b))
            copyTexts(*before.find(ref), *result.to.edit(ref));
    }
    return result;
}

Result<ChangeList> settledDiff(const Catalog &from, const Catalog &to, const DiffOptions &options,
                               ScratchOnDemand *scratch, const std::filesystem::path &cacheFolder)
{
    KILTER_TRY(const Spelled spelled, spelledLike(from, to, options.renames, scratch, cacheFolder));
    ChangeList changes = diff(from, spelled.to, options);
    for (Change &change : changes.changes) {
        const bool open = std::binary_search(spelled.open.begin(), spelled.open.end(), change.ref());
        change.perhapsSpelling =
            open && change.type == ChangeType::Alter && differOnlyInTexts(*change.before, *change.after);
    }
    changes.information.insert(changes.information.end(), spelled.notes.begin(), spelled.notes.end());
    return changes;
}

} // namespace kilter
