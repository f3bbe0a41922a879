#pragma once
#include "core/workspace/workspace.h"

#include <QString>

namespace kilter::ui {

/// A connection as its form shows it. urlText(fieldsOf(c)) is c's URL again, for every URL that the form can show in parts.
struct ConnectionFields
{
    /// How the place is named: host and port; a service of pg_service.conf; an environment variable that holds the URL; the URL as text,
    /// for what has no field (several hosts, keyword strings).
    enum class Way { Address, Service, Variable, Text };

    QString store;
    QString name;
    StoreKind kind = StoreKind::Sqlite;
    Way way = Way::Address;
    QString host, port, database, user, sslMode, rootCertificate;
    QString otherParameters; ///< of the URL, as they were
    QString service;
    QString variable;
    QString text;
    QString file; ///< SQLite
    Environment environment = Environment::Development;
    bool readOnly = false;
    int retries = 5;
    QString lockTimeout, statementTimeout; ///< as PostgreSQL writes times: "4s"; empty: as if nothing were said
    QString fallback; ///< URL of what is opened instead while this cannot be reached; empty: none
    QString scratch;  ///< URL of where desired objects are built to be read back; empty: Kilter finds a place

    bool operator==(const ConnectionFields &) const = default;
};

ConnectionFields fieldsOf(const StoreConfig &store, const ConnectionConfig &connection);
std::string urlText(const ConnectionFields &fields);

/// What is missing or wrong, in words; empty: it can be tried.
QString problemOf(const ConnectionFields &fields);

/// The workspace with the connection as the form says, for trying it; whatever else kilter.toml says of it stays.
Workspace withConnection(Workspace workspace, const ConnectionFields &fields);

/// The text of kilter.toml with the connection as the form says; comments and layout of the rest stay.
[[nodiscard]] Result<std::string> savedConnection(std::string config, const Workspace &workspace, const ConnectionFields &fields);

} // namespace kilter::ui
