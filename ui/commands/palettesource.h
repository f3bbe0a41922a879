#pragma once
#include <QChar>
#include <QIcon>
#include <QString>

#include <functional>
#include <vector>

namespace kilter::ui {

struct PaletteEntry
{
    QString text;   ///< what is searched, and shown with the matched letters
    QString detail; ///< secondary, behind it
    QIcon icon;
    QString shortcut;
    std::function<void()> run;
};

/// One group of the command palette: commands, models, fields, migrations … Entries are asked for when the palette opens; thousands are
/// fine. A prefix typed first ('@') shows this group alone.
struct PaletteSource
{
    QString group;
    QChar prefix;
    int order = 0;
    std::function<std::vector<PaletteEntry>()> entries;
};

} // namespace kilter::ui
