#include "ui/modeleditor/recoverydialog.h"

#include "ui/look/fonts.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QLocale>

namespace kilter::ui {

RecoveryDialog::RecoveryDialog(const QString &workspaceFolder, std::vector<LostSession> lost, QWidget *parent) : QDialog(parent), m_lost(std::move(lost))
{
    setObjectName(QStringLiteral("recovery"));
    setWindowTitle(tr("Recover unsaved changes"));
    std::map<QString, UnsavedText> newest;
    for (const LostSession &session : m_lost) {
        for (const UnsavedText &text : session.texts) {
            const auto [at, isNew] = newest.emplace(text.path, text);
            if (!isNew && at->second.savedAt < text.savedAt)
                at->second = text;
        }
    }
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 12);
    column->setSpacing(12);
    auto *heading = new QLabel(tr("Recover unsaved changes?"), this);
    heading->setFont(fontFor(FontRole::Title));
    column->addWidget(heading);
    auto *what = new QLabel(tr("Kilter did not end as it should. These models had changes that were not saved; the files are as they were."), this);
    what->setWordWrap(true);
    column->addWidget(what);
    const QDir folder(workspaceFolder);
    for (const auto &[path, text] : newest) {
        const QString when = QLocale().toString(text.savedAt.toLocalTime(), QLocale::ShortFormat);
        auto *box = new QCheckBox(tr("%1, %2").arg(folder.relativeFilePath(path), when), this);
        box->setChecked(true);
        column->addWidget(box);
        m_boxes.push_back(box);
        m_texts.push_back(text);
    }
    auto *buttons = new QDialogButtonBox(this);
    QPushButton *recover = buttons->addButton(tr("Recover"), QDialogButtonBox::AcceptRole);
    QPushButton *later = buttons->addButton(tr("Later"), QDialogButtonBox::RejectRole);
    QPushButton *discarding = buttons->addButton(tr("Discard"), QDialogButtonBox::DestructiveRole);
    recover->setObjectName(QStringLiteral("recover"));
    recover->setProperty("kilterPrimary", true);
    recover->setDefault(true);
    discarding->setObjectName(QStringLiteral("discard"));
    later->setToolTip(tr("Asks again at the next start"));
    connect(recover, &QPushButton::clicked, this, &QDialog::accept);
    connect(later, &QPushButton::clicked, this, &QDialog::reject);
    connect(discarding, &QPushButton::clicked, this, [this] { done(Discard); });
    column->addWidget(buttons);
    setMinimumWidth(440);
}

std::vector<UnsavedText> RecoveryDialog::chosen() const
{
    std::vector<UnsavedText> texts;
    for (std::size_t i = 0; i < m_texts.size(); ++i) {
        if (m_boxes[i]->isChecked())
            texts.push_back(m_texts[i]);
    }
    return texts;
}

} // namespace kilter::ui
