#include "ui/preferences/preferences.h"

#include "ui/look/fonts.h"
#include "ui/look/look.h"

#include <QSettings>

namespace kilter::ui {

Preferences &Preferences::instance()
{
    static Preferences preferences;
    return preferences;
}

std::unique_ptr<QSettings> Preferences::file() const
{
    return std::make_unique<QSettings>(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("kilter"), QStringLiteral("workbench"));
}

QVariant Preferences::value(const QString &key, const QVariant &standard) const
{
    return file()->value(key, standard);
}

void Preferences::setValue(const QString &key, const QVariant &value)
{
    if (m_isReadOnly || file()->value(key) == value)
        return;
    file()->setValue(key, value);
    emit changed(key);
}

void followAppearance()
{
    const auto apply = [] {
        const Preferences &preferences = Preferences::instance();
        setCodeFont(preferences.get(setting::codeFont));
        Look::instance().choose(ThemeChoice(qBound(0, preferences.get(setting::theme), 2)));
    };
    QObject::connect(&Preferences::instance(), &Preferences::changed, &Look::instance(), [apply](const QString &key) {
        if (key.startsWith(QStringLiteral("appearance/")))
            apply();
    });
    apply();
}

} // namespace kilter::ui
