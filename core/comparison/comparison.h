#pragma once
#include "core/comparison/source.h"
#include "core/diff/diff.h"
#include "core/model/model.h"

namespace kilter {

struct Comparison
{
    Catalog from;
    Catalog to;
    ChangeList changes;
    DialectKind dialect = DialectKind::PostgreSql;
    std::string timeZone; ///< of the store's session, where one side is a database and the other is not
    Diagnostics notes; ///< what was not modelled, could not be settled …
};

/// Reads both sides (at once when both are databases), settles what comes from files in the server's own words where a scratch place can be had,
/// and compares. `renames` are the words of --rename, which name things of `from`; once understood they stand in options.renames.
[[nodiscard]] Result<Comparison> compare(const Source &from, const Source &to, DiffOptions &options, const std::vector<std::string> &renames,
                                         const OpenWatch &watch);

/// The same for sides that have been read: `read` has both catalogs, dialect and time zone.
[[nodiscard]] Result<Comparison> compareRead(Comparison read, const Source &from, const Source &to, DiffOptions &options,
                                             const std::vector<std::string> &renames, const OpenWatch &watch);

/// A workspace's models against its store as it was inspected: from the store to the models, what the workspace ignores left out.
[[nodiscard]] Result<Comparison> compareWithStore(const Workspace &workspace, const Target &target, Catalog actual, Catalog desired,
                                                  std::string timeZone, DiffOptions &options, const std::stop_token &stop);

/// What a workspace's catalog does not describe says nothing about the other side: it is left alone there. One that no server has read back describes
/// only what Kilter reads by itself.
void leaveUndescribed(const Catalog &workspace, DiffOptions &options);

/// "children": "external" of a model leaves its table's partitions to another tool: what there is of them is excluded.
void excludeExternalPartitions(const std::vector<Model> &models, std::initializer_list<const Catalog *> catalogs, DiffOptions &options);

} // namespace kilter
