#include "ui/import/importpage.h"

#include "ui/import/choicemodel.h"
#include "ui/look/fonts.h"
#include "ui/look/icon.h"
#include "ui/mainwindow/banner.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/text/text.h"

#include <QDir>
#include <QFileDialog>
#include <QGridLayout>
#include <QHeaderView>
#include <QRadioButton>
#include <QTreeView>

namespace kilter::ui {
namespace {

QLabel *headline(QWidget *parent, const QString &text)
{
    auto *label = new QLabel(text, parent);
    label->setFont(fontFor(FontRole::BodyBold));
    return label;
}

QPushButton *button(QWidget *parent, const QString &text, const QString &toolTip)
{
    auto *made = new QPushButton(text, parent);
    made->setToolTip(toolTip);
    made->setAccessibleName(text);
    return made;
}

QLabel *secondary(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setFont(fontFor(FontRole::Small));
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace

ImportPage::ImportPage(MainWindow &window, const QString &url)
    : Page(&window), m_window(window), m_looker(new JobSlot(tr("Reading the database"), this)), m_importer(new JobSlot(tr("Importing"), this)),
      m_choices(new ChoiceModel(this)), m_banner(new Banner(this)), m_later(new QWidget(this))
{
    setObjectName(QStringLiteral("importPage"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto *title = new QLabel(tr("Import a database"), this);
    title->setFont(fontFor(FontRole::Title));
    auto *later = new QVBoxLayout(m_later);
    later->setContentsMargins(0, 0, 0, 0);
    later->setSpacing(12);
    later->addWidget(choiceStep(), 1);
    later->addWidget(targetStep());
    later->addWidget(footer());
    auto *inner = new QVBoxLayout;
    inner->setContentsMargins(16, 16, 16, 16);
    inner->setSpacing(12);
    inner->addWidget(title);
    inner->addWidget(sourceStep());
    inner->addWidget(m_later, 1);
    inner->addStretch();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_banner);
    column->addLayout(inner, 1);
    window.watchJob(m_looker, m_looker->title());
    window.watchJob(m_importer, m_importer->title());
    connect(m_choices, &ChoiceModel::chosenChanged, this, &ImportPage::refresh);
    connect(&window.session(), &Session::workspaceChanged, this, &ImportPage::refresh);
    m_later->hide();
    setUrl(url);
    refresh();
}

QIcon ImportPage::pageIcon() const
{
    return namedIcon(QStringLiteral("postgresql"));
}

QWidget *ImportPage::sourceStep()
{
    auto *step = new QWidget(this);
    auto *grid = new QGridLayout(step);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    m_url = new QLineEdit(step);
    m_url->setObjectName(QStringLiteral("importUrl"));
    m_url->setPlaceholderText(tr("postgresql://user@host:port/database, or a SQLite file"));
    m_url->setAccessibleName(tr("Database"));
    m_password = new QLineEdit(step);
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setPlaceholderText(tr("password, if one is needed"));
    m_password->setAccessibleName(tr("Password"));
    m_password->setToolTip(tr("Used for this connection only, and kept nowhere"));
    m_password->setFixedWidth(220);
    auto *browse = button(step, tr("SQLite file…"), tr("Chooses a SQLite file"));
    m_lookButton = button(step, tr("Read"), tr("Connects read-only and shows what is there"));
    m_found = secondary(step);
    grid->addWidget(headline(step, tr("From")), 0, 0, 1, 4);
    grid->addWidget(m_url, 1, 0);
    grid->addWidget(m_password, 1, 1);
    grid->addWidget(browse, 1, 2);
    grid->addWidget(m_lookButton, 1, 3);
    grid->addWidget(m_found, 2, 0, 1, 4);
    grid->setColumnStretch(0, 1);
    connect(m_url, &QLineEdit::returnPressed, this, &ImportPage::look);
    connect(m_password, &QLineEdit::returnPressed, this, &ImportPage::look);
    connect(m_url, &QLineEdit::textChanged, this, &ImportPage::refresh);
    connect(m_lookButton, &QPushButton::clicked, this, &ImportPage::look);
    connect(browse, &QPushButton::clicked, this, [this] {
        const QString file = QFileDialog::getOpenFileName(this, tr("A SQLite database"));
        if (file.isEmpty())
            return;
        m_url->setText(QStringLiteral("sqlite:") + file);
        look();
    });
    return step;
}

QWidget *ImportPage::choiceStep()
{
    auto *step = new QWidget(this);
    auto *column = new QVBoxLayout(step);
    column->setContentsMargins(0, 0, 0, 0);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(headline(step, tr("What")));
    row->addStretch();
    m_filter = new QLineEdit(step);
    m_filter->setProperty("kilterSmall", true);
    m_filter->setPlaceholderText(tr("Filter"));
    m_filter->setAccessibleName(tr("Filter objects"));
    m_filter->setFixedWidth(200);
    row->addWidget(m_filter);
    for (const bool on : {true, false}) {
        auto *all = button(step, on ? tr("Tick all") : tr("Tick none"), on ? tr("Ticks all that the filter shows") : tr("Unticks all that the filter shows"));
        all->setProperty("kilterSmall", true);
        connect(all, &QPushButton::clicked, this, [this, on] { m_choices->tickAll(on); });
        row->addWidget(all);
    }
    m_tree = new QTreeView(step);
    m_tree->setObjectName(QStringLiteral("importTree"));
    m_tree->setAccessibleName(tr("Schemas and objects"));
    m_tree->setModel(m_choices);
    m_tree->setUniformRowHeights(true);
    m_tree->header()->resizeSection(0, 400);
    column->addLayout(row);
    column->addWidget(m_tree, 1);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_choices->setFilter(text.trimmed());
        m_tree->expandAll();
    });
    return step;
}

QWidget *ImportPage::targetStep()
{
    auto *step = new QWidget(this);
    auto *grid = new QGridLayout(step);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    m_intoNew = new QRadioButton(tr("a new workspace in"), step);
    m_intoOpen = new QRadioButton(step);
    m_intoNew->setChecked(true);
    m_folder = new QLineEdit(step);
    m_folder->setObjectName(QStringLiteral("importFolder"));
    m_folder->setPlaceholderText(tr("a folder that is empty or not there yet"));
    m_folder->setAccessibleName(tr("Folder of the new workspace"));
    auto *browse = button(step, tr("Folder…"), tr("Chooses the folder of the new workspace"));
    grid->addWidget(headline(step, tr("Into")), 0, 0, 1, 3);
    grid->addWidget(m_intoNew, 1, 0);
    grid->addWidget(m_folder, 1, 1);
    grid->addWidget(browse, 1, 2);
    grid->addWidget(m_intoOpen, 2, 0, 1, 3);
    grid->setColumnStretch(1, 1);
    for (QRadioButton *radio : {m_intoNew, m_intoOpen})
        connect(radio, &QRadioButton::toggled, this, &ImportPage::refresh);
    connect(m_folder, &QLineEdit::textChanged, this, &ImportPage::refresh);
    connect(browse, &QPushButton::clicked, this, [this] {
        const QString chosen = QFileDialog::getExistingDirectory(this, tr("A folder for the new workspace"));
        if (!chosen.isEmpty())
            m_folder->setText(chosen);
    });
    return step;
}

QWidget *ImportPage::footer()
{
    auto *foot = new QWidget(this);
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    m_words = secondary(foot);
    m_importButton = button(foot, tr("Import"), tr("Writes model definitions and SQL files; the database stays as it is"));
    m_importButton->setProperty("kilterPrimary", true);
    row->addWidget(m_words, 1);
    row->addWidget(m_importButton);
    connect(m_importButton, &QPushButton::clicked, this, &ImportPage::import);
    return foot;
}

void ImportPage::setUrl(const QString &url)
{
    if (!url.isEmpty())
        m_url->setText(url);
}

bool ImportPage::isBusy() const
{
    return m_looker->isBusy() || m_importer->isBusy();
}

QString ImportPage::folder() const
{
    return m_intoNew->isChecked() ? m_folder->text().trimmed() : m_window.session().folder();
}

void ImportPage::refresh()
{
    const WorkspacePtr workspace = m_window.session().workspace();
    m_intoOpen->setVisible(workspace != nullptr);
    if (workspace)
        m_intoOpen->setText(tr("the open workspace %1, store %2").arg(qtText(workspace->workspace.name), qtText(m_window.session().choice().store)));
    else
        m_intoNew->setChecked(true);
    m_folder->setEnabled(m_intoNew->isChecked());
    m_lookButton->setEnabled(!m_url->text().trimmed().isEmpty());
    const int chosen = int(m_choices->chosen().size());
    m_importButton->setText(tr("Import %Ln object(s)", nullptr, chosen));
    m_importButton->setEnabled(m_look && chosen > 0 && !folder().isEmpty() && !m_importer->isBusy());
    m_words->setText(chosen == 0 ? tr("Tick what is wanted.") : folder().isEmpty() ? tr("Name the folder of the new workspace.") : QString());
}

void ImportPage::look()
{
    m_banner->hide();
    m_look.reset();
    m_later->hide();
    m_found->setText(tr("Connecting…"));
    m_looker->run([url = utf8(m_url->text().trimmed()), password = utf8(m_password->text())](const JobControl &control) { return lookAt(url, password, control); },
                  [this](const Result<DatabaseLook> &look) { showLook(look); });
}

void ImportPage::showLook(const Result<DatabaseLook> &look)
{
    if (!look) {
        m_found->clear();
        m_banner->showError(look.error(), tr("The database cannot be read"));
        return;
    }
    m_look = *look;
    m_choices->setCatalog(look->catalog);
    m_tree->expandAll();
    m_found->setText(tr("%1, %Ln object(s)", nullptr, m_choices->countOfAll()).arg(qtText(look->serverText)));
    if (m_folder->text().isEmpty())
        m_folder->setText(QDir::homePath() + QLatin1Char('/') + qtText(std::filesystem::path(look->url.database).stem().string()));
    m_later->show();
    refresh();
}

void ImportPage::import()
{
    ImportRequest request;
    const QString into = folder();
    request.folder = std::filesystem::path(utf8(into));
    request.isNew = m_intoNew->isChecked();
    request.store = m_window.session().choice().store;
    request.look = *m_look;
    request.chosen = m_choices->chosen();
    request.environment = m_look->url.isLocal ? Environment::Development : Environment::Production;
    m_banner->hide();
    m_importer->run([request](const JobControl &control) { return importChosen(request, control); },
                    [this, into](const Result<ImportReport> &report) { showReport(report, into); });
    refresh();
}

void ImportPage::showReport(const Result<ImportReport> &report, const QString &folder)
{
    refresh();
    if (!report)
        return m_banner->showError(report.error(), tr("Nothing was imported"));
    m_window.problems().set(QStringLiteral("import"), report->notes);
    const QString counts = tr("%1 files written, %2 changed, %3 as they were")
                               .arg(QLocale().toString(int(report->created.size())), QLocale().toString(int(report->updated.size())),
                                    QLocale().toString(int(report->unchanged.size())));
    m_window.log().append(Severity::Info, tr("Imported into %1: %2").arg(folder, counts));
    const QString notes = report->notes.empty() ? QString() : tr("%Ln remark(s) under Problems.", nullptr, int(report->notes.size()));
    m_banner->show(report->notes.empty() ? Tone::Ok : Tone::Warn, counts, notes);
    m_banner->setActions({});
    if (folder == m_window.session().folder())
        return m_window.session().reload();
    auto *open = new QAction(tr("Open the workspace"), this);
    open->setToolTip(folder);
    connect(open, &QAction::triggered, this, [this, folder] { m_window.openWorkspace(folder); });
    m_banner->setActions({open});
}

} // namespace kilter::ui
