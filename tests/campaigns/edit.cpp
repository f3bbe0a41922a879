#include "tests/campaigns/model.h"

namespace kilter::campaign {

namespace {

/// Carries out edits one by one on a copy.
class Editor
{
public:
    Editor(const SchemaModel &from, Random &random) : m_from(from), m_random(random), m_result{from, {}, {}} {}

    Edited run(int count)
    {
        for (int done = 0, tried = 0; done < count && tried < count * 20; ++tried)
            done += editOnce() ? 1 : 0;
        return std::move(m_result);
    }

private:
    SchemaModel &model() { return m_result.model; }
    bool did(const std::string &what)
    {
        m_result.edits.push_back(what);
        return true;
    }

    bool editOnce();
    bool addTable();
    bool dropTable();
    bool editColumn(TableModel &table);
    bool addColumn(TableModel &table);
    bool dropColumn(TableModel &table);
    bool retype(TableModel &table, ColumnModel &column);
    bool changeDefault(TableModel &table, ColumnModel &column);
    bool changeCounter(TableModel &table, ColumnModel &column);
    bool changeGenerated(TableModel &table, ColumnModel &column);
    bool editConstraint(TableModel &table);
    bool editIndex(TableModel &table);
    bool editView();
    bool editEnum();
    bool editSequence();
    bool editPartition(TableModel &table);
    bool editComment();
    bool rename();
    bool isReferenced(int tableId) const;
    void dropFromViews(int columnId);
    void dropView(int viewId);
    void dropEmptyViews();
    std::string schemaName(int id) const;

    const SchemaModel &m_from;
    Random &m_random;
    Edited m_result;
    std::set<int> m_renamed;
};

std::string Editor::schemaName(int id) const
{
    if (!m_from.isPostgres())
        return {};
    for (const NamedModel &item : m_from.schemas)
        if (item.id == id)
            return item.name;
    return {};
}

bool Editor::isReferenced(int tableId) const
{
    for (const TableModel &table : m_result.model.tables)
        for (const ForeignKeyModel &key : table.foreignKeys)
            if (key.table == tableId)
                return true;
    return false;
}

void Editor::dropView(int viewId)
{
    for (const ViewModel &view : std::vector(model().views))
        if (view.source == viewId)
            dropView(view.id);
    std::erase_if(model().views, [&](const ViewModel &view) { return view.id == viewId; });
}

void Editor::dropFromViews(int columnId)
{
    for (ViewModel &view : model().views) {
        if (view.whereColumn == columnId)
            view.whereColumn = 0;
        for (const ViewColumnModel &column : std::vector(view.columns))
            if (column.source == columnId) {
                std::erase_if(view.columns, [&](const ViewColumnModel &other) { return other.id == column.id; });
                dropFromViews(column.id);
            }
    }
}

void Editor::dropEmptyViews()
{
    for (const ViewModel &view : std::vector(model().views))
        if (view.columns.empty())
            dropView(view.id);
}

bool Editor::addTable()
{
    TableModel table = randomTable(model(), m_random);
    model().tables.push_back(table);
    model().tables.back().foreignKeys = randomForeignKeys(model(), model().tables.back(), m_random);
    return did("add table " + table.name);
}

bool Editor::dropTable()
{
    if (model().tables.size() < 2)
        return false;
    const TableModel table = m_random.of(model().tables);
    // On the way back the table is empty: what referred to its rows must not.
    for (const std::vector<TableModel> *tables : {&std::as_const(m_result.model).tables, &m_from.tables})
        for (const TableModel &other : *tables)
            for (const ForeignKeyModel &key : other.foreignKeys)
                if (key.table == table.id && other.id != table.id)
                    return false;
    std::erase_if(model().tables, [&](const TableModel &other) { return other.id == table.id; });
    for (const ViewModel &view : std::vector(model().views))
        if (view.source == table.id)
            dropView(view.id);
    return did("drop table " + table.name);
}

bool Editor::addColumn(TableModel &table)
{
    ColumnModel column = randomColumn(model(), m_random);
    if (column.notNull && column.defaultVariant == 0 && column.sequence == 0)
        column.notNull = false;
    column.hasNulls = !column.notNull; // in the rows that are there
    table.columns.insert(table.columns.begin() + m_random.between(1, int(table.columns.size())), column);
    if (m_random.chance(25))
        addRandomIndex(model(), table, m_random);
    for (IndexModel &index : table.indexes)
        index.unique = index.unique && index.keys[0].column != column.id;
    return did("add column " + column.name + " to " + table.name);
}

bool Editor::dropColumn(TableModel &table)
{
    const ColumnModel column = m_random.of(table.columns);
    const auto uses = [&](const std::vector<int> &list) { return std::find(list.begin(), list.end(), column.id) != list.end(); };
    if (column.id == table.columns[0].id || column.id == table.partitionColumn)
        return false;
    for (const ColumnModel &other : table.columns)
        if (other.generatedFrom == column.id)
            return false;
    // It must come back as `from` has it, over rows that lost its values: as NULLs, or all alike where no key minds.
    const TableModel *tableBefore = m_from.table(table.id);
    if (const ColumnModel *before = tableBefore ? tableBefore->column(column.id) : nullptr; before && before->generatedFrom == 0) {
        const bool filled = before->defaultVariant || before->sequence;
        if (before->notNull && !filled)
            return false;
        for (const KeyModel &key : tableBefore->uniques)
            if (uses(key.columns) && (filled || key.nullsNotDistinct))
                return false;
    }
    for (const KeyModel &key : table.primary)
        if (uses(key.columns))
            return false;
    std::erase_if(table.uniques, [&](const KeyModel &key) { return uses(key.columns) || uses(key.include); });
    std::erase_if(table.checks, [&](const CheckModel &check) { return check.column == column.id; });
    std::erase_if(table.foreignKeys, [&](const ForeignKeyModel &key) { return key.column == column.id; });
    std::erase_if(table.indexes, [&](const IndexModel &index) {
        return index.whereColumn == column.id || uses(index.include) ||
               std::any_of(index.keys.begin(), index.keys.end(), [&](const IndexKeyModel &key) { return key.column == column.id; });
    });
    std::erase_if(table.columns, [&](const ColumnModel &other) { return other.id == column.id; });
    dropFromViews(column.id);
    dropEmptyViews();
    return did("drop column " + column.name + " of " + table.name);
}

bool Editor::retype(TableModel &table, ColumnModel &column)
{
    if (column.id == table.partitionColumn)
        return false;
    for (const ColumnModel &other : table.columns)
        if (other.generatedFrom == column.id)
            return false;
    const Type before = column.type;
    const bool integer = column.keyUse || column.sequence || column.generatedFrom || column.counter != ColumnModel::Counter::None;
    switch (before.kind) {
    case TypeKind::Integer: column.type.kind = integer || m_random.chance(60) ? TypeKind::BigInt : TypeKind::Text; break;
    case TypeKind::BigInt: column.type.kind = integer ? TypeKind::Integer : TypeKind::Text; break;
    case TypeKind::Varchar:
        column.type = m_random.chance(50) ? Type{TypeKind::Text, 0, 0} : Type{TypeKind::Varchar, before.size + (m_random.chance(70) ? 10 : -3), 0};
        break;
    case TypeKind::Text: column.type = {TypeKind::Varchar, m_random.between(20, 90), 0}; break;
    case TypeKind::Numeric: column.type.size += 5; break;
    case TypeKind::Boolean:
    case TypeKind::Date:
    case TypeKind::Uuid:
    case TypeKind::Enum: column.type = {TypeKind::Text, 0, 0}; break;
    default: return false;
    }
    if (!column.type.isText())
        column.collated = false;
    return did("retype " + column.name + " of " + table.name);
}

bool Editor::changeDefault(TableModel &table, ColumnModel &column)
{
    if (column.generatedFrom || column.keyUse || column.counter != ColumnModel::Counter::None || column.sequence)
        return false;
    for (const KeyModel &key : table.uniques)
        if (std::find(key.columns.begin(), key.columns.end(), column.id) != key.columns.end())
            return false;
    const int variant = m_random.below(6);
    // A column that is new has its rows from the default; without one it could not be NOT NULL.
    if (variant == column.defaultVariant || (variant == 0 && column.notNull))
        return false;
    column.defaultVariant = variant;
    return did("default of " + column.name + " of " + table.name);
}

bool Editor::changeCounter(TableModel &table, ColumnModel &column)
{
    if (!m_from.isPostgres() || column.id != table.columns[0].id || column.keyUse == 0 || table.partitionColumn || !m_from.table(table.id))
        return false;
    const auto counter = ColumnModel::Counter(m_random.below(4));
    if (counter == column.counter)
        return false;
    column.counter = counter;
    return did("counter of " + column.name + " of " + table.name);
}

bool Editor::changeGenerated(TableModel &table, ColumnModel &column)
{
    if (column.generatedFrom == 0)
        return false;
    column.generatedVariant = column.generatedVariant % 9 + 1;
    return did("generation of " + column.name + " of " + table.name);
}

bool Editor::editColumn(TableModel &table)
{
    ColumnModel &column = m_random.of(table.columns);
    switch (m_random.below(8)) {
    case 0: return addColumn(table);
    case 1: return dropColumn(table);
    case 2: return retype(table, column);
    case 3: return changeDefault(table, column);
    case 4: return changeCounter(table, column);
    case 5: return changeGenerated(table, column);
    case 6:
        if (column.generatedFrom || column.counter != ColumnModel::Counter::None || column.hasNulls || column.keyUse ||
            (!column.notNull && !m_from.table(table.id)))
            return false;
        column.notNull = !column.notNull;
        return did("nullability of " + column.name + " of " + table.name);
    default:
        if (!column.type.isText())
            return false;
        column.collated = !column.collated;
        return did("collation of " + column.name + " of " + table.name);
    }
}

bool Editor::editConstraint(TableModel &table)
{
    switch (m_random.below(6)) {
    case 0:
        table.checks.push_back({model().newId(), newName(model(), m_random, "check"), m_random.of(table.columns).id, m_random.between(1, 6)});
        return did("add check to " + table.name);
    case 1:
        if (table.checks.empty())
            return false;
        if (CheckModel &check = m_random.of(table.checks); m_random.chance(50))
            check.variant = check.variant % 6 + 1;
        else
            std::erase_if(table.checks, [id = check.id](const CheckModel &other) { return other.id == id; });
        return did("change or drop check of " + table.name);
    case 2:
        if (table.uniques.empty())
            return false;
        table.uniques.erase(table.uniques.begin() + m_random.below(int(table.uniques.size())));
        return did("drop unique of " + table.name);
    case 3:
        if (table.foreignKeys.empty())
            return false;
        if (ForeignKeyModel &key = m_random.of(table.foreignKeys); m_random.chance(50)) {
            key.onDelete = key.onDelete == "CASCADE" ? "" : "CASCADE";
            key.deferrable = !key.deferrable;
            key.deferred = false;
        } else {
            std::erase_if(table.foreignKeys, [id = key.id](const ForeignKeyModel &other) { return other.id == id; });
        }
        return did("change or drop foreign key of " + table.name);
    case 4: {
        // Every key column of a table of `from` holds ids of any other one.
        std::vector<ForeignKeyModel> keys = randomForeignKeys(model(), table, m_random);
        std::erase_if(keys, [&](const ForeignKeyModel &key) { return m_from.table(table.id) && !m_from.table(key.table); });
        table.foreignKeys.insert(table.foreignKeys.end(), keys.begin(), keys.end());
        return !keys.empty() && did("add foreign keys to " + table.name);
    }
    default:
        if (!m_from.isPostgres() || table.primary.empty() || isReferenced(table.id) || table.withoutRowid)
            return false;
        table.primary.clear();
        return did("drop primary key of " + table.name);
    }
}

bool Editor::editIndex(TableModel &table)
{
    if (table.indexes.empty() || m_random.chance(40)) {
        const std::size_t present = table.indexes.size();
        addRandomIndex(model(), table, m_random);
        if (table.indexes.size() == present)
            return false;
        // Columns that are new hold one value in all rows.
        const TableModel *before = m_from.table(table.id);
        IndexModel &added = table.indexes.back();
        added.unique = added.unique && before && before->column(added.keys[0].column);
        return did("add index to " + table.name);
    }
    IndexModel &index = m_random.of(table.indexes);
    if (table.partitionColumn || m_random.chance(30)) {
        std::erase_if(table.indexes, [id = index.id](const IndexModel &other) { return other.id == id; });
        return did("drop index of " + table.name);
    }
    if (m_random.chance(50))
        index.unique = false;
    if (index.method.empty())
        index.keys[0].descending = !index.keys[0].descending;
    else
        index.method.clear();
    if (m_random.chance(30))
        index.whereColumn = index.whereColumn ? 0 : table.columns[0].id;
    return did("change index " + index.name);
}

bool Editor::editView()
{
    if (model().views.empty() || m_random.chance(30)) {
        model().views.push_back(randomView(model(), m_random));
        return did("add view");
    }
    ViewModel &view = m_random.of(model().views);
    const std::string name = view.name;
    if (m_random.chance(25)) {
        dropView(view.id);
        return did("drop view " + name);
    }
    ViewColumnModel &column = m_random.of(view.columns);
    switch (m_random.below(3)) {
    case 0: column.form = (column.form + 1) % 3; break;
    case 1: view.columns.push_back({model().newId(), newName(model(), m_random, "out"), column.source, m_random.below(3)}); break;
    default: view.whereColumn = view.whereColumn ? 0 : column.source; break;
    }
    return did("change view " + name);
}

bool Editor::editEnum()
{
    if (!m_from.isPostgres() || model().enums.empty())
        return false;
    EnumModel &item = m_random.of(model().enums);
    const int at = m_random.below(int(item.labels.size()) + 1);
    switch (m_random.below(4)) {
    case 0: std::rotate(item.labels.begin(), item.labels.begin() + 1, item.labels.end()); break;
    case 1: {
        const std::string label = item.labels[std::size_t(at) % item.labels.size()];
        if (label == item.usedLabels[0] || label == item.usedLabels[1])
            return false;
        std::erase(item.labels, label);
        break;
    }
    default: item.labels.insert(item.labels.begin() + at, newName(model(), m_random, "label"));
    }
    return did("labels of " + item.name);
}

bool Editor::editSequence()
{
    if (!m_from.isPostgres())
        return false;
    if (model().sequences.empty() || m_random.chance(30)) {
        SequenceModel item;
        static_cast<NamedModel &>(item) = {model().newId(), m_random.of(model().schemas).id, newName(model(), m_random, "sequence"), {}};
        item.variant = m_random.below(6);
        model().sequences.push_back(item);
        return did("add sequence");
    }
    SequenceModel &item = m_random.of(model().sequences);
    const bool used = std::any_of(model().tables.begin(), model().tables.end(), [&](const TableModel &table) {
        return std::any_of(table.columns.begin(), table.columns.end(), [&](const ColumnModel &column) { return column.sequence == item.id; });
    });
    if (!used && m_random.chance(40)) {
        const std::string name = item.name;
        std::erase_if(model().sequences, [id = item.id](const SequenceModel &other) { return other.id == id; });
        return did("drop sequence " + name);
    }
    item.variant = (item.variant + 1) % 6;
    return did("options of sequence " + item.name);
}

bool Editor::editPartition(TableModel &table)
{
    if (!table.partitionColumn || table.partitionBy == TableModel::By::Hash)
        return false;
    for (PartitionModel &part : table.partitions)
        if (!part.holdsRows && m_random.chance(50)) {
            std::erase_if(table.partitions, [id = part.id](const PartitionModel &other) { return other.id == id; });
            return did("drop partition of " + table.name);
        }
    const int from = 1000 + 10 * model().newId();
    const std::string bound = table.partitionBy == TableModel::By::List ? "FOR VALUES IN (" + std::to_string(from) + ")"
                                                                        : "FOR VALUES FROM (" + std::to_string(from) + ") TO (" + std::to_string(from + 5) + ")";
    table.partitions.push_back({model().newId(), newName(model(), m_random, "part"), bound, false});
    return did("add partition to " + table.name);
}

bool Editor::editComment()
{
    if (!m_from.isPostgres())
        return false;
    TableModel &table = m_random.of(model().tables);
    std::string &text = m_random.chance(50) ? table.comment : m_random.of(table.columns).comment;
    text = text.empty() || m_random.chance(50) ? "said 'twice' " + std::to_string(m_random.below(100)) : std::string();
    return did("comment in " + table.name);
}

bool Editor::rename()
{
    TableModel &table = m_random.of(model().tables);
    const TableModel *before = m_from.table(table.id);
    if (!before)
        return false;
    if (m_random.chance(40)) {
        if (!m_renamed.insert(table.id).second)
            return false;
        table.name = newName(model(), m_random, "renamed");
        m_result.renames.push_back({tableRef(schemaName(before->schema), before->name), table.name});
        return did("rename table " + before->name + " to " + table.name);
    }
    ColumnModel &column = m_random.of(table.columns);
    const ColumnModel *old = before->column(column.id);
    if (!old || !m_renamed.insert(column.id).second)
        return false;
    column.name = newName(model(), m_random, "renamed");
    m_result.renames.push_back({columnRef(schemaName(before->schema), before->name, old->name), column.name});
    return did("rename column " + old->name + " of " + before->name + " to " + column.name);
}

bool Editor::editOnce()
{
    TableModel &table = m_random.of(model().tables);
    switch (m_random.below(20)) {
    case 0: return addTable();
    case 1: return dropTable();
    case 2: case 3: case 4: case 5: case 6: case 7: case 8: return editColumn(table);
    case 9: case 10: return editConstraint(table);
    case 11: case 12: return editIndex(table);
    case 13: case 14: return editView();
    case 15: return editEnum();
    case 16: return editSequence();
    case 17: return editPartition(table);
    case 18: return editComment();
    default: return rename();
    }
}

} // namespace

Edited edited(const SchemaModel &from, int count, Random &random)
{
    Edited result = Editor(from, random).run(count);
    // A rename of something that a later edit dropped is none.
    std::erase_if(result.renames, [&](const Rename &rename) {
        for (const TableModel &table : result.model.tables) {
            if (rename.from.kind == Kind::Table && table.name == rename.to)
                return false;
            for (const ColumnModel &column : table.columns)
                if (rename.from.kind == Kind::Column && column.name == rename.to)
                    return false;
        }
        return true;
    });
    return result;
}

} // namespace kilter::campaign
