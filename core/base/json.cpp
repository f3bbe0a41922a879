#include "core/base/json.h"

#include "core/base/text.h"

#include <nlohmann/json.hpp>

#include <charconv>
#include <unordered_set>

namespace kilter {

Json Json::null()
{
    return {};
}

Json Json::of(bool value)
{
    Json json;
    json.type = Type::Boolean;
    json.boolean = value;
    return json;
}

Json Json::of(std::int64_t value)
{
    return number(std::to_string(value));
}

Json Json::of(std::string_view value)
{
    Json json;
    json.type = Type::String;
    json.text = value;
    return json;
}

Json Json::of(const char *value)
{
    return of(std::string_view(value));
}

Json Json::of(const std::string &value)
{
    return of(std::string_view(value));
}

Json Json::number(std::string text)
{
    Json json;
    json.type = Type::Number;
    json.text = std::move(text);
    return json;
}

Json Json::array()
{
    return array(std::vector<Json>{});
}

Json Json::array(std::vector<Json> items)
{
    Json json;
    json.type = Type::Array;
    json.items = std::move(items);
    return json;
}

Json Json::object()
{
    Json json;
    json.type = Type::Object;
    return json;
}

const Json *Json::find(std::string_view key) const
{
    for (const JsonMember &member : members) {
        if (member.key == key)
            return &member.value;
    }
    return nullptr;
}

Json *Json::find(std::string_view key)
{
    return const_cast<Json *>(std::as_const(*this).find(key));
}

void Json::set(std::string_view key, Json value)
{
    if (Json *present = find(key))
        *present = std::move(value);
    else
        members.push_back({std::string(key), std::move(value), 0});
}

bool Json::remove(std::string_view key)
{
    return std::erase_if(members, [&](const JsonMember &member) { return member.key == key; }) > 0;
}

std::int64_t Json::integer(std::int64_t fallback) const
{
    std::int64_t value = 0;
    const char *last = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), last, value);
    return type == Type::Number && error == std::errc() && rest == last ? value : fallback;
}

namespace {

bool sameNumber(const std::string &a, const std::string &b)
{
    if (a == b)
        return true;
    double x = 0, y = 0;
    std::from_chars(a.data(), a.data() + a.size(), x);
    std::from_chars(b.data(), b.data() + b.size(), y);
    const bool isWhole = a.find_first_of(".eE") == std::string::npos && b.find_first_of(".eE") == std::string::npos;
    return !isWhole && x == y;
}

} // namespace

bool Json::operator==(const Json &other) const
{
    if (type != other.type)
        return false;
    switch (type) {
    case Type::Null:
        return true;
    case Type::Boolean:
        return boolean == other.boolean;
    case Type::Number:
        return sameNumber(text, other.text);
    case Type::String:
        return text == other.text;
    case Type::Array:
        return items == other.items;
    case Type::Object:
        return members.size() == other.members.size()
               && std::all_of(members.begin(), members.end(), [&](const JsonMember &member) {
                      const Json *theirs = other.find(member.key);
                      return theirs && member.value == *theirs;
                  });
    }
    return false;
}

namespace {

/// Counts the bytes that the lexer has consumed: the lexer reads one byte ahead only behind numbers.
class CountingIterator
{
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char *;
    using reference = const char &;

    CountingIterator(const char *at, const char **position) : m_at(at), m_position(position) {}
    reference operator*() const { return *m_at; }
    CountingIterator &operator++()
    {
        ++m_at;
        *m_position = m_at;
        return *this;
    }
    CountingIterator operator++(int)
    {
        auto copy = *this;
        ++*this;
        return copy;
    }
    bool operator==(const CountingIterator &other) const { return m_at == other.m_at; }
    bool operator!=(const CountingIterator &other) const { return m_at != other.m_at; }

private:
    const char *m_at;
    const char **m_position;
};

class TreeBuilder : public nlohmann::json_sax<nlohmann::json>
{
public:
    TreeBuilder(std::string_view text, const std::string &file) : m_text(text), m_file(file), position(text.data()) {}

    bool null() override { return scalar({}, 4); }
    bool boolean(bool value) override { return scalar(Json::of(value), value ? 4 : 5); }
    bool number_integer(number_integer_t) override { return number(); }
    bool number_unsigned(number_unsigned_t) override { return number(); }
    bool number_float(number_float_t, const string_t &) override { return number(); }
    bool binary(binary_t &) override { return false; }

    bool string(string_t &value) override
    {
        Json json = Json::of(value);
        json.end = offset();
        json.begin = openingQuote(json.end);
        return add(std::move(json));
    }

    bool key(string_t &value) override
    {
        const std::size_t end = offset();
        const std::size_t begin = openingQuote(end);
        if (!m_keys.back().insert(value).second)
            return fail("duplicate-key", "the key " + quotedJson(value) + " stands twice in one object", "Remove one of the two.", begin);
        m_pendingKeys.back() = {value, begin};
        return true;
    }

    bool start_object(std::size_t) override { return open(Json::Type::Object); }
    bool start_array(std::size_t) override { return open(Json::Type::Array); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }

    bool parse_error(std::size_t at, const std::string &lastToken, const nlohmann::json::exception &) override
    {
        const std::size_t place = at > 0 ? std::min(at - 1, m_text.size()) : 0;
        if (at > m_text.size())
            return fail("truncated-json", "the text ends in the middle of a value", "Is the file complete?", m_text.size());
        if (const std::size_t control = lastToken.find("<U+"); control != std::string::npos) // how the parser writes a control character
            return failAtControl(lastToken.front() == '"', lastToken.substr(control + 3, 4), place);
        std::string token = lastToken.size() > 40 ? std::string(cutUtf8(lastToken, 40)) + "…" : lastToken;
        return fail("json-syntax", "this is not JSON" + (token.empty() ? std::string() : ", near " + token),
                    "A comma, a quote or a bracket is missing or too many.", place);
    }

    Json takeRoot() { return std::move(m_root); }
    std::optional<Diagnostic> problem;

private:
    struct PendingKey
    {
        std::string key;
        std::size_t begin = 0;
    };

    bool failAtControl(bool isInText, const std::string &code, std::size_t place)
    {
        const std::string character = "the control character U+" + code;
        if (!isInText)
            return fail("json-syntax", "this is not JSON: " + character + " stands here", "Remove it.", place);
        if (code == "000A" || code == "000D")
            return fail("json-syntax", "a text is not closed before its line ends", "Close it with a double quote; a line break inside a text is written \\n.", place);
        return fail("json-syntax", code == "0009" ? "a text contains a tab" : "a text contains " + character,
                    code == "0009" ? "Inside a text it is written \\t." : "Inside a text it is written \\u" + code + ".", place);
    }

    std::size_t offset() const { return std::size_t(position - m_text.data()); }

    /// The lexer unescapes as it goes, so the opening quote is found by walking back over the raw string that ends at `end`.
    std::size_t openingQuote(std::size_t end) const
    {
        std::size_t at = end - 1;
        while (at > 0) {
            --at;
            if (m_text[at] != '"')
                continue;
            std::size_t slashes = 0;
            while (slashes < at && m_text[at - 1 - slashes] == '\\')
                ++slashes;
            if (slashes % 2 == 0)
                return at;
        }
        return 0;
    }

    bool number()
    {
        // The lexer has read one byte past the number, unless the text ended.
        constexpr std::string_view digits = "+-.0123456789eE";
        std::size_t end = std::min(offset(), m_text.size());
        while (end > 0 && digits.find(m_text[end - 1]) == std::string_view::npos)
            --end;
        std::size_t begin = end;
        while (begin > 0 && digits.find(m_text[begin - 1]) != std::string_view::npos)
            --begin;
        Json json = Json::number(std::string(m_text.substr(begin, end - begin)));
        json.begin = begin;
        json.end = end;
        return add(std::move(json));
    }

    bool scalar(Json json, std::size_t length)
    {
        json.end = offset();
        json.begin = json.end - length;
        return add(std::move(json));
    }

    bool open(Json::Type type)
    {
        if (m_open.size() >= 200)
            return fail("deep-json", "more than 200 levels of nesting", "No model needs that; is the file damaged?", offset() - 1);
        Json json;
        json.type = type;
        json.begin = offset() - 1;
        m_open.push_back(std::move(json));
        m_pendingKeys.emplace_back();
        m_keys.emplace_back();
        return true;
    }

    bool close()
    {
        Json json = std::move(m_open.back());
        m_open.pop_back();
        m_pendingKeys.pop_back();
        m_keys.pop_back();
        json.end = offset();
        return add(std::move(json));
    }

    bool add(Json json)
    {
        if (m_open.empty())
            m_root = std::move(json);
        else if (m_open.back().type == Json::Type::Array)
            m_open.back().items.push_back(std::move(json));
        else
            m_open.back().members.push_back({m_pendingKeys.back().key, std::move(json), m_pendingKeys.back().begin});
        return true;
    }

    bool fail(std::string code, std::string message, std::string hint, std::size_t at)
    {
        const TextPlace place = placeAt(m_text, at);
        problem = Diagnostic{Severity::Error, std::move(code), std::move(message), std::move(hint), {m_file, place.line, place.column}};
        return false;
    }

    std::string_view m_text;
    const std::string &m_file;
    Json m_root;
    std::vector<Json> m_open;
    std::vector<PendingKey> m_pendingKeys;
    std::vector<std::unordered_set<std::string>> m_keys;

public:
    const char *position;
};

} // namespace

Result<Json> parseJson(std::string_view text, const std::string &file)
{
    TreeBuilder builder(text, file);
    const CountingIterator begin(text.data(), &builder.position);
    const CountingIterator end(text.data() + text.size(), &builder.position);
    if (nlohmann::json::sax_parse(begin, end, &builder))
        return builder.takeRoot();
    if (!builder.problem)
        builder.problem = Diagnostic{Severity::Error, "json-syntax", "this is not JSON", {}, {file, 1, 1}};
    Error error{ErrorCode::Invalid, (file.empty() ? std::string("the text") : file) + " cannot be read as JSON", {}, {}, {*builder.problem}};
    return tl::unexpected(std::move(error));
}

std::string quotedJson(std::string_view text)
{
    static constexpr char hex[] = "0123456789abcdef";
    std::string out = "\"";
    for (const char c : text) {
        switch (c) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        default:
            if (static_cast<unsigned char>(c) < 0x20) {
                out += "\\u00";
                out += hex[(c >> 4) & 15];
                out += hex[c & 15];
            } else {
                out += c;
            }
        }
    }
    return out + '"';
}

namespace {

void write(std::string &out, const Json &json, int indent, int depth, bool compact);

template<class Range, class Item>
void writeRange(std::string &out, const Range &range, char open, char close, int indent, int depth, Item item)
{
    out += open;
    bool first = true;
    for (const auto &element : range) {
        if (!first)
            out += indent ? "," : ", ";
        first = false;
        if (indent)
            out += '\n' + std::string(std::size_t(indent * (depth + 1)), ' ');
        item(element);
    }
    if (indent && !first)
        out += '\n' + std::string(std::size_t(indent * depth), ' ');
    out += close;
}

void writeContainer(std::string &out, const Json &json, int indent, int depth, bool compact)
{
    if (json.isArray()) {
        writeRange(out, json.items, '[', ']', indent, depth,
                   [&](const Json &item) { write(out, item, indent, depth + 1, compact); });
    } else {
        writeRange(out, json.members, '{', '}', indent, depth, [&](const JsonMember &member) {
            out += quotedJson(member.key) + ": ";
            write(out, member.value, indent, depth + 1, compact);
        });
    }
}

void write(std::string &out, const Json &json, int indent, int depth, bool compact)
{
    switch (json.type) {
    case Json::Type::Null:
        out += "null";
        break;
    case Json::Type::Boolean:
        out += json.boolean ? "true" : "false";
        break;
    case Json::Type::Number:
        out += json.text;
        break;
    case Json::Type::String:
        out += quotedJson(json.text);
        break;
    case Json::Type::Array:
    case Json::Type::Object:
        if (indent && compact && depth > 0) {
            std::string line;
            writeContainer(line, json, 0, 0, false);
            if (line.size() + std::size_t(indent * depth) <= 100) {
                out += line;
                break;
            }
        }
        writeContainer(out, json, indent, depth, compact);
        break;
    }
}

} // namespace

std::string toText(const Json &json, int indent, bool compact)
{
    std::string out;
    write(out, json, indent, 0, compact);
    return out;
}

} // namespace kilter
