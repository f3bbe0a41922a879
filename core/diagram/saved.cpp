#include "core/diagram/saved.h"

#include "core/base/file.h"
#include "core/base/json.h"
#include "core/base/text.h"

#include <algorithm>
#include <cmath>

namespace kilter {
namespace {

constexpr std::int64_t version = 1;

/// Reads a saved diagram; the first thing that is wrong is kept with its place.
class SavedReader
{
public:
    SavedReader(std::string_view text, const std::string &file) : m_text(text), m_file(file) {}

    Result<SavedDiagram> read(const Json &whole)
    {
        SavedDiagram diagram;
        if (isObject(whole, "a saved diagram is a JSON object")) {
            for (const JsonMember &member : whole.members)
                readMember(diagram, member);
        }
        if (m_error)
            return tl::unexpected(std::move(*m_error));
        return diagram;
    }

private:
    void fail(std::size_t at, std::string message, std::string hint = {})
    {
        if (m_error)
            return;
        const TextPlace place = placeAt(m_text, at);
        Error error{ErrorCode::Invalid, "the saved diagram cannot be read: " + m_file, {}, {}, {}};
        error.diagnostics.push_back({Severity::Error, "saved-diagram", std::move(message), std::move(hint), {m_file, place.line, place.column}});
        m_error = std::move(error);
    }

    bool isObject(const Json &value, const char *otherwise)
    {
        if (!value.isObject())
            fail(value.begin, otherwise);
        return value.isObject();
    }

    void readMember(SavedDiagram &diagram, const JsonMember &member)
    {
        const Json &value = member.value;
        if (member.key == "version") {
            if (!value.isNumber() || value.integer(0) < 1)
                fail(value.begin, "the version is not a number");
            else if (value.integer() > version)
                fail(value.begin, "the diagram was saved by a newer version of Kilter", "Use that version, or save the diagram under another name.");
        } else if (member.key == "columns") {
            readColumns(diagram.columns, value);
        } else if (member.key == "tables") {
            readTexts(diagram.tables, value);
        } else if (member.key == "groups") {
            forEach(value, [&](const Json &item) { diagram.groups.push_back(readGroup(item)); });
        } else if (member.key == "notes") {
            forEach(value, [&](const Json &item) { diagram.notes.push_back(readNote(item)); });
        } else if (member.key == "places") {
            readPlaces(diagram, value);
        } else {
            unknown(member);
        }
    }

    void unknown(const JsonMember &member)
    {
        fail(member.keyBegin, "unknown member " + quotedJson(member.key), "Remove it, or use the version of Kilter that wrote it.");
    }

    void readColumns(DiagramColumns &columns, const Json &value)
    {
        if (const auto known = diagramColumnsOf(value.text); value.isString() && known)
            columns = *known;
        else
            fail(value.begin, "columns are \"none\", \"keys\" or \"all\"");
    }

    template<class Each>
    void forEach(const Json &value, Each each)
    {
        if (!value.isArray())
            return fail(value.begin, "an array is wanted here");
        for (const Json &item : value.items)
            each(item);
    }

    std::string textOf(const Json &value)
    {
        if (!value.isString())
            fail(value.begin, "a text is wanted here");
        return value.text;
    }

    void readTexts(std::vector<std::string> &into, const Json &value)
    {
        forEach(value, [&](const Json &item) { into.push_back(textOf(item)); });
    }

    double numberOf(const Json &value)
    {
        constexpr double largest = 1e7;
        const double number = value.isNumber() ? std::strtod(value.text.c_str(), nullptr) : NAN;
        if (!(std::abs(number) <= largest)) {
            fail(value.begin, "a number of pixels is wanted here");
            return 0;
        }
        return number;
    }

    DiagramGroup readGroup(const Json &value)
    {
        DiagramGroup group;
        if (!isObject(value, "a group is an object"))
            return group;
        for (const JsonMember &member : value.members) {
            if (member.key == "title")
                group.title = textOf(member.value);
            else if (member.key == "tables")
                readTexts(group.tables, member.value);
            else if (member.key == "colour")
                readColour(group.colour, member.value);
            else if (member.key == "collapsed")
                readFlag(group.collapsed, member.value);
            else
                unknown(member);
        }
        return group;
    }

    void readFlag(bool &flag, const Json &value)
    {
        flag = value.boolean;
        if (!value.isBoolean())
            fail(value.begin, "true or false is wanted here");
    }

    void readColour(std::string &colour, const Json &value)
    {
        colour = textOf(value);
        if (colour.size() != 1 || colour[0] < 'a' || colour[0] > 'd')
            fail(value.begin, "the colour of a group is \"a\", \"b\", \"c\" or \"d\"");
    }

    DiagramNote readNote(const Json &value)
    {
        DiagramNote note;
        if (!isObject(value, "a note is an object"))
            return note;
        for (const JsonMember &member : value.members) {
            if (member.key == "text")
                note.text = textOf(member.value);
            else if (member.key == "x")
                note.rect.x = numberOf(member.value);
            else if (member.key == "y")
                note.rect.y = numberOf(member.value);
            else if (member.key == "width")
                note.rect.width = numberOf(member.value);
            else if (member.key == "height")
                note.rect.height = numberOf(member.value);
            else
                unknown(member);
        }
        return note;
    }

    void readPlaces(SavedDiagram &diagram, const Json &value)
    {
        if (!isObject(value, "places are an object: for each mode the tables with [x, y]"))
            return;
        for (const JsonMember &mode : value.members) {
            const auto columns = diagramColumnsOf(mode.key);
            if (!columns)
                return unknown(mode);
            if (!isObject(mode.value, "places of a mode are an object: tables with [x, y]"))
                return;
            for (const JsonMember &table : mode.value.members) {
                if (!table.value.isArray() || table.value.items.size() != 2)
                    return fail(table.value.begin, "a place is [x, y]");
                diagram.places[*columns][table.key] = {numberOf(table.value.items[0]), numberOf(table.value.items[1])};
            }
        }
    }

    std::string_view m_text;
    const std::string &m_file;
    std::optional<Error> m_error;
};

std::string pixels(double value)
{
    return std::to_string(std::llround(value));
}

std::string textList(const std::vector<std::string> &texts)
{
    std::string list = "[";
    for (const std::string &text : texts)
        list += (list.size() > 1 ? ", " : "") + quotedJson(text);
    return list + "]";
}

/// "name": [ one item a line ],
void addLines(std::string &text, const char *name, const std::vector<std::string> &lines, std::pair<const char *, const char *> brackets = {"[", "]"}, const std::string &indent = "  ")
{
    text += ",\n" + indent + quotedJson(name) + ": " + brackets.first;
    for (std::size_t i = 0; i < lines.size(); ++i)
        text += (i ? ",\n" : "\n") + indent + "  " + lines[i];
    text += "\n" + indent + brackets.second;
}

std::vector<std::string> groupLines(std::vector<DiagramGroup> groups)
{
    std::sort(groups.begin(), groups.end(), [](const DiagramGroup &a, const DiagramGroup &b) { return std::tie(a.title, a.tables) < std::tie(b.title, b.tables); });
    std::vector<std::string> lines;
    for (DiagramGroup &group : groups) {
        std::sort(group.tables.begin(), group.tables.end());
        lines.push_back("{\"title\": " + quotedJson(group.title) + ", \"colour\": " + quotedJson(group.colour) + ", \"tables\": " + textList(group.tables) + (group.collapsed ? ", \"collapsed\": true}" : "}"));
    }
    return lines;
}

std::vector<std::string> noteLines(const std::vector<DiagramNote> &notes)
{
    std::vector<std::string> lines;
    for (const DiagramNote &note : notes)
        lines.push_back("{\"text\": " + quotedJson(note.text) + ", \"x\": " + pixels(note.rect.x) + ", \"y\": " + pixels(note.rect.y) + ", \"width\": " + pixels(note.rect.width) +
                        ", \"height\": " + pixels(note.rect.height) + "}");
    std::sort(lines.begin(), lines.end());
    return lines;
}

std::string placesText(const SavedDiagram &diagram)
{
    std::string text;
    for (const auto &[columns, places] : diagram.places) {
        std::vector<std::string> lines;
        for (const auto &[id, at] : places)
            lines.push_back(quotedJson(id) + ": [" + pixels(at.x) + ", " + pixels(at.y) + "]");
        if (!lines.empty())
            addLines(text, std::string(keyword(columns)).c_str(), lines, {"{", "}"}, "    ");
    }
    return text;
}

} // namespace

Result<SavedDiagram> parseSavedDiagram(std::string_view text, const std::string &file)
{
    KILTER_TRY(const Json whole, parseJson(text, file));
    return SavedReader(text, file).read(whole);
}

std::string toText(const SavedDiagram &diagram)
{
    std::string text = "{\n  \"version\": " + std::to_string(version) + ",\n  \"columns\": " + quotedJson(keyword(diagram.columns));
    if (!diagram.tables.empty())
        text += ",\n  \"tables\": " + textList(diagram.tables);
    if (!diagram.groups.empty())
        addLines(text, "groups", groupLines(diagram.groups));
    if (!diagram.notes.empty())
        addLines(text, "notes", noteLines(diagram.notes));
    if (const std::string places = placesText(diagram); !places.empty())
        text += ",\n  \"places\": {" + places.substr(1) + "\n  }";
    return text + "\n}\n";
}

Result<std::filesystem::path> diagramPath(const std::filesystem::path &workspace, std::string_view name)
{
    const bool isBad = name.empty() || name.front() == '.' || std::any_of(name.begin(), name.end(), [](char c) {
        return c == '/' || c == '\\' || c == ':' || static_cast<unsigned char>(c) < 0x20;
    });
    if (isBad)
        return tl::unexpected(Error{ErrorCode::Usage, "not a name for a diagram: " + quotedJson(name), "A name has no slash, backslash or colon and does not begin with a dot.", {}, {}});
    return workspace / "diagrams" / std::filesystem::path(std::u8string(name.begin(), name.end()) + u8".json");
}

std::vector<std::string> diagramNames(const std::filesystem::path &workspace)
{
    std::vector<std::string> names;
    std::error_code problem;
    for (std::filesystem::directory_iterator file(workspace / "diagrams", problem), end; !problem && file != end; file.increment(problem)) {
        if (file->path().extension() != ".json" || file->path().filename().native().front() == '.')
            continue;
        const std::u8string name = file->path().stem().u8string();
        names.emplace_back(name.begin(), name.end());
    }
    std::sort(names.begin(), names.end());
    return names;
}

Result<SavedDiagram> readDiagram(const std::filesystem::path &workspace, std::string_view name)
{
    KILTER_TRY(const std::filesystem::path path, diagramPath(workspace, name));
    KILTER_TRY(const std::string text, readTextFile(path));
    return parseSavedDiagram(text, path.string());
}

Result<> writeDiagram(const std::filesystem::path &workspace, std::string_view name, const SavedDiagram &diagram)
{
    KILTER_TRY(const std::filesystem::path path, diagramPath(workspace, name));
    return writeTextFile(path, toText(diagram));
}

} // namespace kilter
