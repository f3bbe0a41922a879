#include "ui/modeleditor/sqlpane.h"

#include "ui/codeview/codepane.h"
#include "ui/document/modeldocument.h"
#include "ui/look/fonts.h"
#include "ui/text/text.h"

#include <QClipboard>
#include <QComboBox>
#include <QScrollBar>

namespace kilter::ui {
namespace {

QString productOf(DialectKind dialect)
{
    return dialect == DialectKind::Sqlite ? QStringLiteral("SQLite") : QStringLiteral("PostgreSQL");
}

} // namespace

SqlPane::SqlPane(ModelDocument &document, QWidget *parent)
    : QWidget(parent), m_document(document), m_stores(new QComboBox(this)), m_note(new QLabel(this)), m_code(new CodePane(Language::PostgreSql, tr("SQL of the model"), this))
{
    m_stores->setObjectName(QStringLiteral("sql-store"));
    m_stores->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_stores->setAccessibleName(tr("Store"));
    m_stores->setToolTip(tr("The store for which the SQL is written"));
    m_note->setFont(fontFor(FontRole::Small));
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_code->view()->setReadOnly(true);
    m_code->view()->setObjectName(QStringLiteral("sql"));
    m_code->view()->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *copy = new QPushButton(tr("Copy"), this);
    copy->setToolTip(tr("Copies the whole SQL"));
    connect(copy, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(m_code->view()->toPlainText()); });
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(16, 8, 16, 8);
    bar->setSpacing(8);
    bar->addWidget(m_stores);
    bar->addWidget(m_note, 1);
    bar->addWidget(copy);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(bar);
    column->addWidget(m_code, 1);
    connect(m_stores, &QComboBox::activated, this, &SqlPane::refresh);
    connect(&document, &ModelDocument::analysed, this, &SqlPane::refresh);
    connect(&document, &ModelDocument::syntaxChanged, this, &SqlPane::refresh);
    refresh();
}

QString SqlPane::store() const
{
    return m_stores->currentData().toString();
}

void SqlPane::setStore(const QString &store)
{
    const int at = m_stores->findData(store);
    if (at >= 0)
        m_stores->setCurrentIndex(at);
    refresh();
}

void SqlPane::refresh()
{
    const Analysis &analysis = m_document.analysis();
    QStringList names;
    for (const StoreSql &one : analysis.sql)
        names.append(qtText(one.store));
    QStringList present;
    for (int i = 0; i < m_stores->count(); ++i)
        present.append(m_stores->itemData(i).toString());
    if (analysis.model && present != names) {
        const QString before = store();
        m_stores->clear();
        for (const StoreSql &one : analysis.sql)
            m_stores->addItem(qtText(one.store) + QStringLiteral(" · ") + productOf(one.dialect), qtText(one.store));
        m_stores->setCurrentIndex(std::max(0, m_stores->findData(before)));
    }
    m_stores->setEnabled(m_stores->count() > 1);
    const auto at = std::find_if(analysis.sql.begin(), analysis.sql.end(), [&](const StoreSql &one) { return qtText(one.store) == store(); });
    const bool isSound = m_document.isJson() && analysis.model && at != analysis.sql.end() && at->problem.empty();
    if (!isSound) {
        const QString why = !m_document.isJson() || !analysis.model ? tr("the model cannot be read") : at == analysis.sql.end() ? tr("the workspace has no store for it") : qtText(at->problem);
        const bool hasTable = !analysis.model || analysis.model->hasTable();
        m_note->setText(!hasTable ? why : m_shown.isEmpty() || m_shown != store() ? tr("No SQL: %1").arg(why) : tr("SQL of the last valid state: %1").arg(why));
        if (m_shown != store() || !hasTable)
            m_code->view()->clear();
        return;
    }
    const QString sql = qtText(at->sql);
    m_note->setText(tr("What the table and all its parts are made with"));
    m_shown = store();
    m_code->view()->setLanguage(at->dialect == DialectKind::Sqlite ? Language::Sql : Language::PostgreSql);
    if (m_code->view()->toPlainText() == sql)
        return;
    const int scrolled = m_code->view()->verticalScrollBar()->value();
    m_code->view()->setPlainText(sql);
    m_code->view()->verticalScrollBar()->setValue(scrolled);
}

} // namespace kilter::ui
