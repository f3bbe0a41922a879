#include "core/plan/postgresql/privileges.h"

#include "core/base/identifier.h"
#include "core/base/text.h"
#include "core/dialect/postgresql/emitserver.h"
#include "core/dialect/postgresql/emittext.h"
#include "core/dialect/postgresql/quote.h"

#include <algorithm>

namespace kilter::postgresql {
namespace {

using Grants = std::vector<Grant>;

/// A privilege that must be given or taken.
struct Move
{
    Grant grant;
    bool gives = true;
    bool optionOnly = false; ///< only WITH GRANT OPTION goes
    int depth = 0;           ///< how many grantors stand between the owner and the grantee
};

/// The entry for the same privilege to the same role by the same grantor.
const Grant *same(const Grants &grants, const Grant &wanted)
{
    const auto found = std::find_if(grants.begin(), grants.end(), [&](const Grant &grant) {
        return grant.part == wanted.part && grant.grantee == wanted.grantee && grant.grantor == wanted.grantor
               && grant.privilege == wanted.privilege && grant.revoked == wanted.revoked;
    });
    return found == grants.end() ? nullptr : &*found;
}

int depthOf(const Grants &grants, const Grant &grant)
{
    int depth = 0;
    std::string grantor = grant.grantor;
    while (!grantor.empty() && depth < 100) {
        ++depth;
        const auto above = std::find_if(grants.begin(), grants.end(), [&](const Grant &other) {
            return other.part == grant.part && other.privilege == grant.privilege && other.grantee == grantor && other.grantable;
        });
        grantor = above == grants.end() ? std::string() : above->grantor;
    }
    return depth;
}

std::vector<Move> moves(const Grants &from, const Grants &to)
{
    std::vector<Move> result;
    for (const Grant &grant : from) {
        const Grant *kept = same(to, grant);
        if (!kept)
            result.push_back({grant, grant.revoked, false, depthOf(from, grant)});
        else if (grant.grantable && !kept->grantable)
            result.push_back({grant, false, true, depthOf(from, grant)});
    }
    for (const Grant &grant : to) {
        const Grant *before = same(from, grant);
        if (!before || (grant.grantable && !before->grantable))
            result.push_back({grant, !grant.revoked, false, depthOf(to, grant)});
    }
    return result;
}

/// The table that a column's privileges are those of, or the object itself.
const Object *ownedOne(const Context &context, const Object &object)
{
    if (!isPartOfTable(object.ref.kind))
        return &object;
    const Object *table = context.to().find(tableOf(object.ref));
    return table ? table : context.from().find(tableOf(object.ref));
}

/// public, as the server makes it, belongs to a role that nobody states; else empty where no owner is stated: whoever runs the plan.
std::string ownerName(const Context &context, const Object &object)
{
    const Object *owned = ownedOne(context, object);
    if (owned && !owned->owner.empty())
        return owned->owner;
    return object.ref == schemaRef("public") ? "pg_database_owner" : "";
}

/// What GRANT … ON calls it.
std::string target(const Object &object, const std::string &part)
{
    const ObjectRef &ref = object.ref;
    if (const Column *column = object.get<Column>()) {
        if (part.empty())
            return "TABLE " + qualifiedTable(ref);
        const std::string name = column->identitySequence.empty() ? generatedName(ref.parent, ref.name, "seq") : column->identitySequence;
        return "SEQUENCE " + quoted(ref.schema) + '.' + quoted(name);
    }
    const std::string words = named(ref);
    for (const std::string_view relation : {"VIEW ", "MATERIALIZED VIEW "}) {
        if (words.starts_with(relation))
            return "TABLE " + words.substr(relation.size());
    }
    if (words.starts_with("AGGREGATE "))
        return "FUNCTION " + words.substr(std::string_view("AGGREGATE ").size());
    return ref.kind == Kind::ForeignServer ? "FOREIGN " + words : words;
}

/// "SELECT", or "SELECT (a)" for a column.
std::string privilegeText(const Object &object, const Grant &grant)
{
    const bool isColumn = object.ref.kind == Kind::Column && grant.part.empty();
    const std::string column = isColumn ? object.ref.name : object.ref.kind == Kind::Column ? std::string() : grant.part;
    return column.empty() ? grant.privilege : grant.privilege + " (" + quoted(column) + ')';
}

/// One statement for moves that differ in the privilege alone.
void write(const Object &object, const std::string &owner, const std::vector<Move> &group, std::vector<Statement> &statements)
{
    const Grant &grant = group.front().grant;
    std::vector<std::string> privileges;
    for (const Move &move : group)
        privileges.push_back(privilegeText(object, move.grant));
    const std::string on = joined(privileges, ", ") + " ON " + target(object, grant.part);
    const std::string role = grant.grantee.empty() && owner.empty() ? "CURRENT_USER" : roleText(grant.grantee.empty() ? owner : grant.grantee);
    std::string sql;
    if (!group.front().gives)
        sql = std::string("REVOKE ") + (group.front().optionOnly ? "GRANT OPTION FOR " : "") + on + " FROM " + role;
    else
        sql = "GRANT " + on + " TO " + role + (grant.grantable ? " WITH GRANT OPTION" : "");
    const bool byOther = !grant.grantor.empty();
    if (byOther)
        statements.push_back(statementFor(object.ref, "SET ROLE " + quoted(grant.grantor)));
    statements.push_back(statementFor(object.ref, std::move(sql)));
    if (byOther)
        statements.push_back(statementFor(object.ref, "RESET ROLE"));
}

bool belongTogether(const Move &a, const Move &b)
{
    return a.gives == b.gives && a.optionOnly == b.optionOnly && a.depth == b.depth && a.grant.grantee == b.grant.grantee
           && a.grant.grantor == b.grant.grantor && a.grant.grantable == b.grant.grantable;
}

PrivilegeStatements statementsFor(const Object &object, const std::string &ownerBefore, const std::string &ownerAfter, std::vector<Move> list)
{
    const auto key = [](const Move &move) {
        return std::tuple(move.gives, move.gives ? move.depth : -move.depth, move.optionOnly, std::string_view(move.grant.grantee),
                          std::string_view(move.grant.grantor), move.grant.grantable);
    };
    std::stable_sort(list.begin(), list.end(), [&](const Move &a, const Move &b) { return key(a) < key(b); });
    PrivilegeStatements result;
    for (std::size_t i = 0; i < list.size();) {
        std::vector<Move> group{list[i++]};
        while (i < list.size() && belongTogether(group.front(), list[i]))
            group.push_back(list[i++]);
        if (group.front().gives)
            write(object, ownerAfter, group, result.grants);
        else
            write(object, ownerBefore, group, result.revokes);
    }
    return result;
}

/// The sort of default privileges that a new object of the kind gets; empty: none.
std::string_view defaultsFor(const Object &object)
{
    if (const Column *column = object.get<Column>())
        return column->identity.empty() ? "" : "sequences";
    if (object.ref.kind == Kind::Schema)
        return "schemas";
    if (isPartOfTable(object.ref.kind))
        return {};
    const std::string words = named(object.ref);
    const auto is = [&](std::initializer_list<std::string_view> starts) {
        return std::any_of(starts.begin(), starts.end(), [&](std::string_view start) { return words.starts_with(start); });
    };
    if (is({"TABLE ", "VIEW ", "MATERIALIZED VIEW "}))
        return "tables";
    if (is({"SEQUENCE "}))
        return "sequences";
    if (is({"FUNCTION ", "PROCEDURE ", "AGGREGATE ", "ROUTINE "}))
        return "functions";
    return is({"TYPE ", "DOMAIN "}) ? "types" : "";
}

/// What the default privileges that stay give to, or take from, a new object. Who creates it is known where one role owns everything.
Grants initialGrants(const Context &context, const Object &after)
{
    Grants grants;
    const std::string_view sort = defaultsFor(after);
    if (sort.empty())
        return grants;
    for (const Object &defaults : context.from().all(Kind::DefaultPrivileges)) {
        const ObjectRef &ref = defaults.ref;
        if (ref.signature != sort || (!ref.schema.empty() && ref.schema != after.ref.schema) || context.goes(ref))
            continue;
        if (!context.statesOwners() && ref.name != ownerName(context, after))
            continue;
        const Object *stays = context.to().find(ref);
        for (Grant grant : (stays ? *stays : defaults).as<DefaultPrivileges>().grants) {
            if (after.ref.kind == Kind::Column)
                grant.part = "sequence";
            grants.push_back(std::move(grant));
        }
    }
    std::sort(grants.begin(), grants.end());
    return grants;
}

} // namespace

PrivilegeStatements privilegesOfNew(const Context &context, const Object &after)
{
    if (!context.comparesPrivileges() || !after.grants)
        return {};
    const Grants initial = initialGrants(context, after);
    std::vector<Move> list = moves(initial, *after.grants);
    if (context.statesOwners()) {
        // Another role may create it: what is wanted is given, and what is not wanted taken away, in any case.
        for (const Grant &grant : *after.grants) {
            if (same(initial, grant))
                list.push_back({grant, !grant.revoked, false, depthOf(*after.grants, grant)});
        }
    }
    // ALTER … OWNER TO stands before both: a new object belongs to its owner when its privileges are set.
    const std::string owner = ownerName(context, after);
    PrivilegeStatements result = statementsFor(after, owner, owner, std::move(list));
    result.grants.insert(result.grants.begin(), result.revokes.begin(), result.revokes.end());
    result.revokes.clear();
    return result;
}

PrivilegeStatements changedPrivileges(const Context &context, const Object &before, const Object &after)
{
    if (!context.comparesPrivileges() || !before.grants || !after.grants)
        return {};
    std::vector<Move> list = moves(*before.grants, *after.grants);
    const bool becomesIdentity = before.get<Column>() && before.as<Column>().identity.empty() && !after.as<Column>().identity.empty();
    if (becomesIdentity) {
        for (const Move &move : moves(initialGrants(context, after), {}))
            list.push_back(move);
    }
    // With an identity goes its sequence, and what was granted on that.
    const bool losesIdentity = before.get<Column>() && !before.as<Column>().identity.empty() && after.as<Column>().identity.empty();
    if (losesIdentity)
        std::erase_if(list, [](const Move &move) { return move.grant.part == "sequence"; });
    const std::string ownerBefore = context.comparesOwners() ? ownerName(context, before) : ownerName(context, after);
    return statementsFor(after, ownerBefore, ownerName(context, after), std::move(list));
}

std::vector<Statement> defaultPrivilegeStatements(const Object *before, const Object *after)
{
    static const Grants none;
    const Object &object = after ? *after : *before;
    const ObjectRef &ref = object.ref;
    std::string sorts = ref.signature;
    std::transform(sorts.begin(), sorts.end(), sorts.begin(), [](char c) { return c >= 'a' && c <= 'z' ? char(c - 'a' + 'A') : c; });
    const std::string start = "ALTER DEFAULT PRIVILEGES FOR ROLE " + quoted(ref.name) + (ref.schema.empty() ? "" : " IN SCHEMA " + quoted(ref.schema)) + ' ';
    std::vector<Move> list = moves(before ? before->as<DefaultPrivileges>().grants : none, after ? after->as<DefaultPrivileges>().grants : none);
    std::stable_sort(list.begin(), list.end(), [](const Move &a, const Move &b) {
        return std::tuple(a.gives, a.optionOnly, std::string_view(a.grant.grantee), a.grant.grantable)
               < std::tuple(b.gives, b.optionOnly, std::string_view(b.grant.grantee), b.grant.grantable);
    });
    std::vector<Statement> statements;
    for (std::size_t i = 0; i < list.size();) {
        const Move &first = list[i];
        std::string privileges;
        for (; i < list.size() && belongTogether(first, list[i]); ++i)
            privileges += (privileges.empty() ? "" : ", ") + list[i].grant.privilege;
        const std::string role = roleText(first.grant.grantee.empty() ? ref.name : first.grant.grantee);
        const std::string on = privileges + " ON " + sorts;
        statements.push_back(statementFor(ref, first.gives ? start + "GRANT " + on + " TO " + role + (first.grant.grantable ? " WITH GRANT OPTION" : "")
                                                           : start + "REVOKE " + (first.optionOnly ? "GRANT OPTION FOR " : "") + on + " FROM " + role));
    }
    return statements;
}

std::string namedObject(const Object &object)
{
    const Table *table = object.get<Table>();
    return (table && !table->foreignServer.empty() ? "FOREIGN " : "") + named(object.ref);
}

std::vector<Statement> labelStatements(const Object *before, const Object &after)
{
    std::vector<Statement> statements;
    if (!after.labels || (before && !before->labels))
        return statements;
    const auto write = [&](const SecurityLabel &label, bool set) {
        const std::string on = label.part.empty() ? namedObject(after) : "COLUMN " + qualified(after.ref) + '.' + quoted(label.part);
        statements.push_back(statementFor(after.ref, "SECURITY LABEL FOR " + quoted(label.provider) + " ON " + on + " IS "
                                                         + (set ? literal(label.label) : std::string("NULL"))));
    };
    const auto has = [](const std::vector<SecurityLabel> &labels, const SecurityLabel &wanted) {
        return std::any_of(labels.begin(), labels.end(), [&](const SecurityLabel &label) {
            return label.part == wanted.part && label.provider == wanted.provider;
        });
    };
    static const std::vector<SecurityLabel> none;
    const std::vector<SecurityLabel> &old = before ? *before->labels : none;
    for (const SecurityLabel &label : old) {
        if (!has(*after.labels, label))
            write(label, false);
    }
    for (const SecurityLabel &label : *after.labels) {
        if (std::find(old.begin(), old.end(), label) == old.end())
            write(label, true);
    }
    return statements;
}

} // namespace kilter::postgresql
