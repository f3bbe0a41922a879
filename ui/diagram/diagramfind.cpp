#include "ui/diagram/diagramfind.h"

#include "ui/commands/commands.h"
#include "ui/diagram/canvas.h"
#include "ui/look/fonts.h"
#include "ui/look/icon.h"
#include "ui/look/look.h"
#include "ui/mainwindow/docktitle.h"
#include "ui/text/text.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QToolButton>

namespace kilter::ui {

DiagramFind::DiagramFind(DiagramCanvas *canvas) : QWidget(canvas), m_canvas(canvas), m_field(new QLineEdit(this)), m_count(new QLabel(this))
{
    m_field->setPlaceholderText(tr("Tables and columns"));
    m_field->setAccessibleName(tr("Find in the diagram"));
    m_field->addAction(namedIcon(QStringLiteral("search"), Token::TextSecondary), QLineEdit::LeadingPosition);
    m_field->setMinimumWidth(176);
    m_field->installEventFilter(this);
    m_count->setFont(fontFor(FontRole::Small));
    m_count->setForegroundRole(QPalette::PlaceholderText);
    m_count->setMinimumWidth(m_count->fontMetrics().horizontalAdvance(QStringLiteral("000 / 000")));
    m_count->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(8, 6, 6, 6);
    row->setSpacing(4);
    row->addWidget(m_field);
    row->addWidget(m_count);
    row->addWidget(toolButtonFor(paneAction(this, tr("Previous"), tr("Goes to the match before"), QStringLiteral("up"), [this] { step(-1); }), this));
    row->addWidget(toolButtonFor(paneAction(this, tr("Next"), tr("Goes to the next match"), QStringLiteral("down"), [this] { step(1); }), this));
    row->addWidget(toolButtonFor(paneAction(this, tr("Close"), tr("Closes the search"), QStringLiteral("x"), [this] { close(); }), this));
    connect(m_field, &QLineEdit::textChanged, this, &DiagramFind::search);
    connect(canvas, &DiagramCanvas::viewChanged, this, &DiagramFind::place);
    setCursor(Qt::ArrowCursor);
    hide();
}

void DiagramFind::place()
{
    adjustSize();
    move(m_canvas->width() - width() - 12, 8);
}

void DiagramFind::open()
{
    place();
    show();
    raise();
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
    search();
}

void DiagramFind::close()
{
    hide();
    m_canvas->setFind({});
    m_canvas->setFocus(Qt::OtherFocusReason);
}

void DiagramFind::refresh()
{
    if (isVisible())
        search();
}

QString DiagramFind::countText() const
{
    return m_count->text();
}

/// Tables whose names match first, then those of which a column does.
void DiagramFind::search()
{
    const QString text = m_field->text();
    m_canvas->setFind(text);
    m_found.clear();
    m_at = 0;
    const DiagramGraph &graph = m_canvas->scene()->graph();
    std::vector<int> byColumn;
    for (std::size_t i = 0; !text.isEmpty() && i < graph.tables.size(); ++i) {
        const DiagramTable &table = graph.tables[i];
        if (qtText(table.ref.name).contains(text, Qt::CaseInsensitive))
            m_found.push_back(int(i));
        else if (std::any_of(table.columns.begin(), table.columns.end(), [&](const DiagramColumn &column) { return qtText(column.name).contains(text, Qt::CaseInsensitive); }))
            byColumn.push_back(int(i));
    }
    m_found.insert(m_found.end(), byColumn.begin(), byColumn.end());
    step(0);
}

void DiagramFind::step(int by)
{
    const int count = int(m_found.size());
    m_count->setText(m_field->text().isEmpty() ? QString() : count == 0 ? tr("no match") : tr("%1 of %2").arg((m_at + by + count) % count + 1).arg(count));
    if (count == 0)
        return;
    m_at = (m_at + by + count) % count;
    const int table = m_found[std::size_t(m_at)];
    m_canvas->setCurrent(table);
    m_canvas->showTable(table);
}

bool DiagramFind::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        switch (key->key()) {
        case Qt::Key_Return:
        case Qt::Key_Enter:
            step(key->modifiers() & Qt::ShiftModifier ? -1 : 1);
            return true;
        case Qt::Key_Escape:
            close();
            return true;
        default:
            break;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void DiagramFind::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Look::color(Token::Border));
    painter.setBrush(Look::color(Token::Raised));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}

} // namespace kilter::ui
