#include "ui/look/focusring.h"

#include <QApplication>
#include <QPushButton>
#include <QToolButton>

namespace kilter::ui {

FocusRing::FocusRing(QApplication *application) : QObject(application)
{
    connect(application, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) { follow(now); });
}

void FocusRing::follow(QWidget *focused)
{
    const bool isButton = qobject_cast<QPushButton *>(focused) || qobject_cast<QToolButton *>(focused);
    if (!isButton || !focused->window()->testAttribute(Qt::WA_KeyboardFocusChange)) {
        if (m_frame)
            m_frame->setWidget(nullptr);
        return;
    }
    if (!m_frame)
        m_frame = new QFocusFrame(focused->window());
    m_frame->setWidget(focused);
}

} // namespace kilter::ui
