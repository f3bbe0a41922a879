#include "ui/diagram/diagrampage.h"
#include "ui/diagram/tablepainter.h"
#include "ui/mainwindow/banner.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/text/text.h"

#include <QInputDialog>
#include <QUndoStack>

namespace kilter::ui {
namespace {

std::filesystem::path folderOf(MainWindow &window)
{
    return window.session().workspace()->workspace.folder;
}

} // namespace

void DiagramPage::loadSaved()
{
    if (m_name.isEmpty())
        return;
    auto saved = readDiagram(folderOf(m_window), utf8(m_name));
    m_isUnreadable = !saved;
    if (saved)
        m_content = std::move(*saved);
    else
        m_banner->showError(saved.error(), tr("%1 cannot be read; it stays as it is").arg(m_name));
}

Result<> DiagramPage::save()
{
    if (m_name.isEmpty()) {
        askForName();
        if (m_name.isEmpty())
            return tl::unexpected(Error{ErrorCode::Interrupted, "the diagram has no name yet", "Give it one with Diagram, Save diagram as.", {}, {}});
        return {};
    }
    if (m_isUnreadable)
        return tl::unexpected(Error{ErrorCode::Refused, "the file of this diagram cannot be read and is not written over", "Mend the file, or save under another name.", {}, {}});
    KILTER_CHECK(writeDiagram(folderOf(m_window), utf8(m_name), m_content));
    m_undo->setClean();
    emit changed();
    return {};
}

void DiagramPage::saveAs(const QString &name)
{
    if (const auto written = writeDiagram(folderOf(m_window), utf8(name), m_content); !written)
        return m_window.showError(written.error(), tr("The diagram was not saved"));
    m_name = name;
    m_isUnreadable = false;
    m_undo->setClean();
    m_window.say(tr("Saved as diagrams/%1.json").arg(name));
    emit changed();
}

void DiagramPage::askForName()
{
    bool accepted = false;
    const QString name = QInputDialog::getText(this, tr("Save the diagram"), tr("Name of the diagram; it is kept in the workspace's folder diagrams"), QLineEdit::Normal,
                                               m_name.isEmpty() ? tr("overview") : m_name, &accepted)
                             .trimmed();
    if (!accepted || name.isEmpty())
        return;
    const auto path = diagramPath(folderOf(m_window), utf8(name));
    if (name != m_name && path && std::filesystem::exists(*path))
        return m_window.showError({ErrorCode::Refused, "a diagram of that name is there already: " + utf8(name), "Choose another name, or open that diagram and change it.", {}, {}},
                                  tr("The diagram was not saved"));
    saveAs(name);
}

} // namespace kilter::ui
