#include "app/cli/output.h"

#include "core/base/log.h"
#include "core/base/text.h"

#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <unistd.h>

namespace kilter::cli {
namespace {

std::size_t widthOf(std::string_view text)
{
    std::size_t width = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\x1b') {
            while (i < text.size() && text[i] != 'm')
                ++i;
        } else if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) {
            ++width;
        }
    }
    return width;
}

bool isColoured()
{
    static const bool coloured = isatty(STDOUT_FILENO) && !std::getenv("NO_COLOR");
    return coloured;
}

const char *codeOf(Tone tone)
{
    switch (tone) {
    case Tone::Plain:
        return "0";
    case Tone::Good:
        return "32";
    case Tone::Bad:
        return "31";
    case Tone::Changed:
        return "33";
    case Tone::Renamed:
        return "34";
    case Tone::Dim:
        return "2";
    case Tone::Strong:
        return "1";
    }
    return "0";
}

} // namespace

void print(std::string_view text)
{
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fflush(stdout);
}

void printLine(std::string_view text)
{
    print(std::string(text) + '\n');
}

void printJson(const Json &json)
{
    printLine(toText(json, 2, true));
}

void warn(std::string_view text)
{
    std::fprintf(stderr, "warning: %.*s\n", int(text.size()), text.data());
}

void progressLine(std::string_view text)
{
    if (isatty(STDERR_FILENO) || isLogged(LogCategory::Run))
        std::fprintf(stderr, "%.*s\n", int(text.size()), text.data());
}

void printDiagnostics(const Diagnostics &diagnostics)
{
    for (const Diagnostic &diagnostic : diagnostics)
        std::fprintf(stderr, "%s\n", toText(diagnostic).c_str());
}

int reportError(const Error &error, bool asJson)
{
    std::fprintf(stderr, "error: %s\n", toText(error).c_str());
    if (asJson) {
        Json json = Json::object();
        json.set("error", toJson(error));
        printJson(json);
    }
    return exitCode(error.code);
}

std::string toned(std::string_view text, Tone tone)
{
    if (!isColoured() || tone == Tone::Plain)
        return std::string(text);
    return std::string("\x1b[") + codeOf(tone) + 'm' + std::string(text) + "\x1b[0m";
}

TextTable::TextTable(std::vector<std::string> header)
{
    for (std::string &cell : header)
        cell = toned(cell, Tone::Dim);
    m_rows.push_back(std::move(header));
}

void TextTable::add(std::vector<std::string> row)
{
    m_rows.push_back(std::move(row));
}

std::string TextTable::text() const
{
    std::vector<std::size_t> widths;
    for (const auto &row : m_rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], widthOf(row[i]));
    }
    std::string text;
    for (const auto &row : m_rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            line += row[i];
            if (i + 1 < row.size())
                line += std::string(widths[i] - widthOf(row[i]) + 2, ' ');
        }
        text += line.substr(0, line.find_last_not_of(' ') + 1) + '\n';
    }
    return text;
}

ProgressBar::ProgressBar(std::string label) : m_label(std::move(label)), m_start(std::chrono::steady_clock::now()) {}

ProgressBar::~ProgressBar()
{
    if (m_shown)
        std::fputs("\r\x1b[K", stderr);
}

void ProgressBar::update(std::size_t done, std::size_t total, std::string_view what)
{
    using namespace std::chrono_literals;
    if (!isatty(STDERR_FILENO) || std::chrono::steady_clock::now() - m_start < 1s)
        return;
    m_shown = true;
    constexpr std::size_t width = 24;
    const std::size_t filled = total ? std::min(width, done * width / total) : 0;
    std::string bar;
    for (std::size_t i = 0; i < width; ++i)
        bar += i < filled ? "▓" : "░";
    const std::string detail(cutUtf8(what, 40));
    std::fprintf(stderr, "\r\x1b[K%s %zu / %zu %s %s", m_label.c_str(), done, total, bar.c_str(), detail.c_str());
    std::fflush(stderr);
}

bool isInteractive()
{
    return isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
}

std::optional<std::string> ask(std::string_view question)
{
    if (!isInteractive())
        return std::nullopt;
    std::fprintf(stderr, "%.*s ", int(question.size()), question.data());
    std::string answer;
    if (!std::getline(std::cin, answer))
        return std::nullopt;
    return std::string(trimmed(answer));
}

Json toJson(const Diagnostic &diagnostic)
{
    static constexpr const char *severities[] = {"info", "warning", "error"};
    Json json = Json::object();
    json.set("severity", Json::of(severities[int(diagnostic.severity)]));
    json.set("code", Json::of(diagnostic.code));
    json.set("message", Json::of(diagnostic.message));
    if (!diagnostic.hint.empty())
        json.set("hint", Json::of(diagnostic.hint));
    if (!diagnostic.place.file.empty()) {
        json.set("file", Json::of(diagnostic.place.file));
        json.set("line", Json::of(std::int64_t(diagnostic.place.line)));
        json.set("column", Json::of(std::int64_t(diagnostic.place.column)));
    }
    return json;
}

Json toJson(const Error &error)
{
    Json json = Json::object();
    json.set("exitCode", Json::of(std::int64_t(exitCode(error.code))));
    json.set("message", Json::of(error.message));
    if (!error.hint.empty())
        json.set("hint", Json::of(error.hint));
    if (error.sql) {
        Json sql = Json::object();
        const std::pair<const char *, const std::string *> fields[] = {
            {"sqlState", &error.sql->sqlState}, {"message", &error.sql->message},   {"detail", &error.sql->detail},
            {"hint", &error.sql->hint},         {"statement", &error.sql->statement}};
        for (const auto &[key, value] : fields) {
            if (!value->empty())
                sql.set(key, Json::of(*value));
        }
        json.set("sql", std::move(sql));
    }
    Json findings = Json::array();
    for (const Diagnostic &diagnostic : error.diagnostics)
        findings.items.push_back(toJson(diagnostic));
    if (!findings.items.empty())
        json.set("diagnostics", std::move(findings));
    return json;
}

std::string milliseconds(double ms)
{
    char text[40];
    if (ms < 1000)
        std::snprintf(text, sizeof text, "%.1f ms", ms);
    else
        std::snprintf(text, sizeof text, "%.2f s", ms / 1000);
    return text;
}

} // namespace kilter::cli
