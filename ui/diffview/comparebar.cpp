#include "ui/diffview/comparebar.h"

#include "ui/commands/commands.h"
#include "ui/diffview/segments.h"
#include "ui/look/fonts.h"
#include "ui/look/icon.h"
#include "ui/mainwindow/docktitle.h"
#include "ui/text/text.h"

#include <QAbstractItemView>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QToolButton>

namespace kilter::ui {

CompareBar::CompareBar(const Session &session, QWidget *parent) : QWidget(parent), m_session(session)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 6, 12, 6);
    row->setSpacing(8);
    const auto label = [&](const QString &text) {
        auto *word = new QLabel(text, this);
        word->setForegroundRole(QPalette::PlaceholderText);
        row->addWidget(word);
    };
    label(tr("From"));
    m_from = addBox(tr("Compare from"));
    QAction *swap = paneAction(this, tr("Exchange the sides"), tr("Exchanges the two sides"), QStringLiteral("swap"), [this] { emit sourcesChosen(m_chosenTo, m_chosenFrom); });
    row->addWidget(toolButtonFor(swap, this));
    label(tr("to"));
    m_to = addBox(tr("Compare to"));
    m_show = new Segments(tr("Show"), this);
    m_show->setTexts({tr("All"), tr("Added"), tr("Changed"), tr("Removed"), tr("Drift")});
    row->addWidget(m_show);
    row->addStretch();
    addSteps();
    m_place = new QLabel(this);
    m_place->setFont(fontFor(FontRole::Small));
    m_place->setForegroundRole(QPalette::PlaceholderText);
    row->addWidget(m_place);
}

QComboBox *CompareBar::addBox(const QString &name)
{
    auto *box = new QComboBox(this);
    box->setAccessibleName(name);
    box->setMinimumWidth(136);
    box->setMaximumWidth(176);
    layout()->addWidget(box);
    connect(box, &QComboBox::activated, this, [this, box] { pick(box); });
    return box;
}

/// Their keys work in the whole page.
void CompareBar::addSteps()
{
    QAction *previous = paneAction(this, tr("Previous difference"), tr("Goes to the previous difference (Shift+F7)"), QStringLiteral("up"), [this] { emit stepWanted(-1); });
    QAction *next = paneAction(this, tr("Next difference"), tr("Goes to the next difference (F7)"), QStringLiteral("down"), [this] { emit stepWanted(1); });
    previous->setShortcut(QKeySequence(Qt::SHIFT | Qt::Key_F7));
    next->setShortcut(QKeySequence(Qt::Key_F7));
    for (QAction *action : {previous, next}) {
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        parentWidget()->addAction(action);
        layout()->addWidget(toolButtonFor(action, this));
    }
}

QString CompareBar::wordsFor(const QString &source) const
{
    if (source == QStringLiteral("models"))
        return tr("models");
    if (source == QStringLiteral("store"))
        return qtText(m_session.choice().store);
    if (source.startsWith(QStringLiteral("file:")))
        return source.section(QLatin1Char('/'), -1).section(QStringLiteral("file:"), -1);
    return source.section(QLatin1Char(':'), 1);
}

std::vector<CompareBar::Offer> CompareBar::offers(const QString &chosen) const
{
    const QString table = QStringLiteral("table"), migration = QStringLiteral("migration"), folder = QStringLiteral("folder");
    std::vector<Offer> all{{folder, tr("models"), QStringLiteral("models")}, {table, tr("%1, live").arg(wordsFor(QStringLiteral("store"))), QStringLiteral("store")}};
    const WorkspacePtr workspace = m_session.workspace();
    for (const auto &[name, store] : workspace->workspace.stores) {
        for (const auto &[connection, config] : store.connections) {
            const QString place = qtText(name + '@' + connection);
            if (StoreChoice{name, connection} != m_session.choice() && (store.kind == StoreKind::Sqlite || store.kind == StoreKind::PostgreSql))
                all.push_back({table, place, QStringLiteral("store:") + place});
        }
    }
    const auto graph = workspace->graphs.find(m_session.choice().store);
    if (graph != workspace->graphs.end()) {
        all.push_back({migration, tr("base (nothing)"), QStringLiteral("revision:base")});
        for (const Migration &one : graph->second.migrations())
            all.push_back({migration, qtText(one.id), QStringLiteral("revision:") + qtText(one.id)});
    }
    if (chosen.startsWith(QStringLiteral("file:")))
        all.push_back({folder, wordsFor(chosen), chosen});
    all.push_back({folder, tr("SQL file…"), QStringLiteral("file:")});
    return all;
}

void CompareBar::setSources(const QString &from, const QString &to)
{
    m_chosenFrom = from;
    m_chosenTo = to;
    if (!m_session.workspace())
        return;
    fill(m_from, from);
    fill(m_to, to);
}

/// Whoever has the list open goes on choosing from it.
void CompareBar::fill(QComboBox *box, const QString &chosen)
{
    if (box->view()->isVisible())
        return;
    std::vector<Offer> now = offers(chosen);
    if (m_offered[box] != now) {
        box->clear();
        for (const Offer &offer : now)
            box->addItem(namedIcon(offer.icon), offer.words, offer.source);
        m_offered[box] = std::move(now);
    }
    box->setCurrentIndex(qMax(0, box->findData(chosen)));
}

void CompareBar::pick(QComboBox *box)
{
    QString source = box->currentData().toString();
    if (source == QStringLiteral("file:")) {
        const QString path = QFileDialog::getOpenFileName(this, tr("Compare with a SQL file"), {}, tr("SQL files (*.sql);;All files (*)"));
        if (path.isEmpty())
            return setSources(m_chosenFrom, m_chosenTo);
        source += path;
    }
    if (box == m_from)
        emit sourcesChosen(source, m_chosenTo);
    else
        emit sourcesChosen(m_chosenFrom, source);
}

} // namespace kilter::ui
