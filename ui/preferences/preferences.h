#pragma once
#include <QObject>
#include <QString>
#include <QVariant>

#include <memory>

class QSettings;

namespace kilter::ui {

/// A typed setting: key and default stand here, once.
template<class T>
struct Setting
{
    const char *key;
    T standard;
};

namespace setting {
inline constexpr Setting<int> theme{"appearance/theme", 0};           ///< ThemeChoice
inline const Setting<QString> codeFont{"appearance/codeFont", {}};    ///< family; empty: JetBrains Mono, else the platform's
inline constexpr Setting<bool> restore{"window/restore", true};       ///< open the last workspace at start
} // namespace setting

/// The user's settings, in kilter/workbench.ini of the configuration folder; never a password.
class Preferences : public QObject
{
    Q_OBJECT

public:
    static Preferences &instance();

    template<class T>
    T get(const Setting<T> &setting) const
    {
        return value(QString::fromLatin1(setting.key), QVariant::fromValue(setting.standard)).template value<T>();
    }
    template<class T>
    void set(const Setting<T> &setting, const T &value)
    {
        setValue(QString::fromLatin1(setting.key), QVariant::fromValue(value));
    }

    /// Pictures and some tests read settings but write none.
    void makeReadOnly() { m_isReadOnly = true; }
    bool isReadOnly() const { return m_isReadOnly; }

    QVariant value(const QString &key, const QVariant &standard) const;
    void setValue(const QString &key, const QVariant &value);
    std::unique_ptr<QSettings> file() const;

signals:
    void changed(const QString &key);

private:
    bool m_isReadOnly = false;
};

/// Applies what concerns the look: theme and code font; now, and when they change.
void followAppearance();

} // namespace kilter::ui
