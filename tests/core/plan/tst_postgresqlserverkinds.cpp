// What cases cannot show: labels need a provider that servers do not have, and secrets are not written.
#include "core/plan/plan.h"

#include <gtest/gtest.h>

using namespace kilter;

namespace {

using Texts = std::vector<std::string>;

Catalog catalogOf(std::vector<Object> objects)
{
    Catalog catalog;
    catalog.add({schemaRef("public"), Schema()});
    catalog.addAll(std::move(objects));
    return catalog;
}

std::vector<Statement> planned(const Catalog &from, const Catalog &to, const PlanOptions &options = {})
{
    const auto statements = orderedStatements(from, to, Dialect::of(DialectKind::PostgreSql), options);
    EXPECT_TRUE(statements) << toText(statements.error());
    return statements.value_or(std::vector<Statement>());
}

Texts sqlOf(const std::vector<Statement> &statements)
{
    Texts texts;
    for (const Statement &statement : statements)
        texts.push_back(statement.sql);
    return texts;
}

Object view(const std::string &name)
{
    View body;
    body.definition = "SELECT 1 AS x";
    body.columns = {"x"};
    return {{Kind::View, "public", {}, name, {}}, body};
}

Object mapping(std::vector<std::string> secretNames, std::vector<std::string> secrets)
{
    return {{Kind::UserMapping, {}, {}, "bob", "files"}, UserMapping{{{"name=n"}, std::move(secretNames), std::move(secrets)}}};
}

} // namespace

TEST(PostgresqlServerKinds, LabelsComeGoAndChange)
{
    Object before = view("v");
    Object after = view("v");
    before.labels = std::vector<SecurityLabel>{{"", "dummy", "classified"}, {"x", "dummy", "secret"}};
    after.labels = std::vector<SecurityLabel>{{"", "dummy", "unclassified"}};
    EXPECT_EQ(sqlOf(planned(catalogOf({before}), catalogOf({after}))),
              (Texts{"SECURITY LABEL FOR dummy ON COLUMN public.v.x IS NULL", "SECURITY LABEL FOR dummy ON VIEW public.v IS 'unclassified'"}));
    EXPECT_EQ(sqlOf(planned(catalogOf({}), catalogOf({after}))),
              (Texts{"CREATE VIEW public.v AS\nSELECT 1 AS x", "SECURITY LABEL FOR dummy ON VIEW public.v IS 'unclassified'"}));
    after.labels.reset();
    EXPECT_TRUE(planned(catalogOf({before}), catalogOf({after})).empty()) << "a side that does not know labels says nothing about them";
}

TEST(PostgresqlServerKinds, PrivilegesThatAreNotStatedAreNotCompared)
{
    Object granted = view("v");
    granted.grants = std::vector<Grant>{{"", "reader", "", "SELECT", false, false}};
    EXPECT_TRUE(planned(catalogOf({granted}), catalogOf({view("v")})).empty());
    Object none = view("v");
    none.grants.emplace();
    EXPECT_EQ(sqlOf(planned(catalogOf({granted}), catalogOf({none}))), (Texts{"REVOKE SELECT ON TABLE public.v FROM reader"}));
    PlanOptions options;
    options.diff.comparePrivileges = false;
    EXPECT_TRUE(planned(catalogOf({granted}), catalogOf({none}), options).empty());
    const ChangeList changes = diff(catalogOf({none}), catalogOf({granted}));
    ASSERT_EQ(changes.changes.size(), 1u);
    EXPECT_EQ(wordsFor(changes.changes[0]), "alter view public.v: grant SELECT to reader");
}

TEST(PostgresqlServerKinds, SecretsAreNamedAndNotWritten)
{
    const auto created = planned(catalogOf({}), catalogOf({mapping({"password"}, {"fingerprint-1"})}));
    ASSERT_EQ(created.size(), 1u);
    EXPECT_EQ(created[0].sql, "CREATE USER MAPPING FOR bob SERVER files OPTIONS (name 'n')");
    ASSERT_EQ(created[0].hazards.size(), 1u);
    EXPECT_EQ(created[0].hazards[0].id, "secret-left-out");
    EXPECT_NE(created[0].hazards[0].message.find("password"), std::string::npos);
    const auto changed = planned(catalogOf({mapping({"password"}, {"fingerprint-1"})}), catalogOf({mapping({"password"}, {"fingerprint-2"})}));
    ASSERT_EQ(changed.size(), 1u);
    EXPECT_EQ(changed[0].sql.find("fingerprint"), std::string::npos);
    EXPECT_TRUE(changed[0].sql.starts_with("SELECT ")) << "a statement that does nothing carries the message";
    EXPECT_TRUE(planned(catalogOf({mapping({"password"}, {"fingerprint-1"})}), catalogOf({mapping({"password"}, {})})).empty())
        << "a catalog from a file does not know the value";
}
