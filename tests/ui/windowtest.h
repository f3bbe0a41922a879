#pragma once
#include "core/workspace/init.h"
#include "tests/ui/patience.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/workbench/panes.h"

#include <QTemporaryDir>

namespace kilter::ui {

/// The whole window on a fresh copy of the sample workspace.
struct SampleWindow
{
    QTemporaryDir folder;
    MainWindow window;

    SampleWindow() { installPanes(window); }

    QString path() const { return folder.path() + QStringLiteral("/content"); }
    bool open()
    {
        if (!initWorkspace(std::filesystem::path(path().toStdString()), true))
            return false;
        window.show();
        window.openWorkspace(path());
        return QTest::qWaitFor([this] { return window.session().isOpen() && window.session().isIdle() && window.session().verification(); }, patience);
    }
};

} // namespace kilter::ui
