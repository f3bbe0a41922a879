#include "ui/modeleditor/choices.h"

#include "core/model/modelset.h"
#include "ui/document/modeldocument.h"
#include "ui/modeleditor/fields.h"
#include "ui/text/text.h"

#include <QCoreApplication>

namespace kilter::ui {
namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Choices)
};

const std::vector<Model> &othersOf(const ModelDocument &document)
{
    static const std::vector<Model> none;
    return document.surroundings().models ? *document.surroundings().models : none;
}

bool isOwn(const ModelDocument &document, const Model &model)
{
    return model.file == document.file();
}

} // namespace

std::vector<Choice> typeChoicesFor(const ModelDocument &document)
{
    std::vector<Choice> choices;
    for (const TypeChoice &choice : typeChoices())
        choices.push_back({qtText(choice.name), qtText(choice.postgresql) + QStringLiteral(" · ") + qtText(choice.sqlite)});
    for (const Model &model : othersOf(document)) {
        if (model.level == Level::Gamma && !isOwn(document, model))
            choices.push_back({qtText(model.title), Words::tr("embedded component"), Level::Gamma});
    }
    return choices;
}

std::vector<Choice> referenceChoicesFor(const ModelDocument &document)
{
    std::vector<Choice> choices;
    const auto add = [&](const std::string &title, const Json &json, Level level, const std::string &table) {
        const std::vector<Field> fields = fieldsOf(json);
        std::string key;
        for (const Field &field : fields) {
            if (field.isKey)
                key += (key.empty() ? "" : ", ") + field.name;
        }
        choices.push_back({qtText(title), qtText(table + (key.empty() ? "" : " (" + key + ')')), level});
        for (const Field &field : fields) {
            if (field.isUnique && !field.isKey)
                choices.push_back({qtText(title + '.' + field.name), qtText(table + " (" + field.name + ')'), level});
        }
    };
    for (const Model &model : othersOf(document)) {
        if (model.hasTable() && !isOwn(document, model))
            add(model.title, model.json, model.level, model.table);
    }
    if (document.analysis().model && document.analysis().model->hasTable())
        add(utf8(document.title()), document.json(), document.level(), document.analysis().model->table);
    std::sort(choices.begin(), choices.end(), [](const Choice &a, const Choice &b) { return a.text.localeAwareCompare(b.text) < 0; });
    return choices;
}

std::vector<Choice> indexChoices()
{
    std::vector<Choice> choices;
    const std::pair<const char *, const char *> details[] = {{"btree", QT_TRANSLATE_NOOP("Choices", "order, ranges, equality")},
                                                             {"hash", QT_TRANSLATE_NOOP("Choices", "equality only")},
                                                             {"gin", QT_TRANSLATE_NOOP("Choices", "JSON, arrays, full text")},
                                                             {"gist", QT_TRANSLATE_NOOP("Choices", "ranges, geometry")},
                                                             {"spgist", QT_TRANSLATE_NOOP("Choices", "points, prefixes")},
                                                             {"brin", QT_TRANSLATE_NOOP("Choices", "very large, in order of insertion")}};
    for (const auto &[method, detail] : details)
        choices.push_back({QString::fromLatin1(method), Words::tr(detail)});
    return choices;
}

std::vector<Choice> defaultChoicesFor(const ModelDocument &document, const std::string &name)
{
    const Json *properties = document.json().find("properties");
    const Json *property = properties ? properties->find(name) : nullptr;
    std::vector<Choice> choices;
    if (!property)
        return choices;
    const std::vector<Field> fields = fieldsOf(document.json());
    const auto field = std::find_if(fields.begin(), fields.end(), [&](const Field &one) { return one.name == name; });
    if (const Json *values = property->find("enum")) {
        for (const Json &value : values->items)
            choices.push_back({value.isString() ? QLatin1Char('\'') + qtText(value.text) + QLatin1Char('\'') : qtText(toText(value)), {}});
    }
    if (field == fields.end())
        return choices;
    if (field->type == "boolean")
        choices = {{QStringLiteral("true"), {}}, {QStringLiteral("false"), {}}};
    if (field->format == "date-time" || field->format == "date")
        choices.push_back({QStringLiteral("now()"), Words::tr("when the row is written")});
    if (field->format == "uuid")
        choices.push_back({QStringLiteral("gen_random_uuid()"), Words::tr("PostgreSQL")});
    if (field->type == "object")
        choices.push_back({QStringLiteral("'{}'"), {}});
    if (field->type == "array")
        choices.push_back({QStringLiteral("'[]'"), {}});
    return choices;
}

std::vector<Choice> columnChoicesFor(const ModelDocument &document)
{
    std::vector<Choice> choices;
    for (const Field &field : fieldsOf(document.json()))
        choices.push_back({qtText(field.name), qtText(field.format.empty() ? field.type : field.format)});
    return choices;
}

const Model *modelTitled(const ModelDocument &document, const std::string &title)
{
    if (document.analysis().model && document.analysis().model->title == title)
        return &*document.analysis().model;
    const auto &models = othersOf(document);
    const auto at = std::find_if(models.begin(), models.end(), [&](const Model &model) { return model.title == title && !isOwn(document, model); });
    return at == models.end() ? nullptr : &*at;
}

std::string referenceTo(const ModelDocument &document, const Model &component)
{
    const std::filesystem::path folder = std::filesystem::path(document.file()).parent_path();
    return std::filesystem::path(component.file).lexically_relative(folder).generic_string();
}

const Model *componentOf(const ModelDocument &document, const std::string &reference)
{
    const std::string path = reference.substr(0, reference.find('#'));
    if (path.empty())
        return nullptr;
    const std::string file = (std::filesystem::path(document.file()).parent_path() / path).lexically_normal().string();
    const auto &models = othersOf(document);
    const auto at = std::find_if(models.begin(), models.end(), [&](const Model &model) {
        const Json *id = model.json.find("$id");
        return model.file == file || (id && id->text == reference);
    });
    return at == models.end() ? nullptr : &*at;
}

} // namespace kilter::ui
