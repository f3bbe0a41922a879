#include "ui/connections/connectionspage.h"

#include "core/base/file.h"
#include "core/workspace/configedit.h"
#include "ui/connections/connectionform.h"
#include "ui/connections/findings.h"
#include "ui/connections/keychain.h"
#include "ui/jobs/jobslot.h"
#include "ui/look/fonts.h"
#include "ui/look/icon.h"
#include "ui/look/look.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/text/text.h"

#include <QListView>
#include <QMessageBox>
#include <QScrollArea>
#include <QSplitter>

namespace kilter::ui {
namespace {

ConnectionFields newFields(const QString &store, const QString &name, StoreKind kind)
{
    ConnectionFields fields;
    fields.store = store;
    fields.name = name;
    fields.kind = kind;
    if (kind == StoreKind::PostgreSql) {
        fields.host = QStringLiteral("localhost");
        fields.port = QStringLiteral("5432");
    } else {
        fields.file = store + QStringLiteral(".db");
    }
    return fields;
}

template<class Map>
QString freeName(const Map &taken, const QString &wanted)
{
    QString name = wanted;
    for (int i = 2; taken.contains(utf8(name)); ++i)
        name = wanted + QString::number(i);
    return name;
}

} // namespace

ConnectionsPage::ConnectionsPage(MainWindow &window)
    : Page(&window), m_window(window), m_model(new ConnectionList(this)), m_tester(new JobSlot(tr("Testing the connection"), this))
{
    setObjectName(QStringLiteral("connectionsPage"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(leftSide());
    row->addWidget(rightSide(), 1);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    window.watchJob(m_tester, m_tester->title());
    connect(m_form, &ConnectionForm::edited, this, [this] { setDirty(true); });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &index) { showRow(index.row()); });
    connect(&window.session(), &Session::workspaceChanged, this, &ConnectionsPage::refresh);
    m_shown = window.session().choice();
    refresh();
}

QWidget *ConnectionsPage::leftSide()
{
    auto *side = new QWidget(this);
    side->setFixedWidth(208);
    side->setAutoFillBackground(true);
    side->setBackgroundRole(QPalette::Window);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 8, 0, 8);
    m_list = new QListView(side);
    m_list->setObjectName(QStringLiteral("connectionList"));
    m_list->setAccessibleName(tr("Connections"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(connectionDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->viewport()->setBackgroundRole(QPalette::Window);
    column->addWidget(m_list, 1);
    auto *add = new QToolButton(side);
    add->setText(tr("Add a connection"));
    add->setIcon(namedIcon(QStringLiteral("plus")));
    add->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    add->setPopupMode(QToolButton::InstantPopup);
    add->setAutoRaise(true);
    add->setToolTip(tr("Another connection of a store, or a new store"));
    add->setAccessibleName(add->text());
    add->setMenu(new QMenu(add));
    connect(add->menu(), &QMenu::aboutToShow, this, [this, add] { fillAddMenu(add->menu()); });
    auto *addRow = new QHBoxLayout;
    addRow->setContentsMargins(8, 0, 8, 0);
    addRow->addWidget(add);
    addRow->addStretch();
    column->addLayout(addRow);
    return side;
}

QWidget *ConnectionsPage::rightSide()
{
    auto *side = new QWidget(this);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *scrolled = new QScrollArea(side);
    scrolled->setFrameShape(QFrame::NoFrame);
    scrolled->setWidgetResizable(true);
    auto *content = new QWidget(scrolled);
    content->setBackgroundRole(QPalette::Base);
    content->setAutoFillBackground(true);
    auto *inner = new QVBoxLayout(content);
    inner->setContentsMargins(16, 16, 16, 16);
    inner->setSpacing(16);
    m_form = new ConnectionForm(content);
    m_findings = new Findings(content);
    m_form->setMaximumWidth(620);
    m_findings->setMaximumWidth(620);
    inner->addWidget(m_form);
    inner->addWidget(m_findings);
    inner->addStretch();
    scrolled->setWidget(content);
    column->addWidget(scrolled, 1);
    auto *line = new QFrame(side);
    line->setFixedHeight(1);
    line->setFrameShape(QFrame::StyledPanel);
    column->addWidget(line);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(16, 12, 16, 12);
    foot->setSpacing(8);
    m_test = new QPushButton(namedIcon(QStringLiteral("refresh")), tr("Test"), side);
    m_test->setToolTip(tr("Connects once, read-only, and says what was found"));
    m_save = new QPushButton(tr("Save"), side);
    m_save->setToolTip(tr("Writes the connection to kilter.toml, without the password"));
    m_remove = new QPushButton(tr("Remove…"), side);
    m_remove->setToolTip(tr("Takes the connection out of kilter.toml"));
    m_words = new QLabel(side);
    m_words->setFont(fontFor(FontRole::Small));
    m_words->setForegroundRole(QPalette::PlaceholderText);
    m_words->setWordWrap(true);
    for (QPushButton *button : {m_test, m_save, m_remove})
        button->setAccessibleName(button->text());
    foot->addWidget(m_test);
    foot->addWidget(m_words, 1);
    foot->addWidget(m_remove);
    foot->addWidget(m_save);
    column->addLayout(foot);
    connect(m_test, &QPushButton::clicked, this, &ConnectionsPage::test);
    connect(m_save, &QPushButton::clicked, this, [this] {
        if (const auto saved = save(); !saved)
            m_window.showError(saved.error(), tr("The connection was not saved"));
    });
    connect(m_remove, &QPushButton::clicked, this, &ConnectionsPage::remove);
    return side;
}

QIcon ConnectionsPage::pageIcon() const
{
    return namedIcon(QStringLiteral("link"));
}

bool ConnectionsPage::isTesting() const
{
    return m_tester->isBusy();
}

void ConnectionsPage::refresh()
{
    const WorkspacePtr workspace = m_window.session().workspace();
    if (!workspace || m_isDirty)
        return;
    m_model->setRows(connectionsOf(workspace->workspace));
    select(m_shown);
}

void ConnectionsPage::select(const StoreChoice &choice)
{
    const int row = qMax(0, m_model->indexOf(choice));
    if (m_model->rowCount() > 0)
        m_list->setCurrentIndex(m_model->index(row));
    else
        m_form->setEnabled(false);
}

void ConnectionsPage::showRow(int row)
{
    const WorkspacePtr workspace = m_window.session().workspace();
    if (row < 0 || !workspace)
        return;
    const ConnectionList::Row &shown = m_model->at(row);
    if (shown.isNew)
        return;
    const StoreConfig *store = workspace->workspace.store(shown.choice.store);
    if (!store || !store->connections.contains(shown.choice.connection))
        return;
    const ConnectionFields fields = fieldsOf(*store, store->connections.at(shown.choice.connection));
    if (!m_isDirty && !m_isNew && m_form->isEnabled() && m_shown == shown.choice && m_form->fields() == fields)
        return; // read again as it was: a test that runs, what it found and a typed password stay
    m_shown = shown.choice;
    m_isNew = false;
    m_tester->cancel();
    m_findings->clear();
    m_form->setEnabled(true);
    m_form->setFields(fields, false);
    setDirty(false);
}

void ConnectionsPage::setDirty(bool dirty)
{
    m_isDirty = dirty;
    m_list->setEnabled(!dirty); // one connection is edited at a time
    m_remove->setText(dirty ? tr("Discard") : tr("Remove…"));
    m_remove->setToolTip(dirty ? tr("Forgets the changes of this form") : tr("Takes the connection out of kilter.toml"));
    checkForm();
    emit changed();
}

void ConnectionsPage::checkForm()
{
    const QString problem = problemOf(m_form->fields());
    m_test->setEnabled(problem.isEmpty());
    m_save->setEnabled(problem.isEmpty() && m_isDirty);
    m_save->setProperty("kilterPrimary", m_isDirty);
    m_save->update();
    m_words->setText(!problem.isEmpty() ? problem : m_isDirty ? tr("Saved to kilter.toml, without the password") : QString());
}

void ConnectionsPage::fillAddMenu(QMenu *menu)
{
    menu->clear();
    const WorkspacePtr workspace = m_window.session().workspace();
    if (!workspace)
        return;
    for (const auto &[name, store] : workspace->workspace.stores) {
        if (store.kind == StoreKind::PostgreSql || store.kind == StoreKind::Sqlite)
            menu->addAction(tr("Connection of the store %1").arg(qtText(name)), this, [this, store = store] { add(qtText(store.name), store.kind, false); });
    }
    menu->addSeparator();
    menu->addAction(tr("New PostgreSQL store"), this, [this] { add({}, StoreKind::PostgreSql, true); });
    menu->addAction(tr("New SQLite store"), this, [this] { add({}, StoreKind::Sqlite, true); });
}

void ConnectionsPage::add(const QString &store, StoreKind kind, bool newStore)
{
    const Workspace &workspace = m_window.session().workspace()->workspace;
    const QString storeName = newStore ? freeName(workspace.stores, QStringLiteral("store")) : store;
    const StoreConfig *present = workspace.store(utf8(storeName));
    const QString name = present ? freeName(present->connections, QStringLiteral("connection")) : QStringLiteral("dev");
    std::vector<ConnectionList::Row> rows = connectionsOf(workspace);
    rows.push_back({{utf8(storeName), utf8(name)}, kind, Environment::Development, true});
    const int last = int(rows.size()) - 1;
    m_model->setRows(std::move(rows));
    m_list->setCurrentIndex(m_model->index(last));
    m_isNew = true;
    m_findings->clear();
    m_form->setEnabled(true);
    m_form->setFields(newFields(storeName, name, kind), true);
    setDirty(true);
    m_form->setFocus();
}

void ConnectionsPage::test()
{
    const WorkspacePtr workspace = m_window.session().workspace();
    if (!workspace)
        return;
    const ConnectionFields fields = m_form->fields();
    const StoreChoice choice{utf8(fields.store), utf8(fields.name)};
    const std::string password = m_form->password().isEmpty() ? m_window.session().passwordFor(choice) : utf8(m_form->password());
    m_findings->clear();
    m_words->setText(tr("Connecting…"));
    m_tester->run([tried = withConnection(workspace->workspace, fields), choice, password](const JobControl &control) {
        return testConnection(tried, choice.store, choice.connection, password, control.stopToken());
    },
                  [this](const TestResult &result) {
                      m_findings->show(result);
                      m_test->setText(tr("Test again"));
                      checkForm();
                  });
}

Result<> ConnectionsPage::writeConfig(const std::function<Result<std::string>(std::string)> &change)
{
    const std::filesystem::path file = std::filesystem::path(utf8(m_window.session().folder())) / "kilter.toml";
    KILTER_TRY(const std::string text, readTextFile(file));
    KILTER_TRY(const std::string edited, change(text));
    if (edited != text)
        KILTER_CHECK(writeTextFile(file, edited));
    return {};
}

Result<> ConnectionsPage::save()
{
    const ConnectionFields fields = m_form->fields();
    if (const QString problem = problemOf(fields); !problem.isEmpty())
        return failure(ErrorCode::Invalid, utf8(problem));
    const Workspace &workspace = m_window.session().workspace()->workspace;
    const StoreConfig *store = workspace.store(utf8(fields.store));
    if (m_isNew && store && store->connections.contains(utf8(fields.name)))
        return failure(ErrorCode::Invalid, "the store \"" + store->name + "\" has a connection \"" + utf8(fields.name) + "\" already");
    KILTER_CHECK(writeConfig([&](std::string text) { return savedConnection(std::move(text), workspace, fields); }));
    m_shown = {utf8(fields.store), utf8(fields.name)};
    keepPassword(m_shown);
    setDirty(false);
    m_isNew = false;
    m_words->setText(tr("Saved in kilter.toml, without the password"));
    m_window.session().reload();
    return {};
}

void ConnectionsPage::keepPassword(const StoreChoice &choice)
{
    const QString password = m_form->password();
    if (password.isEmpty())
        return;
    m_window.session().setPassword(choice, password);
    if (m_form->keepsPassword()) {
        Keychain::write(this, Keychain::keyOf(m_window.session().folder(), choice), password, [this](const Keychain::Answer &answer) {
            m_words->setText(answer.ok ? tr("Saved; the password is in the keychain") : answer.problem);
        });
    }
    m_form->clearPassword();
}

void ConnectionsPage::remove()
{
    if (m_isDirty) {
        setDirty(false);
        m_isNew = false;
        m_form->clearPassword();
        return refresh();
    }
    const StoreChoice choice = m_shown;
    const QString name = qtText(choice.store) + QStringLiteral(" · ") + qtText(choice.connection);
    const auto answer = QMessageBox::question(this, tr("Remove the connection?"), tr("%1 is taken out of kilter.toml. The database stays as it is.").arg(name),
                                              QMessageBox::Yes | QMessageBox::Cancel, QMessageBox::Cancel);
    if (answer != QMessageBox::Yes)
        return;
    const auto written = writeConfig([&](std::string text) { return withoutTable(std::move(text), {"store", choice.store, "connection", choice.connection}); });
    if (!written)
        return m_window.showError(written.error(), tr("%1 was not removed").arg(name));
    Keychain::remove(&m_window, Keychain::keyOf(m_window.session().folder(), choice), [](const Keychain::Answer &) {});
    m_window.session().reload();
}

} // namespace kilter::ui
