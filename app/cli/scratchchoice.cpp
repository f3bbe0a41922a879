#include "app/cli/scratchchoice.h"

namespace kilter::cli {

Result<ScratchOptions> scratchOptions(const Context &context, const Target *target, DialectKind dialect, int major)
{
    ScratchOptions options;
    options.dialect = dialect;
    options.wantedMajor = major;
    options.stop = context.stop;
    if (!target || dialectKindOf(target->url.kind) != dialect)
        return options;
    if (!target->connection.scratch.empty()) {
        KILTER_TRY(options.scratchUrl, parseUrl(target->connection.scratch));
    }
    if (target->connection.environment == Environment::Development && dialect == DialectKind::PostgreSql)
        options.besideStore = target->url;
    return options;
}

} // namespace kilter::cli
