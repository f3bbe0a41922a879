#include "core/diagram/html.h"

#include "core/base/embedded.h"
#include "core/base/text.h"
#include "core/diagram/textexport.h"

#include <QCryptographicHash>

namespace kilter {
namespace {

std::string files(std::initializer_list<const char *> names)
{
    std::string text;
    for (const char *name : names)
        text += std::string(embedded(std::string("diagram/") + name));
    return text;
}

/// The page's script: its files in order, each using what those before it name.
std::string script()
{
    return "(() => {\n'use strict';\n" + files({"model.js", "paint.js", "view.js", "select.js", "pages.js", "search.js", "main.js"}) + "})();\n";
}

/// 'sha256-…' of what stands between the tags: Content Security Policy, level 3, 2.3.1.
std::string hashSource(const std::string &text)
{
    const QByteArray hash = QCryptographicHash::hash(QByteArray::fromStdString(text), QCryptographicHash::Sha256).toBase64();
    return "'sha256-" + hash.toStdString() + '\'';
}

} // namespace

std::string toHtml(const HtmlDiagram &diagram)
{
    const std::string style = files({"tokens.css", "page.css", "drawing.css"});
    const std::string code = script();
    const std::pair<std::string_view, std::string> values[] = {
        {"@policy@", "default-src 'none'; script-src " + hashSource(code) + "; style-src " + hashSource(style) + "; base-uri 'none'; form-action 'none'"},
        {"@title@", xmlEscaped(oneLine(diagram.title))},
        {"@style@", style},
        {"@data@", htmlData(diagram)},
        {"@script@", code},
    };
    // In one pass, so that no value is searched for the next one's name.
    std::string result;
    std::string_view rest = embedded("diagram/page.html");
    for (const auto &[name, value] : values) {
        const std::size_t at = rest.find(name);
        result += std::string(rest.substr(0, at)) + value;
        rest.remove_prefix(at + name.size());
    }
    return result + std::string(rest);
}

} // namespace kilter
