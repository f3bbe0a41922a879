#include "ui/timeline/migrationfacts.h"

#include "core/migration/migration.h"
#include "ui/look/fonts.h"
#include "ui/look/look.h"
#include "ui/text/text.h"
#include "ui/timeline/lanes.h"

#include <QFormLayout>
#include <QLabel>
#include <QScrollBar>
#include <QToolButton>

namespace kilter::ui {
namespace {

QString wayBackWords(const Migration &migration)
{
    switch (migration.reversibility()) {
    case Reversibility::Exact:
        return MigrationFacts::tr("exact");
    case Reversibility::StructureOnly:
        return MigrationFacts::tr("structure only");
    case Reversibility::Impossible:
        return MigrationFacts::tr("impossible");
    }
    return {};
}

QLabel *plainLabel(FontRole role, const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setFont(fontFor(role));
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

MigrationFacts::MigrationFacts(QWidget *parent) : QScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setFixedWidth(272);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("What is known about the migration"));
}

void MigrationFacts::addRun(Facts &facts, const std::string &id, const StatusRow *row, const StoreState &store)
{
    const LedgerRow *ledger = row ? store.ledger.find(id) : nullptr;
    facts.push_back({tr("State"), row ? qtText(wordFor(row->state)) : tr("not known: the store is not connected"), false, {}});
    facts.push_back({tr("Note"), row ? qtText(row->note) : QString(), false, {}});
    if (ledger && !row->appliedAt.empty()) {
        facts.push_back({tr("Applied"), qtText(ledger->appliedAt), false, {}});
        facts.push_back({tr("By"), qtText(ledger->appliedBy), false, {}});
        facts.push_back({tr("Took"), tr("%1 ms, %2").arg(ledger->ms).arg(counted(ledger->statementsDone, tr("statement"), tr("statements"))), false, {}});
    }
    if (ledger)
        facts.push_back({tr("Failure"), qtText(ledger->errorMessage), false, {}});
}

void MigrationFacts::addFile(Facts &facts, const Migration &file, const RevisionGraph &graph, const LedgerRow *ledger)
{
    facts.push_back({tr("Version"), qtText(file.version) + (file.breaking ? tr(", breaking") : QString()), false, {}});
    for (const std::string &parent : graph.parents(file.id))
        facts.push_back({tr("Depends on"), shortName(parent), false, parent});
    for (const std::string &child : graph.children(file.id))
        facts.push_back({tr("Needed by"), shortName(child), false, child});
    const QString sum = qtText(checksum(file));
    const bool isSame = ledger && ledger->checksum == utf8(sum);
    facts.push_back({tr("Checksum"), sum.left(4) + QStringLiteral("…") + sum.right(4) + (!ledger ? QString() : isSame ? tr(", same") : tr(", changed")), true, {}});
    facts.push_back({tr("Way back"), wayBackWords(file), false, {}});
    facts.push_back({tr("Why"), qtText(file.irreversibleReason()), false, {}});
}

void MigrationFacts::show(const std::string &id, const RevisionGraph *graph, const StatusRow *row, const StoreState &store)
{
    Facts facts;
    addRun(facts, id, row, store);
    const LedgerRow *ledger = row ? store.ledger.find(id) : nullptr;
    const Migration *file = graph ? graph->find(id) : nullptr;
    if (file)
        addFile(facts, *file, *graph, ledger);
    for (const LedgerStatement &statement : ledger && file ? store.ledger.statements : std::vector<LedgerStatement>()) {
        if (statement.migrationId == id && statement.ordinal > 0)
            facts.push_back({tr("%1 %2.%3").arg(qtText(statement.direction)).arg(statement.section).arg(statement.ordinal),
                             tr("%1, %2 ms").arg(qtText(statement.state)).arg(statement.ms), false, {}});
    }
    std::erase_if(facts, [](const Fact &fact) { return fact.value.isEmpty(); });
    if (m_content && facts == m_facts)
        return;
    m_facts = std::move(facts);
    const int scrolled = verticalScrollBar()->value();
    m_content = new QWidget;
    m_form = new QFormLayout(m_content);
    m_form->setContentsMargins(16, 12, 16, 12);
    m_form->setVerticalSpacing(8);
    m_form->setHorizontalSpacing(12);
    m_form->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
    for (std::size_t i = 0; i < m_facts.size(); ++i)
        lay(m_facts[i], i == 0 || m_facts[i].link.empty() || m_facts[i - 1].name != m_facts[i].name);
    setWidget(m_content); // which deletes the former one
    m_form->activate();
    verticalScrollBar()->setValue(scrolled);
}

void MigrationFacts::lay(const Fact &fact, bool isNamed)
{
    QLabel *left = plainLabel(FontRole::Small, isNamed ? fact.name : QString(), m_content);
    left->setForegroundRole(QPalette::PlaceholderText);
    if (fact.link.empty()) {
        QLabel *right = plainLabel(fact.isCode ? FontRole::CodeSmall : FontRole::Small, fact.value, m_content);
        right->setWordWrap(true);
        return m_form->addRow(left, right);
    }
    auto *link = new QToolButton(m_content);
    link->setText(fact.value);
    link->setAutoRaise(true);
    link->setFocusPolicy(Qt::StrongFocus);
    const auto colour = [link] {
        QPalette colours = link->palette();
        for (const QPalette::ColorRole role : {QPalette::ButtonText, QPalette::WindowText, QPalette::Text})
            colours.setColor(role, Look::color(Token::AccentText));
        link->setPalette(colours);
        link->setFont(fontFor(FontRole::Small));
    };
    connect(&Look::instance(), &Look::changed, link, colour);
    colour();
    link->setToolTip(tr("Opens %1").arg(qtText(fact.link)));
    link->setAccessibleName(fact.name + QLatin1Char(' ') + fact.value);
    connect(link, &QToolButton::clicked, this, [this, id = fact.link] { emit migrationWanted(id); });
    m_form->addRow(left, link);
}

} // namespace kilter::ui
