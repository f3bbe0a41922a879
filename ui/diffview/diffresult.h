#pragma once
#include "core/comparison/comparison.h"
#include "ui/diffview/desired.h"
#include "ui/look/badges.h"

#include <QString>

namespace kilter::ui {

/// What a person decided about the differences between models and store; kept while both change.
struct Decisions
{
    std::vector<Rename> renames;       ///< yes, that is a rename
    std::set<std::string> notRenames;  ///< toText() of candidates: no, drop and add
    std::map<std::string, bool> ticks; ///< by changeKey()
};

/// Stable name of a change: what it does and to what.
std::string changeKey(const Change &change);

/// Why model and store differ, judged by what the ledger says the store should be.
enum class Standing
{
    Intended, ///< the model was changed; or nothing is known of what the store should be
    Drift,    ///< the store was changed by hand, the model is as the ledger says
    Both
};

/// "varchar(160) → varchar(200)", with the part that differs.
struct ValueWords
{
    QString field;  ///< "default"; empty where it goes without saying
    QString prefix; ///< what both begin with
    QString before;
    QString after;
};

/// A row of the tree of differences; groups are the objects, below them what differs.
struct DiffNode
{
    enum class Type
    {
        Group,
        Change,
        Property,
        RenameQuestion, ///< "Rename", "Drop and add"
        DriftQuestion,  ///< "Update store", "Update model", "Ignore"
        Note
    };
    Type type = Type::Change;
    std::string key; ///< unique among its siblings, and the same after the next comparison
    ObjectRef object;
    Sign sign = Sign::None;
    QString name;
    QString detail; ///< behind the name: a type, a kind
    bool isCode = false; ///< name and detail are code
    std::optional<ValueWords> words;
    QString remark; ///< at the right or the end: "new table", "perhaps only spelled differently"
    Token remarkToken = Token::TextSecondary;
    std::optional<Level> level; ///< Group
    QString icon;               ///< Group without a level
    std::string file;           ///< of the model that describes it; empty: none
    std::vector<std::size_t> changes; ///< of the list, with those of the rows below; empty: no tick box
    bool isTickable = false;
    bool isTickedAtFirst = false;
    std::optional<Rename> candidate;
    std::vector<DiffNode> children;
};

/// Models and store compared at one moment; never changed afterwards.
struct DiffResult
{
    WorkspacePtr workspace;
    StorePtr store;
    std::shared_ptr<const Catalog> from; ///< the store, as it was inspected
    std::shared_ptr<const Catalog> to;   ///< the models, in the server's words as far as these are known
    std::shared_ptr<const Catalog> raw;  ///< the models in the dialect's local form
    ChangeList changes;
    DiffOptions options;
    std::vector<Standing> standings; ///< of each change
    std::vector<bool> tickedAtFirst; ///< of each change
    std::vector<std::optional<std::size_t>> wholeOf; ///< of each change: that of its table, with which it comes or goes
    std::vector<DiffNode> groups;
    std::vector<InvalidModel> invalid;
    Diagnostics notes;
    std::optional<Error> error;      ///< the models cannot be compared
    bool needsSettling = false;      ///< texts are not yet read back in the server's words
    double milliseconds = 0;

    bool isEqual() const { return !error && groups.empty(); }
};
using DiffPtr = std::shared_ptr<const DiffResult>;

/// Those changes as a list of their own; for a worker, they are copied.
ChangeList changesOf(const DiffResult &result, const std::vector<std::size_t> &chosen);

/// Fills standings, ticks and groups of a comparison.
void describe(DiffResult &result, const std::vector<Model> &models, const Decisions &decisions);

} // namespace kilter::ui
