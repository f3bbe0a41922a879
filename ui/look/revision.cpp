#include "ui/look/revision.h"

#include "ui/look/icon.h"

#include <QRect>

namespace kilter::ui {

QString revisionIcon(RevisionState state)
{
    switch (state) {
    case RevisionState::Applied:
        return QStringLiteral("revision-applied");
    case RevisionState::Current:
        return QStringLiteral("revision-current");
    case RevisionState::Pending:
        return QStringLiteral("revision-pending");
    case RevisionState::Failed:
        return QStringLiteral("revision-failed");
    case RevisionState::Running:
        return QStringLiteral("revision-interrupted");
    case RevisionState::Changed:
        return QStringLiteral("revision-changed");
    case RevisionState::Missing:
        return QStringLiteral("revision-missing");
    case RevisionState::OutOfOrder:
        return QStringLiteral("revision-order");
    }
    return QStringLiteral("revision-pending");
}

Token revisionToken(RevisionState state)
{
    switch (state) {
    case RevisionState::Applied:
        return Token::Text;
    case RevisionState::Current:
        return Token::AccentText;
    case RevisionState::Pending:
    case RevisionState::Missing:
        return Token::TextSecondary;
    case RevisionState::Failed:
        return Token::Danger;
    case RevisionState::Running:
    case RevisionState::Changed:
    case RevisionState::OutOfOrder:
        return Token::Warn;
    }
    return Token::Text;
}

void paintRevision(QPainter &painter, const QRect &rect, RevisionState state)
{
    paintIcon(painter, rect, revisionIcon(state), revisionToken(state));
}

} // namespace kilter::ui
