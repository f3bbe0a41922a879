#pragma once
#include <QString>

namespace kilter::ui {

/// Mime type of a page's key: what is dragged from a list onto the documents and opens there.
inline QString openKeyMimeType() { return QStringLiteral("application/x-kilter-page"); }

} // namespace kilter::ui
