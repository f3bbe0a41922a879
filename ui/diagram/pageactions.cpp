#include "ui/diagram/canvas.h"
#include "ui/diagram/diagrampage.h"
#include "ui/look/icon.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/text/text.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QInputDialog>
#include <QMenu>
#include <QMimeData>

namespace kilter::ui {

/// The model that describes the table; where there is none, its SQL beside the models'. A collapsed group becomes its tables.
void DiagramPage::openTable(int index)
{
    const DiagramTable &table = m_scene->graph().tables[std::size_t(index)];
    if (!table.group.empty())
        return collapseGroup(groupOf(m_content, table.id), false);
    const WorkspacePtr workspace = m_window.session().workspace();
    for (const Model &model : workspace->models) {
        if (model.hasTable() && model.table == table.ref.name && (model.schema.empty() || model.schema == table.ref.schema)) {
            m_window.openPage(QStringLiteral("model:") + qtText(model.file));
            return;
        }
    }
    m_window.openPage(QStringLiteral("compare:store|models|") + qtText(toText(table.ref)));
}

void DiagramPage::askForNote()
{
    bool accepted = false;
    const QString text = QInputDialog::getMultiLineText(this, tr("Add a note"), tr("What the note says"), {}, &accepted).trimmed();
    if (accepted && !text.isEmpty())
        addNote(text);
}

void DiagramPage::editNote(int note)
{
    bool accepted = false;
    SavedDiagram content = m_content;
    DiagramNote &edited = content.notes[std::size_t(note)];
    const QString typed = QInputDialog::getMultiLineText(this, tr("Edit the note"), tr("What the note says"), qtText(edited.text), &accepted).trimmed();
    if (!accepted)
        return;
    edited = {utf8(typed), noteRect(utf8(typed), {edited.rect.x, edited.rect.y})};
    if (typed.isEmpty())
        content.notes.erase(content.notes.begin() + note);
    change(typed.isEmpty() ? tr("Remove a note") : tr("Edit a note"), std::move(content));
}

void DiagramPage::askForGroup()
{
    if (selectedIds().empty())
        return m_window.say(tr("Select the tables first: Shift and drag, or Ctrl and click"));
    bool accepted = false;
    const QString title = QInputDialog::getText(this, tr("Group tables"), tr("Title of the group"), QLineEdit::Normal, {}, &accepted).trimmed();
    if (accepted && !title.isEmpty())
        groupSelection(title);
}

void DiagramPage::recolorGroup(const std::vector<std::string> &tables)
{
    SavedDiagram content = m_content;
    for (DiagramGroup &group : content.groups) {
        if (std::any_of(tables.begin(), tables.end(), [&](const std::string &id) { return std::find(group.tables.begin(), group.tables.end(), id) != group.tables.end(); }))
            group.colour = std::string(1, char('a' + (group.colour.empty() ? 0 : group.colour[0] - 'a' + 1) % groupColorCount()));
    }
    change(tr("Colour a group"), std::move(content));
}

void DiagramPage::showMenu(int table, int note, const QPoint &global)
{
    QMenu menu(this);
    const auto add = [&menu](const QString &text, const QString &icon, const std::function<void()> &run) {
        QAction *action = menu.addAction(icon.isEmpty() ? QIcon() : namedIcon(icon), text);
        connect(action, &QAction::triggered, action, run);
    };
    if (note >= 0) {
        add(tr("Edit the note…"), QStringLiteral("note"), [this, note] { editNote(note); });
        add(tr("Remove the note"), QStringLiteral("x"), [this, note] {
            SavedDiagram content = m_content;
            content.notes.erase(content.notes.begin() + note);
            change(tr("Remove a note"), std::move(content));
        });
    } else if (table >= 0) {
        const bool isBox = !m_scene->graph().tables[std::size_t(table)].group.empty();
        const std::size_t group = groupOf(m_content, m_scene->graph().tables[std::size_t(table)].id);
        if (isBox)
            add(tr("Expand the group"), QStringLiteral("plus"), [this, table] { openTable(table); });
        else
            add(tr("Open"), QStringLiteral("table"), [this, table] { openTable(table); });
        for (int depth = 1; depth <= 3; ++depth)
            add(tr("Focus, %Ln line(s) away", nullptr, depth), depth == 1 ? QStringLiteral("eye") : QString(), [this, table, depth] {
                m_focusDepth = depth;
                focusOn(table, depth);
            });
        menu.addSeparator();
        add(tr("Group…"), {}, [this] { askForGroup(); });
        const std::vector<std::string> ids = selectedIds();
        const bool isGrouped = std::any_of(m_content.groups.begin(), m_content.groups.end(), [&](const DiagramGroup &each) {
            return std::any_of(ids.begin(), ids.end(), [&](const std::string &id) { return std::find(each.tables.begin(), each.tables.end(), id) != each.tables.end(); });
        });
        if (group < m_content.groups.size() && !isBox)
            add(tr("Collapse the group"), QStringLiteral("minus"), [this, group] { collapseGroup(group, true); });
        if (isGrouped) {
            add(tr("Next colour of the group"), {}, [this, ids] { recolorGroup(ids); });
            add(tr("Ungroup"), {}, [this] { ungroupSelection(); });
        }
    } else {
        for (const char *id : {"diagram.note", "diagram.arrange", "diagram.fit"})
            menu.addAction(m_window.commands().find(QLatin1String(id)));
    }
    menu.exec(global);
}

} // namespace kilter::ui
