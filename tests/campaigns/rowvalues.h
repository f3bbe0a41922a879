#pragma once
#include "core/connection/connection.h"

#include <map>
#include <string>
#include <vector>

/// Values for any type of PostgreSQL, so that the rows of all tables fit each other: the value of row i depends on the type and i alone, and
/// types that are compared by foreign keys give the same text.
namespace kilter::campaign {

class ValueMaker
{
public:
    /// Reads the database's types. Throws std::runtime_error with the server's words.
    explicit ValueMaker(Connection &connection);

    /// The text of the i-th value (from 1) of a type by its number, as its input function takes it.
    std::string value(const std::string &type, int modifier, int i) const;

    /// Base type of a domain, through any number of them.
    std::string baseName(const std::string &type) const;

private:
    struct Attribute
    {
        std::string type;
        int modifier = -1;
    };
    struct Type
    {
        std::string name;
        char kind = 'b'; ///< typtype
        std::string element, base, subtype; ///< numbers of types; empty: none
        int baseModifier = -1;
        std::vector<std::string> labels;
        std::vector<Attribute> attributes;
    };
    std::string composite(const Type &type, int i) const;

    std::map<std::string, Type> m_types;
};

} // namespace kilter::campaign
