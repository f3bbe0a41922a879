#include "ui/diffview/diffdock.h"

#include "ui/diffview/diffmodel.h"
#include "ui/diffview/difftree.h"
#include "ui/diffview/sqlpanel.h"
#include "ui/look/fonts.h"
#include "ui/look/look.h"
#include "ui/mainwindow/emptystate.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/text/text.h"

#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>

namespace kilter::ui {

DiffDock::DiffDock(MainWindow &window, LiveDiff &diff)
    : m_window(window), m_diff(diff), m_stack(new QStackedWidget(this)), m_splitter(new QSplitter(Qt::Vertical, this)), m_model(new DiffModel(diff, this)),
      m_tree(new DiffTree(m_model, m_splitter)), m_sql(new SqlPanel(window, diff)), m_note(new QLabel(this))
{
    m_splitter->addWidget(m_tree);
    m_splitter->addWidget(m_sql);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    m_splitter->setChildrenCollapsible(false);
    m_tree->setMinimumHeight(96);
    m_sql->setMinimumHeight(96);
    m_note->setFont(fontFor(FontRole::Small));
    m_note->setContentsMargins(12, 4, 12, 4);
    m_note->setWordWrap(true);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    auto *differences = new QWidget(this);
    auto *column = new QVBoxLayout(differences);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_note);
    column->addWidget(m_splitter, 1);
    column->addWidget(footer());
    m_stack->addWidget(differences);
    addState(LiveDiff::Phase::NoWorkspace, QStringLiteral("swap"), tr("Nothing to compare"), tr("Open a workspace, and the difference between its models and a store appears here."));
    addState(LiveDiff::Phase::NotConnected, QStringLiteral("swap"), tr("Nothing to compare"),
             tr("Connect a store, and the difference between it and your models appears here."), {QStringLiteral("store.inspect")});
    addState(LiveDiff::Phase::Connecting, QStringLiteral("swap"), tr("Connecting …"), {});
    addState(LiveDiff::Phase::StoreFailed, QStringLiteral("danger"), tr("The store cannot be read"), {}, {QStringLiteral("store.inspect")});
    addState(LiveDiff::Phase::Comparing, QStringLiteral("swap"), tr("Comparing …"), tr("Models and store are being compared."));
    addState(LiveDiff::Phase::Invalid, QStringLiteral("warn"), tr("The models cannot be compared"), {}, {QStringLiteral("view.problems")});
    addState(LiveDiff::Phase::Equal, QStringLiteral("ok"), tr("In kilter ✓"), {});
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_stack);
    setFocusProxy(m_tree);
    connect(&diff, &LiveDiff::changed, this, &DiffDock::refresh);
    connect(&diff, &LiveDiff::ticksChanged, this, &DiffDock::showFooter);
    connect(m_tree, &DiffTree::pressed, this, &DiffDock::decided);
    connect(m_tree, &DiffTree::opened, this, &DiffDock::openRequested);
    refresh();
}

void DiffDock::addState(LiveDiff::Phase phase, const QString &icon, const QString &title, const QString &explanation, const QStringList &commands)
{
    auto *state = new EmptyState(icon, title, explanation, m_stack);
    for (const QString &id : commands)
        state->addCommand(m_window.commands(), id);
    m_stack->addWidget(state);
    m_states[phase] = state;
}

QWidget *DiffDock::footer()
{
    auto *widget = new QWidget(this);
    auto *row = new QHBoxLayout(widget);
    row->setContentsMargins(12, 6, 12, 6);
    row->setSpacing(8);
    m_selected = new QLabel(widget);
    m_selected->setFont(fontFor(FontRole::Small));
    m_selected->setForegroundRole(QPalette::PlaceholderText);
    m_selected->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // long numbers do not make the dock wider
    m_generate = new QPushButton(tr("Generate migration…"), widget);
    m_generate->setToolTip(tr("Writes what is ticked as a migration with a way up and a way down"));
    connect(m_generate, &QPushButton::clicked, this, [this] {
        if (QAction *action = m_window.commands().find(QStringLiteral("diff.generate")))
            action->trigger();
    });
    row->addWidget(m_selected, 1);
    row->addWidget(m_generate);
    return widget;
}

void DiffDock::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), Look::color(Token::Window));
}

void DiffDock::refresh()
{
    showWords();
    const auto state = m_states.find(m_diff.phase());
    m_stack->setCurrentIndex(state == m_states.end() ? 0 : m_stack->indexOf(state->second));
    showFooter();
}

void DiffDock::showWords()
{
    const StoreState &store = *m_diff.session().store();
    const QString name = qtText(store.choice.store);
    const DiffPtr result = m_diff.result();
    m_states[LiveDiff::Phase::Connecting]->setWords(tr("Connecting to %1 …").arg(name), store.target ? qtText(store.target->url.text) : QString());
    if (store.error)
        m_states[LiveDiff::Phase::StoreFailed]->setWords(tr("%1 cannot be read").arg(name), errorText(*store.error));
    if (result && result->error) {
        const std::size_t errors = std::size_t(std::count_if(result->error->diagnostics.begin(), result->error->diagnostics.end(),
                                                             [](const Diagnostic &one) { return one.severity == Severity::Error; }));
        m_states[LiveDiff::Phase::Invalid]->setWords(tr("The models cannot be compared"),
                                                     errors ? tr("%n error(s) in the way. Put them right; the comparison goes on by itself.", nullptr, int(errors))
                                                            : errorText(*result->error));
    }
    if (result && !result->error)
        m_states[LiveDiff::Phase::Equal]->setWords(tr("In kilter ✓"), result->from->size() == 0 ? tr("Neither the models nor %1 have anything yet.").arg(name)
                                                                                            : tr("Models and %1 are the same, %n object(s).", nullptr, int(result->from->size())).arg(name));
    QStringList notes;
    if (store.isFallback)
        notes += tr("Compared with the fallback %1, not with %2.").arg(qtText(store.fallbackText), name);
    if (result && !result->error) {
        for (const Diagnostic &note : result->notes) {
            if (note.code == "not-settled" || note.severity == Severity::Error)
                notes += qtText(note.message);
        }
    }
    m_note->setText(notes.join(QLatin1Char('\n')));
    m_note->setVisible(!notes.isEmpty());
}

void DiffDock::showFooter()
{
    m_selected->setText(tr("%1 of %Ln selected", nullptr, m_diff.tickableCount()).arg(QLocale().toString(m_diff.tickedCount())));
    m_selected->setToolTip(tr("Changes that go into the migration"));
    m_generate->setEnabled(m_diff.tickedCount() > 0);
}

} // namespace kilter::ui
