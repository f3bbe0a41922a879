#pragma once
#include "core/runner/status.h"
#include "ui/look/tokens.h"

#include <QString>

class QPainter;
class QRect;

namespace kilter::ui {

/// A migration's node on the timeline, 16 × 16: the shape tells the state, the word repeats it, colour comes last.
QString revisionIcon(RevisionState state);
Token revisionToken(RevisionState state);
void paintRevision(QPainter &painter, const QRect &rect, RevisionState state);

} // namespace kilter::ui
