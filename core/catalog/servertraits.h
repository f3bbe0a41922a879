#pragma once
#include "core/catalog/serverkinds.h"
#include "core/catalog/traits.h"

/// Traits of serverkinds.h; included by traits.h.
namespace kilter {

template<>
struct Traits<Grant>
{
    static constexpr auto fields =
        std::tuple(Field{"part", &Grant::part},
                   Field{"grantee", &Grant::grantee},
                   Field{"grantor", &Grant::grantor},
                   Field{"privilege", &Grant::privilege},
                   Field{"grantable", &Grant::grantable},
                   Field{"revoked", &Grant::revoked});
};

template<>
struct Traits<SecurityLabel>
{
    static constexpr auto fields =
        std::tuple(Field{"part", &SecurityLabel::part},
                   Field{"provider", &SecurityLabel::provider},
                   Field{"label", &SecurityLabel::label});
};

template<>
struct Traits<Extension>
{
    static constexpr Kind kind = Kind::Extension;
    static constexpr auto fields =
        std::tuple(Field{"version", &Extension::version},
                   Field{"schema", &Extension::schema},
                   Field{"relocatable", &Extension::relocatable, FieldUse::Information});
};

template<>
struct Traits<Policy>
{
    static constexpr Kind kind = Kind::Policy;
    static constexpr auto fields =
        std::tuple(Field{"command", &Policy::command},
                   Field{"permissive", &Policy::permissive},
                   Field{"roles", &Policy::roles},
                   Field{"using", &Policy::usingExpression},
                   Field{"check", &Policy::checkExpression});
};

template<>
struct Traits<Collation>
{
    static constexpr Kind kind = Kind::Collation;
    static constexpr auto fields =
        std::tuple(Field{"provider", &Collation::provider},
                   Field{"deterministic", &Collation::deterministic},
                   Field{"collate", &Collation::collate},
                   Field{"ctype", &Collation::ctype},
                   Field{"locale", &Collation::locale},
                   Field{"rules", &Collation::rules});
};

template<>
struct Traits<TextSearchParser>
{
    static constexpr Kind kind = Kind::TextSearchParser;
    static constexpr auto fields =
        std::tuple(Field{"start", &TextSearchParser::start},
                   Field{"token", &TextSearchParser::token},
                   Field{"end", &TextSearchParser::end},
                   Field{"headline", &TextSearchParser::headline},
                   Field{"lexTypes", &TextSearchParser::lexTypes});
};

template<>
struct Traits<TextSearchTemplate>
{
    static constexpr Kind kind = Kind::TextSearchTemplate;
    static constexpr auto fields =
        std::tuple(Field{"init", &TextSearchTemplate::init},
                   Field{"lexize", &TextSearchTemplate::lexize});
};

template<>
struct Traits<TextSearchDictionary>
{
    static constexpr Kind kind = Kind::TextSearchDictionary;
    static constexpr auto fields =
        std::tuple(Field{"template", &TextSearchDictionary::templateName},
                   Field{"options", &TextSearchDictionary::options});
};

template<>
struct Traits<TokenMapping>
{
    static constexpr auto fields =
        std::tuple(Field{"token", &TokenMapping::token},
                   Field{"dictionaries", &TokenMapping::dictionaries});
};

template<>
struct Traits<TextSearchConfiguration>
{
    static constexpr Kind kind = Kind::TextSearchConfiguration;
    static constexpr auto fields =
        std::tuple(Field{"parser", &TextSearchConfiguration::parser},
                   Field{"mappings", &TextSearchConfiguration::mappings});
};

template<>
struct Traits<Operator>
{
    static constexpr Kind kind = Kind::Operator;
    static constexpr auto fields =
        std::tuple(Field{"function", &Operator::function},
                   Field{"left", &Operator::left},
                   Field{"right", &Operator::right},
                   Field{"commutator", &Operator::commutator},
                   Field{"negator", &Operator::negator},
                   Field{"restrict", &Operator::restrictEstimator},
                   Field{"join", &Operator::joinEstimator},
                   Field{"hashes", &Operator::hashes},
                   Field{"merges", &Operator::merges});
};

template<>
struct Traits<OperatorFamily>
{
    static constexpr Kind kind = Kind::OperatorFamily;
    static constexpr auto fields =
        std::tuple(Field{"members", &OperatorFamily::members});
};

template<>
struct Traits<OperatorClass>
{
    static constexpr Kind kind = Kind::OperatorClass;
    static constexpr auto fields =
        std::tuple(Field{"type", &OperatorClass::type},
                   Field{"default", &OperatorClass::isDefault},
                   Field{"family", &OperatorClass::family},
                   Field{"storage", &OperatorClass::storage},
                   Field{"members", &OperatorClass::members});
};

template<>
struct Traits<Cast>
{
    static constexpr Kind kind = Kind::Cast;
    static constexpr auto fields =
        std::tuple(Field{"method", &Cast::method},
                   Field{"function", &Cast::function},
                   Field{"context", &Cast::context});
};

template<>
struct Traits<Conversion>
{
    static constexpr Kind kind = Kind::Conversion;
    static constexpr auto fields =
        std::tuple(Field{"source", &Conversion::source},
                   Field{"target", &Conversion::target},
                   Field{"function", &Conversion::function},
                   Field{"default", &Conversion::isDefault});
};

template<>
struct Traits<Language>
{
    static constexpr Kind kind = Kind::Language;
    static constexpr auto fields =
        std::tuple(Field{"trusted", &Language::trusted},
                   Field{"handler", &Language::handler},
                   Field{"inlineHandler", &Language::inlineHandler},
                   Field{"validator", &Language::validator});
};

template<>
struct Traits<Transform>
{
    static constexpr Kind kind = Kind::Transform;
    static constexpr auto fields =
        std::tuple(Field{"fromSql", &Transform::fromSql},
                   Field{"toSql", &Transform::toSql});
};

template<>
struct Traits<AccessMethod>
{
    static constexpr Kind kind = Kind::AccessMethod;
    static constexpr auto fields =
        std::tuple(Field{"type", &AccessMethod::type},
                   Field{"handler", &AccessMethod::handler});
};

template<>
struct Traits<ForeignOptions>
{
    static constexpr auto fields =
        std::tuple(Field{"plain", &ForeignOptions::plain},
                   Field{"secretNames", &ForeignOptions::secretNames},
                   Field{"secrets", &ForeignOptions::secrets, FieldUse::Secret});
};

template<>
struct Traits<ForeignDataWrapper>
{
    static constexpr Kind kind = Kind::ForeignDataWrapper;
    static constexpr auto fields =
        std::tuple(Field{"handler", &ForeignDataWrapper::handler},
                   Field{"validator", &ForeignDataWrapper::validator},
                   Field{"options", &ForeignDataWrapper::options});
};

template<>
struct Traits<ForeignServer>
{
    static constexpr Kind kind = Kind::ForeignServer;
    static constexpr auto fields =
        std::tuple(Field{"wrapper", &ForeignServer::wrapper},
                   Field{"type", &ForeignServer::type},
                   Field{"version", &ForeignServer::version},
                   Field{"options", &ForeignServer::options});
};

template<>
struct Traits<UserMapping>
{
    static constexpr Kind kind = Kind::UserMapping;
    static constexpr auto fields =
        std::tuple(Field{"options", &UserMapping::options});
};

template<>
struct Traits<PublishedTable>
{
    static constexpr auto fields =
        std::tuple(Field{"table", &PublishedTable::table},
                   Field{"columns", &PublishedTable::columns},
                   Field{"where", &PublishedTable::where});
};

template<>
struct Traits<Publication>
{
    static constexpr Kind kind = Kind::Publication;
    static constexpr auto fields =
        std::tuple(Field{"allTables", &Publication::allTables},
                   Field{"tables", &Publication::tables},
                   Field{"schemas", &Publication::schemas},
                   Field{"operations", &Publication::operations},
                   Field{"viaRoot", &Publication::viaRoot},
                   Field{"generatedColumns", &Publication::generatedColumns});
};

template<>
struct Traits<Subscription>
{
    static constexpr Kind kind = Kind::Subscription;
    static constexpr auto fields =
        std::tuple(Field{"publications", &Subscription::publications},
                   Field{"options", &Subscription::options},
                   Field{"enabled", &Subscription::enabled, FieldUse::Information},
                   Field{"connection", &Subscription::connection});
};

template<>
struct Traits<DefaultPrivileges>
{
    static constexpr Kind kind = Kind::DefaultPrivileges;
    static constexpr auto fields =
        std::tuple(Field{"grants", &DefaultPrivileges::grants});
};

} // namespace kilter
