#include "app/cli/pictureapplication.h"

#include <QGuiApplication>
#include <QHash>

#include <cstdio>

namespace kilter::cli {
namespace {

void ignoreMessages(QtMsgType type, const QMessageLogContext &, const QString &text)
{
    if (type == QtFatalMsg)
        std::fprintf(stderr, "%s\n", qPrintable(text)); // Qt aborts after it
}

} // namespace

PictureApplication::PictureApplication()
{
    static int count = 1;
    static char name[] = "kilter";
    static char *arguments[] = {name, nullptr};
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qInstallMessageHandler(ignoreMessages);
    QHashSeed::setDeterministicGlobalSeed(); // the fonts of a PDF stand in the order of a hash
    m_application = std::make_unique<QGuiApplication>(count, arguments);
}

PictureApplication::~PictureApplication()
{
    m_application.reset();
    qInstallMessageHandler(nullptr);
}

} // namespace kilter::cli
