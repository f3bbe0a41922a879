#include "core/workspace/sqlfiles.h"

#include "core/base/file.h"
#include "core/base/text.h"
#include "core/workspace/filetree.h"
#include "core/workspace/models.h"
#include "core/workspace/sqlreader.h"

namespace kilter {
namespace fs = std::filesystem;

SourcePlace SqlReader::placeOf(const ScriptStatement &statement) const
{
    const TextPlace place = placeAt(m_text, statement.offset);
    return {m_file, place.line, place.column};
}

void SqlReader::report(const ScriptStatement &statement, Severity severity, std::string code, std::string message, std::string hint)
{
    m_into.diagnostics.push_back({severity, std::move(code), std::move(message), std::move(hint), placeOf(statement)});
}

void SqlReader::add(const ScriptStatement &statement, Object object)
{
    object.source = placeOf(statement);
    m_into.objects.push_back(std::move(object));
}

namespace {

DialectKind dialectOf(const StoreConfig &store)
{
    return store.kind == StoreKind::Sqlite ? DialectKind::Sqlite : DialectKind::PostgreSql;
}

/// Whether the folder sql/<name>/ is another store's alone.
bool isOfAnotherStore(const Workspace &workspace, const StoreConfig &store, const fs::path &path)
{
    const fs::path relative = path.lexically_relative(workspace.folder / "sql");
    const std::string first = relative.begin() == relative.end() ? std::string() : relative.begin()->string();
    return first != store.name && workspace.store(first) && relative.has_parent_path();
}

/// The names of "-- stores: a, b" among the comments before the first statement; none: every store.
std::vector<std::string> storesOf(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const std::string_view line = trimmed(text.substr(at, end - at));
        if (!line.empty() && !line.starts_with("--"))
            break;
        const std::string_view words = line.empty() ? line : trimmed(line.substr(2));
        if (words.starts_with("stores:")) {
            std::vector<std::string> names;
            for (const std::string &name : split(words.substr(7), ','))
                names.emplace_back(trimmed(name));
            return names;
        }
        at = end + 1;
    }
    return {};
}

/// None where the file cannot be read or taken apart (see `findings`) or is not of the store.
std::optional<SqlFile> loadedFile(const fs::path &path, const StoreConfig &store, Diagnostics &findings)
{
    auto text = readTextFile(path);
    if (!text) {
        findings.insert(findings.end(), text.error().diagnostics.begin(), text.error().diagnostics.end());
        return std::nullopt;
    }
    const auto stores = storesOf(*text);
    if (!stores.empty() && std::find(stores.begin(), stores.end(), store.name) == stores.end())
        return std::nullopt;
    SqlFile file{path.lexically_normal().string(), std::move(*text), {}};
    auto statements = Dialect::of(dialectOf(store)).split(file.text);
    if (statements) {
        file.statements = std::move(*statements);
        return file;
    }
    for (Diagnostic finding : statements.error().diagnostics) {
        finding.place.file = file.path;
        findings.push_back(std::move(finding));
    }
    if (statements.error().diagnostics.empty())
        findings.push_back({Severity::Error, "sql-syntax", statements.error().message, statements.error().hint, {file.path, 1, 1}});
    return std::nullopt;
}

/// Hands each file of the store that can be taken apart to take(file).
template<class Take>
Result<> forEachFile(const Workspace &workspace, const StoreConfig &store, Diagnostics &findings, Take take)
{
    KILTER_TRY(const auto paths, filesBelow(workspace.folder / "sql", ".sql"));
    for (const fs::path &path : paths) {
        if (isOfAnotherStore(workspace, store, path))
            continue;
        if (auto file = loadedFile(path, store, findings))
            take(std::move(*file));
    }
    return {};
}

/// The object that a remark is about, to be changed: Table stands for any relation.
Object *found(Catalog &catalog, const ObjectRef &ref)
{
    if (Object *object = catalog.edit(ref))
        return object;
    if (ref.kind == Kind::Table) {
        for (const Kind kind : {Kind::View, Kind::Sequence}) {
            ObjectRef other = ref;
            other.kind = kind;
            if (Object *object = catalog.edit(other))
                return object;
        }
    }
    if (ref.kind == Kind::Index && ref.parent.empty()) {
        for (const Object &index : catalog.all(Kind::Index)) {
            if (index.ref.schema == ref.schema && index.ref.name == ref.name)
                return catalog.edit(index.ref);
        }
    }
    if (ref.kind == Kind::Check) {
        for (const Kind kind : {Kind::PrimaryKey, Kind::Unique, Kind::ForeignKey}) {
            ObjectRef other = ref;
            other.kind = kind;
            if (Object *object = catalog.edit(other))
                return object;
        }
    }
    return nullptr;
}

bool isOfViewColumn(const Catalog &catalog, const ObjectRef &ref)
{
    return ref.kind == Kind::Column && catalog.contains({Kind::View, ref.schema, {}, ref.parent, {}});
}

void apply(const SqlRemark &remark, Object &object)
{
    switch (remark.what) {
    case SqlRemark::What::Comment:
        object.comment = remark.text;
        break;
    case SqlRemark::What::Owner:
        object.owner = remark.text;
        break;
    case SqlRemark::What::OwnedBy:
        if (Sequence *sequence = std::get_if<Sequence>(&object.body))
            sequence->ownedBy = remark.column;
        break;
    }
}

void resolveUses(Catalog &catalog, const ObjectRef &user, const SqlUses &uses)
{
    std::vector<ObjectRef> needs;
    for (const auto &[schema, name] : uses.relations) {
        const std::string in = schema.empty() ? user.schema : schema;
        const Object *relation = found(catalog, tableRef(in, name));
        if (!relation || relation->ref == user)
            continue;
        needs.push_back(relation->ref);
        const Table *table = relation->get<Table>();
        if (!table)
            continue;
        const bool all = std::find(uses.columns.begin(), uses.columns.end(), "*") != uses.columns.end();
        for (const std::string &column : table->columnOrder) {
            if (all || std::find(uses.columns.begin(), uses.columns.end(), column) != uses.columns.end())
                needs.push_back(columnRef(in, name, column));
        }
    }
    for (const Object &type : catalog.all(Kind::Enum)) {
        if (std::find(uses.types.begin(), uses.types.end(), type.ref.name) != uses.types.end())
            needs.push_back(type.ref);
    }
    std::sort(needs.begin(), needs.end());
    needs.erase(std::unique(needs.begin(), needs.end()), needs.end());
    catalog.edit(user)->needs = std::move(needs);
}

} // namespace

Result<SqlFiles> readSqlFiles(const Workspace &workspace, const StoreConfig &store)
{
    SqlFiles files;
    Diagnostics findings;
    KILTER_CHECK(forEachFile(workspace, store, findings, [&](const SqlFile &file) {
        const auto reader = store.kind == StoreKind::Sqlite ? sqliteReader(file.path, file.text, files) : postgresqlReader(file.path, file.text, files, defaultSchemaOf(store));
        for (const ScriptStatement &statement : file.statements)
            reader->read(statement);
    }));
    files.diagnostics.insert(files.diagnostics.end(), findings.begin(), findings.end());
    return files;
}

Result<std::vector<SqlFile>> sqlFilesOf(const Workspace &workspace, const StoreConfig &store)
{
    std::vector<SqlFile> files;
    Diagnostics findings;
    KILTER_CHECK(forEachFile(workspace, store, findings, [&](SqlFile file) { files.push_back(std::move(file)); }));
    return files;
}

Diagnostics addSqlFiles(Catalog &catalog, const SqlFiles &files)
{
    Diagnostics findings;
    std::vector<Object> objects;
    for (const Object &object : files.objects) {
        if (object.ref.kind == Kind::Schema)
            catalog.remove(object.ref); // the models only say that it is used
        const auto same = std::find_if(objects.begin(), objects.end(), [&](const Object &other) { return other.ref == object.ref; });
        const Object *present = same != objects.end() ? &*same : found(catalog, object.ref.kind == Kind::View || object.ref.kind == Kind::Sequence
                                                                                    ? tableRef(object.ref.schema, object.ref.name)
                                                                                    : object.ref);
        if (present)
            findings.push_back({Severity::Error, "duplicate-name", std::string(keyword(object.ref.kind)) + ' ' + qualifiedName(object.ref) + " is defined twice",
                                "The other stands in " + present->source.file + ':' + std::to_string(present->source.line) + '.', object.source});
        else
            objects.push_back(object);
    }
    catalog.addAll(std::move(objects));
    catalog.unread = files.unread;
    for (const SqlRemark &remark : files.remarks) {
        if (Object *object = found(catalog, remark.object))
            apply(remark, *object);
        else if (!catalog.unread.empty() || isOfViewColumn(catalog, remark.object))
            catalog.unread.push_back({remark.sql, remark.place});
        else
            findings.push_back({Severity::Error, "unknown-object", "there is no " + std::string(keyword(remark.object.kind)) + ' ' + qualifiedName(remark.object) + " to describe", {}, remark.place});
    }
    for (const auto &[user, uses] : files.uses) {
        if (catalog.contains(user))
            resolveUses(catalog, user, uses);
    }
    return findings;
}

bool isDescribedByWorkspace(Kind kind)
{
    return kind != Kind::UserMapping && kind != Kind::Subscription;
}

bool isReadLocally(Kind kind, DialectKind dialect)
{
    switch (kind) {
    case Kind::Schema:
    case Kind::Enum:
    case Kind::Sequence:
    case Kind::Table:
    case Kind::Column:
    case Kind::PrimaryKey:
    case Kind::Unique:
    case Kind::Check:
    case Kind::ForeignKey:
    case Kind::Index:
    case Kind::View:
        return true;
    case Kind::Trigger:
        return dialect == DialectKind::Sqlite;
    case Kind::Exclusion:
    case Kind::Domain:
    case Kind::Composite:
    case Kind::Range:
    case Kind::BaseType:
    case Kind::Function:
    case Kind::Procedure:
    case Kind::Aggregate:
    case Kind::MaterializedView:
    case Kind::Rule:
    case Kind::EventTrigger:
    case Kind::Statistics:
    case Kind::Extension:
    case Kind::Policy:
    case Kind::Collation:
    case Kind::TextSearchParser:
    case Kind::TextSearchTemplate:
    case Kind::TextSearchDictionary:
    case Kind::TextSearchConfiguration:
    case Kind::Operator:
    case Kind::OperatorFamily:
    case Kind::OperatorClass:
    case Kind::Cast:
    case Kind::Conversion:
    case Kind::Language:
    case Kind::Transform:
    case Kind::AccessMethod:
    case Kind::ForeignDataWrapper:
    case Kind::ForeignServer:
    case Kind::UserMapping:
    case Kind::Publication:
    case Kind::Subscription:
    case Kind::DefaultPrivileges:
        return false;
    }
    return false;
}

} // namespace kilter
