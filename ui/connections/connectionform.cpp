#include "ui/connections/connectionform.h"

#include "ui/look/badges.h"
#include "ui/look/fonts.h"
#include "ui/look/look.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QGridLayout>
#include <QRadioButton>
#include <QSpinBox>
#include <QStyleOptionButton>

namespace kilter::ui {
namespace {

/// A radio button whose words are the environment's badge.
class BadgeRadio : public QRadioButton
{
public:
    BadgeRadio(Environment environment, QWidget *parent) : QRadioButton(parent), m_environment(environment)
    {
        setAccessibleName(environmentWord(environment));
        setToolTip(environmentWord(environment));
    }
    QSize sizeHint() const override { return {16 + 8 + badgeSize(m_environment).width(), 24}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        QStyleOptionButton option;
        initStyleOption(&option);
        option.rect = QRect(0, (height() - 16) / 2, 16, 16);
        style()->drawPrimitive(QStyle::PE_IndicatorRadioButton, &option, &painter, this);
        paintBadge(painter, rect().adjusted(24, 0, 0, 0), m_environment);
    }
    bool hitButton(const QPoint &position) const override { return rect().contains(position); }

private:
    Environment m_environment;
};

constexpr int fieldWidth = 460;

} // namespace

QLineEdit *ConnectionForm::line(const QString &name, const QString &placeholder)
{
    auto *field = new QLineEdit(this);
    field->setAccessibleName(name);
    field->setPlaceholderText(placeholder);
    connect(field, &QLineEdit::textEdited, this, &ConnectionForm::edited);
    return field;
}

void ConnectionForm::addRow(const QString &text, QWidget *field)
{
    auto *label = new QLabel(text, this);
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    label->setBuddy(field);
    m_grid->addWidget(label, m_row, 0);
    m_grid->addWidget(field, m_row, 1);
    m_rows.push_back({field, {label, field}});
    ++m_row;
}

QWidget *ConnectionForm::pair(QWidget *first, const QString &between, QWidget *second, int secondWidth)
{
    auto *both = new QWidget(this);
    auto *row = new QHBoxLayout(both);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(first, 1);
    auto *label = new QLabel(between, both);
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setBuddy(second);
    row->addWidget(label);
    second->setFixedWidth(secondWidth);
    row->addWidget(second);
    both->setFocusProxy(first);
    return both;
}

QWidget *ConnectionForm::environmentChoice()
{
    auto *choice = new QWidget(this);
    auto *row = new QHBoxLayout(choice);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(16);
    m_environment = new QButtonGroup(choice);
    for (const Environment environment : {Environment::Development, Environment::Staging, Environment::Production}) {
        auto *radio = new BadgeRadio(environment, choice);
        m_environment->addButton(radio, int(environment));
        row->addWidget(radio);
    }
    row->addStretch();
    connect(m_environment, &QButtonGroup::idClicked, this, [this] {
        showFor(fields());
        emit edited();
    });
    return choice;
}

QWidget *ConnectionForm::fileChoice()
{
    auto *choice = new QWidget(this);
    auto *row = new QHBoxLayout(choice);
    row->setContentsMargins(0, 0, 0, 0);
    m_file = line(tr("File"), tr("content.db, relative to the workspace"));
    auto *browse = new QPushButton(tr("Browse…"), choice);
    browse->setToolTip(tr("Chooses a SQLite file"));
    browse->setAccessibleName(tr("Choose a SQLite file"));
    row->addWidget(m_file, 1);
    row->addWidget(browse);
    connect(browse, &QPushButton::clicked, this, [this] {
        const QString file = QFileDialog::getSaveFileName(this, tr("SQLite file"), m_file->text(), {}, nullptr, QFileDialog::DontConfirmOverwrite);
        if (file.isEmpty())
            return;
        m_file->setText(file);
        emit edited();
    });
    choice->setFocusProxy(m_file);
    return choice;
}

void ConnectionForm::addServerRows()
{
    m_host = line(tr("Host"), tr("localhost"));
    m_port = line(tr("Port"), QStringLiteral("5432"));
    addRow(tr("Host"), m_rowAddress = pair(m_host, tr("port"), m_port, 72));
    m_service = line(tr("Service"), tr("a name in pg_service.conf"));
    addRow(tr("Service"), m_rowService = m_service);
    m_text = line(tr("URL"), QStringLiteral("postgresql://user@host1,host2/database"));
    addRow(tr("URL"), m_rowText = m_text);
    m_database = line(tr("Database"));
    m_user = line(tr("User"), tr("your own"));
    addRow(tr("Database"), m_rowDatabase = pair(m_database, tr("user"), m_user, 160));
    m_password = line(tr("Password"), tr("from the keychain, ~/.pgpass or PGPASSWORD"));
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setToolTip(tr("Never written to a file: for this session, or for the desktop's keychain"));
    m_keep = new QCheckBox(tr("keep in keychain"), this);
    m_keep->setToolTip(tr("Keeps the password in the desktop's keychain when the connection is saved"));
    auto *passwordRow = new QWidget(this);
    auto *row = new QHBoxLayout(passwordRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_password, 1);
    row->addWidget(m_keep);
    addRow(tr("Password"), m_rowPassword = passwordRow);
    m_sslMode = new QComboBox(this);
    m_sslMode->setAccessibleName(tr("Encryption"));
    m_sslMode->addItem(tr("libpq's own choice: prefer"), QString());
    m_sslMode->addItem(tr("disable: never encrypted"), QStringLiteral("disable"));
    m_sslMode->addItem(tr("allow: if the server insists"), QStringLiteral("allow"));
    m_sslMode->addItem(tr("prefer: if the server can"), QStringLiteral("prefer"));
    m_sslMode->addItem(tr("require: encrypted, server not checked"), QStringLiteral("require"));
    m_sslMode->addItem(tr("verify-ca: certificate checked"), QStringLiteral("verify-ca"));
    m_sslMode->addItem(tr("verify-full: certificate and host checked"), QStringLiteral("verify-full"));
    addRow(tr("Encryption"), m_rowSsl = m_sslMode);
    m_certificate = line(tr("Root certificate"), tr("~/.postgresql/root.crt"));
    addRow(tr("Root certificate"), m_rowCertificate = m_certificate);
    connect(m_sslMode, &QComboBox::activated, this, [this] {
        showFor(fields());
        emit edited();
    });
}

void ConnectionForm::addUnreachableRows()
{
    m_retries = new QSpinBox(this);
    m_retries->setRange(0, 100);
    m_retries->setAccessibleName(tr("Tries when it cannot be reached"));
    m_retries->setFixedWidth(80);
    auto *retries = new QWidget(this);
    auto *row = new QHBoxLayout(retries);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_retries);
    row->addWidget(new QLabel(tr("more tries, with growing waits"), retries));
    row->addStretch();
    addRow(tr("If unreachable"), m_rowRetries = retries);
    m_fallback = line(tr("Fallback"), tr("none; sqlite:offline.db, or env:NAME"));
    m_fallback->setToolTip(tr("Opened instead while this cannot be reached, which is said loudly; never on production"));
    addRow(tr("then open"), m_rowFallback = m_fallback);
    m_lockTimeout = line(tr("Time-out of waiting for locks"), QStringLiteral("4s"));
    m_lockTimeout->setToolTip(tr("How long a statement waits for a lock before it gives way and is tried again: 500ms, 4s, 2min; 0 waits for ever"));
    m_statementTimeout = line(tr("Time-out of statements"), QStringLiteral("0"));
    m_statementTimeout->setToolTip(tr("How long a statement may run: 500ms, 4s, 2min; 0 is without an end"));
    addRow(tr("Waits for locks"), m_rowTimeouts = pair(m_lockTimeout, tr("a statement may take"), m_statementTimeout, 104));
    m_scratch = line(tr("Scratch database"), tr("none named: one is found or made"));
    m_scratch->setToolTip(tr("Where models are built to be read back in the server's words: a URL without password, or env:NAME. None: on development a database beside "
                             "this one, else a server of its own where PostgreSQL is installed"));
    addRow(tr("Scratch"), m_rowScratch = m_scratch);
}

ConnectionForm::ConnectionForm(QWidget *parent) : QWidget(parent), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(12);
    m_grid->setVerticalSpacing(8);
    m_grid->setColumnMinimumWidth(0, 104);
    m_grid->setColumnMinimumWidth(1, fieldWidth);
    m_grid->setColumnStretch(1, 1);
    m_store = line(tr("Store"));
    m_name = line(tr("Connection"));
    addRow(tr("Store"), pair(m_store, tr("connection"), m_name, 200));
    addRow(tr("Environment"), environmentChoice());
    m_way = new QComboBox(this);
    m_way->setAccessibleName(tr("Reached by"));
    addRow(tr("Reached by"), m_rowWay = m_way);
    addRow(tr("File"), m_rowFile = fileChoice());
    m_variable = line(tr("Environment variable"), QStringLiteral("DATABASE_URL"));
    addRow(tr("Variable"), m_rowVariable = m_variable);
    addServerRows();
    addUnreachableRows();
    m_readOnly = new QCheckBox(tr("read-only, enforced by the server"), this);
    addRow(tr("Opens"), m_readOnly);
    for (QCheckBox *box : {m_readOnly, m_keep})
        connect(box, &QCheckBox::clicked, this, &ConnectionForm::edited);
    connect(m_retries, &QSpinBox::valueChanged, this, [this] {
        if (!m_isSetting)
            emit edited();
    });
    connect(m_way, &QComboBox::activated, this, [this] {
        showFor(fields());
        emit edited();
    });
}

void ConnectionForm::setFields(const ConnectionFields &fields, bool isNew)
{
    m_isSetting = true;
    m_base = fields;
    m_store->setText(fields.store);
    m_name->setText(fields.name);
    m_store->setEnabled(isNew);
    m_name->setEnabled(isNew);
    const bool isServer = fields.kind == StoreKind::PostgreSql;
    using Way = ConnectionFields::Way;
    m_way->clear();
    m_way->addItem(isServer ? tr("host and port") : tr("a file"), int(Way::Address));
    if (isServer)
        m_way->addItem(tr("a service of pg_service.conf"), int(Way::Service));
    m_way->addItem(tr("an environment variable that holds the URL"), int(Way::Variable));
    if (isServer)
        m_way->addItem(tr("a URL as text"), int(Way::Text));
    m_way->setCurrentIndex(m_way->findData(int(fields.way)));
    m_host->setText(fields.host);
    m_port->setText(fields.port);
    m_database->setText(fields.database);
    m_user->setText(fields.user);
    m_service->setText(fields.service);
    m_variable->setText(fields.variable);
    m_text->setText(fields.text);
    m_file->setText(fields.file);
    m_certificate->setText(fields.rootCertificate);
    m_sslMode->setCurrentIndex(qMax(0, m_sslMode->findData(fields.sslMode)));
    m_environment->button(int(fields.environment))->setChecked(true);
    m_readOnly->setChecked(fields.readOnly);
    m_retries->setValue(fields.retries);
    m_fallback->setText(fields.fallback);
    m_scratch->setText(fields.scratch);
    m_lockTimeout->setText(fields.lockTimeout);
    m_statementTimeout->setText(fields.statementTimeout);
    clearPassword();
    m_isSetting = false;
    showFor(fields);
}

/// Only what matters for the kind and the way is there.
void ConnectionForm::showFor(const ConnectionFields &fields)
{
    using Way = ConnectionFields::Way;
    const bool isServer = fields.kind == StoreKind::PostgreSql;
    const bool isAddress = isServer && fields.way == Way::Address;
    const bool isInParts = isServer && (isAddress || fields.way == Way::Service);
    const bool checksServer = fields.sslMode.startsWith(QStringLiteral("verify"));
    const std::pair<QWidget *, bool> rows[] = {
        {m_rowAddress, isAddress}, {m_rowService, isServer && fields.way == Way::Service}, {m_rowText, isServer && fields.way == Way::Text},
        {m_rowDatabase, isInParts}, {m_rowPassword, isServer}, {m_rowSsl, isInParts}, {m_rowCertificate, isInParts && checksServer},
        {m_rowVariable, fields.way == Way::Variable}, {m_rowFile, !isServer && fields.way == Way::Address},
        {m_rowRetries, isServer}, {m_rowFallback, isServer && fields.environment != Environment::Production}, {m_rowTimeouts, isServer}, {m_rowScratch, isServer}};
    for (const auto &[field, isShown] : rows) {
        for (const auto &[key, widgets] : m_rows) {
            if (key != field)
                continue;
            for (QWidget *widget : widgets)
                widget->setVisible(isShown);
        }
    }
}

ConnectionFields ConnectionForm::fields() const
{
    ConnectionFields fields = m_base;
    fields.store = m_store->text().trimmed();
    fields.name = m_name->text().trimmed();
    fields.way = ConnectionFields::Way(m_way->currentData().toInt());
    fields.host = m_host->text().trimmed();
    fields.port = m_port->text().trimmed();
    fields.database = m_database->text().trimmed();
    fields.user = m_user->text().trimmed();
    fields.service = fields.way == ConnectionFields::Way::Service ? m_service->text().trimmed() : m_base.service;
    fields.variable = m_variable->text().trimmed();
    fields.text = m_text->text().trimmed();
    fields.file = m_file->text().trimmed();
    fields.rootCertificate = m_certificate->text().trimmed();
    fields.sslMode = m_sslMode->currentData().toString();
    fields.environment = Environment(qMax(0, m_environment->checkedId()));
    fields.readOnly = m_readOnly->isChecked();
    fields.retries = m_retries->value();
    fields.fallback = m_fallback->text().trimmed();
    fields.scratch = m_scratch->text().trimmed();
    fields.lockTimeout = m_lockTimeout->text().trimmed();
    fields.statementTimeout = m_statementTimeout->text().trimmed();
    return fields;
}

QString ConnectionForm::password() const
{
    return m_password->text();
}

bool ConnectionForm::keepsPassword() const
{
    return m_keep->isChecked();
}

void ConnectionForm::clearPassword()
{
    m_password->clear();
    m_keep->setChecked(false);
}

} // namespace kilter::ui
