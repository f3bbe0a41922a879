#include "ui/modeleditor/editorhead.h"

#include "core/base/identifier.h"
#include "core/model/model.h"
#include "ui/document/modeldocument.h"
#include "ui/look/badges.h"
#include "ui/look/fonts.h"
#include "ui/look/icon.h"
#include "ui/look/look.h"
#include "ui/mainwindow/docktitle.h"
#include "ui/text/text.h"

#include <QKeyEvent>

namespace kilter::ui {
namespace {

constexpr Level levels[] = {Level::Alpha, Level::Beta, Level::Gamma, Level::Qualifier, Level::Organizer};

/// Level mark and word on the level's tint.
class LevelButton : public QToolButton
{
public:
    LevelButton(ModelDocument &document, QWidget *parent) : QToolButton(parent), m_document(document) { setPopupMode(QToolButton::InstantPopup); }

    QSize sizeHint() const override
    {
        const QFontMetrics metrics(fontFor(FontRole::Small));
        return {metrics.horizontalAdvance(levelWord(m_document.level())) + 32, std::max(20, metrics.height() + 2)};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const Level level = m_document.level();
        painter.setPen(Qt::NoPen);
        painter.setBrush(Look::color(levelGroundToken(level)));
        painter.drawRoundedRect(rect(), 3, 3);
        if (hasFocus() || underMouse()) {
            painter.setPen(QPen(Look::color(hasFocus() ? Token::FocusRing : levelToken(level)), hasFocus() ? 2 : 1));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 3, 3);
        }
        const QRect rest = rect().adjusted(3, 0, -6, 0);
        const int used = paintLevel(painter, rest, level);
        painter.setPen(Look::color(Token::Text));
        painter.setFont(fontFor(FontRole::Small));
        painter.drawText(rest.adjusted(used + 4, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, levelWord(level));
    }

private:
    ModelDocument &m_document;
};

bool flagOf(const Json &root, const char *pointer)
{
    const Json *value = valueAt(root, pointer);
    return value && value->isBoolean() && value->boolean;
}

} // namespace

FlatEdit::FlatEdit(QWidget *parent) : QLineEdit(parent)
{
    setFrame(false);
    setTextMargins(4, 0, 4, 0);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
    QPalette colours = palette();
    colours.setBrush(QPalette::Base, Qt::NoBrush);
    setPalette(colours);
    connect(this, &QLineEdit::textChanged, this, [this] { updateGeometry(); });
}

void FlatEdit::show(const QString &text)
{
    m_shown = text;
    if (!hasFocus() || !isModified())
        setText(text);
    setCursorPosition(0);
}

QSize FlatEdit::sizeHint() const
{
    const QString widest = text().isEmpty() ? placeholderText() : text();
    return {fontMetrics().horizontalAdvance(widest) + 20, fontMetrics().height() + 4};
}

void FlatEdit::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    const bool isHot = hasFocus() || (underMouse() && isEnabled() && !isReadOnly());
    if (isHot) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(Look::color(hasFocus() ? Token::FocusRing : Token::Border), hasFocus() ? 2 : 1));
        painter.setBrush(Look::color(Token::Surface));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 4, 4);
    }
    painter.end();
    QLineEdit::paintEvent(event);
}

void FlatEdit::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && isModified()) {
        setText(m_shown);
        selectAll();
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        commit();
    } else {
        QLineEdit::keyPressEvent(event);
    }
}

void FlatEdit::focusOutEvent(QFocusEvent *event)
{
    QLineEdit::focusOutEvent(event);
    commit();
    setCursorPosition(0);
}

void FlatEdit::commit()
{
    if (!isModified() || text() == m_shown)
        return;
    setModified(false);
    emit committed(text());
}

EditorHead::EditorHead(ModelDocument &document, QWidget *parent)
    : QWidget(parent), m_document(document), m_title(new FlatEdit(this)), m_table(new FlatEdit(this)), m_description(new FlatEdit(this)),
      m_level(new LevelButton(document, this)), m_more(new QToolButton(this)), m_row(new QHBoxLayout(this))
{
    m_title->setObjectName(QStringLiteral("model-title"));
    m_title->setAccessibleName(tr("Title"));
    m_title->setPlaceholderText(tr("Title"));
    m_table->setObjectName(QStringLiteral("model-table"));
    m_table->setAccessibleName(tr("Table"));
    m_description->setObjectName(QStringLiteral("model-description"));
    m_description->setAccessibleName(tr("Description"));
    m_description->setPlaceholderText(tr("What the model is, in a sentence"));
    m_level->setObjectName(QStringLiteral("model-level"));
    m_level->setToolTip(tr("Level: what the model becomes"));
    m_level->setMenu(new QMenu(m_level));
    m_more->setIcon(namedIcon(QStringLiteral("more")));
    m_more->setAutoRaise(true);
    m_more->setObjectName(QStringLiteral("model-more"));
    m_more->setAccessibleName(tr("More of the model"));
    m_more->setToolTip(tr("Timestamps, storage, schema"));
    auto *moreMenu = new QMenu(m_more);
    connect(m_more, &QToolButton::clicked, this, [this, moreMenu] {
        fillMoreMenu(*moreMenu);
        moreMenu->popup(m_more->mapToGlobal(m_more->rect().bottomRight()) - QPoint(moreMenu->sizeHint().width(), 0));
    });
    connect(m_level->menu(), &QMenu::aboutToShow, this, &EditorHead::fillLevelMenu);
    auto *first = new QHBoxLayout;
    first->setSpacing(4);
    first->addWidget(m_title);
    first->addWidget(m_level);
    first->addWidget(m_table);
    first->addStretch();
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addLayout(first);
    auto *second = new QHBoxLayout;
    second->addWidget(m_description);
    second->addStretch();
    words->addLayout(second);
    m_row->setContentsMargins(11, 8, 8, 4);
    m_row->addLayout(words, 1);
    m_row->addWidget(m_more, 0, Qt::AlignVCenter);
    connect(m_title, &FlatEdit::committed, this, [this](const QString &text) { setMember(tr("title"), {}, "title", text); });
    connect(m_description, &FlatEdit::committed, this, [this](const QString &text) { setMember(tr("description"), {}, "description", text); });
    connect(m_table, &FlatEdit::committed, this, [this](const QString &text) { setMember(tr("table"), "x-model", "table", text); });
    connect(&document, &ModelDocument::jsonChanged, this, &EditorHead::refresh);
    connect(&document, &ModelDocument::syntaxChanged, this, &EditorHead::refresh);
    connect(&Look::instance(), &Look::changed, this, &EditorHead::refresh);
    refresh();
}

void EditorHead::editTitle()
{
    m_title->setFocus();
    m_title->selectAll();
}

void EditorHead::addTool(QAction *action)
{
    QToolButton *button = toolButtonFor(action, this);
    m_row->insertWidget(m_row->indexOf(m_more), button, 0, Qt::AlignVCenter);
}

void EditorHead::refresh()
{
    const Json &root = m_document.json();
    const auto text = [&](const char *pointer) {
        const Json *value = valueAt(root, pointer);
        return value && value->isString() ? qtText(value->text) : QString();
    };
    m_title->setFont(fontFor(FontRole::Title));
    m_table->setFont(fontFor(FontRole::CodeSmall));
    m_description->setFont(fontFor(FontRole::Body));
    for (FlatEdit *line : {m_table, m_description}) {
        QPalette colours = line->palette();
        colours.setColor(QPalette::Text, Look::color(Token::TextSecondary));
        colours.setColor(QPalette::PlaceholderText, Look::color(Token::TextSecondary));
        line->setPalette(colours);
    }
    m_title->show(text("/title"));
    m_description->show(text("/description"));
    m_table->show(text("/x-model/table"));
    const bool embedded = m_document.level() == Level::Gamma && text("/x-model/storage") != QStringLiteral("table");
    m_table->setPlaceholderText(embedded ? tr("embedded, no table") : qtText(fittedIdentifier(tableNameOf(utf8(text("/title"))))));
    for (QLineEdit *line : {static_cast<QLineEdit *>(m_title), static_cast<QLineEdit *>(m_description), static_cast<QLineEdit *>(m_table)})
        line->setReadOnly(!m_document.isJson());
    m_table->setReadOnly(!m_document.isJson() || embedded);
    m_level->setEnabled(m_document.isJson());
    m_more->setEnabled(m_document.isJson());
    m_level->setAccessibleName(tr("Level: %1").arg(levelWord(m_document.level())));
    m_level->updateGeometry();
    m_level->update();
}

void EditorHead::setMember(const QString &what, const std::string &bag, const std::string &key, const QString &text)
{
    const std::string value = utf8(text.trimmed());
    const auto result = m_document.change(what, [&](Json &root) {
        if (!bag.empty() && !root.find(bag))
            root.set(bag, Json::object());
        Json &place = bag.empty() ? root : *root.find(bag);
        if (value.empty())
            place.remove(key);
        else
            place.set(key, Json::of(value));
    });
    if (!result)
        refresh();
}

void EditorHead::fillLevelMenu()
{
    QMenu &menu = *m_level->menu();
    menu.clear();
    for (const Level level : levels) {
        QAction *action = menu.addAction(levelIcon(level), levelWord(level), this, [this, level] {
            setMember(tr("level"), "x-model", "level", qtText(keyword(level)));
        });
        action->setCheckable(true);
        action->setChecked(level == m_document.level());
    }
}

void EditorHead::setFlag(const QString &what, const char *key, bool on)
{
    const auto result = m_document.change(what, [&](Json &root) {
        if (!root.find("x-model"))
            root.set("x-model", Json::object());
        if (std::string_view(key) == "storage" && on)
            root.find("x-model")->set("storage", Json::of("table"));
        else if (on)
            root.find("x-model")->set(key, Json::of(true));
        else
            root.find("x-model")->remove(key);
    });
    if (!result)
        refresh();
}

void EditorHead::fillMoreMenu(QMenu &menu)
{
    menu.clear();
    const Json &root = m_document.json();
    const auto check = [&](QMenu &into, const QString &text, bool on, auto run) {
        QAction *action = into.addAction(text, this, run);
        action->setCheckable(true);
        action->setChecked(on);
    };
    const bool timestamps = flagOf(root, "/x-model/timestamps");
    check(menu, tr("Timestamps: created_at, updated_at"), timestamps, [this, timestamps] { setFlag(tr("timestamps"), "timestamps", !timestamps); });
    if (m_document.level() == Level::Gamma) {
        const Json *storage = valueAt(root, "/x-model/storage");
        const bool own = storage && storage->text == "table";
        check(menu, tr("A table of its own"), own, [this, own] { setFlag(tr("storage"), "storage", !own); });
    }
    if (m_document.level() != Level::Organizer)
        return;
    QMenu *organizes = menu.addMenu(tr("Organizes"));
    const Json *list = valueAt(root, "/x-model/organizes");
    const auto &models = m_document.surroundings().models;
    for (const Model &other : models ? *models : std::vector<Model>()) {
        if (!other.hasTable() || other.file == m_document.file())
            continue;
        const Json title = Json::of(other.title);
        const bool on = list && std::find(list->items.begin(), list->items.end(), title) != list->items.end();
        check(*organizes, qtText(other.title), on, [this, title, on] {
            const auto result = m_document.change(tr("organized models"), [&](Json &next) {
                if (!next.find("x-model"))
                    next.set("x-model", Json::object());
                Json &bag = *next.find("x-model");
                if (!bag.find("organizes"))
                    bag.set("organizes", Json::array());
                Json &titles = *bag.find("organizes");
                if (on)
                    std::erase(titles.items, title);
                else
                    titles.items.push_back(title);
            });
            if (!result)
                refresh();
        });
    }
}

void EditorHead::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), Look::color(Token::Surface));
}

} // namespace kilter::ui
