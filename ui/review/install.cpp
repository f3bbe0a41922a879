#include "ui/review/install.h"

#include "ui/review/reviewpage.h"

#include <QCoreApplication>

namespace kilter::ui {
namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Review)
};

ReviewPage *shownReview(MainWindow &window)
{
    return qobject_cast<ReviewPage *>(window.currentPage());
}

void addViews(MainWindow &window)
{
    const auto isReady = [&window] {
        const ReviewPage *page = shownReview(window);
        return page && page->isReady();
    };
    window.addView({.name = QStringLiteral("review"), .description = Words::tr("What applying all pending migrations would run"),
                    .show = [&window] { openReview(window, {window.session().choice(), Direction::Up, "head"}); }, .isReady = isReady});
    window.addView({.name = QStringLiteral("review-rollback"), .description = Words::tr("What rolling back everything would run"),
                    .show = [&window] { openReview(window, {window.session().choice(), Direction::Down, "base"}); }, .isReady = isReady});
}

} // namespace

void installReview(MainWindow &window)
{
    window.addPageKind(QStringLiteral("review"), [&window](const QString &argument) -> Page * {
        const auto subject = RunSubject::fromKey(argument);
        return subject ? new ReviewPage(window, *subject) : nullptr;
    });
    window.commands().add({.id = QStringLiteral("migration.review"),
                           .text = Words::tr("Review &pending migrations…"),
                           .toolTip = Words::tr("Shows every statement that would bring the store to the newest migration, and runs them when confirmed"),
                           .menu = MenuId::Migration,
                           .icon = QStringLiteral("play"),
                           .shortcut = QKeySequence(Qt::CTRL | Qt::Key_Return),
                           .needsWorkspace = true},
                          [&window] { openReview(window, {window.session().choice(), Direction::Up, "head"}); });
    addViews(window);
}

void openReview(MainWindow &window, const RunSubject &subject)
{
    const QString key = QStringLiteral("review:") + subject.toKey();
    auto *present = qobject_cast<ReviewPage *>(window.findPage(key));
    window.openPage(key);
    if (present && !present->isRunning())
        present->reviewAgain();
}

} // namespace kilter::ui
