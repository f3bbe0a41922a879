#pragma once
#include "ui/review/runrequest.h"

namespace kilter::ui {

class MainWindow;

/// The page on which migrations are reviewed and run.
void installReview(MainWindow &window);

/// Opens the review of a run; the same one again raises its page.
void openReview(MainWindow &window, const RunSubject &subject);

} // namespace kilter::ui
