#pragma once
#include "core/catalog/programkinds.h"
#include "core/catalog/traits.h"

/// Traits of programkinds.h; included by traits.h.
namespace kilter {

template<>
struct Traits<NamedText>
{
    static constexpr auto fields = std::tuple(Field{"name", &NamedText::name}, Field{"text", &NamedText::text});
};

template<>
struct Traits<RoutineArgument>
{
    static constexpr auto fields =
        std::tuple(Field{"mode", &RoutineArgument::mode},
                   Field{"name", &RoutineArgument::name},
                   Field{"type", &RoutineArgument::type},
                   Field{"default", &RoutineArgument::defaultExpression});
};

/// Of functions and procedures.
inline constexpr auto routineFields =
    std::tuple(Field{"arguments", &Routine::arguments},
               Field{"result", &Routine::result},
               Field{"language", &Routine::language},
               Field{"body", &Routine::body},
               Field{"sqlBody", &Routine::sqlBody},
               Field{"libraryFile", &Routine::libraryFile},
               Field{"window", &Routine::window},
               Field{"volatility", &Routine::volatility},
               Field{"strict", &Routine::strict},
               Field{"securityDefiner", &Routine::securityDefiner},
               Field{"leakproof", &Routine::leakproof},
               Field{"parallel", &Routine::parallel},
               Field{"cost", &Routine::cost},
               Field{"rows", &Routine::rows},
               Field{"support", &Routine::support},
               Field{"transforms", &Routine::transforms},
               Field{"settings", &Routine::settings});

template<>
struct Traits<Function>
{
    static constexpr Kind kind = Kind::Function;
    static constexpr auto fields = routineFields;
};

template<>
struct Traits<Procedure>
{
    static constexpr Kind kind = Kind::Procedure;
    static constexpr auto fields = routineFields;
};

template<>
struct Traits<Aggregate>
{
    static constexpr Kind kind = Kind::Aggregate;
    static constexpr auto fields = std::tuple(Field{"arguments", &Aggregate::arguments}, Field{"options", &Aggregate::options});
};

template<>
struct Traits<DomainConstraint>
{
    static constexpr auto fields =
        std::tuple(Field{"name", &DomainConstraint::name},
                   Field{"expression", &DomainConstraint::expression},
                   Field{"valid", &DomainConstraint::valid},
                   Field{"comment", &DomainConstraint::comment});
};

template<>
struct Traits<Domain>
{
    static constexpr Kind kind = Kind::Domain;
    static constexpr auto fields =
        std::tuple(Field{"type", &Domain::type},
                   Field{"collation", &Domain::collation},
                   Field{"notNull", &Domain::notNull},
                   Field{"default", &Domain::defaultExpression},
                   Field{"constraints", &Domain::constraints});
};

template<>
struct Traits<Attribute>
{
    static constexpr auto fields =
        std::tuple(Field{"name", &Attribute::name},
                   Field{"type", &Attribute::type},
                   Field{"collation", &Attribute::collation},
                   Field{"comment", &Attribute::comment});
};

template<>
struct Traits<CompositeType>
{
    static constexpr Kind kind = Kind::Composite;
    static constexpr auto fields = std::tuple(Field{"attributes", &CompositeType::attributes});
};

template<>
struct Traits<RangeType>
{
    static constexpr Kind kind = Kind::Range;
    static constexpr auto fields =
        std::tuple(Field{"subtype", &RangeType::subtype},
                   Field{"options", &RangeType::options},
                   Field{"multirange", &RangeType::multirange});
};

template<>
struct Traits<BaseType>
{
    static constexpr Kind kind = Kind::BaseType;
    static constexpr auto fields = std::tuple(Field{"options", &BaseType::options});
};

template<>
struct Traits<MaterializedView>
{
    static constexpr Kind kind = Kind::MaterializedView;
    static constexpr auto fields =
        std::tuple(Field{"definition", &MaterializedView::definition},
                   Field{"columns", &MaterializedView::columns},
                   Field{"storage", &MaterializedView::storage},
                   Field{"method", &MaterializedView::method},
                   Field{"tablespace", &MaterializedView::tablespace},
                   Field{"columnComments", &MaterializedView::columnComments},
                   Field{"columnSettings", &MaterializedView::columnSettings},
                   Field{"clusteredOn", &MaterializedView::clusteredOn},
                   Field{"populated", &MaterializedView::populated, FieldUse::Information});
};

template<>
struct Traits<Rule>
{
    static constexpr Kind kind = Kind::Rule;
    static constexpr auto fields = std::tuple(Field{"definition", &Rule::definition}, Field{"enabled", &Rule::enabled});
};

template<>
struct Traits<EventTrigger>
{
    static constexpr Kind kind = Kind::EventTrigger;
    static constexpr auto fields =
        std::tuple(Field{"event", &EventTrigger::event},
                   Field{"tags", &EventTrigger::tags},
                   Field{"function", &EventTrigger::function},
                   Field{"enabled", &EventTrigger::enabled});
};

template<>
struct Traits<Statistics>
{
    static constexpr Kind kind = Kind::Statistics;
    static constexpr auto fields = std::tuple(Field{"definition", &Statistics::definition}, Field{"target", &Statistics::target});
};

template<>
struct Traits<ExclusionConstraint>
{
    static constexpr Kind kind = Kind::Exclusion;
    static constexpr auto fields = std::tuple(Field{"definition", &ExclusionConstraint::definition}, Field{"attachedTo", &ExclusionConstraint::attachedTo},
                                              Field{"indexComment", &ExclusionConstraint::indexComment});
};

} // namespace kilter
