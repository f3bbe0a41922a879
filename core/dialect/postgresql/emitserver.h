#pragma once
#include "core/catalog/object.h"

namespace kilter::postgresql {

/// CREATE SQL of the kinds of serverkinds.h, and what DDL calls them.
std::string createServerObject(const Object &object);
std::string namedServerObject(const ObjectRef &ref);

/// "CREATE POLICY …" and the pieces that ALTER POLICY takes too.
std::string policyRoles(const Policy &policy);

/// "OPTIONS (a '1', b '2')" with a blank before it; empty without options.
std::string optionsClause(const ForeignOptions &options);
/// "OPTIONS (ADD …, SET …, DROP …)"; empty when nothing that can be written differs. Of secrets only those that go are named: their values
/// are not written.
std::string optionsChange(const ForeignOptions &from, const ForeignOptions &to);
/// Names of secret options that a statement for `to` cannot write: new ones, and those with another value.
std::vector<std::string> unwrittenSecrets(const ForeignOptions &from, const ForeignOptions &to);

/// "TABLE a, b (x) WHERE (…), TABLES IN SCHEMA c"; empty for one of nothing or of all tables.
std::string publishedObjects(const Publication &publication);
/// "publish = 'insert', publish_via_partition_root = true"
std::string publicationOptions(const Publication &publication);

/// A role as SQL: PUBLIC for everybody.
std::string roleText(const std::string &role);

} // namespace kilter::postgresql
