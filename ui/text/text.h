#pragma once
#include "core/base/error.h"

#include <QString>

#include <string_view>

namespace kilter::ui {

/// Core's UTF-8 as Qt's text, and back.
inline QString qtText(std::string_view text) { return QString::fromUtf8(text.data(), qsizetype(text.size())); }
inline std::string utf8(const QString &text) { return text.toStdString(); }

/// "1 migration", "3 migrations"; until a translation knows plurals better.
inline QString counted(qsizetype count, const QString &one, const QString &many)
{
    return QString::number(count) + QLatin1Char(' ') + (count == 1 ? one : many);
}

/// The whole error as it is copied to a mail: message, server's words, findings, hint.
QString errorText(const Error &error);

/// The first line of an error, with a capital letter: what a banner or a status bar says.
QString errorHeadline(const Error &error);

} // namespace kilter::ui
