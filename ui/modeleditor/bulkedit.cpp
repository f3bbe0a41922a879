#include "ui/modeleditor/bulkedit.h"

#include "ui/document/modeldocument.h"
#include "ui/look/fonts.h"
#include "ui/text/text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QGridLayout>

namespace kilter::ui {

BulkEdit::BulkEdit(FieldsModel &model, std::vector<int> rows, QWidget *parent) : QDialog(parent), m_model(model), m_rows(std::move(rows))
{
    setObjectName(QStringLiteral("bulk-edit"));
    setWindowTitle(tr("Edit fields"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 12);
    column->setSpacing(12);
    auto *title = new QLabel(tr("Edit %n field(s)", nullptr, int(m_rows.size())), this);
    title->setFont(fontFor(FontRole::Title));
    column->addWidget(title);
    QStringList names;
    for (const int row : m_rows)
        names.append(qtText(m_model.field(row)->name));
    auto *which = new QLabel(names.mid(0, 8).join(QStringLiteral(", ")) + (names.size() > 8 ? QStringLiteral(" …") : QString()), this);
    which->setWordWrap(true);
    which->setForegroundRole(QPalette::PlaceholderText);
    column->addWidget(which);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(8);
    QStringList types, methods{QString()};
    for (const Choice &choice : typeChoicesFor(m_model.document()))
        types.append(choice.text);
    for (const std::string &method : indexMethods())
        methods.append(qtText(method));
    const QStringList yesNo{tr("yes"), tr("no")};
    m_type = addRow(*grid, tr("Type"), "type", types, true);
    m_required = addRow(*grid, tr("Required"), "required", yesNo, false);
    m_unique = addRow(*grid, tr("Unique"), "unique", yesNo, false);
    m_default = addRow(*grid, tr("Default"), "default", {}, true);
    m_index = addRow(*grid, tr("Index"), "index", methods, false);
    m_comment = addRow(*grid, tr("Comment"), "comment", {}, true);
    column->addLayout(grid);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_apply = buttons->addButton(tr("Set for %n field(s)", nullptr, int(m_rows.size())), QDialogButtonBox::AcceptRole);
    m_apply->setProperty("kilterPrimary", true);
    m_apply->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &BulkEdit::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &BulkEdit::reject);
    column->addWidget(buttons);
    updateButton();
}

BulkEdit::Row BulkEdit::addRow(QGridLayout &grid, const QString &label, const char *name, const QStringList &values, bool isFree)
{
    Row row{new QCheckBox(label, this), new QComboBox(this)};
    row.isWanted->setObjectName(QLatin1String("want-") + QLatin1String(name));
    row.value->setObjectName(QLatin1String("value-") + QLatin1String(name));
    row.value->setAccessibleName(label);
    row.value->setEditable(isFree);
    row.value->addItems(values);
    row.value->setMinimumWidth(240);
    if (isFree)
        row.value->setCurrentText({});
    const int line = grid.rowCount();
    grid.addWidget(row.isWanted, line, 0);
    grid.addWidget(row.value, line, 1);
    const auto want = [box = row.isWanted] { box->setChecked(true); };
    connect(row.value, &QComboBox::activated, row.isWanted, want);
    if (isFree)
        connect(row.value, &QComboBox::editTextChanged, row.isWanted, want);
    connect(row.isWanted, &QCheckBox::toggled, this, &BulkEdit::updateButton);
    return row;
}

void BulkEdit::updateButton()
{
    bool any = false;
    for (const Row &row : {m_type, m_required, m_unique, m_default, m_index, m_comment})
        any = any || (row.isWanted && row.isWanted->isChecked());
    if (m_apply)
        m_apply->setEnabled(any);
}

void BulkEdit::accept()
{
    const auto wanted = [](const Row &row) { return row.isWanted->isChecked() ? std::optional(utf8(row.value->currentText())) : std::nullopt; };
    const auto yes = [](const Row &row) { return row.value->currentIndex() == 0; };
    const auto type = wanted(m_type), defaultText = wanted(m_default), index = wanted(m_index), comment = wanted(m_comment);
    const auto choice = type ? typeChoiceOf(*type) : std::nullopt;
    const Model *component = type ? modelTitled(m_model.document(), *type) : nullptr;
    const std::string reference = component && component->level == Level::Gamma ? referenceTo(m_model.document(), *component) : std::string();
    m_model.changeFields(tr("%n field(s)", nullptr, int(m_rows.size())), m_rows, [&](Json &root, const std::string &name) {
        if (!reference.empty())
            setComponent(root, name, reference);
        else if (choice)
            setType(root, name, *choice);
        if (m_required.isWanted->isChecked())
            setRequired(root, name, yes(m_required));
        if (m_unique.isWanted->isChecked())
            setUnique(root, name, yes(m_unique));
        if (defaultText)
            setDefault(root, name, *defaultText);
        if (index)
            setIndex(root, name, *index);
        if (comment)
            setComment(root, name, *comment);
    });
    QDialog::accept();
}

} // namespace kilter::ui
