#pragma once
#include <QProxyStyle>

namespace kilter::ui {

/// The one style of the workbench: Fusion's behaviour, our drawing. Everything is flat: fills, 1 px lines, radius 4.
class KilterStyle : public QProxyStyle
{
    Q_OBJECT

public:
    KilterStyle();
};

} // namespace kilter::ui
