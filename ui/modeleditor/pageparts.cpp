#include "ui/modeleditor/pageparts.h"

#include "ui/document/modeldocument.h"
#include "ui/look/fonts.h"
#include "ui/look/icon.h"
#include "ui/look/look.h"
#include "ui/modeleditor/parts.h"
#include "ui/text/text.h"

#include <QComboBox>
#include <QCompleter>

namespace kilter::ui {

void TabRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), Look::color(Token::Surface));
    painter.fillRect(QRect(0, height() - 1, width(), 1), Look::color(Token::Border));
}

QToolButton *rowButton(QWidget *parent, const QString &text, const QString &toolTip, const QString &iconName)
{
    auto *tool = new QToolButton(parent);
    tool->setAutoRaise(true);
    tool->setText(text);
    tool->setIcon(namedIcon(iconName));
    tool->setToolButtonStyle(text.isEmpty() ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
    tool->setToolTip(toolTip);
    tool->setAccessibleName(toolTip.section(QStringLiteral(" ("), 0, 0));
    tool->setFocusPolicy(Qt::TabFocus);
    return tool;
}

PartitioningBar::PartitioningBar(PartitionsModel &model, QWidget *parent) : QWidget(parent), m_model(model), m_by(new QComboBox(this)), m_key(new QLineEdit(this))
{
    m_by->setObjectName(QStringLiteral("partition-by"));
    m_by->setAccessibleName(tr("Partitioned by"));
    m_by->addItem(tr("Not partitioned"), QString());
    m_by->addItem(tr("By range"), QStringLiteral("range"));
    m_by->addItem(tr("By list"), QStringLiteral("list"));
    m_by->addItem(tr("By hash"), QStringLiteral("hash"));
    m_key->setObjectName(QStringLiteral("partition-key"));
    m_key->setAccessibleName(tr("Partition key"));
    m_key->setPlaceholderText(tr("Columns of the key, e.g. created_at"));
    m_key->setFont(fontFor(FontRole::CodeSmall));
    m_key->setMinimumWidth(240);
    auto *note = new QLabel(tr("PostgreSQL; on SQLite it is one table."), this);
    note->setFont(fontFor(FontRole::Small));
    note->setForegroundRole(QPalette::PlaceholderText);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 8, 16, 9);
    row->setSpacing(8);
    row->addWidget(m_by);
    row->addWidget(m_key);
    row->addWidget(note);
    row->addStretch();
    connect(m_by, &QComboBox::activated, this, [this] { m_model.setBy(utf8(m_by->currentData().toString())); });
    connect(m_key, &QLineEdit::editingFinished, this, [this] { m_model.setKey(m_key->text()); });
    connect(&model.document(), &ModelDocument::jsonChanged, this, &PartitioningBar::refresh, Qt::QueuedConnection);
    connect(&model.document(), &ModelDocument::syntaxChanged, this, &PartitioningBar::refresh);
    refresh();
}

void PartitioningBar::refresh()
{
    m_by->setCurrentIndex(std::max(0, m_by->findData(qtText(m_model.by()))));
    m_by->setEnabled(m_model.document().isJson());
    m_key->setVisible(!m_model.by().empty());
    m_key->setEnabled(m_model.document().isJson());
    if (!m_key->hasFocus() || !m_key->isModified())
        m_key->setText(m_model.key());
}

void PartitioningBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), Look::color(Token::Surface));
    painter.fillRect(QRect(0, height() - 1, width(), 1), Look::color(Token::Divider));
}

} // namespace kilter::ui
