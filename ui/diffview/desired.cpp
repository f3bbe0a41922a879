#include "ui/diffview/desired.h"

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/text.h"
#include "core/dialect/dialect.h"
#include "core/model/check.h"
#include "core/model/modelset.h"

#include <filesystem>

namespace kilter::ui {
namespace {

namespace fs = std::filesystem;

/// Above this many edited files everything is read again: it is not one person's typing.
constexpr std::size_t mostEdits = 30;

void collectTexts(const Json &json, std::string_view key, std::set<std::string> &into)
{
    for (const JsonMember &member : json.members) {
        if (member.key == key && member.value.isString())
            into.insert(member.value.text);
        collectTexts(member.value, key, into);
    }
    for (const Json &item : json.items)
        collectTexts(item, key, into);
}

/// What the catalog depends on beside the models.
std::string signatureOf(const Workspace &workspace, const StoreConfig &store)
{
    std::string text = store.name + '\n' + joined(store.schemas, ",") + '\n' + joined(workspace.ignore, "\n")
                       + (workspace.options.stringWithMaxLengthAsVarchar ? "v" : "c");
    std::error_code ec;
    for (fs::recursive_directory_iterator at(workspace.folder / "sql", ec), end; !ec && at != end; at.increment(ec)) {
        if (at->path().extension() == ".sql")
            text += '\n' + at->path().string() + '\n' + readTextFile(at->path()).value_or(std::string());
    }
    return sha256(text);
}

Diagnostic firstFinding(const Error &error, const std::string &file)
{
    const auto own = std::find_if(error.diagnostics.begin(), error.diagnostics.end(),
                                  [&](const Diagnostic &one) { return one.severity == Severity::Error && one.place.file == file; });
    if (own != error.diagnostics.end())
        return *own;
    return {Severity::Error, "invalid-model", error.message, error.hint, {file, 0, 0}};
}

bool isIgnored(const Object &object, const std::vector<std::string> &patterns)
{
    return std::any_of(patterns.begin(), patterns.end(), [&](const std::string &pattern) { return matchesPattern(pattern, object.ref); });
}

/// The server's words of an object, with the place and the needs of what they were read back for.
SharedObject inPlaceOf(const SharedObject &words, const Object &asked)
{
    if (words->source == asked.source && words->needs == asked.needs)
        return words;
    Object placed = *words;
    placed.source = asked.source;
    placed.needs = asked.needs;
    return placed;
}

} // namespace

/// Files whose text is not the one that was taken last, or was tried last and refused.
std::vector<DesiredCatalog::Edit> DesiredCatalog::editsFor(const Request &request) const
{
    std::map<std::string_view, const Model *> known;
    for (const Model &model : m_models)
        known[model.file] = &model;
    std::vector<Edit> edits;
    const auto look = [&](const std::string &file, const std::string &text, bool isDraft) {
        const auto at = known.find(file);
        const bool same = at != known.end() && at->second->text == text;
        known.erase(file);
        if (!same)
            edits.push_back({file, text, isDraft});
    };
    for (const auto &[file, text] : request.drafts)
        look(file, text, true);
    for (const Model &model : request.workspace->models) {
        if (!request.drafts.contains(model.file))
            look(model.file, model.text, false);
    }
    for (const auto &[file, model] : known) {
        std::error_code ec;
        if (!fs::exists(fs::path(file), ec)) // a file that is there but cannot be read counts as it was
            edits.push_back({std::string(file), {}, false});
    }
    return edits;
}

bool DesiredCatalog::needsAll(const Request &request, const std::vector<Edit> &edits)
{
    if (m_raw && m_generation == request.workspace->generation && edits.size() <= mostEdits)
        return false;
    std::string signature = signatureOf(request.workspace->workspace, request.store);
    m_generation = request.workspace->generation;
    const bool same = m_raw && signature == m_signature && edits.size() <= mostEdits;
    m_signature = std::move(signature);
    return !same;
}

Result<Catalog> DesiredCatalog::catalogOfAll(const Request &request, std::vector<Model> models)
{
    KILTER_TRY(Catalog catalog, desiredCatalog(request.workspace->workspace, request.store, models));
    m_models = std::move(models);
    m_links.clear();
    for (const Model &model : m_models)
        m_links.emplace(model.file, linksOf(model));
    return catalog;
}

/// From the files, with drafts where these are valid; a draft that is not is told, and its file counts.
Result<> DesiredCatalog::readAll(const Request &request)
{
    m_invalid.clear();
    m_badTexts.clear();
    std::map<std::string, Model> byFile;
    for (const Model &model : request.workspace->models)
        byFile.emplace(model.file, model);
    for (const Diagnostic &finding : request.workspace->diagnostics) {
        const std::string &file = finding.place.file;
        const bool isModel = finding.severity == Severity::Error && file.ends_with(".json") && !byFile.contains(file) && !request.drafts.contains(file);
        if (isModel)
            return tl::unexpected(Error{ErrorCode::Invalid, "the model definitions have errors", {}, {}, request.workspace->diagnostics});
    }
    std::map<std::string, Model> withDrafts = byFile;
    for (const auto &[file, text] : request.drafts) {
        if (auto model = parseModel(text, file))
            withDrafts.insert_or_assign(file, std::move(*model));
        else
            m_invalid.push_back({file, byFile.contains(file) ? byFile[file].title : fs::path(file).stem().string(), firstFinding(model.error(), file)});
    }
    const auto values = [](const std::map<std::string, Model> &from) {
        std::vector<Model> models;
        for (const auto &[file, model] : from)
            models.push_back(model);
        return models;
    };
    auto catalog = catalogOfAll(request, values(withDrafts));
    if (!catalog && !request.drafts.empty()) { // perhaps because of a draft
        for (const auto &[file, text] : request.drafts) {
            const auto finding = firstFinding(catalog.error(), file);
            if (finding.code != "invalid-model")
                m_invalid.push_back({file, withDrafts.contains(file) ? withDrafts[file].title : file, finding});
            m_badTexts[file] = text;
        }
        catalog = catalogOfAll(request, values(byFile));
    }
    if (!catalog)
        return tl::unexpected(catalog.error());
    const auto formerRaw = std::exchange(m_raw, std::make_shared<const Catalog>(std::move(*catalog)));
    const auto formerKnown = std::exchange(m_known, m_raw);
    std::set<ObjectRef> formerUnsettled = std::exchange(m_unsettled, {});
    if (m_hasLearnt) { // what was read back stays true of what is as it was
        learn(*formerRaw, *formerKnown);
        m_unsettled.merge(formerUnsettled);
    }
    return {};
}

/// What is wrong with an edited model, looking at those that it refers to; the settled comparison looks at all.
std::optional<Diagnostic> DesiredCatalog::problemOf(const Model &model) const
{
    const ModelSet set(m_models);
    std::set<std::string> titles, references;
    collectTexts(model.json, "model", titles);
    collectTexts(model.json, "$ref", references);
    titles.insert(model.organizes.begin(), model.organizes.end());
    std::set<const Model *> near;
    for (const std::string &title : titles)
        near.insert(set.byTitle(title));
    for (const std::string &reference : references)
        near.insert(set.target(model, reference).model);
    for (const Model &other : m_models) {
        if (other.title == model.title || (model.hasTable() && other.table == model.table && other.schema == model.schema))
            near.insert(&other);
    }
    std::vector<Model> models{model};
    for (const Model *other : near) {
        if (other && other->file != model.file)
            models.push_back(*other);
    }
    for (const Diagnostic &finding : checkedModels(models, {m_raw->dialect})) {
        if (finding.severity == Severity::Error && finding.place.file == model.file)
            return finding;
    }
    return std::nullopt;
}

DesiredCatalog::Links DesiredCatalog::linksOf(const Model &model)
{
    Links links{{model.organizes.begin(), model.organizes.end()}, {}};
    std::set<std::string> references;
    collectTexts(model.json, "model", links.titles);
    collectTexts(model.json, "$ref", references);
    for (const std::string &reference : references)
        links.files.insert(fs::path(reference.substr(0, reference.find('#'))).filename().string());
    links.files.erase(std::string());
    return links;
}

void DesiredCatalog::setModel(Model model)
{
    m_links.insert_or_assign(model.file, linksOf(model));
    const auto at = std::find_if(m_models.begin(), m_models.end(), [&](const Model &other) { return other.file == model.file; });
    if (at != m_models.end())
        *at = std::move(model);
    else
        m_models.push_back(std::move(model));
}

void DesiredCatalog::removeModel(const std::string &file)
{
    m_links.erase(file);
    std::erase_if(m_models, [&](const Model &model) { return model.file == file; });
}

std::set<std::string> DesiredCatalog::usersOf(const std::set<std::string> &files, const std::set<std::string> &titles) const
{
    std::set<std::string> names;
    for (const std::string &file : files)
        names.insert(fs::path(file).filename().string());
    std::set<std::string> users;
    const auto anyOf = [](const std::set<std::string> &few, const std::set<std::string> &named) {
        return std::any_of(few.begin(), few.end(), [&](const std::string &one) { return named.contains(one); });
    };
    for (const auto &[file, links] : m_links) {
        if (anyOf(titles, links.titles) || anyOf(names, links.files))
            users.insert(file);
    }
    return users;
}

void DesiredCatalog::takeEdits(const Request &request, const std::vector<Edit> &edits)
{
    std::erase_if(m_invalid, [&](const InvalidModel &one) { // of a draft that was closed or put right
        const auto draft = request.drafts.find(one.file);
        return draft == request.drafts.end() || m_badTexts[one.file] != draft->second;
    });
    std::set<std::string> files, titles;
    for (const Edit &edit : edits) {
        const auto before = std::find_if(m_models.begin(), m_models.end(), [&](const Model &model) { return model.file == edit.file; });
        const std::string formerTitle = before == m_models.end() ? std::string() : before->title;
        if (edit.text.empty() && !edit.isDraft) {
            removeModel(edit.file);
        } else {
            if (const auto bad = m_badTexts.find(edit.file); bad != m_badTexts.end() && bad->second == edit.text)
                continue;
            auto model = parseModel(edit.text, edit.file);
            auto problem = model ? problemOf(*model) : std::optional(firstFinding(model.error(), edit.file));
            if (problem) {
                m_badTexts[edit.file] = edit.text;
                m_invalid.push_back({edit.file, formerTitle.empty() ? fs::path(edit.file).stem().string() : formerTitle, std::move(*problem)});
                continue;
            }
            m_badTexts.erase(edit.file);
            titles.insert(model->title);
            setModel(std::move(*model));
        }
        files.insert(edit.file);
        titles.insert(formerTitle);
    }
    if (files.empty())
        return;
    titles.erase(std::string());
    files.merge(usersOf(files, titles));
    remap(request, files);
}

/// The objects of these files made anew; of the server's words those stay that are about objects as they were.
void DesiredCatalog::remap(const Request &request, const std::set<std::string> &files)
{
    const Workspace &workspace = request.workspace->workspace;
    const Dialect &dialect = Dialect::of(m_raw->dialect);
    std::set<std::string> own;
    for (const Model &model : m_models) {
        const bool belongs = model.stores.empty() || std::find(model.stores.begin(), model.stores.end(), request.store.name) != model.stores.end();
        if (belongs && files.contains(model.file))
            own.insert(model.file);
    }
    Catalog part = dialect.normalised(catalogOfFiles(m_models, own, m_raw->dialect, mappingOf(workspace, request.store)));
    part.removeIf([&](const Object &object) { return isIgnored(object, workspace.ignore); });
    std::vector<SharedObject> made, known;
    for (auto at = part.objects().begin(); at != part.objects().end(); ++at) {
        const Object *before = m_raw->find(at->ref);
        const SharedObject words = m_known->shared(at->ref);
        const bool same = before && words && sameContent(*before, *at);
        if (!same)
            m_unsettled.insert(at->ref);
        made.push_back(at.shared());
        known.push_back(same ? inPlaceOf(words, *at) : at.shared());
    }
    const auto isOfFiles = [&](const Object &object) { return files.contains(object.source.file); };
    Catalog raw = *m_raw, words = *m_known;
    raw.removeIf(isOfFiles);
    words.removeIf(isOfFiles);
    raw.addShared(std::move(made));
    words.addShared(std::move(known));
    words.settled = false;
    m_raw = std::make_shared<const Catalog>(std::move(raw));
    m_known = std::make_shared<const Catalog>(std::move(words));
}

Result<DesiredCatalog::Answer> DesiredCatalog::update(const Request &request)
{
    const std::vector<Edit> edits = editsFor(request);
    if (needsAll(request, edits))
        KILTER_CHECK(readAll(request));
    else
        takeEdits(request, edits);
    return Answer{m_raw, m_known, m_invalid};
}

void DesiredCatalog::learnOnce(std::uint64_t lesson, const Catalog &raw, const Catalog &settled)
{
    if (std::exchange(m_lesson, lesson) != lesson)
        learn(raw, settled);
}

void DesiredCatalog::learn(const Catalog &raw, const Catalog &settled)
{
    if (!m_raw)
        return;
    std::vector<SharedObject> own, known;
    m_unsettled.clear();
    for (auto at = m_raw->objects().begin(); at != m_raw->objects().end(); ++at) {
        const SharedObject before = raw.shared(at->ref), words = settled.shared(at->ref);
        const bool same = before && words && sameContent(*before, *at);
        if (!same)
            m_unsettled.insert(at->ref);
        own.push_back(before && identical(*before, *at) ? before : at.shared());
        known.push_back(same ? inPlaceOf(words, *at) : at.shared());
    }
    Catalog held = *m_raw; // the same again, but sharing what whoever taught it holds anyway
    held.removeIf([](const Object &) { return true; });
    held.addShared(std::move(own));
    m_raw = std::make_shared<const Catalog>(std::move(held));
    Catalog words;
    words.dialect = m_raw->dialect;
    words.notes = m_raw->notes;
    words.addShared(std::move(known));
    m_known = std::make_shared<const Catalog>(std::move(words));
    m_hasLearnt = true;
}

} // namespace kilter::ui
