#include "ui/modeleditor/mergedialog.h"

#include "ui/document/jsonplace.h"
#include "ui/look/fonts.h"
#include "ui/text/text.h"

#include <QButtonGroup>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QRadioButton>
#include <QScrollArea>

namespace kilter::ui {
namespace {

QString shown(const std::optional<Json> &side)
{
    if (!side)
        return MergeDialog::tr("(not there)");
    const QString text = qtText(toText(*side));
    return text.size() > 60 ? text.left(59) + QChar(0x2026) : text;
}

QString placeOf(const std::string &pointer)
{
    QStringList parts;
    for (const std::string &part : pointerParts(pointer))
        parts.append(qtText(part));
    return parts.join(QStringLiteral(" › "));
}

} // namespace

MergeDialog::MergeDialog(const QString &title, Merge merge, QWidget *parent) : QDialog(parent), m_merge(std::move(merge))
{
    setObjectName(QStringLiteral("merge"));
    setWindowTitle(tr("Merge %1").arg(title));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 12);
    column->setSpacing(12);
    auto *heading = new QLabel(m_merge.conflicts.size() == 1 ? tr("One value changed in two ways") : tr("%1 values changed in two ways").arg(m_merge.conflicts.size()), this);
    heading->setFont(fontFor(FontRole::Title));
    column->addWidget(heading);
    auto *what = new QLabel(tr("All other changes of the file are taken over. Nothing is saved yet, and Undo leads back."), this);
    what->setWordWrap(true);
    column->addWidget(what);
    auto *list = new QWidget;
    auto *grid = new QGridLayout(list);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(16);
    for (const MergeConflict &conflict : m_merge.conflicts) {
        const int row = grid->rowCount();
        auto *place = new QLabel(placeOf(conflict.pointer), list);
        place->setFont(fontFor(FontRole::BodyBold));
        grid->addWidget(place, row, 0, 1, 2);
        auto *choice = new QButtonGroup(this);
        auto *mine = new QRadioButton(tr("Mine: %1").arg(shown(conflict.mine)), list);
        auto *theirs = new QRadioButton(tr("On disk: %1").arg(shown(conflict.theirs)), list);
        choice->addButton(mine, 0);
        choice->addButton(theirs, 1);
        mine->setChecked(true);
        grid->addWidget(mine, row + 1, 0);
        grid->addWidget(theirs, row + 1, 1);
        m_choices.push_back(choice);
    }
    auto *scroll = new QScrollArea(this);
    scroll->setWidget(list);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setMaximumHeight(400);
    column->addWidget(scroll);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton *apply = buttons->addButton(tr("Merge"), QDialogButtonBox::AcceptRole);
    apply->setProperty("kilterPrimary", true);
    apply->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
    setMinimumWidth(480);
}

std::vector<JsonEdit> MergeDialog::chosen() const
{
    std::vector<JsonEdit> edits;
    for (std::size_t i = 0; i < m_choices.size(); ++i) {
        if (m_choices[i]->checkedId() == 1)
            edits.push_back(taking(m_merge.conflicts[i]));
    }
    return edits;
}

} // namespace kilter::ui
