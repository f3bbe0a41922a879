#pragma once
#include "core/base/error.h"

#include <QDateTime>
#include <QObject>
#include <QString>

#include <deque>

namespace kilter::ui {

/// What happened in this session, for the Log dock. Never holds a password: core's texts have none.
class EventLog : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    struct Entry
    {
        QDateTime time;
        Severity severity = Severity::Info;
        QString text;
    };

    void append(Severity severity, const QString &text);
    void append(const Error &error);
    const std::deque<Entry> &entries() const { return m_entries; }

signals:
    void aboutToAppend();
    void appended();
    void aboutToDropOldest(); ///< the oldest go when there are more than 5,000
    void oldestDropped();

private:
    std::deque<Entry> m_entries;
};

} // namespace kilter::ui
