#pragma once
#include "core/diagram/layout.h"

namespace kilter::test {

/// Names and comments that break a format which does not escape them: quotes, markup, line ends, keywords, other scripts.
DiagramGraph hostileGraph();

/// The customers and orders of a shop: composite keys, a self reference, a one-to-one, an optional reference, a view.
DiagramGraph shopGraph();

/// `count` tables of ten columns, most with a reference to an earlier one.
DiagramGraph manyTables(std::size_t count);

/// Tables in rows and columns, plain curves between them; columns as the mode shows them, at most 20 a table.
DiagramLayout gridLayout(const DiagramGraph &graph, DiagramColumns columns);

} // namespace kilter::test
