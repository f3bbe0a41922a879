#include "ui/modeleditor/celleditor.h"

#include "ui/look/badges.h"
#include "ui/look/fonts.h"
#include "ui/look/icon.h"
#include "ui/look/look.h"

#include <QCompleter>
#include <QKeyEvent>
#include <QListView>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <QTimer>

namespace kilter::ui {
namespace {

enum Role { DetailRole = Qt::UserRole + 1, LevelRole };

/// Name left, what it becomes right.
class ChoiceDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const override
    {
        const int name = QFontMetrics(fontFor(FontRole::Body)).horizontalAdvance(index.data().toString());
        const int detail = QFontMetrics(fontFor(FontRole::Small)).horizontalAdvance(index.data(DetailRole).toString());
        return {name + detail + 64, rowHeight(24)};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        painter->fillRect(option.rect, Look::color(selected ? Token::Selection : Token::Raised));
        QRect rest = option.rect.adjusted(8, 0, -8, 0);
        if (const QVariant level = index.data(LevelRole); level.isValid())
            rest.setLeft(rest.left() + paintLevel(*painter, rest, Level(level.toInt())) + 6);
        painter->setPen(Look::color(Token::Text));
        painter->setFont(fontFor(FontRole::Body));
        QRect used;
        painter->drawText(rest, Qt::AlignLeft | Qt::AlignVCenter, index.data().toString(), &used);
        painter->setPen(Look::color(Token::TextSecondary));
        painter->setFont(fontFor(FontRole::Small));
        painter->drawText(rest.adjusted(used.width() + 16, 0, 0, 0), Qt::AlignRight | Qt::AlignVCenter, index.data(DetailRole).toString());
    }
};

} // namespace

CellEditor::CellEditor(QWidget *parent) : QLineEdit(parent)
{
    setFrame(false);
    setTextMargins(6, 0, 4, 0);
    connect(this, &QLineEdit::textChanged, this, &CellEditor::check);
}

void CellEditor::setCheck(std::function<QString(const QString &)> check)
{
    m_check = std::move(check);
    this->check();
}

void CellEditor::setChoices(const std::vector<Choice> &choices, bool isStrict)
{
    m_isStrict = isStrict;
    auto *model = new QStandardItemModel(this);
    int width = 200;
    for (const Choice &choice : choices) {
        auto *item = new QStandardItem(choice.text);
        item->setData(choice.detail, DetailRole);
        if (choice.level)
            item->setData(int(*choice.level), LevelRole);
        model->appendRow(item);
        m_texts.append(choice.text);
    }
    auto *completer = new QCompleter(model, this);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    completer->setMaxVisibleItems(12);
    auto *list = new QListView;
    list->setItemDelegate(new ChoiceDelegate(list));
    list->setObjectName(QStringLiteral("choices"));
    completer->setPopup(list);
    for (int row = 0; row < model->rowCount(); ++row)
        width = std::max(width, list->sizeHintForIndex(model->index(row, 0)).width());
    list->setMinimumWidth(std::min(width, 480) + 16);
    setCompleter(completer);
    connect(completer, qOverload<const QString &>(&QCompleter::activated), this, [this](const QString &text) {
        setText(text);
        QTimer::singleShot(0, this, &CellEditor::chosen);
    });
    check();
}

bool CellEditor::isAcceptable() const
{
    return m_problem.isEmpty();
}

void CellEditor::check()
{
    QString reason = m_check ? m_check(text()) : QString();
    if (reason.isEmpty() && m_isStrict && !text().isEmpty() && !m_texts.contains(text(), Qt::CaseInsensitive))
        reason = tr("There is no %1. Choose one of the list, or clear the cell.").arg(text());
    if (reason == m_problem)
        return;
    m_problem = reason;
    QPalette colours = palette();
    colours.setColor(QPalette::Base, Look::color(reason.isEmpty() ? Token::Surface : Token::DangerBg));
    setPalette(colours);
    emit problemChanged(reason);
}

void CellEditor::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    QPainter painter(this);
    painter.setPen(QPen(Look::color(m_problem.isEmpty() ? Token::FocusRing : Token::Danger), 2));
    painter.drawRect(QRectF(rect()).adjusted(1, 1, -1, -1));
    if (!m_problem.isEmpty() && width() > 60)
        paintIcon(painter, QRect(width() - 22, (height() - 16) / 2, 16, 16), QStringLiteral("danger"), Token::Danger);
}

void CellEditor::showEvent(QShowEvent *event)
{
    QLineEdit::showEvent(event);
    if (!completer())
        return;
    // The whole list at first: the present text is what one wants to replace.
    QTimer::singleShot(0, this, [this] {
        completer()->setCompletionPrefix({});
        completer()->complete();
    });
}

void CellEditor::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Down && completer() && !completer()->popup()->isVisible()) {
        completer()->setCompletionPrefix({});
        completer()->complete();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

} // namespace kilter::ui
