#include "ui/review/confirmpanel.h"

#include "ui/look/badges.h"
#include "ui/look/fonts.h"
#include "ui/look/icon.h"
#include "ui/look/look.h"
#include "ui/text/text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace kilter::ui {
namespace {

QLabel *plainLabel(FontRole role, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setFont(fontFor(role));
    return label;
}

QPushButton *button(const QString &text, const QString &toolTip, QWidget *parent)
{
    auto *made = new QPushButton(text, parent);
    made->setToolTip(toolTip);
    made->setAutoDefault(false);
    return made;
}

} // namespace

ConfirmPanel::ConfirmPanel(QWidget *parent)
    : QWidget(parent), m_question(plainLabel(FontRole::BodyBold, this)), m_words(plainLabel(FontRole::Small, this)), m_name(new QLineEdit(this)),
      m_match(plainLabel(FontRole::Small, this)), m_cancel(button(tr("Cancel"), tr("Closes this review; nothing runs"), this)),
      m_try(button(tr("Dry run"), tr("Runs all statements on a scratch copy of the schema; the store is only read"), this)),
      m_unlock(button(tr("Unlock for this session…"), tr("Production opens read-only; this allows a run until the workbench is closed"), this)),
      m_run(button(QString(), QString(), this)), m_stop(button(tr("Cancel the run"), tr("Stops the statement that runs; what stands is recorded"), this)),
      m_again(button(tr("Review again"), tr("Looks at the store and the files again"), this))
{
    m_name->setAccessibleName(tr("Name of the database, to confirm"));
    m_name->setFont(fontFor(FontRole::Code));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 16);
    layout->setSpacing(8);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_question, m_words, m_name, m_match})
        layout->addWidget(widget);
    layout->addSpacing(4);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_run);
    row->addWidget(m_unlock);
    row->addWidget(m_try);
    row->addWidget(m_stop);
    row->addWidget(m_again);
    row->addStretch(1);
    row->addWidget(m_cancel);
    layout->addLayout(row);
    connect(m_name, &QLineEdit::textChanged, this, &ConfirmPanel::update);
    connect(m_run, &QPushButton::clicked, this, &ConfirmPanel::runWanted);
    connect(m_try, &QPushButton::clicked, this, &ConfirmPanel::tryWanted);
    connect(m_unlock, &QPushButton::clicked, this, &ConfirmPanel::unlockWanted);
    connect(m_stop, &QPushButton::clicked, this, &ConfirmPanel::cancelWanted);
    connect(m_again, &QPushButton::clicked, this, &ConfirmPanel::againWanted);
    connect(m_cancel, &QPushButton::clicked, this, &ConfirmPanel::closeWanted);
    showOnly({});
}

void ConfirmPanel::showOnly(const std::vector<QWidget *> &widgets)
{
    for (QWidget *widget : std::initializer_list<QWidget *>{m_name, m_match, m_cancel, m_try, m_unlock, m_run, m_stop, m_again})
        widget->setVisible(std::find(widgets.begin(), widgets.end(), widget) != widgets.end());
}

void ConfirmPanel::setWords(const QString &question, const QString &words)
{
    m_question->setText(question);
    m_words->setText(words);
    m_words->setVisible(!words.isEmpty());
}

void ConfirmPanel::ask(const Review &review, int losing, const QString &obstacle, bool isLocked, bool canTry)
{
    const QString count = counted(qsizetype(review.plan.statements()), tr("statement"), tr("statements"));
    const bool isProduction = review.environment == Environment::Production;
    const bool isUp = review.plan.direction == Direction::Up;
    const bool destroys = losing > 0 || !isUp;
    m_environment = review.environment;
    m_databaseName = review.databaseName;
    m_obstacle = obstacle;
    m_mustType = isProduction;
    const QString place = isProduction ? tr("production") : review.environment == Environment::Staging ? tr("staging") : review.databaseName;
    const QString question = isUp ? tr("Apply %1 to %2?").arg(count, place) : tr("Run %1 to roll %2 back?").arg(count, place);
    QStringList words;
    if (losing > 0)
        words += (losing == 1 ? tr("One statement loses data.") : tr("%1 statements lose data.").arg(losing));
    if (!obstacle.isEmpty())
        words += tr("Refused: %1.").arg(obstacle);
    else if (isLocked)
        words += tr("Production is read-only until it is unlocked.");
    else if (isProduction)
        words += tr("To confirm, type the name of the database, %1.").arg(review.databaseName);
    setWords(question, words.join(QLatin1Char(' ')));
    m_run->setText(isUp ? (isProduction ? tr("Apply to production") : tr("Apply")) : (isProduction ? tr("Roll back production") : tr("Roll back")));
    m_run->setToolTip(isUp ? tr("Runs the statements as shown") : tr("Runs the way back as shown"));
    m_run->setProperty("kilterDestroy", isProduction || destroys);
    m_run->setProperty("kilterPrimary", !(isProduction || destroys));
    m_name->clear();
    std::vector<QWidget *> shown{m_cancel};
    if (canTry)
        shown.push_back(m_try);
    if (isLocked)
        shown.push_back(m_unlock);
    else
        shown.push_back(m_run);
    if (m_mustType && !isLocked && obstacle.isEmpty())
        shown.insert(shown.end(), {m_name, m_match});
    showOnly(shown);
    m_cancel->setDefault(isProduction);
    update();
}

void ConfirmPanel::update()
{
    const bool matches = !m_mustType || m_name->text() == m_databaseName;
    m_run->setEnabled(m_obstacle.isEmpty() && matches);
    m_match->setText(m_name->text().isEmpty() ? tr("Nothing typed yet.") : matches ? tr("It matches.") : tr("Does not match yet."));
    QWidget::update();
}

void ConfirmPanel::showRunning(bool isTry, bool isCancelling)
{
    setWords(isTry ? tr("A dry run is under way") : tr("If you cancel now"),
             isCancelling ? tr("Cancelling …")
             : isTry      ? tr("The store is only read; nothing of the copy is left afterwards.")
                          : tr("The statement that runs stops. What its transaction has done is taken back; committed sections stay, and the run can go on from there."));
    m_stop->setEnabled(!isCancelling);
    showOnly({m_stop});
    m_stop->setFocus();
}

void ConfirmPanel::showOver(bool canReview)
{
    setWords({}, {});
    showOnly(canReview ? std::vector<QWidget *>{m_again, m_cancel} : std::vector<QWidget *>{m_cancel});
}

void ConfirmPanel::paintEvent(QPaintEvent *event)
{
    QWidget::paintEvent(event);
    QPainter painter(this);
    painter.fillRect(rect(), Look::color(Token::Window));
    const bool isLoud = m_environment != Environment::Development;
    painter.fillRect(QRect(0, 0, width(), isLoud ? 3 : 1), Look::color(isLoud ? environmentToken(m_environment) : Token::Border));
}

} // namespace kilter::ui
