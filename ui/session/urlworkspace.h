#pragma once
#include "ui/session/state.h"

namespace kilter::ui {

/// A workspace for a database that was named by its URL alone.
struct UrlWorkspace
{
    QString folder;
    StoreChoice choice;
    QString password; ///< of the URL; never written
};

/// Whether what a person names to be opened is a database: a URL, "env:NAME", or a file that is one of SQLite's.
bool namesDatabase(const QString &text);

/// The folder that is kept for this database, made when it is not there: the same one each time, so that models imported into it stay.
[[nodiscard]] Result<UrlWorkspace> workspaceForUrl(const QString &url);

} // namespace kilter::ui
