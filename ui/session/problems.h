#pragma once
#include "core/base/diagnostic.h"

#include <QObject>
#include <QString>

#include <map>

namespace kilter::ui {

/// Every finding that stands now, by who found it: reading the workspace, an editor's document, the live diff …
class Problems : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Replaces what the source had said.
    void set(const QString &source, const Diagnostics &diagnostics);
    const std::map<QString, Diagnostics> &bySource() const { return m_bySource; }
    Diagnostics all() const;

signals:
    void changed();

private:
    std::map<QString, Diagnostics> m_bySource;
};

} // namespace kilter::ui
