#include "ui/diffview/diffwords.h"

#include "core/base/text.h"
#include "ui/text/text.h"

#include <QCoreApplication>

namespace kilter::ui {
namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Diff)
};

struct BaseAndArguments
{
    std::string_view base;
    std::string_view arguments;
};

/// "varchar(160)" → varchar, 160; none where the text is not of that form.
std::optional<BaseAndArguments> splitType(std::string_view type)
{
    const std::size_t open = type.find('(');
    if (open == std::string_view::npos || open == 0 || !type.ends_with(')'))
        return std::nullopt;
    return BaseAndArguments{type.substr(0, open), type.substr(open + 1, type.size() - open - 2)};
}

/// Length of what both begin with, up to the last blank, comma or bracket, so that words stay whole.
std::size_t commonWords(std::string_view a, std::string_view b)
{
    std::size_t same = 0, word = 0;
    while (same < a.size() && same < b.size() && a[same] == b[same]) {
        ++same;
        if (std::string_view(" ,(\n").find(a[same - 1]) != std::string_view::npos)
            word = same;
    }
    return word;
}

} // namespace

QString kindWord(Kind kind)
{
    return qtText(keyword(kind)).replace(QLatin1Char('-'), QLatin1Char(' '));
}

QString kindIcon(Kind kind)
{
    static const std::map<Kind, const char *> icons{{Kind::View, "view"},      {Kind::Index, "index"},      {Kind::PrimaryKey, "key"},
                                                    {Kind::Unique, "key"},     {Kind::ForeignKey, "link"},  {Kind::Trigger, "function"},
                                                    {Kind::Schema, "folder"}};
    const auto at = icons.find(kind);
    return at == icons.end() ? QStringLiteral("table") : QString::fromLatin1(at->second);
}

QString fieldWord(const std::string &field)
{
    static const std::map<std::string, const char *> words{
        {"notNull", QT_TRANSLATE_NOOP("Diff", "not null")},
        {"identityOptions", QT_TRANSLATE_NOOP("Diff", "identity options")},
        {"identitySequence", QT_TRANSLATE_NOOP("Diff", "identity sequence")},
        {"generationExpression", QT_TRANSLATE_NOOP("Diff", "generated as")},
        {"autoIncrement", QT_TRANSLATE_NOOP("Diff", "autoincrement")},
        {"referencedTable", QT_TRANSLATE_NOOP("Diff", "references")},
        {"referencedColumns", QT_TRANSLATE_NOOP("Diff", "referenced columns")},
        {"onDelete", QT_TRANSLATE_NOOP("Diff", "on delete")},
        {"onUpdate", QT_TRANSLATE_NOOP("Diff", "on update")},
        {"onDeleteColumns", QT_TRANSLATE_NOOP("Diff", "columns set on delete")},
        {"initiallyDeferred", QT_TRANSLATE_NOOP("Diff", "initially deferred")},
        {"nullsNotDistinct", QT_TRANSLATE_NOOP("Diff", "nulls not distinct")},
        {"noInherit", QT_TRANSLATE_NOOP("Diff", "no inherit")},
        {"partitionBy", QT_TRANSLATE_NOOP("Diff", "partitioned by")},
        {"partitionOf", QT_TRANSLATE_NOOP("Diff", "partition of")},
        {"partitionBound", QT_TRANSLATE_NOOP("Diff", "bound")},
        {"withoutRowid", QT_TRANSLATE_NOOP("Diff", "without rowid")},
        {"ownedBy", QT_TRANSLATE_NOOP("Diff", "owned by")},
        {"checkOption", QT_TRANSLATE_NOOP("Diff", "check option")},
        {"attachedTo", QT_TRANSLATE_NOOP("Diff", "attached to")},
        {"onlyParent", QT_TRANSLATE_NOOP("Diff", "only on the parent")},
    };
    const auto at = words.find(field);
    return at == words.end() ? qtText(field) : Words::tr(at->second);
}

QString oneLine(std::string_view text)
{
    QString line = qtText(text).simplified();
    constexpr int longest = 200;
    if (line.size() > longest)
        line = line.left(longest) + QStringLiteral(" …");
    return line;
}

ValueWords valueWords(const FieldChange &field)
{
    ValueWords words;
    words.field = field.field == "type" ? QString() : fieldWord(field.field);
    const auto before = splitType(field.from), after = splitType(field.to);
    if (field.field == "type" && before && after && before->base == after->base) {
        words.prefix = qtText(before->base) + QLatin1Char(' ');
        words.before = qtText(before->arguments);
        words.after = qtText(after->arguments);
        return words;
    }
    const bool isLong = field.from.size() + field.to.size() > 40;
    const std::size_t same = isLong ? commonWords(field.from, field.to) : 0;
    words.prefix = same ? oneLine(std::string_view(field.from).substr(0, same)) + QLatin1Char(' ') : QString();
    words.before = field.from.empty() ? Words::tr("none") : oneLine(std::string_view(field.from).substr(same));
    words.after = field.to.empty() ? Words::tr("none") : oneLine(std::string_view(field.to).substr(same));
    return words;
}

QString columnWords(const Column &column)
{
    QString text = oneLine(column.type);
    if (column.notNull)
        text += (text.isEmpty() ? QString() : QStringLiteral(" ")) + QStringLiteral("not null");
    return text;
}

} // namespace kilter::ui
