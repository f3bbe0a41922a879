#include "ui/text/text.h"

namespace kilter::ui {

QString errorText(const Error &error)
{
    return qtText(toText(error));
}

QString errorHeadline(const Error &error)
{
    QString line = qtText(error.message).section(QLatin1Char('\n'), 0, 0);
    if (!line.isEmpty())
        line[0] = line[0].toUpper();
    return line;
}

} // namespace kilter::ui
