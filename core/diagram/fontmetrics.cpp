#include "core/diagram/fontmetrics.h"

#include <QFontDatabase>
#include <QFontInfo>
#include <QFontMetricsF>

namespace kilter {
namespace {

std::function<double(std::string_view)> widthIn(const std::string &family, int pixels, bool bold)
{
    QFont font(QString::fromStdString(family));
    font.setPixelSize(pixels);
    font.setBold(bold);
    font.setHintingPreference(QFont::PreferNoHinting); // widths as at any zoom
    const QFontMetricsF metrics(font);
    return [metrics](std::string_view text) { return metrics.horizontalAdvance(QString::fromUtf8(text.data(), qsizetype(text.size()))); };
}

} // namespace

DiagramMetrics measuredMetrics(const std::string &family)
{
    DiagramMetrics metrics;
    metrics.headWidth = widthIn(family, 12, true);
    metrics.nameWidth = metrics.headWidth; // names of primary keys are bold
    metrics.typeWidth = widthIn(family, 11, false);
    return metrics;
}

bool hasFont(const std::string &family)
{
    const QString name = QString::fromStdString(family);
    return QFontInfo(QFont(name)).family().compare(name, Qt::CaseInsensitive) == 0;
}

} // namespace kilter
