#include "ui/diffview/sqlpanel.h"

#include "core/base/file.h"
#include "ui/codeview/codeview.h"
#include "ui/commands/commands.h"
#include "ui/diffview/livediff.h"
#include "ui/diffview/segments.h"
#include "ui/look/fonts.h"
#include "ui/look/look.h"
#include "ui/mainwindow/docktitle.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/text/text.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QLabel>

namespace kilter::ui {

SqlPanel::SqlPanel(MainWindow &window, LiveDiff &diff) : m_window(window), m_diff(diff), m_direction(new Segments(tr("Direction"), this))
{
    m_direction->setTexts({tr("SQL up"), tr("SQL down")});
    m_direction->setToolTip(tr("What brings the store to the models, or takes it back"));
    m_view = new CodeView(Language::Plain, this);
    m_view->setReadOnly(true);
    m_view->setAccessibleName(tr("SQL of what is ticked"));
    m_view->setRole(FontRole::CodeSmall);
    m_view->setLineNumbersShown(false);
    m_view->document()->setDocumentMargin(8);
    m_note = new QLabel(this);
    m_note->setFont(fontFor(FontRole::Small));
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_note->setWordWrap(true);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setContentsMargins(12, 4, 12, 4);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(12, 4, 8, 4);
    bar->setSpacing(4);
    bar->addWidget(m_direction);
    bar->addStretch();
    QAction *copy = paneAction(this, tr("Copy the SQL"), tr("Copies the shown SQL"), QStringLiteral("copy"), [this] { QGuiApplication::clipboard()->setText(text()); });
    QAction *save_ = paneAction(this, tr("Save the SQL…"), tr("Writes the shown SQL into a file"), QStringLiteral("export"), [this] { save(); });
    bar->addWidget(toolButtonFor(copy, this));
    bar->addWidget(toolButtonFor(save_, this));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(bar);
    column->addWidget(m_note);
    column->addWidget(m_view, 1);
    connect(m_direction, &Segments::currentChanged, this, &SqlPanel::refresh);
    connect(&diff, &LiveDiff::sqlChanged, this, &SqlPanel::refresh);
    connect(&diff, &LiveDiff::ticksChanged, this, &SqlPanel::showNote);
    refresh();
}

QString SqlPanel::text() const
{
    return m_view->toPlainText();
}

void SqlPanel::refresh()
{
    const DiffSql &sql = m_diff.sql();
    const QString text = qtText(m_direction->current() == 0 ? sql.up : sql.down);
    m_view->setLanguage(sql.dialect == DialectKind::PostgreSql ? Language::PostgreSql : Language::Sql);
    m_view->showText(text);
    showNote();
}

/// The SQL is planned some moments after a tick: what it says then is of the ticks as they were.
QString SqlPanel::note() const
{
    const DiffSql &sql = m_diff.sql();
    if (sql.error)
        return tr("This choice cannot be planned: %1").arg(errorText(*sql.error));
    if (!sql.added.empty())
        return tr("Also included, because what is ticked needs it: %1").arg(qtText(qualifiedName(sql.added.front())))
               + (sql.added.size() > 1 ? tr(" and %n more", nullptr, int(sql.added.size()) - 1) : QString());
    if (!sql.up.empty())
        return {};
    if (sql.changes > 0)
        return tr("What is ticked needs no statement.");
    return m_diff.chosen().empty() ? tr("Nothing is ticked.") : tr("Planning …");
}

void SqlPanel::showNote()
{
    const QString words = note();
    m_note->setText(words);
    m_note->setVisible(!words.isEmpty());
}

QString SqlPanel::noteText() const
{
    return m_note->text();
}

void SqlPanel::save()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Save the SQL"), m_direction->current() == 0 ? QStringLiteral("up.sql") : QStringLiteral("down.sql"),
                                                      tr("SQL files (*.sql)"));
    if (path.isEmpty())
        return;
    if (const auto written = writeTextFile(utf8(path), utf8(text())); !written)
        m_window.showError(written.error(), tr("The SQL was not saved"));
    else
        m_window.say(tr("Saved"));
}

} // namespace kilter::ui
