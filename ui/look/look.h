#pragma once
#include "ui/look/tokens.h"

#include <QColor>
#include <QObject>
#include <QPalette>

namespace kilter::ui {

enum class Theme { Light, Dark };
enum class ThemeChoice { System, Light, Dark };

/// The current theme. There is one for the whole program; it tells when the theme changes, and whoever paints asks it for colours.
class Look : public QObject
{
    Q_OBJECT

public:
    static Look &instance();

    Theme theme() const { return m_theme; }
    bool isDark() const { return m_theme == Theme::Dark; }
    static QColor color(Token token, Theme theme);
    static QColor color(Token token) { return color(token, instance().theme()); }
    static QPalette palette(Theme theme);

    ThemeChoice choice() const { return m_choice; }
    /// The setting: it wins over the system.
    void choose(ThemeChoice choice);

    /// Sets style, palette and fonts of the application; called once, when there is a QApplication.
    /// `pinned`: for pictures and tests, independent of the platform's fonts and theme.
    void install(bool pinned);
    bool isPinned() const { return m_pinned; }

signals:
    void changed();

private:
    Look() = default;
    void apply();

    Theme m_theme = Theme::Light;
    ThemeChoice m_choice = ThemeChoice::System;
    Theme m_system = Theme::Light;
    bool m_pinned = false;
    bool m_installed = false;
};

} // namespace kilter::ui
