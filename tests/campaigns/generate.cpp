#include "tests/campaigns/model.h"

namespace kilter::campaign {

namespace {

std::string maybeComment(const SchemaModel &model, Random &random)
{
    if (!model.isPostgres() || !random.chance(15))
        return {};
    return random.chance(50) ? "what it is" : "it's \"so\";\n-- \\ $$ 🎛 " + std::to_string(random.below(1000));
}

Type randomType(const SchemaModel &model, Random &random)
{
    static const std::vector<TypeKind> kinds{TypeKind::Integer, TypeKind::Integer,   TypeKind::BigInt, TypeKind::Text, TypeKind::Text, TypeKind::Varchar,
                                             TypeKind::Numeric, TypeKind::Boolean,   TypeKind::Date,   TypeKind::Timestamp, TypeKind::Jsonb,
                                             TypeKind::Uuid,    TypeKind::IntegerArray, TypeKind::Enum, TypeKind::Enum, TypeKind::EnumArray};
    Type type{random.of(kinds), random.between(20, 90), 0};
    const bool isEnum = type.kind == TypeKind::Enum || type.kind == TypeKind::EnumArray;
    if (!model.isPostgres() && (type.isArray() || isEnum || type.kind == TypeKind::Jsonb))
        type.kind = TypeKind::Text;
    else if (isEnum && model.enums.empty())
        type.kind = TypeKind::Text;
    else if (isEnum)
        type.enumId = random.of(model.enums).id;
    return type;
}

std::string maybeName(SchemaModel &model, Random &random, const std::string &word)
{
    return random.chance(60) ? newName(model, random, word) : std::string();
}

/// Rows hold a value of their own in each such column.
bool isDistinct(const ColumnModel &column)
{
    return column.generatedFrom == 0 && column.type.kind != TypeKind::Boolean && column.type.kind != TypeKind::Enum && column.type.kind != TypeKind::EnumArray &&
           column.defaultVariant == 0 && column.sequence == 0;
}

ColumnModel keyColumn(SchemaModel &model, Random &random)
{
    ColumnModel column;
    column.id = model.newId();
    column.name = newName(model, random, "id");
    column.type.kind = random.chance(50) ? TypeKind::Integer : TypeKind::BigInt;
    column.notNull = true;
    column.keyUse = 1;
    if (random.chance(model.isPostgres() ? 60 : 25)) // SQLite: AUTOINCREMENT, where it can be
        column.counter = ColumnModel::Counter(random.between(1, 3));
    return column;
}

void addPrimaryKey(SchemaModel &model, TableModel &table, Random &random)
{
    KeyModel key{.id = model.newId(), .name = maybeName(model, random, "pk")};
    if (table.partitionColumn)
        key.columns.push_back(table.partitionColumn);
    if (key.columns.empty() || table.columns[0].id != key.columns[0])
        key.columns.insert(key.columns.begin(), table.columns[0].id);
    key.comment = maybeComment(model, random);
    table.primary.push_back(key);
}

void addUnique(SchemaModel &model, TableModel &table, Random &random)
{
    std::vector<int> candidates;
    for (const ColumnModel &column : table.columns)
        if (isDistinct(column) && column.counter == ColumnModel::Counter::None && column.type.kind != TypeKind::Jsonb)
            candidates.push_back(column.id);
    if (candidates.empty() || table.partitionColumn)
        return;
    KeyModel key{.id = model.newId(), .name = maybeName(model, random, "unique"), .columns = {random.of(candidates)}};
    if (const int other = random.of(candidates); random.chance(40) && other != key.columns[0])
        key.columns.push_back(other);
    if (model.isPostgres()) {
        key.nullsNotDistinct = random.chance(15);
        key.deferrable = random.chance(15);
        key.deferred = key.deferrable && random.chance(50);
        if (const ColumnModel &other = random.of(table.columns); random.chance(15) && other.generatedFrom == 0)
            key.include = {other.id};
    }
    table.uniques.push_back(key);
}

void addGenerated(SchemaModel &model, TableModel &table, Random &random)
{
    std::vector<int> sources;
    for (const ColumnModel &column : table.columns)
        if (column.type.isInteger() && column.generatedFrom == 0)
            sources.push_back(column.id);
    if (sources.empty())
        return;
    ColumnModel column;
    column.id = model.newId();
    column.name = newName(model, random, "computed");
    column.type.kind = random.chance(50) ? TypeKind::Integer : TypeKind::BigInt;
    column.generatedFrom = random.of(sources);
    column.generatedVariant = random.between(1, 9);
    column.generatedStored = model.isPostgres() || random.chance(50);
    column.comment = maybeComment(model, random);
    table.columns.push_back(column);
}

void partition(SchemaModel &model, TableModel &table, Random &random)
{
    ColumnModel column = keyColumn(model, random);
    column.name = newName(model, random, "part");
    column.counter = ColumnModel::Counter::None;
    column.keyUse = 2;
    table.partitionColumn = column.id;
    table.columns.push_back(column);
    table.unlogged = false;
    const auto add = [&](const std::string &bound, bool rows) {
        table.partitions.push_back({model.newId(), newName(model, random, "part"), bound, rows});
    };
    table.partitionBy = TableModel::By(random.below(3));
    if (table.partitionBy == TableModel::By::Hash) {
        add("FOR VALUES WITH (modulus 2, remainder 0)", true);
        add("FOR VALUES WITH (modulus 2, remainder 1)", true);
    } else if (table.partitionBy == TableModel::By::List) {
        add("FOR VALUES IN (1, 3)", true);
        add("FOR VALUES IN (2)", true);
    } else {
        add("FOR VALUES FROM (MINVALUE) TO (2)", true);
        add("FOR VALUES FROM (2) TO (100)", true);
        if (random.chance(50))
            add("FOR VALUES FROM (100) TO (200)", false);
    }
    if (table.partitionBy != TableModel::By::Hash && random.chance(30))
        add("DEFAULT", false);
    for (ColumnModel &other : table.columns) // identity on partitioned tables came with 17
        if (other.counter != ColumnModel::Counter::None)
            other.counter = ColumnModel::Counter::None;
}

} // namespace

ColumnModel randomColumn(SchemaModel &model, Random &random)
{
    ColumnModel column;
    column.id = model.newId();
    column.name = newName(model, random, "col");
    column.type = randomType(model, random);
    column.notNull = random.chance(30);
    column.hasNulls = !column.notNull && random.chance(60);
    if (random.chance(40))
        column.defaultVariant = random.between(1, 5);
    if (model.isPostgres() && column.type.isInteger() && !model.sequences.empty() && random.chance(20)) {
        column.defaultVariant = 0;
        column.sequence = random.of(model.sequences).id;
    }
    column.collated = column.type.isText() && random.chance(15);
    column.comment = maybeComment(model, random);
    return column;
}

namespace {

IndexModel randomIndex(SchemaModel &model, const TableModel &table, Random &random)
{
    IndexModel index{.id = model.newId(), .name = newName(model, random, "index")};
    const int count = random.between(1, std::min(3, int(table.columns.size())));
    for (int i = 0; i < count; ++i) {
        const ColumnModel &column = random.of(table.columns);
        if (std::any_of(index.keys.begin(), index.keys.end(), [&](const IndexKeyModel &key) { return key.column == column.id; }))
            continue;
        const bool plain = column.generatedFrom != 0;
        index.keys.push_back({column.id, !plain && random.chance(25), random.chance(25), model.isPostgres() && random.chance(15),
                              column.type.isText() && random.chance(15), column.type.isText() && random.chance(10)});
    }
    if (random.chance(20))
        index.whereColumn = random.of(table.columns).id;
    if (model.isPostgres()) {
        if (random.chance(15))
            index.include = {random.of(table.columns).id};
        if (index.keys.size() == 1 && index.include.empty() && random.chance(20)) {
            index.method = "hash";
            index.keys[0].descending = index.keys[0].nullsOther = false;
        }
        if (const TypeKind kind = table.column(index.keys[0].column)->type.kind;
            index.keys.size() == 1 && index.include.empty() && (kind == TypeKind::Jsonb || kind == TypeKind::IntegerArray || kind == TypeKind::Date)) {
            index.method = kind == TypeKind::Date ? "brin" : "gin";
            index.keys[0] = {index.keys[0].column};
        }
        if (index.method.empty() && random.chance(10))
            index.fillfactor = random.between(50, 90);
        index.comment = maybeComment(model, random);
    }
    // Unique only where it holds: the first key column alone tells rows apart.
    const ColumnModel *first = table.column(index.keys[0].column);
    index.unique = index.method.empty() && !table.partitionColumn && isDistinct(*first) && !index.keys[0].expression && random.chance(25);
    return index;
}

/// Which of two equal indexes of a partitioned table a partition's index implements is the server's choice by creation: one is enough.
bool isSecond(const TableModel &table, const IndexModel &index)
{
    return table.partitionColumn && std::any_of(table.indexes.begin(), table.indexes.end(), [&](const IndexModel &other) { return other.keys == index.keys; });
}

} // namespace

void addRandomIndex(SchemaModel &model, TableModel &table, Random &random)
{
    if (IndexModel index = randomIndex(model, table, random); !isSecond(table, index))
        table.indexes.push_back(std::move(index));
}

std::vector<ForeignKeyModel> randomForeignKeys(SchemaModel &model, const TableModel &table, Random &random)
{
    std::vector<ForeignKeyModel> keys;
    static const std::vector<std::string> actions{"", "", "CASCADE", "RESTRICT", "SET NULL", "SET DEFAULT"};
    for (const ColumnModel &column : table.columns) {
        if (column.keyUse == 0 || column.id == table.columns[0].id || column.id == table.partitionColumn || !random.chance(70))
            continue;
        const TableModel &other = model.tables.empty() || random.chance(15) ? table : random.of(model.tables);
        if (other.primary.empty() || other.primary[0].columns.size() != 1)
            continue;
        ForeignKeyModel key{.id = model.newId(), .name = maybeName(model, random, "fk"), .column = column.id, .table = other.id,
                            .referenced = other.primary[0].columns[0]};
        key.onDelete = random.of(actions);
        key.onUpdate = random.of(actions);
        key.deferrable = random.chance(20);
        key.deferred = key.deferrable && random.chance(50);
        key.matchFull = model.isPostgres() && random.chance(10);
        keys.push_back(key);
    }
    return keys;
}

TableModel randomTable(SchemaModel &model, Random &random)
{
    TableModel table{.id = model.newId(), .schema = random.of(model.schemas).id, .name = newName(model, random, "table")};
    table.columns.push_back(keyColumn(model, random));
    for (int i = random.between(0, 7); i > 0; --i)
        table.columns.push_back(randomColumn(model, random));
    for (int i = random.between(0, 2); i > 0; --i) { // for foreign keys: integers that hold an id, or nothing
        ColumnModel column = keyColumn(model, random);
        column.name = newName(model, random, "ref");
        column.counter = ColumnModel::Counter::None;
        column.notNull = false;
        column.hasNulls = random.chance(50);
        table.columns.push_back(column);
    }
    table.comment = maybeComment(model, random);
    if (model.isPostgres() && random.chance(15))
        partition(model, table, random);
    if (random.chance(85) || !model.isPostgres())
        addPrimaryKey(model, table, random);
    if (!model.isPostgres()) {
        table.strict = random.chance(15);
        table.withoutRowid = !table.primary.empty() && random.chance(15);
        if (random.chance(30))
            table.triggers.push_back({model.newId(), newName(model, random, "trigger"), random.between(1, 9)});
    }
    if (random.chance(35))
        addUnique(model, table, random);
    if (random.chance(30))
        addGenerated(model, table, random);
    for (int i = random.below(3); i > 0; --i)
        table.checks.push_back({model.newId(), maybeName(model, random, "check"), random.of(table.columns).id, random.between(1, 6)});
    for (int i = random.below(3); i > 0; --i)
        addRandomIndex(model, table, random);
    return table;
}

ViewModel randomView(SchemaModel &model, Random &random)
{
    ViewModel view{.id = model.newId(), .schema = random.of(model.schemas).id, .name = newName(model, random, "view")};
    std::vector<int> sources;
    if (!model.views.empty() && random.chance(40)) {
        const ViewModel &source = random.of(model.views);
        view.source = source.id;
        for (const ViewColumnModel &column : source.columns)
            sources.push_back(column.id);
    } else {
        const TableModel &source = random.of(model.tables);
        view.source = source.id;
        for (const ColumnModel &column : source.columns)
            sources.push_back(column.id);
    }
    for (int i = random.between(1, 4); i > 0; --i)
        view.columns.push_back({model.newId(), newName(model, random, "out"), random.of(sources), random.below(3)});
    if (random.chance(50))
        view.whereColumn = random.of(sources);
    view.barrier = model.isPostgres() && random.chance(15);
    view.comment = maybeComment(model, random);
    return view;
}

SchemaModel randomSchema(DialectKind dialect, Random &random)
{
    SchemaModel model{.dialect = dialect};
    model.schemas.push_back({model.newId(), 0, model.isPostgres() ? "public" : "main", {}});
    if (model.isPostgres()) {
        for (int i = random.below(3); i > 0; --i)
            model.schemas.push_back({model.newId(), 0, newName(model, random, "schema"), maybeComment(model, random)});
        for (int i = random.below(3); i > 0; --i) {
            EnumModel item;
            static_cast<NamedModel &>(item) = {model.newId(), random.of(model.schemas).id, newName(model, random, "enum"), maybeComment(model, random)};
            for (int j = random.between(2, 5); j > 0; --j)
                item.labels.push_back(newName(model, random, "label"));
            item.usedLabels[0] = random.of(item.labels);
            item.usedLabels[1] = random.of(item.labels);
            model.enums.push_back(item);
        }
        for (int i = random.below(3); i > 0; --i) {
            SequenceModel item;
            static_cast<NamedModel &>(item) = {model.newId(), random.of(model.schemas).id, newName(model, random, "sequence"), maybeComment(model, random)};
            item.variant = random.below(6);
            model.sequences.push_back(item);
        }
    }
    for (int i = random.between(1, 6); i > 0; --i)
        model.tables.push_back(randomTable(model, random));
    for (TableModel &table : model.tables)
        table.foreignKeys = randomForeignKeys(model, table, random);
    for (int i = random.below(5); i > 0; --i)
        model.views.push_back(randomView(model, random));
    return model;
}

} // namespace kilter::campaign
