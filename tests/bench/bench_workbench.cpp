// bench_workbench: what a person waits for in the window, with a workspace of 1,000 models (10,000 fields) and 500 migrations. One figure a line,
// with the limit it is meant to keep beside it. Not part of ctest; see tests/bench/run.
#include "core/base/file.h"
#include "ui/codeview/codeview.h"
#include "ui/diffview/livediff.h"
#include "ui/diagram/canvas.h"
#include "ui/diagram/diagrampage.h"
#include "ui/jobs/stallwatchdog.h"
#include "ui/look/look.h"
#include "ui/document/modeldocument.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/modeleditor/fieldsmodel.h"
#include "ui/modeleditor/fieldsview.h"
#include "ui/modeleditor/jsonpane.h"
#include "ui/modeleditor/modelpage.h"
#include "ui/text/text.h"
#include "ui/timeline/timelineview.h"
#include "ui/workbench/panes.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QPointer>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <cstdio>
#include <fstream>
#include <unistd.h>

using namespace kilter;
using namespace kilter::ui;

namespace {

std::string modelText(int number)
{
    const std::string n = std::to_string(number);
    std::string text = "{\n  \"title\": \"Model" + n + "\",\n  \"x-model\": { \"level\": \"alpha\", \"table\": \"table_" + n
                       + "\" },\n  \"type\": \"object\",\n  \"properties\": {\n    \"id\": { \"type\": \"string\", \"format\": \"uuid\", \"x-column\": { \"primaryKey\": true } }";
    for (int i = 1; i < 10; ++i)
        text += ",\n    \"field_" + std::to_string(i) + "\": { \"type\": \"string\", \"maxLength\": " + std::to_string(i * 10) + " }";
    if (number > 0) // nine of ten lead to a table nearby
        text += ",\n    \"parent_id\": { \"type\": \"string\", \"format\": \"uuid\", \"x-references\": { \"model\": \"Model"
                + std::to_string(number % 10 ? number - 1 - number % 7 % number : number % 3) + "\" } }";
    return text + "\n  },\n  \"required\": [\"id\"]\n}\n";
}

void makeWorkspace(const std::filesystem::path &folder)
{
    const auto write = [&](const std::string &name, const std::string &text) {
        if (!writeTextFile(folder / name, text))
            std::exit(1);
    };
    write("kilter.toml", "[workspace]\nname = \"bench\"\ndefault_store = \"main\"\n\n[store.main]\nkind = \"sqlite\"\ndefault_connection = \"here\"\n\n"
                         "[store.main.connection.here]\nurl = \"sqlite:bench.db\"\nenvironment = \"development\"\n");
    for (int i = 0; i < 1000; ++i)
        write("models/model_" + std::to_string(i) + ".json", modelText(i));
    for (int i = 0; i < 500; ++i) {
        const std::string n = std::to_string(1000 + i);
        write("migrations/" + n + "_step.sql", "-- migration: Step " + n + "\n-- store: main\n\n-- up\nCREATE TABLE s" + n + " (a INTEGER);\n\n-- down\nDROP TABLE s" + n + ";\n");
    }
}

bool waitFor(const std::function<bool()> &condition)
{
    QElapsedTimer timer;
    timer.start();
    while (!condition()) {
        if (timer.hasExpired(60000))
            return false;
        QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
        QThread::usleep(500);
    }
    return true;
}

double residentMegabytes()
{
    std::ifstream file("/proc/self/statm");
    long total = 0;
    long resident = 0;
    file >> total >> resident;
    return double(resident) * double(sysconf(_SC_PAGESIZE)) / (1 << 20);
}

double nth(std::vector<double> values, double share)
{
    std::sort(values.begin(), values.end());
    return values[std::size_t(double(values.size() - 1) * share)];
}

/// Types into a cell of a model's grid and into its JSON: from the key to the differences, and how long the window does not answer meanwhile.
void editModels(MainWindow &window, const QString &folder)
{
    auto *diff = window.findChild<LiveDiff *>();
    auto *page = qobject_cast<ModelPage *>(window.openPage(QStringLiteral("model:") + folder + QStringLiteral("/models/model_500.json")));
    waitFor([&] { return page && !diff->isBusy() && !diff->isPlanning() && page->document().isAnalysed(); });
    StallWatchdog watchdog;
    QElapsedTimer timer;
    std::vector<double> times;
    page->showTab(ModelPage::JsonText);
    auto *code = page->json()->view();
    code->goTo(8, 10); // in the name of field_1
    code->setFocus();
    for (int i = 0; i < 60; ++i) {
        const DiffPtr before = diff->result();
        timer.restart();
        QTest::keyClick(code, i % 20 < 10 ? Qt::Key_X : Qt::Key_Backspace);
        waitFor([&] { return diff->result() != before && diff->result()->invalid.empty(); });
        times.push_back(double(timer.nsecsElapsed()) / 1e6);
        QTest::qWait(80); // a person's next key
    }
    std::printf("key to live diff, median            %8.1f ms  (50 ms)\n", nth(times, 0.5));
    std::printf("key to live diff, 95 of 100         %8.1f ms  (100 ms)\n", nth(times, 0.95));
    std::printf("longest stall while typing JSON     %8lld ms  (100 ms)\n", static_cast<long long>(watchdog.longest().count()));
    page->showTab(ModelPage::Fields);
    watchdog.reset();
    for (int row = 1; row <= 9; ++row) {
        page->fields()->setCurrentIndex(page->fields()->model()->index(row, int(FieldColumn::Comment)));
        QTest::keyClick(page->fields(), Qt::Key_F2);
        const QPointer<QLineEdit> editor = qobject_cast<QLineEdit *>(QApplication::focusWidget());
        for (const QChar c : QStringLiteral("what it is for")) {
            if (editor)
                QTest::keyClick(editor, c.toLatin1());
            QTest::qWait(15);
        }
        if (!editor) {
            std::fprintf(stderr, "the cell's editor went away while typing\n");
            std::exit(1);
        }
        QTest::keyClick(editor, Qt::Key_Return);
        QTest::qWait(30);
        waitFor([&] { return !diff->isBusy(); });
    }
    std::printf("longest stall while typing in cells %8lld ms  (100 ms)\n", static_cast<long long>(watchdog.longest().count()));
}

void filterModels(MainWindow &window)
{
    StallWatchdog watchdog;
    auto *filter = window.findChild<QLineEdit *>(QStringLiteral("navigatorFilter"));
    QTest::keyClicks(filter, QStringLiteral("model12"), Qt::NoModifier, 10);
    QTest::keyClick(filter, Qt::Key_Escape);
    waitFor([&] { return window.session().isIdle(); });
    std::printf("longest stall while filtering       %8lld ms  (100 ms)\n", static_cast<long long>(watchdog.longest().count()));
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("kilter-bench"));
    Look::instance().install(true);
    QTemporaryDir folder;
    makeWorkspace(utf8(folder.path()));
    StallWatchdog watchdog;
    QElapsedTimer timer;
    timer.start();
    MainWindow window;
    installPanes(window);
    window.resize(1280, 800);
    window.show();
    window.grab();
    std::printf("window painted                      %8.1f ms\n", double(timer.nsecsElapsed()) / 1e6);
    timer.restart();
    window.openWorkspace(folder.path());
    waitFor([&] { return window.session().isOpen(); });
    std::printf("1,000 models open                   %8.1f ms  (window usable: 1,000 ms)\n", double(timer.nsecsElapsed()) / 1e6);
    waitFor([&] { return window.session().isIdle() && !window.hasJobs(); });
    std::printf("1,000 models read and compared      %8.1f ms\n", double(timer.nsecsElapsed()) / 1e6);
    std::printf("longest stall while opening         %8lld ms  (100 ms)\n", static_cast<long long>(watchdog.longest().count()));
    auto *timeline = window.findChild<TimelineView *>();
    const std::vector<Lane> lanes = timeline->lanes();
    timer.restart();
    timeline->setLanes(lanes);
    window.showDock(QStringLiteral("timeline"));
    timeline->grab();
    std::printf("timeline of 500 migrations          %8.1f ms  (300 ms)\n", double(timer.nsecsElapsed()) / 1e6);
    watchdog.reset();
    for (int i = 0; i < 100; ++i) {
        timeline->select("main", lanes.front().nodes[std::size_t(i * 5)].id);
        timeline->grab();
        QCoreApplication::processEvents();
    }
    std::printf("longest stall in the timeline       %8lld ms  (100 ms)\n", static_cast<long long>(watchdog.longest().count()));
    editModels(window, folder.path());
    filterModels(window);
    std::printf("memory while typing                 %8.1f MB\n", residentMegabytes());
    QTest::qWait(3500); // nobody types
    std::printf("memory                              %8.1f MB  (300 MB)\n", residentMegabytes());
    std::printf("longest stall while at rest         %8lld ms  (100 ms)\n", static_cast<long long>(watchdog.longest().count()));
    watchdog.reset();
    timer.restart();
    auto *diagram = qobject_cast<DiagramPage *>(window.openPage(QStringLiteral("diagram:")));
    waitFor([&] { return diagram->canvas()->scene()->tableCount() > 0; });
    window.grab();
    std::printf("first picture of the diagram        %8.1f ms  (500 ms)\n", double(timer.nsecsElapsed()) / 1e6);
    waitFor([&] { return diagram->isReady(); });
    window.grab();
    std::printf("the diagram laid out                %8.1f ms  (by %s)\n", double(timer.nsecsElapsed()) / 1e6, diagram->canvas()->scene()->layout().engine.c_str());
    std::printf("longest stall in the diagram        %8lld ms  (100 ms)\n", static_cast<long long>(watchdog.longest().count()));
    std::printf("memory with the diagram             %8.1f MB\n", residentMegabytes());
    return 0;
}
