#include "ui/modeleditor/fieldsdelegate.h"

#include "core/base/text.h"
#include "ui/document/modeldocument.h"
#include "ui/look/badges.h"
#include "ui/look/icon.h"
#include "ui/look/look.h"
#include "ui/modeleditor/celleditor.h"
#include "ui/text/text.h"

#include <QAbstractItemView>

namespace kilter::ui {

FieldsDelegate::FieldsDelegate(FieldsModel &model, QAbstractItemView *view) : QStyledItemDelegate(view), m_model(model), m_view(view) {}

QSize FieldsDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {40, rowHeight(24)};
}

void FieldsDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Field *field = m_model.field(index.row());
    const auto column = FieldColumn(index.column());
    const QModelIndex current = m_view->currentIndex();
    const bool isInvalid = field && !m_model.problem(index.row(), column).isEmpty();
    CellLook look = cellLook(option, current == index, field && field->isAutomatic, isInvalid);
    look.hasFocus = m_view->hasFocus() || m_view->viewport()->hasFocus() || m_view->isAncestorOf(QApplication::focusWidget());
    if (!field) {
        if (column == FieldColumn::Name)
            paintNewField(*painter, option.rect, look);
        return;
    }
    paintCellGround(*painter, option.rect, look);
    paintField(*painter, option.rect, *field, column, look, current.row() == index.row());
    paintCellRing(*painter, option.rect, look);
}

void FieldsDelegate::paintNewField(QPainter &painter, const QRect &rect, const CellLook &look) const
{
    painter.fillRect(rect, Look::color(look.isSelected && look.hasFocus ? Token::Hover : Token::Surface));
    paintIcon(painter, QRect(rect.left() + 8, rect.top() + (rect.height() - 12) / 2, 12, 12), QStringLiteral("plus"), Token::TextSecondary);
    paintCellText(painter, rect.adjusted(28, 0, -8, 0), tr("Add a field: type its name"), FontRole::Small, Token::TextSecondary);
}

void FieldsDelegate::paintField(QPainter &painter, const QRect &rect, const Field &field, FieldColumn column, const CellLook &look, bool isCurrentRow) const
{
    const Token token = look.isLocked ? Token::TextSecondary : Token::Text;
    const QRect text = textRect(rect, look);
    const bool hasBox = isCurrentRow && !look.isLocked && m_model.document().isJson();
    switch (column) {
    case FieldColumn::Handle: {
        const int size = look.isLocked ? 12 : 16;
        const QRect place(rect.center().x() - size / 2, rect.center().y() - size / 2, size, size);
        paintIcon(painter, place, look.isLocked ? QStringLiteral("lock") : QStringLiteral("drag"), Token::TextDisabled);
        break;
    }
    case FieldColumn::Name:
        paintCellText(painter, text, qtText(field.name), FontRole::Body, token);
        break;
    case FieldColumn::Type:
        paintCellText(painter, text, qtText(field.type), FontRole::CodeSmall, token);
        break;
    case FieldColumn::Format:
        paintFormat(painter, text, field, token);
        break;
    case FieldColumn::Required:
        paintTick(painter, rect, field.isRequired, hasBox, look);
        break;
    case FieldColumn::Default:
        paintCellText(painter, text, qtText(field.defaultText), FontRole::CodeSmall, token);
        break;
    case FieldColumn::Key:
        if (field.isKey || hasBox)
            paintIcon(painter, QRect(rect.center().x() - 8, rect.center().y() - 8, 16, 16), QStringLiteral("key"), field.isKey ? token : Token::ButtonBorder);
        break;
    case FieldColumn::Unique:
        paintTick(painter, rect, field.isUnique, hasBox && !field.isUniqueByKey, look);
        break;
    case FieldColumn::Index:
        paintCellText(painter, text, qtText(field.index), FontRole::CodeSmall, token);
        break;
    case FieldColumn::References:
        paintReference(painter, text, field, token);
        break;
    case FieldColumn::Comment:
        paintCellText(painter, text, look.isLocked ? tr("Automatic") : qtText(field.comment), FontRole::Small, Token::TextSecondary);
        break;
    }
}

void FieldsDelegate::paintFormat(QPainter &painter, QRect rest, const Field &field, Token token) const
{
    if (!field.component.empty()) {
        const Model *component = componentOf(m_model.document(), field.component);
        if (component)
            rest.setLeft(rest.left() + paintLevel(painter, rest, component->level) + 4);
        paintCellText(painter, rest, component ? qtText(component->title) : qtText(field.component), FontRole::Body, token);
        return;
    }
    const QString code = qtText(field.nativeType.empty() ? field.format : field.nativeType);
    paintCellText(painter, rest, code, FontRole::CodeSmall, token);
    if (!code.isEmpty())
        rest.setLeft(rest.left() + QFontMetrics(fontFor(FontRole::CodeSmall)).horizontalAdvance(code) + 6);
    paintCellText(painter, rest, qtText(field.limits), FontRole::Small, Token::TextSecondary);
}

void FieldsDelegate::paintReference(QPainter &painter, QRect rest, const Field &field, Token token) const
{
    if (field.reference.empty())
        return;
    if (const Model *target = modelTitled(m_model.document(), field.reference))
        rest.setLeft(rest.left() + paintLevel(painter, rest, target->level) + 4);
    paintCellText(painter, rest, qtText(field.referenceColumn.empty() ? field.reference : field.reference + '.' + field.referenceColumn), FontRole::Body, token);
}

QWidget *FieldsDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &, const QModelIndex &index) const
{
    auto *editor = new CellEditor(parent);
    prepare(*editor, index);
    auto *self = const_cast<FieldsDelegate *>(this); // an editor is asked of a const delegate, but speaks through it
    const QPersistentModelIndex place = index;
    connect(editor, &CellEditor::problemChanged, self, [self, place](const QString &reason) { emit self->typedProblem(place, reason); });
    connect(editor, &QObject::destroyed, self, [self, place] { emit self->typedProblem(place, {}); });
    connect(editor, &CellEditor::chosen, self, [self, editor] {
        emit self->commitData(editor);
        emit self->closeEditor(editor);
    });
    return editor;
}

void FieldsDelegate::prepare(CellEditor &editor, const QModelIndex &index) const
{
    ModelDocument &document = m_model.document();
    const Field *present = m_model.field(index.row());
    const Field field = present ? *present : Field();
    const auto column = FieldColumn(index.column());
    editor.setFont(fontFor(column == FieldColumn::Name || column == FieldColumn::References || column == FieldColumn::Comment ? FontRole::Body : FontRole::CodeSmall));
    editor.setAccessibleName(m_model.headerData(index.column(), Qt::Horizontal, Qt::AccessibleTextRole).toString());
    if (column == FieldColumn::Name && !present)
        editor.setPlaceholderText(tr("Name of the new field"));
    switch (column) {
    case FieldColumn::Name:
        editor.setCheck([&document, field](const QString &text) {
            return text.isEmpty() ? QString() : qtText(nameProblem(document.json(), utf8(text.trimmed()), field.name));
        });
        break;
    case FieldColumn::Type:
        editor.setChoices(typeChoicesFor(document), false);
        break;
    case FieldColumn::Default:
        if (const auto choices = defaultChoicesFor(document, field.name); !choices.empty())
            editor.setChoices(choices, false);
        editor.setCheck([field](const QString &text) { return qtText(defaultProblem(utf8(text), field)); });
        break;
    case FieldColumn::Index:
        editor.setChoices(indexChoices(), true);
        break;
    case FieldColumn::References:
        editor.setChoices(referenceChoicesFor(document), true);
        break;
    default:
        break;
    }
}

void FieldsDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    auto *line = static_cast<CellEditor *>(editor);
    const QString text = index.data(Qt::EditRole).toString();
    if (line->isModified() || line->text() == text)
        return; // the document was analysed while one types, or is about to: the cursor stays where it was put
    line->setText(text);
    line->selectAll();
}

void FieldsDelegate::setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const
{
    const auto *line = static_cast<CellEditor *>(editor);
    const auto column = FieldColumn(index.column());
    // A wrong default is kept and marked, so that nothing typed is lost; a wrong name or reference cannot be.
    if (column == FieldColumn::Default || line->isAcceptable())
        model->setData(index, line->text(), Qt::EditRole);
}

void FieldsDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QRect place = option.rect;
    const auto column = FieldColumn(index.column());
    const int least = column == FieldColumn::Comment ? 220 : column == FieldColumn::References || column == FieldColumn::Type ? 150 : column == FieldColumn::Index ? 96 : 0;
    if (!m_model.field(index.row()))
        place.setWidth(std::min(place.width(), 240));
    if (place.width() < least)
        place.setLeft(std::max(0, std::min(place.left(), m_view->viewport()->width() - least)));
    place.setWidth(std::max(place.width(), least));
    editor->setGeometry(place.adjusted(0, -1, 0, 0));
}

} // namespace kilter::ui
