#include "tests/ui/uitest.h"
#include "tests/ui/windowtest.h"

#include "core/base/file.h"
#include "ui/connections/connectionform.h"
#include "ui/connections/connectionspage.h"
#include "ui/connections/findings.h"
#include "ui/connections/keychain.h"

#include <QAbstractItemModelTester>
#include <QButtonGroup>

using namespace kilter;
using namespace kilter::ui;

namespace {

ConnectionFields fieldsOfUrl(const std::string &url, StoreKind kind)
{
    StoreConfig store;
    store.name = "main";
    store.kind = kind;
    ConnectionConfig connection;
    connection.name = "dev";
    connection.url = url;
    return fieldsOf(store, connection);
}

} // namespace

class TestConnections : public QObject
{
    Q_OBJECT

private slots:
    void urlsComeBackAsTheyWere_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<int>("way");
        using Way = ConnectionFields::Way;
        const auto row = [](const char *url, Way way) { QTest::newRow(url) << QString::fromUtf8(url) << int(way); };
        row("postgresql://me@db1:5432/content", Way::Address);
        row("postgresql://me@db1/content?sslmode=verify-full&sslrootcert=%2Fetc%2Fca.crt", Way::Address);
        row("postgresql://a%40b@[::1]:5433/da%2Fta?application_name=x", Way::Address);
        row("postgresql:///content?host=%2Fvar%2Frun%2Fpostgresql", Way::Address);
        row("postgresql:///?service=live", Way::Service);
        row("postgresql://a,b/content", Way::Text);
        row("host=db1 dbname=content", Way::Text);
        row("env:DATABASE_URL", Way::Variable);
    }

    void urlsComeBackAsTheyWere()
    {
        QFETCH(QString, url);
        QFETCH(int, way);
        const ConnectionFields fields = fieldsOfUrl(url.toStdString(), StoreKind::PostgreSql);
        QCOMPARE(int(fields.way), way);
        const std::string written = urlText(fields);
        QCOMPARE(fieldsOfUrl(written, StoreKind::PostgreSql), fields); // the same place, perhaps spelled shorter
        if (!url.contains(QStringLiteral("/?")))
            QCOMPARE(QString::fromStdString(written), url);
    }

    void aPasswordInTheUrlIsRefused()
    {
        ConnectionFields fields = fieldsOfUrl("postgresql://x/y", StoreKind::PostgreSql);
        fields.way = ConnectionFields::Way::Text;
        fields.text = QStringLiteral("postgresql://me:s3cret@x/y");
        const QString problem = problemOf(fields);
        QVERIFY(!problem.isEmpty());
        QVERIFY(!problem.contains(QStringLiteral("s3cret")));
    }

    void testsTheSampleAndSaysWhatItFound()
    {
        SampleWindow sample;
        QVERIFY(sample.open());
        auto *page = qobject_cast<ConnectionsPage *>(sample.window.openPage(QStringLiteral("connections:")));
        QVERIFY(page);
        page->select({"main", "dev"});
        page->test();
        QVERIFY(QTest::qWaitFor([&] { return !page->isTesting(); }, patience));
        const auto *findings = page->findChild<Findings *>();
        QVERIFY(findings->accessibleName().startsWith(QStringLiteral("Connected in")));
    }

    void sayPlainlyThatAServerCannotBeReached()
    {
        Workspace workspace;
        ConnectionFields fields = fieldsOfUrl("postgresql://me@127.0.0.1:1/none", StoreKind::PostgreSql);
        const TestResult result = testConnection(withConnection(workspace, fields), "main", "dev", "s3cret", {});
        QCOMPARE(result.tone, Tone::Danger);
        QCOMPARE(result.headline, QStringLiteral("It cannot be reached."));
        QVERIFY(!result.copyText.contains(QStringLiteral("s3cret")));
    }

    void savingKeepsCommentsAndWritesNoPassword()
    {
        SampleWindow sample;
        QVERIFY(sample.open());
        auto *page = qobject_cast<ConnectionsPage *>(sample.window.openPage(QStringLiteral("connections:")));
        page->select({"main", "dev"});
        const std::filesystem::path file = (sample.path() + QStringLiteral("/kilter.toml")).toStdString();
        const std::string before = *readTextFile(file);
        QVERIFY(!page->isDirty());
        const auto buttons = page->findChildren<QButtonGroup *>();
        QCOMPARE(buttons.size(), 1);
        buttons.first()->button(int(Environment::Staging))->click();
        QVERIFY(page->isDirty());
        QVERIFY(page->save());
        std::string expected = before;
        const std::string was = "url = \"sqlite:content.db\"\nenvironment = \"development\"";
        expected.replace(expected.find(was), was.size(), "url = \"sqlite:content.db\"\nenvironment = \"staging\"");
        QCOMPARE(QString::fromStdString(*readTextFile(file)), QString::fromStdString(expected));
        QVERIFY(!page->isDirty());
        QTRY_COMPARE(int(sample.window.session().workspace()->workspace.stores.at("main").connections.at("dev").environment), int(Environment::Staging));
    }

    void theKeychainAnswersOrSaysWhyNot()
    {
        QObject context;
        std::optional<Keychain::Answer> answer;
        Keychain::read(&context, QStringLiteral("kilter-test#nothing@here"), [&](const Keychain::Answer &given) { answer = given; });
        QVERIFY(QTest::qWaitFor([&] { return answer.has_value(); }, patience));
        QVERIFY(!answer->found);
        QVERIFY(answer->ok || answer->problem.contains(QStringLiteral("session"))); // what happens to the password instead
    }

    void theListIsAProperModel()
    {
        ConnectionList list;
        QAbstractItemModelTester tester(&list, QAbstractItemModelTester::FailureReportingMode::QtTest);
        list.setRows({{{"main", "dev"}, StoreKind::Sqlite, Environment::Development, false}, {{"main", "live"}, StoreKind::Sqlite, Environment::Production, false}});
        QCOMPARE(list.rowCount(), 2);
        QCOMPARE(list.indexOf({"main", "live"}), 1);
        QCOMPARE(list.indexOf({"main", "nowhere"}), -1);
    }
};

KILTER_UI_TEST(TestConnections)
#include "tst_connections.moc"
