#include "ui/palette/palette.h"

#include "ui/look/badges.h"
#include "ui/look/drawing.h"
#include "ui/look/fonts.h"
#include "ui/look/icon.h"
#include "ui/mainwindow/mainwindow.h"

#include <QKeyEvent>
#include <QListView>
#include <QStyledItemDelegate>

namespace kilter::ui {
namespace {

constexpr int wide = 640;
constexpr int shadow = 8;
constexpr int fieldHeight = 44;
constexpr int footHeight = 32;
constexpr int rowsShown = 13;

/// A row: icon, text with the matched letters in accent, detail, shortcut at the right; or a group's head.
class PaletteDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const override
    {
        return {wide, index.data(PaletteModel::IsHeadRole).toBool() ? rowHeight(24) : rowHeight(32)};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        painter->save();
        QRect rest = option.rect.adjusted(16, 0, -16, 0);
        if (index.data(PaletteModel::IsHeadRole).toBool()) {
            words(*painter, rest, FontRole::Small, Token::TextSecondary, index.data().toString());
        } else {
            if (option.state & QStyle::State_Selected)
                painter->fillRect(option.rect, Look::color(Token::Selection));
            paintEntry(*painter, rest, index);
        }
        painter->restore();
    }

private:
    static int words(QPainter &painter, const QRect &rect, FontRole role, Token token, const QString &text)
    {
        painter.setFont(fontFor(role));
        painter.setPen(Look::color(token));
        const QString shown = painter.fontMetrics().elidedText(text, Qt::ElideRight, rect.width());
        painter.drawText(rect, Qt::AlignVCenter | Qt::TextSingleLine, shown);
        return painter.fontMetrics().horizontalAdvance(shown);
    }

    static void paintEntry(QPainter &painter, QRect rest, const QModelIndex &index)
    {
        const QRect mark(rest.left(), rest.top() + (rest.height() - 16) / 2, 16, 16);
        index.data(Qt::DecorationRole).value<QIcon>().paint(&painter, mark);
        rest.setLeft(rest.left() + 28);
        const QString key = index.data(PaletteModel::ShortcutRole).toString();
        if (!key.isEmpty()) {
            const int width = keySize(key).width();
            paintKey(painter, rest.adjusted(rest.width() - width, 0, 0, 0), key);
            rest.setRight(rest.right() - width - 12);
        }
        rest.setLeft(rest.left() + paintMatched(painter, rest, index) + 12);
        words(painter, rest, FontRole::Small, Token::TextSecondary, index.data(PaletteModel::DetailRole).toString());
    }

    /// Runs of matched and other letters, one after the other.
    static int paintMatched(QPainter &painter, const QRect &rect, const QModelIndex &index)
    {
        const QString text = index.data().toString();
        const auto letters = index.data(PaletteModel::LettersRole).value<QList<int>>();
        const auto isMatched = [&](int i) { return std::binary_search(letters.begin(), letters.end(), i); };
        int x = 0;
        for (int i = 0; i < text.size() && x < rect.width();) {
            int end = i + 1;
            while (end < text.size() && isMatched(end) == isMatched(i))
                ++end;
            const bool hit = isMatched(i);
            x += words(painter, rect.adjusted(x, 0, 0, 0), hit ? FontRole::BodyBold : FontRole::Body, hit ? Token::AccentText : Token::Text, text.mid(i, end - i));
            i = end;
        }
        return x;
    }
};

QListView *makeList(PaletteModel *model, QWidget *parent)
{
    auto *list = new QListView(parent);
    list->setModel(model);
    list->setItemDelegate(new PaletteDelegate(list));
    list->setFrameShape(QFrame::NoFrame);
    list->setFocusPolicy(Qt::NoFocus);
    list->setAccessibleName(Palette::tr("What was found"));
    list->setObjectName(QStringLiteral("paletteList"));
    list->viewport()->setAutoFillBackground(false);
    list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    return list;
}

} // namespace

Palette::Palette(MainWindow &window)
    : QWidget(&window), m_window(window), m_model(new PaletteModel(this)), m_field(new QLineEdit(this)), m_list(makeList(m_model, this))
{
    setObjectName(QStringLiteral("palette"));
    setAccessibleName(tr("Command palette"));
    m_field->setObjectName(QStringLiteral("paletteField"));
    m_field->setFrame(false);
    QPalette colors = m_field->palette();
    colors.setBrush(QPalette::Base, Qt::transparent); // it stands on what paintEvent() draws
    m_field->setPalette(colors);
    m_field->setPlaceholderText(tr("Search or run a command"));
    m_field->setAccessibleName(tr("Search models, fields and migrations, or run a command"));
    m_field->setMaxLength(200);
    m_field->installEventFilter(this);
    window.installEventFilter(this);
    connect(m_field, &QLineEdit::textChanged, this, &Palette::queryChanged);
    connect(m_list, &QListView::clicked, this, &Palette::runCurrent);
    hide();
}

void Palette::open(const QString &query)
{
    std::vector<PaletteSource> sources = m_window.paletteSources();
    std::stable_sort(sources.begin(), sources.end(), [](const PaletteSource &a, const PaletteSource &b) { return a.order < b.order; });
    std::vector<PaletteModel::Group> groups;
    for (const PaletteSource &source : sources)
        groups.push_back({source.group, source.prefix, source.entries()});
    m_model->setGroups(std::move(groups));
    m_before = QApplication::focusWidget();
    m_field->setText(query);
    queryChanged(query);
    place();
    show();
    raise();
    m_field->setFocus(Qt::OtherFocusReason);
}

void Palette::place()
{
    const int width = qMin(wide, m_window.width() - 32) + 2 * shadow;
    int rows = 0;
    for (int i = 0; i < qMin(rowsShown, m_model->rowCount()); ++i)
        rows += m_list->itemDelegate()->sizeHint({}, m_model->index(i)).height();
    rows = qMin(rows, m_window.height() - 160);
    const int height = fieldHeight + qMax(rows, rowHeight(32)) + 8 + footHeight + 2 * shadow;
    setGeometry((m_window.width() - width) / 2, 28 - shadow, width, height);
    const QRect inner = rect().adjusted(shadow, shadow, -shadow, -shadow);
    m_field->setGeometry(inner.left() + 40, inner.top() + 8, inner.width() - 160, fieldHeight - 16);
    m_list->setGeometry(inner.left() + 1, inner.top() + fieldHeight + 4, inner.width() - 2, inner.height() - fieldHeight - footHeight - 4);
}

void Palette::queryChanged(const QString &query)
{
    m_model->setQuery(query);
    const int first = m_model->firstEntryRow();
    m_list->setCurrentIndex(first < 0 ? QModelIndex() : m_model->index(first));
    m_list->scrollToTop();
    place();
    update();
}

void Palette::move(int step)
{
    int row = m_list->currentIndex().row();
    for (int i = 0; i < m_model->rowCount(); ++i) {
        row = (row + step + m_model->rowCount()) % m_model->rowCount();
        if (m_model->entry(m_model->index(row)))
            break;
    }
    if (m_model->rowCount() > 0)
        m_list->setCurrentIndex(m_model->index(row));
}

void Palette::runCurrent()
{
    const PaletteEntry *entry = m_model->entry(m_list->currentIndex());
    if (!entry)
        return;
    const auto run = entry->run;
    close();
    run();
}

void Palette::close()
{
    hide();
    if (m_before)
        m_before->setFocus(Qt::OtherFocusReason);
}

bool Palette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == &m_window && isVisible()) {
        if (event->type() == QEvent::Resize)
            place();
        return false;
    }
    if (watched != m_field)
        return QWidget::eventFilter(watched, event);
    if (event->type() == QEvent::FocusOut && static_cast<QFocusEvent *>(event)->reason() != Qt::ActiveWindowFocusReason && isVisible()) {
        hide();
        return false;
    }
    if (event->type() != QEvent::KeyPress)
        return false;
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Down:
        move(1);
        return true;
    case Qt::Key_Up:
        move(-1);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        runCurrent();
        return true;
    case Qt::Key_Escape:
        close();
        return true;
    default:
        return false;
    }
}

void Palette::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QRect inner = rect().adjusted(shadow, shadow, -shadow, -shadow);
    QColor dark = Look::color(Token::Shadow);
    for (int ring = 0; ring < 4; ++ring) { // a shadow of four rings, 4 px below
        dark.setAlphaF(float((Look::instance().isDark() ? 0.5 : 0.18) / 4));
        drawBox(painter, inner.adjusted(ring - 4, ring, 4 - ring, 8 - ring), 8, dark, {});
    }
    drawBox(painter, inner, 6, Look::color(Token::Raised), Look::color(Token::BorderStrong));
    paintIcon(painter, QRect(inner.left() + 16, inner.top() + (fieldHeight - 16) / 2, 16, 16), QStringLiteral("search"), Token::TextSecondary);
    painter.fillRect(QRect(inner.left() + 1, inner.top() + fieldHeight, inner.width() - 2, 1), Look::color(Token::Border));
    painter.setFont(fontFor(FontRole::Small));
    painter.setPen(Look::color(Token::TextSecondary));
    const QString count = tr("%1 of %2").arg(QLocale().toString(m_model->found()), QLocale().toString(m_model->total()));
    painter.drawText(QRect(inner.right() - 120, inner.top(), 104, fieldHeight), Qt::AlignVCenter | Qt::AlignRight, count);
    if (m_model->rowCount() == 0)
        painter.drawText(m_list->geometry().adjusted(16, 0, 0, 0), Qt::AlignVCenter, tr("Nothing found. Fewer letters find more."));
    QRect foot(inner.left() + 1, inner.bottom() - footHeight, inner.width() - 2, footHeight);
    painter.fillRect(foot, Look::color(Token::Window));
    painter.fillRect(QRect(foot.left(), foot.top(), foot.width(), 1), Look::color(Token::Border));
    int x = foot.left() + 16;
    std::vector<std::pair<QString, QString>> keys;
    std::vector<PaletteSource> sources = m_window.paletteSources();
    std::stable_sort(sources.begin(), sources.end(), [](const PaletteSource &a, const PaletteSource &b) { return a.order < b.order; });
    for (const PaletteSource &source : sources) {
        if (!source.prefix.isNull())
            keys.emplace_back(source.prefix, source.group.toLower());
    }
    keys.emplace_back(tr("Enter"), tr("run"));
    for (const auto &[key, meaning] : keys) {
        x += paintKey(painter, QRect(x, foot.top(), 80, foot.height()), key) + 8;
        painter.setFont(fontFor(FontRole::Small));
        painter.setPen(Look::color(Token::TextSecondary));
        painter.drawText(QRect(x, foot.top(), 200, foot.height()), Qt::AlignVCenter | Qt::TextSingleLine, meaning);
        x += painter.fontMetrics().horizontalAdvance(meaning) + 16;
    }
}

} // namespace kilter::ui
