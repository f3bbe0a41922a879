#include "ui/diffview/diffmodel.h"

#include "ui/diffview/livediff.h"
#include "ui/text/text.h"

namespace kilter::ui {

struct DiffModel::Item
{
    DiffNode node;    ///< its children are taken out: they are items
    DiffPtr result;   ///< of which the node is: its changes are numbered there
    Item *parent = nullptr;
    std::vector<std::unique_ptr<Item>> children;

    int row() const
    {
        const auto &siblings = parent->children;
        return int(std::find_if(siblings.begin(), siblings.end(), [this](const auto &one) { return one.get() == this; }) - siblings.begin());
    }
};

namespace {

/// More differing rows than this are not worth single notifications.
constexpr std::size_t mostMoves = 400;

bool sameRow(const DiffNode &a, const DiffNode &b)
{
    return a.key == b.key && a.type == b.type && a.changes.empty() == b.changes.empty();
}

bool looksSame(const DiffNode &a, const DiffNode &b)
{
    const auto words = [](const DiffNode &node) {
        const ValueWords none;
        const ValueWords &w = node.words ? *node.words : none;
        return std::tuple(w.field, w.prefix, w.before, w.after);
    };
    return a.sign == b.sign && a.name == b.name && a.detail == b.detail && a.remark == b.remark && a.remarkToken == b.remarkToken
           && a.isTickable == b.isTickable && a.level == b.level && a.icon == b.icon && words(a) == words(b);
}

} // namespace

DiffModel::DiffModel(LiveDiff &diff, QObject *parent) : QAbstractItemModel(parent), m_diff(diff), m_root(std::make_unique<Item>())
{
    connect(&diff, &LiveDiff::changed, this, &DiffModel::refresh);
    connect(&diff, &LiveDiff::ticksChanged, this, [this] { tellTicks({}); });
    refresh();
}

DiffModel::~DiffModel() = default;

DiffModel::Item *DiffModel::itemOf(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Item *>(index.internalPointer()) : m_root.get();
}

const DiffNode *DiffModel::node(const QModelIndex &index) const
{
    return index.isValid() ? &itemOf(index)->node : nullptr;
}

QModelIndex DiffModel::index(int row, int column, const QModelIndex &parent) const
{
    if (column != 0 || row < 0 || row >= rowCount(parent))
        return {};
    return createIndex(row, 0, itemOf(parent)->children[std::size_t(row)].get());
}

QModelIndex DiffModel::parent(const QModelIndex &child) const
{
    if (!child.isValid())
        return {};
    Item *item = itemOf(child)->parent;
    return item == m_root.get() ? QModelIndex() : createIndex(item->row(), 0, item);
}

int DiffModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : int(itemOf(parent)->children.size());
}

int DiffModel::columnCount(const QModelIndex &) const
{
    return 1;
}

QString DiffModel::text(const DiffNode &node) const
{
    QStringList parts;
    if (!node.name.isEmpty())
        parts += node.name;
    if (node.type == DiffNode::Type::RenameQuestion)
        parts += QStringLiteral("→");
    if (!node.detail.isEmpty())
        parts += node.detail;
    if (node.words) {
        if (!node.words->field.isEmpty())
            parts += node.words->field;
        parts += node.words->prefix + node.words->before + QStringLiteral(" → ") + node.words->after;
    }
    if (!node.remark.isEmpty())
        parts += node.remark;
    return parts.join(QLatin1Char(' '));
}

QVariant DiffModel::data(const QModelIndex &index, int role) const
{
    const DiffNode *node = this->node(index);
    if (!node)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return text(*node);
    case Qt::CheckStateRole:
        return node->isTickable ? QVariant(m_diff.tickOf(*itemOf(index)->result, *node)) : QVariant();
    case Qt::AccessibleTextRole: {
        const QString word = signWord(node->sign);
        return word.isEmpty() ? text(*node) : word + QStringLiteral(": ") + text(*node);
    }
    case Qt::ToolTipRole: {
        QString tip = text(*node);
        if (node->sign != Sign::None && node->type != DiffNode::Type::RenameQuestion)
            tip += QLatin1Char('\n') + signWord(node->sign);
        return tip;
    }
    default:
        return {};
    }
}

bool DiffModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const DiffNode *node = this->node(index);
    if (!node || role != Qt::CheckStateRole || !node->isTickable)
        return false;
    const DiffPtr result = itemOf(index)->result;
    m_diff.setTicked(*result, std::vector<std::size_t>(node->changes), value.toInt() == Qt::Checked);
    return true;
}

Qt::ItemFlags DiffModel::flags(const QModelIndex &index) const
{
    const DiffNode *node = this->node(index);
    if (!node)
        return Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    if (node->isTickable)
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

QModelIndex DiffModel::indexOf(const ObjectRef &object) const
{
    for (int row = 0; row < rowCount(); ++row) {
        const QModelIndex group = index(row, 0);
        for (int below = 0; below < rowCount(group); ++below) {
            if (node(index(below, 0, group))->object == object)
                return index(below, 0, group);
        }
        const ObjectRef &own = node(group)->object;
        if (own == object || (isPartOfTable(object.kind) && own == tableOf(object)))
            return group;
    }
    return {};
}

void DiffModel::setFilter(const QString &words, Sign sign, bool driftOnly)
{
    m_words = words;
    m_sign = sign;
    m_driftOnly = driftOnly;
    refresh();
}

std::vector<DiffNode> DiffModel::shownGroups() const
{
    const DiffPtr result = m_diff.result();
    if (!result || m_diff.phase() != LiveDiff::Phase::Different)
        return {};
    std::vector<DiffNode> shown;
    for (const DiffNode &group : result->groups) {
        const bool isNamed = m_words.isEmpty() || group.name.contains(m_words, Qt::CaseInsensitive)
                             || qtText(group.object.name).contains(m_words, Qt::CaseInsensitive)
                             || std::any_of(group.children.begin(), group.children.end(), [&](const DiffNode &child) { return child.name.contains(m_words, Qt::CaseInsensitive); });
        const bool hasSign = m_sign == Sign::None || group.sign == m_sign;
        const bool isDrift = !m_driftOnly || std::any_of(group.changes.begin(), group.changes.end(), [&](std::size_t i) { return result->standings[i] != Standing::Intended; });
        if (isNamed && hasSign && isDrift)
            shown.push_back(group);
    }
    return shown;
}

void DiffModel::refresh()
{
    const LiveDiff::Phase phase = m_diff.phase();
    if (m_diff.result() && phase != LiveDiff::Phase::Different && phase != LiveDiff::Phase::Equal && phase != LiveDiff::Phase::NoWorkspace)
        return; // a store that does not answer, a model that is half done: the rows are not shown, and are there as they were afterwards
    const std::vector<DiffNode> groups = shownGroups();
    const std::size_t before = m_root->children.size();
    const std::size_t moves = before > groups.size() ? before - groups.size() : groups.size() - before;
    if (moves <= mostMoves) {
        merge(*m_root, {}, groups);
        return;
    }
    beginResetModel();
    m_root->children.clear();
    endResetModel();
    beginInsertRows({}, 0, int(groups.size()) - 1);
    const auto fill = [result = m_diff.result()](const auto &self, Item &parent, const std::vector<DiffNode> &nodes) -> void {
        for (const DiffNode &node : nodes) {
            auto item = std::make_unique<Item>(Item{node, result, &parent, {}});
            item->node.children.clear();
            self(self, *item, node.children);
            parent.children.push_back(std::move(item));
        }
    };
    fill(fill, *m_root, groups);
    endInsertRows();
}

/// Brings the rows of one parent to the new ones with the least of removing and inserting.
void DiffModel::merge(Item &parent, const QModelIndex &at, const std::vector<DiffNode> &nodes)
{
    std::size_t row = 0;
    for (const DiffNode &node : nodes) {
        const auto known = std::find_if(parent.children.begin() + std::ptrdiff_t(row), parent.children.end(), [&](const auto &item) { return sameRow(item->node, node); });
        const auto found = std::size_t(known - parent.children.begin());
        if (known != parent.children.end() && found > row) {
            beginRemoveRows(at, int(row), int(found) - 1);
            parent.children.erase(parent.children.begin() + std::ptrdiff_t(row), known);
            endRemoveRows();
        } else if (known == parent.children.end()) {
            beginInsertRows(at, int(row), int(row));
            auto item = std::make_unique<Item>();
            item->parent = &parent;
            item->node = node;
            item->result = m_diff.result();
            item->node.children.clear();
            parent.children.insert(parent.children.begin() + std::ptrdiff_t(row), std::move(item));
            endInsertRows();
        }
        Item &item = *parent.children[row];
        const bool isSame = looksSame(item.node, node);
        item.node = node;
        item.result = m_diff.result();
        item.node.children.clear();
        const QModelIndex own = index(int(row), 0, at);
        merge(item, own, node.children);
        if (!isSame)
            emit dataChanged(own, own);
        ++row;
    }
    if (row < parent.children.size()) {
        beginRemoveRows(at, int(row), int(parent.children.size()) - 1);
        parent.children.resize(row);
        endRemoveRows();
    }
}

void DiffModel::tellTicks(const QModelIndex &parent)
{
    const int rows = rowCount(parent);
    if (rows == 0)
        return;
    emit dataChanged(index(0, 0, parent), index(rows - 1, 0, parent), {Qt::CheckStateRole});
    for (int row = 0; row < rows; ++row)
        tellTicks(index(row, 0, parent));
}

} // namespace kilter::ui
