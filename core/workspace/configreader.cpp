#include "core/workspace/configreader.h"

#include "core/base/text.h"

#include <algorithm>

namespace kilter {

std::string withPlainConnectionKeys(const std::string &text)
{
    std::string result;
    bool inStore = false;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
        const std::string_view line = std::string_view(text).substr(at, end - at);
        const std::string_view bare = trimmed(line);
        if (bare.starts_with('[')) {
            const std::string_view header = bare.substr(0, bare.find(']'));
            inStore = header.starts_with("[store.") && header.find('.', 7) == std::string_view::npos;
        }
        const std::string_view value = bare.starts_with("connection") ? trimmed(bare.substr(10)) : std::string_view();
        const std::string_view given = value.starts_with('=') ? trimmed(value.substr(1)) : std::string_view();
        if (inStore && (given.starts_with('"') || given.starts_with('\'')))
            result.append(line.substr(0, line.find("connection"))).append("default_").append(bare).append("\n");
        else
            result.append(line);
        at = end;
    }
    return result;
}

SourcePlace ConfigTable::placeOf(const toml::source_region &region) const
{
    return {m_file, int(region.begin.line), int(region.begin.column)};
}

const toml::node *ConfigTable::node(std::string_view key)
{
    m_known.emplace_back(key);
    return m_table.get(key);
}

void ConfigTable::report(std::string_view key, std::string code, std::string message, std::string hint)
{
    const toml::node *found = m_table.get(key);
    const SourcePlace place = placeOf(found ? found->source() : m_table.source());
    m_diagnostics.push_back({Severity::Error, std::move(code), std::move(message), std::move(hint), place});
}

void ConfigTable::mistyped(std::string_view key, const std::string &expected)
{
    report(key, "wrong-type", m_name + '.' + std::string(key) + " must be " + expected, {});
}

std::optional<std::string> ConfigTable::text(std::string_view key)
{
    const toml::node *found = node(key);
    if (!found)
        return std::nullopt;
    if (!found->is_string()) {
        mistyped(key, "a text in quotes");
        return std::nullopt;
    }
    return found->as_string()->get();
}

std::optional<bool> ConfigTable::flag(std::string_view key)
{
    const toml::node *found = node(key);
    if (!found)
        return std::nullopt;
    if (!found->is_boolean()) {
        mistyped(key, "true or false");
        return std::nullopt;
    }
    return found->as_boolean()->get();
}

std::optional<std::int64_t> ConfigTable::number(std::string_view key, std::int64_t low, std::int64_t high)
{
    const toml::node *found = node(key);
    if (!found)
        return std::nullopt;
    if (!found->is_integer() || found->as_integer()->get() < low || found->as_integer()->get() > high) {
        mistyped(key, "a whole number from " + std::to_string(low) + " to " + std::to_string(high));
        return std::nullopt;
    }
    return found->as_integer()->get();
}

std::optional<std::vector<std::string>> ConfigTable::texts(std::string_view key)
{
    const toml::node *found = node(key);
    if (!found)
        return std::nullopt;
    const toml::array *array = found->as_array();
    std::vector<std::string> values;
    if (array) {
        for (const toml::node &item : *array) {
            if (!item.is_string())
                break;
            values.push_back(item.as_string()->get());
        }
    }
    if (!array || values.size() != array->size()) {
        mistyped(key, "a list of texts, like [\"a\", \"b\"]");
        return std::nullopt;
    }
    return values;
}

const toml::table *ConfigTable::table(std::string_view key)
{
    const toml::node *found = node(key);
    if (found && !found->is_table())
        mistyped(key, "a table");
    return found ? found->as_table() : nullptr;
}

std::optional<std::string> ConfigTable::word(std::string_view key, const std::vector<std::string> &words)
{
    const auto value = text(key);
    if (!value || std::find(words.begin(), words.end(), *value) != words.end())
        return value;
    report(key, "unknown-value", m_name + '.' + std::string(key) + " is \"" + *value + "\", which is none of " + joined(words, ", "), {});
    return std::nullopt;
}

void ConfigTable::reportUnknownKeys()
{
    for (const auto &[key, value] : m_table) {
        const std::string name(key.str());
        if (std::find(m_known.begin(), m_known.end(), name) != m_known.end())
            continue;
        const auto near = nearMisses(name, m_known);
        const std::string hint = near.empty() ? "Known here: " + joined(m_known, ", ") + '.' : "Did you mean " + joined(near, " or ") + '?';
        m_diagnostics.push_back({Severity::Error, "unknown-key", "unknown key \"" + name + "\" in [" + m_name + ']', hint, placeOf(key.source())});
    }
}

} // namespace kilter
