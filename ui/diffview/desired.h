#pragma once
#include "core/workspace/models.h"
#include "ui/session/state.h"

#include <stop_token>

namespace kilter::ui {

/// A model that is left out of the comparison until it is valid; what it said last counts as long.
struct InvalidModel
{
    std::string file;
    std::string title;
    Diagnostic finding; ///< the first
};

/// What the models of a workspace ask for, recomputed from what an edit touches: a change of one model of a thousand costs a copy of the
/// catalog and the mapping of that model and those that refer to it. Not shared between threads; one job at a time uses it.
class DesiredCatalog
{
public:
    struct Request
    {
        WorkspacePtr workspace;
        StoreConfig store;
        std::map<std::string, std::string> drafts; ///< unsaved texts, by file
    };
    struct Answer
    {
        std::shared_ptr<const Catalog> raw;   ///< in the dialect's local form
        std::shared_ptr<const Catalog> known; ///< the same, in the server's words where these were read back before
        std::vector<InvalidModel> invalid;
    };
    [[nodiscard]] Result<Answer> update(const Request &request);

    /// `settled` is what a scratch place made of `raw`, an earlier answer's: whatever has not changed since is taken from it.
    void learn(const Catalog &raw, const Catalog &settled);
    /// The same, unless it was taught already.
    void learnOnce(std::uint64_t lesson, const Catalog &raw, const Catalog &settled);
    bool isAllSettled() const { return m_hasLearnt && m_unsettled.empty(); }
    /// Whether the object's text was read back in the server's words as it stands.
    bool isSettled(const ObjectRef &ref) const { return m_hasLearnt && !m_unsettled.contains(ref); }

    const std::vector<Model> &models() const { return m_models; }

private:
    struct Edit
    {
        std::string file;
        std::string text; ///< empty: the file is gone
        bool isDraft = false;
    };

    std::vector<Edit> editsFor(const Request &request) const;
    bool needsAll(const Request &request, const std::vector<Edit> &edits);
    [[nodiscard]] Result<> readAll(const Request &request);
    [[nodiscard]] Result<Catalog> catalogOfAll(const Request &request, std::vector<Model> models);
    void takeEdits(const Request &request, const std::vector<Edit> &edits);
    std::optional<Diagnostic> problemOf(const Model &model) const;
    std::set<std::string> usersOf(const std::set<std::string> &files, const std::set<std::string> &titles) const;
    void remap(const Request &request, const std::set<std::string> &files);
    void setModel(Model model);
    void removeModel(const std::string &file);

    /// What a model names of others.
    struct Links
    {
        std::set<std::string> titles; ///< of models
        std::set<std::string> files;  ///< without folders
    };
    static Links linksOf(const Model &model);

    std::vector<Model> m_models;                       ///< the last good text of each file
    std::map<std::string, Links> m_links;              ///< of m_models, by file
    std::map<std::string, std::string> m_badTexts;     ///< texts of files that are not valid: not tried twice
    std::vector<InvalidModel> m_invalid;
    std::shared_ptr<const Catalog> m_raw;
    std::shared_ptr<const Catalog> m_known;
    std::set<ObjectRef> m_unsettled; ///< changed since learn()
    bool m_hasLearnt = false;
    std::uint64_t m_lesson = 0; ///< the newest of learnOnce()
    std::string m_signature;         ///< of everything else that the catalog depends on: sql/, kilter.toml
    std::uint64_t m_generation = 0;
};

} // namespace kilter::ui
