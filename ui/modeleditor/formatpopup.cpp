#include "ui/modeleditor/formatpopup.h"

#include "core/base/text.h"
#include "ui/document/modeldocument.h"
#include "ui/look/fonts.h"
#include "ui/look/look.h"
#include "ui/text/text.h"

#include <QComboBox>
#include <QFormLayout>
#include <QKeyEvent>
#include <QRegularExpressionValidator>
#include <QTableView>

namespace kilter::ui {
namespace {

constexpr const char *stringFormats[] = {"", "date-time", "date", "time", "uuid", "email", "hostname", "uri", "ipv4", "ipv6"};

} // namespace

FormatPopup::FormatPopup(FieldsModel &model, int row, QWidget *view)
    : QFrame(view, Qt::Popup), m_model(model), m_row(row), m_before(limitsOf(model.document().json(), model.field(row)->name)), m_form(new QFormLayout(this))
{
    setObjectName(QStringLiteral("format"));
    setAccessibleName(tr("Format and limits of %1").arg(qtText(model.field(row)->name)));
    setAttribute(Qt::WA_DeleteOnClose);
    m_form->setContentsMargins(12, 12, 12, 12);
    m_form->setHorizontalSpacing(12);
    m_form->setVerticalSpacing(8);
    addRows(model.field(row)->type);
}

void FormatPopup::addRows(const std::string &type)
{
    const bool isString = type == "string", isWhole = type == "integer", isNumber = isWhole || type == "number";
    const QString number = QStringLiteral("-?[0-9]*(\\.[0-9]*)?([eE][-+]?[0-9]+)?"), length = QStringLiteral("[0-9]*");
    if (isString || isWhole) {
        QStringList formats;
        if (isString) {
            for (const char *format : stringFormats)
                formats.append(QString::fromLatin1(format));
        } else {
            formats = {QString(), QStringLiteral("int64")};
        }
        m_format = addList(tr("Format"), "format-name", formats, m_before.format);
    }
    if (type == "object") {
        QStringList components{QString()};
        const auto &others = m_model.document().surroundings().models;
        for (const Model &model : others ? *others : std::vector<Model>()) {
            if (model.level == Level::Gamma)
                components.append(qtText(referenceTo(m_model.document(), model)));
        }
        m_component = addList(tr("Component"), "format-component", components, m_before.component);
    }
    if (isString || isNumber) {
        m_minimum = addLine(isString ? tr("Shortest") : tr("Smallest"), "format-minimum", m_before.minimum, isString ? tr("characters") : tr("value"), isString ? length : number);
        m_maximum = addLine(isString ? tr("Longest") : tr("Largest"), "format-maximum", m_before.maximum, isString ? tr("characters") : tr("value"), isString ? length : number);
    }
    if (isNumber)
        m_multiple = addLine(tr("Multiple of"), "format-multiple", m_before.multipleOf, tr("value"), number);
    if (isString)
        m_pattern = addLine(tr("Pattern"), "format-pattern", m_before.pattern, QStringLiteral("^[a-z0-9-]+$"));
    if (isString || isNumber) {
        QStringList values;
        for (const std::string &value : m_before.values)
            values.append(qtText(value));
        m_values = addLine(tr("Values"), "format-values", utf8(values.join(QStringLiteral(", "))), tr("one, two, three"));
    }
    m_native = addLine(tr("Database type"), "format-native", m_before.nativeType, isNumber ? QStringLiteral("numeric(10,2)") : isString ? QStringLiteral("varchar(200)") : QString());
}

QLineEdit *FormatPopup::addLine(const QString &label, const char *name, const std::string &text, const QString &placeholder, const QString &pattern)
{
    auto *line = new QLineEdit(qtText(text), this);
    line->setObjectName(QLatin1String(name));
    line->setAccessibleName(label);
    line->setPlaceholderText(placeholder);
    line->setMinimumWidth(200);
    line->setFont(fontFor(FontRole::CodeSmall));
    if (!pattern.isEmpty())
        line->setValidator(new QRegularExpressionValidator(QRegularExpression(pattern), line));
    m_form->addRow(label, line);
    return line;
}

QComboBox *FormatPopup::addList(const QString &label, const char *name, const QStringList &entries, const std::string &text)
{
    auto *list = new QComboBox(this);
    list->setObjectName(QLatin1String(name));
    list->setAccessibleName(label);
    list->setEditable(true);
    list->addItems(entries);
    list->setCurrentText(qtText(text));
    list->setMinimumWidth(200);
    m_form->addRow(label, list);
    return list;
}

void FormatPopup::openBelow(const QRect &cell)
{
    auto *view = static_cast<QTableView *>(parentWidget());
    adjustSize();
    QPoint at = view->viewport()->mapToGlobal(cell.bottomLeft() + QPoint(-1, 2));
    const QRect room = view->window()->frameGeometry();
    if (at.y() + height() > room.bottom())
        at.setY(std::max(room.top(), view->viewport()->mapToGlobal(cell.topLeft()).y() - height() - 2));
    at.setX(std::min(at.x(), room.right() - width() - 8));
    move(at);
    show();
    QWidget *first = m_form->itemAt(0, QFormLayout::FieldRole)->widget();
    first->setFocus(Qt::TabFocusReason);
}

Limits FormatPopup::typed() const
{
    const auto text = [](const QLineEdit *line) { return line ? utf8(line->text().trimmed()) : std::string(); };
    Limits limits = m_before;
    limits.format = m_format ? utf8(m_format->currentText().trimmed()) : m_before.format;
    limits.component = m_component ? utf8(m_component->currentText().trimmed()) : m_before.component;
    limits.nativeType = text(m_native);
    if (m_minimum) {
        limits.minimum = text(m_minimum);
        limits.maximum = text(m_maximum);
    }
    if (m_multiple)
        limits.multipleOf = text(m_multiple);
    if (m_pattern)
        limits.pattern = text(m_pattern);
    if (m_values) {
        limits.values.clear();
        for (const QString &value : m_values->text().split(QLatin1Char(','), Qt::SkipEmptyParts))
            limits.values.push_back(utf8(value.trimmed()));
    }
    // What is no number yet ("-", "1e") is not taken.
    for (std::string *number : {&limits.minimum, &limits.maximum, &limits.multipleOf}) {
        const auto json = parseJson(*number);
        if (!number->empty() && (!json || !json->isNumber()))
            number->clear();
    }
    return limits;
}

void FormatPopup::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        m_takes = false;
        close();
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        close();
    } else {
        QFrame::keyPressEvent(event);
    }
}

void FormatPopup::hideEvent(QHideEvent *event)
{
    QFrame::hideEvent(event);
    if (std::exchange(m_takes, false))
        m_model.setLimits(m_row, typed());
}

void FormatPopup::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), Look::color(Token::Raised));
    painter.setPen(Look::color(Token::BorderStrong));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace kilter::ui
