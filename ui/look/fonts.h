#pragma once
#include <QFont>

namespace kilter::ui {

/// The roles of type: every text uses one of them.
enum class FontRole { Badge, BadgeBold, Small, SmallBold, Body, BodyBold, Title, Hero, Code, CodeSmall };

/// Sizes follow the body's; the code roles are monospaced without ligatures, or ->> and >= would become one glyph.
QFont fontFor(FontRole role);

/// Sets the application's font: the platform's; pinned, or without a platform theme, Noto Sans 10 pt, else DejaVu Sans 9 pt.
void installFonts(bool pinned);

/// The setting for code; empty family: JetBrains Mono where it is installed, else the platform's.
void setCodeFont(const QString &family);

/// Height of a row of the role's font: at least `least` pixels.
int rowHeight(int least, FontRole role = FontRole::Body);

} // namespace kilter::ui
