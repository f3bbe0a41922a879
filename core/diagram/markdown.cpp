#include "core/diagram/markdown.h"

#include "core/base/text.h"
#include "core/diagram/textexport.h"

namespace kilter {
namespace {

bool isWordByte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// Text that shows as it is, also in a table's cell: what Markdown or HTML would take for markup is escaped, line ends become blanks. An
/// underscore inside a word is none.
std::string plain(std::string_view text)
{
    static constexpr std::string_view special = "\\`*{}[]#!|~$^>@";
    const std::string line = oneLine(text);
    std::string result;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        const bool inWord = i > 0 && i + 1 < line.size() && isWordByte(line[i - 1]) && isWordByte(line[i + 1]);
        if (c == '&')
            result += "&amp;";
        else if (c == '<')
            result += "&lt;";
        else if (special.find(c) != std::string_view::npos || (c == '_' && !inWord))
            result += std::string("\\") + c;
        else
            result += c;
    }
    if (!result.empty() && std::string_view("-+=:").find(result[0]) != std::string_view::npos)
        result.insert(result.begin(), '\\'); // a list, a line under a heading
    return result;
}

/// Code on one line; in a table's cell a bar must be escaped even there.
std::string code(std::string_view text)
{
    const std::string line = oneLine(text);
    if (line.empty())
        return {};
    std::size_t longest = 0, run = 0;
    for (const char c : line) {
        run = c == '`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    const std::string fence(longest + 1, '`');
    const std::string gap = longest > 0 ? " " : "";
    return fence + gap + replaced(line, "|", "\\|") + gap + fence;
}

std::string fenced(std::string_view text)
{
    std::size_t longest = 2, run = 0;
    for (const char c : text) {
        run = c == '`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    const std::string fence(longest + 1, '`');
    return fence + "sql\n" + std::string(text) + '\n' + fence + '\n';
}

std::string anchor(const std::string &id)
{
    return wordFor(id);
}

class MarkdownWriter
{
public:
    MarkdownWriter(const DiagramGraph &graph, const std::vector<DictionaryEntry> &entries) : m_graph(graph), m_entries(entries) {}

    std::string write(const MarkdownOptions &options)
    {
        m_text = "# " + plain(options.title.empty() ? "Data dictionary" : options.title) + "\n\n";
        if (!options.stamp.empty())
            m_text += plain(options.stamp) + "\n\n";
        const auto views = static_cast<std::size_t>(std::ranges::count_if(m_graph.tables, [](const DiagramTable &table) { return table.ref.kind != Kind::Table; }));
        m_text += counted(m_graph.tables.size() - views, "table") + (views > 0 ? ", " + counted(views, "view") : "") + ", " + counted(references(), "reference") + ".\n\n";
        contents();
        for (std::size_t i = 0; i < m_graph.tables.size(); ++i)
            section(m_graph.tables[i], m_entries[i]);
        return std::move(m_text);
    }

private:
    std::size_t references() const
    {
        std::size_t count = 0;
        for (const DiagramEdge &edge : m_graph.edges)
            count += edge.kind == DiagramEdgeKind::Reference;
        return count;
    }

    std::string link(const std::string &id) const
    {
        return m_graph.find(id) ? '[' + plain(id) + "](#" + anchor(id) + ')' : plain(id);
    }

    void contents()
    {
        if (m_graph.tables.empty())
            return;
        m_text += "| name | kind | level | comment |\n|---|---|---|---|\n";
        for (std::size_t i = 0; i < m_graph.tables.size(); ++i) {
            const DiagramTable &table = m_graph.tables[i];
            m_text += "| " + link(table.id) + state(table.state, table.before) + " | " + m_entries[i].kind + " | " + plain(table.level) + " | " + plain(table.comment) + " |\n";
        }
        m_text += '\n';
    }

    static std::string state(DiagramState state, const std::string &before)
    {
        const std::string text = textOf(state, before);
        return text.empty() ? "" : " **" + plain(text) + "**";
    }

    void section(const DiagramTable &table, const DictionaryEntry &entry)
    {
        m_text += "## <a id=\"" + anchor(table.id) + "\"></a>" + plain(table.id) + state(table.state, table.before) + "\n\n";
        if (!entry.kind.empty() && entry.kind != "table")
            m_text += "A " + entry.kind + ".\n\n";
        if (!table.comment.empty())
            m_text += plain(table.comment) + "\n\n";
        columns(table);
        parts("Keys and constraints", entry.keys);
        parts("Indexes", entry.indexes);
        referenceList("References", entry.references, true);
        referenceList("Referenced by", entry.referencedBy, false);
        if (!entry.ddl.empty())
            m_text += "### Definition\n\n" + fenced(entry.ddl) + '\n';
    }

    void columns(const DiagramTable &table)
    {
        if (table.columns.empty())
            return;
        m_text += "| column | type | null | default | key | comment |\n|---|---|---|---|---|---|\n";
        for (const DiagramColumn &column : table.columns) {
            std::vector<std::string> keys;
            if (column.primaryKey)
                keys.emplace_back("PK");
            if (column.foreignKey)
                keys.emplace_back("FK");
            if (column.unique && !column.primaryKey)
                keys.emplace_back("UK");
            m_text += "| " + plain(column.name) + state(column.state, column.before) + " | " + code(column.type) + " | " + (column.notNull ? "no" : "yes") +
                      " | " + code(column.defaultText) + " | " + joined(keys, ", ") + " | " + plain(column.comment) + " |\n";
        }
        m_text += '\n';
    }

    void parts(const std::string &title, const std::vector<DictionaryPart> &list)
    {
        if (list.empty())
            return;
        m_text += "### " + title + "\n\n| name | kind | definition | comment |\n|---|---|---|---|\n";
        for (const DictionaryPart &part : list)
            m_text += "| " + plain(part.name) + " | " + part.kind + " | " + code(part.definition) + " | " + plain(part.comment) + " |\n";
        m_text += '\n';
    }

    void referenceList(const std::string &title, const std::vector<DictionaryReference> &list, bool outward)
    {
        if (list.empty())
            return;
        m_text += "### " + title + "\n\n";
        for (const DictionaryReference &reference : list) {
            const std::string own = plain(joined(outward ? reference.columns : reference.otherColumns, ", "));
            const std::string other = link(reference.table) + " (" + plain(joined(outward ? reference.otherColumns : reference.columns, ", ")) + ')';
            m_text += "- " + (outward ? '(' + own + ") → " + other : other + " → (" + own + ')') + ": " + plain(reference.name) +
                      (reference.rules.empty() ? "" : ", " + plain(reference.rules)) + (reference.comment.empty() ? "" : ". " + plain(reference.comment)) + '\n';
        }
        m_text += '\n';
    }

    const DiagramGraph &m_graph;
    const std::vector<DictionaryEntry> &m_entries;
    std::string m_text;
};

} // namespace

std::string toMarkdown(const DiagramGraph &graph, const std::vector<DictionaryEntry> &entries, const MarkdownOptions &options)
{
    return MarkdownWriter(graph, entries).write(options);
}

} // namespace kilter
