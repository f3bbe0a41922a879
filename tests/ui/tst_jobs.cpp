#include "tests/ui/patience.h"
#include "ui/jobs/jobslot.h"
#include "ui/jobs/stallwatchdog.h"

#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include <stdexcept>

using namespace kilter::ui;
using namespace std::chrono_literals;

class JobsTest : public QObject
{
    Q_OBJECT

private slots:
    void resultArrivesOnTheThreadOfTheSlot()
    {
        JobSlot slot(QStringLiteral("Adding"));
        QThread *worker = nullptr;
        int sum = 0;
        slot.run([&worker](const JobControl &) { worker = QThread::currentThread(); return 2 + 3; },
                 [&](int value) {
                     sum = value;
                     QCOMPARE(QThread::currentThread(), qApp->thread());
                 });
        QVERIFY(slot.isBusy());
        QTRY_COMPARE(sum, 5);
        QVERIFY(worker && worker != qApp->thread());
        QVERIFY(!slot.isBusy());
    }

    void newestRequestWins()
    {
        JobSlot slot(QStringLiteral("Counting"));
        std::atomic<int> started = 0;
        QList<int> delivered;
        for (int i = 0; i < 50; ++i) {
            slot.run(
                [&started, i](const JobControl &control) {
                    ++started;
                    while (i == 0 && !control.isCancelled())
                        std::this_thread::sleep_for(1ms);
                    return i;
                },
                [&](int value) { delivered.append(value); });
        }
        QTRY_VERIFY(!slot.isBusy());
        QCOMPARE(delivered, QList<int>{49});
        QVERIFY2(started <= 2, qPrintable(QString::number(started))); // the first and the last: those between never ran
    }

    void cancelAnswersAtOnceAndDeliversNothing()
    {
        JobSlot slot(QStringLiteral("Waiting"));
        std::atomic<bool> told = false;
        bool delivered = false;
        slot.run(
            [&told](const JobControl &control) {
                while (!control.isCancelled())
                    std::this_thread::sleep_for(1ms);
                told = true;
                return 0;
            },
            [&](int) { delivered = true; });
        QTest::qWait(20);
        QSignalSpy busy(&slot, &JobSlot::busyChanged);
        slot.cancel();
        QVERIFY(!slot.isBusy());
        QCOMPARE(busy.size(), 1);
        QTRY_VERIFY(told);
        QTest::qWait(20);
        QVERIFY(!delivered);
    }

    void nothingArrivesAfterTheSlotIsGone()
    {
        std::atomic<bool> ended = false;
        bool delivered = false;
        {
            JobSlot slot(QStringLiteral("Outliving"));
            slot.run([&ended](const JobControl &) { std::this_thread::sleep_for(30ms); ended = true; return 1; }, [&](int) { delivered = true; });
        }
        QTRY_VERIFY(ended);
        QTest::qWait(20);
        QVERIFY(!delivered);
    }

    void progressIsToldAndThinnedOut()
    {
        JobSlot slot(QStringLiteral("Reading"));
        QSignalSpy progress(&slot, &JobSlot::progressed);
        bool done = false;
        slot.run(
            [](const JobControl &control) {
                for (int i = 1; i <= 2000; ++i)
                    control.progress(i, 2000, QStringLiteral("models"));
                std::this_thread::sleep_for(60ms);
                control.progress(2000, 2000, QStringLiteral("models"));
                return true;
            },
            [&](bool value) { done = value; });
        QTRY_VERIFY(done);
        QVERIFY(progress.size() >= 2);
        QVERIFY2(progress.size() < 20, qPrintable(QString::number(progress.size())));
        QCOMPARE(progress.last().at(0).toInt(), 2000);
    }

    void aThrowingFunctionIsToldNotLost()
    {
        JobSlot slot(QStringLiteral("Failing"));
        QSignalSpy failed(&slot, &JobSlot::failed);
        slot.run([](const JobControl &) -> int { throw std::runtime_error("no memory"); }, [](int) { QFAIL("a result without one"); });
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(failed.first().first().toString(), QStringLiteral("no memory"));
        QVERIFY(!slot.isBusy());
    }

    void watchdogSeesAStall()
    {
        StallWatchdog watchdog(60ms);
        QTest::qWait(30);
        watchdog.reset();
        QTimer::singleShot(0, [] { std::this_thread::sleep_for(120ms); });
        QTRY_VERIFY(watchdog.longest() >= 90ms);
        QTRY_VERIFY(!watchdog.stalls().empty());
        watchdog.reset();
        QVERIFY(watchdog.stalls().empty());
    }
};

QTEST_GUILESS_MAIN(JobsTest)
#include "tst_jobs.moc"
