#include "ui/diffview/comparepage.h"

#include "core/comparison/scratchchoice.h"
#include "ui/diffview/livediff.h"
#include "ui/diffview/segments.h"
#include "ui/diffview/updatemodel.h"
#include "ui/look/fonts.h"
#include "ui/look/icon.h"
#include "ui/look/look.h"
#include "ui/mainwindow/banner.h"
#include "ui/mainwindow/docktitle.h"
#include "ui/mainwindow/emptystate.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/text/text.h"

#include <QComboBox>
#include <QFileDialog>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QSplitter>
#include <QStackedWidget>
#include <QStyledItemDelegate>

#include <chrono>

namespace kilter::ui {
namespace {

/// A row: sign, name, detail at the right; heads of groups are bold.
class ObjectDelegate : public QStyledItemDelegate
{
public:
    explicit ObjectDelegate(ObjectList *list, QObject *parent) : QStyledItemDelegate(parent), m_list(list) {}

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {100, rowHeight(24)}; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const ComparedObject *object = m_list->object(index);
        painter->save();
        if (object)
            option.widget->style()->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);
        QRect rest = option.rect.adjusted(object ? 28 : 12, 0, -12, 0);
        if (object) {
            paintSign(*painter, QRect(option.rect.left() + 10, rest.top(), 16, rest.height()), object->sign);
            painter->setFont(fontFor(FontRole::Small));
            const int width = painter->fontMetrics().horizontalAdvance(object->detail);
            painter->setPen(Look::color(object->isDrift ? Token::Change : object->sign == Sign::Remove ? Token::Remove : Token::TextSecondary));
            painter->drawText(rest, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, object->detail);
            rest.setRight(rest.right() - width - 8);
        }
        painter->setFont(fontFor(object ? FontRole::Body : FontRole::SmallBold));
        painter->setPen(Look::color(Token::Text));
        const QString text = index.data().toString();
        painter->drawText(rest, Qt::AlignVCenter | Qt::TextSingleLine, painter->fontMetrics().elidedText(text, Qt::ElideRight, rest.width()));
        painter->restore();
    }

private:
    ObjectList *m_list;
};

/// What a word of the source boxes means.
Result<Source> sourceOf(const WorkspacePtr &workspace, const StorePtr &store, const QString &word, const std::string &password)
{
    Source source;
    source.text = utf8(word);
    if (word == QStringLiteral("models")) {
        source.type = Source::Type::Workspace;
        source.workspace = workspace->workspace;
        source.target = store->target;
        return source;
    }
    if (word.startsWith(QStringLiteral("file:"))) {
        source.type = Source::Type::SqlFile;
        source.argument = utf8(word.mid(5));
        source.target = store->target;
        return source;
    }
    if (word.startsWith(QStringLiteral("revision:"))) {
        source.type = Source::Type::Revision;
        source.argument = utf8(word.mid(9));
        source.workspace = workspace->workspace;
        KILTER_TRY(source.target, targetOf(workspace->workspace, store->choice.store, store->choice.connection));
        return source;
    }
    const QString place = word.startsWith(QStringLiteral("store:")) ? word.mid(6) : QString();
    const StoreChoice choice = place.isEmpty() ? store->choice : StoreChoice{utf8(place.section(QLatin1Char('@'), 0, 0)), utf8(place.section(QLatin1Char('@'), 1))};
    KILTER_TRY(source.target, targetOf(workspace->workspace, choice.store, choice.connection));
    if (choice == store->choice && !password.empty())
        source.target->url.password = password;
    return source;
}

} // namespace

ComparePage::ComparePage(MainWindow &window, LiveDiff &diff, const QString &argument)
    : m_window(window), m_diff(diff), m_job(tr("Comparing")), m_key(QStringLiteral("compare:") + argument), m_from(argument.section(QLatin1Char('|'), 0, 0)),
      m_to(argument.section(QLatin1Char('|'), 1, 1)), m_wanted(utf8(argument.section(QLatin1Char('|'), 2))), m_list(new ObjectList(this)), m_banner(new Banner(this)),
      m_ddl(new DdlView(this)), m_state(new EmptyState(QStringLiteral("swap"), tr("Comparing …"), {}, this)), m_stack(new QStackedWidget(this))
{
    if (m_from.isEmpty())
        m_from = QStringLiteral("store");
    if (m_to.isEmpty())
        m_to = QStringLiteral("models");
    m_banner->hide();
    m_stack->addWidget(m_state);
    m_stack->addWidget(m_ddl);
    auto *right = new QWidget(this);
    auto *rightColumn = new QVBoxLayout(right);
    rightColumn->setContentsMargins(0, 0, 0, 0);
    rightColumn->setSpacing(0);
    rightColumn->addWidget(m_banner);
    rightColumn->addWidget(m_stack, 1);
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(bar());
    column->addWidget(splitter, 1);
    splitter->addWidget(objectPane());
    splitter->addWidget(right);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    splitter->setSizes({240, 720});
    setFocusProxy(m_view);
    connect(&m_job, &JobSlot::busyChanged, this, [this](bool busy) {
        if (busy)
            m_window.setJob(m_key, {tr("Comparing %1 with %2").arg(wordsFor(m_from), wordsFor(m_to)), 0, 0, [this] { m_job.cancel(); }});
        else
            m_window.endJob(m_key);
    });
    connect(m_ddl, &DdlView::hunkChanged, this, &ComparePage::showPlace);
    connect(&window.session(), &Session::storeChanged, this, &ComparePage::compareSources);
    connect(&window.session(), &Session::workspaceChanged, this, &ComparePage::compareSources);
    fillSources();
    compareSources();
}

ComparePage::~ComparePage()
{
    m_window.endJob(m_key);
}

QString ComparePage::title() const
{
    return tr("Compare: %1, %2").arg(wordsFor(m_from), wordsFor(m_to));
}

QIcon ComparePage::pageIcon() const
{
    return namedIcon(QStringLiteral("swap"));
}

QString ComparePage::wordsFor(const QString &source) const
{
    if (source == QStringLiteral("models"))
        return tr("models");
    if (source == QStringLiteral("store"))
        return qtText(m_window.session().choice().store);
    if (source.startsWith(QStringLiteral("file:")))
        return source.section(QLatin1Char('/'), -1).section(QStringLiteral("file:"), -1);
    return source.section(QLatin1Char(':'), 1);
}

QWidget *ComparePage::bar()
{
    auto *widget = new QWidget(this);
    auto *row = new QHBoxLayout(widget);
    row->setContentsMargins(12, 6, 12, 6);
    row->setSpacing(8);
    const auto label = [&](const QString &text) {
        auto *word = new QLabel(text, widget);
        word->setForegroundRole(QPalette::PlaceholderText);
        row->addWidget(word);
    };
    const auto box = [&](const QString &name) {
        auto *combo = new QComboBox(widget);
        combo->setAccessibleName(name);
        combo->setMinimumWidth(136);
        combo->setMaximumWidth(176);
        row->addWidget(combo);
        return combo;
    };
    label(tr("From"));
    m_fromBox = box(tr("Compare from"));
    QAction *swap = paneAction(this, tr("Exchange the sides"), tr("Exchanges the two sides"), QStringLiteral("swap"), [this] { setSources(m_to, m_from); });
    row->addWidget(toolButtonFor(swap, widget));
    label(tr("to"));
    m_toBox = box(tr("Compare to"));
    m_show = new Segments(tr("Show"), widget);
    m_show->setTexts({tr("All"), tr("Added"), tr("Changed"), tr("Removed"), tr("Drift")});
    row->addWidget(m_show);
    row->addStretch();
    QAction *previous = paneAction(this, tr("Previous difference"), tr("Goes to the previous difference (Shift+F7)"), QStringLiteral("up"), [this] { step(-1); });
    QAction *next = paneAction(this, tr("Next difference"), tr("Goes to the next difference (F7)"), QStringLiteral("down"), [this] { step(1); });
    previous->setShortcut(QKeySequence(Qt::SHIFT | Qt::Key_F7));
    next->setShortcut(QKeySequence(Qt::Key_F7));
    for (QAction *action : {previous, next}) {
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(action);
        row->addWidget(toolButtonFor(action, widget));
    }
    m_place = new QLabel(widget);
    m_place->setFont(fontFor(FontRole::Small));
    m_place->setForegroundRole(QPalette::PlaceholderText);
    row->addWidget(m_place);
    connect(m_fromBox, &QComboBox::activated, this, [this] { pickFile(m_fromBox); });
    connect(m_toBox, &QComboBox::activated, this, [this] { pickFile(m_toBox); });
    return widget;
}

QWidget *ComparePage::objectPane()
{
    auto *widget = new QWidget(this);
    widget->setMinimumWidth(176);
    auto *column = new QVBoxLayout(widget);
    column->setContentsMargins(0, 8, 0, 0);
    column->setSpacing(6);
    m_filter = new QLineEdit(widget);
    m_filter->setPlaceholderText(tr("Filter objects"));
    m_filter->setAccessibleName(tr("Filter objects"));
    m_filter->addAction(namedIcon(QStringLiteral("filter"), Token::TextSecondary), QLineEdit::LeadingPosition);
    m_filter->installEventFilter(this);
    auto *inset = new QHBoxLayout;
    inset->setContentsMargins(8, 0, 8, 0);
    inset->addWidget(m_filter);
    m_view = new QListView(widget);
    m_view->setModel(m_list);
    m_view->setItemDelegate(new ObjectDelegate(m_list, m_view));
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setUniformItemSizes(true);
    m_view->setMouseTracking(true);
    m_view->setAccessibleName(tr("Objects that differ"));
    m_view->viewport()->setBackgroundRole(QPalette::Window);
    column->addLayout(inset);
    column->addWidget(m_view, 1);
    const auto filter = [this] {
        const ComparedObject *current = m_list->object(m_view->currentIndex());
        const ObjectRef kept = current ? current->ref : ObjectRef();
        m_list->setFilter(m_filter->text(), ObjectList::Show(m_show->current()));
        QModelIndex index = m_list->indexOf(kept);
        if (!index.isValid() && m_list->rowCount() > 1)
            index = m_list->index(1);
        m_view->setCurrentIndex(index);
        showObject();
    };
    connect(m_filter, &QLineEdit::textChanged, this, filter);
    connect(m_show, &Segments::currentChanged, this, filter);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &ComparePage::showObject);
    return widget;
}

/// Down in the filter goes to the list.
bool ComparePage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_filter && event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Down) {
        m_view->setFocus();
        return true;
    }
    return Page::eventFilter(watched, event);
}

void ComparePage::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), Look::color(Token::Window));
}

void ComparePage::fillSources()
{
    const WorkspacePtr workspace = m_window.session().workspace();
    if (!workspace)
        return;
    for (const auto &[box, chosen] : {std::pair(m_fromBox, m_from), std::pair(m_toBox, m_to)}) {
        box->clear();
        box->addItem(namedIcon(QStringLiteral("folder")), tr("models"), QStringLiteral("models"));
        box->addItem(namedIcon(QStringLiteral("table")), tr("%1, live").arg(wordsFor(QStringLiteral("store"))), QStringLiteral("store"));
        for (const auto &[name, store] : workspace->workspace.stores) {
            for (const auto &[connection, config] : store.connections) {
                const QString place = qtText(name + '@' + connection);
                if (StoreChoice{name, connection} != m_window.session().choice() && (store.kind == StoreKind::Sqlite || store.kind == StoreKind::PostgreSql))
                    box->addItem(namedIcon(QStringLiteral("table")), place, QStringLiteral("store:") + place);
            }
        }
        const auto graph = workspace->graphs.find(m_window.session().choice().store);
        if (graph != workspace->graphs.end()) {
            box->addItem(namedIcon(QStringLiteral("migration")), tr("base (nothing)"), QStringLiteral("revision:base"));
            for (const Migration &migration : graph->second.migrations())
                box->addItem(namedIcon(QStringLiteral("migration")), qtText(migration.id), QStringLiteral("revision:") + qtText(migration.id));
        }
        if (chosen.startsWith(QStringLiteral("file:")))
            box->addItem(namedIcon(QStringLiteral("folder")), wordsFor(chosen), chosen);
        box->addItem(namedIcon(QStringLiteral("folder")), tr("SQL file…"), QStringLiteral("file:"));
        box->setCurrentIndex(qMax(0, box->findData(chosen)));
    }
}

void ComparePage::pickFile(QComboBox *box)
{
    QString word = box->currentData().toString();
    if (word == QStringLiteral("file:")) {
        const QString path = QFileDialog::getOpenFileName(this, tr("Compare with a SQL file"), {}, tr("SQL files (*.sql);;All files (*)"));
        if (path.isEmpty())
            return fillSources();
        word += path;
    }
    if (box == m_fromBox)
        setSources(word, m_to);
    else
        setSources(m_from, word);
}

void ComparePage::setSources(const QString &from, const QString &to)
{
    m_from = from;
    m_to = to;
    fillSources();
    emit changed();
    compareSources();
}

Result<std::shared_ptr<const ComparePage::Sides>> ComparePage::compared(const WorkspacePtr &workspace, const StorePtr &store, const QString &from, const QString &to,
                                                                        const std::map<std::string, std::string> &drafts, const std::string &password,
                                                                        const std::stop_token &stop)
{
    const auto begin = std::chrono::steady_clock::now();
    KILTER_TRY(const Source left, sourceOf(workspace, store, from, password));
    KILTER_TRY(const Source right, sourceOf(workspace, store, to, password));
    OpenWatch watch;
    watch.stop = stop;
    DiffOptions options;
    auto sides = std::make_shared<Sides>();
    Result<Comparison> comparison;
    const bool isLive = from == QStringLiteral("store") && to == QStringLiteral("models") && store->isConnected();
    if (isLive) { // what editors hold counts, and the inspected catalog is at hand
        KILTER_TRY(Catalog desired, desiredCatalog(workspace->workspace, store->target->store, modelsWithDrafts(*workspace, drafts)));
        comparison = compareWithStore(workspace->workspace, *store->target, store->actual, std::move(desired), store->timeZone, options, stop);
    } else {
        comparison = compare(left, right, options, {}, watch);
    }
    if (!comparison)
        return tl::unexpected(comparison.error());
    sides->objects = comparedObjects(comparison->changes);
    for (ComparedObject &object : sides->objects) {
        if (!isLive || !store->remembered)
            break;
        const auto own = [&](const ObjectRef &ref) { return ref == object.ref || (isPartOfTable(ref.kind) && tableOf(ref) == object.ref); };
        for (const Change &change : comparison->changes.changes) {
            const Object *then = store->remembered->find(change.ref());
            const Object *now = store->actual.find(change.ref());
            if (own(change.ref()) && ((then == nullptr) != (now == nullptr) || (then && now && !sameContent(*then, *now))))
                object.isDrift = true;
        }
    }
    sides->from = std::move(comparison->from);
    sides->to = std::move(comparison->to);
    sides->changes = std::move(comparison->changes);
    sides->milliseconds = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
    return sides;
}

void ComparePage::compareSources()
{
    const WorkspacePtr workspace = m_window.session().workspace();
    const StorePtr store = m_window.session().store();
    if (!workspace || store->phase == StorePhase::Connecting)
        return;
    m_job.run([workspace, store, from = m_from, to = m_to, drafts = m_window.session().drafts(), password = m_window.session().passwordFor(store->choice)](
                  const JobControl &control) { return compared(workspace, store, from, to, drafts, password, control.stopToken()); },
              [this](const Result<std::shared_ptr<const Sides>> &sides) { take(sides); });
}

void ComparePage::take(const Result<std::shared_ptr<const Sides>> &sides)
{
    if (!sides) {
        m_sides.reset();
        m_list->setObjects({});
        m_state->setWords(tr("These two cannot be compared"), errorText(sides.error()));
        m_stack->setCurrentWidget(m_state);
        m_place->clear();
        return;
    }
    const ComparedObject *current = m_list->object(m_view->currentIndex());
    const std::string kept = current ? toText(current->ref) : m_wanted;
    m_sides = *sides;
    m_list->setObjects(m_sides->objects);
    m_show->setCounts(m_list->counts());
    m_window.say(tr("Compared %n object(s) in %1 ms", nullptr, int(m_sides->from.size())).arg(QLocale().toString(m_sides->milliseconds, 'f', 0)));
    if (m_sides->objects.empty()) {
        m_state->setWords(tr("The same ✓"), tr("%1 and %2 do not differ.").arg(wordsFor(m_from), wordsFor(m_to)));
        m_stack->setCurrentWidget(m_state);
        m_place->clear();
        return;
    }
    QModelIndex index = m_list->rowCount() > 1 ? m_list->index(1) : QModelIndex();
    for (const ComparedObject &object : m_sides->objects) {
        if (toText(object.ref) == kept && m_list->indexOf(object.ref).isValid())
            index = m_list->indexOf(object.ref);
    }
    m_view->setCurrentIndex(index);
    showObject();
}

void ComparePage::showObject()
{
    const ComparedObject *object = m_list->object(m_view->currentIndex());
    if (!object || !m_sides) {
        if (m_sides && !m_sides->objects.empty()) {
            m_state->setWords(tr("Nothing of that kind"), tr("No object that differs is called so, or differs in that way."));
            m_stack->setCurrentWidget(m_state);
        }
        return;
    }
    ObjectRef before = object->ref;
    for (const Change &change : m_sides->changes.changes) {
        if (change.type == ChangeType::Rename && change.after->ref == object->ref)
            before = change.before->ref;
    }
    m_ddl->show(comparedDdl(ddlOf(m_sides->from, before), ddlOf(m_sides->to, object->ref)), tr("%1: %2").arg(wordsFor(m_from), qtText(before.name)),
                tr("%1: %2").arg(wordsFor(m_to), object->name));
    m_stack->setCurrentWidget(m_ddl);
    showPlace();
}

void ComparePage::showPlace()
{
    const int count = int(m_ddl->comparison().hunks.size());
    m_place->setText(count ? tr("difference %1 of %2").arg(m_ddl->currentHunk() + 1).arg(count) : tr("differs in what SQL does not show"));
}

void ComparePage::step(int by)
{
    if (m_ddl->goToHunk(m_ddl->currentHunk() + by))
        return;
    for (int row = m_view->currentIndex().row() + by; row >= 0 && row < m_list->rowCount(); row += by) {
        if (!m_list->object(m_list->index(row)))
            continue;
        m_view->setCurrentIndex(m_list->index(row));
        if (by < 0)
            m_ddl->goToHunk(int(m_ddl->comparison().hunks.size()) - 1);
        return;
    }
}

} // namespace kilter::ui
