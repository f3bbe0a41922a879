#include "core/comparison/site.h"
#include "core/runner/runner.h"
#include "tests/ui/diffbench.h"
#include "ui/codeview/codeview.h"
#include "ui/diffview/dependslist.h"
#include "ui/diffview/generatepage.h"

#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTextBlock>
#include <QTextLayout>

using namespace kilter;
using namespace kilter::ui;
using kilter::ui::test::Bench;
using kilter::ui::test::DiffPlace;

namespace {

/// A workspace whose store has run two migrations that follow one.
class TwoHeads : public DiffPlace
{
public:
    TwoHeads()
    {
        migration("20260101000000_first", "", "CREATE TABLE one (a INTEGER)");
        migration("20260102000000_left", "-- depends: 20260101000000_first\n", "CREATE TABLE two (a INTEGER)");
        migration("20260103000000_right", "-- depends: 20260101000000_first\n", "CREATE TABLE three (a INTEGER)");
        write("kilter.toml", read("kilter.toml") + "\n[ignore]\nobjects = [\"table:one\", \"table:two\", \"table:three\"]\n");
    }

    /// The ledger says that all of them ran.
    void stampAll(Bench &bench) const
    {
        const WorkspacePtr workspace = bench.window.session().workspace();
        auto target = targetOf(workspace->workspace, "main", "dev");
        QVERIFY(bool(target));
        auto site = openSite(std::move(*target), {.writing = true, .mustExist = false, .allowFallback = false}, {});
        QVERIFY(bool(site));
        ApplyRequest request;
        request.target = "heads";
        request.options = site->runOptions({});
        const ApplyReport report = stamp(*site->store, workspace->graphs.at("main"), request);
        QVERIFY2(report.ok(), report.ok() ? "" : report.error->message.c_str());
        bench.window.session().inspect();
        bench.wait();
    }

private:
    void migration(const std::string &id, const std::string &header, const std::string &sql) const
    {
        write("migrations/" + id + ".sql", "-- migration: " + id + "\n-- store: main\n" + header + "\n-- up\n" + sql + ";\n\n-- down\n");
    }
};

} // namespace

class TestGenerate : public QObject
{
    Q_OBJECT

private slots:
    void generateWritesWhatIsTicked()
    {
        const DiffPlace place;
        Bench bench(place);
        bench.clickTick(QStringLiteral("Book"));
        bench.wait();
        auto *page = qobject_cast<GeneratePage *>(bench.window.openPage(QStringLiteral("generate")));
        QVERIFY(page);
        QTRY_VERIFY(page->isReady() && page->preview()->toPlainText().contains(QStringLiteral("CREATE TABLE authors")));
        QVERIFY(!page->writeButton()->isEnabled()); // it has no name
        QTest::keyClicks(page->nameEdit(), QStringLiteral("Add authors"));
        QTRY_VERIFY(page->writeButton()->isEnabled());
        QVERIFY(!page->preview()->toPlainText().contains(QStringLiteral("books")));
        QCOMPARE(page->versionEdit()->placeholderText(), QStringLiteral("1.0.0"));
        QTest::mouseClick(page->writeButton(), Qt::LeftButton);
        const QDir folder(place.folder() + QStringLiteral("/migrations"));
        QTRY_COMPARE_WITH_TIMEOUT(folder.entryList({QStringLiteral("*_add_authors.sql")}).size(), 1, patience);
        // Now one is pending: another is refused, in plain words.
        QTRY_VERIFY(!bench.window.findPage(QStringLiteral("generate")));
        QTRY_VERIFY(bench.window.session().isIdle() && !bench.diff.isBusy() && !bench.window.session().workspace()->graphs.at("main").migrations().empty());
        page = qobject_cast<GeneratePage *>(bench.window.openPage(QStringLiteral("generate")));
        const auto isRefused = [&] {
            const auto labels = page->findChildren<QLabel *>();
            return std::any_of(labels.begin(), labels.end(), [](const QLabel *label) { return label->text().contains(QStringLiteral("pending")); });
        };
        QTRY_VERIFY(isRefused());
        QVERIFY(!page->writeButton()->isEnabled());
    }

    void whatItDependsOnCanBeChosen()
    {
        const TwoHeads place;
        Bench bench(place);
        place.stampAll(bench);
        auto *page = qobject_cast<GeneratePage *>(bench.window.openPage(QStringLiteral("generate")));
        QVERIFY(page);
        const auto shows = [&](const QString &text) { return page->isReady() && page->preview()->toPlainText().contains(text); };
        QTRY_VERIFY(shows(QStringLiteral("-- depends: 20260102000000_left, 20260103000000_right"))); // all heads, at first
        QTest::keyClicks(page->nameEdit(), QStringLiteral("Add books"));
        DependsList *list = page->depends();
        QCOMPARE(list->model()->rowCount(), 3);
        QVERIFY(list->words().contains(QStringLiteral("Joins 2")));
        list->setFocus(); // the newest is current
        QTest::keyClick(list, Qt::Key_Space);
        QTRY_VERIFY(shows(QStringLiteral("-- depends: 20260102000000_left\n")));
        QVERIFY(list->words().contains(QStringLiteral("20260103000000_right")));
        QVERIFY(page->writeButton()->isEnabled());
        QTest::keyClick(list, Qt::Key_Down);
        QTest::keyClick(list, Qt::Key_Space);
        QTRY_VERIFY(page->isReady());
        QVERIFY(!page->writeButton()->isEnabled()); // it would follow nothing
        QTest::keyClick(list, Qt::Key_Down);
        QTest::keyClick(list, Qt::Key_Space);
        QTRY_VERIFY(shows(QStringLiteral("-- depends: 20260101000000_first\n")) && page->writeButton()->isEnabled());
        QTest::mouseClick(page->writeButton(), Qt::LeftButton);
        const QDir folder(place.folder() + QStringLiteral("/migrations"));
        QTRY_COMPARE_WITH_TIMEOUT(folder.entryList({QStringLiteral("*_add_books.sql")}).size(), 1, patience);
    }

    void theFileIsColoured()
    {
        const DiffPlace place;
        Bench bench(place);
        auto *page = qobject_cast<GeneratePage *>(bench.window.openPage(QStringLiteral("generate")));
        QTRY_VERIFY(page->isReady() && page->preview()->blockCount() > 5 && page->preview()->isColoured());
        QCOMPARE(!page->preview()->document()->firstBlock().layout()->formats().isEmpty(), hasHighlighting()); // a comment
    }
};

KILTER_UI_TEST(TestGenerate)
#include "tst_generate.moc"
