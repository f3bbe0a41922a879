#include "ui/review/rundelegate.h"

#include "ui/look/badges.h"
#include "ui/look/fonts.h"
#include "ui/look/icon.h"
#include "ui/look/look.h"
#include "ui/text/text.h"

#include <QAbstractItemView>
#include <QFontMetrics>
#include <QPainter>

namespace kilter::ui {
namespace {

constexpr int codeLine = 18;
constexpr int padding = 6;
constexpr int mostLines = 24; ///< of one statement; the file shows the rest

/// How much of a text stands in a line of that width: up to the last blank, in its second half, or as many letters as fit.
qsizetype fitting(const QString &text, double width, const QFontMetricsF &metrics, double letter)
{
    const bool isPlain = std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() >= 0x20 && c.unicode() < 0x7f; }); // all as wide as an m
    qsizetype count = std::min(text.size(), qsizetype(std::max(8.0, width / letter)));
    while (!isPlain && count > 1 && metrics.horizontalAdvance(text.left(count)) > width)
        count -= std::max(qsizetype(1), count / 16);
    if (count == text.size())
        return count;
    const qsizetype blank = text.lastIndexOf(QLatin1Char(' '), count - 1);
    return blank > count / 2 ? blank + 1 : count;
}

/// The statement's lines, longer ones broken at the width: exact SQL is never cut off.
QStringList linesOf(const QString &sql, int width)
{
    const QFontMetricsF metrics(fontFor(FontRole::CodeSmall));
    const double letter = std::max(1.0, metrics.horizontalAdvance(QString(64, QLatin1Char('m'))) / 64);
    QStringList lines;
    for (QString line : sql.split(QLatin1Char('\n'))) {
        line.replace(QLatin1Char('\t'), QStringLiteral("    "));
        do {
            const qsizetype count = fitting(line, width, metrics, letter);
            lines += line.left(count);
            line.remove(0, count);
        } while (!line.isEmpty());
    }
    if (lines.size() > mostLines) {
        const qsizetype more = lines.size() - mostLines;
        lines = lines.first(mostLines);
        lines += RunRows::tr("… and %1").arg(counted(more, RunRows::tr("more line"), RunRows::tr("more lines")));
    }
    return lines;
}

bool hasNote(const RunRow &row)
{
    return !row.stateWords.isEmpty() && (row.state == StatementState::Failed || row.state == StatementState::Waiting);
}

int noteHeight(const RunRow &row, int width)
{
    const QFontMetrics metrics(fontFor(FontRole::Small));
    const QRect wrapped = metrics.boundingRect(QRect(0, 0, std::max(80, width - 100), 4000), Qt::TextWordWrap | Qt::TextWrapAnywhere, row.stateWords);
    return wrapped.height() + 2 * padding;
}

struct StateLook
{
    QString icon;
    Token token;
};

StateLook stateLook(StatementState state)
{
    switch (state) {
    case StatementState::Planned:
        return {{}, Token::TextSecondary};
    case StatementState::NotBegun:
        return {QStringLiteral("revision-pending"), Token::TextSecondary};
    case StatementState::Running:
        return {QStringLiteral("revision-running"), Token::AccentText};
    case StatementState::Waiting:
        return {QStringLiteral("revision-waiting"), Token::Warn};
    case StatementState::Done:
    case StatementState::Tried:
        return {QStringLiteral("ok"), Token::Ok};
    case StatementState::Failed:
        return {QStringLiteral("revision-failed"), Token::Danger};
    case StatementState::TakenBack:
        return {QStringLiteral("undo"), Token::Warn};
    }
    return {};
}

void drawText(QPainter &painter, const QRect &rect, const QString &text, FontRole role, Token token, int flags = Qt::AlignLeft | Qt::AlignVCenter)
{
    painter.setFont(fontFor(role));
    painter.setPen(Look::color(token));
    painter.drawText(rect, flags, painter.fontMetrics().elidedText(text, Qt::ElideRight, rect.width()));
}

void paintMigration(QPainter &painter, const QRect &rect, const RunRow &row)
{
    painter.fillRect(rect, Look::color(Token::Window));
    paintIcon(painter, QRect(rect.left() + 16, rect.center().y() - 7, 16, 16), QStringLiteral("migration"), Token::TextSecondary);
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), Look::color(Token::Divider));
    int x = rect.left() + 40;
    const int borderWidth = QFontMetrics(fontFor(FontRole::Small)).horizontalAdvance(row.border) + 2;
    const int end = rect.right() - 24 - borderWidth;
    drawText(painter, QRect(end + 12, rect.top(), borderWidth, rect.height()), row.border, FontRole::Small, Token::TextSecondary);
    const auto put = [&](const QString &text, FontRole role, Token token) {
        const int width = std::min(QFontMetrics(fontFor(role)).horizontalAdvance(text) + 1, std::max(0, end - x));
        drawText(painter, QRect(x, rect.top(), width, rect.height()), text, role, token);
        x += width + 8;
    };
    put(row.text, FontRole::BodyBold, Token::Text);
    put(row.id, FontRole::CodeSmall, Token::TextSecondary);
    const auto pill = [&](Tone tone, const QString &word) {
        if (x < end - 60)
            x += paintPill(painter, QRect(x, rect.top(), end - x, rect.height()), tone, word) + 8;
    };
    if (!row.version.isEmpty())
        pill(Tone::Plain, row.version);
    if (row.isBreaking)
        pill(Tone::Warn, RunRows::tr("breaking"));
    if (row.reversibility == Reversibility::StructureOnly)
        pill(Tone::Warn, RunRows::tr("way back: structure only"));
    else if (row.reversibility == Reversibility::Impossible)
        pill(Tone::Danger, RunRows::tr("no way back"));
}

void paintStatement(QPainter &painter, const QStyleOptionViewItem &option, const RunRow &row)
{
    const QRect rect = option.rect;
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const bool hasFocus = option.state.testFlag(QStyle::State_Active);
    painter.fillRect(rect, Look::color(isSelected ? (hasFocus ? Token::Selection : Token::SelectionInactive) : Token::Surface));
    if (row.inTransaction)
        painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), Look::color(Token::BorderStrong));
    const RunDelegate::Columns columns = RunDelegate::columns(rect.width());
    const int top = rect.top() + padding;
    drawText(painter, QRect(rect.left() + 8, top, 32, codeLine), QString::number(row.number), FontRole::Small, Token::TextSecondary,
             Qt::AlignRight | Qt::AlignVCenter);
    int y = top;
    painter.setFont(fontFor(FontRole::CodeSmall));
    for (const QString &line : linesOf(row.text, columns.risk - columns.statement - 12)) {
        painter.setPen(Look::color(line.trimmed().startsWith(QLatin1String("--")) ? Token::CodeComment : Token::Text));
        painter.drawText(QRect(rect.left() + columns.statement, y, columns.risk - columns.statement, codeLine), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, line);
        y += codeLine;
    }
    const int below = columns.isNarrow ? y : top;
    int x = rect.left() + (columns.isNarrow ? columns.statement : columns.risk);
    for (const QString &hazard : row.hazards)
        x += paintPill(painter, QRect(x, below, rect.left() + columns.state - x, codeLine), Tone::Danger, hazard, toneIcon(Tone::Danger)) + 4;
    const StateLook state = stateLook(row.state);
    if (!state.icon.isEmpty()) {
        paintIcon(painter, QRect(rect.left() + columns.state, below + 1, 16, 16), state.icon, state.token);
        const Token words = row.state == StatementState::Done || row.state == StatementState::Tried ? Token::Text : state.token;
        drawText(painter, QRect(rect.left() + columns.state + 22, below, columns.end - columns.state - 30, codeLine), stateText(row), FontRole::Small, words);
        if (row.affected > 0)
            drawText(painter, QRect(rect.left() + columns.state + 22, below + codeLine, columns.end - columns.state - 30, codeLine),
                     counted(row.affected, RunRows::tr("row"), RunRows::tr("rows")), FontRole::Small, Token::TextSecondary);
    }
    if (hasNote(row)) {
        const int height = noteHeight(row, rect.width());
        const QRect note(rect.left(), rect.bottom() - height, rect.width(), height);
        const bool isFailure = row.state == StatementState::Failed;
        painter.fillRect(note, Look::color(isFailure ? Token::DangerBg : Token::WarnBg));
        paintIcon(painter, QRect(note.left() + columns.statement, note.top() + padding, 16, 16), isFailure ? QStringLiteral("danger") : QStringLiteral("warn"),
                  isFailure ? Token::Danger : Token::Warn);
        painter.setFont(fontFor(FontRole::Small));
        painter.setPen(Look::color(Token::Text));
        painter.drawText(note.adjusted(columns.statement + 24, padding, -24, -padding), Qt::TextWordWrap | Qt::TextWrapAnywhere, row.stateWords);
    }
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), Look::color(Token::Divider));
    if (isSelected && option.state.testFlag(QStyle::State_HasFocus)) {
        painter.setPen(QPen(Look::color(Token::FocusRing), 1));
        painter.drawRect(rect.adjusted(0, 0, -1, -1));
    }
}

} // namespace

RunDelegate::Columns RunDelegate::columns(int width)
{
    Columns columns;
    columns.end = width;
    columns.isNarrow = width < 640;
    if (columns.isNarrow) {
        columns.risk = width;
        columns.state = std::max(columns.statement + 120, width - 190);
        return columns;
    }
    columns.state = std::max(columns.statement + 120, width - 190);
    columns.risk = std::max(columns.statement + 80, columns.state - 130);
    return columns;
}

void RunDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *row = index.data(RunRows::RowRole).value<const RunRow *>();
    painter->save();
    painter->setClipRect(option.rect);
    if (row->kind == RunRow::Kind::Migration) {
        paintMigration(*painter, option.rect, *row);
    } else if (row->kind == RunRow::Kind::Border) {
        painter->fillRect(option.rect, Look::color(Token::Window));
        drawText(*painter, option.rect.adjusted(40, 0, -12, 0), row->text, FontRole::Small, Token::TextSecondary, Qt::AlignRight | Qt::AlignVCenter);
        painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), Look::color(Token::Divider));
    } else {
        paintStatement(*painter, option, *row);
    }
    painter->restore();
}

QSize RunDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *row = index.data(RunRows::RowRole).value<const RunRow *>();
    const auto *list = qobject_cast<const QAbstractItemView *>(option.widget);
    const int width = list ? list->viewport()->width() : option.rect.width();
    if (row->kind == RunRow::Kind::Migration)
        return {width, rowHeight(28, FontRole::BodyBold)};
    if (row->kind == RunRow::Kind::Border)
        return {width, rowHeight(24, FontRole::Small)};
    const Columns columns = RunDelegate::columns(width);
    const int code = int(linesOf(row->text, columns.risk - columns.statement - 12).size());
    const int facts = row->affected > 0 ? 2 : (columns.isNarrow && row->hazards.isEmpty() && row->state == StatementState::Planned) ? 0 : 1;
    const int lines = columns.isNarrow ? code + facts : std::max(facts, code);
    return {width, lines * codeLine + 2 * padding + (hasNote(*row) ? noteHeight(*row, width) : 0)};
}

} // namespace kilter::ui
