#pragma once
#include "core/catalog/catalog.h"
#include "tests/support/schema.h"

#include <memory>

namespace kilter::test {

/// A throw-away database of one product, with what tests ask of each alike. Its functions throw std::runtime_error with the server's
/// words, so that a test ends there.
class TestPlace
{
public:
    /// Empty, then built by the script.
    static std::unique_ptr<TestPlace> make(DialectKind dialect, const std::string &script = {});
    virtual ~TestPlace() = default;

    virtual void run(const std::string &script) = 0; ///< as psql -v ON_ERROR_STOP=1 or sqlite3 -bail would
    virtual std::string ask(const std::string &query) = 0; ///< first column, one row a line
    virtual SchemaFacts facts() = 0;                       ///< the schema as others see it
    virtual std::string url() const = 0;
    Catalog catalog(); ///< the schema as Kilter's inspector sees it
};

} // namespace kilter::test
