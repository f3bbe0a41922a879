#include "core/base/file.h"
#include "core/workspace/models.h"
#include "ui/document/merge.h"
#include "ui/document/modeldocument.h"
#include "ui/document/recovery.h"
#include "ui/text/text.h"

#include <QCoreApplication>
#include <QDir>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <cstdio>

using namespace kilter;
using namespace kilter::ui;

namespace {

constexpr const char *post = "{\r\n\t\"title\": \"Post\",\r\n\t\"x-model\": { \"level\": \"beta\" },\r\n\t\"x-other\":  [1 ,2],\r\n\t\"type\": \"object\",\r\n"
                             "\t\"properties\": {\r\n\t\t\"id\": { \"type\": \"string\", \"x-column\": { \"primaryKey\": true } },\r\n"
                             "\t\t\"title\": {\"type\": \"string\",   \"maxLength\": 200}\r\n\t},\r\n\t\"required\": [\"id\"]\r\n}\r\n";

std::filesystem::path pathOf(const QString &path)
{
    return std::filesystem::path(path.toStdString());
}

void write(const QString &path, const std::string &text)
{
    QVERIFY(writeTextFile(pathOf(path), text).has_value());
}

std::string read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

JsonEdit set(const char *pointer, Json value)
{
    return {pointer, std::move(value)};
}

} // namespace

class DocumentTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString path(const char *name = "models/post.json") const { return m_folder.filePath(QLatin1String(name)); }

    std::unique_ptr<ModelDocument> opened(const std::string &text = post)
    {
        write(path(), text);
        auto document = ModelDocument::open(path());
        return document ? std::move(*document) : nullptr;
    }

private slots:
    void init()
    {
        QVERIFY(QDir(m_folder.filePath(QStringLiteral("models"))).removeRecursively());
        QVERIFY(QDir(m_folder.filePath(QStringLiteral(".kilter"))).removeRecursively());
    }

    void patchesAreSmallAndCutNoCodePoint()
    {
        const TextPatch patch = patchBetween("a ä b", "a ö b"); // both begin with the byte C3
        QCOMPARE(patch.offset, 2u);
        QCOMPARE(patch.removed, std::string("ä"));
        QCOMPARE(patch.inserted, std::string("ö"));
        QVERIFY(patchBetween("same", "same").isEmpty());
        for (const auto &[from, to] : {std::pair("aaa", "aa"), {"", "x"}, {"abab", "ab"}, {"€x", "₭x"}}) {
            std::string text = from;
            patchBetween(from, to).applyTo(text);
            QCOMPARE(text, std::string(to));
        }
    }

    void formEditsKeepEveryOtherByteAndUndo()
    {
        auto document = opened();
        QVERIFY(document->apply(QStringLiteral("length"), {set("/properties/title/maxLength", Json::of(std::int64_t(160)))}).has_value());
        std::string expected = post;
        expected.replace(expected.find("200"), 3, "160");
        QCOMPARE(document->text(), expected);
        QVERIFY(document->change(QStringLiteral("require"), [](Json &root) { root.find("required")->items.push_back(Json::of("title")); }).has_value());
        const std::string both = document->text();
        QVERIFY(both.find("[\"id\", \"title\"]\r\n") != std::string::npos);
        QCOMPARE(document->undoStack()->count(), 2);
        document->undoStack()->setIndex(0);
        QCOMPARE(document->text(), std::string(post));
        QVERIFY(!document->isModified());
        document->undoStack()->setIndex(2);
        QCOMPARE(document->text(), both);
        QVERIFY(document->isModified());
    }

    void renamingAndItsConsequencesAreOneStep()
    {
        auto document = opened();
        JsonEdit rename{"/properties/id", std::nullopt, "key"};
        QVERIFY(document->change(QStringLiteral("rename"), {rename}, [](Json &root) { root.find("required")->items[0] = Json::of("key"); }).has_value());
        QCOMPARE(document->undoStack()->count(), 1);
        QVERIFY(document->text().find("\t\t\"key\": { \"type\": \"string\", \"x-column\"") != std::string::npos);
        QVERIFY(document->text().find("\"required\": [\"key\"]") != std::string::npos);
        document->undoStack()->undo();
        QCOMPARE(document->text(), std::string(post));
    }

    void anImpossibleEditChangesNothing()
    {
        auto document = opened();
        QVERIFY(!document->apply(QStringLiteral("nowhere"), {set("/none/deeper", Json::null())}).has_value());
        QCOMPARE(document->undoStack()->count(), 0);
        QCOMPARE(document->text(), std::string(post));
    }

    void typingInOneLineIsOneStep()
    {
        auto document = opened();
        const std::size_t at = document->text().find("200") + 3;
        for (std::size_t i = 0; i < 4; ++i)
            document->type({at + i, "", "0"});
        QCOMPARE(document->undoStack()->count(), 1);
        document->type({at + 4, "", "\n"});
        QCOMPARE(document->undoStack()->count(), 2);
        document->type({at + 3, "0", ""});
        QCOMPARE(document->undoStack()->count(), 3);
        document->undoStack()->setIndex(0);
        QCOMPARE(document->text(), std::string(post));
    }

    void aSyntaxErrorKeepsTheLastGoodFormAndHasAPlace()
    {
        auto document = opened();
        QSignalSpy syntax(document.get(), &ModelDocument::syntaxChanged);
        const std::size_t brace = document->text().rfind('}');
        document->type({brace, "}", ""});
        QCOMPARE(syntax.size(), 1);
        QVERIFY(!document->isJson());
        QCOMPARE(document->title(), QStringLiteral("Post"));
        QVERIFY(document->json().find("required"));
        QCOMPARE(document->diagnostics().size(), 1u);
        QVERIFY(document->diagnostics().front().place.line >= 10);
        QVERIFY(!document->change(QStringLiteral("form"), [](Json &root) { root.remove("type"); }).has_value());
        document->undoStack()->undo();
        QVERIFY(document->isJson());
        QCOMPARE(document->text(), std::string(post));
    }

    void findingsAndSqlFollowTheText()
    {
        const auto workspace = Workspace::open(std::filesystem::path(KILTER_RESOURCES) / "sample");
        QVERIFY(workspace.has_value());
        const auto models = readModels(*workspace);
        QVERIFY(models.has_value());
        const QString file = QStringLiteral(KILTER_RESOURCES "/sample/models/beta/blog_post.json");
        auto document = ModelDocument::open(file);
        QVERIFY(document.has_value());
        (*document)->setSurroundings(surroundingsOf(*workspace, std::make_shared<const std::vector<Model>>(*models)));
        QSignalSpy analysed(document->get(), &ModelDocument::analysed);
        QTRY_VERIFY((*document)->isAnalysed());
        const Analysis &analysis = (*document)->analysis();
        QVERIFY(!hasErrors(analysis.diagnostics));
        QCOMPARE(analysis.sql.size(), 2u);
        QCOMPARE(analysis.sql[0].store, std::string("main"));
        QVERIFY(analysis.sql[0].sql.find("CREATE TABLE blog_posts") != std::string::npos);
        QVERIFY2(analysis.sql[1].sql.find("USING GIN") != std::string::npos, analysis.sql[1].sql.c_str());
        QVERIFY2(analysis.sql[1].sql.find("CREATE TABLE public.authors") == std::string::npos, analysis.sql[1].sql.c_str());
        QVERIFY((*document)->apply(QStringLiteral("bad"), {set("/properties/author_id/x-references/model", Json::of("Auhtor"))}).has_value());
        QTRY_VERIFY((*document)->isAnalysed());
        const Diagnostics found = (*document)->diagnostics();
        QCOMPARE(found.size() >= 1, true);
        const auto unknown = std::find_if(found.begin(), found.end(), [](const Diagnostic &one) { return one.code == "unknown-model"; });
        QVERIFY(unknown != found.end());
        QCOMPARE(unknown->place.line, 12);
        QVERIFY(unknown->hint.find("Author") != std::string::npos);
        QVERIFY(!(*document)->analysis().sql[0].problem.empty());
    }

    void savingKeepsAByteOrderMark()
    {
        write(path(), std::string("\xEF\xBB\xBF") + post);
        auto document = ModelDocument::open(path());
        QVERIFY(document.has_value());
        QVERIFY((*document)->apply(QStringLiteral("title"), {set("/title", Json::of("News"))}).has_value());
        QVERIFY((*document)->save().has_value());
        QVERIFY(!(*document)->isModified());
        std::string expected = std::string("\xEF\xBB\xBF") + post;
        expected.replace(expected.find("Post"), 4, "News");
        QCOMPARE(read(path()), expected);
    }

    void savingWhereOneCannotLosesNothing()
    {
        auto document = opened();
        QVERIFY(document->apply(QStringLiteral("title"), {set("/title", Json::of("News"))}).has_value());
        QVERIFY(QDir(m_folder.filePath(QStringLiteral("models"))).removeRecursively());
        write(m_folder.filePath(QStringLiteral("models")), "a file where the folder was");
        QVERIFY(!document->save().has_value());
        QVERIFY(document->isModified());
        QCOMPARE(document->title(), QStringLiteral("News"));
        QFile::remove(m_folder.filePath(QStringLiteral("models")));
    }

    void aCleanDocumentFollowsItsFile()
    {
        auto document = opened();
        std::string changed = post;
        changed.replace(changed.find("Post"), 4, "Word");
        QTest::qWait(20);
        write(path(), changed);
        QTRY_COMPARE(document->text(), changed);
        QVERIFY(!document->isModified());
        QVERIFY(!document->hasOutsideChange());
        document->undoStack()->undo();
        QCOMPARE(document->text(), std::string(post));
    }

    void aModifiedOneAsksAndMerges()
    {
        auto document = opened();
        QVERIFY(document->apply(QStringLiteral("title"), {set("/title", Json::of("Mine"))}).has_value());
        std::string changed = post;
        changed.replace(changed.find("200"), 3, "300");
        write(path(), changed);
        QTRY_VERIFY(document->hasOutsideChange());
        QCOMPARE(document->title(), QStringLiteral("Mine"));
        QVERIFY(!document->save().has_value());
        QCOMPARE(read(path()), changed);
        const Merge merge = merged(*parseJson(document->diskText()), document->json(), *parseJson(*document->outsideText()));
        QVERIFY(merge.conflicts.empty());
        document->takeMerged(*edited(document->text(), merge.edits));
        QVERIFY(!document->hasOutsideChange());
        QVERIFY(document->save().has_value());
        changed.replace(changed.find("Post"), 4, "Mine");
        QCOMPARE(read(path()), changed);
    }

    void keepingMineAndReloadingAreTheOtherTwoWays()
    {
        auto document = opened();
        std::string changed = post;
        changed.replace(changed.find("200"), 3, "300");
        QVERIFY(document->apply(QStringLiteral("title"), {set("/title", Json::of("Mine"))}).has_value());
        const std::string mine = document->text();
        write(path(), changed);
        QTRY_VERIFY(document->hasOutsideChange());
        document->keepMine();
        QVERIFY(document->isModified());
        QVERIFY(document->save().has_value());
        QCOMPARE(read(path()), mine);
        QVERIFY(document->apply(QStringLiteral("title"), {set("/title", Json::of("Again"))}).has_value());
        write(path(), changed);
        QTRY_VERIFY(document->hasOutsideChange());
        document->reload();
        QCOMPARE(document->text(), changed);
        QVERIFY(!document->isModified());
        QVERIFY(QFile::remove(path()));
        QTRY_VERIFY(document->hasOutsideChange() && !document->outsideText());
        document->keepMine();
        QVERIFY(document->isModified());
        QVERIFY(document->save().has_value());
        QCOMPARE(read(path()), changed);
    }

    void conflictsAreFoundAndListsOfMeaningSetsAreNot()
    {
        const Json base = *parseJson(R"({"title":"A","required":["a","b"],"properties":{"a":{"type":"string"},"b":{}}})");
        const Json mine = *parseJson(R"({"title":"B","required":["a","b","c"],"properties":{"a":{"type":"integer"},"b":{},"c":{}}})");
        const Json theirs = *parseJson(R"({"title":"B","required":["b","d"],"properties":{"a":{"type":"number"},"d":{}}})");
        const Merge merge = merged(base, mine, theirs);
        QCOMPARE(merge.conflicts.size(), 1u);
        QCOMPARE(merge.conflicts[0].pointer, std::string("/properties/a/type"));
        std::string text = *edited(toText(mine), merge.edits);
        QCOMPARE(*parseJson(text), *parseJson(R"({"title":"B","required":["b","c","d"],"properties":{"a":{"type":"integer"},"c":{},"d":{}}})"));
        text = *edited(text, {taking(merge.conflicts[0])});
        QVERIFY(text.find("number") != std::string::npos);
    }

    void theJournalIsWrittenAndRemoved()
    {
        auto session = std::make_shared<RecoverySession>(m_folder.path());
        auto document = opened();
        document->setRecovery(session);
        QSignalSpy written(document.get(), &ModelDocument::journalWritten);
        QVERIFY(document->apply(QStringLiteral("title"), {set("/title", Json::of("Unsaved"))}).has_value());
        QTRY_COMPARE(written.size(), 1);
        QVERIFY(document->millisecondsSinceJournal() >= 0);
        QCOMPARE(QDir(session->folder()).entryList(QDir::Files).size(), 1);
        QVERIFY2(lostSessions(m_folder.path()).empty(), "its program still runs");
        document->undoStack()->undo();
        session->flush();
        QCOMPARE(QDir(session->folder()).entryList(QDir::Files).size(), 0);
        document->undoStack()->redo();
        QTRY_COMPARE(written.size(), 2);
        QVERIFY(document->save().has_value());
        session->flush();
        QCOMPARE(QDir(session->folder()).entryList(QDir::Files).size(), 0);
        document.reset();
        session.reset();
        QVERIFY(QDir(m_folder.filePath(QStringLiteral(".kilter/recovery"))).entryList(QDir::AllEntries | QDir::NoDotAndDotDot).isEmpty());
    }

    void aKilledProgramLosesNothing()
    {
        write(path(), post);
        QProcess victim;
        victim.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--be-killed"), m_folder.path(), path()});
        QVERIFY(victim.waitForReadyRead(10000));
        QCOMPARE(victim.readAllStandardOutput().trimmed(), QByteArrayLiteral("journal written"));
        QVERIFY2(lostSessions(m_folder.path()).empty(), "it still runs");
        ::kill(pid_t(victim.processId()), SIGKILL);
        victim.waitForFinished();
        const auto lost = lostSessions(m_folder.path());
        QCOMPARE(lost.size(), 1u);
        QCOMPARE(lost[0].texts.size(), 1u);
        const UnsavedText &unsaved = lost[0].texts[0];
        QCOMPARE(unsaved.path, path());
        QCOMPARE(unsaved.diskText, std::string(post));
        QVERIFY(unsaved.text.find("Typed before the crash") != std::string::npos);
        QVERIFY(unsaved.savedAt.isValid());
        QCOMPARE(read(path()), std::string(post));
        discard(lost[0]);
        QVERIFY(lostSessions(m_folder.path()).empty());
    }

    void aNewModelIsAModel()
    {
        for (const Level level : {Level::Alpha, Level::Gamma, Level::Organizer}) {
            auto document = ModelDocument::create(path("models/new.json"), QStringLiteral("News \"item\""), level);
            QVERIFY(document->isModified());
            QTRY_VERIFY(document->isAnalysed());
            QVERIFY(document->analysis().model.has_value());
            QCOMPARE(document->analysis().model->hasTable(), level != Level::Gamma);
            QVERIFY(!hasErrors(document->diagnostics()));
        }
    }
};

namespace {

/// The other process of aKilledProgramLosesNothing: writes its journal and waits to be killed.
int beKilled(const QString &workspace, const QString &file)
{
    auto document = std::move(*ModelDocument::open(file));
    document->setRecovery(std::make_shared<RecoverySession>(workspace));
    QObject::connect(document.get(), &ModelDocument::journalWritten, [] {
        std::puts("journal written");
        std::fflush(stdout);
    });
    return document->apply(QStringLiteral("title"), {set("/title", Json::of("Typed before the crash"))}) ? QCoreApplication::exec() : 1;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    if (arguments.size() == 4 && arguments[1] == QStringLiteral("--be-killed"))
        return beKilled(arguments[2], arguments[3]);
    DocumentTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_document.moc"
