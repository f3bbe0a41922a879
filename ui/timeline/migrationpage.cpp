#include "ui/timeline/migrationpage.h"

#include "core/base/file.h"
#include "ui/codeview/codepane.h"
#include "ui/look/badges.h"
#include "ui/look/fonts.h"
#include "ui/look/icon.h"
#include "ui/look/look.h"
#include "ui/look/revision.h"
#include "ui/mainwindow/banner.h"
#include "ui/review/install.h"
#include "ui/text/text.h"
#include "ui/timeline/migrationfacts.h"

#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QSplitter>
#include <QTextBlock>
#include <QVBoxLayout>

namespace kilter::ui {
namespace {

constexpr int leastBeside = 640; ///< width of both panes
constexpr qsizetype largestChecked = 1 << 20; ///< characters; a larger text is checked when it is saved

QLabel *plainLabel(FontRole role, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setFont(fontFor(role));
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

bool isPending(const StatusRow *row)
{
    return !row || row->state == RevisionState::Pending || row->state == RevisionState::OutOfOrder || row->state == RevisionState::Failed;
}

QString bordersOf(const Migration *migration, Direction direction)
{
    if (!migration)
        return {};
    const auto sections = migration->sectionsOf(direction);
    if (sections.size() == 1)
        return sections.front()->transaction ? MigrationPage::tr("one transaction") : MigrationPage::tr("no transaction");
    return sections.empty() ? MigrationPage::tr("none") : MigrationPage::tr("%1 sections").arg(sections.size());
}

/// Diagnostics of lines from `first` on (counted from 1) as marks of a pane that begins there.
std::vector<CodeMark> marksOf(const Diagnostics &diagnostics, const QTextDocument &document, int first)
{
    std::vector<CodeMark> marks;
    for (const Diagnostic &diagnostic : diagnostics) {
        const int line = std::max(1, diagnostic.place.line) - first;
        if (line < 0 || line >= document.blockCount())
            continue;
        const QTextBlock block = document.findBlockByNumber(line);
        marks.push_back({block.position() + std::max(0, diagnostic.place.column - 1), std::max(1, block.length() - 1), diagnostic.severity == Severity::Error, qtText(diagnostic.message)});
    }
    return marks;
}

} // namespace

MigrationPage::MigrationPage(MainWindow &window, std::string store, std::string id)
    : m_window(window), m_store(std::move(store)), m_id(std::move(id)), m_title(plainLabel(FontRole::Title, this)),
      m_words(plainLabel(FontRole::Small, this)), m_shape(new QLabel(this)), m_save(new QPushButton(tr("Save"), this)),
      m_preview(new QPushButton(tr("Preview"), this)), m_banner(new Banner(this)), m_facts(new MigrationFacts(this)),
      m_up(new CodePane(Language::Sql, tr("Way up"), this)), m_down(new CodePane(Language::Sql, tr("Way down"), this)),
      m_upWords(plainLabel(FontRole::Small, this)), m_downWords(plainLabel(FontRole::Small, this))
{
    build();
    connect(&m_window.session(), &Session::workspaceChanged, this, &MigrationPage::refresh);
    connect(&m_window.session(), &Session::storeChanged, this, &MigrationPage::refresh);
    refresh();
}

QString MigrationPage::key() const
{
    return QStringLiteral("migration:") + qtText(m_store + '/' + m_id);
}

QIcon MigrationPage::pageIcon() const
{
    return namedIcon(QStringLiteral("migration"));
}

QWidget *MigrationPage::buildHead()
{
    auto *head = new QWidget(this);
    head->setMinimumHeight(60);
    head->setBackgroundRole(QPalette::Base);
    head->setAutoFillBackground(true);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(m_title);
    m_words->setForegroundRole(QPalette::PlaceholderText);
    texts->addWidget(m_words);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(16, 8, 12, 8);
    row->setSpacing(12);
    row->addWidget(m_shape);
    row->addLayout(texts, 1);
    m_preview->setToolTip(tr("Shows what would run to bring the store here; nothing runs"));
    m_save->setToolTip(tr("Writes the file"));
    row->addWidget(m_save);
    row->addWidget(m_preview);
    connect(m_save, &QPushButton::clicked, this, [this] {
        if (const auto saved = save(); !saved)
            m_banner->showError(saved.error(), tr("The migration was not saved"));
    });
    connect(m_preview, &QPushButton::clicked, this, [this] {
        openReview(m_window, {m_window.session().choice(), isPending(status()) ? Direction::Up : Direction::Down, m_id});
    });
    return head;
}

QWidget *MigrationPage::buildPane(CodePane *pane, const QString &title, QLabel *words)
{
    auto *part = new QWidget(this);
    auto *bar = new QWidget(part);
    bar->setMinimumHeight(32);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(12, 0, 12, 0);
    row->setSpacing(8);
    QLabel *name = plainLabel(FontRole::SmallBold, bar);
    name->setText(title);
    words->setForegroundRole(QPalette::PlaceholderText);
    row->addWidget(name);
    row->addWidget(words);
    row->addStretch(1);
    auto *layout = new QVBoxLayout(part);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(bar);
    layout->addWidget(pane, 1);
    CodeView *view = pane->view();
    view->setUndoRedoEnabled(true);
    connect(view, &CodeView::undoWanted, view, [view] { view->document()->undo(); });
    connect(view, &CodeView::redoWanted, view, [view] { view->document()->redo(); });
    connect(view, &QPlainTextEdit::textChanged, this, [this] {
        if (m_isShowing)
            return;
        numberLines();
        check();
        updateHead();
        emit changed();
    });
    return part;
}

void MigrationPage::build()
{
    auto *split = m_split = new QSplitter(Qt::Horizontal, this);
    split->setChildrenCollapsible(false);
    split->addWidget(buildPane(m_up, tr("Up"), m_upWords));
    m_downPart = buildPane(m_down, tr("Down"), m_downWords);
    split->addWidget(m_downPart);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(1);
    row->addWidget(m_facts);
    row->addWidget(split, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(1);
    layout->addWidget(buildHead());
    layout->addWidget(m_banner);
    layout->addLayout(row, 1);
    m_banner->hide();
    connect(m_facts, &MigrationFacts::migrationWanted, this, [this](const std::string &id) { m_window.openPage(QStringLiteral("migration:") + qtText(m_store + '/' + id)); });
}

/// Side by side where a line of SQL has room in each, else below each other.
void MigrationPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    m_split->setOrientation(width() - m_facts->width() < leastBeside ? Qt::Vertical : Qt::Horizontal);
}

const RevisionGraph *MigrationPage::graph() const
{
    const WorkspacePtr workspace = m_window.session().workspace();
    if (!workspace)
        return nullptr;
    const auto graph = workspace->graphs.find(m_store);
    return graph == workspace->graphs.end() ? nullptr : &graph->second;
}

const Migration *MigrationPage::migration() const
{
    const RevisionGraph *all = graph();
    return all ? all->find(m_id) : nullptr;
}

const StatusRow *MigrationPage::status() const
{
    const StorePtr store = m_window.session().store();
    if (!store->isConnected() || store->choice.store != m_store)
        return nullptr;
    const auto &rows = store->status.rows;
    const auto found = std::find_if(rows.begin(), rows.end(), [this](const StatusRow &row) { return row.id == m_id; });
    return found == rows.end() ? nullptr : &*found;
}

MigrationPage::Halves MigrationPage::halvesOf(const QString &text)
{
    static const QRegularExpression down(QStringLiteral("^-- down\\b"), QRegularExpression::MultilineOption);
    static const QRegularExpression up(QStringLiteral("^-- up\\b"), QRegularExpression::MultilineOption);
    const qsizetype at = text.indexOf(down);
    if (at < 1 || text.indexOf(up, at) >= 0) // a way up behind a way down: shown as it stands
        return {text, {}, false};
    return {text.left(at - 1), text.mid(at), true};
}

QString MigrationPage::text() const
{
    return m_up->view()->toPlainText() + (m_downPart->isHidden() ? QString() : QLatin1Char('\n') + m_down->view()->toPlainText());
}

/// What was typed counts, also when the migration has been applied meanwhile and takes no more.
bool MigrationPage::isDirty() const
{
    return !m_saved.isNull() && text() != m_saved;
}

void MigrationPage::refresh()
{
    const bool wasDirty = isDirty();
    const Migration *file = migration();
    m_isEditable = isPending(status());
    if (file) {
        const StoreConfig *store = m_window.session().workspace()->workspace.store(m_store);
        for (CodePane *pane : {m_up, m_down})
            pane->view()->setLanguage(store && store->kind == StoreKind::PostgreSql ? Language::PostgreSql : Language::Sql);
        m_path = qtText(file->path);
        m_hasCarriageReturns = file->text.find("\r\n") != std::string::npos;
        const QString now = qtText(file->text).replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
        if (!wasDirty && now != m_saved)
            showText(now);
        sayMeanwhile(wasDirty && now != m_saved && now != text());
    }
    m_up->view()->setReadOnly(!m_isEditable);
    m_down->view()->setReadOnly(!m_isEditable);
    m_facts->show(m_id, graph(), status(), *m_window.session().store());
    updateHead();
    emit changed();
}

/// What happened outside to a migration with text of one's own, for as long as it is so.
void MigrationPage::sayMeanwhile(bool isChanged)
{
    const Meanwhile now = !isDirty() ? Meanwhile::Nothing : !m_isEditable ? Meanwhile::Applied : isChanged ? Meanwhile::Changed : Meanwhile::Nothing;
    const Meanwhile before = std::exchange(m_meanwhile, now);
    if (now == Meanwhile::Applied)
        m_banner->show(Tone::Warn, tr("It was applied meanwhile."), tr("The file stays as it ran. What you typed is not saved: copy what you need, then close without saving."));
    else if (now == Meanwhile::Changed)
        m_banner->show(Tone::Warn, tr("The file was changed outside."), tr("Saving writes your text over it; closing without saving keeps the file's."));
    else if (before != now)
        m_banner->hide();
    if (now != Meanwhile::Nothing)
        m_banner->setActions({});
}

/// Cursor, scroll position and undo stay where only a part of the text is another one.
void MigrationPage::showText(const QString &text)
{
    m_isShowing = true;
    m_saved = text.isNull() ? QStringLiteral("") : text;
    for (CodePane *pane : {m_up, m_down})
        pane->view()->setReadOnly(false); // what is there may have been typed
    const Halves halves = halvesOf(text);
    m_up->view()->showText(halves.up);
    m_down->view()->showText(halves.down);
    m_downPart->setVisible(halves.hasDown);
    m_isShowing = false;
    numberLines();
    check();
}

/// The lines of the way down are those of the file, behind the way up's.
void MigrationPage::numberLines()
{
    m_down->view()->setFirstLine(m_up->view()->document()->blockCount() + 1);
}

void MigrationPage::updateHead()
{
    const Migration *file = migration();
    const StatusRow *row = status();
    const RevisionState state = row ? row->state : RevisionState::Pending;
    m_shape->setPixmap(iconPixmap(revisionIcon(state), 20, revisionToken(state), devicePixelRatioF()));
    m_shape->setToolTip(row ? qtText(wordFor(state)) : tr("its state is not known"));
    m_title->setText(file && !file->title.empty() ? qtText(file->title) : qtText(m_id));
    QStringList words{qtText(m_id), tr("store %1").arg(qtText(m_store))};
    words += isDirty() ? tr("not saved") : m_isEditable ? tr("editable, because it is pending") : tr("read-only, because it is applied");
    m_words->setText(words.join(QStringLiteral("  •  ")));
    m_save->setVisible(m_isEditable);
    m_save->setEnabled(isDirty());
    m_preview->setEnabled(row != nullptr);
    m_upWords->setText(bordersOf(file, Direction::Up));
    m_downWords->setText(bordersOf(file, Direction::Down));
}

void MigrationPage::check()
{
    const QString all = text();
    Diagnostics diagnostics;
    if (all.size() < largestChecked) {
        if (const auto parsed = parseMigration(utf8(all), utf8(m_path)); !parsed)
            diagnostics = parsed.error().diagnostics;
    }
    m_up->view()->setMarks(marksOf(diagnostics, *m_up->view()->document(), 1));
    m_down->view()->setMarks(marksOf(diagnostics, *m_down->view()->document(), m_down->view()->firstLine()));
}

Result<> MigrationPage::save()
{
    if (!m_isEditable)
        return failure(ErrorCode::Refused, "the migration is applied: its file stays as it ran");
    const QString all = text();
    QString written = all;
    if (m_hasCarriageReturns)
        written.replace(QLatin1Char('\n'), QStringLiteral("\r\n"));
    KILTER_CHECK(writeTextFile(std::filesystem::path(utf8(m_path)), utf8(written)));
    m_saved = all;
    m_meanwhile = Meanwhile::Nothing;
    m_banner->hide();
    updateHead();
    emit changed();
    m_window.session().reload();
    return {};
}

void MigrationPage::goTo(int line, int column)
{
    const int up = m_up->view()->document()->blockCount();
    const bool isDown = !m_downPart->isHidden() && line > up;
    CodePane *pane = isDown ? m_down : m_up;
    pane->view()->goTo(isDown ? line - up : line, column);
    pane->setFocus();
}

} // namespace kilter::ui
