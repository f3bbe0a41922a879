#pragma once
#include "core/base/result.h"

#include <QSize>
#include <QString>
#include <QStringList>

namespace kilter::gui {

struct Options
{
    QString workspace;
    QString screenshot; ///< file; with it nothing is shown on a display
    QString view;
    QString theme;      ///< "light", "dark"; empty: the setting
    QSize size{1280, 800};
    double scale = 1;
    bool listViews = false;

    bool isPicture() const { return listViews || !screenshot.isEmpty(); }
};

/// The words of the command line without the program's name. Usage error with what is wrong; --help and --version are left to parse again
/// with Qt's parser, which prints them.
[[nodiscard]] Result<Options> parseOptions(const QStringList &arguments);

QString helpText();

} // namespace kilter::gui
