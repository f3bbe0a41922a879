#pragma once
#include "core/plan/postgresql/rules.h"

namespace kilter::postgresql {

/// GRANT and REVOKE for one object. What goes is revoked while the former owner still owns it, what comes is granted by the new one.
struct PrivilegeStatements
{
    std::vector<Statement> revokes;
    std::vector<Statement> grants;
};

/// For a new object: its server gives it the kind's default privileges, and those of the default privileges that stay.
PrivilegeStatements privilegesOfNew(const Context &context, const Object &after);
PrivilegeStatements changedPrivileges(const Context &context, const Object &before, const Object &after);

/// SECURITY LABEL for what differs; `before` null: a new object.
std::vector<Statement> labelStatements(const Object *before, const Object &after);

/// ALTER DEFAULT PRIVILEGES from one state to another; null: the kind's own.
std::vector<Statement> defaultPrivilegeStatements(const Object *before, const Object *after);

/// What DDL calls the object: as named(), but a foreign table by its own word.
std::string namedObject(const Object &object);

} // namespace kilter::postgresql
