#include "core/model/modelfrom.h"

#include "core/base/identifier.h"
#include "core/base/text.h"
#include "core/dialect/dialect.h"
#include "core/model/check.h"
#include "core/model/edit.h"
#include "core/model/modelupdate.h"
#include "core/model/organizer.h"
#include "core/model/tablebuilder.h"
#include "core/model/tablewriter.h"

namespace kilter {
namespace {

std::string written(const Json &json)
{
    return toText(json, 2, true) + '\n';
}

/// Parts of tables that no model speaks of.
bool isBesideModels(Kind kind)
{
    return kind == Kind::Trigger || kind == Kind::Rule || kind == Kind::Exclusion || kind == Kind::Policy;
}

/// Objects of a table and of the partitions that stand in its model.
using TableSet = std::set<ObjectRef>;

class Importer
{
public:
    Importer(const Catalog &catalog, const std::vector<Model> &present, const ImportOptions &options)
        : m_catalog(catalog), m_present(present), m_options(options), m_context{catalog, options, {}, {}}
    {
    }

    ImportedModels run()
    {
        readPresent();
        chooseTitles();
        choosePartitions();
        for (const ObjectRef &table : m_tables) {
            if (isOwn(table))
                m_result.models.push_back(imported(table));
        }
        settle();
        noteModelsWithoutTable();
        return std::move(m_result);
    }

private:
    bool isServer() const { return m_catalog.dialect == DialectKind::PostgreSql; }

    /// Whether the table gets a model of its own: it is no partition, or one that its parent's model cannot say.
    bool isOwn(const ObjectRef &table) const
    {
        const Table &body = m_catalog.find(table)->as<Table>();
        return !body.partitionOf || !m_catalog.contains(*body.partitionOf) || m_context.ownModels.contains(table);
    }

    /// The catalog of models, with everything of the database that is no table, normalised as a workspace's is.
    Catalog built(const std::vector<Model> &models) const
    {
        const ModelSet set(models);
        const MappingContext context{set, Dialect::of(m_catalog.dialect), m_options.mapping};
        Catalog tables;
        tables.dialect = m_catalog.dialect;
        std::vector<Object> objects;
        for (const Model &model : models) {
            if (!model.hasTable() || (!isServer() && valueAt(model.json, "/x-table/partitionOf")))
                continue;
            std::vector<Object> made = TableBuilder(model, context).build();
            std::move(made.begin(), made.end(), std::back_inserter(objects));
        }
        tables.addAll(std::move(objects));
        std::vector<Object> more;
        for (const Model &model : models) {
            if (model.level == Level::Organizer) {
                std::vector<Object> made = relationshipTables(model, context, tables);
                std::move(made.begin(), made.end(), std::back_inserter(more));
            }
        }
        for (const Object &object : m_catalog.objects()) {
            const bool isOfTables = object.ref.kind == Kind::Table || (isPartOfTable(object.ref.kind) && !isBesideModels(object.ref.kind));
            if (!isOfTables)
                more.push_back(object);
        }
        tables.addAll(std::move(more));
        return Dialect::of(m_catalog.dialect).normalised(std::move(tables));
    }

    void readPresent()
    {
        const ModelSet set(m_present);
        const MappingContext context{set, Dialect::of(m_catalog.dialect), m_options.mapping};
        m_builtPresent = built(m_present);
        std::set<ObjectRef> ofModels;
        for (const Model &model : m_present) {
            if (!model.hasTable())
                continue;
            m_former.emplace(context.tableOf(model), &model);
            ofModels.insert(context.tableOf(model));
        }
        for (const Object &table : m_catalog.all(Kind::Table)) {
            const Object *same = m_builtPresent.find(table.ref);
            const bool isRelationship = same && !ofModels.contains(table.ref) && !same->as<Table>().partitionOf;
            if (!isRelationship)
                m_tables.push_back(table.ref);
            else if (!isSame(m_builtPresent, table.ref))
                note(table.ref, "relationship-differs", "the relationship table " + qualifiedName(table.ref) + " is not as its organizer says; it was left as it is",
                     "Compare it with 'kilter verify'.");
        }
    }

    void chooseTitles()
    {
        std::set<std::string> taken;
        for (const Model &model : m_present)
            taken.insert(model.title);
        for (const ObjectRef &table : m_tables) {
            if (const auto former = m_former.find(table); former != m_former.end()) {
                m_context.titles[table] = former->second->title;
                continue;
            }
            std::string title = titleOf(table.name);
            if (taken.contains(title) && !table.schema.empty())
                title = titleOf(table.schema) + title;
            const std::string base = title;
            for (int number = 2; !taken.insert(title).second; ++number)
                title = base + std::to_string(number);
            m_context.titles[table] = title;
        }
    }

    /// A partition stands in its parent's model when the server would make it just so, in that order of columns; else it has one of its own.
    void choosePartitions()
    {
        for (const auto &[table, model] : m_former) {
            const Object *object = m_catalog.find(table);
            if (object && object->as<Table>().partitionOf)
                m_context.ownModels.insert(table);
        }
        for (bool changed = isServer(); changed;) {
            changed = false;
            std::vector<Model> trial;
            for (const ObjectRef &table : m_tables) {
                const Table &body = m_catalog.find(table)->as<Table>();
                if (!isOwn(table) || body.partitionBy.empty())
                    continue;
                if (auto model = parseModel(written(TableWriter(m_context, *m_catalog.find(table), true).write()), qualifiedName(table)))
                    trial.push_back(std::move(*model));
            }
            const Catalog made = built(trial);
            for (const ObjectRef &table : m_tables) {
                const Table &body = m_catalog.find(table)->as<Table>();
                if (body.partitionOf && !isOwn(table) && !(isSame(made, table) && made.find(table)->as<Table>().columnOrder == body.columnOrder)) {
                    m_context.ownModels.insert(table);
                    changed = true;
                }
            }
        }
        for (const ObjectRef &table : m_tables) {
            if (!isOwn(table))
                m_context.titles.erase(table);
        }
    }

    /// The table itself and all its parts are the same in another catalog.
    bool isSame(const Catalog &other, const ObjectRef &table) const
    {
        const Object *mine = m_catalog.find(table), *theirs = other.find(table);
        if (!mine || !theirs || !sameContent(*mine, *theirs))
            return false;
        const auto parts = ofModels(m_catalog.partsOf(table)), otherParts = ofModels(other.partsOf(table));
        return std::equal(parts.begin(), parts.end(), otherParts.begin(), otherParts.end(),
                          [](const Object *a, const Object *b) { return a->ref == b->ref && sameContent(withoutSettings(*a), withoutSettings(*b)); });
    }

    /// Settings of a column stand in sql/, not in the model.
    static Object withoutSettings(Object part)
    {
        if (Column *column = std::get_if<Column>(&part.body)) {
            column->storage.clear();
            column->compression.clear();
            column->statistics = -1;
            column->options.clear();
            column->notNullName.clear();
            column->notNullValid = true;
            column->notNullNoInherit = false;
            column->identityPersistence.clear();
        } else if (PrimaryKey *key = std::get_if<PrimaryKey>(&part.body))
            key->withoutOverlaps = false;
        else if (UniqueKey *unique = std::get_if<UniqueKey>(&part.body))
            unique->withoutOverlaps = false;
        else if (CheckConstraint *check = std::get_if<CheckConstraint>(&part.body))
            check->enforced = true;
        else if (ForeignKey *foreign = std::get_if<ForeignKey>(&part.body)) {
            foreign->enforced = true;
            foreign->period = false;
        }
        return part;
    }

    static std::vector<const Object *> ofModels(std::vector<const Object *> parts)
    {
        std::erase_if(parts, [](const Object *part) { return isBesideModels(part->ref.kind); });
        return parts;
    }

    /// Also the partitions that stand in the table's model.
    bool isSameWithPartitions(const Catalog &other, const ObjectRef &table) const
    {
        if (!isSame(other, table))
            return false;
        const auto isInside = [&](const Catalog &catalog, const Object &object) {
            const Object *at = &object;
            while (at && at->as<Table>().partitionOf && !m_context.ownModels.contains(at->ref)) {
                if (*at->as<Table>().partitionOf == table)
                    return true;
                at = catalog.find(*at->as<Table>().partitionOf);
            }
            return false;
        };
        std::size_t mine = 0, theirs = 0;
        for (const Object &child : m_catalog.all(Kind::Table)) {
            if (!isInside(m_catalog, child))
                continue;
            ++mine;
            if (!isSame(other, child.ref))
                return false;
        }
        for (const Object &child : other.all(Kind::Table))
            theirs += isInside(other, child) ? 1 : 0;
        return mine == theirs;
    }

    Json freshJson(const ObjectRef &table, bool plain) const
    {
        Json json = TableWriter(m_context, *m_catalog.find(table), plain).write();
        const std::string &owner = m_catalog.find(table)->owner;
        if (!owner.empty() && owner != commonOwner()) {
            Json bag = json.find("x-table") ? *json.find("x-table") : Json::object();
            bag.set("owner", Json::of(owner));
            json.set("x-table", std::move(bag));
        }
        return json;
    }

    /// The owner of most tables: whoever applies the migrations; only others are worth saying.
    const std::string &commonOwner() const
    {
        if (m_commonOwner)
            return *m_commonOwner;
        std::map<std::string, int> counts;
        for (const Object &object : m_catalog.objects())
            counts[object.owner] += object.owner.empty() ? 0 : 1;
        const auto most = std::max_element(counts.begin(), counts.end(), [](const auto &a, const auto &b) { return a.second < b.second; });
        m_commonOwner = most == counts.end() ? std::string() : most->first;
        return *m_commonOwner;
    }

    ImportedModel imported(const ObjectRef &table) const
    {
        ImportedModel model{table, m_context.titles.at(table), {}, nullptr, true};
        const auto former = m_former.find(table);
        if (former == m_former.end()) {
            model.text = written(freshJson(table, false));
            return model;
        }
        model.former = former->second;
        model.text = model.former->text;
        model.changed = losesPartitions(table) || !isSameWithPartitions(m_builtPresent, table);
        if (!model.changed)
            return model;
        const Json now = asModelled(table), fresh = freshJson(table, false);
        const auto text = edited(model.former->text, updatingEdits(updateOf(*model.former, table, now, fresh)));
        model.text = text ? *text : rewrittenText(*model.former, table, false);
        return model;
    }

    /// Whether the former model has partitions that get models of their own now.
    bool losesPartitions(const ObjectRef &table) const
    {
        return std::any_of(m_context.ownModels.begin(), m_context.ownModels.end(), [&](const ObjectRef &partition) {
            const Object *at = m_former.contains(partition) ? nullptr : m_builtPresent.find(partition);
            while (at && at->as<Table>().partitionOf && !m_former.contains(at->ref))
                at = m_builtPresent.find(*at->as<Table>().partitionOf);
            return at && at->ref == table;
        });
    }

    /// The table as the former model gives it, in the writer's words.
    Json asModelled(const ObjectRef &table) const
    {
        std::set<ObjectRef> own = m_context.ownModels;
        std::erase_if(own, [&](const ObjectRef &partition) { return !m_former.contains(partition); });
        const WritingContext context{m_builtPresent, m_options, m_context.titles, std::move(own)};
        return TableWriter(context, *m_builtPresent.find(table), false).write();
    }

    ModelUpdate updateOf(const Model &model, const ObjectRef &table, const Json &now, const Json &fresh) const
    {
        ModelUpdate update{model, now, fresh, {}, isServer()};
        for (const Object *part : m_builtPresent.partsOf(table)) {
            const Object *actual = m_catalog.find(part->ref);
            if (part->ref.kind != Kind::Column && !(actual && sameContent(*part, *actual)))
                update.gone.push_back(part->source);
        }
        return update;
    }

    std::string rewrittenText(const Model &former, const ObjectRef &table, bool plain) const
    {
        const Json now = asModelled(table), fresh = freshJson(table, plain);
        const Json json = rewritten(updateOf(former, table, now, fresh));
        const auto text = edited(former.text, editsBetween(former.json, json));
        return text ? *text : written(json);
    }

    /// All models as they would be read after the import. None where a text does not hold.
    std::optional<Model> parsed(const ImportedModel &model) const
    {
        auto read = parseModel(model.text, model.former ? model.former->file : "models/" + model.title + ".json");
        return read ? std::optional(std::move(*read)) : std::nullopt;
    }

    std::vector<Model> allModels() const
    {
        std::vector<Model> models;
        std::set<const Model *> replaced;
        for (const ImportedModel &model : m_result.models) {
            replaced.insert(model.former);
            if (auto read = parsed(model))
                models.push_back(std::move(*read));
        }
        for (const Model &model : m_present) {
            if (!replaced.contains(&model))
                models.push_back(model);
        }
        return models;
    }

    /// Reads everything back; what is not the same is written in plainer ways until it is.
    void settle()
    {
        for (int round = 0; round < 3; ++round) {
            const std::vector<Model> models = allModels();
            const Catalog made = built(models);
            const std::set<std::string> wrong = filesWithErrors(models);
            bool all = true;
            for (ImportedModel &model : m_result.models) {
                const auto read = parsed(model);
                if (read && !wrong.contains(read->file) && isSameWithPartitions(made, model.table))
                    continue;
                all = false;
                if (round == 2)
                    note(model.table, "not-exact", qualifiedName(model.table) + " could not be written so that it reads back the same", "Please report this with the table's SQL.");
                else
                    rewrite(model, round == 1);
            }
            if (all)
                return;
        }
    }

    void rewrite(ImportedModel &model, bool plain) const
    {
        if (model.former) {
            model.text = rewrittenText(*model.former, model.table, plain);
            model.changed = model.text != model.former->text;
        } else {
            model.text = written(freshJson(model.table, true));
        }
    }

    std::set<std::string> filesWithErrors(const std::vector<Model> &models) const
    {
        std::set<std::string> files;
        for (const Diagnostic &finding : checkedModels(models, {m_catalog.dialect})) {
            if (finding.severity == Severity::Error)
                files.insert(finding.place.file);
        }
        return files;
    }

    void noteModelsWithoutTable()
    {
        for (const auto &[table, model] : m_former) {
            if (!m_catalog.contains(table))
                m_result.notes.push_back({Severity::Info, "model-without-table", "the database has no table " + qualifiedName(table) + " for the model " + model->title, {}, {model->file, 1, 1}});
        }
    }

    void note(const ObjectRef &, std::string code, std::string message, std::string hint)
    {
        m_result.notes.push_back({Severity::Warning, std::move(code), std::move(message), std::move(hint), {}});
    }

    const Catalog &m_catalog;
    const std::vector<Model> &m_present;
    const ImportOptions &m_options;
    WritingContext m_context;
    Catalog m_builtPresent;
    std::map<ObjectRef, const Model *> m_former;
    std::vector<ObjectRef> m_tables;
    mutable std::optional<std::string> m_commonOwner;
    ImportedModels m_result;
};

} // namespace

ImportedModels modelsFrom(const Catalog &catalog, const std::vector<Model> &present, const ImportOptions &options)
{
    return Importer(catalog, present, options).run();
}

std::string titleOf(std::string_view table)
{
    const std::string name(table);
    std::vector<std::string> singulars{name};
    if (name.ends_with("ies"))
        singulars.insert(singulars.begin(), name.substr(0, name.size() - 3) + "y");
    if (name.ends_with("es"))
        singulars.insert(singulars.begin(), name.substr(0, name.size() - 2));
    if (name.ends_with("s"))
        singulars.insert(singulars.begin(), name.substr(0, name.size() - 1));
    const auto titled = [](const std::string &snake) {
        std::string title;
        for (const std::string &word : split(snake, '_')) {
            if (word.empty())
                continue;
            const bool isLower = word[0] >= 'a' && word[0] <= 'z';
            title += (isLower ? std::string(1, char(word[0] - 'a' + 'A')) : word.substr(0, 1)) + word.substr(1);
        }
        return title;
    };
    for (const std::string &singular : singulars) {
        if (singular.size() > 1 && tableNameOf(titled(singular)) == name)
            return titled(singular);
    }
    const std::string title = titled(name);
    return title.empty() ? name : title;
}

} // namespace kilter
