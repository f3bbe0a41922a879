#include "core/base/file.h"
#include "core/catalog/traits.h"
#include "core/model/modelschema.h"

#include <gtest/gtest.h>

#include <cstdlib>

namespace kilter {
namespace {

const std::string schemaFile = std::string(KILTER_RESOURCES) + "/schema/model.schema.json";

/// KILTER_UPDATE=1 writes the file anew, for review with git diff.
TEST(ModelSchema, publishedFileIsWhatTheTraitsGive)
{
    const std::string generated = toText(modelSchema(), 2, true) + '\n';
    if (std::getenv("KILTER_UPDATE")) {
        ASSERT_TRUE(writeTextFile(schemaFile, generated));
    }
    const auto published = readTextFile(schemaFile);
    ASSERT_TRUE(published) << toText(published.error());
    EXPECT_EQ(*published, generated) << "refresh it: KILTER_UPDATE=1 " << "tst_model --gtest_filter=ModelSchema.*";
}

TEST(ModelSchema, programHoldsThePublishedText)
{
    const auto published = readTextFile(schemaFile);
    ASSERT_TRUE(published);
    EXPECT_EQ(publishedModelSchema(), *published);
}

template<class T>
void expectPlaces(std::string_view bag)
{
    const auto &members = bagMembers(bag);
    forEachField<T>([&](const auto &field) {
        const bool isMember = std::find(members.begin(), members.end(), field.name) != members.end();
        const auto &elsewhere = fieldsSaidElsewhere();
        const bool isSaid = std::any_of(elsewhere.begin(), elsewhere.end(), [&](const FieldPlace &place) { return place.bag == bag && place.field == field.name; });
        EXPECT_TRUE(isMember || isSaid) << "the field \"" << field.name << "\" of \"" << bag << "\" has no place in a model";
        EXPECT_FALSE(isMember && isSaid) << "the field \"" << field.name << "\" of \"" << bag << "\" has two places in a model";
    });
}

TEST(ModelSchema, everyFieldOfTheTraitsHasOnePlace)
{
    expectPlaces<Table>("table");
    expectPlaces<Column>("column");
    expectPlaces<PrimaryKey>("constraint");
    expectPlaces<UniqueKey>("constraint");
    expectPlaces<CheckConstraint>("constraint");
    expectPlaces<ForeignKey>("constraint");
    expectPlaces<Index>("index");
    expectPlaces<IndexKey>("indexKey");
    expectPlaces<SequenceOptions>("sequenceOptions");
}

/// Schemas, enums, sequences, views and triggers stand in sql/ as SQL; a kind that is neither there nor above has no place on disk.
TEST(ModelSchema, everyKindHasAPlaceOnDisk)
{
    for (int i = 0; i < kindCount; ++i) {
        const Kind kind = Kind(i);
        bool known = false;
        switch (kind) {
        case Kind::Table:
        case Kind::Column:
        case Kind::PrimaryKey:
        case Kind::Unique:
        case Kind::Check:
        case Kind::ForeignKey:
        case Kind::Index:
        case Kind::Schema:
        case Kind::Enum:
        case Kind::Sequence:
        case Kind::Exclusion:
        case Kind::Domain:
        case Kind::Composite:
        case Kind::Range:
        case Kind::BaseType:
        case Kind::Function:
        case Kind::Procedure:
        case Kind::Aggregate:
        case Kind::MaterializedView:
        case Kind::Rule:
        case Kind::EventTrigger:
        case Kind::Statistics:
        case Kind::View:
        case Kind::Trigger:
        case Kind::Extension:
        case Kind::Policy:
        case Kind::Collation:
        case Kind::TextSearchParser:
        case Kind::TextSearchTemplate:
        case Kind::TextSearchDictionary:
        case Kind::TextSearchConfiguration:
        case Kind::Operator:
        case Kind::OperatorFamily:
        case Kind::OperatorClass:
        case Kind::Cast:
        case Kind::Conversion:
        case Kind::Language:
        case Kind::Transform:
        case Kind::AccessMethod:
        case Kind::ForeignDataWrapper:
        case Kind::ForeignServer:
        case Kind::UserMapping:
        case Kind::Publication:
        case Kind::Subscription:
        case Kind::DefaultPrivileges:
            known = true;
        }
        EXPECT_TRUE(known) << keyword(kind);
    }
}

} // namespace
} // namespace kilter
