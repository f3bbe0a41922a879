#include "core/workspace/import.h"

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/text.h"
#include "core/dialect/dialect.h"
#include "core/model/catalogof.h"
#include "core/model/modelfrom.h"
#include "core/workspace/models.h"
#include "core/workspace/restwriter.h"
#include "core/workspace/sqlfiles.h"
#include "core/workspace/sqlwriter.h"

namespace kilter {
namespace fs = std::filesystem;

namespace {

/// A name as a file name: letters, digits, _, - and . stay, other bytes become %XX; a long one ends in its hash.
std::string fileName(std::string_view name)
{
    static constexpr char hex[] = "0123456789ABCDEF";
    std::string out;
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        const bool isPlain = std::isalnum(byte) || c == '_' || c == '-' || (c == '.' && !out.empty());
        if (isPlain && byte < 0x80)
            out += c;
        else
            out += {'%', hex[byte >> 4], hex[byte & 15]};
    }
    return out.size() <= 150 ? out : out.substr(0, 140) + '-' + sha256(name).substr(0, 8);
}

class Import
{
public:
    Import(const Workspace &workspace, const StoreConfig &store, const Catalog &catalog) : m_workspace(workspace), m_store(store), m_catalog(catalog)
    {
        m_catalog.removeIf([&](const Object &object) {
            return std::any_of(workspace.ignore.begin(), workspace.ignore.end(), [&](const std::string &pattern) { return matchesPattern(pattern, object.ref); });
        });
        const auto isSql = [](const auto &entry) { return entry.second.kind == StoreKind::PostgreSql || entry.second.kind == StoreKind::Sqlite; };
        m_isShared = std::count_if(workspace.stores.begin(), workspace.stores.end(), isSql) > 1;
    }

    Result<ImportReport> run()
    {
        m_report.notes = m_catalog.notes;
        KILTER_CHECK(renderModels());
        KILTER_CHECK(renderSql());
        KILTER_CHECK(write());
        for (std::vector<fs::path> *paths : {&m_report.created, &m_report.updated, &m_report.unchanged})
            std::sort(paths->begin(), paths->end());
        return std::move(m_report);
    }

private:
    Result<> renderModels()
    {
        KILTER_TRY(const std::vector<Model> all, readModels(m_workspace));
        const std::vector<Model> present = modelsOf(all, m_store);
        ImportOptions options;
        options.mapping.defaultSchema = defaultSchemaOf(m_store);
        options.mapping.stringWithMaxLengthAsVarchar = m_workspace.options.stringWithMaxLengthAsVarchar;
        options.store = m_isShared ? m_store.name : std::string();
        ImportedModels imported = modelsFrom(m_catalog, present, options);
        m_report.notes.insert(m_report.notes.end(), imported.notes.begin(), imported.notes.end());
        for (ImportedModel &model : imported.models) {
            KILTER_TRY(m_models.emplace_back(), parseModel(model.text, model.former ? model.former->file : model.table.name + ".json"));
            if (model.former)
                place(fs::path(model.former->file), std::move(model.text), model.changed);
            else
                place(freePath(model.table), std::move(model.text), true);
        }
        return {};
    }

    fs::path freePath(const ObjectRef &table)
    {
        fs::path folder = m_workspace.folder / "models";
        if (m_isShared)
            folder /= fileName(m_store.name);
        if (!table.schema.empty() && table.schema != defaultSchemaOf(m_store))
            folder /= fileName(table.schema);
        std::error_code ec;
        fs::path path = folder / (fileName(table.name) + ".json");
        for (int number = 2; fs::exists(path, ec) || m_files.contains(path); ++number)
            path = folder / (fileName(table.name) + '-' + std::to_string(number) + ".json");
        return path;
    }

    Result<> renderSql()
    {
        KILTER_TRY(const SqlFiles present, readSqlFiles(m_workspace, m_store));
        if (hasErrors(present.diagnostics)) {
            Error error{ErrorCode::Invalid, "the files of sql/ are not valid", "Nothing was written.", {}, present.diagnostics};
            return tl::unexpected(std::move(error));
        }
        // What the workspace says of these objects now, beside the database's tables, in the same spelling.
        Catalog desired = m_catalog;
        desired.removeIf([this](const Object &object) { return isOfSql(object.ref.kind) && object.ref.kind != Kind::Schema; });
        desired.notes = addSqlFiles(desired, present);
        desired = Dialect::of(m_catalog.dialect).normalised(std::move(desired));
        const SqlWriter writer(m_catalog, defaultSchemaOf(m_store));
        std::map<fs::path, std::string> own; // files that this import writes as a whole
        for (const Object &object : m_catalog.objects()) {
            if (!isOfSql(object.ref.kind) || !writer.isWritten(object))
                continue;
            const auto here = std::find_if(present.objects.begin(), present.objects.end(), [&](const Object &one) { return one.ref == object.ref; });
            const Object *now = desired.find(object.ref);
            const fs::path path = pathOf(object.ref);
            if (here == present.objects.end() || fs::path(here->source.file) == path.lexically_normal())
                own[path] += (own[path].empty() ? "" : "\n") + writer.text(object);
            else if (now && sameContent(*now, object))
                place(here->source.file, textOf(here->source.file), false);
            else
                KILTER_CHECK(replaceStatement(*here, writer.text(object)));
        }
        if (m_catalog.dialect == DialectKind::PostgreSql)
            KILTER_CHECK(renderRest(present, writer, own));
        for (auto &[path, text] : own)
            place(path, std::move(text), true);
        return {};
    }

    /// What models and the objects above leave unsaid: routines, types, triggers, policies, settings, privileges. What a person's file says
    /// already, or says of the same object, stays theirs.
    Result<> renderRest(const SqlFiles &present, const SqlWriter &writer, std::map<fs::path, std::string> &own)
    {
        KILTER_TRY(Catalog described, catalogOf(m_models, m_catalog.dialect, mappingOf(m_workspace, m_store)));
        std::vector<Object> beside;
        for (const Object &object : m_catalog.objects()) {
            if (isOfSql(object.ref.kind))
                beside.push_back(bare(object));
        }
        described.addAll(std::move(beside));
        described.serverVersion = m_catalog.serverVersion;
        KILTER_TRY(Rest rest, restOf(Dialect::of(m_catalog.dialect).normalised(std::move(described)), m_catalog, writer.commonOwner()));
        m_report.notes.insert(m_report.notes.end(), rest.notes.begin(), rest.notes.end());
        for (const RestOfObject &object : rest.objects) {
            const fs::path path = pathOf(object.object);
            std::string text;
            for (const std::string &statement : object.statements) {
                if (!isSaidElsewhere(present, statement, path))
                    text += (text.empty() ? "" : "\n") + statement + ";\n";
            }
            if (!text.empty())
                own[path] += (own[path].empty() ? "" : "\n") + text;
        }
        return {};
    }

    /// Without what SqlWriter does not write of it.
    static Object bare(Object object)
    {
        if (View *view = std::get_if<View>(&object.body)) {
            view->columnDefaults.clear();
            view->columnComments.clear();
        }
        return object;
    }

    bool isSaidElsewhere(const SqlFiles &present, const std::string &statement, const fs::path &path)
    {
        const std::string created = createdBy(statement);
        for (const UnreadSql &unread : present.unread) {
            if (fs::path(unread.source.file) == path.lexically_normal())
                continue;
            if (unread.sql == statement)
                return true;
            if (created.empty() || createdBy(unread.sql) != created)
                continue;
            m_report.notes.push_back({Severity::Info, "not-updated", created + " stays as " + unread.source.file + " says it", "kilter verify compares it with the database.", unread.source});
            return true;
        }
        return false;
    }

    /// What is no part of a model and read here, not by a server.
    bool isOfSql(Kind kind) const
    {
        return kind != Kind::Table && isReadLocally(kind, m_catalog.dialect) && (!isPartOfTable(kind) || kind == Kind::Trigger);
    }

    fs::path pathOf(const ObjectRef &ref) const
    {
        fs::path folder = m_workspace.folder / "sql";
        if (m_isShared)
            folder /= fileName(m_store.name);
        const bool isTrigger = ref.kind == Kind::Trigger;
        const std::string prefix = ref.schema.empty() ? std::string() : fileName(ref.schema) + '.';
        std::string name = isTrigger ? ref.parent : ref.name;
        const bool overloads = ref.kind == Kind::Function || ref.kind == Kind::Procedure || ref.kind == Kind::Aggregate || ref.kind == Kind::Operator;
        if (name.empty() || (!ref.signature.empty() && !overloads && !isTrigger))
            name += (name.empty() ? "" : " ") + ref.signature;
        return folder / (isTrigger ? std::string("table") : std::string(keyword(ref.kind))) / (prefix + fileName(name) + ".sql");
    }

    /// The object's CREATE statement in a person's own file; what they wrote around it stays.
    Result<> replaceStatement(const Object &object, const std::string &text)
    {
        const fs::path path(object.source.file);
        std::string whole = textOf(path);
        KILTER_TRY(const auto statements, Dialect::of(m_catalog.dialect).split(whole));
        for (const ScriptStatement &statement : statements) {
            const TextPlace at = placeAt(whole, statement.offset);
            if (at.line != object.source.line || at.column != object.source.column)
                continue;
            std::string bare(trimmed(text));
            bare.pop_back(); // the semicolon stays where it is
            whole.replace(statement.offset, statement.text.size(), bare);
            break;
        }
        place(path, std::move(whole), true);
        return {};
    }

    /// A file's text as it will be: of this import, else from the disk.
    std::string textOf(const fs::path &path) const
    {
        const auto rendered = m_files.find(path);
        if (rendered != m_files.end())
            return rendered->second;
        return readTextFile(path).value_or(std::string());
    }

    void place(const fs::path &path, std::string text, bool mayDiffer)
    {
        std::error_code ec;
        const fs::path shown = path.lexically_relative(m_workspace.folder);
        const fs::path relative = shown.empty() || *shown.begin() == ".." ? path : shown;
        const bool exists = fs::exists(path, ec);
        const bool same = !mayDiffer || (exists && readTextFile(path).value_or(std::string()) == text);
        for (std::vector<fs::path> *paths : {&m_report.created, &m_report.updated, &m_report.unchanged})
            std::erase(*paths, relative);
        if (same && !m_files.contains(path)) {
            m_report.unchanged.push_back(relative);
            return;
        }
        (exists ? m_report.updated : m_report.created).push_back(relative);
        m_files[path] = std::move(text);
    }

    /// All or nothing, as far as a file system allows: what was written is put back when something fails.
    Result<> write()
    {
        std::vector<std::pair<fs::path, std::optional<std::string>>> before;
        for (const auto &[path, text] : m_files) {
            std::error_code ec;
            std::optional<std::string> former;
            if (fs::exists(path, ec))
                former = readTextFile(path).value_or(std::string());
            const auto written = writeTextFile(path, text);
            if (written) {
                before.emplace_back(path, std::move(former));
                continue;
            }
            for (const auto &[done, old] : before) {
                if (old)
                    (void)writeTextFile(done, *old);
                else
                    fs::remove(done, ec);
            }
            return written;
        }
        return {};
    }

    const Workspace &m_workspace;
    const StoreConfig &m_store;
    Catalog m_catalog;
    std::vector<Model> m_models; ///< as they will be
    bool m_isShared = false; ///< several SQL stores: what is imported belongs to this one alone
    std::map<fs::path, std::string> m_files;
    ImportReport m_report;
};

} // namespace

Result<ImportReport> importCatalog(const Workspace &workspace, const StoreConfig &store, const Catalog &catalog)
{
    return Import(workspace, store, catalog).run();
}

} // namespace kilter
