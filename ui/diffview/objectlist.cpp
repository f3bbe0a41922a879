#include "ui/diffview/objectlist.h"

#include "ui/diffview/diffwords.h"
#include "ui/text/text.h"

#include <QCoreApplication>
#include <QLocale>

namespace kilter::ui {
namespace {

QString headOf(Kind kind)
{
    static const std::map<Kind, QString> heads{{Kind::Table, ObjectList::tr("Tables")}, {Kind::View, ObjectList::tr("Views")},
                                               {Kind::Sequence, ObjectList::tr("Sequences")}, {Kind::Enum, ObjectList::tr("Types")},
                                               {Kind::Schema, ObjectList::tr("Schemas")}};
    const auto at = heads.find(kind);
    return at == heads.end() ? ObjectList::tr("Others") : at->second;
}

} // namespace

std::vector<ComparedObject> comparedObjects(const ChangeList &changes)
{
    std::map<ObjectRef, std::vector<const Change *>> byOwner;
    for (const Change &change : changes.changes) {
        const ObjectRef &ref = change.ref();
        byOwner[isPartOfTable(ref.kind) ? tableOf(ref) : ref].push_back(&change);
    }
    std::vector<ComparedObject> objects;
    for (const auto &[ref, own] : byOwner) {
        ComparedObject object;
        object.ref = ref;
        object.name = qtText(ref.name);
        object.perhapsSpelling = std::all_of(own.begin(), own.end(), [](const Change *change) { return change->perhapsSpelling; });
        object.detail = own.size() == 1 ? ObjectList::tr("1 change") : ObjectList::tr("%n changes", nullptr, int(own.size()));
        for (const Change *change : own) {
            if (change->ref() != ref)
                continue;
            if (change->type == ChangeType::Add)
                object.sign = Sign::Add;
            else if (change->type == ChangeType::Drop)
                object.sign = Sign::Remove;
            else if (change->type == ChangeType::Rename)
                object.sign = Sign::Rename;
        }
        if (object.sign == Sign::Add)
            object.detail = ObjectList::tr("new");
        else if (object.sign == Sign::Remove)
            object.detail = ObjectList::tr("goes");
        else if (object.perhapsSpelling)
            object.detail = ObjectList::tr("spelling?");
        objects.push_back(std::move(object));
    }
    return objects;
}

void ObjectList::setObjects(std::vector<ComparedObject> objects)
{
    beginResetModel();
    m_objects = std::move(objects);
    fill();
    endResetModel();
}

void ObjectList::setFilter(const QString &words, Show show)
{
    beginResetModel();
    m_words = words;
    m_show = show;
    fill();
    endResetModel();
}

bool ObjectList::matches(const ComparedObject &object, Show show) const
{
    switch (show) {
    case Show::All:
        return true;
    case Show::Added:
        return object.sign == Sign::Add;
    case Show::Changed:
        return object.sign == Sign::Change || object.sign == Sign::Rename;
    case Show::Removed:
        return object.sign == Sign::Remove;
    case Show::Drift:
        return object.isDrift;
    }
    return true;
}

void ObjectList::fill()
{
    m_rows.clear();
    int head = -1;
    for (int i = 0; i < int(m_objects.size()); ++i) {
        const ComparedObject &object = m_objects[std::size_t(i)];
        if (!matches(object, m_show) || !object.name.contains(m_words, Qt::CaseInsensitive))
            continue;
        const QString title = headOf(object.ref.kind);
        if (head < 0 || m_rows[std::size_t(head)].head != title) {
            head = int(m_rows.size());
            m_rows.push_back({-1, title, 0});
        }
        ++m_rows[std::size_t(head)].count;
        m_rows.push_back({i, {}, 0});
    }
}

std::vector<int> ObjectList::counts() const
{
    std::vector<int> counts;
    for (const Show show : {Show::All, Show::Added, Show::Changed, Show::Removed, Show::Drift})
        counts.push_back(int(std::count_if(m_objects.begin(), m_objects.end(), [&](const ComparedObject &object) { return matches(object, show); })));
    return counts;
}

const ComparedObject *ObjectList::object(const QModelIndex &index) const
{
    if (!index.isValid() || index.row() >= int(m_rows.size()) || m_rows[std::size_t(index.row())].object < 0)
        return nullptr;
    return &m_objects[std::size_t(m_rows[std::size_t(index.row())].object)];
}

QModelIndex ObjectList::indexOf(const ObjectRef &ref) const
{
    for (int row = 0; row < rowCount(); ++row) {
        const ComparedObject *own = object(index(row));
        if (own && own->ref == ref)
            return index(row);
    }
    return {};
}

int ObjectList::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant ObjectList::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows[std::size_t(index.row())];
    const ComparedObject *own = object(index);
    if (role == Qt::DisplayRole)
        return own ? own->name : row.head + QStringLiteral("  ") + QLocale().toString(row.count);
    if (role == Qt::CheckStateRole && own && own->isTickable)
        return own->tick;
    if (own && (role == Qt::ToolTipRole || role == Qt::AccessibleTextRole))
        return qtText(qualifiedName(own->ref)) + QStringLiteral(", ") + own->detail + (own->isDrift ? tr(", changed by hand in the store") : QString());
    return {};
}

/// The ticks are the live diff's: they are asked for, and come back with setTicks().
bool ObjectList::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const ComparedObject *own = object(index);
    if (role != Qt::CheckStateRole || !own || !own->isTickable)
        return false;
    emit tickWanted(*own, value.toInt() == Qt::Checked);
    return true;
}

Qt::ItemFlags ObjectList::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const ComparedObject *own = object(index);
    Qt::ItemFlags flags = Qt::ItemIsEnabled;
    if (own)
        flags |= Qt::ItemIsSelectable;
    if (own && own->isTickable)
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

void ObjectList::setTicks(const std::function<Qt::CheckState(const ComparedObject &)> &tickOf)
{
    for (ComparedObject &object : m_objects)
        object.tick = object.isTickable ? tickOf(object) : Qt::Unchecked;
    if (!m_rows.empty())
        emit dataChanged(index(0), index(int(m_rows.size()) - 1), {Qt::CheckStateRole});
}

} // namespace kilter::ui
