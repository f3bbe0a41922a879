#include "ui/modeleditor/newmodel.h"

#include "core/base/identifier.h"
#include "ui/look/badges.h"
#include "ui/look/fonts.h"
#include "ui/text/text.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFile>
#include <QFormLayout>
#include <QRegularExpression>

namespace kilter::ui {
namespace {

/// "BlogPost" → "blog_post": letters and digits of any script; all else is a gap.
QString fileNameOf(const QString &title)
{
    QString name = title.trimmed();
    name.replace(QRegularExpression(QStringLiteral("(\\p{Ll}|\\d)(\\p{Lu})")), QStringLiteral("\\1_\\2"));
    name.replace(QRegularExpression(QStringLiteral("[^\\p{L}\\p{N}]+")), QStringLiteral("_"));
    name = name.toLower();
    while (name.startsWith(QLatin1Char('_')))
        name.remove(0, 1);
    while (name.endsWith(QLatin1Char('_')))
        name.chop(1);
    return name.left(100);
}

} // namespace

NewModel::NewModel(const QString &workspaceFolder, QStringList taken, QWidget *parent)
    : QDialog(parent), m_folder(workspaceFolder), m_taken(std::move(taken)), m_title(new QLineEdit(this)), m_level(new QComboBox(this)), m_result(new QLabel(this))
{
    setObjectName(QStringLiteral("new-model"));
    setWindowTitle(tr("New model"));
    m_title->setObjectName(QStringLiteral("new-title"));
    m_title->setPlaceholderText(QStringLiteral("BlogPost"));
    m_title->setMinimumWidth(280);
    m_level->setObjectName(QStringLiteral("new-level"));
    const std::pair<Level, QString> levels[] = {{Level::Alpha, tr("a table of its own")},
                                                {Level::Beta, tr("a table, part of an alpha")},
                                                {Level::Gamma, tr("embedded in JSON columns")},
                                                {Level::Qualifier, tr("a table that qualifies others")},
                                                {Level::Organizer, tr("a table that puts others in order")}};
    for (const auto &[level, words] : levels)
        m_level->addItem(levelIcon(level), levelWord(level) + QStringLiteral(", ") + words, int(level));
    m_result->setFont(fontFor(FontRole::Small));
    m_result->setForegroundRole(QPalette::PlaceholderText);
    m_result->setWordWrap(true);
    m_result->setObjectName(QStringLiteral("new-result"));
    auto *form = new QFormLayout;
    form->addRow(tr("Title"), m_title);
    form->addRow(tr("Level"), m_level);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_create = buttons->addButton(tr("Create"), QDialogButtonBox::AcceptRole);
    m_create->setProperty("kilterPrimary", true);
    m_create->setDefault(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 12);
    column->setSpacing(12);
    auto *heading = new QLabel(tr("New model"), this);
    heading->setFont(fontFor(FontRole::Title));
    column->addWidget(heading);
    column->addLayout(form);
    column->addWidget(m_result);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_title, &QLineEdit::textChanged, this, &NewModel::check);
    connect(m_level, &QComboBox::currentIndexChanged, this, &NewModel::check);
    check();
}

QString NewModel::title() const
{
    return m_title->text().trimmed();
}

Level NewModel::level() const
{
    return Level(m_level->currentData().toInt());
}

QString NewModel::path() const
{
    return m_folder + QStringLiteral("/models/") + qtText(keyword(level())) + QLatin1Char('/') + fileNameOf(title()) + QStringLiteral(".json");
}

void NewModel::check()
{
    const QString file = path().mid(m_folder.size() + 1);
    const QString table = level() == Level::Gamma ? tr("no table") : tr("table %1").arg(qtText(fittedIdentifier(tableNameOf(utf8(title())))));
    const bool isTaken = m_taken.contains(title()), exists = QFile::exists(path()), isEmpty = fileNameOf(title()).isEmpty();
    m_result->setText(isEmpty   ? tr("The title is the model's name: others refer to it.")
                      : isTaken ? tr("There is a model %1 already. Choose another title.").arg(title())
                      : exists  ? tr("There is a file %1 already. Choose another title.").arg(file)
                                : file + QStringLiteral(", ") + table);
    m_create->setEnabled(!isEmpty && !isTaken && !exists);
}

} // namespace kilter::ui
