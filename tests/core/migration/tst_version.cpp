#include "core/migration/version.h"

#include <gtest/gtest.h>

using namespace kilter;

namespace {

Change change(ChangeType type, Object object, std::vector<FieldChange> fields = {})
{
    Change c;
    c.type = type;
    if (type != ChangeType::Add)
        c.before = object;
    if (type != ChangeType::Drop)
        c.after = std::move(object);
    c.fields = std::move(fields);
    return c;
}

Object column(bool notNull)
{
    Column body;
    body.type = "integer";
    body.notNull = notNull;
    return {columnRef("public", "t", "c"), body};
}

Object check()
{
    return {{Kind::Check, "public", "t", "t_c_min", {}}, CheckConstraint{}};
}

std::string proposed(std::vector<Change> changes, std::string_view current = "1.2.3")
{
    ChangeList list;
    list.changes = std::move(changes);
    const ProposedVersion version = proposedVersion(current, list);
    return version.version + (version.breaking ? " breaking" : "");
}

} // namespace

TEST(SemVer, comparesByPrecedence)
{
    const char *ordered[] = {"0.9",           "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta.2",
                             "1.0.0-beta.11", "1.0.0",       "v1.0.1",        "1.10.0",           "2"};
    for (std::size_t i = 0; i + 1 < std::size(ordered); ++i) {
        EXPECT_TRUE(isAbove(ordered[i + 1], ordered[i])) << ordered[i];
        EXPECT_FALSE(isAbove(ordered[i], ordered[i + 1])) << ordered[i];
    }
    EXPECT_FALSE(isAbove("1.2.0", "1.2"));
    EXPECT_TRUE(isAbove("1.0.0", ""));
    EXPECT_FALSE(isAbove("", "1.0.0"));
    for (const char *bad : {"", "one", "1.2.3.4", "1.-2", "1.0.0-", "99999999999.0.0"})
        EXPECT_FALSE(parseSemVer(bad)) << bad;
}

TEST(ProposedVersion, followsTheWeightiestChange)
{
    EXPECT_EQ(proposed({change(ChangeType::Add, column(false))}), "1.3.0");
    EXPECT_EQ(proposed({change(ChangeType::Add, column(true))}), "2.0.0 breaking");
    EXPECT_EQ(
        proposed({change(ChangeType::Add, {tableRef("public", "t"), Table{}}), change(ChangeType::Add, column(true))}),
        "1.3.0");
    EXPECT_EQ(proposed({change(ChangeType::Drop, column(false)), change(ChangeType::Add, check())}), "2.0.0 breaking");
    EXPECT_EQ(proposed({change(ChangeType::Add, check())}), "1.2.4");
    EXPECT_EQ(proposed({change(ChangeType::Alter, column(false), {{"comment", "a", "b"}})}), "1.2.4");
    EXPECT_EQ(proposed({change(ChangeType::Alter, column(false), {{"type", "integer", "text"}})}), "2.0.0 breaking");
    EXPECT_EQ(proposed({change(ChangeType::Rename, column(false))}, "0.4.0"), "1.0.0 breaking");
    EXPECT_EQ(proposed({change(ChangeType::Drop, {tableRef("public", "t"), Table{}})}, ""), "1.0.0 breaking");
}

TEST(SharedVersions, areDiagnosed)
{
    Migration a, b, c;
    a.id = "1_a";
    a.version = "1.2.0";
    b.id = "2_b";
    b.version = "1.2";
    c.id = "3_c";
    const Diagnostics found = sharedVersions({a, b, c});
    ASSERT_EQ(found.size(), 1u);
    EXPECT_NE(found.front().message.find("1_a, 2_b"), std::string::npos);
    EXPECT_TRUE(sharedVersions({a, c, c}).empty());
}
