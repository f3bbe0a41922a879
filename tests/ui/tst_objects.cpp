// Every kind of object in the window: a database with one of each is imported; each has a row and a page or stands in a model's form, and each
// is told by the comparison with an empty database.
#include "core/base/file.h"
#include "core/connection/connection.h"
#include "core/dialect/dialect.h"
#include "core/workspace/import.h"
#include "core/workspace/models.h"
#include "tests/support/postgres.h"
#include "tests/ui/patience.h"
#include "tests/ui/uitest.h"
#include "ui/codeview/codeview.h"
#include "ui/diffview/livediff.h"
#include "ui/navigator/navigatortree.h"
#include "ui/objecteditor/objectpage.h"
#include "ui/objecteditor/propertysheet.h"
#include "ui/session/objectkey.h"
#include "ui/text/text.h"
#include "ui/workbench/panes.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QTreeView>

using namespace kilter;
using namespace kilter::ui;
using kilter::test::TestDatabase;

namespace {

/// One object of each kind at least.
constexpr const char *everyKind = R"(
CREATE SCHEMA app; COMMENT ON SCHEMA app IS 'of the application';
CREATE EXTENSION btree_gist SCHEMA public;
CREATE TYPE app.mood AS ENUM ('glad', 'sad');
CREATE DOMAIN app.positive AS integer CHECK (VALUE > 0);
CREATE TYPE app.pair AS (x integer, y integer);
CREATE TYPE app.span AS RANGE (subtype = float8);
CREATE TYPE app.code;
CREATE FUNCTION app.code_in(cstring) RETURNS app.code LANGUAGE internal IMMUTABLE STRICT AS 'textin';
CREATE FUNCTION app.code_out(app.code) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout';
CREATE TYPE app.code (INPUT = app.code_in, OUTPUT = app.code_out);
CREATE SEQUENCE app.numbers START WITH 5;
CREATE TABLE app.parent (id integer PRIMARY KEY);
CREATE TABLE app.item (id integer PRIMARY KEY, name text NOT NULL, parent integer REFERENCES app.parent, price app.positive, feeling app.mood,
    CONSTRAINT item_name UNIQUE (name), CONSTRAINT named CHECK (name <> ''), CONSTRAINT apart EXCLUDE USING gist (id WITH =));
CREATE INDEX item_price ON app.item (price);
CREATE STATISTICS app.item_statistics ON name, parent FROM app.item;
CREATE VIEW app.cheap AS SELECT id, name FROM app.item WHERE price < 10;
COMMENT ON VIEW app.cheap IS 'what costs little';
CREATE MATERIALIZED VIEW app.counts AS SELECT parent, count(*) AS items FROM app.item GROUP BY parent;
CREATE FUNCTION app.twice(integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1 * 2';
CREATE FUNCTION app.twice(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1 || $1';
CREATE PROCEDURE app.tidy() LANGUAGE sql AS 'DELETE FROM app.item WHERE price > 1000';
CREATE AGGREGATE app.total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0');
CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER touched BEFORE UPDATE ON app.item FOR EACH ROW EXECUTE FUNCTION app.touch();
CREATE RULE quiet AS ON DELETE TO app.parent DO INSTEAD NOTHING;
CREATE FUNCTION app.watch() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN NULL; END';
CREATE EVENT TRIGGER watched ON ddl_command_end EXECUTE FUNCTION app.watch();
ALTER TABLE app.item ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON app.item USING (price > 0);
CREATE COLLATION app.plain FROM "C";
CREATE TEXT SEARCH PARSER app.words (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype);
CREATE TEXT SEARCH TEMPLATE app.form (INIT = dsimple_init, LEXIZE = dsimple_lexize);
CREATE TEXT SEARCH DICTIONARY app.short (TEMPLATE = app.form, STOPWORDS = english);
CREATE TEXT SEARCH CONFIGURATION app.search (PARSER = app.words);
CREATE FUNCTION app.same(app.pair, app.pair) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1.x = $2.x';
CREATE OPERATOR app.~~~ (FUNCTION = app.same, LEFTARG = app.pair, RIGHTARG = app.pair);
CREATE OPERATOR FAMILY app.family USING hash;
CREATE FUNCTION app.hashed(app.pair) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1.x';
CREATE OPERATOR CLASS app.class FOR TYPE app.pair USING hash FAMILY app.family AS OPERATOR 1 app.~~~ (app.pair, app.pair), FUNCTION 1 app.hashed(app.pair);
CREATE FUNCTION app.as_pair(integer) RETURNS app.pair LANGUAGE sql IMMUTABLE AS 'SELECT ROW($1, $1)::app.pair';
CREATE CAST (integer AS app.pair) WITH FUNCTION app.as_pair(integer);
CREATE CONVERSION app.latin FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
CREATE LANGUAGE tongue HANDLER plpgsql_call_handler;
CREATE FUNCTION app.from_sql(internal) RETURNS internal LANGUAGE internal IMMUTABLE AS 'prsd_lextype';
CREATE TRANSFORM FOR app.pair LANGUAGE tongue (FROM SQL WITH FUNCTION app.from_sql(internal));
CREATE ACCESS METHOD tree TYPE INDEX HANDLER bthandler;
CREATE FOREIGN DATA WRAPPER far OPTIONS (debug 'true');
CREATE SERVER away FOREIGN DATA WRAPPER far OPTIONS (host 'db2');
CREATE USER MAPPING FOR CURRENT_USER SERVER away OPTIONS (user 'reader');
CREATE PUBLICATION news FOR TABLE app.item;
CREATE SUBSCRIPTION mail CONNECTION 'host=192.0.2.1' PUBLICATION news WITH (connect = false, slot_name = NONE, enabled = false);
ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO PUBLIC;
)";

Catalog catalogOf(const TestDatabase &database)
{
    const auto connection = Connection::open(*parseUrl(database.url()));
    return *Dialect::of(DialectKind::PostgreSql).inspect(**connection, {});
}

/// What a model's form edits.
bool standsInForm(Kind kind)
{
    switch (kind) {
    case Kind::Table:
    case Kind::Column:
    case Kind::PrimaryKey:
    case Kind::Unique:
    case Kind::Check:
    case Kind::ForeignKey:
    case Kind::Index:
        return true;
    default:
        return false;
    }
}

struct Scene
{
    TestDatabase database{everyKind};
    TemporaryFolder folder = std::move(*TemporaryFolder::create());
    MainWindow window;
    Catalog imported;

    Scene()
    {
        write("kilter.toml", "[workspace]\nname = \"all\"\ndefault_store = \"main\"\n\n[store.main]\nkind = \"postgresql\"\ndefault_connection = \"dev\"\n\n"
                             "[store.main.connection.dev]\nurl = \"" + database.url() + "\"\nscratch = \"" + database.url() + "\"\n");
        importAll();
        installPanes(window);
        window.resize(1280, 800);
        window.show();
        window.openWorkspace(qtText(folder.path().string()));
        QTRY_VERIFY_WITH_TIMEOUT(window.session().isOpen() && window.session().isIdle() && window.session().verification() && window.session().store()->isConnected(), patience);
    }

    ~Scene()
    {
        database.run("ALTER SUBSCRIPTION mail DISABLE; DROP SUBSCRIPTION IF EXISTS mail");
    }

    void write(const std::string &file, const std::string &text) const { QVERIFY(bool(writeTextFile(folder.path() / file, text))); }

    void importAll()
    {
        const auto workspace = Workspace::open(folder.path());
        QVERIFY(workspace);
        imported = catalogOf(database);
        const auto report = importCatalog(*workspace, *workspace->store("main"), imported);
        QVERIFY2(bool(report), report ? "" : toText(report.error()).c_str());
    }

    /// The page of the object's row in the navigator.
    ObjectPage *open(const ObjectRef &object)
    {
        const VerificationPtr verification = window.session().verification();
        for (const NavigatorGroup &group : navigatorTree(*verification->workspace, verification.get())) {
            for (const NavigatorRow &row : group.rows) {
                if (row.object == object && !row.page.isEmpty()) {
                    auto *page = qobject_cast<ObjectPage *>(window.openPage(row.page));
                    return page && QTest::qWaitFor([page] { return page->isReady(); }, patience) ? page : nullptr;
                }
            }
        }
        return nullptr;
    }
};

std::map<std::string, std::string> sqlFiles(const std::filesystem::path &folder)
{
    std::map<std::string, std::string> texts;
    for (const auto &entry : std::filesystem::recursive_directory_iterator(folder / "sql")) {
        if (entry.is_regular_file())
            texts[entry.path().string()] = *readTextFile(entry.path());
    }
    return texts;
}

} // namespace

class TestObjects : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (const std::string missing = kilter::test::postgresMissing(); !missing.empty()) {
            if (kilter::test::servicesAreRequired())
                QFAIL(missing.c_str());
            QSKIP(missing.c_str());
        }
        m_scene = std::make_unique<Scene>();
    }

    void cleanupTestCase() { m_scene.reset(); }

    /// What was imported is what is there.
    void importedIsTheSame()
    {
        const auto &comparison = m_scene->window.session().verification()->comparison;
        QVERIFY(comparison);
        for (const Change &change : comparison->changes.changes)
            qWarning("%s", toText(change.ref()).c_str());
        QVERIFY(comparison->changes.changes.empty());
        auto *live = m_scene->window.findChild<LiveDiff *>();
        QTRY_VERIFY_WITH_TIMEOUT(live->result() && !live->isBusy(), patience);
        for (const Change &change : live->result()->changes.changes)
            qWarning("live: %s", toText(change.ref()).c_str());
        QTRY_VERIFY_WITH_TIMEOUT(live->result()->changes.changes.empty() && !live->isBusy(), patience);
    }

    /// What only a server can read is in the live diff as well, once it is saved.
    void theLiveDiffHasFunctions()
    {
        const ObjectRef function{Kind::Function, "app", {}, "twice", "integer"};
        ObjectPage *page = m_scene->open(function);
        QVERIFY(page);
        auto *code = page->findChild<CodeView *>(QStringLiteral("object-sql"));
        const QString old = code->toPlainText();
        QString text = old;
        text.replace(QStringLiteral("* 2"), QStringLiteral("* 3"));
        code->selectAll();
        code->insertPlainText(text);
        QVERIFY(bool(page->save()));
        auto *live = m_scene->window.findChild<LiveDiff *>();
        QTRY_VERIFY_WITH_TIMEOUT(live->result() && live->result()->changes.changes.size() == 1 && !live->isBusy(), patience);
        QCOMPARE(live->result()->changes.changes.front().ref(), function);
        QTRY_VERIFY_WITH_TIMEOUT(live->sql().up.find("* 3") != std::string::npos, patience);
        code->selectAll();
        code->insertPlainText(old);
        QVERIFY(bool(page->save()));
        QTRY_VERIFY_WITH_TIMEOUT(live->result()->changes.changes.empty() && !live->isBusy(), patience);
        m_scene->window.closePage(page);
    }

    void everyKindHasAPlace_data()
    {
        QTest::addColumn<int>("kind");
        for (int i = 0; i < kindCount; ++i)
            QTest::addRow("%s", std::string(keyword(Kind(i))).c_str()) << i;
    }

    void everyKindHasAPlace()
    {
        QFETCH(int, kind);
        const auto objects = m_scene->imported.all(Kind(kind));
        QVERIFY2(!objects.empty(), "the database of this test has none");
        if (standsInForm(Kind(kind))) {
            for (const Object &object : objects) {
                const ObjectRef table = isPartOfTable(object.ref.kind) ? tableOf(object.ref) : object.ref;
                const auto &models = m_scene->window.session().workspace()->models;
                QVERIFY(std::any_of(models.begin(), models.end(), [&](const Model &model) { return model.table == table.name; }));
            }
            return;
        }
        const Object *object = nullptr;
        for (const Object &one : objects) {
            if (!object || one.ref.schema == "app")
                object = &one;
        }
        if (Kind(kind) == Kind::Exclusion) // a part of its table's model, or of the SQL beside it
            return;
        ObjectPage *page = m_scene->open(object->ref);
        QVERIFY2(page, toText(object->ref).c_str());
        auto *code = page->findChild<CodeView *>(QStringLiteral("object-sql"));
        QVERIFY2(!code->toPlainText().trimmed().isEmpty(), toText(object->ref).c_str());
        auto *sheet = page->findChild<QTreeView *>(QStringLiteral("object-properties"))->model();
        QAbstractItemModelTester tester(sheet);
        for (const auto &[field, text] : fieldTexts(*object)) {
            bool found = false;
            for (int row = 0; row < sheet->rowCount(); ++row)
                found = found || sheet->index(row, PropertySheet::InStore).data(Qt::AccessibleTextRole).toString().contains(qtText(text));
            QVERIFY2(found, (field + ": " + text).c_str());
        }
        const bool isDescribed = Kind(kind) != Kind::UserMapping && Kind(kind) != Kind::Subscription && Kind(kind) != Kind::Sequence && Kind(kind) != Kind::Enum;
        if (isDescribed)
            QVERIFY2(!code->isReadOnly(), ("no file of sql/ describes " + toText(object->ref)).c_str());
        m_scene->window.closePage(page);
    }

    /// Every byte but the statement's stays, whatever stands around it.
    void savingReplacesOneStatement()
    {
        const ObjectRef view{Kind::View, "app", {}, "cheap", {}};
        ObjectPage *page = m_scene->open(view);
        QVERIFY(page);
        auto *code = page->findChild<CodeView *>(QStringLiteral("object-sql"));
        const auto before = sqlFiles(m_scene->folder.path());
        const QString old = code->toPlainText();
        QString text = old;
        text.replace(QStringLiteral("10"), QStringLiteral("20"));
        QVERIFY(text != old);
        code->selectAll();
        code->insertPlainText(text);
        QVERIFY(page->isDirty());
        QVERIFY(bool(page->save()));
        QVERIFY(!page->isDirty());
        int changed = 0;
        for (const auto &[file, content] : sqlFiles(m_scene->folder.path())) {
            if (content == before.at(file))
                continue;
            ++changed;
            std::string expected = before.at(file);
            expected.replace(expected.find(utf8(old)), utf8(old).size(), utf8(text));
            QCOMPARE(content, expected);
        }
        QCOMPARE(changed, 1);
        QTRY_VERIFY_WITH_TIMEOUT(m_scene->window.session().isIdle() && m_scene->window.session().verification()->comparison, patience);
        const auto &changes = m_scene->window.session().verification()->comparison->changes.changes;
        QVERIFY(std::any_of(changes.begin(), changes.end(), [&](const Change &change) { return change.ref() == view; }));
        // Back: undone and saved again.
        code->selectAll();
        code->insertPlainText(old);
        QVERIFY(bool(page->save()));
        QCOMPARE(sqlFiles(m_scene->folder.path()), before);
        m_scene->window.closePage(page);
        QTRY_VERIFY_WITH_TIMEOUT(m_scene->window.session().isIdle(), patience);
    }

    void badTextIsRefused()
    {
        const ObjectRef view{Kind::View, "app", {}, "cheap", {}};
        ObjectPage *page = m_scene->open(view);
        QVERIFY(page);
        auto *code = page->findChild<CodeView *>(QStringLiteral("object-sql"));
        const auto before = sqlFiles(m_scene->folder.path());
        for (const char *bad : {"", "CREATE VIEW a AS SELECT 1; CREATE VIEW b AS SELECT 2", "CREATE VIEW a AS SELECT 'open", "CREATE VIEW a AS SELECT 1; -- behind"}) {
            code->selectAll();
            code->insertPlainText(QString::fromUtf8(bad));
            QVERIFY2(!page->save(), bad);
            QVERIFY(page->isDirty());
            QCOMPARE(sqlFiles(m_scene->folder.path()), before);
        }
        while (page->isDirty() && code->document()->isUndoAvailable())
            code->document()->undo();
        QVERIFY(!page->isDirty());
        m_scene->window.closePage(page);
    }

    /// Overloads share the name: each page has its own statement, and what is said of it.
    void overloadsAreToldApart()
    {
        for (const auto &[signature, words] : {std::pair("integer", "* 2"), std::pair("text", "||")}) {
            ObjectPage *page = m_scene->open({Kind::Function, "app", {}, "twice", signature});
            QVERIFY(page);
            QVERIFY2(page->findChild<CodeView *>(QStringLiteral("object-sql"))->toPlainText().contains(QLatin1String(words)), signature);
            m_scene->window.closePage(page);
        }
        ObjectPage *page = m_scene->open({Kind::View, "app", {}, "cheap", {}});
        QVERIFY(page);
        auto *choice = page->findChild<QComboBox *>(QStringLiteral("object-statement"));
        QVERIFY(choice->count() > 1);
        QVERIFY(choice->findText(QStringLiteral("COMMENT ON VIEW"), Qt::MatchStartsWith) > 0);
        m_scene->window.closePage(page);
    }

    /// A file that was changed meanwhile is not written over.
    void aFileThatChangedIsKept()
    {
        ObjectPage *page = m_scene->open({Kind::Function, "app", {}, "touch", {}});
        QVERIFY(page);
        auto *code = page->findChild<CodeView *>(QStringLiteral("object-sql"));
        code->insertPlainText(QStringLiteral("/* mine */ "));
        std::string file;
        for (const auto &[path, text] : sqlFiles(m_scene->folder.path())) {
            if (text.find("app.touch()") != std::string::npos && text.starts_with("CREATE FUNCTION"))
                file = path;
        }
        QVERIFY(!file.empty());
        const std::string before = *readTextFile(file);
        const std::string theirs = "-- theirs\n" + before;
        QVERIFY(bool(writeTextFile(file, theirs)));
        const auto saved = page->save();
        QVERIFY(!saved);
        QVERIFY(saved.error().message.find("changed meanwhile") != std::string::npos);
        QCOMPARE(*readTextFile(file), theirs);
        QVERIFY(bool(writeTextFile(file, before)));
        while (page->isDirty() && code->document()->isUndoAvailable())
            code->document()->undo();
        m_scene->window.closePage(page);
        QTRY_VERIFY_WITH_TIMEOUT(m_scene->window.session().isIdle(), patience);
    }

    void everyKindIsCompared()
    {
        const TestDatabase empty("");
        DiffOptions options;
        const ChangeList changes = diff(catalogOf(empty), catalogOf(m_scene->database), options);
        std::set<Kind> told;
        for (const Change &change : changes.changes)
            told.insert(change.ref().kind);
        for (int i = 0; i < kindCount; ++i)
            QVERIFY2(told.contains(Kind(i)), std::string(keyword(Kind(i))).c_str());
    }

private:
    std::unique_ptr<Scene> m_scene;
};

KILTER_UI_TEST(TestObjects)
#include "tst_objects.moc"
