#pragma once
#include "ui/mainwindow/mainwindow.h"
#include "ui/modeleditor/fieldsmodel.h"
#include "ui/modeleditor/modelpage.h"

#include <QAbstractItemView>
#include <QDialog>
#include <QTemporaryDir>

/// A window with a workspace of its own, for tests of the model editor: what a person does with mouse and keyboard, and where the files are.
class EditorScene
{
public:
    /// A copy of the sample; `models`: so many made-up models instead, each with ten fields.
    explicit EditorScene(int models = 0);
    explicit EditorScene(const QString &folder);

    void open();
    kilter::ui::ModelPage *openModel(const char *title);
    QString folder() const { return m_path; }
    QString fileOf(const char *path) const { return m_path + QLatin1Char('/') + QLatin1String(path); }

private:
    QTemporaryDir m_folder;
    QString m_path;

public:
    kilter::ui::MainWindow window; ///< last: it writes into the folder
};

/// Until the document's findings and SQL are those of its text.
bool settled(kilter::ui::ModelPage *page);
/// Double click, the text, Return.
void typeInCell(QAbstractItemView *view, const QModelIndex &cell, const QString &text);
void clickCell(QAbstractItemView *view, const QModelIndex &cell, Qt::KeyboardModifiers modifiers = {});
/// The cell of a field in the page's grid.
QModelIndex cellOf(kilter::ui::ModelPage *page, const char *field, kilter::ui::FieldColumn column);
/// Clicks the button with that text.
void press(QWidget *parent, const QString &text);
/// The dialog of that name, shown; null after five seconds without it.
QDialog *dialogNamed(const char *name);
/// The text of a file, byte by byte.
std::string bytesOf(const QString &file);
