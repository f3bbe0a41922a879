#include "tests/ui/editorscene.h"
#include "tests/ui/uitest.h"

#include "core/base/file.h"
#include "ui/codeview/codepane.h"
#include "ui/document/recovery.h"
#include "ui/document/modeldocument.h"
#include "ui/jobs/stallwatchdog.h"
#include "ui/look/fonts.h"
#include "ui/mainwindow/banner.h"
#include "ui/modeleditor/bulkedit.h"
#include "ui/modeleditor/celltip.h"
#include "ui/modeleditor/fieldsview.h"
#include "ui/modeleditor/formatpopup.h"
#include "ui/modeleditor/jsonpane.h"
#include "ui/modeleditor/parts.h"
#include "ui/modeleditor/partsview.h"
#include "ui/modeleditor/sqlpane.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QProcess>
#include <QRadioButton>

#include <csignal>
#include <cstdio>

using namespace kilter;
using namespace kilter::ui;

namespace {

void addField(ModelPage *page, const char *name, const char *type)
{
    auto *model = static_cast<FieldsModel *>(page->fields()->model());
    typeInCell(page->fields(), model->index(model->addRow(), int(FieldColumn::Name)), QLatin1String(name));
    QTRY_VERIFY(model->rowOf(name) >= 0);
    if (*type)
        typeInCell(page->fields(), cellOf(page, name, FieldColumn::Type), QLatin1String(type));
}

QString sqlOf(ModelPage *page, const char *store)
{
    page->showTab(ModelPage::Sql);
    page->sql()->setStore(QLatin1String(store));
    return page->sql()->code()->view()->toPlainText();
}

} // namespace

class ModelEditorTest : public QObject
{
    Q_OBJECT

private slots:
    void aModelFromNothing();
    void ticksIndexesAndReferences();
    void aWrongDefaultIsKeptAndMarked();
    void aWrongNameIsNotTaken();
    void renamingFollowsInTheModel();
    void rowsAreDragged();
    void formatAndLimitsInTheirPopup();
    void manyFieldsAtOnce();
    void constraintsIndexesReferences();
    void partitions();
};

void ModelEditorTest::aModelFromNothing()
{
    EditorScene scene;
    scene.open();
    scene.window.commands().find(QStringLiteral("model.new"))->trigger();
    QDialog *dialog = dialogNamed("new-model");
    QVERIFY(dialog);
    auto *title = dialog->findChild<QLineEdit *>(QStringLiteral("new-title"));
    QTest::keyClicks(title, QStringLiteral("ReaderComment"));
    dialog->findChild<QComboBox *>(QStringLiteral("new-level"))->setCurrentIndex(1);
    press(dialog, QStringLiteral("Create"));
    auto *page = qobject_cast<ModelPage *>(scene.window.currentPage());
    QVERIFY(page);
    QVERIFY(page->isDirty());
    const std::string atFirst = page->document().text();
    addField(page, "body", "");
    addField(page, "rating", "integer");
    addField(page, "price", "numeric(10,2)");
    addField(page, "written_at", "date-time");
    addField(page, "extra", "object");
    addField(page, "is_public", "boolean");
    addField(page, "post_id", "");
    typeInCell(page->fields(), cellOf(page, "rating", FieldColumn::Default), QStringLiteral("3"));
    typeInCell(page->fields(), cellOf(page, "written_at", FieldColumn::Default), QStringLiteral("now()"));
    typeInCell(page->fields(), cellOf(page, "body", FieldColumn::Index), QStringLiteral("btree"));
    typeInCell(page->fields(), cellOf(page, "post_id", FieldColumn::References), QStringLiteral("BlogPost"));
    QCOMPARE(cellOf(page, "post_id", FieldColumn::Format).data().toString(), QStringLiteral("uuid")); // it took the key's type
    page->showTab(ModelPage::Partitions);
    auto *by = page->findChild<QComboBox *>(QStringLiteral("partition-by"));
    by->setFocus();
    QTest::keyClick(by, Qt::Key_Down);
    QTest::keyClick(by, Qt::Key_Return);
    auto *model = static_cast<PartitionsModel *>(page->parts(ModelPage::Partitions)->model());
    if (model->by().empty()) { // a popup was opened instead
        by->setCurrentIndex(1);
        emit by->activated(1);
    }
    auto *key = page->findChild<QLineEdit *>(QStringLiteral("partition-key"));
    QTRY_VERIFY(key->isVisible());
    key->setFocus();
    QTest::keyClicks(key, QStringLiteral("written_at"));
    QTest::keyClick(key, Qt::Key_Return);
    PartsView *view = page->parts(ModelPage::Partitions);
    typeInCell(view, model->index(model->addRow(), 0), QStringLiteral("reader_comments_2026"));
    typeInCell(view, model->index(0, 1), QStringLiteral("2026-01-01"));
    typeInCell(view, model->index(0, 2), QStringLiteral("2027-01-01"));
    QVERIFY(settled(page));
    QVERIFY(hasErrors(page->document().diagnostics())); // the key must contain the partition key
    page->showTab(ModelPage::Fields);
    clickCell(page->fields(), cellOf(page, "written_at", FieldColumn::Key));
    QTest::keyClick(page->fields(), Qt::Key_Space);
    QVERIFY(settled(page));
    for (const Diagnostic &one : page->document().diagnostics())
        QVERIFY2(one.severity != Severity::Error, one.message.c_str());
    const QString sql = sqlOf(page, "pg");
    for (const char *part : {"CREATE TABLE public.reader_comments", "rating INTEGER DEFAULT 3", "price NUMERIC(10,2)", "extra JSONB", "is_public BOOLEAN", "PARTITION BY RANGE (written_at)",
                             "PARTITION OF public.reader_comments", "REFERENCES public.blog_posts (id)", "reader_comments_body_idx"})
        QVERIFY2(sql.contains(QLatin1String(part)), qPrintable(QLatin1String(part) + QStringLiteral(" in ") + sql));
    QVERIFY(sqlOf(page, "main").contains(QStringLiteral("CREATE TABLE reader_comments")));
    const std::string atLast = page->document().text();
    QUndoStack *stack = page->undoStack();
    const int steps = stack->count();
    QVERIFY(steps >= 18);
    while (stack->canUndo())
        stack->undo();
    QCOMPARE(page->document().text(), atFirst);
    while (stack->canRedo())
        stack->redo();
    QCOMPARE(page->document().text(), atLast);
    QVERIFY(page->save().has_value());
    QVERIFY(!page->isDirty());
    QCOMPARE(bytesOf(scene.fileOf("models/beta/reader_comment.json")), atLast);
}

void ModelEditorTest::ticksIndexesAndReferences()
{
    EditorScene scene;
    scene.open();
    ModelPage *page = scene.openModel("BlogPost");
    QVERIFY(page);
    FieldsView *view = page->fields();
    QAbstractItemModelTester tester(view->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto ticked = [&](FieldColumn column) { return cellOf(page, "reading_time", column).data(Qt::CheckStateRole).toInt() == Qt::Checked; };
    clickCell(view, cellOf(page, "reading_time", FieldColumn::Required));
    QVERIFY(!ticked(FieldColumn::Required)); // its box was not to be seen yet
    clickCell(view, cellOf(page, "reading_time", FieldColumn::Required));
    QVERIFY(ticked(FieldColumn::Required));
    QVERIFY(page->document().text().find("\"belongs_to\", \"reading_time\"]") != std::string::npos);
    clickCell(view, cellOf(page, "reading_time", FieldColumn::Unique));
    QVERIFY(ticked(FieldColumn::Unique));
    view->setCurrentIndex(cellOf(page, "reading_time", FieldColumn::Unique));
    QTest::keyClick(view, Qt::Key_Delete);
    QVERIFY(!ticked(FieldColumn::Unique));
    QVERIFY(page->document().text().find("x-column\": {}") == std::string::npos);
    typeInCell(view, cellOf(page, "belongs_to", FieldColumn::Index), QStringLiteral("btree"));
    QVERIFY(page->document().text().find("\"belongs_to\": { \"type\": \"object\", \"x-index\": true }") != std::string::npos);
    typeInCell(view, cellOf(page, "author_id", FieldColumn::Comment), QStringLiteral("Who wrote it"));
    QVERIFY(page->document().text().find("\"onDelete\": \"cascade\" }, \"description\": \"Who wrote it\"") != std::string::npos);
    clickCell(view, cellOf(page, "created_at", FieldColumn::Required));
    clickCell(view, cellOf(page, "created_at", FieldColumn::Required));
    QVERIFY(!(view->model()->flags(cellOf(page, "created_at", FieldColumn::Name)) & Qt::ItemIsEditable));
    const int before = page->undoStack()->count();
    QTest::mouseDClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(cellOf(page, "created_at", FieldColumn::Default)).center());
    QVERIFY(!view->viewport()->findChild<QLineEdit *>());
    QCOMPARE(page->undoStack()->count(), before);
    while (page->undoStack()->canUndo())
        page->undoStack()->undo();
    QVERIFY(!page->isDirty());
}

void ModelEditorTest::aWrongDefaultIsKeptAndMarked()
{
    EditorScene scene;
    scene.open();
    ModelPage *page = scene.openModel("BlogPost");
    FieldsView *view = page->fields();
    auto *model = static_cast<FieldsModel *>(view->model());
    const QModelIndex cell = cellOf(page, "reading_time", FieldColumn::Default);
    clickCell(view, cell);
    QTest::keyClick(view, Qt::Key_F2);
    QLineEdit *line = view->viewport()->findChild<QLineEdit *>();
    QVERIFY(line);
    QTest::keyClicks(line, QStringLiteral("five"));
    QCOMPARE(view->tip()->reason(), QStringLiteral("five is not an integer. Type a number, or clear the cell."));
    QVERIFY(view->tip()->isVisible());
    QTest::keyClick(line, Qt::Key_Return);
    QVERIFY(settled(page));
    QVERIFY(hasErrors(page->document().diagnostics()));
    QVERIFY(!model->problem(cell.row(), FieldColumn::Default).isEmpty());
    QCOMPARE(cell.data().toString(), QStringLiteral("five"));
    QVERIFY(!scene.window.problems().all().empty());
    typeInCell(view, cell, QStringLiteral("5"));
    QVERIFY(settled(page));
    QVERIFY(!hasErrors(page->document().diagnostics()));
    QVERIFY(!view->tip()->isVisible());
    QVERIFY(page->document().text().find("\"default\": 5") != std::string::npos);
}

void ModelEditorTest::aWrongNameIsNotTaken()
{
    EditorScene scene;
    scene.open();
    ModelPage *page = scene.openModel("BlogPost");
    typeInCell(page->fields(), cellOf(page, "title", FieldColumn::Name), QStringLiteral("status"));
    QCOMPARE(page->undoStack()->count(), 0);
    typeInCell(page->fields(), cellOf(page, "author_id", FieldColumn::References), QStringLiteral("Nobody"));
    QCOMPARE(page->undoStack()->count(), 0);
}

void ModelEditorTest::renamingFollowsInTheModel()
{
    EditorScene scene;
    scene.open();
    ModelPage *page = scene.openModel("BlogPost");
    typeInCell(page->fields(), cellOf(page, "title", FieldColumn::Name), QStringLiteral("headline"));
    QCOMPARE(page->undoStack()->count(), 1);
    const std::string &text = page->document().text();
    QVERIFY(text.find("\"headline\": { \"type\": \"string\", \"maxLength\": 200") != std::string::npos);
    QVERIFY(text.find("[\"id\", \"headline\", \"status\"") != std::string::npos);
    QVERIFY(text.find("[\"author_id\", \"headline\"]") != std::string::npos);
    QVERIFY(settled(page));
    QVERIFY(!hasErrors(page->document().diagnostics()));
}

void ModelEditorTest::rowsAreDragged()
{
    EditorScene scene;
    scene.open();
    ModelPage *page = scene.openModel("BlogPost");
    FieldsView *view = page->fields();
    const QPoint from = view->visualRect(cellOf(page, "status", FieldColumn::Handle)).center();
    const QPoint to = view->visualRect(cellOf(page, "id", FieldColumn::Handle)).topLeft() + QPoint(8, 2);
    QTest::mousePress(view->viewport(), Qt::LeftButton, {}, from);
    QTest::mouseMove(view->viewport(), (from + to) / 2);
    QMouseEvent move(QEvent::MouseMove, to, view->viewport()->mapToGlobal(to), Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(view->viewport(), &move);
    QTest::mouseRelease(view->viewport(), Qt::LeftButton, {}, to);
    QCOMPARE(static_cast<FieldsModel *>(view->model())->rowOf("status"), 0);
    QCOMPARE(view->currentIndex().row(), 0);
    QTest::keyClick(view, Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(static_cast<FieldsModel *>(view->model())->rowOf("status"), 1);
    QCOMPARE(view->currentIndex().row(), 1);
    page->undoStack()->undo();
    page->undoStack()->undo();
    QVERIFY(!page->isDirty());
}

void ModelEditorTest::formatAndLimitsInTheirPopup()
{
    EditorScene scene;
    scene.open();
    ModelPage *page = scene.openModel("BlogPost");
    FieldsView *view = page->fields();
    clickCell(view, cellOf(page, "reading_time", FieldColumn::Format));
    QTest::keyClick(view, Qt::Key_F2);
    auto *popup = view->findChild<FormatPopup *>();
    QVERIFY(popup);
    auto *largest = popup->findChild<QLineEdit *>(QStringLiteral("format-maximum"));
    QTest::keyClicks(largest, QStringLiteral("600x")); // letters are not taken
    QTest::keyClick(popup, Qt::Key_Return);
    QTRY_VERIFY(!view->findChild<FormatPopup *>());
    QVERIFY(page->document().text().find("\"minimum\": 1, \"description\": \"Minutes\", \"maximum\": 600") != std::string::npos);
    QCOMPARE(cellOf(page, "reading_time", FieldColumn::Format).data().toString(), QStringLiteral("min 1, max 600"));
    clickCell(view, cellOf(page, "status", FieldColumn::Format));
    QTest::keyClick(view, Qt::Key_F2);
    popup = view->findChild<FormatPopup *>();
    QVERIFY(popup);
    auto *values = popup->findChild<QLineEdit *>(QStringLiteral("format-values"));
    QCOMPARE(values->text(), QStringLiteral("draft, published"));
    QTest::keyClick(values, Qt::Key_End);
    QTest::keyClicks(values, QStringLiteral(", retired"));
    QTest::keyClick(popup, Qt::Key_Escape);
    QCOMPARE(page->undoStack()->count(), 1);
}

void ModelEditorTest::manyFieldsAtOnce()
{
    EditorScene scene;
    scene.open();
    ModelPage *page = scene.openModel("BlogPost");
    FieldsView *view = page->fields();
    clickCell(view, cellOf(page, "author_id", FieldColumn::Name));
    clickCell(view, cellOf(page, "seo", FieldColumn::Name), Qt::ShiftModifier);
    QCOMPARE(view->selectedFields().size(), 3u);
    scene.window.commands().find(QStringLiteral("model.bulkEdit"))->trigger();
    QDialog *dialog = dialogNamed("bulk-edit");
    QVERIFY(dialog);
    QTest::mouseClick(dialog->findChild<QCheckBox *>(QStringLiteral("want-required")), Qt::LeftButton, {}, QPoint(8, 8));
    QTest::keyClicks(dialog->findChild<QComboBox *>(QStringLiteral("value-comment"))->lineEdit(), QStringLiteral("Set together"));
    press(dialog, QStringLiteral("Set for 3 fields"));
    QCOMPARE(page->undoStack()->count(), 1);
    QVERIFY(page->document().text().find("\"author_id\", \"reading_time\", \"seo\"]") != std::string::npos);
    QCOMPARE(cellOf(page, "seo", FieldColumn::Comment).data().toString(), QStringLiteral("Set together"));
    QTest::keyClick(view, Qt::Key_Delete, Qt::ControlModifier);
    QCOMPARE(page->undoStack()->count(), 2);
    QVERIFY(page->document().text().find("reading_time\": {") == std::string::npos);
    QVERIFY(settled(page));
    page->undoStack()->undo();
    page->undoStack()->undo();
    QVERIFY(!page->isDirty());
}

void ModelEditorTest::constraintsIndexesReferences()
{
    EditorScene scene;
    scene.open();
    ModelPage *page = scene.openModel("BlogPost");
    const auto view = [&](ModelPage::Tab tab) {
        page->showTab(tab);
        return page->parts(tab);
    };
    std::vector<std::unique_ptr<QAbstractItemModelTester>> testers;
    for (const auto tab : {ModelPage::Constraints, ModelPage::Indexes, ModelPage::References, ModelPage::Partitions})
        testers.push_back(std::make_unique<QAbstractItemModelTester>(page->parts(tab)->model(), QAbstractItemModelTester::FailureReportingMode::QtTest));
    PartsView *constraints = view(ModelPage::Constraints);
    QCOMPARE(constraints->parts().partCount(), 3);
    const auto add = [](PartsView *grid, const char *text) { typeInCell(grid, grid->parts().index(grid->parts().addRow(), grid->parts().firstColumn()), QLatin1String(text)); };
    add(constraints, "char_length(title) > 3");
    add(constraints, "status, title");
    QCOMPARE(constraints->parts().partCount(), 5);
    typeInCell(constraints, constraints->parts().index(4, 2), QStringLiteral("blog_posts_once"));
    PartsView *indexes = view(ModelPage::Indexes);
    QCOMPARE(indexes->parts().partCount(), 4);
    add(indexes, "lower(title), created_at desc");
    typeInCell(indexes, indexes->parts().index(4, 3), QStringLiteral("status <> 'draft'"));
    clickCell(indexes, indexes->parts().index(4, 2));
    PartsView *references = view(ModelPage::References);
    typeInCell(references, references->parts().index(0, 3), QStringLiteral("restrict"));
    QVERIFY(settled(page));
    for (const Diagnostic &one : page->document().diagnostics())
        QVERIFY2(one.severity != Severity::Error, one.message.c_str());
    const QString sql = sqlOf(page, "pg");
    for (const char *part : {"char_length(title) > 3", "CONSTRAINT blog_posts_once UNIQUE (status, title)", "lower(title)", "created_at DESC", "CREATE UNIQUE INDEX", "ON DELETE RESTRICT"})
        QVERIFY2(sql.contains(QLatin1String(part)), qPrintable(QLatin1String(part) + QStringLiteral(" in ") + sql));
    view(ModelPage::Constraints);
    clickCell(constraints, constraints->parts().index(3, 1));
    QTest::keyClick(constraints, Qt::Key_Delete, Qt::ControlModifier);
    QCOMPARE(constraints->parts().partCount(), 4);
    view(ModelPage::Indexes);
    clickCell(indexes, indexes->parts().index(4, 0));
    QTest::keyClick(indexes, Qt::Key_Delete, Qt::ControlModifier);
    QCOMPARE(indexes->parts().partCount(), 4);
    while (page->undoStack()->canUndo())
        page->undoStack()->undo();
    QVERIFY(!page->isDirty());
}

void ModelEditorTest::partitions()
{
    EditorScene scene;
    scene.open();
    ModelPage *page = scene.openModel("ContentMetrics");
    QVERIFY(page);
    page->showTab(ModelPage::Partitions);
    PartsView *view = page->parts(ModelPage::Partitions);
    QAbstractItemModelTester tester(view->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(view->parts().partCount(), 3);
    typeInCell(view, view->parts().index(0, 2), QStringLiteral("2025-07-01"));
    QVERIFY(page->document().text().find("\"from\": [\"2025-01-01\"], \"to\": [\"2025-07-01\"]") != std::string::npos);
    auto &model = static_cast<PartitionsModel &>(view->parts());
    model.setBy("hash");
    QCOMPARE(model.columnCount(), 4);
    page->undoStack()->undo();
    QCOMPARE(model.columnCount(), 5);
    page->undoStack()->undo();
    QVERIFY(!page->isDirty());
}

KILTER_UI_TEST(ModelEditorTest)
#include "tst_modeleditor.moc"
