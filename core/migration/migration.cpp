#include "core/migration/migration.h"

#include "core/base/hash.h"
#include "core/base/text.h"
#include "core/migration/parse.h"
#include "core/migration/scriptscanner.h"

#include <QString>

#include <ctime>

namespace kilter {

std::string headerLine(std::string_view text)
{
    std::string line(text);
    for (char &c : line) {
        if (static_cast<unsigned char>(c) < 0x20)
            c = ' ';
    }
    return std::string(trimmed(line));
}

std::string_view keyword(Direction direction)
{
    return direction == Direction::Up ? "up" : "down";
}

std::string Section::label(std::size_t ordinal) const
{
    return name.empty() ? "section " + std::to_string(ordinal) : name;
}

std::vector<const Section *> Migration::sectionsOf(Direction direction) const
{
    std::vector<const Section *> result;
    for (const Section &section : sections) {
        if (section.direction == direction)
            result.push_back(&section);
    }
    return result;
}

bool Migration::hasDown() const
{
    return !sectionsOf(Direction::Down).empty();
}

namespace {

std::string comparable(const Migration &migration, Direction direction)
{
    std::string text;
    for (const Section *section : migration.sectionsOf(direction))
        text += comparableScript(section->text, section->dialect.value_or(migration.dialect));
    return text;
}

void appendHeader(std::string &text, std::string_view key, std::string_view value)
{
    if (!value.empty())
        text.append("-- ").append(key).append(": ").append(headerLine(value)) += '\n';
}

void appendSection(std::string &text, const Section &section)
{
    std::string keys;
    const auto add = [&keys](std::string_view key, std::string_view value) {
        keys.append(" ").append(key).append("=").append(value);
    };
    if (!section.name.empty())
        add("section", section.name);
    if (!section.transaction)
        add("transaction", "off");
    if (section.retries >= 0)
        add("retries", std::to_string(section.retries));
    if (section.batch > 0)
        add("batch", std::to_string(section.batch));
    if (section.dialect)
        add("dialect", keyword(*section.dialect));
    if (section.reversibility != Reversibility::Exact)
        add("reversibility", keyword(section.reversibility));
    text.append("\n-- ").append(keyword(section.direction)).append(keys.empty() ? "" : ":").append(keys) += '\n';
    for (const std::string &line : split(section.reason, '\n')) {
        if (!line.empty())
            text.append("-- reason: ").append(headerLine(line)) += '\n';
    }
    if (!section.text.empty())
        text.append(section.text) += '\n';
}

} // namespace

Reversibility Migration::reversibility() const
{
    if (!hasDown())
        return comparable(*this, Direction::Up).empty() ? Reversibility::Exact : Reversibility::Impossible;
    Reversibility worst = Reversibility::Exact;
    for (const Section *section : sectionsOf(Direction::Down))
        worst = std::max(worst, section->reversibility);
    return worst;
}

std::string Migration::irreversibleReason() const
{
    if (!hasDown() && reversibility() == Reversibility::Impossible)
        return "it has no down section";
    std::vector<std::string> reasons;
    for (const Section *section : sectionsOf(Direction::Down)) {
        if (section->reversibility != Reversibility::Exact && !section->reason.empty())
            reasons.push_back(replaced(section->reason, "\n", "; "));
    }
    return joined(reasons, "; ");
}

std::string toText(const Migration &migration)
{
    std::string text;
    appendHeader(text, "migration", migration.title);
    appendHeader(text, "description", migration.description);
    appendHeader(text, "store", migration.store);
    appendHeader(text, "dialect", keyword(migration.dialect));
    appendHeader(text, "version", migration.version);
    if (migration.depends)
        appendHeader(text, "depends", migration.depends->empty() ? "none" : joined(*migration.depends, ", "));
    appendHeader(text, "breaking", migration.breaking ? "yes" : "no");
    for (const Section &section : migration.sections)
        appendSection(text, section);
    return text;
}

std::string checksum(const Migration &migration)
{
    return sha256(comparable(migration, Direction::Up));
}

std::string checksumDown(const Migration &migration)
{
    return sha256(comparable(migration, Direction::Down));
}

bool isMigrationId(std::string_view id)
{
    const auto digits = id.find_first_not_of("0123456789");
    return digits != std::string_view::npos && digits > 0 && id[digits] == '_' && digits + 1 < id.size();
}

std::string newMigrationId(std::string_view title, std::chrono::system_clock::time_point moment)
{
    const std::time_t seconds = std::chrono::system_clock::to_time_t(moment);
    std::tm utc{};
    gmtime_r(&seconds, &utc);
    char stamp[32];
    std::strftime(stamp, sizeof stamp, "%Y%m%d%H%M%S", &utc);
    // Compatibility decomposition turns "é" into "e" and a mark; what is not ASCII then is left out.
    const QString plain =
        QString::fromUtf8(title.data(), qsizetype(title.size())).normalized(QString::NormalizationForm_KD).toLower();
    std::string slug;
    for (const QChar c : plain) {
        const char16_t unit = c.unicode();
        if ((unit >= u'a' && unit <= u'z') || (unit >= u'0' && unit <= u'9'))
            slug += char(unit);
        else if (unit < 0x80 && !slug.empty() && slug.back() != '_')
            slug += '_';
    }
    slug = slug.substr(0, 60);
    while (!slug.empty() && slug.back() == '_')
        slug.pop_back();
    return std::string(stamp) + '_' + (slug.empty() ? "migration" : slug);
}

bool idBefore(std::string_view a, std::string_view b)
{
    const auto number = [](std::string_view id) {
        std::string_view digits = id.substr(0, std::min(id.find_first_not_of("0123456789"), id.size()));
        digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
        return std::pair(digits.size(), digits);
    };
    const auto left = number(a), right = number(b);
    return left != right ? left < right : a < b;
}

} // namespace kilter
