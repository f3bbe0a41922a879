#pragma once
#include "core/model/model.h"
#include "core/workspace/workspace.h"
#include "ui/look/tokens.h"

#include <QIcon>
#include <QString>

class QPainter;
class QRect;
class QSize;

namespace kilter::ui {

// Small parts of the look as free functions, for delegates and small widgets alike. Each has its size, and paints itself vertically
// centred at the left of the rectangle; all give back the width that was used.

/// Environment: shape, word, solid fill. Nobody may tell a database's environment in another way.
QString environmentWord(Environment environment); ///< "PRODUCTION"
QString environmentIcon(Environment environment); ///< ● ▲ ■
Token environmentToken(Environment environment);
Token onEnvironmentToken(Environment environment);
QSize badgeSize(Environment environment);
int paintBadge(QPainter &painter, const QRect &rect, Environment environment);

/// Tones of pills; Plain is outlined, without a tint.
enum class Tone { Plain, Ok, Info, Warn, Danger };
Token toneToken(Tone tone);
Token toneGroundToken(Tone tone);
QString toneIcon(Tone tone);
QSize pillSize(const QString &word, bool hasIcon);
/// `icon` may be empty.
int paintPill(QPainter &painter, const QRect &rect, Tone tone, const QString &word, const QString &icon = {});

/// A number behind the name of a tab or group.
QSize countSize(const QString &text);
int paintCount(QPainter &painter, const QRect &rect, const QString &text);

/// A key as it is printed on the keyboard: "Ctrl+K".
QSize keySize(const QString &text);
int paintKey(QPainter &painter, const QRect &rect, const QString &text);

/// Level mark: α β γ q o on its tint, 16 × 16.
QString levelLetter(Level level);
QString levelWord(Level level);
Token levelToken(Level level);
Token levelGroundToken(Level level);
int paintLevel(QPainter &painter, const QRect &rect, Level level);
QIcon levelIcon(Level level);

/// What differs, as a sign at the right edge of a row with its word in the tool tip.
enum class Sign { None, Add, Change, Remove, Rename, Question, Invalid };
QString signText(Sign sign); ///< + ~ − » ? !
QString signWord(Sign sign); ///< "new: not in the store yet"
Token signToken(Sign sign);
Token signGroundToken(Sign sign);
Token signStrongToken(Sign sign);
void paintSign(QPainter &painter, const QRect &rect, Sign sign);

} // namespace kilter::ui
