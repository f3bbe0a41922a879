#include "core/comparison/scratchchoice.h"

namespace kilter {

Result<ScratchOptions> scratchOptions(const Target *target, DialectKind dialect, int major, const std::stop_token &stop)
{
    ScratchOptions options;
    options.dialect = dialect;
    options.wantedMajor = major;
    options.stop = stop;
    if (!target || dialectKindOf(target->url.kind) != dialect)
        return options;
    if (!target->connection.scratch.empty()) {
        KILTER_TRY(options.scratchUrl, parseUrl(target->connection.scratch));
    }
    if (target->connection.environment == Environment::Development && dialect == DialectKind::PostgreSql)
        options.besideStore = target->url;
    return options;
}

} // namespace kilter
