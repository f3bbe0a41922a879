#include "ui/settings/settingspage.h"

#include "ui/look/fonts.h"
#include "ui/look/icon.h"
#include "ui/preferences/preferences.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFontDatabase>
#include <QGridLayout>

namespace kilter::ui {

SettingsPage::SettingsPage(QWidget *parent) : Page(parent)
{
    setObjectName(QStringLiteral("settingsPage"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto *title = new QLabel(tr("Settings"), this);
    title->setFont(fontFor(FontRole::Title));
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(24);
    grid->setVerticalSpacing(4);
    grid->setColumnMinimumWidth(1, 280);
    grid->setColumnStretch(2, 1);
    add(grid, tr("Theme"), tr("Light and dark follow the desktop unless you choose one."), themeChoice());
    add(grid, tr("Code font"), tr("For SQL, JSON, types and names in code. Ligatures are never used."), codeFontChoice());
    add(grid, tr("At start"), tr("Tabs, docks and scroll positions are as you left them."), restoreChoice());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(16);
    column->addWidget(title);
    column->addLayout(grid);
    column->addStretch();
}

QIcon SettingsPage::pageIcon() const
{
    return namedIcon(QStringLiteral("settings"));
}

void SettingsPage::add(QGridLayout *grid, const QString &title, const QString &explanation, QWidget *field)
{
    const int row = grid->rowCount();
    auto *label = new QLabel(title, this);
    label->setFont(fontFor(FontRole::BodyBold));
    label->setBuddy(field);
    auto *words = new QLabel(explanation, this);
    words->setFont(fontFor(FontRole::Small));
    words->setForegroundRole(QPalette::PlaceholderText);
    field->setAccessibleName(title);
    field->setAccessibleDescription(explanation);
    field->setToolTip(explanation);
    grid->addWidget(label, row, 0);
    grid->addWidget(field, row, 1);
    grid->addWidget(words, row + 1, 1, 1, 2);
    grid->setRowMinimumHeight(row + 2, 12);
}

QWidget *SettingsPage::themeChoice()
{
    auto *box = new QComboBox(this);
    box->addItems({tr("as the desktop"), tr("light"), tr("dark")});
    box->setCurrentIndex(qBound(0, Preferences::instance().get(setting::theme), 2));
    connect(box, &QComboBox::activated, this, [](int index) { Preferences::instance().set(setting::theme, index); });
    return box;
}

QWidget *SettingsPage::codeFontChoice()
{
    auto *box = new QComboBox(this);
    box->addItem(tr("JetBrains Mono, or the desktop's"), QString());
    for (const QString &family : QFontDatabase::families()) {
        if (QFontDatabase::isFixedPitch(family) && !QFontDatabase::isPrivateFamily(family))
            box->addItem(family, family);
    }
    box->setCurrentIndex(qMax(0, box->findData(Preferences::instance().get(setting::codeFont))));
    connect(box, &QComboBox::activated, this, [box] { Preferences::instance().set(setting::codeFont, box->currentData().toString()); });
    return box;
}

QWidget *SettingsPage::restoreChoice()
{
    auto *box = new QCheckBox(tr("open the workspace that was open the last time"), this);
    box->setChecked(Preferences::instance().get(setting::restore));
    connect(box, &QCheckBox::toggled, this, [](bool on) { Preferences::instance().set(setting::restore, on); });
    return box;
}

} // namespace kilter::ui
