#pragma once
#include "core/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kilter {

struct JsonMember;

/// A JSON value (RFC 8259) as a person wrote it: order of members, text of numbers, and the bytes it came from are kept,
/// so that a file can be changed by replacing only the text of what changed. A value by itself; copy it freely.
struct Json
{
    enum class Type { Null, Boolean, Number, String, Array, Object };

    Type type = Type::Null;
    bool boolean = false;
    std::string text; ///< a string's characters (UTF-8, unescaped), or a number as it was written
    std::vector<Json> items;
    std::vector<JsonMember> members;
    std::size_t begin = 0; ///< bytes of the source that the value takes, [begin, end); 0, 0 for one that was not read
    std::size_t end = 0;

    Json() = default;
    static Json null();
    static Json of(bool value);
    static Json of(std::int64_t value);
    static Json of(std::string_view value);
    static Json of(const char *value);
    static Json of(const std::string &value);
    static Json number(std::string text);
    static Json array();
    static Json array(std::vector<Json> items);
    static Json object();

    bool isNull() const { return type == Type::Null; }
    bool isObject() const { return type == Type::Object; }
    bool isArray() const { return type == Type::Array; }
    bool isString() const { return type == Type::String; }
    bool isNumber() const { return type == Type::Number; }
    bool isBoolean() const { return type == Type::Boolean; }

    const Json *find(std::string_view key) const;
    Json *find(std::string_view key);
    void set(std::string_view key, Json value); ///< replaces in place, or appends
    bool remove(std::string_view key);
    std::int64_t integer(std::int64_t fallback = 0) const; ///< fallback when the number is none or too large

    /// Equality of content: order of members and spelling of numbers do not count, places neither.
    bool operator==(const Json &other) const;
};

struct JsonMember
{
    std::string key;
    Json value;
    std::size_t keyBegin = 0; ///< byte of the key's opening quote in the source
};

/// Reads one JSON text. Errors (Invalid) carry a diagnostic with file, line and column: syntax, duplicate keys, nesting over 200
/// levels, text after the end. `file` is only for the diagnostics.
[[nodiscard]] Result<Json> parseJson(std::string_view text, const std::string &file = {});

/// JSON text. indent 0: one line; else pretty, where arrays and objects that fit into 100 columns stand on one line when `compact`.
std::string toText(const Json &json, int indent = 0, bool compact = false);

/// A JSON string literal with its quotes.
std::string quotedJson(std::string_view text);

} // namespace kilter
