#include "ui/review/sidepanel.h"

#include "ui/look/fonts.h"
#include "ui/look/icon.h"
#include "ui/look/look.h"
#include "ui/text/text.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace kilter::ui {
namespace {

QLabel *labelOf(const QString &text, FontRole role, Token token, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setFont(fontFor(role));
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    QPalette palette = label->palette();
    palette.setColor(QPalette::WindowText, Look::color(token));
    label->setPalette(palette);
    return label;
}

QString iconOf(CheckState state)
{
    return state == CheckState::Passed ? QStringLiteral("ok") : state == CheckState::Warned ? QStringLiteral("warn") : QStringLiteral("danger");
}

Token tokenOf(CheckState state)
{
    return state == CheckState::Passed ? Token::Ok : state == CheckState::Warned ? Token::Warn : Token::Danger;
}

QString stateWord(CheckState state)
{
    return state == CheckState::Passed ? SidePanel::tr("passed") : state == CheckState::Warned ? SidePanel::tr("warning") : SidePanel::tr("refused");
}

QString acceptWords(const std::string &id)
{
    if (id == "drift")
        return SidePanel::tr("Run although the store has drifted");
    if (id == "data-loss")
        return SidePanel::tr("I accept that data is lost");
    return SidePanel::tr("Allow %1 this time").arg(qtText(id));
}

} // namespace

SidePanel::SidePanel(QWidget *parent) : QScrollArea(parent)
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Where it runs and what was checked"));
}

void SidePanel::show(const Review &review)
{
    m_content = new QWidget;
    m_content->setBackgroundRole(QPalette::Window);
    m_content->setAutoFillBackground(true);
    m_layout = new QVBoxLayout(m_content);
    m_layout->setContentsMargins(16, 12, 16, 12);
    m_layout->setSpacing(6);
    m_checks = review.checks;
    m_accepted.clear();
    addHead(tr("Target"));
    addFact(tr("Database"), review.databaseName, true);
    addFact(tr("Host"), review.host);
    addFact(tr("User"), review.role.isEmpty() ? review.userName : tr("%1, as role %2").arg(review.userName, review.role));
    addFact(tr("Server"), review.serverId.isEmpty() ? review.serverText : tr("%1, id %2").arg(review.serverText, review.serverId));
    addFact(tr("Plan"), qtText(review.plan.hash));
    m_layout->addSpacing(8);
    const auto passed = std::count_if(m_checks.begin(), m_checks.end(), [](const PreflightCheck &check) { return check.state == CheckState::Passed; });
    addHead(tr("Preflight: %1 of %2 passed").arg(passed).arg(m_checks.size()));
    for (const PreflightCheck &check : m_checks)
        addCheck(check);
    addWayBack(review);
    m_layout->addStretch(1);
    setWidget(m_content);
}

void SidePanel::addHead(const QString &text)
{
    m_layout->addWidget(labelOf(text, FontRole::SmallBold, Token::Text, m_content));
}

void SidePanel::addFact(const QString &name, const QString &value, bool isBold)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    QLabel *left = labelOf(name, FontRole::Small, Token::TextSecondary, m_content);
    left->setFixedWidth(64);
    left->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    row->addWidget(left);
    row->addWidget(labelOf(value, isBold ? FontRole::SmallBold : FontRole::Small, Token::Text, m_content), 1);
    m_layout->addLayout(row);
}

void SidePanel::addCheck(const PreflightCheck &check)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    auto *icon = new QLabel(m_content);
    icon->setPixmap(iconPixmap(iconOf(check.state), 16, tokenOf(check.state), devicePixelRatioF()));
    icon->setAccessibleName(stateWord(check.state));
    icon->setToolTip(stateWord(check.state));
    icon->setAlignment(Qt::AlignTop);
    row->addWidget(icon);
    QLabel *name = labelOf(check.name, FontRole::Small, Token::Text, m_content);
    name->setFixedWidth(104);
    name->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    row->addWidget(name);
    QLabel *words = labelOf(check.words, FontRole::Small, check.state == CheckState::Passed ? Token::TextSecondary : tokenOf(check.state), m_content);
    words->setToolTip(check.details);
    row->addWidget(words, 1);
    m_layout->addLayout(row);
    if (check.state == CheckState::Refused && !check.details.isEmpty())
        m_layout->addWidget(labelOf(check.details, FontRole::Small, Token::Text, m_content));
    if (check.acceptable.empty())
        return;
    auto *accept = new QCheckBox(acceptWords(check.acceptable), m_content);
    accept->setFont(fontFor(FontRole::Small));
    accept->setToolTip(tr("Without this the run is refused"));
    connect(accept, &QCheckBox::toggled, this, [this, id = check.acceptable](bool on) {
        if (on)
            m_accepted.insert(id);
        else
            m_accepted.erase(id);
        emit acceptedChanged();
    });
    m_layout->addWidget(accept);
}

void SidePanel::addWayBack(const Review &review)
{
    if (review.plan.direction == Direction::Down || review.plan.migrations.empty())
        return;
    std::map<Reversibility, int> counts;
    for (const PlannedMigration &migration : review.plan.migrations)
        ++counts[migration.reversibility];
    QStringList words;
    if (const int exact = counts[Reversibility::Exact])
        words += tr("%1 exact").arg(exact);
    if (const int structure = counts[Reversibility::StructureOnly])
        words += tr("%1 structure only").arg(structure);
    if (const int never = counts[Reversibility::Impossible])
        words += tr("%1 not at all").arg(never);
    m_layout->addSpacing(8);
    addHead(tr("Way back"));
    m_layout->addWidget(labelOf(words.join(QStringLiteral(", ")), FontRole::Small,
                                counts[Reversibility::Impossible] ? Token::Danger : counts[Reversibility::StructureOnly] ? Token::Warn : Token::TextSecondary, m_content));
}

QString SidePanel::obstacle() const
{
    for (const PreflightCheck &check : m_checks) {
        if (check.state == CheckState::Refused && !m_accepted.contains(check.acceptable.empty() ? "\n" : check.acceptable))
            return tr("%1: %2").arg(check.name, check.words);
    }
    return {};
}

} // namespace kilter::ui
