#include "ui/look/look.h"

#include "ui/look/focusring.h"
#include "ui/look/fonts.h"
#include "ui/look/kilterstyle.h"
#include "ui/look/systemtheme.h"

#include <QApplication>

namespace kilter::ui {

Look &Look::instance()
{
    static Look look;
    return look;
}

QColor Look::color(Token token, Theme theme)
{
    const TokenColors &colors = colorsOf(token);
    return QColor::fromRgb(theme == Theme::Dark ? colors.dark : colors.light);
}

void Look::choose(ThemeChoice choice)
{
    m_choice = choice;
    if (m_installed)
        apply();
}

void Look::install(bool pinned)
{
    m_pinned = pinned;
    m_installed = true;
    if (!pinned) {
        auto *system = new SystemTheme(qApp);
        m_system = system->theme();
        connect(system, &SystemTheme::changed, this, [this, system] {
            m_system = system->theme();
            apply();
        });
    }
    QApplication::setStyle(new KilterStyle);
    new FocusRing(qApp);
    installFonts(pinned);
    apply();
}

void Look::apply()
{
    m_theme = m_choice == ThemeChoice::System ? m_system : m_choice == ThemeChoice::Dark ? Theme::Dark : Theme::Light;
    QApplication::setPalette(palette(m_theme));
    emit changed();
}

} // namespace kilter::ui
