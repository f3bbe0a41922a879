#pragma once
#include "ui/session/session.h"

#include <QString>

#include <functional>

namespace kilter::ui {

/// The desktop's keychain, through QtKeychain. Passwords are kept there only when the person asks for it, by workspace, store and connection.
class Keychain
{
public:
    struct Answer
    {
        bool ok = false;
        bool found = false;
        QString password;
        QString problem; ///< in words: "No keychain runs on this desktop …"
    };
    using Done = std::function<void(const Answer &)>;

    static QString keyOf(const QString &folder, const StoreChoice &choice);
    /// Answers later, on the GUI thread, unless `context` is gone by then.
    static void read(QObject *context, const QString &key, Done done);
    static void write(QObject *context, const QString &key, const QString &password, Done done);
    static void remove(QObject *context, const QString &key, Done done);
};

} // namespace kilter::ui
