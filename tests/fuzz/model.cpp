#include "core/model/catalogof.h"
#include "core/model/edit.h"
#include "core/model/model.h"
#include "tests/fuzz/property.h"

#include <string>

using namespace kilter;

namespace {

/// Every error says where it is and what is wrong.
void checkFindings(const Error &error)
{
    KILTER_PROPERTY(!error.diagnostics.empty());
    for (const Diagnostic &finding : error.diagnostics)
        KILTER_PROPERTY(!finding.message.empty() && !finding.code.empty() && !finding.place.file.empty());
}

} // namespace

/// A model is refused with findings, or gives a catalog on each dialect (else findings), which its JSON gives back; edits that change
/// nothing leave every byte.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string text(reinterpret_cast<const char *>(data), size);
    const auto model = parseModel(text, "models/fuzz.json");
    if (!model) {
        checkFindings(model.error());
        return 0;
    }
    const auto same = edited(text, editsBetween(model->json, model->json));
    KILTER_PROPERTY(same && *same == text);
    for (const DialectKind dialect : {DialectKind::PostgreSql, DialectKind::Sqlite}) {
        const auto catalog = catalogOf({*model}, dialect);
        if (!catalog) {
            checkFindings(catalog.error());
            continue;
        }
        const auto again = catalogFromJson(toJson(*catalog));
        KILTER_PROPERTY(again && *again == *catalog);
    }
    return 0;
}
