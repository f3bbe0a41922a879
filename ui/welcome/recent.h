#pragma once
#include "core/workspace/workspace.h"

#include <QDateTime>
#include <QString>

#include <vector>

namespace kilter::ui {

/// A workspace that was open before.
struct RecentWorkspace
{
    QString folder;
    QString name;
    std::vector<Environment> environments; ///< of its connections, each once
    QString words;                         ///< how it stood: "7 differences"
    QDateTime opened;

    bool operator==(const RecentWorkspace &) const = default;
};

/// Newest first, at most twelve; kept in the user's settings.
std::vector<RecentWorkspace> recentWorkspaces();
/// Puts it first.
void rememberRecent(const RecentWorkspace &workspace);
void forgetRecent(const QString &folder);

} // namespace kilter::ui
