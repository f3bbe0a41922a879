#pragma once
#include "ui/diagram/scene.h"
#include "ui/look/tokens.h"

class QPainter;

namespace kilter::ui {

/// What is asked of a picture of a scene: the part of it, and what stands out.
struct DiagramView
{
    double scale = 1;   ///< device-independent pixels a unit
    QRectF visible;     ///< in the scene's units
    std::vector<char> selected; ///< a flag a table; empty: none
    std::vector<char> lit;      ///< focus: a flag a table, the others are dimmed; empty: no focus
    int hovered = -1;           ///< a table whose lines stand out
    int hoveredEdge = -1;
    QString find;               ///< what is marked in the names; empty: nothing
    bool ground = true;         ///< the dots
    bool isWhole = false;       ///< all rows whatever the scale: for paper and files
};

/// Below these scales rows are left out and a table is its name; then only its box.
inline constexpr double rowsFrom = 0.40;
inline constexpr double textFrom = 0.15;

/// Paints what is visible; the painter is in device-independent pixels with the scene's `visible.topLeft()` at 0, 0. Stateless, GUI thread.
void paintDiagram(QPainter &painter, const Scene &scene, const DiagramView &view);

inline bool showsRows(const DiagramView &view) { return view.isWhole || view.scale >= rowsFrom; }
inline bool showsText(const DiagramView &view) { return view.isWhole || view.scale >= textFrom; }

/// How many grounds there are to choose from.
int groupColorCount();
Token groupToken(const std::string &colour); ///< "a" …

} // namespace kilter::ui
