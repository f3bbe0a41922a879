#include "core/plan/sqlitescript.h"

#include "core/dialect/sqlite/token.h"

#include <algorithm>

namespace kilter::sqlite {

bool needsCare(const std::vector<Statement> &statements)
{
    return std::ranges::any_of(statements, [](const Statement &statement) {
        const auto tokens = tokensOf(statement.sql);
        if (!tokens || tokens->size() < 2)
            return true;
        const Token &second = (*tokens)[1];
        return !tokens->front().isWord("CREATE")
               && !(tokens->front().isWord("DROP") && (second.isWord("INDEX") || second.isWord("VIEW") || second.isWord("TRIGGER")));
    });
}

std::string scriptBegin()
{
    return "PRAGMA foreign_keys = OFF;\n"
           "PRAGMA legacy_alter_table = ON;\n"
           "BEGIN IMMEDIATE;\n"
           "CREATE TEMP TABLE kilter_foreign_keys (violations_before, violations_after, "
           "CONSTRAINT foreign_keys_hold CHECK (violations_after <= violations_before));\n"
           "INSERT INTO temp.kilter_foreign_keys (violations_before) SELECT count(*) FROM pragma_foreign_key_check;\n";
}

std::string scriptCommit()
{
    return "UPDATE temp.kilter_foreign_keys SET violations_after = (SELECT count(*) FROM pragma_foreign_key_check);\n"
           "DROP TABLE temp.kilter_foreign_keys;\n"
           "COMMIT;\n"
           "PRAGMA legacy_alter_table = OFF;\n";
}

} // namespace kilter::sqlite
