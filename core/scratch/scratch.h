#pragma once
#include "core/dialect/dialect.h"

#include <map>

namespace kilter {

/// Where objects may be built to be read back, and for which server.
struct ScratchOptions
{
    DialectKind dialect = DialectKind::PostgreSql;
    int wantedMajor = 0;                     ///< PostgreSQL: major of the store's server; 0: any
    std::optional<ConnectionUrl> scratchUrl; ///< the connection's `scratch`: a server where databases may be created;
                                             ///< where the user may not, that database itself, which must be empty
    std::optional<ConnectionUrl>
        besideStore; ///< the store's own server, where a database may be created: only for development
    std::vector<std::string> extensions; ///< made in the empty place where the server has them
    std::string timeZone; ///< of the session, so that timestamps mean what they mean in the store; empty: the server's
    std::stop_token stop;
};

/// An empty database of its own, never a store's schema: desired objects are built here to be read back in the server's
/// own words. What it created is removed on destruction; what a killed process left is removed by a later one.
class ScratchPlace
{
public:
    /// SQLite: in memory. PostgreSQL, best first: `scratchUrl`; a private server that this process runs already; a
    /// database beside the store, where the caller allows that; a private server started now. A database beside the
    /// store takes some 50 ms, a new private server 500 (measured), therefore that order on development; elsewhere no
    /// server of a store is touched at all.
    [[nodiscard]] static Result<std::unique_ptr<ScratchPlace>> open(const ScratchOptions &options);
    virtual ~ScratchPlace() = default;
    ScratchPlace(const ScratchPlace &) = delete;
    ScratchPlace &operator=(const ScratchPlace &) = delete;

    virtual Connection &connection() = 0;        ///< another one after reset()
    [[nodiscard]] virtual Result<> reset() = 0;  ///< empty again
    virtual std::string description() const = 0; ///< "a private PostgreSQL 15 server" …

    /// Run from the present state. A script stops at its first error, whose diagnostic holds the line. Statements go
    /// one by one, each committed on its own unless the script says BEGIN; the session is reset afterwards.
    [[nodiscard]] Result<> run(const std::vector<Statement> &statements);
    [[nodiscard]] Result<> runScript(std::string_view sql, const std::string &file = {});
    /// Goes on after a failure: the failures, in order. Only a lost place and a cancel are errors.
    struct Failed
    {
        ObjectRef object;
        Error error;
        std::size_t statement = 0; ///< its place in the list
    };
    [[nodiscard]] Result<std::vector<Failed>> runTolerantly(const std::vector<Statement> &statements,
                                                            std::size_t failuresAllowed = SIZE_MAX);
    /// For statements whose order is not known: those that fail are tried again after the others, as long as one more
    /// succeeds. What fails in the end, in order.
    [[nodiscard]] Result<std::vector<Failed>> runInAnyOrder(const std::vector<Statement> &statements);

    [[nodiscard]] Result<Catalog> inspected(const InspectOptions &options = {});

    /// From empty: reset where something was run before, run, inspected.
    [[nodiscard]] Result<Catalog> builtFrom(const std::vector<Statement> &statements,
                                            const InspectOptions &options = {});
    [[nodiscard]] Result<Catalog> builtFromScript(std::string_view sql, const std::string &file = {},
                                                  const InspectOptions &options = {});
    [[nodiscard]] Result<> empty(); ///< removes what was run since: schemas alone where that is enough, else by reset()
    [[nodiscard]] Result<Catalog>
    inspectedEmpty(const InspectOptions &options); ///< inspected() of the empty place, asked of the server once

protected:
    explicit ScratchPlace(ScratchOptions options) : m_options(std::move(options)) {}
    /// What the session needs, after connecting and after each script.
    [[nodiscard]] Result<> prepareSession();
    [[nodiscard]] Result<> prepareEmpty(); ///< session and extensions
    virtual bool mayMakeRoles() const { return false; }
    /// Drops every schema that is not the system's or an extension's, with what is in it, and leaves an empty public.
    /// What stands outside schemas stays. PostgreSQL.
    [[nodiscard]] Result<> dropSchemas();

    ScratchOptions m_options;

private:
    [[nodiscard]] Result<Rows> runOne(std::string_view sql);
    [[nodiscard]] Result<> resetSession();
    [[nodiscard]] Result<> installExtensions();
    enum class Used
    {
        No,
        Statements,
        Script
    }; ///< a script may have made anything, statements of ours only what stands in schemas
    Used m_used = Used::No;
    std::map<std::string, Catalog> m_inspectedEmpty; ///< by the schemas asked for
};

/// A scratch place that is opened when it is first needed; a failure is remembered. Not shared between threads.
class ScratchOnDemand
{
public:
    explicit ScratchOnDemand(ScratchOptions options) : m_options(std::move(options)) {}
    [[nodiscard]] Result<ScratchPlace *> place();
    /// What the server's words depend on: product, major and time zone, "postgresql-15-Europe/Berlin"; without opening
    /// the place where that can be known before.
    [[nodiscard]] Result<std::string> serverKey();
    DialectKind dialect() const { return m_options.dialect; }

private:
    ScratchOptions m_options;
    std::optional<Result<std::unique_ptr<ScratchPlace>>> m_opened;
};

} // namespace kilter
