#include "ui/look/kilterstyle.h"

namespace kilter::ui {

KilterStyle::KilterStyle() : QProxyStyle(QStringLiteral("Fusion")) {}

} // namespace kilter::ui
