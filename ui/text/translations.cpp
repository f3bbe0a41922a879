#include "ui/text/translations.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace kilter::ui {

void installTranslations()
{
    const QString folder = QStringLiteral(":/translations");
    auto *english = new QTranslator(qApp); // below the others: what a translation lacks is at least right English
    if (english->load(QStringLiteral("kilter_en"), folder))
        QCoreApplication::installTranslator(english);
    auto *own = new QTranslator(qApp);
    if (QLocale().language() != QLocale::English && own->load(QLocale(), QStringLiteral("kilter"), QStringLiteral("_"), folder)) {
        QCoreApplication::installTranslator(own);
        auto *qt = new QTranslator(qApp); // Qt's own dialogs: only together with ours, or the window would speak two languages
        if (qt->load(QLocale(), QStringLiteral("qtbase"), QStringLiteral("_"), QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
            QCoreApplication::installTranslator(qt);
    }
}

} // namespace kilter::ui
