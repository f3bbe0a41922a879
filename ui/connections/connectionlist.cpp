#include "ui/connections/connectionlist.h"

#include "ui/look/badges.h"
#include "ui/look/fonts.h"
#include "ui/look/icon.h"
#include "ui/look/look.h"
#include "ui/text/text.h"

#include <QStyledItemDelegate>

namespace kilter::ui {
namespace {

class ConnectionDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {160, rowHeight(22) + rowHeight(22, FontRole::Small)}; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const auto &row = static_cast<const ConnectionList *>(index.model())->at(index.row());
        QStyleOptionViewItem ground = option;
        initStyleOption(&ground, index);
        option.widget->style()->drawPrimitive(QStyle::PE_PanelItemViewItem, &ground, painter, option.widget);
        painter->save();
        const QRect rect = option.rect;
        paintIcon(*painter, QRect(rect.left() + 12, rect.center().y() - 8, 16, 16), QStringLiteral("postgresql"), Token::TextSecondary);
        QRect upper = rect.adjusted(36, 2, -8, 0);
        upper.setHeight(rect.height() / 2);
        painter->setFont(fontFor(FontRole::BodyBold));
        painter->setPen(Look::color(Token::Text));
        painter->drawText(upper, Qt::AlignVCenter | Qt::TextSingleLine, painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, upper.width()));
        QRect lower = upper.translated(0, upper.height() - 4);
        paintIcon(*painter, QRect(lower.left(), lower.center().y() - 3, 8, 8), environmentIcon(row.environment), Token::TextSecondary);
        painter->setFont(fontFor(FontRole::Small));
        painter->setPen(Look::color(Token::TextSecondary));
        painter->drawText(lower.adjusted(14, 0, 0, 0), Qt::AlignVCenter | Qt::TextSingleLine,
                          row.isNew ? ConnectionList::tr("not saved") : qtText(keyword(row.environment)));
        painter->restore();
    }
};

} // namespace

void ConnectionList::setRows(std::vector<Row> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int ConnectionList::indexOf(const StoreChoice &choice) const
{
    const auto at = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row &row) { return row.choice == choice; });
    return at == m_rows.end() ? -1 : int(at - m_rows.begin());
}

int ConnectionList::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant ConnectionList::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = at(index.row());
    if (role == Qt::DisplayRole)
        return qtText(row.choice.store) + QStringLiteral(" · ") + qtText(row.choice.connection);
    if (role == Qt::AccessibleDescriptionRole)
        return environmentWord(row.environment);
    return {};
}

std::vector<ConnectionList::Row> connectionsOf(const Workspace &workspace)
{
    std::vector<ConnectionList::Row> rows;
    for (const auto &[storeName, store] : workspace.stores) {
        if (store.kind != StoreKind::PostgreSql && store.kind != StoreKind::Sqlite)
            continue;
        for (const auto &[name, connection] : store.connections)
            rows.push_back({{storeName, name}, store.kind, connection.environment, false});
    }
    return rows;
}

QAbstractItemDelegate *connectionDelegate(QObject *parent)
{
    return new ConnectionDelegate(parent);
}

} // namespace kilter::ui
