#include "app/gui/options.h"
#include "app/gui/screenshot.h"
#include "ui/look/look.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/preferences/preferences.h"
#include "ui/text/text.h"
#include "ui/text/translations.h"
#include "ui/workbench/panes.h"

#include <QApplication>
#include <QFileInfo>
#include <QScreen>

#include <cstdio>

namespace {

using namespace kilter;

int report(const Error &error)
{
    std::fprintf(stderr, "kilter-workbench: %s\n", toText(error).c_str());
    return exitCode(error.code);
}

QStringList wordsOf(int argc, char **argv)
{
    QStringList words;
    for (int i = 0; i < argc; ++i)
        words += QString::fromLocal8Bit(argv[i]);
    return words;
}

/// What was open the last time, if it is wanted and still there.
QString lastWorkspace()
{
    const ui::Preferences &preferences = ui::Preferences::instance();
    const QString folder = preferences.value(QStringLiteral("window/workspace"), {}).toString();
    return preferences.get(ui::setting::restore) && QFileInfo::exists(folder + QStringLiteral("/kilter.toml")) ? folder : QString();
}

/// The first time the window opens, it and the frame round it are seen as a whole.
void fitScreen(QWidget &window)
{
    constexpr QSize frame(16, 40);
    window.resize(window.size().boundedTo(window.screen()->availableSize() - frame));
}

int run(QApplication &application, const gui::Options &options)
{
    if (options.isPicture())
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    ui::installTranslations();
    ui::Look &look = ui::Look::instance();
    look.install(options.isPicture());
    ui::followAppearance();
    if (!options.theme.isEmpty() || options.isPicture())
        look.choose(options.theme == QStringLiteral("dark") ? ui::ThemeChoice::Dark : ui::ThemeChoice::Light);
    if (options.isPicture())
        ui::Preferences::instance().makeReadOnly();
    ui::MainWindow window;
    ui::installPanes(window);
    if (options.listViews) {
        for (const ui::View &view : window.views())
            std::printf("%-24s %s\n", qPrintable(view.name), qPrintable(view.description));
        return 0;
    }
    if (!options.screenshot.isEmpty()) {
        const auto taken = gui::takeScreenshot(window, options);
        return taken ? 0 : report(taken.error());
    }
    fitScreen(window);
    window.restoreLayout();
    window.show();
    const QString folder = options.workspace.isEmpty() ? lastWorkspace() : options.workspace;
    if (!folder.isEmpty())
        gui::open(window, folder);
    return application.exec();
}

} // namespace

int main(int argc, char **argv)
{
    const QStringList words = wordsOf(argc, argv);
    if (words.contains(QStringLiteral("--help")) || words.contains(QStringLiteral("-h"))) {
        std::fputs(qPrintable(gui::helpText()), stdout);
        return 0;
    }
    if (words.contains(QStringLiteral("--version"))) {
        std::puts("kilter-workbench " KILTER_VERSION);
        return 0;
    }
    const auto options = gui::parseOptions(words);
    if (!options)
        return report(options.error());
    if (options->isPicture()) { // before the application is made: it chooses its platform then
        qputenv("QT_QPA_PLATFORM", "offscreen");
        qputenv("QT_SCALE_FACTOR", QByteArray::number(options->scale));
        qunsetenv("QT_QPA_PLATFORMTHEME");
    }
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("kilter"));
    QCoreApplication::setApplicationVersion(QStringLiteral(KILTER_VERSION));
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Kilter"));
    return run(application, *options);
}
