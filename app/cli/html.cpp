#include "app/cli/html.h"

namespace kilter::cli {

std::string escapedHtml(std::string_view text)
{
    std::string html;
    for (const char c : text) {
        switch (c) {
        case '&':
            html += "&amp;";
            break;
        case '<':
            html += "&lt;";
            break;
        case '>':
            html += "&gt;";
            break;
        case '"':
            html += "&quot;";
            break;
        case '\'':
            html += "&#39;";
            break;
        default:
            html += c;
        }
    }
    return html;
}

std::string htmlPage(std::string_view title, std::string_view body)
{
    static constexpr std::string_view style =
        ":root{color-scheme:light dark}\n"
        "body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem}\n"
        "table{border-collapse:collapse;width:100%}\n"
        "td,th{border-bottom:1px solid #8888;padding:.4rem .6rem;text-align:left;vertical-align:top}\n"
        ".sign td{height:2.5rem}\n"
        "tr>td:first-child{white-space:nowrap}\n"
        "pre{overflow:auto;border:1px solid #8888;border-radius:4px;padding:.8rem}\n"
        "small,.alone{font-weight:normal;opacity:.8}\n"
        "ins{text-decoration:none;font-weight:600}\n"
        ".add,.development{color:#1a7f37}.drop,.production{color:#cf222e}.alter,.staging{color:#9a6700}.rename{color:#0969da}\n"
        "@media(prefers-color-scheme:dark){.add,.development{color:#3fb950}.drop,.production{color:#ff7b72}"
        ".alter,.staging{color:#d29922}.rename{color:#58a6ff}}\n";
    std::string page = "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\">\n<title>" + escapedHtml(title) + "</title>\n<style>\n";
    page.append(style);
    page += "</style></head>\n<body>\n<h1>" + escapedHtml(title) + "</h1>\n";
    page.append(body);
    return page + "</body>\n</html>\n";
}

} // namespace kilter::cli
