#include "ui/document/analysis.h"

#include "core/base/text.h"
#include "core/model/catalogof.h"
#include "core/model/check.h"
#include "core/model/modelset.h"
#include "core/plan/plan.h"
#include "core/workspace/models.h"

#include <set>

namespace kilter::ui {
namespace {

DialectKind dialectOf(const StoreConfig &store)
{
    return store.kind == StoreKind::Sqlite ? DialectKind::Sqlite : DialectKind::PostgreSql;
}

/// The texts of every member of one name, at any depth: "$ref" of a model's schemas.
void collectTexts(const Json &json, std::string_view key, std::vector<std::string> &into)
{
    for (const JsonMember &member : json.members) {
        if (member.key == key && member.value.isString())
            into.push_back(member.value.text);
        collectTexts(member.value, key, into);
    }
    for (const Json &item : json.items)
        collectTexts(item, key, into);
}

/// The models that one has to do with: those it refers to, what these embed, and those that claim the same title or table. What a referred
/// table refers to itself is needed too, or its own foreign keys would lead nowhere. Unsaved drafts stand for their files.
class Neighbourhood
{
public:
    Neighbourhood(const Model &model, const Surroundings &around)
        : m_own(model.file), m_others(around.models ? *around.models : m_none), m_set(m_others)
    {
        for (const auto &[file, text] : around.drafts) {
            if (auto draft = file == m_own ? tl::unexpected(Error()) : parseModel(text, file))
                m_drafts.emplace(file, std::move(*draft));
        }
        for (const Model &other : m_others) {
            if (other.title == model.title || (model.hasTable() && other.table == model.table && other.schema == model.schema))
                take(&other);
        }
        follow(model);
        while (m_followed < m_taken.size())
            follow(*m_taken[m_followed++]);
    }

    std::vector<Model> with(const Model &model) const
    {
        std::vector<Model> models{model};
        for (const Model *other : m_taken)
            models.push_back(*other);
        return models;
    }

private:
    void take(const Model *other)
    {
        if (!other || other->file == m_own)
            return;
        const auto draft = m_drafts.find(other->file);
        const Model *newest = draft == m_drafts.end() ? other : &draft->second;
        if (m_seen.insert(newest).second)
            m_taken.push_back(newest);
    }

    const Model *titled(const std::string &title) const
    {
        for (const auto &[file, draft] : m_drafts) {
            if (draft.title == title)
                return &draft;
        }
        return m_set.byTitle(title);
    }

    void follow(const Model &model)
    {
        std::vector<std::string> titles = model.organizes, references;
        collectTexts(model.json, "model", titles);
        collectTexts(model.json, "$ref", references);
        for (const std::string &title : titles)
            take(titled(title));
        for (const std::string &reference : references)
            take(m_set.target(model, reference).model);
    }

    const std::string m_own;
    const std::vector<Model> m_none;
    const std::vector<Model> &m_others;
    const ModelSet m_set;
    std::map<std::string, Model> m_drafts;
    std::set<const Model *> m_seen;
    std::vector<const Model *> m_taken;
    std::size_t m_followed = 0;
};

Catalog emptyLike(const Catalog &like)
{
    Catalog nothing;
    nothing.dialect = like.dialect;
    nothing.settled = true;
    for (const Object &schema : like.all(Kind::Schema))
        nothing.add(schema);
    return nothing;
}

std::string sqlOf(const Catalog &catalog, const std::vector<Statement> &statements, const std::string &file)
{
    std::string sql;
    for (const Statement &statement : statements) {
        const Object *object = catalog.find(statement.object);
        if (object && object->source.file == file)
            sql += (sql.empty() ? "" : "\n\n") + statement.sql + ';';
    }
    return sql.empty() ? sql : sql + '\n';
}

std::string firstError(const Error &error)
{
    return error.diagnostics.empty() ? error.message : error.diagnostics.front().message;
}

StoreSql storeSql(const Model &model, const std::vector<Model> &models, const StoreConfig &store, const WorkspaceOptions &options)
{
    StoreSql result{store.name, dialectOf(store), {}, {}};
    if (!model.hasTable()) {
        result.problem = model.title + " is embedded in the JSON columns of the models that use it and has no table of its own.";
        return result;
    }
    const Dialect &dialect = Dialect::of(result.dialect);
    const MappingOptions mapping{defaultSchemaOf(store), options.stringWithMaxLengthAsVarchar};
    const auto catalog = catalogOf(modelsOf(models, store), result.dialect, mapping);
    if (!catalog) {
        result.problem = firstError(catalog.error());
        return result;
    }
    const Catalog desired = dialect.normalised(*catalog);
    const auto statements = orderedStatements(emptyLike(desired), desired, dialect, {});
    if (statements)
        result.sql = sqlOf(desired, *statements, model.file);
    else
        result.problem = firstError(statements.error());
    return result;
}

void tidy(Diagnostics &diagnostics, const std::string &file)
{
    std::erase_if(diagnostics, [&](const Diagnostic &one) { return one.place.file != file; });
    std::stable_sort(diagnostics.begin(), diagnostics.end(), [](const Diagnostic &a, const Diagnostic &b) {
        return std::tie(a.place.line, a.place.column) < std::tie(b.place.line, b.place.column);
    });
    Diagnostics unique;
    for (Diagnostic &one : diagnostics) {
        if (std::find(unique.begin(), unique.end(), one) == unique.end())
            unique.push_back(std::move(one));
    }
    diagnostics = std::move(unique);
}

/// Advice about a title that does not exist, from all models, not only from those nearby.
void adviseTitles(Diagnostics &diagnostics, const std::vector<Model> &others)
{
    std::vector<std::string> titles;
    for (Diagnostic &one : diagnostics) {
        const std::size_t open = one.message.find('"'), close = one.message.find('"', open + 1);
        if (one.code != "unknown-model" || close == std::string::npos)
            continue;
        if (titles.empty()) {
            for (const Model &other : others)
                titles.push_back(other.title);
        }
        const auto near = nearMisses(one.message.substr(open + 1, close - open - 1), titles);
        one.hint = near.empty() ? std::string() : "Did you mean \"" + joined(near, "\", \"") + "\"?";
    }
}

} // namespace

Surroundings surroundingsOf(const Workspace &workspace, std::shared_ptr<const std::vector<Model>> models)
{
    Surroundings around{std::move(models), {}, workspace.options, {}};
    for (const auto &[name, store] : workspace.stores) {
        if (store.kind == StoreKind::PostgreSql || store.kind == StoreKind::Sqlite)
            around.stores.insert(name == workspace.defaultStore ? around.stores.begin() : around.stores.end(), store);
    }
    return around;
}

Analysis analysed(const std::string &text, const std::string &file, const Surroundings &around, const std::stop_token &stop)
{
    Analysis analysis;
    auto model = parseModel(text, file);
    if (!model) {
        analysis.diagnostics = std::move(model.error().diagnostics);
        if (analysis.diagnostics.empty())
            analysis.diagnostics.push_back({Severity::Error, "invalid-model", model.error().message, model.error().hint, {file, 1, 1}});
        tidy(analysis.diagnostics, file);
        return analysis;
    }
    analysis.model = std::move(*model);
    const std::vector<Model> models = Neighbourhood(*analysis.model, around).with(*analysis.model);
    for (const StoreConfig &store : around.stores) {
        const bool belongs = analysis.model->stores.empty() || std::find(analysis.model->stores.begin(), analysis.model->stores.end(), store.name) != analysis.model->stores.end();
        if (!belongs || stop.stop_requested())
            continue;
        const Diagnostics found = checkedModels(modelsOf(models, store), {dialectOf(store)});
        analysis.diagnostics.insert(analysis.diagnostics.end(), found.begin(), found.end());
        analysis.sql.push_back(storeSql(*analysis.model, models, store, around.options));
    }
    if (around.stores.empty())
        analysis.diagnostics = checkedModels(models, {});
    tidy(analysis.diagnostics, file);
    if (around.models)
        adviseTitles(analysis.diagnostics, *around.models);
    return analysis;
}

} // namespace kilter::ui
