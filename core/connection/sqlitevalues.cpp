#include "core/connection/sqlitevalues.h"

namespace kilter {

Value sqliteValue(sqlite3_stmt *statement, int column)
{
    const int type = sqlite3_column_type(statement, column);
    if (type == SQLITE_NULL)
        return {};
    if (type != SQLITE_BLOB) {
        const auto *text = reinterpret_cast<const char *>(sqlite3_column_text(statement, column));
        return text ? std::string(text, std::size_t(sqlite3_column_bytes(statement, column))) : std::string();
    }
    static constexpr std::string_view digits = "0123456789ABCDEF";
    const auto *bytes = static_cast<const unsigned char *>(sqlite3_column_blob(statement, column));
    std::string text = "X'";
    const int count = sqlite3_column_bytes(statement, column);
    text.reserve(std::size_t(count) * 2 + 3);
    for (int i = 0; i < count; ++i) {
        text += digits[bytes[i] >> 4];
        text += digits[bytes[i] & 15];
    }
    return text + "'";
}

std::string sqliteHint(int code)
{
    switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return "another connection holds the file's lock: close it, or give a longer lock_timeout";
    case SQLITE_READONLY:
        return "the file, its folder or the connection allows no writing";
    case SQLITE_NOTADB:
        return "the file is no SQLite database, or it is encrypted";
    case SQLITE_CORRUPT:
        return "the file is damaged: restore a backup, or try the .recover command of sqlite3";
    case SQLITE_FULL:
        return "the disk is full";
    case SQLITE_IOERR:
        return "the disk or the file system failed";
    default:
        return {};
    }
}

} // namespace kilter
