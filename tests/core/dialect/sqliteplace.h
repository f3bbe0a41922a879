#pragma once
#include "core/connection/connection.h"
#include "core/dialect/dialect.h"

#include <gtest/gtest.h>

namespace kilter::test {

/// A database in memory, spoken to through Kilter's own connection.
class SqlitePlace
{
public:
    explicit SqlitePlace(std::string_view script = {})
    {
        auto url = parseUrl("sqlite::memory:");
        auto opened = Connection::open(*url);
        EXPECT_TRUE(opened) << (opened ? std::string() : toText(opened.error()));
        connection = std::move(*opened);
        run(script);
    }

    void run(std::string_view script)
    {
        const auto statements = Dialect::of(DialectKind::Sqlite).split(script);
        ASSERT_TRUE(statements) << toText(statements.error());
        for (const ScriptStatement &statement : *statements) {
            const auto done = connection->execute(statement.text);
            ASSERT_TRUE(done) << toText(done.error()) << "\nin: " << statement.text;
        }
    }

    Catalog catalog(const InspectOptions &options = {})
    {
        auto read = Dialect::of(DialectKind::Sqlite).inspect(*connection, options);
        EXPECT_TRUE(read) << (read ? std::string() : toText(read.error()));
        return read ? *read : Catalog();
    }

    std::string value(std::string_view sql)
    {
        const auto rows = connection->execute(sql);
        EXPECT_TRUE(rows) << (rows ? std::string() : toText(rows.error())) << "\nin: " << sql;
        return rows && !rows->rows.empty() ? rows->text(0, 0) : std::string();
    }

    std::unique_ptr<Connection> connection;
};

/// What tells two catalogs apart, for people; empty when they are equal.
inline std::string catalogDifference(const Catalog &want, const Catalog &got)
{
    std::string text;
    for (const Object &object : want.objects()) {
        const Object *other = got.find(object.ref);
        if (!other)
            text += "- " + toText(object.ref) + '\n';
        else
            for (const FieldChange &change : changedFields(object, *other))
                text += "~ " + toText(object.ref) + ' ' + change.field + ": " + change.from + " → " + change.to + '\n';
    }
    for (const Object &object : got.objects()) {
        if (!want.contains(object.ref))
            text += "+ " + toText(object.ref) + '\n';
    }
    return text;
}

/// A script that makes every object of a catalog, tables first.
inline std::string buildScript(const Catalog &catalog)
{
    std::string script;
    const Dialect &dialect = Dialect::of(DialectKind::Sqlite);
    for (const Object &object : catalog.objects()) {
        for (const Statement &statement : dialect.createStatements(catalog, object))
            script += statement.sql + ";\n";
    }
    return script;
}

} // namespace kilter::test
