#pragma once
#include "core/catalog/object.h"

namespace kilter {

/// The texts of an object that a server prints in words of its own: defaults, expressions, queries. The same places in
/// the same order for two objects of one kind and form; absent texts are null.
std::vector<std::string *> serverTexts(Object &object);
std::vector<const std::string *> serverTexts(const Object &object);

bool sameTexts(const Object &a, const Object &b);

/// Writes the texts of `a` into `b`; both have the same ones.
void copyTexts(const Object &a, Object &b);

/// Whether two objects of one ref differ in such texts alone, and each of them is present on both sides.
bool differOnlyInTexts(const Object &a, const Object &b);

} // namespace kilter
