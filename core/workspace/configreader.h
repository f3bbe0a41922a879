#pragma once
#include "core/base/diagnostic.h"

#include <toml++/toml.h>

#include <optional>
#include <string>
#include <vector>

namespace kilter {

/// TOML knows no key that is a text and a table at once, but a person writes connection = "dev" above [store.main.connection.dev]: within
/// [store.NAME] that key is read as default_connection. Lines stay lines.
std::string withPlainConnectionKeys(const std::string &text);

/// Reads the keys of one TOML table. What is mistyped, and at the end what was never asked for, becomes a diagnostic with its place.
class ConfigTable
{
public:
    ConfigTable(const toml::table &table, std::string name, std::string file, Diagnostics &diagnostics)
        : m_table(table), m_name(std::move(name)), m_file(std::move(file)), m_diagnostics(diagnostics)
    {
    }

    std::optional<std::string> text(std::string_view key);
    std::optional<bool> flag(std::string_view key);
    std::optional<std::int64_t> number(std::string_view key, std::int64_t low, std::int64_t high);
    std::optional<std::vector<std::string>> texts(std::string_view key);
    const toml::table *table(std::string_view key);

    /// One of the words; a diagnostic otherwise.
    std::optional<std::string> word(std::string_view key, const std::vector<std::string> &words);

    /// A finding about the key's value.
    void report(std::string_view key, std::string code, std::string message, std::string hint);
    void reportUnknownKeys();

private:
    const toml::node *node(std::string_view key);
    void mistyped(std::string_view key, const std::string &expected);
    SourcePlace placeOf(const toml::source_region &region) const;

    const toml::table &m_table;
    std::string m_name; ///< "store.main", for messages
    std::string m_file;
    Diagnostics &m_diagnostics;
    std::vector<std::string> m_known;
};

} // namespace kilter
