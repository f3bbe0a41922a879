#pragma once
#include "core/base/file.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/text/text.h"

#include <QtTest>

namespace kilter::ui::test {

/// A workspace in a folder of its own with a few models, for tests of what is compared with what.
class DiffPlace
{
public:
    explicit DiffPlace(const std::string &url = "sqlite:content.db") : m_folder(std::move(*TemporaryFolder::create()))
    {
        const std::string kind = url.starts_with("sqlite") ? "sqlite" : "postgresql";
        write("kilter.toml", "# ours\n[workspace]\nname = \"content\"\ndefault_store = \"main\"\n\n[store.main]\nkind = \"" + kind
                                 + "\"\ndefault_connection = \"dev\"\n\n[store.main.connection.dev]\nurl = \"" + url + "\"\nenvironment = \"development\"\n");
        write("models/author.json", model("Author", "authors", R"("name": { "type": "string", "maxLength": 80 })"));
        write("models/book.json", model("Book", "books", R"("title": { "type": "string" },
    "pages": { "type": "integer", "minimum": 1 },
    "author_id": { "type": "string", "format": "uuid", "x-references": { "model": "Author" } })"));
    }

    static std::string model(const std::string &title, const std::string &table, const std::string &properties)
    {
        return "{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n  \"title\": \"" + title + "\",\n  \"x-model\": { \"level\": \"alpha\", \"table\": \""
               + table + "\" },\n  \"type\": \"object\",\n  \"properties\": {\n    \"id\": { \"type\": \"string\", \"format\": \"uuid\", \"x-column\": { \"primaryKey\": true } },\n    "
               + properties + "\n  },\n  \"required\": [\"id\"]\n}\n";
    }

    std::string path(const std::string &file = {}) const { return (m_folder.path() / file).string(); }
    void write(const std::string &file, const std::string &text) const { QVERIFY(bool(writeTextFile(path(file), text))); }
    std::string read(const std::string &file) const { return readTextFile(path(file)).value_or(std::string()); }
    QString folder() const { return qtText(m_folder.path().string()); }

private:
    TemporaryFolder m_folder;
};

} // namespace kilter::ui::test
