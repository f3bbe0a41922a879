#include "ui/diffview/diffactions.h"

#include "core/base/file.h"
#include "core/workspace/ignoreedit.h"
#include "ui/diffview/livediff.h"
#include "ui/diffview/updatemodel.h"
#include "ui/document/modeldocument.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/session/objectkey.h"
#include "ui/text/text.h"

#include <QFile>
#include <QMenu>
#include <QMessageBox>

namespace kilter::ui {

DiffActions::DiffActions(MainWindow &window, LiveDiff &diff)
    : QObject(&window), m_window(window), m_diff(diff), m_update(tr("Writing the model")), m_write(tr("Writing kilter.toml"))
{
    connect(&m_update, &JobSlot::busyChanged, this, [this](bool busy) {
        if (busy)
            m_window.setJob(QStringLiteral("updatemodel"), {m_update.title(), 0, 0, [this] { m_update.cancel(); }});
        else
            m_window.endJob(QStringLiteral("updatemodel"));
    });
}

void DiffActions::decide(RowButton decision, const DiffNode &node)
{
    switch (decision) {
    case RowButton::None:
        return;
    case RowButton::Rename:
    case RowButton::DropAndAdd:
        if (node.candidate)
            m_diff.answerRename(*node.candidate, decision == RowButton::Rename);
        return;
    case RowButton::UpdateStore:
        return updateStore(node);
    case RowButton::UpdateModel:
        return updateModel(node);
    case RowButton::Ignore:
        return ignore(node.object);
    }
}

void DiffActions::updateStore(const DiffNode &node)
{
    m_diff.setTicked(node.changes, true);
    m_diff.compareNow(); // an answered question goes
}

void DiffActions::updateModel(const DiffNode &node)
{
    const DiffPtr result = m_diff.result();
    if (!result || result->error)
        return;
    const ObjectRef object = isPartOfTable(node.object.kind) ? tableOf(node.object) : node.object;
    m_update.run([result, object, drafts = m_diff.session().drafts()](
                     const JobControl &) { return updatedModel(*result, modelsWithDrafts(*result->workspace, drafts), object); },
                 [this](const Result<UpdatedFile> &updated) {
                     if (updated)
                         take(*updated);
                     else
                         m_window.showError(updated.error(), tr("The model was not changed"));
                 });
}

void DiffActions::take(const UpdatedFile &updated)
{
    const QString file = qtText(updated.file);
    Page *page = m_window.findPage(QStringLiteral("model:") + file);
    auto *document = page ? page->findChild<ModelDocument *>() : nullptr;
    switch (updated.what) {
    case UpdatedFile::What::Written:
        m_window.say(updated.file.empty() ? tr("The files say that already") : tr("Wrote %1").arg(file));
        break;
    case UpdatedFile::What::Gone: {
        const auto answer = QMessageBox::question(&m_window, tr("Delete the model?"), tr("The store does not have this table. To say the same, the file %1 has to go.").arg(file),
                                                  QMessageBox::Yes | QMessageBox::Cancel, QMessageBox::Cancel);
        if (answer != QMessageBox::Yes || (page && !m_window.closePage(page)))
            return;
        if (!QFile::moveToTrash(file) && !QFile::remove(file))
            m_window.showError(Error{ErrorCode::Invalid, "cannot delete " + updated.file, {}, {}, {}});
        break;
    }
    case UpdatedFile::What::Changed:
        if (document) {
            document->setText(tr("Update from the store"), updated.text);
            m_window.openPage(page->key());
            m_window.say(tr("The model is as the store; Ctrl+Z takes it back"));
            return;
        }
        [[fallthrough]];
    case UpdatedFile::What::New:
        m_write.run([updated](const JobControl &) { return writeTextFile(updated.file, updated.text); },
                    [this, file](const Result<> &written) {
                        if (!written)
                            return m_window.showError(written.error(), tr("The model was not written"));
                        m_window.say(tr("Wrote %1").arg(file));
                        m_window.session().reload();
                    });
        return;
    }
    m_window.session().reload();
}

void DiffActions::ignore(const ObjectRef &object)
{
    const WorkspacePtr workspace = m_window.session().workspace();
    if (!workspace)
        return;
    const std::string pattern = ignorePattern(object);
    m_write.run(
        [path = workspace->workspace.folder / "kilter.toml", pattern](const JobControl &) -> Result<> {
            KILTER_TRY(std::string text, readTextFile(path));
            KILTER_TRY(const std::string changed, withIgnored(std::move(text), pattern));
            return writeTextFile(path, changed);
        },
        [this, pattern](const Result<> &written) {
            if (!written)
                return m_window.showError(written.error(), tr("kilter.toml was not changed"));
            m_window.say(tr("Ignored in kilter.toml: %1").arg(qtText(pattern)));
            m_window.session().reload();
        });
}

void DiffActions::open(const DiffNode &node)
{
    if (!node.file.empty() && m_window.openPage(QStringLiteral("model:") + qtText(node.file)))
        return;
    const bool standsAlone = !isPartOfTable(node.object.kind) || node.object.kind == Kind::Trigger || node.object.kind == Kind::Policy || node.object.kind == Kind::Rule;
    if (standsAlone && node.object.kind != Kind::Table && m_window.openPage(objectKey(node.object)))
        return;
    const ObjectRef object = isPartOfTable(node.object.kind) ? tableOf(node.object) : node.object;
    const DiffPtr result = m_diff.result();
    const Object *wanted = result && result->to ? result->to->find(object) : nullptr;
    if (wanted && !wanted->source.file.empty() && m_window.openPlace(wanted->source))
        return;
    m_window.openPage(QStringLiteral("compare:store|models|") + qtText(toText(object)));
}

void DiffActions::fillMenu(QMenu *menu, const DiffNode &node)
{
    const ObjectRef object = isPartOfTable(node.object.kind) ? tableOf(node.object) : node.object;
    const auto add = [&](const QString &text, const QString &tip, std::function<void()> run) {
        QAction *action = menu->addAction(text);
        action->setToolTip(tip);
        connect(action, &QAction::triggered, this, std::move(run));
    };
    if (!menu->isEmpty())
        menu->addSeparator();
    if (!node.object.name.empty()) {
        if (!node.changes.empty() && node.type != DiffNode::Type::RenameQuestion && node.type != DiffNode::Type::DriftQuestion) {
            add(tr("Update the store"), buttonToolTip(RowButton::UpdateStore), [this, node] { updateStore(node); });
            add(tr("Update the model"), buttonToolTip(RowButton::UpdateModel), [this, node] { updateModel(node); });
        }
        add(tr("Ignore %1").arg(qtText(qualifiedName(node.object))), buttonToolTip(RowButton::Ignore), [this, node] { ignore(node.object); });
        if (node.sign == Sign::Rename && node.words) {
            add(tr("Ask again whether it is a rename"), tr("Takes the answer back"), [this, node] {
                for (const Rename &rename : m_diff.decisions().renames) {
                    if (rename.to == node.object.name && rename.from.kind == node.object.kind)
                        return m_diff.reopenRename(rename);
                }
            });
        }
        menu->addSeparator();
    }
    if (!node.file.empty())
        add(tr("Open the model"), tr("Opens the model in the editor"), [this, node] { open(node); });
    add(tr("Compare side by side"), tr("Shows both definitions as SQL"), [this, object] { m_window.openPage(QStringLiteral("compare:store|models|") + qtText(toText(object))); });
}

} // namespace kilter::ui
