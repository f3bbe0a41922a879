#include "core/model/model.h"

#include "core/base/identifier.h"
#include "core/base/text.h"
#include "core/model/keywords.h"
#include "core/model/schemavalidation.h"

namespace kilter {
namespace {

constexpr std::pair<Level, std::string_view> levelWords[] = {{Level::Alpha, "alpha"},
                                                             {Level::Beta, "beta"},
                                                             {Level::Gamma, "gamma"},
                                                             {Level::Qualifier, "qualifier"},
                                                             {Level::Organizer, "organizer"}};

std::string textAt(const Json &json, std::string_view key)
{
    const Json *value = json.find(key);
    return value && value->isString() ? value->text : std::string();
}

std::vector<std::string> textsAt(const Json &json, std::string_view key)
{
    std::vector<std::string> texts;
    if (const Json *value = json.find(key)) {
        for (const Json &item : value->items)
            texts.push_back(item.text);
    }
    return texts;
}

/// The fields that the rest of the program uses, from a model that passed the meta-schema.
void takeFields(Model &model)
{
    static const Json none = Json::object();
    const Json *stated = model.json.find("x-model");
    const Json &bag = stated ? *stated : none;
    model.title = textAt(model.json, "title");
    model.description = textAt(model.json, "description");
    model.level = levelOf(textAt(bag, "level")).value_or(Level::Alpha);
    model.schema = textAt(bag, "schema");
    model.stores = textsAt(bag, "stores");
    model.organizes = textsAt(bag, "organizes");
    const Json *timestamps = bag.find("timestamps");
    model.timestamps = timestamps && timestamps->boolean;
    if (model.level == Level::Gamma && textAt(bag, "storage") != "table")
        return;
    model.table = textAt(bag, "table");
    if (model.table.empty())
        model.table = fittedIdentifier(tableNameOf(model.title));
}

tl::unexpected<Error> broken(const Model &model, Diagnostics findings)
{
    const std::size_t errors = std::size_t(
        std::count_if(findings.begin(), findings.end(), [](const Diagnostic &d) { return d.severity == Severity::Error; }));
    Error error{ErrorCode::Invalid, model.file + ": " + counted(errors, "error") + " in the model definition", {}, {}, {}};
    error.diagnostics = std::move(findings);
    return tl::unexpected(std::move(error));
}

/// "~1" is a slash, "~0" a tilde (RFC 6901, 4).
std::string unescaped(std::string_view token)
{
    return replaced(replaced(std::string(token), "~1", "/"), "~0", "~");
}

const Json *childOf(const Json &json, const std::string &token)
{
    if (json.isObject())
        return json.find(token);
    if (!json.isArray() || token.empty() || token.size() > 9 || token.find_first_not_of("0123456789") != std::string::npos)
        return nullptr;
    const std::size_t index = std::size_t(std::stoul(token));
    return index < json.items.size() ? &json.items[index] : nullptr;
}

} // namespace

std::string_view keyword(Level level)
{
    for (const auto &[value, word] : levelWords) {
        if (value == level)
            return word;
    }
    return {};
}

std::optional<Level> levelOf(std::string_view keyword)
{
    for (const auto &[value, word] : levelWords) {
        if (word == keyword)
            return value;
    }
    return std::nullopt;
}

SourcePlace Model::placeOf(const Json &value) const
{
    const TextPlace place = placeAt(text, value.begin);
    return {file, place.line, place.column};
}

SourcePlace Model::placeOf(const JsonMember &member) const
{
    const TextPlace place = placeAt(text, member.keyBegin);
    return {file, place.line, place.column};
}

Result<Model> parseModel(std::string text, std::string file)
{
    Model model;
    model.file = std::move(file);
    model.text = std::move(text);
    KILTER_TRY(model.json, parseJson(model.text, model.file));
    Diagnostics findings = misspeltKeywords(model);
    for (Diagnostic &finding : schemaViolations(model)) {
        const bool said = std::any_of(findings.begin(), findings.end(), [&](const Diagnostic &one) {
            return one.severity == Severity::Error && one.place == finding.place;
        });
        if (!said)
            findings.push_back(std::move(finding));
    }
    if (hasErrors(findings))
        return broken(model, std::move(findings));
    model.notes = std::move(findings);
    takeFields(model);
    if (model.hasTable() || !model.title.empty())
        return model;
    return broken(model, {{Severity::Error, "missing-title", "the model has no title", "Add \"title\": \"BlogPost\".", {model.file, 1, 1}}});
}

const Json *valueAt(const Json &root, std::string_view pointer)
{
    const Json *value = &root;
    while (value && !pointer.empty()) {
        if (pointer.front() != '/')
            return nullptr;
        pointer.remove_prefix(1);
        const std::size_t end = std::min(pointer.find('/'), pointer.size());
        value = childOf(*value, unescaped(pointer.substr(0, end)));
        pointer.remove_prefix(end);
    }
    return value;
}

} // namespace kilter
