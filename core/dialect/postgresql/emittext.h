#pragma once
#include "core/catalog/object.h"

namespace kilter::postgresql {

/// Names and small texts of DDL, written as people write them: keywords and built-in types in capitals, everything qualified, so that
/// they mean the same whatever the search_path is.

std::string qualified(const ObjectRef &ref);        ///< schema.name
std::string qualifiedTable(const ObjectRef &part);  ///< the table that a part stands in
std::string columnList(const std::vector<std::string> &names); ///< "a, b" quoted

/// What COMMENT ON and ALTER … OWNER TO call the object: "TABLE public.t", "CONSTRAINT c ON public.t".
std::string named(const ObjectRef &ref);

/// Built-in types in capitals and in their short form ("VARCHAR(20)"); others as they are.
std::string typeText(const std::string &type);

/// What the server shows for `status IN ('a', 'b')` with a varchar, "ANY ((ARRAY['a'::character varying, …])::text[])", reads as something else:
/// each element is cast by then. Without that cast it is read as it was, and shown the same again.
std::string stableText(std::string sql);

/// What such a text is shown as after it was read as it stands (from a dump): "ANY (ARRAY[('a'::character varying)::text, …])".
std::string rereadText(std::string sql);

/// An expression as it is, but for stableText, and for now(), which people write NOW().
std::string expressionText(const std::string &expression);

/// "START WITH 5 INCREMENT BY 2": what differs from the defaults of the type and direction; the type itself only when `withType`.
std::string sequenceOptions(const SequenceOptions &options, bool withType);

/// All options of ALTER SEQUENCE or ALTER COLUMN … SET that differ; prefix stands before each ("SET " for identity columns).
std::string changedSequenceOptions(const SequenceOptions &from, const SequenceOptions &to, const std::string &prefix, bool withType);

/// Options of a sequence of that type that nobody changed.
SequenceOptions standardOptions(const std::string &type, std::int64_t increment = 1);

} // namespace kilter::postgresql
