#include "ui/diffview/generatepage.h"

#include "core/model/needs.h"
#include "ui/codeview/codeview.h"
#include "ui/diffview/dependslist.h"
#include "ui/look/fonts.h"
#include "ui/look/icon.h"
#include "ui/look/look.h"
#include "ui/mainwindow/banner.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/text/text.h"

#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>

namespace kilter::ui {
namespace {

QLabel *secondary(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setFont(fontFor(FontRole::Small));
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    return label;
}

QString reversibilityWords(const Generated &made)
{
    switch (made.migration.reversibility()) {
    case Reversibility::Exact:
        return GeneratePage::tr("Exact: rolling back restores everything.");
    case Reversibility::StructureOnly:
        return GeneratePage::tr("Structure only: rolling back does not bring back data. %1").arg(qtText(made.migration.irreversibleReason()));
    case Reversibility::Impossible:
        return GeneratePage::tr("Impossible: %1").arg(qtText(made.migration.irreversibleReason()));
    }
    return {};
}

struct DraftInput
{
    DiffPtr result;
    std::vector<std::size_t> chosen; ///< of the result's changes
    std::vector<Rename> renames;
    GenerateRequest request;
};

Result<Generated> drafted(const DraftInput &input)
{
    const DiffResult &result = *input.result;
    const std::string store = result.store->choice.store;
    const auto graph = result.workspace->graphs.find(store);
    if (graph == result.workspace->graphs.end())
        return tl::unexpected(Error{ErrorCode::Invalid, "the migrations of the store cannot be read", "See Problems.", {}, result.workspace->migrationProblems});
    KILTER_CHECK(checkUpToDate(status(graph->second, result.store->ledger)));
    Comparison comparison;
    comparison.dialect = result.from->dialect;
    comparison.from = *result.from;
    comparison.to = *result.to;
    if (comparison.dialect == DialectKind::PostgreSql)
        linkNeeds(comparison.to);
    comparison.changes = changesOf(result, input.chosen);
    DiffOptions options = result.options;
    options.renames = input.renames;
    return generated(graph->second, result.store->target->store, &result.store->ledger, comparison, options, input.request);
}

} // namespace

GeneratePage::GeneratePage(MainWindow &window, LiveDiff &diff)
    : m_window(window), m_diff(diff), m_draft(tr("Planning the migration")), m_writing(tr("Writing the migration")), m_banner(new Banner(this))
{
    m_delay.setSingleShot(true);
    m_delay.setInterval(120);
    m_banner->hide();
    m_preview = new CodeView(Language::Sql, this);
    m_preview->setReadOnly(true);
    m_preview->setAccessibleName(tr("The migration's file"));
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->addWidget(form());
    splitter->addWidget(m_preview);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(head());
    column->addWidget(m_banner);
    column->addWidget(splitter, 1);
    column->addWidget(footer());
    setFocusProxy(m_name);
    connect(&m_delay, &QTimer::timeout, this, &GeneratePage::draft);
    for (QLineEdit *edit : {m_name, m_version})
        connect(edit, &QLineEdit::textChanged, this, &GeneratePage::requestDraft);
    connect(m_description, &QPlainTextEdit::textChanged, this, &GeneratePage::requestDraft);
    connect(&diff, &LiveDiff::ticksChanged, this, &GeneratePage::requestDraft);
    connect(&diff, &LiveDiff::busyChanged, this, &GeneratePage::requestDraft);
    connect(m_name, &QLineEdit::returnPressed, m_write, &QPushButton::click);
    connect(m_depends, &DependsList::chosenChanged, this, &GeneratePage::requestDraft);
    for (const auto changed : {&Session::workspaceChanged, &Session::storeChanged})
        connect(&window.session(), changed, this, &GeneratePage::showMigrations);
    showMigrations();
    requestDraft();
}

QIcon GeneratePage::pageIcon() const
{
    return namedIcon(QStringLiteral("migration"));
}

QWidget *GeneratePage::head()
{
    auto *widget = new QWidget(this);
    auto *column = new QVBoxLayout(widget);
    column->setContentsMargins(16, 8, 16, 8);
    column->setSpacing(2);
    auto *name = new QLabel(tr("Generate migration"), widget);
    name->setFont(fontFor(FontRole::Title));
    m_subtitle = secondary(widget);
    column->addWidget(name);
    column->addWidget(m_subtitle);
    return widget;
}

QWidget *GeneratePage::form()
{
    auto *widget = new QWidget(this);
    widget->setBackgroundRole(QPalette::Window);
    auto *column = new QVBoxLayout(widget);
    column->setContentsMargins(16, 12, 16, 12);
    auto *layout = m_form = new QFormLayout;
    column->addLayout(layout);
    column->addStretch(); // room that is left stands below
    layout->setHorizontalSpacing(12);
    layout->setVerticalSpacing(8);
    layout->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_name = new QLineEdit(widget);
    m_name->setPlaceholderText(tr("What it does: Add reading time"));
    m_name->setAccessibleName(tr("Name"));
    m_description = new QPlainTextEdit(widget);
    m_description->setPlaceholderText(tr("Why, for those who review it"));
    m_description->setAccessibleName(tr("Description"));
    m_description->setTabChangesFocus(true);
    m_description->setFixedHeight(QFontMetrics(font()).lineSpacing() * 4 + 12);
    m_version = new QLineEdit(widget);
    m_version->setAccessibleName(tr("Version"));
    m_why = secondary(widget);
    m_depends = new DependsList(widget);
    m_follows = secondary(widget);
    m_file = new QLabel(widget);
    m_file->setFont(fontFor(FontRole::CodeSmall));
    m_file->setWordWrap(true);
    m_wayBack = new QLabel(widget);
    m_wayBack->setFont(fontFor(FontRole::Small));
    m_wayBack->setWordWrap(true);
    m_leftOut = secondary(widget);
    layout->addRow(tr("&Name"), m_name);
    layout->addRow(tr("&Description"), m_description);
    layout->addRow(tr("&Version"), m_version);
    layout->addRow(QString(), m_why);
    layout->addRow(tr("De&pends on"), m_depends);
    layout->addRow(QString(), m_follows);
    layout->addRow(tr("File"), m_file);
    layout->addRow(tr("Way back"), m_wayBack);
    layout->addRow(QString(), m_leftOut);
    auto *scrolled = new QScrollArea(this); // a low window cuts nothing off
    scrolled->setFrameShape(QFrame::NoFrame);
    scrolled->setWidgetResizable(true);
    scrolled->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scrolled->setMinimumWidth(352);
    scrolled->setAccessibleName(tr("Name, description, version and dependencies"));
    scrolled->setWidget(widget);
    return scrolled;
}

QWidget *GeneratePage::footer()
{
    auto *widget = new QWidget(this);
    auto *row = new QHBoxLayout(widget);
    row->setContentsMargins(16, 10, 16, 10);
    row->setSpacing(8);
    auto *cancel = new QPushButton(tr("Cancel"), widget);
    cancel->setToolTip(tr("Closes the page; nothing is written"));
    m_write = new QPushButton(tr("Write migration"), widget);
    m_write->setProperty("kilterPrimary", true);
    m_write->setToolTip(tr("Writes the file into migrations/; nothing runs yet"));
    row->addStretch();
    row->addWidget(cancel);
    row->addWidget(m_write);
    connect(cancel, &QPushButton::clicked, this, [this] { m_window.closePage(this); });
    connect(m_write, &QPushButton::clicked, this, &GeneratePage::writeFile);
    return widget;
}

void GeneratePage::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), Look::color(Token::Window));
}

/// What there is to follow.
void GeneratePage::showMigrations()
{
    const Session &session = m_window.session();
    RevisionGraph graph;
    if (const WorkspacePtr workspace = session.workspace()) {
        if (const auto own = workspace->graphs.find(session.choice().store); own != workspace->graphs.end())
            graph = own->second;
    }
    m_depends->setGraph(graph);
    m_form->setRowVisible(m_depends, !graph.migrations().empty());
    say(m_follows, m_depends->words());
}

/// A row of the form; one without words takes no room.
void GeneratePage::say(QLabel *label, const QString &words)
{
    label->setText(words);
    m_form->setRowVisible(label, !words.isEmpty());
}

void GeneratePage::showNothing()
{
    m_preview->showText({});
    for (QLabel *label : {m_why, m_file, m_wayBack, m_leftOut})
        say(label, {});
}

void GeneratePage::requestDraft()
{
    say(m_follows, m_depends->words());
    m_write->setEnabled(false);
    m_delay.start();
}

void GeneratePage::draft()
{
    const DiffPtr result = m_diff.result();
    m_made.reset();
    if (!result || result->error || m_diff.tickedCount() == 0) {
        m_draft.cancel();
        m_subtitle->setText(tr("Nothing is ticked in Live diff."));
        m_banner->hide();
        showNothing();
        return;
    }
    m_subtitle->setText(tr("%1 of %Ln change(s) of Live diff, for the store %2", nullptr, m_diff.tickableCount()).arg(QLocale().toString(m_diff.tickedCount())).arg(qtText(result->store->choice.store)));
    DraftInput input{result, m_diff.chosen(), m_diff.chosenRenames(), {}};
    const QString name = m_name->text().trimmed();
    input.request.title = utf8(name.isEmpty() ? tr("Unnamed") : name);
    input.request.description = utf8(m_description->toPlainText().trimmed());
    input.request.version = utf8(m_version->text().trimmed());
    input.request.depends = m_depends->chosen();
    m_preview->setLanguage(result->from->dialect == DialectKind::PostgreSql ? Language::PostgreSql : Language::Sql);
    m_draft.run([input = std::move(input)](const JobControl &) { return drafted(input); }, [this](const Result<Generated> &made) { take(made); });
}

void GeneratePage::take(const Result<Generated> &made)
{
    if (!made)
        return refuse(made.error());
    m_made = *made;
    showUnsaved();
    m_preview->showText(qtText(made->migration.text));
    showFacts(*made);
    const bool hasPlace = m_depends->model()->rowCount() == 0 || !m_depends->chosen().empty();
    m_write->setEnabled(hasPlace && !m_name->text().trimmed().isEmpty() && !m_diff.isBusy() && !m_writing.isBusy());
}

void GeneratePage::showFacts(const Generated &made)
{
    const QString version = qtText(made.migration.version);
    if (m_version->text().isEmpty())
        m_version->setPlaceholderText(version);
    say(m_why, (m_version->text().isEmpty() ? tr("Proposed: %1").arg(qtText(made.version.reason)) : tr("As given"))
                   + (made.version.breaking ? tr(". Breaking: what uses the old form stops working.") : QString()));
    say(m_file, QStringLiteral("migrations/") + qtText(made.migration.id) + QStringLiteral(".sql"));
    say(m_wayBack, reversibilityWords(made));
    QStringList notes;
    if (m_diff.questionCount() > 0)
        notes += tr("%n open question(s): what they are about is left out.", nullptr, m_diff.questionCount());
    if (m_diff.droppedOutCount() > 0)
        notes += tr("%n destructive change(s), left out.", nullptr, m_diff.droppedOutCount());
    if (!made.added.empty())
        notes += tr("Included because what is ticked needs it: %1").arg(qtText(qualifiedName(made.added.front()))) + (made.added.size() > 1 ? QStringLiteral(" …") : QString());
    say(m_leftOut, notes.join(QLatin1Char('\n')));
}

/// Pending migrations, several heads, a choice that cannot be planned: said in the words of core, with the way on.
void GeneratePage::refuse(const Error &error)
{
    showNothing();
    const bool isRefused = error.code == ErrorCode::Refused;
    if (isRefused && error.message.find("not up to date") != std::string::npos) {
        const int pending = int(m_diff.result()->store->status.pending);
        m_banner->show(Tone::Warn, tr("%Ln pending migration(s)", nullptr, pending),
                       tr("What is pending may do again what a new one would do. Apply it first, or delete what is not wanted; then generate."));
        QAction *timeline = m_window.commands().find(QStringLiteral("migration.review"));
        m_banner->setActions(timeline ? QList<QAction *>{timeline} : QList<QAction *>());
    } else {
        m_banner->showError(error, tr("No migration can be generated"));
    }
    m_banner->setVisible(true);
}

void GeneratePage::showUnsaved()
{
    const int unsaved = int(m_diff.session().drafts().size());
    m_banner->setVisible(unsaved > 0);
    if (unsaved == 0)
        return;
    m_banner->show(Tone::Info, tr("%n model(s) with changes that are not saved", nullptr, unsaved), tr("The migration includes them. Save the models with it, or others see one without the other."));
    auto *save = paneAction(m_banner, tr("Save all"), tr("Saves every open document"), {}, [this] { m_window.saveAll(); });
    m_banner->setActions({save});
    m_banner->setVisible(true);
}

void GeneratePage::writeFile()
{
    if (!m_made || !m_write->isEnabled())
        return;
    m_write->setEnabled(false);
    const DiffPtr result = m_diff.result();
    m_writing.run([workspace = result->workspace->workspace, migration = m_made->migration](const JobControl &) { return writeMigration(workspace, migration); },
                  [this, key = QStringLiteral("migration:") + qtText(result->store->choice.store + '/' + m_made->migration.id)](const Result<std::filesystem::path> &path) {
                      if (!path) {
                          m_write->setEnabled(true); // it may be tried again
                          return refuse(path.error());
                      }
                      MainWindow &window = m_window;
                      window.say(tr("Wrote %1").arg(qtText(path->filename().string())));
                      const auto opened = std::make_shared<QMetaObject::Connection>();
                      *opened = connect(&window.session(), &Session::workspaceChanged, &window, [&window, key, opened] {
                          disconnect(*opened);
                          if (!window.openPage(key))
                              window.showDock(QStringLiteral("timeline"));
                      });
                      window.session().reload();
                      window.closePage(this);
                  });
}

} // namespace kilter::ui
