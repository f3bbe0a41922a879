#pragma once
#include "core/catalog/objectref.h"

#include <QString>

#include <optional>

namespace kilter::ui {

/// The key of the page of what is no table: "object:…"; it stays the same over a restart.
QString objectKey(const ObjectRef &object);

/// The object of such a key behind the colon; none: it is something else.
std::optional<ObjectRef> objectOfKey(const QString &argument);

/// "(integer, text)" of a routine, which tells overloads apart; empty for others.
QString argumentText(const ObjectRef &object);

} // namespace kilter::ui
