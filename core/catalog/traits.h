#pragma once
#include "core/catalog/kinds.h"

#include <string_view>
#include <tuple>

/// For each kind its keyword and its fields, once: equality of single fields, "what changed", JSON, property sheets and search are templates over them.
namespace kilter {

enum class FieldUse {
    Compared,
    Information, ///< shown and written, never a difference
    Secret,      ///< compared by its owner's ==, never shown or written
};

template<class Owner, class Member>
struct Field
{
    std::string_view name; ///< stable: used in JSON and in the bags x-table and x-column of models
    Member Owner::*member;
    FieldUse use = FieldUse::Compared;
};

template<class Owner, class Member>
Field(const char *, Member Owner::*, FieldUse) -> Field<Owner, Member>;
template<class Owner, class Member>
Field(const char *, Member Owner::*) -> Field<Owner, Member>;

template<class T>
struct Traits;

/// Calls visitor(field) for each field of T, in order.
template<class T, class Visitor>
constexpr void forEachField([[maybe_unused]] Visitor visitor)
{
    std::apply([&](const auto &...field) { (visitor(field), ...); }, Traits<T>::fields);
}

/// Raised when a field is added, removed or means something else: stored hashes of another version are not compared.
inline constexpr int traitsVersion = 4;

template<>
struct Traits<Schema>
{
    static constexpr Kind kind = Kind::Schema;
    static constexpr auto fields = std::tuple();
};

template<>
struct Traits<EnumType>
{
    static constexpr Kind kind = Kind::Enum;
    static constexpr auto fields = std::tuple(Field{"labels", &EnumType::labels});
};

template<>
struct Traits<SequenceOptions>
{
    static constexpr auto fields =
        std::tuple(Field{"type", &SequenceOptions::type}, Field{"start", &SequenceOptions::start},
                   Field{"increment", &SequenceOptions::increment}, Field{"minimum", &SequenceOptions::minimum},
                   Field{"maximum", &SequenceOptions::maximum}, Field{"cache", &SequenceOptions::cache},
                   Field{"cycle", &SequenceOptions::cycle});
};

template<>
struct Traits<Sequence>
{
    static constexpr Kind kind = Kind::Sequence;
    static constexpr auto fields = std::tuple(Field{"options", &Sequence::options}, Field{"ownedBy", &Sequence::ownedBy},
                                              Field{"unlogged", &Sequence::unlogged});
};

template<>
struct Traits<Table>
{
    static constexpr Kind kind = Kind::Table;
    static constexpr auto fields =
        std::tuple(Field{"columnOrder", &Table::columnOrder, FieldUse::Information}, Field{"partitionBy", &Table::partitionBy},
                   Field{"partitionOf", &Table::partitionOf}, Field{"partitionBound", &Table::partitionBound},
                   Field{"unlogged", &Table::unlogged}, Field{"inherits", &Table::inherits}, Field{"ofType", &Table::ofType},
                   Field{"storage", &Table::storage}, Field{"accessMethod", &Table::accessMethod},
                   Field{"tablespace", &Table::tablespace}, Field{"replicaIdentity", &Table::replicaIdentity},
                   Field{"clusteredOn", &Table::clusteredOn}, Field{"strict", &Table::strict},
                   Field{"withoutRowid", &Table::withoutRowid},
                   Field{"rowSecurity", &Table::rowSecurity}, Field{"forceRowSecurity", &Table::forceRowSecurity},
                   Field{"foreignServer", &Table::foreignServer}, Field{"foreignOptions", &Table::foreignOptions});
};

template<>
struct Traits<Column>
{
    static constexpr Kind kind = Kind::Column;
    static constexpr auto fields =
        std::tuple(Field{"type", &Column::type}, Field{"notNull", &Column::notNull},
                   Field{"notNullName", &Column::notNullName}, Field{"notNullValid", &Column::notNullValid},
                   Field{"notNullNoInherit", &Column::notNullNoInherit},
                   Field{"default", &Column::defaultExpression}, Field{"identity", &Column::identity},
                   Field{"identityOptions", &Column::identityOptions}, Field{"identitySequence", &Column::identitySequence},
                   Field{"identityPersistence", &Column::identityPersistence},
                   Field{"generated", &Column::generated}, Field{"generationExpression", &Column::generationExpression},
                   Field{"collation", &Column::collation}, Field{"storage", &Column::storage},
                   Field{"compression", &Column::compression}, Field{"statistics", &Column::statistics},
                   Field{"options", &Column::options}, Field{"autoIncrement", &Column::autoIncrement},
                   Field{"inherited", &Column::inherited},
                   Field{"foreignOptions", &Column::foreignOptions});
};

template<>
struct Traits<PrimaryKey>
{
    static constexpr Kind kind = Kind::PrimaryKey;
    static constexpr auto fields =
        std::tuple(Field{"columns", &PrimaryKey::columns}, Field{"include", &PrimaryKey::include},
                   Field{"deferrable", &PrimaryKey::deferrable}, Field{"initiallyDeferred", &PrimaryKey::initiallyDeferred},
                   Field{"conflict", &PrimaryKey::conflict}, Field{"attachedTo", &PrimaryKey::attachedTo},
                   Field{"storage", &PrimaryKey::storage}, Field{"tablespace", &PrimaryKey::tablespace},
                   Field{"indexComment", &PrimaryKey::indexComment}, Field{"withoutOverlaps", &PrimaryKey::withoutOverlaps},
                   Field{"unnamed", &PrimaryKey::unnamed, FieldUse::Information});
};

template<>
struct Traits<UniqueKey>
{
    static constexpr Kind kind = Kind::Unique;
    static constexpr auto fields =
        std::tuple(Field{"columns", &UniqueKey::columns}, Field{"include", &UniqueKey::include},
                   Field{"nullsNotDistinct", &UniqueKey::nullsNotDistinct}, Field{"deferrable", &UniqueKey::deferrable},
                   Field{"initiallyDeferred", &UniqueKey::initiallyDeferred}, Field{"conflict", &UniqueKey::conflict},
                   Field{"attachedTo", &UniqueKey::attachedTo},
                   Field{"storage", &UniqueKey::storage}, Field{"tablespace", &UniqueKey::tablespace},
                   Field{"indexComment", &UniqueKey::indexComment}, Field{"withoutOverlaps", &UniqueKey::withoutOverlaps},
                   Field{"unnamed", &UniqueKey::unnamed, FieldUse::Information});
};

template<>
struct Traits<CheckConstraint>
{
    static constexpr Kind kind = Kind::Check;
    static constexpr auto fields =
        std::tuple(Field{"expression", &CheckConstraint::expression}, Field{"noInherit", &CheckConstraint::noInherit},
                   Field{"valid", &CheckConstraint::valid}, Field{"inherited", &CheckConstraint::inherited}, Field{"enforced", &CheckConstraint::enforced},
                   Field{"unnamed", &CheckConstraint::unnamed, FieldUse::Information});
};

template<>
struct Traits<ForeignKey>
{
    static constexpr Kind kind = Kind::ForeignKey;
    static constexpr auto fields =
        std::tuple(Field{"columns", &ForeignKey::columns}, Field{"referencedTable", &ForeignKey::referencedTable},
                   Field{"referencedColumns", &ForeignKey::referencedColumns}, Field{"onDelete", &ForeignKey::onDelete},
                   Field{"onUpdate", &ForeignKey::onUpdate}, Field{"onDeleteColumns", &ForeignKey::onDeleteColumns},
                   Field{"match", &ForeignKey::match}, Field{"deferrable", &ForeignKey::deferrable},
                   Field{"initiallyDeferred", &ForeignKey::initiallyDeferred}, Field{"valid", &ForeignKey::valid},
                   Field{"inherited", &ForeignKey::inherited}, Field{"enforced", &ForeignKey::enforced}, Field{"period", &ForeignKey::period},
                   Field{"unnamed", &ForeignKey::unnamed, FieldUse::Information});
};

template<>
struct Traits<IndexKey>
{
    static constexpr auto fields =
        std::tuple(Field{"expression", &IndexKey::expression}, Field{"isExpression", &IndexKey::isExpression},
                   Field{"collation", &IndexKey::collation}, Field{"operatorClass", &IndexKey::operatorClass},
                   Field{"descending", &IndexKey::descending}, Field{"nullsFirst", &IndexKey::nullsFirst});
};

template<>
struct Traits<Index>
{
    static constexpr Kind kind = Kind::Index;
    static constexpr auto fields =
        std::tuple(Field{"method", &Index::method}, Field{"keys", &Index::keys}, Field{"include", &Index::include},
                   Field{"unique", &Index::unique}, Field{"nullsNotDistinct", &Index::nullsNotDistinct},
                   Field{"where", &Index::where}, Field{"storage", &Index::storage},
                   Field{"tablespace", &Index::tablespace}, Field{"statistics", &Index::statistics}, Field{"onlyParent", &Index::onlyParent},
                   Field{"attachedTo", &Index::attachedTo});
};

template<>
struct Traits<View>
{
    static constexpr Kind kind = Kind::View;
    static constexpr auto fields =
        std::tuple(Field{"definition", &View::definition}, Field{"columns", &View::columns},
                   Field{"options", &View::options}, Field{"checkOption", &View::checkOption},
                   Field{"columnDefaults", &View::columnDefaults}, Field{"columnComments", &View::columnComments}, Field{"columnTypes", &View::columnTypes, FieldUse::Information});
};

template<>
struct Traits<Trigger>
{
    static constexpr Kind kind = Kind::Trigger;
    static constexpr auto fields = std::tuple(Field{"definition", &Trigger::definition}, Field{"constraint", &Trigger::constraint},
                                              Field{"enabled", &Trigger::enabled}, Field{"inherited", &Trigger::inherited});
};

} // namespace kilter

#include "core/catalog/programtraits.h"
#include "core/catalog/servertraits.h"
