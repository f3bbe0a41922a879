#include "tests/ui/editorscene.h"

#include "tests/ui/patience.h"
#include "ui/document/modeldocument.h"
#include "ui/modeleditor/fieldsview.h"
#include "ui/modeleditor/install.h"
#include "ui/text/text.h"


#include <filesystem>
#include <fstream>

using namespace kilter;
using namespace kilter::ui;
namespace fs = std::filesystem;

namespace {

std::string madeUp(int number)
{
    const std::string name = "Model" + std::to_string(number), table = "model_" + std::to_string(number);
    std::string text = "{\n  \"title\": \"" + name + "\",\n  \"description\": \"Made up\",\n  \"x-model\": { \"level\": \"alpha\", \"table\": \"" + table
                       + "\", \"timestamps\": true },\n  \"type\": \"object\",\n  \"properties\": {\n"
                         "    \"id\": { \"type\": \"string\", \"format\": \"uuid\", \"x-column\": { \"primaryKey\": true } },\n";
    for (int field = 1; field < 9; ++field)
        text += "    \"field_" + std::to_string(field) + "\": { \"type\": \"string\", \"maxLength\": 200, \"description\": \"Number " + std::to_string(field) + "\" },\n";
    text += "    \"parent_id\": { \"type\": \"string\", \"format\": \"uuid\", \"x-references\": { \"model\": \"Model" + std::to_string(number / 2) + "\" } }\n  },\n";
    return text + "  \"required\": [\"id\"]\n}\n";
}

} // namespace

EditorScene::EditorScene(int models) : m_path(m_folder.path())
{
    const fs::path folder(m_path.toStdString());
    if (models == 0) {
        fs::copy(fs::path(KILTER_RESOURCES) / "sample", folder, fs::copy_options::recursive);
    } else {
        fs::copy(fs::path(KILTER_RESOURCES) / "sample" / "kilter.toml", folder / "kilter.toml");
        fs::create_directories(folder / "models");
        for (int i = 0; i < models; ++i) // plain streams: files that are put on disk one by one take half a minute
            std::ofstream(folder / "models" / ("model_" + std::to_string(i) + ".json")) << madeUp(i);
    }
    installModelEditor(window);
}

EditorScene::EditorScene(const QString &folder) : m_path(folder)
{
    installModelEditor(window);
}

void EditorScene::open()
{
    window.show();
    window.openWorkspace(m_path);
    QTRY_VERIFY(window.session().isOpen());
}

ModelPage *EditorScene::openModel(const char *title)
{
    const WorkspacePtr state = window.session().workspace();
    const Model *model = state ? state->modelOfTitle(title) : nullptr;
    return model ? qobject_cast<ModelPage *>(window.openPage(QStringLiteral("model:") + qtText(model->file))) : nullptr;
}

bool settled(ModelPage *page)
{
    return QTest::qWaitFor([page] { return page->document().isAnalysed(); }, patience);
}

void clickCell(QAbstractItemView *view, const QModelIndex &cell, Qt::KeyboardModifiers modifiers)
{
    view->scrollTo(cell);
    QTest::mouseClick(view->viewport(), Qt::LeftButton, modifiers, view->visualRect(cell).center());
}

void typeInCell(QAbstractItemView *view, const QModelIndex &cell, const QString &text)
{
    view->scrollTo(cell);
    const QPoint at = view->visualRect(cell).center();
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, at);
    if (!view->viewport()->findChild<QLineEdit *>())
        QTest::mouseDClick(view->viewport(), Qt::LeftButton, {}, at);
    QLineEdit *line = nullptr;
    QTRY_VERIFY((line = view->viewport()->findChild<QLineEdit *>()));
    line->selectAll();
    QTest::keyClicks(line, text);
    QTest::keyClick(line, Qt::Key_Return);
    QTRY_VERIFY(!view->viewport()->findChild<QLineEdit *>());
}

QModelIndex cellOf(ModelPage *page, const char *field, FieldColumn column)
{
    auto *model = static_cast<FieldsModel *>(page->fields()->model());
    return model->index(model->rowOf(field), int(column));
}

void press(QWidget *parent, const QString &text)
{
    const auto find = [&]() -> QAbstractButton * {
        for (QAbstractButton *button : parent->findChildren<QAbstractButton *>()) {
            if (button->isVisible() && button->text().remove(QLatin1Char('&')) == text)
                return button;
        }
        return nullptr;
    };
    QTRY_VERIFY2(find(), qPrintable(QStringLiteral("no button ") + text));
    QTest::mouseClick(find(), Qt::LeftButton);
}

QDialog *dialogNamed(const char *name)
{
    QDialog *found = nullptr;
    static_cast<void>(QTest::qWaitFor([&] {
        for (QWidget *widget : QApplication::topLevelWidgets()) {
            auto *dialog = qobject_cast<QDialog *>(widget);
            if (dialog && dialog->isVisible() && dialog->objectName() == QLatin1String(name))
                found = dialog;
        }
        return found != nullptr;
    }, patience));
    return found;
}

std::string bytesOf(const QString &file)
{
    QFile from(file);
    return from.open(QIODevice::ReadOnly) ? from.readAll().toStdString() : std::string();
}
