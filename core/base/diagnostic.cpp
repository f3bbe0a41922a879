#include "core/base/diagnostic.h"

#include <algorithm>

namespace kilter {

bool hasErrors(const Diagnostics &diagnostics)
{
    return std::any_of(diagnostics.begin(), diagnostics.end(),
                       [](const Diagnostic &d) { return d.severity == Severity::Error; });
}

std::string toText(const Diagnostic &diagnostic)
{
    std::string text;
    if (!diagnostic.place.file.empty()) {
        text += diagnostic.place.file;
        if (diagnostic.place.line > 0) {
            text += ':' + std::to_string(diagnostic.place.line);
            if (diagnostic.place.column > 0)
                text += ':' + std::to_string(diagnostic.place.column);
        }
        text += ": ";
    }
    switch (diagnostic.severity) {
    case Severity::Info:
        text += "info: ";
        break;
    case Severity::Warning:
        text += "warning: ";
        break;
    case Severity::Error:
        text += "error: ";
        break;
    }
    text += diagnostic.message;
    if (!diagnostic.code.empty())
        text += " [" + diagnostic.code + ']';
    if (!diagnostic.hint.empty())
        text += "\n    " + diagnostic.hint;
    return text;
}

} // namespace kilter
