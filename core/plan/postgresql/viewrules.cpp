#include "core/base/text.h"
#include "core/dialect/postgresql/emitprograms.h"
#include "core/dialect/postgresql/emittable.h"
#include "core/dialect/postgresql/emittext.h"
#include "core/dialect/postgresql/quote.h"
#include "core/plan/postgresql/options.h"
#include "core/plan/postgresql/rules.h"

#include <algorithm>

namespace kilter::postgresql {
namespace {

/// Texts of columns that are new or different, and an empty one for each that goes.
std::vector<NamedText> differing(const std::vector<NamedText> &from, const std::vector<NamedText> &to)
{
    std::vector<NamedText> result;
    for (const NamedText &old : from) {
        if (std::none_of(to.begin(), to.end(), [&](const NamedText &text) { return text.name == old.name; }))
            result.push_back({old.name, {}});
    }
    for (const NamedText &wanted : to) {
        if (std::find(from.begin(), from.end(), wanted) == from.end())
            result.push_back(wanted);
    }
    return result;
}

std::string defaultSql(const ObjectRef &view, const NamedText &text)
{
    return "ALTER VIEW " + qualified(view) + " ALTER COLUMN " + quoted(text.name)
           + (text.text.empty() ? " DROP DEFAULT" : " SET DEFAULT " + expressionText(text.text));
}

void describeColumns(Steps &steps, const ObjectRef &view, const std::vector<NamedText> &from, const std::vector<NamedText> &to)
{
    const auto texts = differing(from, to);
    if (texts.empty())
        return;
    Step &step = steps.add(view, Phase::Settle);
    for (const NamedText &text : texts) {
        const std::string comment = text.text.empty() ? std::string("NULL") : literal(text.text);
        step.statements.push_back(statementFor(view, "COMMENT ON COLUMN " + qualified(view) + '.' + quoted(text.name) + " IS " + comment));
    }
}

class ViewRules : public Rules
{
public:
    int rank() const override { return 60; }
    bool mayRecreate() const override { return true; }

    /// CREATE OR REPLACE can only append columns. Types of the others are not known here: they are the same where the query begins the
    /// same and names the same objects.
    Way way(const Context &context, const Object &before, const Object &after) const override
    {
        const View &a = before.as<View>();
        const View &b = after.as<View>();
        if (a.definition == b.definition && a.columns == b.columns)
            return Way::InPlace;
        const bool appended = a.columns.size() <= b.columns.size() && std::equal(a.columns.begin(), a.columns.end(), b.columns.begin());
        return appended && hasSameOutput(a, b) && usesAllOf(context, before) ? Way::InPlace : Way::Recreate;
    }

    Response response(const Context &context, const Object &before, const Object &after, const ObjectRef &need, Disturbance disturbance) const override
    {
        if (disturbance == Disturbance::Retyped)
            return Response::Recreate;
        return Rules::response(context, before, after, need, disturbance);
    }

    void create(Steps &steps, const Object &after) const override
    {
        const bool provisional = steps.context().separate.contains(after.ref);
        if (provisional) {
            Step &first = steps.add(after.ref, Phase::Create);
            std::erase_if(first.uses, isNoType);
            first.statements = {statementFor(after.ref, createView(ofNulls(after)))};
        }
        Step &step = steps.add(after.ref, provisional ? Phase::Settle : Phase::Create);
        step.statements = {statementFor(after.ref, createView(after, provisional))};
        for (const NamedText &text : after.as<View>().columnDefaults)
            step.statements.push_back(statementFor(after.ref, defaultSql(after.ref, text)));
        describeColumns(steps, after.ref, {}, after.as<View>().columnComments);
        steps.describe(after);
    }

    void drop(Steps &steps, const Object &before) const override
    {
        const bool provisional = steps.context().separate.contains(before.ref);
        if (provisional)
            steps.add(before.ref, Phase::Release).statements = {statementFor(before.ref, createView(ofNulls(before), true), accessExclusive)};
        Step &step = steps.add(before.ref, Phase::Drop);
        if (provisional)
            std::erase_if(step.loses, isNoType);
        step.statements = {statementFor(before.ref, "DROP VIEW " + qualified(before.ref), accessExclusive)};
    }

    void change(Steps &steps, const Object &before, const Object &after) const override
    {
        const View &a = before.as<View>();
        const View &b = after.as<View>();
        std::vector<std::string> statements;
        if (a.definition != b.definition || a.columns != b.columns) {
            statements.push_back(createView(after, true));
        } else {
            for (const std::string &clause : optionChanges(withCheck(a), withCheck(b)))
                statements.push_back("ALTER VIEW " + qualified(after.ref) + ' ' + clause);
        }
        for (const NamedText &text : differing(a.columnDefaults, b.columnDefaults))
            statements.push_back(defaultSql(after.ref, text));
        if (!statements.empty()) {
            Step &step = steps.add(after.ref, Phase::Change);
            for (std::string &sql : statements)
                step.statements.push_back(statementFor(after.ref, std::move(sql), accessExclusive));
        }
        describeColumns(steps, after.ref, a.columnComments, b.columnComments);
        steps.describe(before, after);
    }

private:
    static bool isNoType(const ObjectRef &need) { return need.kind != Kind::Schema && need.kind != Kind::Extension && need.kind != Kind::BaseType && !isReplacedType(need.kind); }

    /// The view with the same columns and nothing else.
    static Object ofNulls(Object view)
    {
        View &body = view.as<View>();
        body.definition = "SELECT";
        for (std::size_t i = 0; i < body.columns.size(); ++i)
            body.definition += (i ? ",\n    NULL::" : "\n    NULL::") + body.columnTypes.at(i) + " AS " + quoted(body.columns[i]);
        body.options.clear();
        body.checkOption.clear();
        return view;
    }

    static std::vector<std::string> withCheck(const View &view)
    {
        std::vector<std::string> options = view.options;
        if (!view.checkOption.empty())
            options.push_back("check_option=" + view.checkOption);
        return options;
    }

    /// The output expressions of the old query stand at the beginning of the new one.
    static bool hasSameOutput(const View &before, const View &after)
    {
        const std::size_t end = before.definition.find("\n   FROM ");
        if (end == std::string::npos || before.definition.find("\nUNION") != std::string::npos || !after.definition.starts_with(before.definition.substr(0, end)))
            return false;
        const char next = after.definition.size() > end ? after.definition[end] : ' ';
        return next == '\n' || next == ',';
    }

    static bool usesAllOf(const Context &context, const Object &before)
    {
        const auto &wanted = context.needsAfter(before.ref);
        const auto &old = context.needsBefore(before.ref);
        return std::all_of(old.begin(), old.end(), [&](const ObjectRef &need) {
            const bool relation = need.kind == Kind::Table || need.kind == Kind::View;
            return !relation || std::find(wanted.begin(), wanted.end(), need) != wanted.end();
        });
    }
};

/// What comes after ALTER COLUMN to put a setting of a materialized view's column ("a" SET …) back; empty: nothing does, STORAGE has no way
/// back before PostgreSQL 16.
std::string resetting(const std::string &setting)
{
    static constexpr std::string_view set = " SET ";
    const std::size_t at = setting.rfind(set);
    const std::string column = setting.substr(0, at);
    const std::string what = setting.substr(at + set.size());
    if (what.starts_with("COMPRESSION "))
        return column + " SET COMPRESSION DEFAULT";
    if (what.starts_with("STATISTICS "))
        return column + " SET STATISTICS -1";
    if (!what.starts_with('('))
        return {};
    std::vector<std::string> names;
    for (std::size_t start = 1; start < what.size(); start = what.find(", ", start) == std::string::npos ? what.size() : what.find(", ", start) + 2)
        names.push_back(what.substr(start, what.find('=', start) - start));
    return column + " RESET (" + joined(names, ", ") + ')';
}

/// Settings of `a` that `b` says nothing about, or (options) not the same.
std::vector<std::string> settingsToReset(const MaterializedView &a, const MaterializedView &b)
{
    std::vector<std::string> gone;
    for (const std::string &setting : a.columnSettings) {
        const std::size_t at = setting.rfind(" SET ") + 5;
        const std::string head = setting.substr(0, setting[at] == '(' ? at + 1 : setting.find(' ', at));
        const bool stays = std::any_of(b.columnSettings.begin(), b.columnSettings.end(), [&](const std::string &other) {
            return other == setting || (!head.ends_with('(') && other.starts_with(head + ' '));
        });
        if (!stays)
            gone.push_back(setting);
    }
    return gone;
}

class MaterializedViewRules : public Rules
{
public:
    int rank() const override { return 61; }
    bool mayRecreate() const override { return true; }

    Way way(const Context &, const Object &before, const Object &after) const override
    {
        const MaterializedView &a = before.as<MaterializedView>();
        const MaterializedView &b = after.as<MaterializedView>();
        const auto gone = settingsToReset(a, b);
        const bool stuck = std::any_of(gone.begin(), gone.end(), [](const std::string &setting) { return resetting(setting).empty(); });
        return a.definition == b.definition && a.columns == b.columns && !stuck ? Way::InPlace : Way::Recreate;
    }

    Response response(const Context &context, const Object &before, const Object &after, const ObjectRef &need, Disturbance disturbance) const override
    {
        if (disturbance == Disturbance::Retyped)
            return Response::Recreate;
        return Rules::response(context, before, after, need, disturbance);
    }

    void create(Steps &steps, const Object &after) const override
    {
        Statement statement = statementFor(after.ref, createMaterializedView(after));
        statement.scans = after.as<MaterializedView>().populated;
        steps.add(after.ref, Phase::Create).statements = {std::move(statement)};
        settle(steps, MaterializedView(), after);
        steps.describe(after);
    }

    void drop(Steps &steps, const Object &before) const override
    {
        steps.add(before.ref, Phase::Drop).statements = {statementFor(before.ref, "DROP " + named(before.ref), accessExclusive)};
    }

    /// One that was filled is filled again.
    void recreate(Steps &steps, const Object &before, const Object &after) const override
    {
        drop(steps, before);
        Object filled = after;
        filled.as<MaterializedView>().populated = before.as<MaterializedView>().populated;
        create(steps, filled);
    }

    void change(Steps &steps, const Object &before, const Object &after) const override
    {
        const MaterializedView &a = before.as<MaterializedView>();
        const MaterializedView &b = after.as<MaterializedView>();
        std::vector<std::string> clauses = optionChanges(a.storage, b.storage);
        if (a.method != b.method)
            clauses.push_back("SET ACCESS METHOD " + quoted(b.method));
        if (a.tablespace != b.tablespace)
            clauses.push_back("SET TABLESPACE " + quoted(b.tablespace.empty() ? "pg_default" : b.tablespace));
        if (!clauses.empty()) {
            Step &step = steps.add(after.ref, Phase::Change);
            for (const std::string &clause : clauses)
                step.statements.push_back(statementFor(after.ref, alter(after) + clause, accessExclusive));
        }
        settle(steps, a, after);
        steps.describe(before, after);
    }

private:
    static std::string alter(const Object &view) { return "ALTER " + named(view.ref) + ' '; }

    /// What stands on columns, and the index by which it is clustered, which must be there.
    static void settle(Steps &steps, const MaterializedView &a, const Object &after)
    {
        const MaterializedView &b = after.as<MaterializedView>();
        describeColumns(steps, after.ref, a.columnComments, b.columnComments);
        std::vector<std::string> clauses;
        for (const std::string &setting : settingsToReset(a, b))
            clauses.push_back("ALTER COLUMN " + resetting(setting));
        for (const std::string &setting : b.columnSettings) {
            if (std::find(a.columnSettings.begin(), a.columnSettings.end(), setting) == a.columnSettings.end())
                clauses.push_back("ALTER COLUMN " + setting);
        }
        const ObjectRef index{Kind::Index, after.ref.schema, after.ref.name, b.clusteredOn, {}};
        const bool clusters = !b.clusteredOn.empty() && (a.clusteredOn != b.clusteredOn || steps.context().comes(index));
        if (clusters)
            clauses.push_back("CLUSTER ON " + quoted(b.clusteredOn));
        else if (b.clusteredOn.empty() && !a.clusteredOn.empty())
            clauses.push_back("SET WITHOUT CLUSTER");
        if (clauses.empty())
            return;
        Step &step = steps.add(after.ref, Phase::Attach);
        if (clusters)
            step.uses.push_back(index);
        for (const std::string &clause : clauses)
            step.statements.push_back(statementFor(after.ref, alter(after) + clause, accessExclusive));
    }
};

} // namespace

bool canBeProvisional(const Context &context, const ObjectRef &ref)
{
    if (ref.kind != Kind::View)
        return false;
    const auto told = [](const Object *view) { return !view || view->as<View>().columnTypes.size() == view->as<View>().columns.size(); };
    const bool comes = context.comes(ref), goes = context.goes(ref);
    return (comes || goes) && (!comes || told(context.to().find(ref))) && (!goes || told(context.from().find(ref)));
}

const Rules &viewRules()
{
    static const ViewRules rules;
    return rules;
}

const Rules &materializedViewRules()
{
    static const MaterializedViewRules rules;
    return rules;
}

} // namespace kilter::postgresql
