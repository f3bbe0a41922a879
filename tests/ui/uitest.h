#pragma once
#include "tests/ui/patience.h"
#include "ui/look/look.h"
#include "ui/text/translations.h"

#include <QApplication>

/// The main function of a test of the window: an application with the look as pictures have it, then the test class.
#define KILTER_UI_TEST(Class)                                                                                                                        \
    int main(int argc, char **argv)                                                                                                                  \
    {                                                                                                                                                \
        QApplication application(argc, argv);                                                                                                        \
        QCoreApplication::setApplicationName(QStringLiteral("kilter-test"));                                                                         \
        kilter::ui::installTranslations();                                                                                             \
        kilter::ui::Look::instance().install(true);                                                                                          \
        Class test;                                                                                                                                  \
        return QTest::qExec(&test, argc, argv);                                                                                                      \
    }
