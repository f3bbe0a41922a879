#pragma once
#include "core/base/error.h"
#include "core/base/json.h"

#include <chrono>
#include <string>
#include <vector>

namespace kilter::cli {

/// Standard output is for results, standard error for progress and warnings.
void print(std::string_view text); ///< as it is
void printLine(std::string_view text = {});
void printJson(const Json &json);
void warn(std::string_view text);
void progressLine(std::string_view text); ///< standard error, only on a terminal or with --trace
void printDiagnostics(const Diagnostics &diagnostics); ///< standard error

/// The error for people on standard error; with --format json also {"error": …} on standard output. Returns its exit code.
int reportError(const Error &error, bool asJson);

enum class Tone { Plain, Good, Bad, Changed, Renamed, Dim, Strong };

/// The text in a colour, on a terminal only; NO_COLOR is respected.
std::string toned(std::string_view text, Tone tone);

/// Columns aligned by code points, two blanks between; the last column is not padded.
class TextTable
{
public:
    explicit TextTable(std::vector<std::string> header);
    void add(std::vector<std::string> row);
    std::string text() const;

private:
    std::vector<std::vector<std::string>> m_rows;
};

/// A bar on standard error for what takes over a second; silent when that is no terminal.
class ProgressBar
{
public:
    explicit ProgressBar(std::string label);
    ~ProgressBar();
    ProgressBar(const ProgressBar &) = delete;
    ProgressBar &operator=(const ProgressBar &) = delete;
    void update(std::size_t done, std::size_t total, std::string_view what = {});

private:
    std::string m_label;
    std::chrono::steady_clock::time_point m_start;
    bool m_shown = false;
};

/// Asks on the terminal; none when standard input or error is none.
std::optional<std::string> ask(std::string_view question);
bool isInteractive();

Json toJson(const Diagnostic &diagnostic);
Json toJson(const Error &error);

std::string milliseconds(double ms); ///< "3.2 ms", "1.4 s"

} // namespace kilter::cli
