#pragma once
#include "ui/look/look.h"

class QDBusVariant;

namespace kilter::ui {

/// What the desktop prefers: the settings portal's org.freedesktop.appearance color-scheme (Qt 6.4 has no colorScheme()), else the
/// lightness of the palette with which the program began.
class SystemTheme : public QObject
{
    Q_OBJECT

public:
    explicit SystemTheme(QObject *parent);
    Theme theme() const { return m_theme; }

signals:
    void changed();

private slots:
    void settingChanged(const QString &group, const QString &key, const QDBusVariant &value);

private:
    void ask();
    void take(uint scheme);

    Theme m_fromPalette = Theme::Light;
    Theme m_theme = Theme::Light;
};

} // namespace kilter::ui
