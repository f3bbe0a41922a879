#include "ui/diagram/fittedname.h"

#include "ui/diagram/tablepainter.h"

#include <QHash>

#include <algorithm>
#include <cmath>

namespace kilter::ui {
namespace {

struct Part
{
    QString text;
    double width = 0; ///< for each pixel of the font's size
};
using Parts = std::vector<Part>;

bool breaksBetween(QChar before, QChar after)
{
    return before == QLatin1Char('_') || before == QLatin1Char(' ') || (before.isLower() && after.isUpper());
}

/// The words of a name, measured once.
const Parts &partsOf(const QString &name, const DiagramFonts &fonts)
{
    static QHash<QString, Parts> known;
    static QFont measuredWith;
    constexpr qsizetype most = 20000;
    if (known.size() > most || measuredWith != fonts.key) {
        known.clear();
        measuredWith = fonts.key;
    }
    Parts &parts = known[name];
    if (!parts.empty())
        return parts;
    for (qsizetype i = 0; i < name.size(); ++i) {
        if (i == 0 || breaksBetween(name[i - 1], name[i]))
            parts.push_back({});
        parts.back().text += name[i];
    }
    for (Part &part : parts)
        part.width = fonts.keyMetrics.horizontalAdvance(part.text) / fonts.key.pixelSize();
    return parts;
}

/// As many lines as it takes at this size; none where a word is wider than the room.
QStringList linesOf(const Parts &parts, double width)
{
    QStringList lines;
    double used = 0;
    for (const Part &part : parts) {
        if (part.width > width)
            return {};
        if (lines.isEmpty() || used + part.width > width) {
            lines.append(QString());
            used = 0;
        }
        lines.back() += part.text;
        used += part.width;
    }
    return lines;
}

/// Where no size will do: letters as they fall.
QStringList cutLines(const QString &name, double width, qsizetype most, const DiagramFonts &fonts)
{
    QStringList lines;
    QString rest = name;
    const double room = width * fonts.key.pixelSize();
    while (!rest.isEmpty() && lines.size() < most) {
        const bool isLast = lines.size() + 1 == most;
        qsizetype length = rest.size();
        while (length > 1 && fonts.keyMetrics.horizontalAdvance(rest.left(length)) > room)
            --length;
        lines.append(isLast && length < rest.size() ? fonts.keyMetrics.elidedText(rest, Qt::ElideMiddle, room) : rest.left(length));
        rest = rest.mid(length);
    }
    return lines;
}

} // namespace

FittedName fittedName(const QString &name, const QSizeF &room, double least, double most, const DiagramFonts &fonts)
{
    const Parts &parts = partsOf(name, fonts);
    constexpr int steps = 4;
    for (int step = 0; step <= steps; ++step) {
        const double pixels = std::floor(most + (least - most) * step / steps);
        const QStringList lines = linesOf(parts, room.width() / pixels);
        if (!lines.isEmpty() && double(lines.size()) * pixels * lineHeight <= room.height() + 0.3 * pixels)
            return {lines, pixels};
    }
    const double pixels = std::max(1.0, std::floor(least));
    const auto count = std::max<qsizetype>(1, qsizetype((room.height() + 0.3 * pixels) / (pixels * lineHeight)));
    return {cutLines(name, room.width() / pixels, count, fonts), pixels};
}

} // namespace kilter::ui
