#include "ui/session/eventlog.h"

#include "ui/text/text.h"

namespace kilter::ui {

void EventLog::append(Severity severity, const QString &text)
{
    constexpr std::size_t most = 5000;
    if (m_entries.size() >= most) {
        emit aboutToDropOldest();
        m_entries.pop_front();
        emit oldestDropped();
    }
    emit aboutToAppend();
    m_entries.push_back({QDateTime::currentDateTime(), severity, text});
    emit appended();
}

void EventLog::append(const Error &error)
{
    append(Severity::Error, errorText(error));
}

} // namespace kilter::ui
