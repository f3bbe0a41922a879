#pragma once
#include "ui/mainwindow/page.h"

class QGridLayout;

namespace kilter::ui {

/// The settings, each with what it does; they work at once.
class SettingsPage : public Page
{
    Q_OBJECT

public:
    explicit SettingsPage(QWidget *parent);

    QString key() const override { return QStringLiteral("settings:"); }
    QString title() const override { return tr("Settings"); }
    QIcon pageIcon() const override;

private:
    QWidget *themeChoice();
    QWidget *codeFontChoice();
    QWidget *restoreChoice();
    void add(QGridLayout *grid, const QString &title, const QString &explanation, QWidget *field);
};

} // namespace kilter::ui
