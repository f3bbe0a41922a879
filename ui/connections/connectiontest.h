#pragma once
#include "core/workspace/target.h"
#include "ui/look/badges.h"

#include <QString>

#include <vector>

namespace kilter::ui {

struct Finding
{
    Tone tone = Tone::Ok;
    QString words;
};

/// What trying a connection showed, in plain words.
struct TestResult
{
    Tone tone = Tone::Ok;
    QString headline; ///< "Connected in 38 ms."
    std::vector<Finding> findings;
    QString copyText; ///< the whole, also the server's words
    bool needsPassword = false;
};

/// Connects read-only, once, and looks at what Kilter will need: rights, ledger, encryption. For a worker thread; changes nothing.
TestResult testConnection(const Workspace &workspace, const std::string &store, const std::string &connection, const std::string &password,
                          const std::stop_token &stop);

/// Whether an error of connecting says that a password is missing or wrong.
bool wantsPassword(const Error &error);

} // namespace kilter::ui
