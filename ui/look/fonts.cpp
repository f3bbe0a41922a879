#include "ui/look/fonts.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontMetrics>

namespace kilter::ui {
namespace {

QString &codeFamilySetting()
{
    static QString family;
    return family;
}

QFont codeFont()
{
    QFont font;
    if (!codeFamilySetting().isEmpty())
        font.setFamily(codeFamilySetting());
    else if (QFontDatabase::hasFamily(QStringLiteral("JetBrains Mono")))
        font.setFamily(QStringLiteral("JetBrains Mono"));
    else
        font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setStyleHint(QFont::Monospace);
    font.setStyleStrategy(QFont::StyleStrategy(font.styleStrategy() | QFont::PreferNoShaping));
    return font;
}

bool isBold(FontRole role)
{
    switch (role) {
    case FontRole::BadgeBold:
    case FontRole::SmallBold:
    case FontRole::BodyBold:
    case FontRole::Title:
    case FontRole::Hero:
        return true;
    case FontRole::Badge:
    case FontRole::Small:
    case FontRole::Body:
    case FontRole::Code:
    case FontRole::CodeSmall:
        return false;
    }
    return false;
}

/// Points more or less than the body.
qreal stepOf(FontRole role)
{
    switch (role) {
    case FontRole::Badge:
    case FontRole::BadgeBold:
        return -2;
    case FontRole::Small:
    case FontRole::SmallBold:
    case FontRole::CodeSmall:
        return -1;
    case FontRole::Body:
    case FontRole::BodyBold:
        return 0;
    case FontRole::Code:
        return -0.5;
    case FontRole::Title:
        return 3;
    case FontRole::Hero:
        return 10;
    }
    return 0;
}

} // namespace

QFont fontFor(FontRole role)
{
    const QFont body = QApplication::font();
    QFont font = role == FontRole::Code || role == FontRole::CodeSmall ? codeFont() : body;
    const qreal points = body.pointSizeF() > 0 ? body.pointSizeF() : 10;
    font.setPointSizeF(points + stepOf(role));
    font.setBold(isBold(role));
    return font;
}

void installFonts(bool pinned)
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    if (pinned) {
        const bool noto = QFontDatabase::hasFamily(QStringLiteral("Noto Sans"));
        font = QFont(noto ? QStringLiteral("Noto Sans") : QStringLiteral("DejaVu Sans"), noto ? 10 : 9);
    }
    QApplication::setFont(font);
}

void setCodeFont(const QString &family)
{
    codeFamilySetting() = family;
}

int rowHeight(int least, FontRole role)
{
    return qMax(least, QFontMetrics(fontFor(role)).height() + 6);
}

} // namespace kilter::ui
