#include "ui/look/badges.h"

#include "ui/look/fonts.h"
#include "ui/look/look.h"

#include <QCoreApplication>
#include <QIconEngine>
#include <QPainter>

namespace kilter::ui {

QString levelLetter(Level level)
{
    switch (level) {
    case Level::Alpha:
        return QStringLiteral("α");
    case Level::Beta:
        return QStringLiteral("β");
    case Level::Gamma:
        return QStringLiteral("γ");
    case Level::Qualifier:
        return QStringLiteral("q");
    case Level::Organizer:
        return QStringLiteral("o");
    }
    return {};
}

QString levelWord(Level level)
{
    const std::string_view word = keyword(level); // a keyword of the files, the same in every language
    return QString::fromUtf8(word.data(), qsizetype(word.size()));
}

Token levelToken(Level level)
{
    switch (level) {
    case Level::Alpha:
        return Token::Alpha;
    case Level::Beta:
        return Token::Beta;
    case Level::Gamma:
        return Token::Gamma;
    case Level::Qualifier:
        return Token::Qualifier;
    case Level::Organizer:
        return Token::Organizer;
    }
    return Token::Alpha;
}

Token levelGroundToken(Level level)
{
    switch (level) {
    case Level::Alpha:
        return Token::AlphaBg;
    case Level::Beta:
        return Token::BetaBg;
    case Level::Gamma:
        return Token::GammaBg;
    case Level::Qualifier:
        return Token::QualifierBg;
    case Level::Organizer:
        return Token::OrganizerBg;
    }
    return Token::AlphaBg;
}

int paintLevel(QPainter &painter, const QRect &rect, Level level)
{
    const QRect mark(rect.left(), rect.top() + (rect.height() - 16) / 2, 16, 16);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Look::color(levelGroundToken(level)));
    painter.drawRoundedRect(mark, 3, 3);
    painter.setPen(Look::color(levelToken(level)));
    painter.setFont(fontFor(FontRole::BadgeBold));
    painter.drawText(mark, Qt::AlignCenter, levelLetter(level));
    painter.restore();
    return mark.width();
}

namespace {

class LevelIconEngine : public QIconEngine
{
public:
    explicit LevelIconEngine(Level level) : m_level(level) {}
    QIconEngine *clone() const override { return new LevelIconEngine(m_level); }
    bool isNull() override { return false; }
    void paint(QPainter *painter, const QRect &rect, QIcon::Mode, QIcon::State) override { paintLevel(*painter, rect, m_level); }
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal scale) override
    {
        QPixmap pixmap(size);
        pixmap.setDevicePixelRatio(scale);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), (QSizeF(size) / scale).toSize()), mode, state);
        return pixmap;
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override { return scaledPixmap(size, mode, state, 1); }

private:
    Level m_level;
};

} // namespace

QIcon levelIcon(Level level)
{
    return QIcon(new LevelIconEngine(level));
}

QString signText(Sign sign)
{
    switch (sign) {
    case Sign::None:
        return {};
    case Sign::Add:
        return QStringLiteral("+");
    case Sign::Change:
        return QStringLiteral("~");
    case Sign::Remove:
        return QStringLiteral("−");
    case Sign::Rename:
        return QStringLiteral("»");
    case Sign::Question:
        return QStringLiteral("?");
    case Sign::Invalid:
        return QStringLiteral("!");
    }
    return {};
}

QString signWord(Sign sign)
{
    switch (sign) {
    case Sign::None:
        return {};
    case Sign::Add:
        return QCoreApplication::translate("Sign", "new: not in the store yet");
    case Sign::Change:
        return QCoreApplication::translate("Sign", "changed: model and store differ");
    case Sign::Remove:
        return QCoreApplication::translate("Sign", "only in the store: no model describes it");
    case Sign::Rename:
        return QCoreApplication::translate("Sign", "renamed");
    case Sign::Question:
        return QCoreApplication::translate("Sign", "a question: perhaps renamed");
    case Sign::Invalid:
        return QCoreApplication::translate("Sign", "invalid: see Problems");
    }
    return {};
}

Token signToken(Sign sign)
{
    switch (sign) {
    case Sign::None:
        return Token::TextSecondary;
    case Sign::Add:
        return Token::Add;
    case Sign::Change:
        return Token::Change;
    case Sign::Remove:
    case Sign::Invalid:
        return Token::Remove;
    case Sign::Rename:
    case Sign::Question:
        return Token::Rename;
    }
    return Token::TextSecondary;
}

Token signGroundToken(Sign sign)
{
    switch (sign) {
    case Sign::None:
        return Token::Surface;
    case Sign::Add:
        return Token::AddBg;
    case Sign::Change:
        return Token::ChangeBg;
    case Sign::Remove:
    case Sign::Invalid:
        return Token::RemoveBg;
    case Sign::Rename:
    case Sign::Question:
        return Token::RenameBg;
    }
    return Token::Surface;
}

Token signStrongToken(Sign sign)
{
    switch (sign) {
    case Sign::None:
        return Token::Surface;
    case Sign::Add:
        return Token::AddStrong;
    case Sign::Change:
        return Token::ChangeStrong;
    case Sign::Remove:
    case Sign::Invalid:
        return Token::RemoveStrong;
    case Sign::Rename:
    case Sign::Question:
        return Token::RenameStrong;
    }
    return Token::Surface;
}

void paintSign(QPainter &painter, const QRect &rect, Sign sign)
{
    QFont font = fontFor(FontRole::CodeSmall);
    font.setBold(true);
    painter.save();
    painter.setFont(font);
    painter.setPen(Look::color(signToken(sign)));
    painter.drawText(rect, Qt::AlignCenter, signText(sign));
    painter.restore();
}

} // namespace kilter::ui
