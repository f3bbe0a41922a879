#include "ui/navigator/navigatortree.h"

#include "core/workspace/sqlfiles.h"
#include "ui/session/objectkey.h"
#include "ui/text/text.h"

#include <QCoreApplication>

#include <filesystem>
#include <set>

namespace kilter::ui {
namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("Navigator", text);
}

Sign signOf(Mark mark)
{
    switch (mark) {
    case Mark::New:
        return Sign::Add;
    case Mark::Changed:
        return Sign::Change;
    case Mark::OnlyInStore:
        return Sign::Remove;
    case Mark::Question:
        return Sign::Question;
    }
    return Sign::None;
}

QString kindIcon(Kind kind)
{
    switch (kind) {
    case Kind::View:
    case Kind::MaterializedView:
        return QStringLiteral("view");
    case Kind::Trigger:
    case Kind::Function:
    case Kind::Procedure:
    case Kind::Aggregate:
    case Kind::Rule:
    case Kind::EventTrigger:
    case Kind::Operator:
    case Kind::OperatorFamily:
    case Kind::OperatorClass:
    case Kind::Cast:
    case Kind::Conversion:
    case Kind::Language:
    case Kind::Transform:
    case Kind::AccessMethod:
        return QStringLiteral("function");
    case Kind::Policy:
    case Kind::UserMapping:
    case Kind::DefaultPrivileges:
        return QStringLiteral("lock");
    case Kind::ForeignDataWrapper:
    case Kind::ForeignServer:
    case Kind::Publication:
    case Kind::Subscription:
        return QStringLiteral("link");
    case Kind::Extension:
    case Kind::Collation:
    case Kind::TextSearchParser:
    case Kind::TextSearchTemplate:
    case Kind::TextSearchDictionary:
    case Kind::TextSearchConfiguration:
        return QStringLiteral("settings");
    case Kind::Domain:
    case Kind::Composite:
    case Kind::Range:
    case Kind::BaseType:
    case Kind::Statistics:
    case Kind::Exclusion:
    case Kind::Sequence:
    case Kind::Enum:
    case Kind::Index:
        return QStringLiteral("index");
    case Kind::Schema:
        return QStringLiteral("folder");
    case Kind::Table:
    case Kind::Column:
    case Kind::PrimaryKey:
    case Kind::Unique:
    case Kind::Check:
    case Kind::ForeignKey:
        return QStringLiteral("table");
    }
    return QStringLiteral("table");
}

QString kindWord(Kind kind)
{
    return qtText(keyword(kind)).replace(QLatin1Char('-'), QLatin1Char(' '));
}

std::set<std::string> filesWithErrors(const Diagnostics &diagnostics)
{
    std::set<std::string> files;
    for (const Diagnostic &diagnostic : diagnostics) {
        if (diagnostic.severity == Severity::Error)
            files.insert(diagnostic.place.file);
    }
    return files;
}

struct Builder
{
    const WorkspaceState &workspace;
    const Verification *verification;
    std::map<ObjectRef, Mark> marks = {};
    std::set<std::string> broken = {};
    std::string schema = {}; ///< of models that state none

    Sign signFor(const ObjectRef &ref) const
    {
        const auto at = marks.find(ref);
        return at == marks.end() ? Sign::None : signOf(at->second);
    }

    NavigatorRow rowOf(const Model &model) const
    {
        NavigatorRow row;
        row.name = qtText(model.title);
        row.level = model.level;
        row.file = model.file;
        row.page = QStringLiteral("model:") + qtText(model.file);
        if (model.hasTable()) {
            row.detail = qtText(model.table);
            row.object = tableRef(model.schema.empty() ? schema : model.schema, model.table);
            row.sign = signFor(*row.object);
        }
        if (broken.contains(model.file))
            row.sign = Sign::Invalid;
        return row;
    }

    NavigatorGroup models() const
    {
        NavigatorGroup group{NavigatorGroup::Id::Models, words("Models"), {}};
        for (const Model &model : workspace.models)
            group.rows.push_back(rowOf(model));
        std::stable_sort(group.rows.begin(), group.rows.end(), [](const NavigatorRow &a, const NavigatorRow &b) {
            return a.level != b.level ? *a.level < *b.level : QString::localeAwareCompare(a.name, b.name) < 0;
        });
        return group;
    }

    /// Files of models that cannot be read as models: they must stay within reach to be mended.
    NavigatorGroup unreadable() const
    {
        NavigatorGroup group{NavigatorGroup::Id::Broken, words("Files with errors"), {}};
        for (const std::string &file : broken) {
            const bool isModel = file.ends_with(".json") && !workspace.modelOfFile(file);
            if (isModel)
                group.rows.push_back({.name = qtText(std::filesystem::path(file).filename().string()), .detail = words("no model as yet"),
                                      .iconName = QStringLiteral("warn"), .level = {}, .sign = Sign::Invalid, .file = file, .object = {},
                                      .page = QStringLiteral("model:") + qtText(file)});
        }
        return group;
    }

    NavigatorGroup diagrams() const
    {
        NavigatorGroup group{NavigatorGroup::Id::Diagrams, words("Diagrams"), {}};
        for (const std::string &name : workspace.diagrams) {
            NavigatorRow row;
            row.name = qtText(name);
            row.iconName = QStringLiteral("diagram");
            row.page = QStringLiteral("diagram:") + qtText(name);
            group.rows.push_back(std::move(row));
        }
        return group;
    }

    NavigatorRow rowOf(const Object &object, Sign sign) const
    {
        NavigatorRow row;
        row.name = qtText(object.ref.schema == schema || object.ref.schema.empty() ? object.ref.name : object.ref.schema + '.' + object.ref.name) + argumentText(object.ref);
        if (isPartOfTable(object.ref.kind))
            row.detail = qtText(object.ref.parent);
        else
            row.detail = kindWord(object.ref.kind);
        row.iconName = kindIcon(object.ref.kind);
        row.object = object.ref;
        row.sign = sign;
        if (object.ref.kind != Kind::Table)
            row.page = objectKey(object.ref);
        return row;
    }

    /// Whether it has a row of its own: what is no part of a table's form, nor made by a column.
    bool isOther(const Object &object) const
    {
        switch (object.ref.kind) {
        case Kind::Table:
            return false;
        case Kind::Schema:
            return object.ref.name != schema;
        case Kind::Sequence:
            return !object.as<Sequence>().ownedBy;
        case Kind::Trigger:
        case Kind::Policy:
        case Kind::Rule:
            return true;
        default:
            return !isPartOfTable(object.ref.kind);
        }
    }

    NavigatorGroup others(const Catalog &wanted) const
    {
        NavigatorGroup group{NavigatorGroup::Id::Others, words("Views and others"), {}};
        for (const Object &object : wanted.objects()) {
            if (isOther(object))
                group.rows.push_back(rowOf(object, isPartOfTable(object.ref.kind) ? Sign::None : signFor(object.ref)));
        }
        return group;
    }

    /// Also what no workspace describes: it holds secrets.
    NavigatorGroup onlyInStore(const Catalog &actual) const
    {
        NavigatorGroup group{NavigatorGroup::Id::OnlyInStore, words("Only in the store"), {}};
        for (const Object &object : actual.objects()) {
            if (!isPartOfTable(object.ref.kind) && signFor(object.ref) == Sign::Remove && isDescribedByWorkspace(object.ref.kind))
                group.rows.push_back(rowOf(object, Sign::Remove));
        }
        for (const Object &object : verification->store->actual.objects()) {
            if (!isDescribedByWorkspace(object.ref.kind))
                group.rows.push_back(rowOf(object, Sign::None));
        }
        return group;
    }
};

} // namespace

std::vector<NavigatorGroup> navigatorTree(const WorkspaceState &workspace, const Verification *verification)
{
    Builder builder{workspace, verification};
    builder.broken = filesWithErrors(workspace.diagnostics);
    const std::string storeName = verification ? verification->store->choice.store : workspace.workspace.defaultStore;
    if (const StoreConfig *store = workspace.workspace.store(storeName))
        builder.schema = defaultSchemaOf(*store);
    if (verification && verification->comparison)
        builder.marks = marksOf(verification->comparison->changes);
    std::vector<NavigatorGroup> groups{builder.models(), builder.unreadable()};
    if (verification && verification->wanted())
        groups.push_back(builder.others(*verification->wanted()));
    if (verification && verification->comparison)
        groups.push_back(builder.onlyInStore(verification->comparison->from));
    groups.push_back(builder.diagrams());
    std::erase_if(groups, [](const NavigatorGroup &group) { return group.rows.empty(); });
    return groups;
}

} // namespace kilter::ui
