#include "ui/objecteditor/install.h"

#include "ui/diffview/diffwords.h"
#include "ui/look/icon.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/navigator/navigatortree.h"
#include "ui/objecteditor/objectpage.h"
#include "ui/session/objectkey.h"
#include "ui/text/text.h"

namespace kilter::ui {
namespace {

std::vector<PaletteEntry> objectEntries(MainWindow &window)
{
    std::vector<PaletteEntry> entries;
    const VerificationPtr verification = window.session().verification();
    if (!verification)
        return entries;
    for (const NavigatorGroup &group : navigatorTree(*verification->workspace, verification.get())) {
        if (group.id != NavigatorGroup::Id::Others)
            continue; // what only the store has is the navigator's source
        for (const NavigatorRow &row : group.rows) {
            if (!row.page.isEmpty())
                entries.push_back({row.name, row.detail, namedIcon(row.iconName), {}, [&window, key = row.page] { window.openPage(key); }});
        }
    }
    return entries;
}

} // namespace

void installObjectEditor(MainWindow &window)
{
    window.addPageKind(QStringLiteral("object"), [&window](const QString &argument) -> Page * {
        const auto object = objectOfKey(argument);
        return object ? new ObjectPage(window, *object) : nullptr;
    });
    window.addPaletteSource({ObjectPage::tr("Objects"), {}, 3, [&window] { return objectEntries(window); }});
    const auto first = [&window]() -> QString {
        const auto entries = window.session().verification() ? navigatorTree(*window.session().verification()->workspace, window.session().verification().get())
                                                             : std::vector<NavigatorGroup>();
        for (const NavigatorGroup &group : entries) {
            if (group.id == NavigatorGroup::Id::Others && !group.rows.empty())
                return group.rows.front().page;
        }
        return {};
    };
    window.addView({.name = QStringLiteral("object"), .description = ObjectPage::tr("A view, function or other object: its SQL beside its properties"),
                    .show = [&window, first] {
                        if (const QString key = first(); !key.isEmpty())
                            window.openPage(key);
                    },
                    .isReady = [&window, first] {
                        auto *page = qobject_cast<ObjectPage *>(window.currentPage());
                        return page ? page->isReady() : window.session().isIdle() && first().isEmpty();
                    }});
}

} // namespace kilter::ui
