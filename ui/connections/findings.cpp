#include "ui/connections/findings.h"

#include "ui/look/drawing.h"
#include "ui/look/fonts.h"
#include "ui/look/icon.h"

#include <QClipboard>

namespace kilter::ui {
namespace {

constexpr int headHeight = 32;

/// An icon and words that wrap.
class FindingRow : public QWidget
{
public:
    FindingRow(const Finding &finding, QWidget *parent) : QWidget(parent), m_tone(finding.tone)
    {
        auto *row = new QHBoxLayout(this);
        row->setContentsMargins(36, 3, 12, 3);
        auto *words = new QLabel(finding.words, this);
        words->setTextFormat(Qt::PlainText);
        words->setWordWrap(true);
        words->setFont(fontFor(FontRole::Small));
        words->setTextInteractionFlags(Qt::TextSelectableByMouse);
        row->addWidget(words);
        setAccessibleName(finding.words);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        paintIcon(painter, QRect(12, 4, 16, 16), m_tone == Tone::Plain ? QStringLiteral("info") : toneIcon(m_tone), toneToken(m_tone));
    }

private:
    Tone m_tone;
};

} // namespace

Findings::Findings(QWidget *parent) : QWidget(parent), m_headline(new QLabel(this)), m_copy(new QToolButton(this)), m_rows(new QVBoxLayout)
{
    setObjectName(QStringLiteral("findings"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 4);
    column->setSpacing(4);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(35, 0, 4, 0);
    m_headline->setFont(fontFor(FontRole::BodyBold));
    m_headline->setFixedHeight(headHeight);
    m_copy->setText(tr("Copy"));
    m_copy->setAutoRaise(true);
    m_copy->setFont(fontFor(FontRole::Small));
    m_copy->setToolTip(tr("Copies the whole result"));
    m_copy->setAccessibleName(tr("Copy the result"));
    connect(m_copy, &QToolButton::clicked, this, [this] { QApplication::clipboard()->setText(m_result.copyText); });
    head->addWidget(m_headline, 1);
    head->addWidget(m_copy);
    column->addLayout(head);
    m_rows->setSpacing(0);
    column->addLayout(m_rows);
    hide();
}

void Findings::clear()
{
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    hide();
}

void Findings::show(const TestResult &result)
{
    clear();
    m_result = result;
    m_headline->setText(result.headline);
    for (const Finding &finding : result.findings)
        m_rows->addWidget(new FindingRow(finding, this));
    setAccessibleName(result.headline);
    QWidget::show();
    update();
}

void Findings::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawBox(painter, rect(), 4, Look::color(Token::Surface), Look::color(Token::Border));
    painter.fillRect(QRect(1, 1, width() - 2, headHeight), Look::color(toneGroundToken(m_result.tone)));
    paintIcon(painter, QRect(13, 1 + (headHeight - 16) / 2, 16, 16), toneIcon(m_result.tone), toneToken(m_result.tone));
}

} // namespace kilter::ui
