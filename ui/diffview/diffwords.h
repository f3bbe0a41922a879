#pragma once
#include "core/diff/diff.h"
#include "ui/diffview/diffresult.h"

namespace kilter::ui {

/// Words for people about objects and what differs between them.
QString kindWord(Kind kind);           ///< "foreign key"
QString kindIcon(Kind kind);
QString fieldWord(const std::string &field); ///< "not null", "default"
ValueWords valueWords(const FieldChange &field);
/// What a column is, in short: "varchar(320) not null".
QString columnWords(const Column &column);
/// One line, cut where it is longer than a row.
QString oneLine(std::string_view text);

} // namespace kilter::ui
