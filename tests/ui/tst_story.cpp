#include "tests/ui/diffplace.h"
#include "tests/ui/editorscene.h"
#include "tests/ui/uitest.h"
#include "ui/codeview/codeview.h"
#include "ui/diffview/generatepage.h"
#include "ui/diffview/install.h"
#include "ui/diffview/livediff.h"
#include "ui/document/modeldocument.h"
#include "ui/modeleditor/fieldsview.h"
#include "ui/modeleditor/install.h"
#include "ui/review/install.h"
#include "ui/review/reviewpage.h"
#include "ui/timeline/install.h"
#include "ui/timeline/migrationpage.h"
#include "ui/timeline/timelineview.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTextBlock>

using namespace kilter;
using namespace kilter::ui;
using kilter::ui::test::DiffPlace;

namespace {

/// A window on a workspace; the steps that a person takes from a model to a store that is as the models say.
class Story
{
public:
    explicit Story(const DiffPlace &at) : place(at)
    {
        installModelEditor(window);
        installDiff(window);
        installTimeline(window);
        installReview(window);
        window.resize(1280, 800);
        window.show();
        window.openWorkspace(place.folder());
        wait();
    }

    LiveDiff &diff() { return *window.findChild<LiveDiff *>(); }

    void wait()
    {
        QTRY_VERIFY(window.session().isOpen() && window.session().isIdle() && diff().result() && !diff().isBusy() && !diff().isPlanning());
    }

    void run(const char *command)
    {
        QAction *action = window.commands().find(QLatin1String(command));
        QVERIFY2(action, command);
        QTRY_VERIFY2_WITH_TIMEOUT(action->isEnabled(), command, patience); // after a save the files are read first
        action->trigger();
    }

    template<class Kind>
    Kind *page()
    {
        return qobject_cast<Kind *>(window.currentPage());
    }

    /// Presses the button, once it can be pressed.
    void press(QWidget *in, const char *text)
    {
        const auto find = [&]() -> QPushButton * {
            for (QPushButton *button : in->findChildren<QPushButton *>()) {
                if (button->isVisible() && button->isEnabled() && button->text().remove(QLatin1Char('&')) == QString::fromUtf8(text))
                    return button;
            }
            return nullptr;
        };
        QTRY_VERIFY2_WITH_TIMEOUT(find(), text, patience);
        QTest::mouseClick(find(), Qt::LeftButton);
    }

    /// Everything that is ticked as a migration of that name; its page is open then.
    void generate(const char *name)
    {
        run("diff.generate");
        auto *form = page<GeneratePage>();
        QVERIFY(form);
        QTest::keyClicks(form->nameEdit(), QLatin1String(name));
        press(form, "Write migration");
        QTRY_VERIFY(page<MigrationPage>());
        wait();
    }

    ReviewPage *apply()
    {
        run("migration.review");
        auto *review = page<ReviewPage>();
        if (!review || !QTest::qWaitFor([&] { return review->isReady(); }, patience))
            return nullptr;
        press(review, "Apply");
        return QTest::qWaitFor([&] { return review->isReady() && review->report().has_value(); }, patience) ? review : nullptr;
    }

    static bool says(QWidget *page, const char *text)
    {
        const auto labels = page->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) { return label->isVisible() && label->text().contains(QString::fromUtf8(text)); });
    }

    const DiffPlace &place;
    MainWindow window;
};

void addField(ModelPage *page, const char *name, const char *type)
{
    auto *model = static_cast<FieldsModel *>(page->fields()->model());
    typeInCell(page->fields(), model->index(model->addRow(), int(FieldColumn::Name)), QLatin1String(name));
    QTRY_VERIFY(model->rowOf(name) >= 0);
    typeInCell(page->fields(), cellOf(page, name, FieldColumn::Type), QLatin1String(type));
}

} // namespace

class TestStory : public QObject
{
    Q_OBJECT

private slots:
    void fromAModelToAVerifiedStoreAndBack()
    {
        const DiffPlace place;
        Story story(place);
        story.generate("Create tables");
        ReviewPage *review = story.apply();
        QVERIFY(review && review->report()->ok());
        QTRY_VERIFY(story.says(review, "Verified: the store is as the models say."));
        story.wait();
        QCOMPARE(story.diff().phase(), LiveDiff::Phase::Equal);

        auto *model = qobject_cast<ModelPage *>(story.window.openPage(QStringLiteral("model:") + qtText(place.path("models/book.json"))));
        QVERIFY(model);
        addField(model, "isbn", "string");
        addField(model, "printed_at", "date");
        story.wait();
        QCOMPARE(story.diff().phase(), LiveDiff::Phase::Different); // it is not saved yet
        bool wentBack = false; // to what the files said before
        const auto watched = connect(&story.diff(), &LiveDiff::changed, this, [&] { wentBack |= story.diff().tickableCount() != 2; });
        story.run("file.save");
        QTRY_VERIFY(!model->isDirty());
        story.wait();
        disconnect(watched);
        QVERIFY(!wentBack);
        QVERIFY(story.window.session().drafts().empty());
        story.generate("Books have an ISBN");
        breakAndRepair(story);
        story.wait();
        QCOMPARE(story.diff().phase(), LiveDiff::Phase::Equal);
        rollBack(story);
    }

private:
    /// A statement that fails; the banner leads to its line, and from there the run goes on.
    static void breakAndRepair(Story &story)
    {
        auto *migration = story.page<MigrationPage>();
        QVERIFY(migration && migration->isEditable());
        CodeView *up = nullptr;
        for (CodeView *pane : migration->findChildren<CodeView *>()) {
            if (pane->accessibleName() == QStringLiteral("Way up"))
                up = pane;
        }
        QVERIFY(up);
        up->setFocus();
        up->moveCursor(QTextCursor::End);
        QTest::keyClicks(up, QStringLiteral("INSERT INTO nowhere VALUES (1);"));
        QTest::keyClick(up, Qt::Key_Return);
        story.press(migration, "Save");
        story.wait();
        ReviewPage *review = story.apply();
        QVERIFY(review && !review->report()->ok());
        QVERIFY(story.says(review, "nowhere"));
        story.press(review, "Edit the migration");
        QCOMPARE(story.page<MigrationPage>(), migration);
        QVERIFY(up->textCursor().block().text().startsWith(QStringLiteral("INSERT INTO nowhere")));
        QTest::keyClick(up, Qt::Key_End, Qt::ShiftModifier);
        QTest::keyClick(up, Qt::Key_Delete);
        QVERIFY(!migration->text().contains(QStringLiteral("nowhere")));
        story.press(migration, "Save");
        story.wait();
        story.window.openPage(review->key());
        story.press(review, "Go on…");
        QTRY_VERIFY(review->isReady());
        story.press(review, "Apply");
        QVERIFY(QTest::qWaitFor([&] { return review->isReady() && review->report().has_value(); }, patience));
        QVERIFY2(review->report()->ok(), review->report()->error ? toText(*review->report()->error).c_str() : "");
        QTRY_VERIFY(story.says(review, "Verified"));
    }

    static void rollBack(Story &story)
    {
        auto *timeline = story.window.findChild<TimelineView *>();
        const Lane lane = timeline->lanes().front();
        QCOMPARE(lane.nodes.size(), std::size_t(2));
        timeline->select("main", lane.nodes.front().id);
        story.run("migration.rollback");
        auto *review = story.page<ReviewPage>();
        QVERIFY(review);
        QTRY_VERIFY(review->isReady());
        story.press(review, "Roll back");
        QVERIFY(QTest::qWaitFor([&] { return review->isReady() && review->report().has_value(); }, patience));
        QVERIFY2(review->report()->ok(), review->report()->error ? toText(*review->report()->error).c_str() : "");
        story.wait();
        QTRY_COMPARE_WITH_TIMEOUT(story.diff().phase(), LiveDiff::Phase::Different, patience);
        QCOMPARE(story.diff().tickableCount(), 2); // the two fields
    }
};

KILTER_UI_TEST(TestStory)
#include "tst_story.moc"
