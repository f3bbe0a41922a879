#include "ui/import/install.h"

#include "ui/import/importpage.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/text/text.h"

namespace kilter::ui {

void installImport(MainWindow &window)
{
    window.addPageKind(QStringLiteral("import"), [&window](const QString &url) { return new ImportPage(window, url); });
    window.commands().add({.id = QStringLiteral("file.import"), .text = ImportPage::tr("&Import a database…"),
                           .toolTip = ImportPage::tr("Reads the schema of PostgreSQL or SQLite into models. Changes nothing there."),
                           .menu = MenuId::File, .section = 0, .icon = QStringLiteral("postgresql"), .shortcut = QKeySequence(Qt::CTRL | Qt::Key_I)},
                          [&window] { window.openPage(QStringLiteral("import:")); });
    const auto page = [&window] { return qobject_cast<ImportPage *>(window.openPage(QStringLiteral("import:"))); };
    window.addView({.name = QStringLiteral("import"), .description = ImportPage::tr("Import, with the chosen store's database read"),
                    .show = [&window, page] {
                        ImportPage *shown = page();
                        const StorePtr store = window.session().store();
                        shown->setUrl(store->target ? qtText(store->target->url.text) : QString());
                        shown->look();
                    },
                    .isReady = [page] { return !page()->isBusy(); }});
}

} // namespace kilter::ui
