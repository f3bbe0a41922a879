#pragma once
#include "core/base/result.h"
#include "core/catalog/catalog.h"

#include <filesystem>

namespace kilter::test {

/// A case as text: two schemas as scripts and what is expected of the difference. Format: lines "dialect: postgresql, sqlite", "# …" and,
/// where older PostgreSQL servers cannot have it, "server: 16", then sections that start with "== NAME" or, where a dialect needs its own, "== NAME DIALECT":
///   from, to            scripts that build the two schemas in an empty database
///   changes, up, down   expected words of the differences, and the scripts there and back
///   error               instead of the three: what planning says
///   options             lines "rename column:public.t.old=new"
///   seed                script run on `from` before the way up; kept: queries (one a line) that answer alike before, after up, after down
///   ask, answer         a query after the way up, and what it gives
class CaseFile
{
public:
    [[nodiscard]] static Result<CaseFile> read(const std::filesystem::path &path);

    const std::vector<DialectKind> &dialects() const { return m_dialects; }
    int oldestServer() const { return m_oldestServer; } ///< major version of PostgreSQL; 0: any

    /// Text of a section, without a final line end: that of the dialect before that of all. Empty: not there.
    std::string section(std::string_view name, DialectKind dialect) const;

    /// Sets an expected section; with several dialects it becomes the dialect's own. An empty text removes it.
    void setSection(std::string_view name, DialectKind dialect, const std::string &text);
    [[nodiscard]] Result<> write() const;

private:
    struct Section
    {
        std::string title;
        std::string text;
    };
    std::filesystem::path m_path;
    std::string m_header;
    std::vector<DialectKind> m_dialects;
    int m_oldestServer = 0;
    std::vector<Section> m_sections;
};

} // namespace kilter::test
