#include "tests/cases/casefile.h"

#include "core/base/file.h"
#include "core/base/text.h"

namespace kilter::test {

namespace {

constexpr std::array<std::string_view, 11> names{"from", "to", "options", "seed", "kept", "changes", "up", "down", "error", "ask", "answer"};

std::size_t rankOf(std::string_view title)
{
    const std::string_view name = title.substr(0, title.find(' '));
    return std::size_t(std::find(names.begin(), names.end(), name) - names.begin());
}

std::string withoutLastLineEnds(std::string text)
{
    while (!text.empty() && text.back() == '\n')
        text.pop_back();
    return text;
}

} // namespace

Result<CaseFile> CaseFile::read(const std::filesystem::path &path)
{
    KILTER_TRY(const std::string text, readTextFile(path));
    CaseFile file;
    file.m_path = path;
    for (const std::string &line : split(withoutLastLineEnds(text), '\n')) {
        if (line.starts_with("== ")) {
            const std::string title(trimmed(std::string_view(line).substr(3)));
            if (rankOf(title) == names.size())
                return failure(ErrorCode::Invalid, path.string() + ": unknown section \"" + title + "\"");
            file.m_sections.push_back({title, {}});
        } else if (!file.m_sections.empty()) {
            file.m_sections.back().text += line + "\n";
        } else {
            file.m_header += line + "\n";
            if (line.starts_with("server:"))
                file.m_oldestServer = std::atoi(line.c_str() + 7);
            if (line.starts_with("dialect:"))
                for (const std::string &word : split(line.substr(8), ','))
                    if (const auto kind = dialectKindOf(trimmed(word)))
                        file.m_dialects.push_back(*kind);
        }
    }
    if (file.m_dialects.empty())
        return failure(ErrorCode::Invalid, path.string() + ": names no dialect");
    for (Section &section : file.m_sections)
        section.text = withoutLastLineEnds(section.text);
    return file;
}

std::string CaseFile::section(std::string_view name, DialectKind dialect) const
{
    const std::string own = std::string(name) + " " + std::string(keyword(dialect));
    const Section *found = nullptr;
    for (const Section &section : m_sections)
        if (section.title == own || (!found && section.title == name))
            found = &section;
    return found ? found->text : std::string();
}

void CaseFile::setSection(std::string_view name, DialectKind dialect, const std::string &text)
{
    const std::string title = m_dialects.size() == 1 ? std::string(name) : std::string(name) + " " + std::string(keyword(dialect));
    std::erase_if(m_sections, [&](const Section &section) { return section.title == title; });
    if (text.empty())
        return;
    const auto after = [&](const Section &section) {
        return rankOf(section.title) > rankOf(title) || (rankOf(section.title) == rankOf(title) && section.title > title);
    };
    m_sections.insert(std::find_if(m_sections.begin(), m_sections.end(), after), {title, withoutLastLineEnds(text)});
}

Result<> CaseFile::write() const
{
    std::string text = m_header;
    for (const Section &section : m_sections)
        text += "== " + section.title + "\n" + section.text + (section.text.empty() ? "" : "\n");
    return writeTextFile(m_path, text);
}

} // namespace kilter::test
