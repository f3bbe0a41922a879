#include "core/migration/parse.h"

#include "core/base/text.h"
#include "core/migration/scriptscanner.h"
#include "core/migration/version.h"

#include <charconv>

namespace kilter {

namespace {

const std::vector<std::string> headerKeys{"migration", "description", "store",   "dialect",
                                          "version",   "depends",     "breaking"};
const std::vector<std::string> sectionKeys{"section", "transaction", "retries", "batch", "dialect", "reversibility"};

std::string nearHint(std::string_view word, const std::vector<std::string> &known)
{
    const auto near = nearMisses(word, known);
    return near.empty() ? "Known are " + joined(known, ", ") + "." : "Did you mean " + joined(near, " or ") + "?";
}

std::string_view withoutCarriageReturn(std::string_view line)
{
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ' || line.back() == '\t'))
        line.remove_suffix(1);
    return line;
}

/// "key: value" of a line comment whose key is one word.
std::optional<std::pair<std::string, std::string>> headerOf(std::string_view line)
{
    if (!line.starts_with("-- "))
        return std::nullopt;
    line.remove_prefix(3);
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0 || (colon + 1 < line.size() && line[colon + 1] != ' '))
        return std::nullopt;
    const std::string_view key = line.substr(0, colon);
    if (key.find_first_not_of("abcdefghijklmnopqrstuvwxyz_-") != std::string_view::npos)
        return std::nullopt;
    return std::pair(std::string(key), headerLine(line.substr(colon + 1)));
}

/// The direction of a section line; none: an ordinary comment.
std::optional<Direction> sectionLine(std::string_view line)
{
    for (const Direction direction : {Direction::Up, Direction::Down}) {
        const std::string start = "-- " + std::string(keyword(direction));
        if (line == start || line.starts_with(start + ":"))
            return direction;
    }
    return std::nullopt;
}

/// "--up", "-- DOWN": meant as one, but only a comment.
bool looksLikeSectionLine(std::string_view line)
{
    const std::string word = line.starts_with("--") ? lowered(trimmed(line.substr(2))) : std::string();
    return word == "up" || word == "down";
}

class Parser
{
public:
    Parser(std::string_view text, const std::string &path, const MigrationDefaults &defaults) : m_text(text)
    {
        Migration &m = m_result.migration;
        m.path = path;
        m.id = std::filesystem::path(path).stem().string();
        m.text = std::string(text);
        m.store = defaults.store;
        m.dialect = defaults.dialect;
    }

    ParsedMigration parse()
    {
        readHeaders();
        readSections();
        if (m_result.migration.title.empty())
            m_result.migration.title = titleOfId();
        for (const Section &section : m_result.migration.sections)
            checkSection(m_result.migration, section, m_result.diagnostics);
        return std::move(m_result);
    }

private:
    void complain(int line, std::string code, std::string message, std::string hint = {}, int column = 1)
    {
        m_result.diagnostics.push_back({Severity::Error,
                                        std::move(code),
                                        std::move(message),
                                        std::move(hint),
                                        {m_result.migration.path, line, column}});
    }

    std::string titleOfId() const
    {
        const std::string &id = m_result.migration.id;
        return replaced(isMigrationId(id) ? id.substr(id.find('_') + 1) : id, "_", " ");
    }

    std::string_view lineAt(std::size_t at) const
    {
        return withoutCarriageReturn(m_text.substr(at, m_text.find('\n', at) - at));
    }
    std::size_t nextLine(std::size_t at) const { return std::min(m_text.find('\n', at), m_text.size() - 1) + 1; }

    /// The lines "-- key: value" that open the file. A file of another origin may open with any comment: there only
    /// near misses are wrong.
    void readHeaders()
    {
        std::vector<std::tuple<int, std::string, std::string>> headers;
        int line = 1;
        while (m_at < m_text.size()) {
            const std::string_view content = lineAt(m_at);
            const bool comment = content.starts_with("--") && !sectionLine(content) && !looksLikeSectionLine(content);
            if (!comment && !(content.empty() && headers.empty()))
                break;
            if (auto header = headerOf(content))
                headers.emplace_back(line, header->first, header->second);
            m_at = nextLine(m_at);
            ++line;
        }
        m_line = line;
        const bool ours =
            std::any_of(headers.begin(), headers.end(), [](const auto &h) { return std::get<1>(h) == "migration"; });
        for (const auto &[at, key, value] : headers)
            readHeader(at, key, value, ours);
    }

    void readHeader(int line, const std::string &key, const std::string &value, bool ours)
    {
        Migration &m = m_result.migration;
        if (std::find(headerKeys.begin(), headerKeys.end(), key) == headerKeys.end()) {
            if (ours || !nearMisses(key, headerKeys).empty())
                complain(line, "unknown-header", "unknown header \"" + key + "\"", nearHint(key, headerKeys), 4);
            return;
        }
        if (!m_seen.insert(key).second)
            complain(line, "duplicate-header", "the header \"" + key + "\" stands twice", "Keep one of them.", 4);
        if (key == "migration")
            m.title = value;
        else if (key == "description")
            m.description = value;
        else if (key == "store" && !value.empty())
            m.store = value;
        else if (key == "dialect")
            readDialect(line, value);
        else if (key == "version")
            readVersion(line, value);
        else if (key == "depends")
            readDepends(line, value);
        else if (key == "breaking")
            m.breaking = yesOrNo(line, value);
    }

    void readDialect(int line, const std::string &value)
    {
        if (const auto kind = dialectKindOf(value))
            m_result.migration.dialect = *kind;
        else
            complain(line, "unknown-dialect", "unknown dialect \"" + value + "\"", "Known are postgresql and sqlite.");
    }

    void readVersion(int line, const std::string &value)
    {
        m_result.migration.version = value;
        if (!value.empty() && !parseSemVer(value))
            complain(line, "bad-version", "\"" + value + "\" is no version", "Versions are semantic, like 1.3.0.");
    }

    void readDepends(int line, const std::string &value)
    {
        std::vector<std::string> ids;
        for (const std::string &part : split(value, ',')) {
            const std::string id(trimmed(part));
            if (!id.empty())
                ids.push_back(id);
        }
        if (ids.empty())
            complain(line, "bad-depends", "the header \"depends\" names nothing",
                     "Name migrations, or write none for a base.");
        if (ids.size() == 1 && ids.front() == "none")
            ids.clear();
        m_result.migration.depends = std::move(ids);
    }

    bool yesOrNo(int line, const std::string &value)
    {
        if (value != "yes" && value != "no")
            complain(line, "bad-breaking", "\"" + value + "\" is neither yes nor no");
        return value == "yes";
    }

    void readSections()
    {
        Section current;
        current.line = m_line;
        bool stated = false;
        std::size_t begin = m_at;
        while (begin < m_text.size() || !stated) {
            const auto border = nextSectionLine(begin, current.dialect.value_or(m_result.migration.dialect));
            finish(current, begin, border.value_or(m_text.size()), stated, border.has_value());
            if (!border)
                break;
            m_line +=
                int(std::count(m_text.begin() + std::ptrdiff_t(begin), m_text.begin() + std::ptrdiff_t(*border), '\n'));
            current = readSectionLine(lineAt(*border));
            begin = nextLine(*border);
            current.line = ++m_line;
            stated = true;
            if (begin >= m_text.size()) {
                finish(current, begin, begin, true, false);
                break;
            }
        }
    }

    std::optional<std::size_t> nextSectionLine(std::size_t from, DialectKind dialect)
    {
        ScriptScanner scanner(m_text, dialect, from);
        while (const auto span = scanner.next()) {
            if (span->open)
                complainOpen(*span);
            if (span->kind != SpanKind::Comment || (span->begin > 0 && m_text[span->begin - 1] != '\n'))
                continue;
            const std::string_view line = lineAt(span->begin);
            if (sectionLine(line))
                return span->begin;
            if (looksLikeSectionLine(line))
                complain(placeAt(m_text, span->begin).line, "section-line",
                         "\"" + std::string(line) + "\" looks like a section line, but is only a comment",
                         "A section line is exactly \"-- up\" or \"-- down\".");
        }
        return std::nullopt;
    }

    void complainOpen(const ScriptSpan &span)
    {
        const TextPlace place = placeAt(m_text, span.begin);
        complain(place.line, "open-quote",
                 std::string(span.kind == SpanKind::Comment ? "a comment" : "a quote") + " is never closed", {},
                 place.column);
    }

    void finish(Section &section, std::size_t begin, std::size_t end, bool stated, bool more)
    {
        std::string_view text = m_text.substr(begin, end - begin);
        const bool empty = comparableScript(text, section.dialect.value_or(m_result.migration.dialect)).empty();
        if (!stated && more) {
            if (!empty)
                complain(m_line, "outside-section", "there is SQL before the first section line",
                         "Put it behind \"-- up\".");
            return;
        }
        if (!stated && empty)
            return;
        takeReason(section, text);
        while (!text.empty() && std::string_view(" \t\r\n").find(text.back()) != std::string_view::npos)
            text.remove_suffix(1);
        section.text = std::string(text);
        m_result.migration.sections.push_back(section);
    }

    static void takeReason(Section &section, std::string_view &text)
    {
        constexpr std::string_view start = "-- reason:";
        while (text.starts_with(start)) {
            const std::size_t end = std::min(text.find('\n'), text.size());
            if (!section.reason.empty())
                section.reason += '\n';
            section.reason += headerLine(text.substr(start.size(), end - start.size()));
            text.remove_prefix(std::min(end + 1, text.size()));
            ++section.line;
        }
    }

    Section readSectionLine(std::string_view line)
    {
        Section section;
        section.direction = *sectionLine(line);
        const std::size_t keys = 3 + keyword(section.direction).size();
        std::set<std::string> seen;
        for (const std::string &part : split(line.substr(std::min(keys + 1, line.size())), ' ')) {
            if (part.empty())
                continue;
            const auto equals = part.find('=');
            const std::string key = part.substr(0, equals);
            const std::string value = equals == std::string::npos ? std::string() : part.substr(equals + 1);
            if (std::find(sectionKeys.begin(), sectionKeys.end(), key) == sectionKeys.end())
                complain(m_line, "unknown-section-key", "unknown key \"" + key + "\" in a section line",
                         nearHint(key, sectionKeys));
            else if (!seen.insert(key).second)
                complain(m_line, "duplicate-section-key", "the key \"" + key + "\" stands twice in a section line");
            else if (!readKey(section, key, value))
                complain(m_line, "bad-section-value", "\"" + value + "\" is no value for \"" + key + "\"",
                         valuesOf(key));
        }
        return section;
    }

    static std::string valuesOf(std::string_view key)
    {
        if (key == "transaction")
            return "Write transaction=on or transaction=off.";
        if (key == "dialect")
            return "Write dialect=postgresql or dialect=sqlite.";
        if (key == "reversibility")
            return "Write reversibility=exact, structure or impossible.";
        return key == "section" ? "A name stands behind it." : "A number stands behind it.";
    }

    static bool readNumber(const std::string &value, int least, int &number)
    {
        const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
        return error == std::errc() && end == value.data() + value.size() && number >= least;
    }

    static bool readKey(Section &section, std::string_view key, const std::string &value)
    {
        if (key == "section") {
            section.name = value;
            return !value.empty();
        }
        if (key == "transaction") {
            section.transaction = value != "off";
            return value == "on" || value == "off";
        }
        if (key == "retries")
            return readNumber(value, 0, section.retries);
        if (key == "batch")
            return readNumber(value, 1, section.batch);
        if (key == "dialect") {
            section.dialect = dialectKindOf(value);
            return section.dialect.has_value();
        }
        for (const Reversibility r : {Reversibility::Exact, Reversibility::StructureOnly, Reversibility::Impossible}) {
            if (keyword(r) == value) {
                section.reversibility = r;
                return true;
            }
        }
        return false;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    int m_line = 1; ///< of the place where the current section begins
    std::set<std::string> m_seen;
    ParsedMigration m_result;
};

} // namespace

ParsedMigration readMigrationText(std::string_view text, const std::string &path, const MigrationDefaults &defaults)
{
    return Parser(text, path, defaults).parse();
}

} // namespace kilter
