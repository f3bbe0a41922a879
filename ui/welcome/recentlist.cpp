#include "ui/welcome/recentlist.h"

#include "ui/look/badges.h"
#include "ui/look/drawing.h"
#include "ui/look/fonts.h"
#include "ui/look/icon.h"

#include <QContextMenuEvent>
#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QStyledItemDelegate>

namespace kilter::ui {
namespace {

QString shortPath(const QString &folder)
{
    const QString home = QDir::homePath();
    return folder.startsWith(home + QLatin1Char('/')) ? QStringLiteral("~") + folder.mid(home.size()) : folder;
}

QString dayText(const QDateTime &time)
{
    const qint64 days = time.date().daysTo(QDate::currentDate());
    if (days == 0)
        return RecentList::tr("today, %1").arg(QLocale().toString(time.time(), QLocale::ShortFormat));
    if (days == 1)
        return RecentList::tr("yesterday");
    return QLocale().toString(time.date(), QLocale::ShortFormat);
}

class RecentDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {480, rowHeight(24) + rowHeight(24, FontRole::Small) + 4}; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const auto *model = static_cast<const RecentModel *>(index.model());
        const RecentWorkspace &entry = model->at(index.row());
        const bool over = option.state & (QStyle::State_MouseOver | QStyle::State_HasFocus);
        if (over)
            drawBox(*painter, option.rect, 4, Look::color(Token::Hover), {});
        painter->save();
        paintIcon(*painter, QRect(option.rect.left() + 8, option.rect.center().y() - 9, 20, 20), QStringLiteral("folder"), Token::TextSecondary);
        QRect upper = option.rect.adjusted(40, 4, -8, 0);
        upper.setHeight(rowHeight(22));
        QRect lower = upper.translated(0, upper.height() - 2);
        const QString state = model->isThere(index.row()) ? entry.words : RecentList::tr("folder not found");
        upper.setRight(upper.right() - words(*painter, upper, FontRole::Small, Token::TextSecondary, state, Qt::AlignRight) - 12);
        lower.setRight(lower.right() - words(*painter, lower, FontRole::Small, Token::TextSecondary, dayText(entry.opened), Qt::AlignRight) - 12);
        int x = words(*painter, upper, FontRole::BodyBold, model->isThere(index.row()) ? Token::Text : Token::TextSecondary, entry.name, Qt::AlignLeft) + 8;
        for (const Environment environment : entry.environments)
            x += paintBadge(*painter, upper.adjusted(x, 0, 0, 0), environment) + 8;
        words(*painter, lower, FontRole::Small, Token::TextSecondary, shortPath(entry.folder), Qt::AlignLeft);
        painter->restore();
    }

private:
    static int words(QPainter &painter, const QRect &rect, FontRole role, Token token, const QString &text, Qt::Alignment alignment)
    {
        painter.setFont(fontFor(role));
        painter.setPen(Look::color(token));
        const QString shown = painter.fontMetrics().elidedText(text, Qt::ElideMiddle, rect.width());
        painter.drawText(rect, int(alignment | Qt::AlignVCenter) | Qt::TextSingleLine, shown);
        return painter.fontMetrics().horizontalAdvance(shown);
    }
};

} // namespace

RecentModel::RecentModel(QObject *parent) : QAbstractListModel(parent)
{
    reload();
}

void RecentModel::reload()
{
    beginResetModel();
    m_all.clear();
    for (RecentWorkspace &workspace : recentWorkspaces()) {
        const bool isThere = QFileInfo::exists(workspace.folder + QStringLiteral("/kilter.toml"));
        m_all.push_back({std::move(workspace), isThere});
    }
    endResetModel();
}

int RecentModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_all.size());
}

QVariant RecentModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Entry &entry = m_all[std::size_t(index.row())];
    if (role == Qt::DisplayRole)
        return entry.workspace.name;
    if (role == Qt::ToolTipRole)
        return entry.workspace.folder;
    if (role == Qt::AccessibleDescriptionRole) {
        QStringList words{entry.workspace.folder, entry.workspace.words};
        for (const Environment environment : entry.workspace.environments)
            words += environmentWord(environment);
        return words.join(QStringLiteral(", "));
    }
    return {};
}

RecentList::RecentList(QWidget *parent) : QListView(parent), m_model(new RecentModel(this))
{
    setObjectName(QStringLiteral("recentList"));
    setAccessibleName(tr("Recent workspaces"));
    setModel(m_model);
    setItemDelegate(new RecentDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_Hover);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(this, &QListView::activated, this, [this](const QModelIndex &index) { emit chosen(m_model->at(index.row()).folder); });
    connect(this, &QListView::clicked, this, [this](const QModelIndex &index) { emit chosen(m_model->at(index.row()).folder); });
}

void RecentList::forget(const QModelIndex &index)
{
    forgetRecent(m_model->at(index.row()).folder);
    m_model->reload();
}

void RecentList::contextMenuEvent(QContextMenuEvent *event)
{
    const QModelIndex index = event->reason() == QContextMenuEvent::Keyboard ? currentIndex() : indexAt(event->pos());
    if (!index.isValid())
        return;
    QMenu menu(this);
    menu.addAction(tr("Open"), this, [this, index] { emit chosen(m_model->at(index.row()).folder); });
    menu.addAction(tr("Remove from this list"), this, [this, index] { forget(index); });
    menu.exec(event->globalPos());
}

} // namespace kilter::ui
