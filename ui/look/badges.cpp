#include "ui/look/badges.h"

#include "ui/look/fonts.h"
#include "ui/look/icon.h"
#include "ui/look/look.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QPainter>

namespace kilter::ui {
namespace {

constexpr int badgeHeight = 18;

QRect leftCentred(const QRect &rect, const QSize &size)
{
    return {rect.left(), rect.top() + (rect.height() - size.height()) / 2, size.width(), size.height()};
}

void fillRound(QPainter &painter, const QRect &rect, qreal radius, Token ground)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Look::color(ground));
    painter.drawRoundedRect(rect, radius, radius);
    painter.restore();
}

void outlineRound(QPainter &painter, const QRect &rect, qreal radius, Token line)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Look::color(line));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    painter.restore();
}

void words(QPainter &painter, const QRect &rect, FontRole role, Token token, const QString &text, int flags = Qt::AlignLeft)
{
    painter.save();
    painter.setFont(fontFor(role));
    painter.setPen(Look::color(token));
    painter.drawText(rect, flags | Qt::AlignVCenter | Qt::TextSingleLine, text);
    painter.restore();
}

int textWidth(FontRole role, const QString &text)
{
    return QFontMetrics(fontFor(role)).horizontalAdvance(text);
}

} // namespace

QString environmentWord(Environment environment)
{
    switch (environment) {
    case Environment::Development:
        return QCoreApplication::translate("Environment", "DEVELOPMENT");
    case Environment::Staging:
        return QCoreApplication::translate("Environment", "STAGING");
    case Environment::Production:
        return QCoreApplication::translate("Environment", "PRODUCTION");
    }
    return {};
}

QString environmentIcon(Environment environment)
{
    switch (environment) {
    case Environment::Development:
        return QStringLiteral("development");
    case Environment::Staging:
        return QStringLiteral("staging");
    case Environment::Production:
        return QStringLiteral("production");
    }
    return {};
}

Token environmentToken(Environment environment)
{
    switch (environment) {
    case Environment::Development:
        return Token::Development;
    case Environment::Staging:
        return Token::Staging;
    case Environment::Production:
        return Token::Production;
    }
    return Token::Production;
}

Token onEnvironmentToken(Environment environment)
{
    switch (environment) {
    case Environment::Development:
        return Token::OnDevelopment;
    case Environment::Staging:
        return Token::OnStaging;
    case Environment::Production:
        return Token::OnProduction;
    }
    return Token::OnProduction;
}

QSize badgeSize(Environment environment)
{
    return {6 + 8 + 5 + textWidth(FontRole::BadgeBold, environmentWord(environment)) + 6, badgeHeight};
}

int paintBadge(QPainter &painter, const QRect &rect, Environment environment)
{
    const QRect badge = leftCentred(rect, badgeSize(environment));
    const Token on = onEnvironmentToken(environment);
    fillRound(painter, badge, 3, environmentToken(environment));
    paintIcon(painter, {badge.left() + 6, badge.top() + 5, 8, 8}, environmentIcon(environment), on);
    words(painter, badge.adjusted(19, 0, 0, 0), FontRole::BadgeBold, on, environmentWord(environment));
    return badge.width();
}

Token toneToken(Tone tone)
{
    switch (tone) {
    case Tone::Plain:
        return Token::TextSecondary;
    case Tone::Ok:
        return Token::Ok;
    case Tone::Info:
        return Token::Info;
    case Tone::Warn:
        return Token::Warn;
    case Tone::Danger:
        return Token::Danger;
    }
    return Token::TextSecondary;
}

Token toneGroundToken(Tone tone)
{
    switch (tone) {
    case Tone::Plain:
        return Token::Window;
    case Tone::Ok:
        return Token::OkBg;
    case Tone::Info:
        return Token::InfoBg;
    case Tone::Warn:
        return Token::WarnBg;
    case Tone::Danger:
        return Token::DangerBg;
    }
    return Token::Window;
}

QString toneIcon(Tone tone)
{
    switch (tone) {
    case Tone::Plain:
        return {};
    case Tone::Ok:
        return QStringLiteral("ok");
    case Tone::Info:
        return QStringLiteral("info");
    case Tone::Warn:
        return QStringLiteral("warn");
    case Tone::Danger:
        return QStringLiteral("danger");
    }
    return {};
}

QSize pillSize(const QString &word, bool hasIcon)
{
    return {(hasIcon ? 5 + 12 + 4 : 7) + textWidth(FontRole::BadgeBold, word) + 7, badgeHeight};
}

int paintPill(QPainter &painter, const QRect &rect, Tone tone, const QString &word, const QString &icon)
{
    const QRect pill = leftCentred(rect, pillSize(word, !icon.isEmpty()));
    if (tone == Tone::Plain)
        outlineRound(painter, pill, 9, Token::Border);
    else
        fillRound(painter, pill, 9, toneGroundToken(tone));
    if (!icon.isEmpty())
        paintIcon(painter, {pill.left() + 5, pill.top() + 3, 12, 12}, icon, toneToken(tone));
    words(painter, pill.adjusted(icon.isEmpty() ? 7 : 21, 0, 0, 0), tone == Tone::Plain ? FontRole::Badge : FontRole::BadgeBold,
          toneToken(tone), word);
    return pill.width();
}

QSize countSize(const QString &text)
{
    return {qMax(18, textWidth(FontRole::Badge, text) + 10), 16};
}

int paintCount(QPainter &painter, const QRect &rect, const QString &text)
{
    const QRect pill = leftCentred(rect, countSize(text));
    fillRound(painter, pill, 8, Token::Hover);
    words(painter, pill, FontRole::Badge, Token::TextSecondary, text, Qt::AlignHCenter);
    return pill.width();
}

QSize keySize(const QString &text)
{
    return {textWidth(FontRole::Badge, text) + 12, 18};
}

int paintKey(QPainter &painter, const QRect &rect, const QString &text)
{
    const QRect key = leftCentred(rect, keySize(text));
    fillRound(painter, key, 3, Token::Window);
    outlineRound(painter, key, 3, Token::Border);
    words(painter, key, FontRole::Badge, Token::TextSecondary, text, Qt::AlignHCenter);
    return key.width();
}

} // namespace kilter::ui
