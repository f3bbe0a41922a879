#include "app/cli/changetext.h"

#include "app/cli/html.h"
#include "app/cli/output.h"
#include "core/base/text.h"

#include <map>
#include <set>

namespace kilter::cli {
namespace {

Tone toneOf(ChangeType type)
{
    switch (type) {
    case ChangeType::Add:
        return Tone::Good;
    case ChangeType::Drop:
        return Tone::Bad;
    case ChangeType::Alter:
        return Tone::Changed;
    case ChangeType::Rename:
        return Tone::Renamed;
    }
    return Tone::Plain;
}

const char *markOf(ChangeType type)
{
    switch (type) {
    case ChangeType::Add:
        return "+";
    case ChangeType::Drop:
        return "-";
    case ChangeType::Alter:
        return "~";
    case ChangeType::Rename:
        return "»";
    }
    return "?";
}

const char *wordOf(ChangeType type)
{
    switch (type) {
    case ChangeType::Add:
        return "add";
    case ChangeType::Drop:
        return "drop";
    case ChangeType::Alter:
        return "alter";
    case ChangeType::Rename:
        return "rename";
    }
    return "?";
}

/// Tables that come or go as a whole: their parts say nothing more.
std::set<ObjectRef> wholeTables(const ChangeList &changes)
{
    std::set<ObjectRef> tables;
    for (const Change &change : changes.changes) {
        const bool whole = change.type == ChangeType::Add || change.type == ChangeType::Drop;
        if (whole && change.ref().kind == Kind::Table)
            tables.insert(change.ref());
    }
    return tables;
}

} // namespace

std::string changesText(const ChangeList &changes)
{
    const std::set<ObjectRef> whole = wholeTables(changes);
    std::map<ObjectRef, std::size_t> parts;
    for (const Change &change : changes.changes) {
        if (isPartOfTable(change.ref().kind) && whole.contains(tableOf(change.ref())))
            ++parts[tableOf(change.ref())];
    }
    std::string text;
    for (const Change &change : changes.changes) {
        if (isPartOfTable(change.ref().kind) && whole.contains(tableOf(change.ref())))
            continue;
        std::string line = std::string(markOf(change.type)) + ' ' + wordsFor(change);
        if (const auto at = parts.find(change.ref()); at != parts.end() && change.ref().kind == Kind::Table)
            line += " with " + counted(at->second, "part");
        if (change.perhapsSpelling)
            line += "  (perhaps only spelled differently)";
        text += toned(line, toneOf(change.type)) + '\n';
    }
    for (const Diagnostic &note : changes.information)
        text += toned("  " + note.message, Tone::Dim) + '\n';
    return text;
}

Json changesJson(const ChangeList &changes)
{
    Json list = Json::array();
    for (const Change &change : changes.changes) {
        Json item = Json::object();
        item.set("type", Json::of(wordOf(change.type)));
        item.set("object", Json::of(toText(change.ref())));
        if (change.type == ChangeType::Rename)
            item.set("from", Json::of(toText(change.before->ref)));
        item.set("words", Json::of(wordsFor(change)));
        if (change.perhapsSpelling)
            item.set("perhapsSpelling", Json::of(true));
        Json fields = Json::array();
        for (const FieldChange &field : change.fields) {
            Json entry = Json::object();
            entry.set("field", Json::of(field.field));
            entry.set("from", Json::of(field.from));
            entry.set("to", Json::of(field.to));
            fields.items.push_back(std::move(entry));
        }
        if (!fields.items.empty())
            item.set("fields", std::move(fields));
        list.items.push_back(std::move(item));
    }
    Json candidates = Json::array();
    for (const Rename &candidate : changes.candidates)
        candidates.items.push_back(Json::of(toText(candidate)));
    Json json = Json::object();
    json.set("changes", std::move(list));
    json.set("renameCandidates", std::move(candidates));
    return json;
}

std::string renameOptions(const std::vector<Rename> &candidates)
{
    std::string text;
    for (const Rename &candidate : candidates)
        text += "\n  --rename '" + replaced(toText(candidate), "'", "'\\''") + '\'';
    return text;
}

void warnOfCandidates(const ChangeList &changes)
{
    if (!changes.candidates.empty())
        warn("what is dropped and added may be renamed; if so, add:" + renameOptions(changes.candidates));
}

std::string changesSummary(const ChangeList &changes)
{
    std::map<ChangeType, std::size_t> counts;
    for (const Change &change : changes.changes)
        ++counts[change.type];
    std::vector<std::string> parts;
    const std::pair<ChangeType, const char *> words[] = {{ChangeType::Add, " added"},
                                                         {ChangeType::Drop, " dropped"},
                                                         {ChangeType::Alter, " altered"},
                                                         {ChangeType::Rename, " renamed"}};
    for (const auto &[type, word] : words) {
        if (counts[type])
            parts.push_back(std::to_string(counts[type]) + word);
    }
    return counted(changes.changes.size(), "difference") + (parts.empty() ? std::string() : ": " + joined(parts, ", "));
}

bool hasDifferences(const ChangeList &changes, bool strict)
{
    return strict ? !changes.empty()
                  : std::any_of(changes.changes.begin(), changes.changes.end(), [](const Change &c) { return !c.perhapsSpelling; });
}

std::string changesHtml(const Comparison &comparison, const std::string &from, const std::string &to, const std::string &script)
{
    std::string rows;
    for (const Change &change : comparison.changes.changes) {
        const std::string word = wordOf(change.type);
        rows += "<tr><td class=\"" + word + "\">" + markOf(change.type) + ' ' + word + "</td><td>" + escapedHtml(toText(change.ref()))
                + "</td><td>";
        for (const FieldChange &field : change.fields)
            rows += "<div>" + escapedHtml(field.field) + " <del>" + escapedHtml(field.from) + "</del> → <ins>" + escapedHtml(field.to)
                    + "</ins></div>";
        if (change.fields.empty())
            rows += escapedHtml(wordsFor(change));
        rows += "</td></tr>\n";
    }
    return htmlPage("Differences", "<p>From <code>" + escapedHtml(from) + "</code> to <code>" + escapedHtml(to) + "</code>: "
                                       + changesSummary(comparison.changes)
                                       + ".</p>\n<table><thead><tr><th>Change</th><th>Object</th><th>What</th></tr></thead>\n<tbody>\n" + rows
                                       + "</tbody></table>\n<h2>SQL</h2>\n<pre><code>" + escapedHtml(script) + "</code></pre>\n");
}

} // namespace kilter::cli
