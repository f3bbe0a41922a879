#include "ui/diffview/comparefooter.h"

#include "ui/diffview/livediff.h"
#include "ui/look/fonts.h"
#include "ui/look/look.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace kilter::ui {
namespace {

QLabel *smallLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setFont(fontFor(FontRole::Small));
    label->setTextFormat(Qt::PlainText);
    return label;
}

/// The colour only repeats what the words say.
void paintIn(QLabel *label, Token token)
{
    QPalette colours = label->palette();
    colours.setColor(QPalette::WindowText, Look::color(token));
    label->setPalette(colours);
}

} // namespace

CompareFooter::CompareFooter(LiveDiff &diff, QWidget *parent)
    : QWidget(parent), m_diff(diff), m_words(smallLabel(this)), m_questions(smallLabel(this)), m_leftOut(smallLabel(this)), m_button(new QPushButton(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 10, 12, 10);
    row->setSpacing(16);
    row->addWidget(m_words);
    row->addWidget(m_questions);
    row->addWidget(m_leftOut);
    row->addStretch(1);
    row->addWidget(m_button);
    connect(m_button, &QPushButton::clicked, this, [this] { m_isLive ? emit generateWanted() : emit liveWanted(); });
    const auto colour = [this] {
        paintIn(m_questions, Token::Rename);
        paintIn(m_leftOut, Token::Remove);
    };
    connect(&Look::instance(), &Look::changed, this, colour);
    colour();
}

/// A long text takes the line, and another one where it must.
void CompareFooter::setWords(bool isLong)
{
    auto *row = static_cast<QHBoxLayout *>(layout());
    m_words->setWordWrap(isLong);
    row->setStretchFactor(m_words, isLong ? 1 : 0);
    row->setStretch(row->count() - 2, isLong ? 0 : 1);
}

void CompareFooter::showChoice()
{
    m_isLive = true;
    setWords(false);
    m_words->setText(tr("%1 of %n change(s) ticked", nullptr, m_diff.tickableCount()).arg(m_diff.tickedCount()));
    m_questions->setText(tr("? %n question(s) open", nullptr, m_diff.questionCount()));
    m_questions->setVisible(m_diff.questionCount() > 0);
    m_leftOut->setText(tr("− %n destructive change(s) left out", nullptr, m_diff.droppedOutCount()));
    m_leftOut->setVisible(m_diff.droppedOutCount() > 0);
    m_button->setText(tr("Generate migration…"));
    m_button->setToolTip(tr("Writes what is ticked as a migration with a way up and a way down"));
    m_button->setVisible(true);
    m_button->setEnabled(m_diff.tickedCount() > 0);
}

void CompareFooter::showReason(const QString &reason, const QString &wayOut)
{
    m_isLive = false;
    setWords(true);
    m_words->setText(reason);
    m_questions->hide();
    m_leftOut->hide();
    m_button->setText(wayOut);
    m_button->setToolTip(tr("What differs there can be ticked, and decided on"));
    m_button->setEnabled(true);
    m_button->setVisible(!wayOut.isEmpty());
}

} // namespace kilter::ui
