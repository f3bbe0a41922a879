#pragma once
#include "core/diff/diff.h"

namespace kilter::test {

Object table(const std::string &name, std::vector<std::string> columns);
Object column(const std::string &table, const std::string &name, const std::string &type = "integer");

/// Tables a (id, name, state) and b (id, a_id) of schema public with keys, a foreign key, a check, an index, an enum and a view.
Catalog sample();

} // namespace kilter::test
