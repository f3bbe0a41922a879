#include "core/base/file.h"
#include "core/workspace/workspace.h"

#include <gtest/gtest.h>

#include <cstdlib>

using namespace kilter;

namespace {

class Config : public testing::Test
{
protected:
    void SetUp() override { setenv("XDG_CONFIG_HOME", (folder.path() / "config").c_str(), 1); }

    Result<Workspace> opened(const std::string &toml)
    {
        EXPECT_TRUE(writeTextFile(folder.path() / "kilter.toml", toml));
        return Workspace::open(folder.path());
    }

    Diagnostic finding(const std::string &toml)
    {
        const auto workspace = opened(toml);
        EXPECT_FALSE(workspace);
        return workspace || workspace.error().diagnostics.empty() ? Diagnostic() : workspace.error().diagnostics.front();
    }

    TemporaryFolder folder = std::move(*TemporaryFolder::create());
};

constexpr const char *whole = R"([workspace]
name = "content"
default_store = "main"

[store.main]
kind = "postgresql"
schemas = ["public", "shop"]
ledger = "history"
role = "app_owner"
connection = "dev"                # used when none is named

[store.main.connection.dev]
url = "env:DATABASE_URL"
environment = "staging"
scratch = "env:SCRATCH_URL"
fallback = "sqlite:data/fallback.db"
lock_timeout = "9s"
statement_timeout = "1min"
retries = 3
read_only = true

[ignore]
objects = ["view:report.*"]

[options]
string_with_max_length = "varchar"
protect = ["drop-table"]
)";

} // namespace

TEST_F(Config, everyKey)
{
    const auto workspace = opened(whole);
    ASSERT_TRUE(workspace) << toText(workspace.error());
    EXPECT_EQ(workspace->name, "content");
    const StoreConfig *store = workspace->store("main");
    ASSERT_TRUE(store);
    EXPECT_EQ(store->kind, StoreKind::PostgreSql);
    EXPECT_EQ(store->schemas, (std::vector<std::string>{"public", "shop"}));
    EXPECT_EQ(store->ledger, "history");
    EXPECT_EQ(store->role, "app_owner");
    EXPECT_EQ(store->connection, "dev");
    const ConnectionConfig &connection = store->connections.at("dev");
    EXPECT_EQ(connection.url, "env:DATABASE_URL");
    EXPECT_EQ(connection.environment, Environment::Staging);
    EXPECT_EQ(connection.fallback, "sqlite:data/fallback.db");
    EXPECT_EQ(connection.lockTimeout, "9s");
    EXPECT_EQ(connection.retries, 3);
    EXPECT_TRUE(connection.readOnly);
    EXPECT_EQ(workspace->ignore, std::vector<std::string>{"view:report.*"});
    EXPECT_TRUE(workspace->options.stringWithMaxLengthAsVarchar);
    EXPECT_EQ(workspace->options.protectedHazards, std::vector<std::string>{"drop-table"});
}

TEST_F(Config, findingsHaveAPlaceAndANearMiss)
{
    const Diagnostic unknown = finding("[workspace]\nname = \"x\"\ndefault_stor = \"main\"\n");
    EXPECT_EQ(unknown.code, "unknown-key");
    EXPECT_EQ(unknown.place.line, 3);
    EXPECT_NE(unknown.hint.find("default_store"), std::string::npos);
    EXPECT_EQ(finding("[store.main]\nkind = \"postgres\"\n").code, "unknown-value");
    EXPECT_EQ(finding("[store.main]\nkind = 3\n").code, "wrong-type");
    EXPECT_EQ(finding("[store.main]\n").code, "missing-kind");
    EXPECT_EQ(finding("[workspace\n").code, "toml-syntax");
    EXPECT_EQ(finding("[store.a]\nkind = \"sqlite\"\ndefault_connection = \"x\"\n").code, "unknown-connection");
    EXPECT_EQ(finding("[store.a]\nkind = \"sqlite\"\n[store.a.connection.x]\nurl = \"sqlite:a\"\nretries = -1\n").code, "wrong-type");
}

TEST_F(Config, passwordsAreRefusedAndNotRepeated)
{
    const Diagnostic found = finding("[store.a]\nkind = \"postgresql\"\n[store.a.connection.x]\nurl = \"postgresql://me:hunter2@h/db\"\n");
    EXPECT_EQ(found.code, "password-in-file");
    EXPECT_EQ(toText(found).find("hunter2"), std::string::npos);
}

TEST_F(Config, personalConnectionsAreAdded)
{
    ASSERT_TRUE(writeTextFile(folder.path() / "config/kilter/connections.toml",
                              "[store.main.connection.mine]\nurl = \"postgresql://me@h/db\"\nenvironment = \"production\"\n[store.other.connection.x]\nurl = \"sqlite:x\"\n"));
    const auto workspace = opened(whole);
    ASSERT_TRUE(workspace) << toText(workspace.error());
    EXPECT_EQ(workspace->store("main")->connections.at("mine").environment, Environment::Production);
    EXPECT_FALSE(workspace->store("other"));
}

TEST_F(Config, noWorkspace)
{
    const auto workspace = Workspace::open(folder.path() / "nowhere");
    ASSERT_FALSE(workspace);
    EXPECT_NE(workspace.error().hint.find("kilter init"), std::string::npos);
}
