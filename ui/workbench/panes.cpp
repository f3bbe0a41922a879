#include "ui/workbench/panes.h"

#include "ui/connections/install.h"
#include "ui/import/install.h"
#include "ui/diagram/install.h"
#include "ui/diffview/install.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/modeleditor/install.h"
#include "ui/navigator/install.h"
#include "ui/objecteditor/install.h"
#include "ui/palette/install.h"
#include "ui/problems/install.h"
#include "ui/review/install.h"
#include "ui/timeline/install.h"
#include "ui/settings/install.h"
#include "ui/welcome/install.h"

namespace kilter::ui {

void installPanes(MainWindow &window)
{
    installModelEditor(window);
    installNavigator(window);
    LiveDiff *diff = installDiff(window);
    installDiagram(window, *diff);
    installObjectEditor(window);
    installTimeline(window);
    installReview(window);
    installProblems(window);
    installConnections(window);
    installImport(window);
    installSettings(window);
    installPalette(window);
    installWelcome(window);
}

} // namespace kilter::ui
