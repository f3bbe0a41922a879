#include "ui/session/problems.h"

namespace kilter::ui {

void Problems::set(const QString &source, const Diagnostics &diagnostics)
{
    const auto at = m_bySource.find(source);
    if (at == m_bySource.end() ? diagnostics.empty() : at->second == diagnostics)
        return;
    if (diagnostics.empty())
        m_bySource.erase(source);
    else
        m_bySource[source] = diagnostics;
    emit changed();
}

Diagnostics Problems::all() const
{
    Diagnostics all;
    for (const auto &[source, diagnostics] : m_bySource)
        all.insert(all.end(), diagnostics.begin(), diagnostics.end());
    return all;
}

} // namespace kilter::ui
