#pragma once
#include "core/catalog/catalog.h"
#include "core/diff/diff.h"
#include "tests/campaigns/random.h"

#include <string>
#include <vector>

/// A schema as the campaigns make it up. Things refer to each other by id, so that renames and other edits keep the references; names and
/// SQL come only when it is written. It knows nothing of core's catalog, emitters and inspectors, which it is there to try.
namespace kilter::campaign {

enum class TypeKind { Integer, BigInt, Numeric, Text, Varchar, Boolean, Date, Timestamp, Jsonb, Uuid, IntegerArray, Enum, EnumArray };

struct Type
{
    TypeKind kind = TypeKind::Integer;
    int size = 0;    ///< of varchar, precision of numeric
    int enumId = 0;  ///< of Enum and EnumArray
    bool isInteger() const { return kind == TypeKind::Integer || kind == TypeKind::BigInt; }
    bool isArray() const { return kind == TypeKind::IntegerArray || kind == TypeKind::EnumArray; }
    bool isText() const { return kind == TypeKind::Text || kind == TypeKind::Varchar; }
    bool operator==(const Type &) const = default;
};

struct ColumnModel
{
    int id = 0;
    std::string name{};
    Type type;
    bool notNull = false;
    bool hasNulls = false;   ///< its rows hold a NULL: never made NOT NULL
    int defaultVariant = 0;  ///< 0: none
    int sequence = 0;        ///< default is nextval of this sequence; 0: not
    enum class Counter { None, Serial, Always, ByDefault } counter = Counter::None;
    int generatedFrom = 0;   ///< an integer column; 0: not generated
    int generatedVariant = 0;
    bool generatedStored = true;
    bool collated = false;
    int keyUse = 0;          ///< > 0: an integer that keys use; stays an integer
    std::string comment{};
};

struct KeyModel
{
    int id = 0;
    std::string name{}; ///< empty: the server's choice
    std::vector<int> columns{};
    std::vector<int> include{};
    bool nullsNotDistinct = false;
    bool deferrable = false;
    bool deferred = false;
    std::string comment{};
};

struct CheckModel
{
    int id = 0;
    std::string name{};
    int column = 0;
    int variant = 0;
};

struct ForeignKeyModel
{
    int id = 0;
    std::string name{};
    int column = 0;
    int table = 0;
    int referenced = 0; ///< a column that is a key by itself
    std::string onDelete{}; ///< "CASCADE" …; empty: none
    std::string onUpdate{};
    bool deferrable = false;
    bool deferred = false;
    bool matchFull = false;
};

struct IndexKeyModel
{
    int column = 0;
    bool expression = false;
    bool descending = false;
    bool nullsOther = false; ///< nulls where they are not by default
    bool collated = false;
    bool pattern = false; ///< text_pattern_ops
    bool operator==(const IndexKeyModel &) const = default;
};

struct IndexModel
{
    int id = 0;
    std::string name{};
    std::vector<IndexKeyModel> keys{};
    std::vector<int> include{};
    bool unique = false;
    std::string method{};
    int whereColumn = 0;
    int fillfactor = 0;
    std::string comment{};
};

struct PartitionModel
{
    int id = 0;
    std::string name{};
    std::string bound{};
    bool holdsRows = false;
};

struct TriggerModel
{
    int id = 0;
    std::string name{};
    int variant = 0;
};

struct TableModel
{
    int id = 0;
    int schema = 0;
    std::string name{};
    std::vector<ColumnModel> columns{};
    std::vector<KeyModel> primary{}; ///< none or one
    std::vector<KeyModel> uniques{};
    std::vector<CheckModel> checks{};
    std::vector<ForeignKeyModel> foreignKeys{};
    std::vector<IndexModel> indexes{};
    std::vector<TriggerModel> triggers{};
    int partitionColumn = 0;
    enum class By { Range, List, Hash } partitionBy = By::Range;
    std::vector<PartitionModel> partitions{};
    bool unlogged = false;
    bool strict = false;
    bool withoutRowid = false;
    std::string comment{};

    const ColumnModel *column(int columnId) const;
    ColumnModel *column(int columnId);
};

struct ViewColumnModel
{
    int id = 0;
    std::string name{};
    int source = 0; ///< a column of the table or of the view
    int form = 0;   ///< 0: itself, 1: as text, 2: whether it is null
};

struct ViewModel
{
    int id = 0;
    int schema = 0;
    std::string name{};
    int source = 0; ///< a table or an earlier view
    std::vector<ViewColumnModel> columns{};
    int whereColumn = 0;
    bool barrier = false;
    std::string comment{};
};

struct NamedModel
{
    int id = 0;
    int schema = 0;
    std::string name{};
    std::string comment{};
};

struct EnumModel : NamedModel
{
    std::vector<std::string> labels{};
    std::string usedLabels[2]; ///< what rows and defaults hold: never removed
};

struct SequenceModel : NamedModel
{
    int variant = 0;
};

struct SchemaModel
{
    DialectKind dialect = DialectKind::PostgreSql;
    std::vector<NamedModel> schemas{};
    std::vector<EnumModel> enums{};
    std::vector<SequenceModel> sequences{};
    std::vector<TableModel> tables{};
    std::vector<ViewModel> views{};
    int lastId = 0;

    bool isPostgres() const { return dialect == DialectKind::PostgreSql; }
    int newId() { return ++lastId; }
    const TableModel *table(int tableId) const;
    const ViewModel *view(int viewId) const;
};

/// A name that nothing else has; one in three is hostile: quotes, keywords, blanks, emoji, 63 bytes, injected SQL.
std::string newName(SchemaModel &model, Random &random, const std::string &word);

SchemaModel randomSchema(DialectKind dialect, Random &random);

/// Random edits that leave the rows valid both ways.
struct Edited
{
    SchemaModel model;
    std::vector<Rename> renames{}; ///< decided ones
    std::vector<std::string> edits{}; ///< in words, for reports
};
Edited edited(const SchemaModel &from, int count, Random &random);

/// Adds parts: used by both.
TableModel randomTable(SchemaModel &model, Random &random);
ColumnModel randomColumn(SchemaModel &model, Random &random);
ViewModel randomView(SchemaModel &model, Random &random);
void addRandomIndex(SchemaModel &model, TableModel &table, Random &random);
std::vector<ForeignKeyModel> randomForeignKeys(SchemaModel &model, const TableModel &table, Random &random);

/// SQL that builds the schema in an empty database.
std::string scriptOf(const SchemaModel &model);

/// Three rows for each table, keys satisfied.
std::string rowsOf(const SchemaModel &model);

/// A query of one column: every row of the tables and columns that both models have, in no order, with their values as text.
/// `now` says which of the two the database has. Empty: there is nothing in common.
std::string keptQuery(const SchemaModel &from, const SchemaModel &to, const SchemaModel &now);

} // namespace kilter::campaign
