#include "core/base/text.h"
#include "core/diff/diff.h"

#include <algorithm>

namespace kilter {
namespace {

std::string quotedPart(const std::string &part)
{
    const bool plain = !part.empty() && part.find_first_of(".=:\" \t\n") == std::string::npos;
    return plain ? part : '"' + replaced(part, "\"", "\"\"") + '"';
}

tl::unexpected<Error> badRename(std::string_view text, const std::string &why)
{
    return failure(ErrorCode::Usage, "no rename: \"" + std::string(text) + "\": " + why,
                   "write KIND:SCHEMA.NAME=NEW, for parts of a table KIND:SCHEMA.TABLE.NAME=NEW; names with dots or = stand in double quotes");
}

/// Reads one name, quoted or up to '.' or '='; advances `at`. None when a quote stays open.
std::optional<std::string> readPart(std::string_view text, std::size_t &at)
{
    std::string part;
    if (at >= text.size() || text[at] != '"') {
        const std::size_t end = std::min(text.find_first_of(".=", at), text.size());
        part = text.substr(at, end - at);
        at = end;
        return part;
    }
    for (++at; at < text.size(); ++at) {
        if (text[at] != '"') {
            part += text[at];
        } else if (at + 1 < text.size() && text[at + 1] == '"') {
            part += text[++at];
        } else {
            ++at;
            return part;
        }
    }
    return std::nullopt;
}

struct RenameParts
{
    Kind kind = Kind::Table;
    std::vector<std::string> path;
    std::string to;
};

/// The new name is one part: quoted, or all that follows the equals sign.
std::optional<std::string> readNewName(std::string_view text, std::size_t at)
{
    if (at >= text.size() || text[at] != '"')
        return std::string(text.substr(std::min(at, text.size())));
    auto name = readPart(text, at);
    return at == text.size() ? name : std::nullopt;
}

Result<RenameParts> split(std::string_view text)
{
    const std::size_t colon = text.find(':');
    const auto kind = colon == std::string_view::npos ? std::nullopt : kindOf(text.substr(0, colon));
    if (!kind)
        return badRename(text, "it does not begin with a kind such as \"column:\"");
    RenameParts parts{*kind, {}, {}};
    for (std::size_t at = colon + 1;; ++at) {
        const auto part = readPart(text, at);
        if (!part)
            return badRename(text, "a quote is not closed");
        parts.path.push_back(*part);
        if (at < text.size() && text[at] == '.')
            continue;
        const auto to = at < text.size() && text[at] == '=' ? readNewName(text, at + 1) : std::nullopt;
        if (!to || to->empty())
            return badRename(text, "the new name after = is missing");
        parts.to = *to;
        return parts;
    }
}

ObjectRef refOf(const RenameParts &parts, std::size_t bare)
{
    ObjectRef ref;
    ref.kind = parts.kind;
    ref.name = parts.path.back();
    if (parts.kind == Kind::Enum && parts.path.size() == 3)
        bare = 2; // a label
    if (bare == 2)
        ref.parent = parts.path[parts.path.size() - 2];
    if (parts.path.size() > bare)
        ref.schema = parts.path.front();
    return ref;
}

/// What has the name in any schema.
std::vector<ObjectRef> matches(const Catalog &from, const ObjectRef &wanted)
{
    std::vector<ObjectRef> found;
    for (const Object &object : from.all(wanted.kind)) {
        const bool sameSchema = wanted.schema.empty() || object.ref.schema == wanted.schema;
        if (sameSchema && object.ref.name == wanted.name && object.ref.parent == wanted.parent)
            found.push_back(object.ref);
    }
    return found;
}

std::string nearest(const Catalog &from, const ObjectRef &wanted)
{
    std::vector<std::string> names;
    for (const Object &object : from.all(wanted.kind)) {
        if (object.ref.parent == wanted.parent)
            names.push_back(qualifiedName(object.ref));
    }
    return joined(nearMisses(qualifiedName(wanted), names), ", ");
}

} // namespace

Result<Rename> parseRename(std::string_view text, const Catalog &from)
{
    KILTER_TRY(const RenameParts parts, split(text));
    const std::size_t bare = isPartOfTable(parts.kind) ? 2 : 1;
    const bool inSchema = parts.kind != Kind::Schema && from.dialect != DialectKind::Sqlite;
    const bool label = parts.kind == Kind::Enum && parts.path.size() == 3;
    if (!label && (parts.path.size() < bare || parts.path.size() > bare + (inSchema ? 1 : 0)))
        return badRename(text, "a " + std::string(keyword(parts.kind)) + " is not named so");
    const ObjectRef wanted = refOf(parts, bare);
    if (from.contains(wanted) || enumWithLabel(from, wanted))
        return Rename{wanted, parts.to};
    const auto found = matches(from, wanted);
    if (found.size() == 1)
        return Rename{found.front(), parts.to};
    if (found.size() > 1)
        return badRename(text, "it is in several schemas, or has several forms");
    // The table may get its name by another rename.
    if (bare == 2 && !from.contains(tableOf(wanted)) && (!wanted.schema.empty() || !inSchema))
        return Rename{wanted, parts.to};
    const std::string near = nearest(from, wanted);
    return badRename(text, "there is no " + std::string(keyword(parts.kind)) + ' ' + qualifiedName(wanted)
                               + (near.empty() ? "" : "; near: " + near));
}

std::string toText(const Rename &rename)
{
    std::string text(keyword(rename.from.kind));
    text += ':';
    for (const std::string *part : {&rename.from.schema, &rename.from.parent}) {
        if (!part->empty())
            text += quotedPart(*part) + '.';
    }
    return text + quotedPart(rename.from.name) + '=' + quotedPart(rename.to);
}

} // namespace kilter
