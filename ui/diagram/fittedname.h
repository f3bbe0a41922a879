#pragma once
#include <QSizeF>
#include <QStringList>

namespace kilter::ui {

struct DiagramFonts;

inline constexpr double lineHeight = 1.18; ///< to the font's pixels

/// A name in lines that fit into a box.
struct FittedName
{
    QStringList lines;
    double pixels = 12;
};

/// Broken behind "_" (and where capitals begin a word), as large as it fits, between these sizes; what fits at no size is broken
/// anywhere, and its last line cut in the middle. Widths are remembered. GUI thread.
FittedName fittedName(const QString &name, const QSizeF &room, double least, double most, const DiagramFonts &fonts);

} // namespace kilter::ui
